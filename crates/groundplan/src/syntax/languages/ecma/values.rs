//! Values that have a name: `const x = …`, `exports.x = …`, members of object literals.

use tree_sitter::Node;

use super::meaning::{Meaning, unwrapped};
use super::{body_of, is_function, modules, name_of};
use crate::model::index::SymbolKind;
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// How deep members of object literals are declarations.
const OBJECTS: usize = 3;

/// `const …`, `let …`, `var …`.
pub(super) fn statement<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mutable = node.child(0).is_some_and(|word| word.kind() != "const");
    if let Some(outer) = walk.enter_outer(node, false) {
        outer.mutable = mutable;
    }
}

pub(super) fn expression_statement<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.place() == ScopeKind::Module {
        walk.enter_outer(node, false);
    }
}

pub(super) fn declarator<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("name") else {
        return;
    };
    let value = node.child_by_field_name("value");
    if name.kind() == "object_pattern" {
        return destructured(walk, node, name, value);
    }
    if let Some(module) = value.and_then(|value| modules::required_module(walk, unwrapped(value))) {
        return walk.import(module, vec![walk.text(name).to_owned()], node);
    }
    let function = value.is_some_and(|value| is_function(unwrapped(value)));
    // In a function only functions are declarations; the rest is its own affair.
    if name.kind() == "identifier" && (function || walk.place() == ScopeKind::Module) {
        declare(walk, node, name, walk.text(name), value);
    }
}

/// `const { a, b: c } = f()`; of a `require` the names are imported ones.
fn destructured<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    pattern: Node<'t>,
    value: Option<Node<'t>>,
) {
    let mut cursor = pattern.walk();
    let mut names = Vec::new();
    for child in pattern.named_children(&mut cursor) {
        match child.kind() {
            "shorthand_property_identifier_pattern" => names.push((child, child)),
            "pair_pattern" => {
                let key = child.child_by_field_name("key");
                let value = child.child_by_field_name("value");
                names.extend(key.zip(value.filter(|value| value.kind() == "identifier")));
            }
            _ => {}
        }
    }
    let call = value
        .map(unwrapped)
        .filter(|value| value.kind() == "call_expression");
    if let Some(module) = call.and_then(|call| modules::required_module(walk, call)) {
        let names = names
            .iter()
            .map(|(key, _)| walk.text(*key).to_owned())
            .collect();
        return walk.import(module, names, node);
    }
    if walk.place() == ScopeKind::Module {
        for (_, name) in names {
            let text = walk.text(name);
            let exported = walk.outer().is_some_and(|scope| scope.exported);
            let declaration = Declaration::new(node, name, text, SymbolKind::Constant);
            walk.declare(declaration.exported(exported));
        }
    }
}

/// Declares what a value of this name is, and opens its scope.
pub(super) fn declare<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    at: Node<'t>,
    name: &'t str,
    value: Option<Node<'t>>,
) {
    let outer = walk.outer();
    let exported = outer.is_some_and(|scope| scope.exported);
    let mutable = outer.is_some_and(|scope| scope.outer.mutable);
    let plain = if mutable {
        SymbolKind::Variable
    } else {
        SymbolKind::Constant
    };
    let mut meaning = Meaning::of(walk, value);
    meaning.bases.extend(stated_type(walk, node, value));
    let declaration = Declaration::new(node, at, name, meaning.kind(SymbolKind::Function, plain));
    walk.declare(
        declaration
            .body(meaning.body)
            .head_end(meaning.head_end)
            .bases(meaning.bases)
            .wrapper(meaning.wrapper)
            .exported(exported),
    );
    walk.enter(meaning.scope, Some(name.to_owned()), exported);
    walk.members_end(meaning.members_end);
}

