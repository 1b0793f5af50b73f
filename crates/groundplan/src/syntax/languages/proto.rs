//! Protocol Buffers.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Protocol Buffers.
pub static PROTO: Language = Language {
    id: "proto",
    name: "Protocol Buffers",
    extensions: &["proto"],
    info_strings: &["protobuf"],
    grammar: Some(Grammar::new(tree_sitter_proto::LANGUAGE, HANDLERS)),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("identifier", common::name),
    ("import", import),
    ("message", |walk, node| {
        declare_type(walk, node, SymbolKind::Struct, "message_name")
    }),
    ("enum", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum, "enum_name")
    }),
    ("service", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface, "service_name")
    }),
    ("rpc", rpc),
    ("field", |walk, node| field(walk, node, SymbolKind::Field)),
    ("map_field", |walk, node| {
        field(walk, node, SymbolKind::Field)
    }),
    ("oneof_field", |walk, node| {
        field(walk, node, SymbolKind::Field)
    }),
    ("enum_field", |walk, node| {
        field(walk, node, SymbolKind::EnumMember)
    }),
    ("extend", |walk, node| {
        let name = common::child(node, &["full_ident", "message_or_enum_type"]);
        let owner = name.map(|name| walk.text(name).to_owned());
        walk.enter(ScopeKind::Type, owner, true);
    }),
];

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(path) = node.child_by_field_name("path") {
        walk.import(walk.text(path).trim_matches(['"', '\'']), Vec::new(), node);
    }
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind, name: &str) {
    if let Some(at) = common::child(node, &[name]) {
        let declaration = Declaration::new(node, at, walk.text(at), kind);
        common::container(walk, declaration.head_end(at.end_byte()).exported(true));
    }
}

fn rpc<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(at) = common::child(node, &["rpc_name"]) {
        let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Method);
        walk.declare(Declaration {
            head_end: common::child(node, &["{"]).map(|open| open.start_byte()),
            exported: true,
            ..declaration
        });
    }
}

fn field<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    if let Some(at) = common::child(node, &["identifier"]) {
        let declaration = Declaration::new(node, at, walk.text(at), kind);
        walk.declare(declaration.exported(true));
    }
}
