//! CSS.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// CSS: the classes, elements and custom properties that a style sheet gives a look.
pub static CSS: Language = Language {
    id: "css",
    name: "CSS",
    extensions: &["css"],
    line_comments: &[],
    grammar: Some(Grammar::new(tree_sitter_css::LANGUAGE, HANDLERS).lenient(&[("x {", "}")], None)),
    ..common::PLAIN
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("class_name", common::name),
    ("id_name", common::name),
    ("plain_value", common::name),
    ("call_expression", common::call),
    ("import_statement", import),
    ("rule_set", rule_set),
    ("declaration", custom_property),
    ("keyframes_statement", |walk, node| {
        let name = common::child(node, &["keyframes_name"]);
        declare(walk, node, name, SymbolKind::Constant);
        walk.enter(ScopeKind::Opaque, None, true);
    }),
];

/// `@import "a.css"`, `@import url(a.css)`.
fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let path = common::child(node, &["string_value", "call_expression"]);
    let path = path.map(|path| common::child(path, &["arguments"]).unwrap_or(path));
    if let Some(path) = path {
        let path = walk.text(path).trim_matches(['(', ')', '"', '\'', ' ']);
        walk.import(path, Vec::new(), node);
    }
}

/// The classes and identifiers that a rule's selectors end with, once a file.
fn rule_set<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let selectors = common::child(node, &["selectors"]);
    let mut cursor = node.walk();
    let selectors = selectors.map(|list| list.named_children(&mut cursor).collect::<Vec<_>>());
    for selector in selectors.unwrap_or_default() {
        let simple = last_simple(selector);
        let (name, kind) = match simple.kind() {
            "class_selector" => ("class_name", SymbolKind::Class),
            "id_selector" => ("id_name", SymbolKind::Constant),
            _ => continue,
        };
        declare(walk, node, common::child(simple, &[name]), kind);
    }
}

/// `.b` of `.a > .b` and of `.b:hover`.
fn last_simple(selector: Node<'_>) -> Node<'_> {
    let mut selector = selector;
    loop {
        let count = u32::try_from(selector.named_child_count()).unwrap_or(0);
        let inner = match selector.kind() {
            "child_selector"
            | "descendant_selector"
            | "sibling_selector"
            | "adjacent_sibling_selector" => selector.named_child(count.saturating_sub(1)),
            "pseudo_class_selector" | "pseudo_element_selector" => selector.named_child(0),
            _ => None,
        };
        match inner {
            Some(inner) => selector = inner,
            None => return selector,
        }
    }
}

/// `--brand: #fff` is a variable that other sheets use.
fn custom_property<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = common::child(node, &["property_name"]);
    let own = name.filter(|name| walk.text(*name).starts_with("--"));
    declare(walk, node, own, SymbolKind::Variable);
}

fn declare<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Option<Node<'t>>, kind: SymbolKind) {
    let Some(at) = at else { return };
    if walk.is_first_of_name(walk.text(at)) {
        let declaration = Declaration::new(node, at, walk.text(at), kind);
        let block = common::child(node, &["block", "keyframe_block_list"]);
        let head_end = block.map(|block| block.start_byte());
        walk.declare(declaration.head_end(head_end).exported(true));
    }
}
