//! What TypeScript, TSX and JavaScript share: the same node kinds mean the same.

mod declarations;
mod meaning;
mod members;
mod modules;
mod values;

use tree_sitter::Node;

use crate::model::index::SymbolKind;
use crate::syntax::language::Handler;
use crate::syntax::walk::{Declaration, LeadKind, ScopeKind, Walk, attribute};

/// Text around fragments that plans show: members of a class, of an object, of an interface, statements
/// of an async function.
pub(super) const FRAGMENTS: &[(&str, &str)] = &[
    ("({", "})"),
    ("class X {", "}"),
    ("async function* x() {", "}"),
    ("[", "]"),
    ("<>", "</>"),
];

/// Node kinds and what they mean.
pub(super) const HANDLERS: &[(&str, Handler)] = &[
    ("comment", |walk, node| walk.lead(node, LeadKind::Doc)),
    ("decorator", |walk, node| {
        walk.lead(node, LeadKind::Attribute)
    }),
    // Names.
    ("identifier", |walk, node| walk.name_use(node)),
    ("type_identifier", |walk, node| walk.name_use(node)),
    ("property_identifier", property_identifier),
    ("private_property_identifier", |walk, node| {
        walk.name_use(node)
    }),
    ("shorthand_property_identifier", |walk, node| {
        walk.name_use(node)
    }),
    ("shorthand_property_identifier_pattern", |walk, node| {
        walk.name_use(node)
    }),
    ("call_expression", call),
    ("new_expression", |walk, node| {
        callee(walk, node, "constructor")
    }),
    ("jsx_opening_element", jsx_element),
    ("jsx_self_closing_element", jsx_element),
    ("jsx_closing_element", jsx_end),
    // Modules.
    ("import_statement", modules::import),
    ("export_statement", modules::export),
    ("ambient_declaration", modules::ambient),
    ("internal_module", modules::namespace),
    ("module", modules::namespace),
    // Functions and types.
    ("function_declaration", declarations::function),
    ("generator_function_declaration", declarations::function),
    ("function_signature", declarations::function),
    ("class_declaration", declarations::class),
    ("abstract_class_declaration", declarations::class),
    ("interface_declaration", declarations::interface),
    ("type_alias_declaration", declarations::type_alias),
    ("enum_declaration", declarations::enumeration),
    ("class", |walk, _| walk.enter(ScopeKind::Type, None, false)),
    ("arrow_function", |walk, _| {
        walk.enter(ScopeKind::Body, None, false)
    }),
    ("function_expression", |walk, _| {
        walk.enter(ScopeKind::Body, None, false)
    }),
    ("generator_function", |walk, _| {
        walk.enter(ScopeKind::Body, None, false)
    }),
    ("function_type", |walk, _| {
        walk.enter(ScopeKind::Opaque, None, false)
    }),
    // Members.
    ("method_definition", members::method),
    ("method_signature", members::method),
    ("abstract_method_signature", members::method),
    ("public_field_definition", members::field),
    ("field_definition", members::field),
    ("property_signature", members::field),
    ("required_parameter", members::parameter),
    ("enum_assignment", members::enum_member),
    // Values.
    ("lexical_declaration", values::statement),
    ("variable_declaration", values::statement),
    ("variable_declarator", values::declarator),
    ("expression_statement", values::expression_statement),
    ("assignment_expression", values::assignment),
    ("pair", values::pair),
    ("array", values::array),
];

fn property_identifier<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.place() == ScopeKind::Enum {
        let name = walk.text(node);
        let exported = walk.container_exported();
        let member = Declaration::new(node, node, name, SymbolKind::EnumMember);
        walk.declare(member.exported(exported));
    }
    walk.name_use(node);
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    callee(walk, node, "function");
    modules::required(walk, node);
}

fn callee<'t>(walk: &mut Walk<'t>, node: Node<'t>, field: &str) {
    let Some(function) = node.child_by_field_name(field) else {
        return;
    };
    match function.kind() {
        "identifier" => walk.call(function),
        "member_expression" => {
            if let Some(property) = function.child_by_field_name("property") {
                walk.call(property);
            }
        }
        _ => {}
    }
}

/// A component is called by its element; `div` and its like are no names of this code.
fn jsx_element<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(name) = node.child_by_field_name("name") else {
        return;
    };
    if name.kind() == "member_expression" {
        if let Some(property) = name.child_by_field_name("property") {
            walk.call(property);
        }
    } else if walk.text(name).starts_with(|c: char| c.is_lowercase()) {
        walk.skip(name);
    } else {
        walk.call(name);
    }
}

fn jsx_end<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(name) = node
        .child_by_field_name("name")
        .filter(|name| name.kind() == "identifier")
    {
        walk.skip(name);
    }
}

/// Decorators that are children of the node.
fn decorators(walk: &Walk<'_>, node: Node<'_>) -> Vec<String> {
    let mut cursor = node.walk();
    let children = node
        .children(&mut cursor)
        .filter(|child| child.kind() == "decorator");
    children.map(|child| attribute(walk.text(child))).collect()
}

/// The name of a declaration or member: the node and its text without quotes.
fn name_of<'t>(walk: &Walk<'t>, node: Node<'t>, field: &str) -> Option<(Node<'t>, &'t str)> {
    let name = node.child_by_field_name(field)?;
    let text = match name.kind() {
        "computed_property_name" => return None,
        "string" => walk.text(name).trim_matches(['"', '\'', '`']),
        _ => walk.text(name),
    };
    Some((name, text))
}

/// Whether the node is a function written as a value.
fn is_function(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "arrow_function" | "function_expression" | "generator_function"
    )
}

/// The body of a function, written in any way.
fn body_of(node: Node<'_>) -> Option<Node<'_>> {
    node.child_by_field_name("body")
}
