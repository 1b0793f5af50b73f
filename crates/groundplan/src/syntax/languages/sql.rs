//! SQL: tables, columns, indexes, views, types and functions of migrations, whatever the dialect.

use tree_sitter::Node;

use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language, Nature};
use crate::syntax::walk::{Declaration, LeadKind, QUOTES, ScopeKind, Walk};

/// SQL.
pub static SQL: Language = Language {
    id: "sql",
    name: "SQL",
    extensions: &["sql"],
    file_names: &[],
    info_strings: &["postgresql", "postgres", "mysql", "sqlite", "plpgsql"],
    nature: Nature::Source,
    line_comments: &["--"],
    block_comment: Some(("/*", "*/")),
    scripts: None,
    grammar: Some(
        Grammar::new(tree_sitter_sequel::LANGUAGE, HANDLERS)
            .lenient(&[("CREATE TABLE x (", ");")], None),
    ),
};

/// Words that begin an action of `ALTER TABLE` which the grammar takes for a column.
const ACTIONS: &[&str] = &[
    "ENABLE", "DISABLE", "FORCE", "NO", "VALIDATE", "CLUSTER", "ATTACH", "DETACH", "INHERIT",
];

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", |walk, node| walk.lead(node, LeadKind::Doc)),
    ("marginalia", |walk, node| walk.lead(node, LeadKind::Doc)),
    ("identifier", |walk, node| walk.name_use(node)),
    ("invocation", call),
    ("statement", |walk, node| _ = walk.enter_outer(node, false)),
    ("create_table", table),
    ("create_view", |walk, node| {
        other(walk, node, SymbolKind::Table, "VIEW")
    }),
    ("create_materialized_view", |walk, node| {
        other(walk, node, SymbolKind::Table, "VIEW")
    }),
    ("create_function", |walk, node| {
        other(walk, node, SymbolKind::Function, "FUNCTION")
    }),
    ("create_trigger", |walk, node| {
        other(walk, node, SymbolKind::Function, "TRIGGER")
    }),
    ("create_type", |walk, node| {
        other(walk, node, SymbolKind::TypeAlias, "TYPE")
    }),
    ("enum_elements", enum_elements),
    ("create_index", index),
    ("alter_table", alter),
    ("column_definition", column),
];

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(at) = reference(node) {
        walk.call(at);
    }
}

/// The name that the first reference of a statement gives, without its schema.
fn reference(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    let reference = node
        .named_children(&mut cursor)
        .find(|child| child.kind() == "object_reference");
    reference.and_then(|reference| reference.child_by_field_name("name"))
}

fn name_at<'t>(walk: &Walk<'t>, at: Node<'t>) -> &'t str {
    walk.text(at).trim_matches(QUOTES)
}

fn table<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = reference(node) else { return };
    let name = name_at(walk, at);
    let mut cursor = node.walk();
    let columns = node
        .named_children(&mut cursor)
        .find(|child| child.kind() == "column_definitions");
    let head_end = columns.map(|columns| columns.start_byte());
    let declaration = Declaration::new(node, at, name, SymbolKind::Table);
    walk.declare(declaration.head_end(head_end).exported(true));
    walk.enter(ScopeKind::Type, Some(name.to_owned()), true);
}

/// Columns that are added later belong to the table as well.
fn alter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = reference(node).map(|at| name_at(walk, at).to_owned());
    walk.enter(ScopeKind::Type, name, true);
}

fn column<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let word = walk.text(at).to_ascii_uppercase();
    if walk.place() == ScopeKind::Type && !ACTIONS.contains(&word.as_str()) {
        let declaration = Declaration::new(node, at, name_at(walk, at), SymbolKind::Field);
        walk.declare(declaration.exported(true));
    }
}

/// An index is a constant of its table.
fn index<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("column") else {
        return;
    };
    let container = reference(node).map(|at| name_at(walk, at).to_owned());
    let declaration = Declaration::new(node, at, name_at(walk, at), SymbolKind::Constant);
    let wrapper = Some("INDEX".to_owned());
    walk.declare(
        declaration
            .container(container)
            .wrapper(wrapper)
            .exported(true),
    );
}

fn other<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind, wrapper: &str) {
    let Some(at) = reference(node).or_else(|| node.child_by_field_name("name")) else {
        return;
    };
    let declaration = Declaration::new(node, at, name_at(walk, at), kind);
    let wrapper = Some(wrapper.to_owned());
    walk.declare(declaration.wrapper(wrapper).exported(true));
    walk.enter(ScopeKind::Opaque, Some(name_at(walk, at).to_owned()), true);
}

fn enum_elements<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    for at in node
        .children_by_field_name("enum_element", &mut cursor)
        .collect::<Vec<_>>()
    {
        let name = walk.text(at).trim_matches('\'');
        let declaration = Declaration::new(at, at, name, SymbolKind::EnumMember);
        walk.declare(declaration.exported(true));
    }
}
