//! What the handlers of several languages share.

use tree_sitter::Node;

use crate::model::index::SymbolKind;
use crate::syntax::language::{Language, Nature};
use crate::syntax::walk::{Declaration, LeadKind, ScopeKind, Walk};

/// What a source language has by default: comments as in C.
pub(super) const PLAIN: Language = Language {
    id: "",
    name: "",
    extensions: &[],
    file_names: &[],
    info_strings: &[],
    nature: Nature::Source,
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    scripts: None,
    grammar: None,
};
/// Comments from `#` to the end of the line.
pub(super) const HASH: Language = Language {
    line_comments: &["#"],
    block_comment: None,
    ..PLAIN
};
/// Comments as in XML.
pub(super) const MARKUP: Language = Language {
    line_comments: &[],
    block_comment: Some(("<!--", "-->")),
    ..PLAIN
};

/// Comments of languages that mark documentation: `/** … */` and `///`.
pub(super) fn doc_comment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let text = walk.text(node);
    let documents = text.starts_with("/**") || text.starts_with("///");
    walk.lead(
        node,
        if documents {
            LeadKind::Doc
        } else {
            LeadKind::Plain
        },
    );
}

/// Comments of languages where any of them documents what it touches.
pub(super) fn comment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    walk.lead(node, LeadKind::Doc);
}

/// A name that is used, where it is not the one declared there.
pub(super) fn name<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    walk.name_use(node);
}

/// A function without a name.
pub(super) fn closure<'t>(walk: &mut Walk<'t>, _: Node<'t>) {
    walk.enter(ScopeKind::Body, None, false);
}

/// The first child of one of these kinds.
pub(super) fn child<'t>(node: Node<'t>, kinds: &[&str]) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor)
        .find(|child| kinds.contains(&child.kind()))
}

/// The children of one of these kinds.
pub(super) fn children<'t>(node: Node<'t>, kinds: &[&str]) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .filter(|child| kinds.contains(&child.kind()))
        .collect()
}

/// Whether a declaration says one of these words, by itself or in its modifiers.
pub(super) fn says(walk: &Walk<'_>, node: Node<'_>, words: &[&str]) -> bool {
    let mut cursor = node.walk();
    node.children(&mut cursor).any(|child| match child.kind() {
        "modifiers" => says(walk, child, words),
        kind => {
            words.contains(&kind)
                || (kind.contains("modifier") && words.contains(&walk.text(child)))
        }
    })
}

/// The name that an expression calls: `b` of `a.b<T>`.
pub(super) fn callee(node: Node<'_>) -> Option<Node<'_>> {
    const FIELDS: &[&str] = &["name", "property", "field", "method", "function", "suffix"];
    let mut node = node;
    for _ in 0..6 {
        let named = FIELDS
            .iter()
            .find_map(|field| node.child_by_field_name(field));
        let last = || {
            let count = u32::try_from(node.named_child_count()).unwrap_or(0);
            match node.kind() {
                "navigation_expression" => node.named_child(count.saturating_sub(1)),
                "generic_name" | "generic_type" => node.named_child(0),
                _ => None,
            }
        };
        match named.or_else(last) {
            Some(inner) => node = inner,
            None => break,
        }
    }
    (node.named_child_count() == 0).then_some(node)
}

/// A call whose callee stands in a field, or first.
pub(super) fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let callee = ["function", "name", "constructor", "type", "method"]
        .iter()
        .find_map(|field| node.child_by_field_name(field))
        .or_else(|| node.named_child(0))
        .and_then(callee);
    if let Some(name) = callee {
        walk.call(name);
    }
}

/// Names of types without arguments: `Base` of `Base<T>(x)`.
pub(super) fn type_names<'t>(walk: &Walk<'t>, list: Node<'t>) -> Vec<String> {
    let mut cursor = list.walk();
    list.named_children(&mut cursor)
        .filter(|child| !child.is_extra())
        .map(|child| bare_type(walk.text(child)).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// The name of a type without its arguments.
pub(super) fn bare_type(text: &str) -> &str {
    text.split(['<', '(', '[', '{'])
        .next()
        .unwrap_or(text)
        .trim()
}

/// Whether the present node stands right in a type.
pub(super) fn is_member(walk: &Walk<'_>) -> bool {
    matches!(walk.place(), ScopeKind::Type | ScopeKind::Enum)
}

/// Whether others can see a declaration that is public unless it says one of these words.
pub(super) fn is_visible_unless(walk: &Walk<'_>, node: Node<'_>, words: &[&str]) -> bool {
    walk.container_exported() && walk.place() != ScopeKind::Body && !says(walk, node, words)
}

/// A member of an enumeration, as visible as what holds it.
pub(super) fn enum_member<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(declaration) = Declaration::named(walk, node, SymbolKind::EnumMember) {
        walk.declare(declaration.exported(walk.container_exported()));
    }
}

/// The module that the present node stands right in, where it has a name.
pub(super) fn module_around(walk: &Walk<'_>) -> Option<String> {
    let module = walk.place() == ScopeKind::Module;
    walk.container().filter(|_| module).map(str::to_owned)
}

/// Writes a function down, a method in a type, and enters it.
pub(super) fn function<'t>(walk: &mut Walk<'t>, declaration: Declaration<'t>) {
    let kind = if is_member(walk) || declaration.container.is_some() {
        SymbolKind::Method
    } else {
        SymbolKind::Function
    };
    let name = declaration.name;
    if walk.place() != ScopeKind::Opaque {
        walk.declare(Declaration {
            kind,
            ..declaration
        });
    }
    walk.enter(ScopeKind::Body, Some(name.to_owned()), false);
}

/// Writes a type or module down, whose head ends where its body begins, and enters it.
pub(super) fn container<'t>(walk: &mut Walk<'t>, declaration: Declaration<'t>) {
    let Declaration {
        name,
        kind,
        exported,
        ..
    } = declaration;
    let body = declaration.body.map(|body| body.start_byte());
    walk.declare(Declaration {
        head_end: declaration.head_end.or(body),
        body: None,
        ..declaration
    });
    let scope = match kind {
        SymbolKind::Enum => ScopeKind::Enum,
        SymbolKind::Module => ScopeKind::Module,
        _ => ScopeKind::Type,
    };
    walk.enter(scope, Some(name.to_owned()), exported);
}

/// Writes a field down in a type, and what `kind` says in a module; in functions there is none worth naming.
pub(super) fn value<'t>(walk: &mut Walk<'t>, declaration: Declaration<'t>) {
    let kind = match walk.place() {
        ScopeKind::Type | ScopeKind::Enum if declaration.kind == SymbolKind::Variable => {
            SymbolKind::Field
        }
        ScopeKind::Type | ScopeKind::Enum | ScopeKind::Module => declaration.kind,
        _ => return,
    };
    walk.declare(Declaration {
        kind,
        ..declaration
    });
}
