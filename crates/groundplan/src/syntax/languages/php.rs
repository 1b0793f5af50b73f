//! PHP.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// PHP, with the markup around it.
pub static PHP: Language = Language {
    id: "php",
    name: "PHP",
    extensions: &["php"],
    grammar: Some(
        Grammar::new(tree_sitter_php::LANGUAGE_PHP, HANDLERS)
            .lenient(&[("<?php\n", ""), ("<?php\nclass X {\n", "}")], None),
    ),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::doc_comment),
    ("name", common::name),
    ("function_call_expression", common::call),
    ("member_call_expression", common::call),
    ("nullsafe_member_call_expression", common::call),
    ("scoped_call_expression", common::call),
    ("object_creation_expression", common::call),
    ("namespace_use_declaration", import),
    ("namespace_definition", namespace),
    ("class_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("interface_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("trait_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("enum_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("enum_case", common::enum_member),
    ("const_declaration", |walk, node| {
        let elements = common::children(node, &["const_element"]);
        let names = elements
            .into_iter()
            .filter_map(|element| element.named_child(0));
        declare_all(walk, node, names.collect(), SymbolKind::Constant);
    }),
    ("property_declaration", |walk, node| {
        let elements = common::children(node, &["property_element"]);
        let names = elements.into_iter().filter_map(variable_name);
        declare_all(walk, node, names.collect(), SymbolKind::Field);
    }),
    ("property_promotion_parameter", promoted),
    ("function_definition", function),
    ("method_declaration", function),
    ("anonymous_function", common::closure),
    ("arrow_function", common::closure),
    ("anonymous_class", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
];

/// `use A\B;`, `use A\{B, C as D};`, `use function A\b;`.
fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let prefix = common::child(node, &["namespace_name"]);
    let prefix = prefix.map(|prefix| format!("{}\\", walk.text(prefix)));
    let list = node.child_by_field_name("body").unwrap_or(node);
    for clause in common::children(list, &["namespace_use_clause"]) {
        let name = common::child(clause, &["qualified_name", "name", "namespace_name"]);
        if let Some(name) = name {
            let whole = format!("{}{}", prefix.as_deref().unwrap_or(""), walk.text(name));
            walk.import(whole.trim_start_matches('\\'), Vec::new(), clause);
        }
    }
    walk.enter(ScopeKind::Opaque, None, false);
}

/// A namespace is written down, but is no container: it would stand before every name.
fn namespace<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Module);
    walk.declare(declaration.head_end(at.end_byte()).exported(true));
}

fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    common::is_visible_unless(walk, node, &["private"])
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let body = node.child_by_field_name("body");
    let clauses = common::children(node, &["base_clause", "class_interface_clause"]);
    let traits = body.map(|body| common::children(body, &["use_declaration"]));
    let lists = clauses.into_iter().chain(traits.unwrap_or_default());
    let bases = lists
        .flat_map(|list| common::type_names(walk, list))
        .map(|base| base.trim_start_matches('\\').to_owned())
        .collect();
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    common::container(
        walk,
        declaration
            .body(body)
            .bases(bases)
            .exported(is_visible(walk, node)),
    );
}

/// The name of a variable without its mark.
fn variable_name(node: Node<'_>) -> Option<Node<'_>> {
    node.child_by_field_name("name")?.named_child(0)
}

fn declare_all<'t>(walk: &mut Walk<'t>, node: Node<'t>, names: Vec<Node<'t>>, kind: SymbolKind) {
    let exported = is_visible(walk, node);
    for at in names {
        let declaration = Declaration::new(node, at, walk.text(at), kind);
        common::value(walk, declaration.exported(exported));
    }
}

/// A parameter of the constructor that is a property too.
fn promoted<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = variable_name(node) else {
        return;
    };
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Field);
    walk.declare(
        declaration
            .container(walk.enclosing_type().map(str::to_owned))
            .exported(!common::says(walk, node, &["private"])),
    );
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(declaration) = Declaration::named(walk, node, SymbolKind::Method) else {
        return;
    };
    common::function(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .exported(is_visible(walk, node)),
    );
}
