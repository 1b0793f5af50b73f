//! Functions, classes, interfaces, type aliases and enums.

use tree_sitter::Node;

use super::{body_of, decorators, name_of};
use crate::model::index::SymbolKind;
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

pub(super) fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((at, name)) = name_of(walk, node, "name") else {
        return;
    };
    let exported = is_exported(walk);
    let body = body_of(node);
    let declaration = Declaration::new(node, at, name, SymbolKind::Function);
    walk.declare(declaration.body(body).exported(exported));
    walk.enter(ScopeKind::Body, Some(name.to_owned()), exported);
}

pub(super) fn class<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    declare_type(walk, node, SymbolKind::Class, ScopeKind::Type);
}

pub(super) fn interface<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    declare_type(walk, node, SymbolKind::Interface, ScopeKind::Type);
}

pub(super) fn enumeration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    declare_type(walk, node, SymbolKind::Enum, ScopeKind::Enum);
}

pub(super) fn type_alias<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    declare_type(walk, node, SymbolKind::TypeAlias, ScopeKind::Type);
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind, scope: ScopeKind) {
    let Some((at, name)) = name_of(walk, node, "name") else {
        return;
    };
    let exported = is_exported(walk);
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .head_end(body_of(node).map(|body| body.start_byte()))
            .attributes(decorators(walk, node))
            .bases(bases(walk, node))
            .exported(exported),
    );
    walk.enter(scope, Some(name.to_owned()), exported);
}

/// Whether the statement around the present declaration exports it.
fn is_exported(walk: &Walk<'_>) -> bool {
    walk.outer().is_some_and(|scope| scope.exported)
}

/// What a class or interface extends and implements, without type arguments.
pub(super) fn bases(walk: &Walk<'_>, node: Node<'_>) -> Vec<String> {
    const CLAUSES: &[&str] = &[
        "class_heritage",
        "extends_clause",
        "implements_clause",
        "extends_type_clause",
    ];
    let mut found = Vec::new();
    let mut open = children(node)
        .into_iter()
        .filter(|child| CLAUSES.contains(&child.kind()))
        .rev();
    let mut stack = open.by_ref().collect::<Vec<_>>();
    while let Some(clause) = stack.pop() {
        for child in children(clause) {
            match child.kind() {
                kind if CLAUSES.contains(&kind) => stack.push(child),
                "type_arguments" | "comment" => {}
                "generic_type" => {
                    let name = child.child_by_field_name("name").unwrap_or(child);
                    found.push((name.start_byte(), walk.text(name).to_owned()));
                }
                _ => found.push((child.start_byte(), walk.text(child).to_owned())),
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}
