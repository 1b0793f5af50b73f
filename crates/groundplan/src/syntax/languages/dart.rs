//! Dart.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk, attribute};

/// Dart.
pub static DART: Language = Language {
    id: "dart",
    name: "Dart",
    extensions: &["dart"],
    grammar: Some(
        Grammar::new(tree_sitter_dart::LANGUAGE, HANDLERS)
            .lenient(&[("class X {", "}"), ("void x() {", "}")], None),
    ),
    ..common::PLAIN
};

/// Heads of functions.
const SIGNATURES: &[&str] = &[
    "constant_constructor_signature",
    "constructor_signature",
    "factory_constructor_signature",
    "function_signature",
    "getter_signature",
    "operator_signature",
    "redirecting_factory_constructor_signature",
    "setter_signature",
];
/// Variables with and without a value.
const VARIABLES: &[&str] = &["initialized_identifier", "static_final_declaration"];

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::doc_comment),
    ("documentation_comment", common::doc_comment),
    ("identifier", common::name),
    ("type_identifier", common::name),
    ("call_expression", common::call),
    ("import_specification", import),
    ("library_export", import),
    ("part_directive", import),
    ("library_name", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
    ("class_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("mixin_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("extension_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("extension_type_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("enum_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("enum_entry", common::enum_member),
    ("type_alias", type_alias),
    ("member_declaration", member),
    ("declaration", declaration),
    ("method_declaration", declaration),
    ("function_declaration", declaration),
    ("getter_declaration", declaration),
    ("setter_declaration", declaration),
    ("local_function_declaration", declaration),
    ("top_level_variable_declaration", declaration),
    ("function_expression", common::closure),
];

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(uri) = node.child_by_field_name("uri") else {
        return;
    };
    let shown = common::children(node, &["combinator"])
        .into_iter()
        .filter(|combinator| common::child(*combinator, &["show"]).is_some())
        .flat_map(|combinator| common::children(combinator, &["identifier"]));
    let names = shown.map(|name| walk.text(name).to_owned()).collect();
    walk.import(walk.text(uri).trim_matches(['"', '\'']), names, node);
    walk.enter(ScopeKind::Opaque, None, false);
}

/// A name without `_` in a library or in a visible type.
fn is_visible(walk: &Walk<'_>, name: &str) -> bool {
    walk.place() != ScopeKind::Body && walk.container_exported() && !name.starts_with('_')
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let at = node.child_by_field_name("name");
    let Some(at) = at.or_else(|| node.child_by_field_name("class")) else {
        return;
    };
    let name = walk.text(at);
    let mut bases = Vec::new();
    for part in common::children(node, &["superclass", "mixins", "interfaces", "type"]) {
        bases.extend(named_types(walk, part));
    }
    let declaration = Declaration::new(node, at, common::bare_type(name), kind);
    common::container(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .bases(bases)
            .exported(is_visible(walk, name)),
    );
}

/// The types that a clause such as `extends A with B` names.
fn named_types(walk: &Walk<'_>, part: Node<'_>) -> Vec<String> {
    if part.kind() == "type" {
        return vec![common::bare_type(walk.text(part)).to_owned()];
    }
    let mut cursor = part.walk();
    part.named_children(&mut cursor)
        .filter(|child| matches!(child.kind(), "type" | "mixins"))
        .flat_map(|child| named_types(walk, child))
        .collect()
}

fn type_alias<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let at = node.child_by_field_name("name");
    if let Some(at) = at.or_else(|| common::child(node, &["type_identifier"])) {
        let name = walk.text(at);
        let declaration = Declaration::new(node, at, name, SymbolKind::TypeAlias);
        common::value(walk, declaration.exported(is_visible(walk, name)));
    }
}

/// What stands around a member of a type: comments lead up to it, annotations stand in it.
fn member<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let inner = node.named_child(0).unwrap_or(node);
    let mut cursor = inner.walk();
    let head = inner
        .children(&mut cursor)
        .find(|child| !matches!(child.kind(), "annotation" | "marker_annotation"));
    let marks = common::children(inner, &["annotation", "marker_annotation"]);
    let marks: Vec<String> = marks
        .into_iter()
        .map(|mark| attribute(walk.text(mark)))
        .collect();
    if let Some(outer) = walk.enter_outer(node, false) {
        outer.attributes.extend(marks);
        outer.head = head.map_or(outer.head, |head| head.start_byte());
    }
}

/// A function, constructor or accessor with or without a body, or variables.
fn declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let held = common::child(node, &["method_signature"]).unwrap_or(node);
    match common::child(held, SIGNATURES) {
        Some(signature) => function(walk, node, signature),
        None => variables(walk, node),
    }
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>, signature: Node<'t>) {
    let mut cursor = signature.walk();
    // `A.from`: the last name is the one of the constructor.
    let names = signature.children_by_field_name("name", &mut cursor);
    let at = names.filter(Node::is_named).last();
    let Some(at) = at.or_else(|| signature.child_by_field_name("operator")) else {
        return;
    };
    let name = walk.text(at);
    let body = common::child(node, &["function_body"]);
    let head_end = body.map_or(signature.end_byte(), |body| body.start_byte());
    let declaration = Declaration::new(node, at, name, SymbolKind::Method);
    common::function(
        walk,
        declaration
            .body(body.and_then(|body| body.named_child(0)))
            .head_end(head_end)
            .exported(is_visible(walk, name)),
    );
}

fn variables<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let kind = if common::says(walk, node, &["const"]) {
        SymbolKind::Constant
    } else {
        SymbolKind::Variable
    };
    let lists = [
        "initialized_identifier_list",
        "static_final_declaration_list",
    ];
    let Some(list) = common::child(node, &lists) else {
        return;
    };
    for variable in common::children(list, VARIABLES) {
        if let Some(at) = variable.child_by_field_name("name") {
            let name = walk.text(at);
            let declaration = Declaration::new(node, at, name, kind);
            common::value(walk, declaration.exported(is_visible(walk, name)));
        }
    }
}
