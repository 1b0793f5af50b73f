//! Kotlin.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Kotlin and its scripts.
pub static KOTLIN: Language = Language {
    id: "kotlin",
    name: "Kotlin",
    extensions: &["kt", "kts"],
    grammar: Some(
        Grammar::new(tree_sitter_kotlin_ng::LANGUAGE, HANDLERS)
            .lenient(&[("class X {\n", "}"), ("fun x() {\n", "}")], None),
    ),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("line_comment", common::doc_comment),
    ("block_comment", common::doc_comment),
    ("identifier", common::name),
    ("call_expression", common::call),
    ("constructor_invocation", common::call),
    ("import", import),
    ("package_header", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
    ("class_declaration", class),
    ("object_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("enum_entry", enum_entry),
    ("class_parameter", parameter),
    ("function_declaration", function),
    ("secondary_constructor", constructor),
    ("property_declaration", property),
    ("type_alias", type_alias),
    ("getter", common::closure),
    ("setter", common::closure),
    ("anonymous_initializer", common::closure),
    ("anonymous_function", common::closure),
    ("lambda_literal", common::closure),
    ("object_literal", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
];

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = common::child(node, &["qualified_identifier", "identifier"]) else {
        return;
    };
    let all = common::child(node, &["*"]).map(|_| "*".to_owned());
    walk.import(walk.text(name), all.into_iter().collect(), node);
    walk.enter(ScopeKind::Opaque, None, false);
}

fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    common::is_visible_unless(walk, node, &["private"])
}

fn class<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let kind = match () {
        () if common::says(walk, node, &["interface"]) => SymbolKind::Interface,
        () if common::says(walk, node, &["enum"]) => SymbolKind::Enum,
        () => SymbolKind::Class,
    };
    declare_type(walk, node, kind);
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let specifiers = common::child(node, &["delegation_specifiers"]);
    let bases = specifiers.map(|list| common::type_names(walk, list));
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    common::container(
        walk,
        declaration
            .body(common::child(node, &["class_body", "enum_class_body"]))
            .bases(bases.unwrap_or_default())
            .exported(is_visible(walk, node)),
    );
}

fn enum_entry<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = common::child(node, &["identifier"]) else {
        return;
    };
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::EnumMember);
    walk.declare(
        declaration
            .head_end(common::child(node, &["class_body"]).map(|body| body.start_byte()))
            .exported(walk.container_exported()),
    );
    walk.enter(ScopeKind::Opaque, None, false);
}

/// `val` and `var` make a parameter of the primary constructor a property.
fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let at = common::child(node, &["identifier"]);
    if let Some(at) = at.filter(|_| common::child(node, &["val", "var"]).is_some()) {
        let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Field);
        common::value(walk, declaration.exported(is_visible(walk, node)));
    }
    walk.enter(ScopeKind::Body, None, false);
}

/// The type that an extension extends: it stands before the name, with a dot between.
fn receiver(walk: &Walk<'_>, node: Node<'_>) -> Option<String> {
    let mut cursor = node.walk();
    let mut before = None;
    for child in node.children(&mut cursor) {
        match child.kind() {
            "." => {
                let text = common::bare_type(walk.text(before?)).trim_end_matches('?');
                return Some(text.to_owned());
            }
            "function_value_parameters" | "variable_declaration" => return None,
            _ => before = Some(child),
        }
    }
    None
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(declaration) = Declaration::named(walk, node, SymbolKind::Function) else {
        return;
    };
    let whole = common::child(node, &["function_body"]);
    common::function(
        walk,
        declaration
            .body(whole.and_then(|body| body.named_child(0)))
            .head_end(whole.map(|body| body.start_byte()))
            .container(receiver(walk, node))
            .exported(is_visible(walk, node)),
    );
}

fn constructor<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = common::child(node, &["constructor"]) else {
        return;
    };
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Method);
    common::function(
        walk,
        declaration
            .body(common::child(node, &["block"]))
            .exported(is_visible(walk, node)),
    );
}

fn property<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let list = common::child(node, &["variable_declaration"]);
    if let Some(at) = list.and_then(|variable| common::child(variable, &["identifier"])) {
        let container = receiver(walk, node);
        let kind = match () {
            () if common::says(walk, node, &["const"]) => SymbolKind::Constant,
            () if container.is_some() => SymbolKind::Field,
            () => SymbolKind::Variable,
        };
        let declaration = Declaration::new(node, at, walk.text(at), kind);
        let accessor = common::child(node, &["getter", "setter"]);
        common::value(
            walk,
            declaration
                .container(container)
                .head_end(accessor.map(|accessor| accessor.start_byte()))
                .exported(is_visible(walk, node)),
        );
    }
}

fn type_alias<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let at = node.child_by_field_name("type");
    if let Some(at) = at.or_else(|| common::child(node, &["identifier"])) {
        let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::TypeAlias);
        common::value(walk, declaration.exported(is_visible(walk, node)));
    }
}
