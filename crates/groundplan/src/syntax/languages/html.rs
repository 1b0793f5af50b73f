//! HTML.

use tree_sitter::Node;

use super::{common, javascript};
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, Walk};

/// HTML: the elements that have an identifier, what the page loads, and what its scripts declare.
pub static HTML: Language = Language {
    id: "html",
    name: "HTML",
    extensions: &["html", "htm"],
    scripts: Some(&javascript::JAVASCRIPT),
    grammar: Some(Grammar::new(tree_sitter_html::LANGUAGE, HANDLERS)),
    ..common::MARKUP
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("tag_name", common::name),
    ("attribute_value", common::name),
    ("start_tag", element),
    ("self_closing_tag", element),
];

/// An element with an `id` is one that others name; `src` of scripts and `href` of links are imports.
fn element<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let tag = common::child(node, &["tag_name"]).map_or("", |tag| walk.text(tag));
    for attribute in common::children(node, &["attribute"]) {
        let Some((name, value)) = parts(walk, attribute) else {
            continue;
        };
        match (name, tag) {
            ("id", _) => {
                let declaration =
                    Declaration::new(node, value, walk.text(value), SymbolKind::Constant);
                walk.declare(declaration.exported(true));
            }
            ("src", "script") | ("href", "link") => {
                walk.import(walk.text(value), Vec::new(), attribute);
            }
            _ => {}
        }
    }
}

/// Name and value of an attribute that has both.
fn parts<'t>(walk: &Walk<'t>, attribute: Node<'t>) -> Option<(&'t str, Node<'t>)> {
    let name = common::child(attribute, &["attribute_name"])?;
    let quoted = common::child(attribute, &["quoted_attribute_value"]).unwrap_or(attribute);
    let value = common::child(quoted, &["attribute_value"])?;
    Some((walk.text(name), value))
}
