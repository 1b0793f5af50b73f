//! Scala, both with braces and with indentation.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Scala.
pub static SCALA: Language = Language {
    id: "scala",
    name: "Scala",
    extensions: &["scala", "sc"],
    grammar: Some(Grammar::new(tree_sitter_scala::LANGUAGE, HANDLERS)),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::doc_comment),
    ("block_comment", common::doc_comment),
    ("identifier", common::name),
    ("type_identifier", common::name),
    ("call_expression", common::call),
    ("instance_expression", new),
    ("import_declaration", import),
    ("package_clause", package),
    ("class_definition", class),
    ("object_definition", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("package_object", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("trait_definition", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("enum_definition", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("simple_enum_case", enum_case),
    ("full_enum_case", enum_case),
    ("class_parameter", parameter),
    ("val_definition", value),
    ("var_definition", value),
    ("val_declaration", value),
    ("var_declaration", value),
    ("function_definition", function),
    ("function_declaration", function),
    ("type_definition", |walk, node| {
        named_value(walk, node, SymbolKind::TypeAlias, None)
    }),
    ("given_definition", given),
    ("extension_definition", extension),
    ("lambda_expression", common::closure),
];

/// `new X { … }`: what stands in the braces is nobody's member.
fn new<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    common::call(walk, node);
    if common::child(node, &["template_body"]).is_some() {
        walk.enter(ScopeKind::Opaque, None, false);
    }
}

/// The name of a package is no use.
fn package<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(name) = node
        .child_by_field_name("name")
        .and_then(|name| name.named_child(0))
    {
        walk.skip(name);
    }
}

/// `import a.b.C`, `import a.b.{C, D => E}`, `import a.b.*`.
fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    let path: Vec<Node<'t>> = node.children_by_field_name("path", &mut cursor).collect();
    let Some((first, last)) = path.first().zip(path.last()) else {
        return;
    };
    let selectors = common::child(node, &["namespace_selectors"]);
    let mut names: Vec<String> = selectors
        .map(|list| common::children(list, &["identifier", "arrow_renamed_identifier"]))
        .unwrap_or_default()
        .into_iter()
        .map(|name| name.child_by_field_name("name").unwrap_or(name))
        .map(|name| walk.text(name).to_owned())
        .collect();
    let all = common::child(node, &["namespace_wildcard"]);
    names.extend(all.map(|_| "*".to_owned()));
    let module = walk.slice(first.start_byte(), last.end_byte());
    walk.import(module.trim_end_matches('.'), names, node);
    walk.enter(ScopeKind::Opaque, None, false);
}

fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    common::is_visible_unless(walk, node, &["private"])
}

fn class<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    declare_type(walk, node, SymbolKind::Class);
    if common::child(node, &["case"]).is_some() {
        walk.open_members();
    }
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let mut bases = Vec::new();
    if let Some(clause) = node.child_by_field_name("extend") {
        let mut cursor = clause.walk();
        let types = clause.children_by_field_name("type", &mut cursor);
        let types = types.filter(Node::is_named);
        bases.extend(types.map(|base| common::bare_type(walk.text(base)).to_owned()));
    }
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    common::container(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .bases(bases)
            .exported(is_visible(walk, node)),
    );
}

fn enum_case<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    common::enum_member(walk, node);
    walk.enter(ScopeKind::Opaque, None, false);
}

/// Parameters of a case class are fields, those of another class with `val` or `var`.
fn parameter<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.has_open_members() || common::child(node, &["val", "var"]).is_some() {
        named_value(walk, node, SymbolKind::Field, None);
    }
}

fn value<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let at = node
        .child_by_field_name("pattern")
        .or_else(|| node.child_by_field_name("name"));
    if let Some(at) = at.filter(|at| at.kind() == "identifier") {
        declare_value(walk, node, at, SymbolKind::Variable, None);
    }
}

fn named_value<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind, wrapper: Option<String>) {
    if let Some(at) = node.child_by_field_name("name") {
        declare_value(walk, node, at, kind, wrapper);
    }
}

fn declare_value<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    at: Node<'t>,
    kind: SymbolKind,
    wrapper: Option<String>,
) {
    let declaration = Declaration::new(node, at, walk.text(at), kind);
    common::value(
        walk,
        declaration
            .wrapper(wrapper)
            .exported(is_visible(walk, node)),
    );
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let body = node.child_by_field_name("body");
    let Some(declaration) = Declaration::named(walk, node, SymbolKind::Function) else {
        return;
    };
    common::function(
        walk,
        declaration
            .body(body)
            .head_end(common::child(node, &["="]).map(|equals| equals.start_byte()))
            .exported(is_visible(walk, node)),
    );
}

/// An instance for a type; its methods are its members.
fn given<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    named_value(walk, node, SymbolKind::Variable, Some("given".to_owned()));
    let name = node
        .child_by_field_name("name")
        .map(|name| walk.text(name).to_owned());
    walk.enter(ScopeKind::Type, name, walk.container_exported());
}

/// Its functions belong to the type that is extended.
fn extension<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let list = node.child_by_field_name("parameters");
    let parameter = list.and_then(|list| common::child(list, &["parameter"]));
    let owner = parameter.and_then(|parameter| parameter.child_by_field_name("type"));
    let owner = owner.map(|owner| common::bare_type(walk.text(owner)).to_owned());
    walk.enter(ScopeKind::Type, owner, walk.container_exported());
}
