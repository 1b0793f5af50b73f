//! Swift.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Swift.
pub static SWIFT: Language = Language {
    id: "swift",
    name: "Swift",
    extensions: &["swift"],
    grammar: Some(
        Grammar::new(tree_sitter_swift::LANGUAGE, HANDLERS)
            .lenient(&[("class X {\n", "\n}")], None),
    ),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::doc_comment),
    ("multiline_comment", common::doc_comment),
    ("simple_identifier", common::name),
    ("type_identifier", common::name),
    ("call_expression", common::call),
    ("import_declaration", import),
    ("class_declaration", class),
    ("protocol_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("enum_entry", enum_entry),
    ("property_declaration", property),
    ("protocol_property_declaration", property),
    ("typealias_declaration", alias),
    ("associatedtype_declaration", alias),
    ("function_declaration", |walk, node| {
        function(walk, node, node.child_by_field_name("name"))
    }),
    ("protocol_function_declaration", |walk, node| {
        function(walk, node, node.child_by_field_name("name"))
    }),
    ("init_declaration", |walk, node| {
        function(walk, node, common::child(node, &["init"]))
    }),
    ("deinit_declaration", |walk, node| {
        function(walk, node, common::child(node, &["deinit"]))
    }),
    ("subscript_declaration", |walk, node| {
        function(walk, node, common::child(node, &["subscript"]))
    }),
    ("computed_property", common::closure),
    ("lambda_literal", common::closure),
];

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(name) = common::child(node, &["identifier"]) {
        walk.import(walk.text(name), Vec::new(), node);
    }
    walk.enter(ScopeKind::Opaque, None, false);
}

fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    common::is_visible_unless(walk, node, &["private", "fileprivate"])
}

fn bases(walk: &Walk<'_>, node: Node<'_>) -> Vec<String> {
    common::children(node, &["inheritance_specifier"])
        .into_iter()
        .map(|base| common::bare_type(walk.text(base)).to_owned())
        .collect()
}

/// Class, struct, enum, actor, or an extension, whose members belong to what it extends.
fn class<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let word = node.child_by_field_name("declaration_kind");
    match word.map(|word| walk.text(word)) {
        Some("extension") => extension(walk, node),
        Some("struct") => declare_type(walk, node, SymbolKind::Struct),
        Some("enum") => declare_type(walk, node, SymbolKind::Enum),
        _ => declare_type(walk, node, SymbolKind::Class),
    }
}

fn extension<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("name") else {
        return;
    };
    let whole = common::bare_type(walk.text(name));
    let owner = whole.rsplit('.').next().unwrap_or(whole);
    for base in bases(walk, node) {
        walk.base(owner, &base);
    }
    walk.enter(
        ScopeKind::Type,
        Some(owner.to_owned()),
        is_visible(walk, node),
    );
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    common::container(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .bases(bases(walk, node))
            .exported(is_visible(walk, node)),
    );
}

/// The nodes of a field that stand right in a node.
fn all_of<'t>(node: Node<'t>, field: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(field, &mut cursor).collect()
}

/// `case a, b(Int)`.
fn enum_entry<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    for at in all_of(node, "name") {
        let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::EnumMember);
        walk.declare(declaration.exported(walk.container_exported()));
    }
}

fn property<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let binding = common::child(node, &["value_binding_pattern"]);
    let fixed = binding.is_some_and(|binding| walk.text(binding) == "let");
    let kind = if fixed && !common::is_member(walk) {
        SymbolKind::Constant
    } else {
        SymbolKind::Variable
    };
    let exported = is_visible(walk, node);
    let ends = ["computed_property", "protocol_property_requirements"];
    let head_end = common::child(node, &ends).map(|end| end.start_byte());
    for pattern in all_of(node, "name") {
        if let Some(at) = pattern.child_by_field_name("bound_identifier") {
            let declaration = Declaration::new(node, at, walk.text(at), kind);
            common::value(walk, declaration.head_end(head_end).exported(exported));
        }
    }
}

fn alias<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(declaration) = Declaration::named(walk, node, SymbolKind::TypeAlias) {
        common::value(walk, declaration.exported(is_visible(walk, node)));
    }
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Option<Node<'t>>) {
    let Some(at) = at else { return };
    let body = common::child(node, &["function_body", "computed_property"]);
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Function);
    common::function(
        walk,
        declaration
            .body(body.and_then(|body| common::child(body, &["statements"])))
            .head_end(body.map(|body| body.start_byte()))
            .exported(is_visible(walk, node)),
    );
}
