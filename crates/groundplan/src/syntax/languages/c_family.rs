//! What C and C++ share: all handlers, as the grammar of C++ extends the one of C.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::Handler;
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

pub(super) const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("identifier", common::name),
    ("type_identifier", common::name),
    ("field_identifier", common::name),
    ("namespace_identifier", common::name),
    ("call_expression", common::call),
    ("preproc_include", include),
    ("preproc_def", |walk, node| {
        // Without a value it guards a file or sets a flag.
        if node.child_by_field_name("value").is_some() {
            macro_definition(walk, node, SymbolKind::Constant);
        }
    }),
    ("preproc_function_def", |walk, node| {
        macro_definition(walk, node, SymbolKind::Macro)
    }),
    ("struct_specifier", |walk, node| {
        specifier(walk, node, SymbolKind::Struct)
    }),
    ("union_specifier", |walk, node| {
        specifier(walk, node, SymbolKind::Struct)
    }),
    ("class_specifier", |walk, node| {
        specifier(walk, node, SymbolKind::Class)
    }),
    ("enum_specifier", |walk, node| {
        specifier(walk, node, SymbolKind::Enum)
    }),
    ("enumerator", common::enum_member),
    ("type_definition", type_definition),
    ("alias_declaration", |walk, node| {
        alias(walk, node, SymbolKind::TypeAlias)
    }),
    ("concept_definition", |walk, node| {
        alias(walk, node, SymbolKind::Interface)
    }),
    ("declaration", declaration),
    ("field_declaration", declaration),
    ("function_definition", function),
    ("namespace_definition", namespace),
    ("template_declaration", |walk, node| {
        _ = walk.enter_outer(node, false)
    }),
    ("base_class_clause", |walk, _| {
        // Its `private` is not the one of the members.
        walk.enter(ScopeKind::Opaque, Some(String::new()), true)
    }),
    ("access_specifier", |walk, node| {
        let shown = walk.text(node) != "private";
        walk.show_rest(shown);
    }),
    ("lambda_expression", common::closure),
];

/// What stands where a name should, where a macro broke the syntax around it.
const KEYWORDS: &[&str] = &["for", "if", "return", "switch", "while"];

/// A path in quotes; one of the system keeps its brackets.
fn include<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(path) = node.child_by_field_name("path") {
        walk.import(walk.text(path).trim_matches('"'), Vec::new(), node);
    }
}

fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    let local = walk.place() == ScopeKind::Module && says_static(walk, node);
    walk.place() != ScopeKind::Body && walk.container_exported() && !local
}

fn says_static(walk: &Walk<'_>, node: Node<'_>) -> bool {
    let words = common::children(node, &["storage_class_specifier"]);
    words.iter().any(|word| walk.text(*word) == "static")
}

fn macro_definition<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let parameters = node.child_by_field_name("parameters");
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    walk.declare(
        declaration
            .head_end(parameters.map(|parameters| parameters.end_byte()))
            .container(None)
            .exported(true),
    );
}

/// A type with members; one without a body only names it, one without a name is of its typedef.
fn specifier<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let parts = node
        .child_by_field_name("name")
        .zip(node.child_by_field_name("body"));
    if let Some((name, _)) = parts {
        let at = callee_or_self(name);
        declare_specifier(walk, node, at, node, kind);
    }
}

fn callee_or_self(name: Node<'_>) -> Node<'_> {
    common::callee(name).unwrap_or(name)
}

fn declare_specifier<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    at: Node<'t>,
    held: Node<'t>,
    kind: SymbolKind,
) {
    let mut bases = Vec::new();
    if let Some(clause) = common::child(held, &["base_class_clause"]) {
        let types = ["type_identifier", "template_type", "qualified_identifier"];
        let types = common::children(clause, &types).into_iter();
        bases.extend(types.map(|base| common::bare_type(walk.text(base)).to_owned()));
    }
    let declaration = Declaration::new(node, at, walk.text(at), kind);
    common::container(
        walk,
        declaration
            .body(held.child_by_field_name("body"))
            .bases(bases)
            .exported(is_visible(walk, node)),
    );
    if kind == SymbolKind::Class {
        walk.show_rest(false);
    }
}

