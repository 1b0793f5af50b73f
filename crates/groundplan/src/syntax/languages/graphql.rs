//! GraphQL: schemas and operations.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::text;
use crate::syntax::walk::{Declaration, ScopeKind, Walk, attribute};

/// GraphQL.
pub static GRAPHQL: Language = Language {
    id: "graphql",
    name: "GraphQL",
    extensions: &["graphql", "gql"],
    grammar: Some(
        Grammar::new(tree_sitter_graphql::LANGUAGE, HANDLERS).lenient(&[("type X {", "}")], None),
    ),
    ..common::HASH
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("name", common::name),
    ("object_type_definition", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("interface_type_definition", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("input_object_type_definition", |walk, node| {
        declare_type(walk, node, SymbolKind::Struct)
    }),
    ("enum_type_definition", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("object_type_extension", extension),
    ("interface_type_extension", extension),
    ("input_object_type_extension", extension),
    ("union_type_definition", |walk, node| {
        declare(walk, node, node, SymbolKind::TypeAlias)
    }),
    ("scalar_type_definition", |walk, node| {
        declare(walk, node, node, SymbolKind::TypeAlias)
    }),
    ("directive_definition", |walk, node| {
        declare(walk, node, node, SymbolKind::Macro);
        walk.enter(ScopeKind::Body, None, false);
    }),
    ("field_definition", |walk, node| {
        declare(walk, node, node, SymbolKind::Field);
        walk.enter(ScopeKind::Body, None, false);
    }),
    ("input_value_definition", |walk, node| {
        if common::is_member(walk) {
            declare(walk, node, node, SymbolKind::Field);
        }
    }),
    ("enum_value_definition", |walk, node| {
        if let Some(value) = common::child(node, &["enum_value"]) {
            declare(walk, node, value, SymbolKind::EnumMember);
        }
    }),
    ("operation_definition", |walk, node| {
        declare(walk, node, node, SymbolKind::Function)
    }),
    ("fragment_definition", |walk, node| {
        if let Some(name) = common::child(node, &["fragment_name"]) {
            declare(walk, node, name, SymbolKind::Function);
        }
    }),
];

/// The description, directives and name of a definition; the name stands in `held`.
fn declaration_of<'t>(
    walk: &Walk<'t>,
    node: Node<'t>,
    held: Node<'t>,
    kind: SymbolKind,
) -> Option<Declaration<'t>> {
    let at = common::child(held, &["name"])?;
    let description = common::child(node, &["description"]);
    let doc = description.and_then(|doc| text::first_sentence(walk.text(doc)));
    let list = common::child(node, &["directives"]);
    let directives = list.map(|list| common::children(list, &["directive"]));
    let marks = directives.unwrap_or_default().into_iter();
    let selection = common::child(node, &["selection_set"]);
    Some(Declaration {
        doc,
        attributes: marks.map(|mark| attribute(walk.text(mark))).collect(),
        head_end: selection.map(|selection| selection.start_byte()),
        exported: true,
        ..Declaration::new(node, at, walk.text(at), kind)
    })
}

fn declare<'t>(walk: &mut Walk<'t>, node: Node<'t>, held: Node<'t>, kind: SymbolKind) {
    if let Some(declaration) = declaration_of(walk, node, held, kind) {
        walk.declare(declaration);
    }
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let bodies = [
        "fields_definition",
        "input_fields_definition",
        "enum_values_definition",
    ];
    let Some(declaration) = declaration_of(walk, node, node, kind) else {
        return;
    };
    let bases = common::child(node, &["implements_interfaces"]);
    let bases = bases.map(|list| walk.text(list).trim_start_matches("implements").to_owned());
    let bases = bases.unwrap_or_default();
    let bases = bases
        .split(['&', ',', ' ', '\n'])
        .filter(|base| !base.is_empty());
    common::container(
        walk,
        declaration
            .body(common::child(node, &bodies))
            .bases(bases.map(str::to_owned).collect()),
    );
}

/// Fields that are added belong to the type that is extended.
fn extension<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = common::child(node, &["name"]).map(|name| walk.text(name).to_owned());
    walk.enter(ScopeKind::Type, name, true);
}
