//! Lua: functions, and the tables that modules are.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Lua.
pub static LUA: Language = Language {
    id: "lua",
    name: "Lua",
    extensions: &["lua"],
    line_comments: &["--"],
    block_comment: Some(("--[[", "]]")),
    grammar: Some(Grammar::new(tree_sitter_lua::LANGUAGE, HANDLERS)),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("identifier", common::name),
    ("function_call", call),
    ("function_declaration", function),
    ("variable_declaration", |walk, node| {
        if walk.place() == ScopeKind::Module {
            walk.enter_outer(node, false);
        }
    }),
    ("assignment_statement", assignment),
    ("field", field),
    ("function_definition", common::closure),
];

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    common::call(walk, node);
    let name = node.child_by_field_name("name");
    let arguments = node.child_by_field_name("arguments");
    let string = arguments.and_then(|list| common::child(list, &["string"]));
    let module = string.and_then(|string| string.child_by_field_name("content"));
    if let Some(module) = module.filter(|_| name.is_some_and(|name| walk.text(name) == "require")) {
        walk.import(walk.text(module), Vec::new(), node);
    }
}

/// The name of a function or variable, and the table it is put into.
fn named(name: Node<'_>) -> (Node<'_>, Option<Node<'_>>) {
    let fields = ["field", "method"];
    let inner = fields
        .iter()
        .find_map(|field| name.child_by_field_name(field));
    (inner.unwrap_or(name), name.child_by_field_name("table"))
}

fn declaration_of<'t>(
    walk: &Walk<'t>,
    node: Node<'t>,
    name: Node<'t>,
    kind: SymbolKind,
) -> Declaration<'t> {
    let (at, table) = named(name);
    let container = table.map(|table| walk.text(table).rsplit('.').next().unwrap_or_default());
    let local = walk.outer().is_some() || common::child(node, &["local"]).is_some();
    let declaration = Declaration::new(node, at, walk.text(at), kind);
    declaration
        .container(container.map(str::to_owned))
        .exported(!local && walk.place() != ScopeKind::Body)
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("name") else {
        return;
    };
    let declaration = declaration_of(walk, node, name, SymbolKind::Function);
    let parameters = node.child_by_field_name("parameters");
    common::function(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .head_end(parameters.map(|parameters| parameters.end_byte())),
    );
}

/// `x = function() … end` is a function, `x = {…}` a table with members.
fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let names = common::child(node, &["variable_list"]);
    let values = common::child(node, &["expression_list"]);
    let name = names.and_then(|names| names.child_by_field_name("name"));
    let Some(name) = name.filter(|_| walk.place() == ScopeKind::Module) else {
        return;
    };
    let value = values.and_then(|values| values.child_by_field_name("value"));
    let kind = match name.kind() {
        "identifier" => SymbolKind::Variable,
        "dot_index_expression" => SymbolKind::Field,
        _ => return,
    };
    let declaration = declaration_of(walk, node, name, kind);
    match value.map(|value| (value, value.kind())) {
        Some((value, "function_definition")) => define(walk, declaration, value),
        Some((_, "table_constructor")) => {
            let inner = declaration.name.to_owned();
            walk.declare(declaration.head_end(names.map(|names| names.end_byte())));
            walk.enter(ScopeKind::Type, Some(inner), true);
        }
        Some((value, "function_call")) if walk.text(value).starts_with("require") => {}
        _ => walk.declare(declaration),
    }
}

fn define<'t>(walk: &mut Walk<'t>, declaration: Declaration<'t>, value: Node<'t>) {
    let parameters = value.child_by_field_name("parameters");
    common::function(
        walk,
        declaration
            .body(value.child_by_field_name("body"))
            .head_end(parameters.map(|parameters| parameters.end_byte())),
    );
}

/// Functions of a table are its members, other values its fields; deeper tables are data.
fn field<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let parts = node
        .child_by_field_name("name")
        .zip(node.child_by_field_name("value"));
    let Some((at, value)) =
        parts.filter(|(at, _)| walk.place() == ScopeKind::Type && at.kind() == "identifier")
    else {
        return;
    };
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Field);
    let declaration = declaration.exported(true);
    if value.kind() == "function_definition" {
        define(walk, declaration, value);
    } else {
        common::value(walk, declaration);
        walk.enter(ScopeKind::Opaque, None, false);
    }
}
