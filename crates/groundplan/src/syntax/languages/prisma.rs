//! Prisma schemas.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Prisma schemas.
pub static PRISMA: Language = Language {
    id: "prisma",
    name: "Prisma schema",
    extensions: &["prisma"],
    block_comment: None,
    grammar: Some(
        Grammar::new(tree_sitter_prisma_io::LANGUAGE, HANDLERS)
            .lenient(&[("model X {\n", "}")], None),
    ),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("identifier", common::name),
    ("model_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Table)
    }),
    ("type_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Struct)
    }),
    ("enum_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("column_declaration", |walk, node| {
        member(walk, node, SymbolKind::Field)
    }),
    ("enumeral", |walk, node| {
        member(walk, node, SymbolKind::EnumMember)
    }),
    ("datasource_declaration", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
    ("generator_declaration", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
];

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    if let Some(at) = common::child(node, &["identifier"]) {
        let declaration = Declaration::new(node, at, walk.text(at), kind);
        common::container(walk, declaration.head_end(at.end_byte()).exported(true));
    }
}

fn member<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    if let Some(at) = common::child(node, &["identifier"]) {
        let declaration = Declaration::new(node, at, walk.text(at), kind);
        common::value(walk, declaration.exported(true));
    }
}
