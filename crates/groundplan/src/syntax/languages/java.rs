//! Java.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Java.
pub static JAVA: Language = Language {
    id: "java",
    name: "Java",
    extensions: &["java"],
    grammar: Some(
        Grammar::new(tree_sitter_java::LANGUAGE, HANDLERS)
            .lenient(&[("class X {", "}"), ("class X { void x() {", "}}")], None),
    ),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("line_comment", common::doc_comment),
    ("block_comment", common::doc_comment),
    ("identifier", common::name),
    ("type_identifier", common::name),
    ("method_invocation", common::call),
    ("object_creation_expression", new),
    ("import_declaration", import),
    ("package_declaration", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
    ("class_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("record_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Class)
    }),
    ("interface_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("annotation_type_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Interface)
    }),
    ("enum_declaration", |walk, node| {
        declare_type(walk, node, SymbolKind::Enum)
    }),
    ("enum_constant", enum_constant),
    ("method_declaration", function),
    ("constructor_declaration", function),
    ("compact_constructor_declaration", function),
    ("annotation_type_element_declaration", function),
    ("field_declaration", fields),
    ("constant_declaration", fields),
    ("formal_parameter", component),
    ("lambda_expression", common::closure),
];

/// `new X(…) { … }`: what stands in the braces is nobody's member.
fn new<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    common::call(walk, node);
    if common::child(node, &["class_body"]).is_some() {
        walk.enter(ScopeKind::Opaque, None, false);
    }
}

/// `import static a.B.c` names a member, `import a.*` everything in a package.
fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = common::child(node, &["scoped_identifier", "identifier"]) else {
        return;
    };
    let all = common::child(node, &["asterisk"]).map(|_| "*".to_owned());
    walk.import(walk.text(name), all.into_iter().collect(), node);
    walk.enter(ScopeKind::Opaque, None, false);
}

fn is_visible(walk: &Walk<'_>, node: Node<'_>) -> bool {
    common::is_visible_unless(walk, node, &["private"])
}

fn declare_type<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    let mut bases = Vec::new();
    for list in common::children(
        node,
        &["superclass", "super_interfaces", "extends_interfaces"],
    ) {
        let types = common::child(list, &["type_list"]).unwrap_or(list);
        bases.extend(common::type_names(walk, types));
    }
    let Some(declaration) = Declaration::named(walk, node, kind) else {
        return;
    };
    common::container(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .exported(is_visible(walk, node))
            .bases(bases),
    );
}

fn enum_constant<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(declaration) = Declaration::named(walk, node, SymbolKind::EnumMember) else {
        return;
    };
    walk.declare(
        declaration
            .head_end(
                node.child_by_field_name("body")
                    .map(|body| body.start_byte()),
            )
            .exported(walk.container_exported()),
    );
    walk.enter(ScopeKind::Opaque, None, false);
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

/// Fields; `static final` ones and those of interfaces are constants.
fn fields<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let fixed = common::says(walk, node, &["static"]) && common::says(walk, node, &["final"]);
    let kind = if fixed || node.kind() == "constant_declaration" {
        SymbolKind::Constant
    } else {
        SymbolKind::Field
    };
    let exported = is_visible(walk, node);
    for declarator in common::children(node, &["variable_declarator"]) {
        if let Some(at) = declarator.child_by_field_name("name") {
            let declaration = Declaration::new(node, at, walk.text(at), kind);
            common::value(walk, declaration.exported(exported));
        }
    }
    walk.enter(ScopeKind::Body, None, false);
}

/// The components of a record are its fields; other parameters are no declarations.
fn component<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(declaration) = Declaration::named(walk, node, SymbolKind::Field) else {
        return;
    };
    common::value(walk, declaration.exported(walk.container_exported()));
}