/// The name of the type that a declaration states: `const x: Action<A> = …`, `… satisfies Action`.
fn stated_type(walk: &Walk<'_>, node: Node<'_>, value: Option<Node<'_>>) -> Option<String> {
    let annotation = node
        .child_by_field_name("type")
        .and_then(|node| node.named_child(0));
    let cast = value.filter(|value| value.kind() == "satisfies_expression");
    let stated = annotation.or_else(|| cast.and_then(|cast| cast.named_child(1)))?;
    let name = match stated.kind() {
        "generic_type" => stated.child_by_field_name("name")?,
        "type_identifier" | "nested_type_identifier" => stated,
        _ => return None,
    };
    Some(walk.text(name).to_owned())
}

/// A member of an object literal that is a declaration itself.
pub(super) fn pair<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if !walk.is_object_member(node) {
        return;
    }
    let Some((at, name)) = name_of(walk, node, "key") else {
        return walk.enter(ScopeKind::Opaque, None, false);
    };
    let meaning = Meaning::of(walk, node.child_by_field_name("value"));
    let exported = walk.container_exported();
    let kind = match walk.container() {
        Some(_) => meaning.kind(SymbolKind::Method, SymbolKind::Field),
        // Of the object that is the module only functions stand for themselves.
        None if meaning.scope == ScopeKind::Body => SymbolKind::Function,
        None => return walk.enter(ScopeKind::Opaque, None, false),
    };
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .body(meaning.body)
            .wrapper(meaning.wrapper)
            .exported(exported),
    );
    let deep = walk.nested(ScopeKind::Object) >= OBJECTS;
    let scope = if deep && meaning.scope == ScopeKind::Object {
        ScopeKind::Opaque
    } else {
        meaning.scope
    };
    walk.enter(scope, Some(name.to_owned()), exported);
    walk.members_end(meaning.members_end);
}

/// Objects in a list have no name of their own.
pub(super) fn array<'t>(walk: &mut Walk<'t>, _: Node<'t>) {
    if walk.place() == ScopeKind::Object {
        walk.enter(ScopeKind::Opaque, None, false);
    }
}

/// `exports.x = …`, `module.exports = …`, `X.prototype.y = function …`, `X.y = function …`.
pub(super) fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let sides = node
        .child_by_field_name("left")
        .zip(node.child_by_field_name("right"));
    let Some((left, right)) = sides.filter(|_| walk.place() == ScopeKind::Module) else {
        return;
    };
    if left.kind() != "member_expression" {
        return;
    }
    if walk.text(left) == "module.exports" {
        return common_exports(walk, node, right);
    }
    let Some(object) = left.child_by_field_name("object") else {
        return;
    };
    let Some((at, name)) = name_of(walk, left, "property") else {
        return;
    };
    let owner = walk.text(object);
    if matches!(owner, "exports" | "module.exports") {
        walk.enter_outer(node, true);
        declare(walk, node, at, name, Some(right));
    } else if is_function(right) {
        let owner = owner.strip_suffix(".prototype").unwrap_or(owner).to_owned();
        let declaration = Declaration::new(node, at, name, SymbolKind::Method);
        walk.declare(declaration.body(body_of(right)).container(Some(owner)));
    }
}

fn common_exports<'t>(walk: &mut Walk<'t>, node: Node<'t>, value: Node<'t>) {
    match value.kind() {
        "identifier" => walk.export(walk.text(value)),
        "object" => {
            let mut cursor = value.walk();
            for child in value.named_children(&mut cursor) {
                let named = match child.kind() {
                    "shorthand_property_identifier" => Some(child),
                    "pair" => child.child_by_field_name("value"),
                    _ => None,
                };
                let names = ["shorthand_property_identifier", "identifier"];
                if let Some(named) = named.filter(|named| names.contains(&named.kind())) {
                    walk.export(walk.text(named));
                }
            }
            walk.enter(ScopeKind::Object, None, true);
        }
        _ => {
            walk.enter_outer(node, true);
            declare(walk, node, value, "default", Some(value));
        }
    }
}
