//! Members of classes, interfaces, object types and enums.

use tree_sitter::Node;

use super::{body_of, decorators, is_function, name_of};
use crate::model::index::SymbolKind;
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

pub(super) fn method<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let place = walk.place();
    let name = name_of(walk, node, "name");
    if let Some((at, name)) =
        name.filter(|_| place == ScopeKind::Type || walk.is_object_member(node))
    {
        let declaration = Declaration::new(node, at, name, SymbolKind::Method);
        walk.declare(
            declaration
                .body(body_of(node))
                .attributes(decorators(walk, node))
                .exported(is_visible(walk, node) && walk.container_exported())
                .hidden(!is_visible(walk, node)),
        );
    }
    walk.enter(
        ScopeKind::Body,
        name.map(|(_, name)| name.to_owned()),
        false,
    );
}

pub(super) fn field<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = name_of(walk, node, "name").or_else(|| name_of(walk, node, "property"));
    let Some((at, name)) = name.filter(|_| walk.place() == ScopeKind::Type) else {
        return;
    };
    let function = node
        .child_by_field_name("value")
        .filter(|value| is_function(*value));
    let kind = if function.is_some() {
        SymbolKind::Method
    } else {
        SymbolKind::Field
    };
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .body(function.and_then(body_of))
            .attributes(decorators(walk, node))
            .exported(is_visible(walk, node) && walk.container_exported())
            .hidden(!is_visible(walk, node)),
    );
    let inner = if function.is_some() {
        ScopeKind::Body
    } else {
        ScopeKind::Opaque
    };
    walk.enter(inner, Some(name.to_owned()), false);
}

/// `constructor(private readonly store: Store)` declares a field.
pub(super) fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(first) = node.child(0) else { return };
    let Some((at, name)) = name_of(walk, node, "pattern") else {
        return;
    };
    let declares = matches!(first.kind(), "accessibility_modifier" | "readonly");
    let Some(owner) = walk
        .enclosing_type()
        .filter(|_| declares)
        .map(str::to_owned)
    else {
        return;
    };
    // A constructor's parameters stand in its scope, which is never exported.
    let declaration = Declaration::new(node, at, name, SymbolKind::Field);
    let hidden = !is_visible(walk, node);
    walk.declare(declaration.container(Some(owner)).hidden(hidden));
}

pub(super) fn enum_member<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some((at, name)) = name_of(walk, node, "name") {
        let exported = walk.container_exported();
        let declaration = Declaration::new(node, at, name, SymbolKind::EnumMember);
        walk.declare(declaration.exported(exported));
    }
    walk.enter(ScopeKind::Opaque, None, false);
}

/// Whether a member can be named wherever its type can.
fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    let mut cursor = node.walk();
    let hidden = node.children(&mut cursor).any(|child| match child.kind() {
        "accessibility_modifier" => walk.text(child) != "public",
        "private_property_identifier" => true,
        _ => false,
    });
    !hidden
}
