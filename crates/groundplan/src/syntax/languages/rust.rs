//! Rust.

use tree_sitter::Node;

use super::{common, rust_use};
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, LeadKind, ScopeKind, Walk};

/// Rust.
pub static RUST: Language = Language {
    id: "rust",
    name: "Rust",
    extensions: &["rs"],
    grammar: Some(Grammar::new(tree_sitter_rust::LANGUAGE, HANDLERS).lenient(
        &[
            ("struct X {", "}"),
            ("impl X {", "}"),
            ("trait X {", "}"),
            ("enum X {", "}"),
        ],
        None,
    )),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("line_comment", comment),
    ("block_comment", comment),
    ("attribute_item", |walk, node| {
        walk.lead(node, LeadKind::Attribute)
    }),
    ("identifier", |walk, node| walk.name_use(node)),
    ("type_identifier", |walk, node| walk.name_use(node)),
    ("field_identifier", |walk, node| walk.name_use(node)),
    ("shorthand_field_identifier", |walk, node| {
        walk.name_use(node)
    }),
    ("call_expression", call),
    ("macro_invocation", macro_call),
    ("token_tree", token_tree),
    ("use_declaration", rust_use::declaration),
    ("mod_item", module),
    ("function_item", function),
    ("function_signature_item", function),
    ("impl_item", implementation),
    ("struct_item", |walk, node| {
        declare_type(walk, node, SymbolKind::Struct)
    }),
    ("union_item", |walk, node| {
        declare_type(walk, node, SymbolKind::Struct)
    }),
    ("enum_item", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("trait_item", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("enum_variant", variant),
    ("field_declaration", |walk, node| {
        declare_plain(walk, node, SymbolKind::Field)
    }),
    ("type_item", |walk, node| {
        declare_plain(walk, node, SymbolKind::TypeAlias)
    }),
    ("associated_type", |walk, node| {
        declare_plain(walk, node, SymbolKind::TypeAlias)
    }),
    ("const_item", |walk, node| {
        declare_plain(walk, node, SymbolKind::Constant)
    }),
    ("static_item", |walk, node| {
        declare_plain(walk, node, SymbolKind::Variable)
    }),
    ("macro_definition", macro_definition),
    ("closure_expression", |walk, _| {
        walk.enter(ScopeKind::Body, None, false)
    }),
];

/// `///` documents what follows, `//` only stands there, `//!` belongs to what is around.
fn comment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if node.child_by_field_name("outer").is_some() {
        walk.lead(node, LeadKind::Doc);
    } else if node.child_by_field_name("inner").is_none() {
        walk.lead(node, LeadKind::Plain);
    }
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut function = node.child_by_field_name("function");
    if let Some(generic) = function.filter(|function| function.kind() == "generic_function") {
        function = generic.child_by_field_name("function");
    }
    if let Some(name) = function.and_then(last_name) {
        walk.call(name);
    }
}

fn macro_call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(name) = node.child_by_field_name("macro").and_then(last_name) {
        walk.call(name);
    }
}

/// The last name of a path or field access.
fn last_name(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        "identifier" => Some(node),
        "field_expression" => node.child_by_field_name("field"),
        "scoped_identifier" => node.child_by_field_name("name"),
        _ => None,
    }
}

/// In a macro's tokens a name before `(` is called.
fn token_tree<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    let mut before: Option<Node<'t>> = None;
    let mut called = Vec::new();
    for child in node.children(&mut cursor) {
        let opens = child.kind() == "token_tree" && walk.text(child).starts_with('(');
        called.extend(before.filter(|name| opens && name.kind() == "identifier"));
        before = Some(child);
    }
    for name in called.into_iter().rev() {
        walk.call(name);
    }
}

/// `mod x;` takes another file in, which is an import of `self::x`.
fn module<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let exported = is_public(node);
    let body = node.child_by_field_name("body");
    if body.is_none() {
        walk.import(&format!("self::{name}"), Vec::new(), node);
    }
    let declaration = Declaration::new(node, at, name, SymbolKind::Module);
    let head_end = body.map(|body| body.start_byte());
    walk.declare(declaration.head_end(head_end).exported(exported));
    walk.enter(ScopeKind::Module, Some(name.to_owned()), exported);
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let member = walk.place() == ScopeKind::Type;
    let kind = if member {
        SymbolKind::Method
    } else {
        SymbolKind::Function
    };
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .body(node.child_by_field_name("body"))
            .exported(is_public(node) || (member && walk.container_exported())),
    );
    walk.enter(ScopeKind::Body, Some(name.to_owned()), false);
}

/// Methods of an `impl` belong to its type; those of a trait are as visible as the trait.
fn implementation<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let owner = node
        .child_by_field_name("type")
        .map(|node| type_name(walk, node));
    let base = node
        .child_by_field_name("trait")
        .map(|node| type_name(walk, node));
    if let (Some(owner), Some(base)) = (owner, base) {
        walk.base(owner, base);
    }
    walk.enter(ScopeKind::Type, owner.map(str::to_owned), base.is_some());
}

/// The name of a type without path, references and arguments.
fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> &'t str {
    let mut node = node;
    for _ in 0..8 {
        let inner = match node.kind() {
            "scoped_type_identifier" => node.child_by_field_name("name"),
            "generic_type" | "reference_type" | "pointer_type" => node.child_by_field_name("type"),
            _ => None,
        };
        let Some(inner) = inner else { break };
        node = inner;
    }
    walk.text(node)
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let exported = is_public(node);
    let body = node.child_by_field_name("body");
    // The fields of `struct X(u8);` belong to its head.
    let body = body.filter(|body| body.kind() != "ordered_field_declaration_list");
    let declaration = Declaration::new(node, at, name, kind);
    let head_end = body.map(|body| body.start_byte());
    walk.declare(
        declaration
            .head_end(head_end)
            .bases(bounds(walk, node))
            .exported(exported),
    );
    let visible = exported && matches!(kind, SymbolKind::Enum | SymbolKind::Interface);
    walk.enter(ScopeKind::Type, Some(name.to_owned()), visible);
}

/// Traits that a trait asks for.
fn bounds(walk: &Walk<'_>, node: Node<'_>) -> Vec<String> {
    let Some(bounds) = node.child_by_field_name("bounds") else {
        return Vec::new();
    };
    let mut cursor = bounds.walk();
    let types = bounds
        .named_children(&mut cursor)
        .filter(|child| child.kind() != "lifetime");
    types
        .map(|bound| type_name(walk, bound).to_owned())
        .collect()
}

fn variant<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let exported = walk.container_exported();
    declare_plain(walk, node, SymbolKind::EnumMember);
    let name = node
        .child_by_field_name("name")
        .map(|name| walk.text(name).to_owned());
    walk.enter(ScopeKind::Type, name, exported);
}

/// A declaration without a body; in functions there is none worth naming.
fn declare_plain<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let member = walk.place() == ScopeKind::Type;
    if walk.place() == ScopeKind::Body {
        return;
    }
    let exported = is_public(node) || (member && walk.container_exported());
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    walk.declare(declaration.exported(exported));
}

fn macro_definition<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let head_end = Some(at.end_byte());
    let declaration = Declaration::new(node, at, name, SymbolKind::Macro);
    walk.declare(declaration.head_end(head_end));
    if walk.last_has_attribute("macro_export") {
        walk.export(name);
    }
}

/// Whether it says `pub`, restricted or not: other files can name it.
fn is_public(node: Node<'_>) -> bool {
    let mut cursor = node.walk();
    node.children(&mut cursor)
        .any(|child| child.kind() == "visibility_modifier")
}