/// `typedef struct { … } name;` names the struct itself.
fn type_definition<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let held = node.child_by_field_name("type");
    let nameless = held.filter(|held| {
        held.child_by_field_name("name").is_none() && held.child_by_field_name("body").is_some()
    });
    let mut cursor = node.walk();
    let declarators = node.children_by_field_name("declarator", &mut cursor);
    for declarator in declarators.collect::<Vec<_>>() {
        let at = named(declarator).0;
        match nameless {
            Some(held) => {
                let kind = match held.kind() {
                    "enum_specifier" => SymbolKind::Enum,
                    _ => SymbolKind::Struct,
                };
                return declare_specifier(walk, node, at, held, kind);
            }
            None => declare_alias(walk, node, at, SymbolKind::TypeAlias),
        }
    }
}

fn alias<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    if let Some(at) = node.child_by_field_name("name") {
        declare_alias(walk, node, at, kind);
    }
}

fn declare_alias<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Node<'t>, kind: SymbolKind) {
    let exported = is_visible(walk, node);
    let declaration = Declaration::new(node, at, walk.text(at), kind);
    common::value(walk, declaration.exported(exported));
}

/// The name in a declarator, and whether it is the one of a function rather than of a pointer to one.
fn named(declarator: Node<'_>) -> (Node<'_>, bool) {
    let (mut node, mut function) = (declarator, false);
    for _ in 0..16 {
        match node.kind() {
            "function_declarator" => function = true,
            "parenthesized_declarator" => function = false,
            "operator_cast" => return (node, true),
            _ => {}
        }
        let through = matches!(
            node.kind(),
            "parenthesized_declarator" | "reference_declarator" | "attributed_declarator"
        );
        let inner = node.child_by_field_name("declarator");
        match inner.or_else(|| node.named_child(0).filter(|_| through)) {
            Some(inner) => node = inner,
            None => break,
        }
    }
    (node, function)
}

/// Variables, fields and functions without a body.
fn declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    let declarators = node.children_by_field_name("declarator", &mut cursor);
    for declarator in declarators.collect::<Vec<_>>() {
        let (at, is_function) = named(declarator);
        if is_function && walk.place() != ScopeKind::Body {
            declare_function(walk, node, at);
            continue;
        }
        let qualifiers = common::children(node, &["type_qualifier"]);
        let fixed = qualifiers
            .iter()
            .any(|word| matches!(walk.text(*word), "const" | "constexpr"));
        let kind = if fixed && !common::is_member(walk) {
            SymbolKind::Constant
        } else {
            SymbolKind::Variable
        };
        declare_alias(walk, node, at, kind);
    }
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(declarator) = node.child_by_field_name("declarator") {
        declare_function(walk, node, named(declarator).0);
    }
}

/// The last name of a qualified one without template arguments, and the scope before it.
fn unqualified<'t>(walk: &Walk<'t>, at: Node<'t>) -> (Node<'t>, Option<String>) {
    let (mut at, mut owner) = (at, None);
    for _ in 0..16 {
        let known = matches!(
            at.kind(),
            "qualified_identifier" | "template_function" | "template_method"
        );
        let Some(inner) = at.child_by_field_name("name").filter(|_| known) else {
            break;
        };
        if let Some(scope) = at.child_by_field_name("scope") {
            owner = Some(common::bare_type(walk.text(scope)).to_owned());
        }
        at = inner;
    }
    (at, owner)
}

/// A function; one with a qualified name belongs to the last scope of it.
fn declare_function<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Node<'t>) {
    let (at, owner) = unqualified(walk, at);
    if KEYWORDS.contains(&walk.text(at)) {
        return;
    }
    let name = match at.kind() {
        "operator_cast" => {
            let end = at.child_by_field_name("type").map(|class| class.end_byte());
            walk.slice(at.start_byte(), end.unwrap_or(at.end_byte()))
        }
        _ => walk.text(at),
    };
    let body = node.child_by_field_name("body");
    let initializers = common::child(node, &["field_initializer_list"]);
    let declaration = Declaration::new(node, at, name, SymbolKind::Function);
    common::function(
        walk,
        declaration
            .body(body)
            .head_end(initializers.map(|list| list.start_byte()))
            .container(owner)
            .exported(is_visible(walk, node)),
    );
}

fn namespace<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    match node.child_by_field_name("name") {
        Some(at) => {
            let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Module);
            common::container(
                walk,
                declaration
                    .body(node.child_by_field_name("body"))
                    .exported(walk.container_exported()),
            );
        }
        // It has no name to stand before what it holds.
        None => walk.enter(ScopeKind::Module, None, false),
    }
}
