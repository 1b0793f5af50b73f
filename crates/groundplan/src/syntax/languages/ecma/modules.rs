//! Imports, exports and namespaces.

use tree_sitter::Node;

use super::{decorators, name_of, values};
use crate::model::index::SymbolKind;
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

pub(super) fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let clause = |kind| {
        let mut cursor = node.walk();
        node.named_children(&mut cursor)
            .find(|child| child.kind() == kind)
    };
    let required = clause("import_require_clause");
    let source = node.child_by_field_name("source");
    let source = source.or_else(|| required.and_then(|c| c.child_by_field_name("source")));
    let Some(source) = source else { return };
    let names = clause("import_clause")
        .map(|clause| imported(walk, clause))
        .unwrap_or_default();
    let module = unquoted(walk, source);
    walk.import(module, names, node);
}

/// Names of an import clause as the other file exports them: `default` imports by their local name,
/// `* as x` as `x`.
fn imported(walk: &Walk<'_>, clause: Node<'_>) -> Vec<String> {
    let mut names = Vec::new();
    let mut cursor = clause.walk();
    for child in clause.named_children(&mut cursor) {
        match child.kind() {
            "identifier" => names.push(walk.text(child).to_owned()),
            "namespace_import" => {
                let name = child.named_child(0).map(|name| walk.text(name).to_owned());
                names.extend(name);
            }
            "named_imports" => names.extend(specifiers(walk, child)),
            _ => {}
        }
    }
    names
}

fn specifiers<'t>(walk: &Walk<'t>, list: Node<'t>) -> Vec<String> {
    let mut cursor = list.walk();
    let specifiers = list
        .named_children(&mut cursor)
        .filter(|child| !child.is_extra());
    specifiers
        .filter_map(|child| name_of(walk, child, "name"))
        .map(|(_, name)| name.to_owned())
        .collect()
}

pub(super) fn export<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    let children = node.children(&mut cursor).collect::<Vec<_>>();
    let clause = children
        .iter()
        .find(|child| child.kind() == "export_clause");
    if let Some(source) = node.child_by_field_name("source") {
        let names = clause
            .map(|clause| specifiers(walk, *clause))
            .unwrap_or_default();
        let module = unquoted(walk, source);
        return walk.import(module, names, node);
    }
    if let Some(clause) = clause {
        return export_names(walk, *clause);
    }
    let default = children.iter().any(|child| child.kind() == "default");
    let attributes = decorators(walk, node);
    if let Some(outer) = walk.enter_outer(node, true) {
        outer.default = default;
        outer.attributes.extend(attributes);
    }
    if let Some(value) = node.child_by_field_name("value").filter(|_| default) {
        if value.kind() == "identifier" {
            walk.export(walk.text(value));
        } else {
            values::declare(walk, node, value, "default", Some(value));
        }
    }
}

fn export_names<'t>(walk: &mut Walk<'t>, clause: Node<'t>) {
    let mut cursor = clause.walk();
    for specifier in clause.named_children(&mut cursor) {
        if let Some((_, name)) = name_of(walk, specifier, "name") {
            walk.export(name);
        }
    }
}

/// `require("x")` and `import("x")`.
pub(super) fn required<'t>(walk: &mut Walk<'t>, call: Node<'t>) {
    if let Some(module) = required_module(walk, call) {
        walk.import(module, Vec::new(), call);
    }
}

/// The module that a node loads, if it is such a call.
pub(super) fn required_module<'t>(walk: &Walk<'t>, call: Node<'t>) -> Option<&'t str> {
    let function = call.child_by_field_name("function")?;
    let word = function.kind() == "identifier" && walk.text(function) == "require";
    let loads = word || function.kind() == "import";
    let argument = call
        .child_by_field_name("arguments")
        .filter(|_| loads)?
        .named_child(0)?;
    (argument.kind() == "string").then(|| unquoted(walk, argument))
}

/// `declare …` stands around a declaration, `declare global { … }` is a module.
pub(super) fn ambient<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    if node
        .children(&mut cursor)
        .any(|child| child.kind() == "statement_block")
    {
        walk.enter(ScopeKind::Module, Some("global".to_owned()), true);
    } else {
        walk.enter_outer(node, false);
    }
}

pub(super) fn namespace<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some((at, name)) = name_of(walk, node, "name") else {
        return;
    };
    let exported = walk.outer().is_some_and(|scope| scope.exported);
    let declaration = Declaration::new(node, at, name, SymbolKind::Module);
    let head_end = node
        .child_by_field_name("body")
        .map(|body| body.start_byte());
    walk.declare(declaration.head_end(head_end).exported(exported));
    walk.enter(ScopeKind::Module, Some(name.to_owned()), exported);
}

fn unquoted<'t>(walk: &Walk<'t>, string: Node<'t>) -> &'t str {
    walk.text(string).trim_matches(['"', '\'', '`'])
}
