//! C#.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// C#.
pub static CSHARP: Language = Language {
    id: "csharp",
    name: "C#",
    extensions: &["cs"],
    info_strings: &["c#"],
    grammar: Some(
        Grammar::new(tree_sitter_c_sharp::LANGUAGE, HANDLERS).lenient(&[("class X {", "}")], None),
    ),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::doc_comment),
    ("identifier", common::name),
    ("invocation_expression", common::call),
    ("object_creation_expression", common::call),
    ("using_directive", using),
    ("namespace_declaration", namespace),
    ("file_scoped_namespace_declaration", namespace),
    ("class_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("record_declaration", record),
    ("struct_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Struct)
    }),
    ("interface_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("enum_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("enum_member_declaration", common::enum_member),
    ("delegate_declaration", delegate),
    ("method_declaration", function),
    ("constructor_declaration", function),
    ("local_function_statement", function),
    ("destructor_declaration", |walk, node| {
        special(walk, node, "~")
    }),
    ("operator_declaration", |walk, node| {
        special(walk, node, "operator")
    }),
    ("conversion_operator_declaration", |walk, node| {
        special(walk, node, "operator")
    }),
    ("indexer_declaration", |walk, node| {
        property_at(walk, node, common::child(node, &["this"]))
    }),
    ("property_declaration", |walk, node| {
        property_at(walk, node, node.child_by_field_name("name"))
    }),
    ("event_declaration", |walk, node| {
        property_at(walk, node, node.child_by_field_name("name"))
    }),
    ("field_declaration", fields),
    ("event_field_declaration", fields),
    ("lambda_expression", common::closure),
    ("anonymous_method_expression", common::closure),
];

/// `using a.B;`, `using static a.B;`, `using C = a.B;`.
fn using<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let names = common::children(node, &["qualified_name", "identifier", "generic_name"]);
    if let Some(name) = names.last() {
        walk.import(common::bare_type(walk.text(*name)), Vec::new(), node);
        walk.enter(ScopeKind::Opaque, None, false);
    }
}

/// A namespace is written down, but is no container: it would stand before every name.
fn namespace<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Module);
    let body = node.child_by_field_name("body");
    walk.declare(
        declaration
            .head_end(body.map_or(at.end_byte(), |body| body.start_byte()))
            .exported(true),
    );
    walk.enter(ScopeKind::Module, None, true);
}

/// Members are private where nothing else is said, but for those of interfaces.
fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    let hidden = common::is_member(walk)
        && !walk.has_open_members()
        && !common::says(walk, node, &["public", "internal", "protected"]);
    walk.container_exported()
        && walk.place() != ScopeKind::Body
        && !hidden
        && !common::says(walk, node, &["private"])
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let list = common::child(node, &["base_list"]).filter(|_| kind != SymbolKind::Enum);
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    common::container(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .bases(
                list.map(|list| common::type_names(walk, list))
                    .unwrap_or_default(),
            )
            .exported(is_visible(walk, node)),
    );
    if kind == SymbolKind::Interface {
        walk.open_members();
    }
}

/// The parameters of a record are its properties.
fn record<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let kind = if common::child(node, &["struct"]).is_some() {
        SymbolKind::Struct
    } else {
        SymbolKind::Class
    };
    declare_type(walk, node, kind);
    let list = common::child(node, &["parameter_list"]);
    for parameter in list
        .map(|list| common::children(list, &["parameter"]))
        .unwrap_or_default()
    {
        if let Some(declaration) = Declaration::named(walk, parameter, SymbolKind::Field) {
            walk.declare(declaration.exported(walk.container_exported()));
        }
    }
}

fn delegate<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(declaration) = Declaration::named(walk, node, SymbolKind::TypeAlias) {
        common::value(walk, declaration.exported(is_visible(walk, node)));
    }
    walk.enter(ScopeKind::Opaque, None, false);
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(at) = node.child_by_field_name("name") {
        declare_function(walk, node, at, walk.text(at));
    }
}

/// Operators and destructors: the name begins with a word of the language.
fn special<'t>(walk: &mut Walk<'t>, node: Node<'t>, word: &str) {
    let word = common::child(node, &[word]);
    let at = ["operator", "name", "type"]
        .iter()
        .find_map(|field| node.child_by_field_name(field));
    if let Some((word, at)) = word.zip(at) {
        // `implicit operator T`: the type stands behind the word, else before it.
        let end = at.end_byte().max(word.end_byte());
        declare_function(walk, node, word, walk.slice(word.start_byte(), end));
    }
}

fn declare_function<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Node<'t>, name: &'t str) {
    let body = node.child_by_field_name("body");
    let arrow = body.filter(|body| body.kind() == "arrow_expression_clause");
    let declaration = Declaration::new(node, at, name, SymbolKind::Method);
    common::function(
        walk,
        declaration
            .body(arrow.and_then(|arrow| arrow.named_child(0)).or(body))
            .head_end(body.map(|body| body.start_byte()))
            .exported(is_visible(walk, node)),
    );
}

fn property_at<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Option<Node<'t>>) {
    let Some(at) = at else { return };
    let name = walk.text(at);
    let accessors = node.child_by_field_name("accessors");
    let body = accessors.or_else(|| node.child_by_field_name("value"));
    let declaration = Declaration::new(node, at, name, SymbolKind::Field);
    common::value(
        walk,
        declaration
            .head_end(body.map(|body| body.start_byte()))
            .exported(is_visible(walk, node)),
    );
    walk.enter(ScopeKind::Body, Some(name.to_owned()), false);
}

fn fields<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let kind = if common::says(walk, node, &["const"]) {
        SymbolKind::Constant
    } else {
        SymbolKind::Field
    };
    let list = common::child(node, &["variable_declaration"]);
    let exported = is_visible(walk, node);
    for declarator in list
        .map(|list| common::children(list, &["variable_declarator"]))
        .unwrap_or_default()
    {
        if let Some(at) = declarator.child_by_field_name("name") {
            let declaration = Declaration::new(node, at, walk.text(at), kind);
            common::value(walk, declaration.exported(exported));
        }
    }
}
