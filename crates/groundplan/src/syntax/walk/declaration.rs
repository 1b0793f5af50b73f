//! Declarations: what a handler says of one, and the symbol it becomes.

use tree_sitter::Node;

use super::{Walk, line};
use crate::model::index::{Symbol, SymbolKind};
use crate::syntax::text;

/// How many statements an opening holds.
const OPENING: usize = 4;
/// Bodies that are a list of statements.
const BLOCKS: &[&str] = &[
    "block",
    "body_statement",
    "compound_statement",
    "constructor_body",
    "do_block",
    "indented_block",
    "statement_block",
    "statement_list",
    "statements",
];
/// Symbols looked through for a member of the same name.
const MEMBERS_SEEN: usize = 500;

/// A declaration as a handler describes it.
#[derive(Debug)]
pub(in crate::syntax) struct Declaration<'t> {
    /// The declaring node.
    pub(in crate::syntax) node: Node<'t>,
    /// The node of its name.
    pub(in crate::syntax) at: Node<'t>,
    /// Its name.
    pub(in crate::syntax) name: &'t str,
    pub(in crate::syntax) kind: SymbolKind,
    /// What does the work, if there is such: its first statements are the opening.
    pub(in crate::syntax) body: Option<Node<'t>>,
    /// Byte where the head ends; the body's start, else the node's end, where it is `None`.
    pub(in crate::syntax) head_end: Option<usize>,
    pub(in crate::syntax) attributes: Vec<String>,
    pub(in crate::syntax) bases: Vec<String>,
    pub(in crate::syntax) wrapper: Option<String>,
    pub(in crate::syntax) container: Option<String>,
    pub(in crate::syntax) doc: Option<String>,
    pub(in crate::syntax) exported: bool,
    /// A member that its type does not show.
    pub(in crate::syntax) hidden: bool,
}

impl<'t> Declaration<'t> {
    /// A declaration without a body.
    pub(in crate::syntax) fn new(
        node: Node<'t>,
        at: Node<'t>,
        name: &'t str,
        kind: SymbolKind,
    ) -> Self {
        Self {
            node,
            at,
            name,
            kind,
            body: None,
            head_end: None,
            attributes: Vec::new(),
            bases: Vec::new(),
            wrapper: None,
            container: None,
            doc: None,
            exported: false,
            hidden: false,
        }
    }

    /// A declaration whose name stands in the node's field `name`, if it has one.
    pub(in crate::syntax) fn named(
        walk: &Walk<'t>,
        node: Node<'t>,
        kind: SymbolKind,
    ) -> Option<Self> {
        let at = node.child_by_field_name("name")?;
        Some(Self::new(node, at, walk.text(at), kind))
    }

    pub(in crate::syntax) fn body(self, body: Option<Node<'t>>) -> Self {
        Self { body, ..self }
    }

    pub(in crate::syntax) fn head_end(self, head_end: impl Into<Option<usize>>) -> Self {
        let head_end = head_end.into();
        Self { head_end, ..self }
    }

    pub(in crate::syntax) fn attributes(self, attributes: Vec<String>) -> Self {
        Self { attributes, ..self }
    }

    pub(in crate::syntax) fn bases(self, bases: Vec<String>) -> Self {
        Self { bases, ..self }
    }

    pub(in crate::syntax) fn wrapper(self, wrapper: impl Into<Option<String>>) -> Self {
        let wrapper = wrapper.into();
        Self { wrapper, ..self }
    }

    pub(in crate::syntax) fn container(self, container: impl Into<Option<String>>) -> Self {
        let container = container.into();
        Self { container, ..self }
    }

    pub(in crate::syntax) fn doc(self, doc: impl Into<Option<String>>) -> Self {
        let doc = doc.into();
        Self { doc, ..self }
    }

    pub(in crate::syntax) fn exported(self, exported: bool) -> Self {
        Self { exported, ..self }
    }

    pub(in crate::syntax) fn hidden(self, hidden: bool) -> Self {
        Self { hidden, ..self }
    }
}

impl<'t> Walk<'t> {
    /// Writes a declaration down.
    pub(in crate::syntax) fn declare(&mut self, declaration: Declaration<'t>) {
        let around = match self.outer() {
            Some(scope) => scope.outer.clone(),
            None => self.lead_of(declaration.node),
        };
        let Declaration {
            node,
            at,
            name,
            kind,
            body,
            ..
        } = declaration;
        if self.text(at) == name {
            self.skip(at);
        }
        let head_end = declaration.head_end.or(body.map(|body| body.start_byte()));
        let head = self.slice(around.head, head_end.unwrap_or(node.end_byte()));
        let mut attributes = around.attributes;
        attributes.extend(declaration.attributes);
        let symbol = Symbol {
            name: name.to_owned(),
            kind,
            container: declaration
                .container
                .or_else(|| self.container().map(str::to_owned)),
            line_start: line(around.row.min(node.start_position().row)),
            name_line: line(at.start_position().row),
            line_end: last_line(node),
            signature: text::head(head),
            doc: declaration.doc.or(around.doc),
            attributes,
            bases: declaration.bases,
            wrapper: declaration.wrapper,
            exported: declaration.exported,
            opening: body.map(|body| self.opening(body)).unwrap_or_default(),
        };
        if !symbol.name.is_empty() {
            if declaration.hidden {
                self.hidden.insert(self.facts.symbols.len());
            }
            self.facts.symbols.push(symbol);
        }
    }

    /// The first statements of a body; of an expression, itself.
    fn opening(&self, body: Node<'t>) -> Vec<String> {
        if !BLOCKS.contains(&body.kind()) {
            return vec![text::statement(self.text(body))];
        }
        let mut cursor = body.walk();
        let mut opening = Vec::new();
        for statement in body
            .named_children(&mut cursor)
            .filter(|node| !node.is_extra())
        {
            if matches!(statement.kind(), "statement_list" | "statements") {
                return self.opening(statement);
            }
            let docstring = opening.is_empty() && is_docstring(statement);
            if !docstring {
                opening.push(text::statement(self.text(statement)));
            }
            if opening.len() == OPENING {
                break;
            }
        }
        opening
    }

    /// Whether a member of this name is written down already.
    pub(in crate::syntax) fn is_declared(&self, container: &str, name: &str) -> bool {
        let mut symbols = self.facts.symbols.iter().rev().take(MEMBERS_SEEN);
        symbols.any(|known| known.name == name && known.container.as_deref() == Some(container))
    }

    /// Whether nothing of this name is written down yet; true for each of very many.
    pub(in crate::syntax) fn is_first_of_name(&self, name: &str) -> bool {
        let mut symbols = self.facts.symbols.iter().rev().take(MEMBERS_SEEN);
        !symbols.any(|known| known.name == name)
    }

    /// Whether the declaration written down last has an attribute.
    pub(in crate::syntax) fn last_has_attribute(&self, name: &str) -> bool {
        let last = self.facts.symbols.last();
        last.is_some_and(|symbol| symbol.attributes.iter().any(|attribute| attribute == name))
    }

    /// A base that a type gets outside of its declaration.
    pub(in crate::syntax) fn base(&mut self, owner: &str, base: &str) {
        self.bases
            .entry(owner.to_owned())
            .or_default()
            .push(base.to_owned());
    }

    /// A name at the top level that other files can use, wherever it is declared.
    pub(in crate::syntax) fn export(&mut self, name: &'t str) {
        self.exports.insert(name);
    }
}

/// The last line that a node stands on; a node that ends with a line's end ends on that line.
fn last_line(node: Node<'_>) -> u32 {
    let (start, end) = (node.start_position().row, node.end_position());
    let row = if end.column == 0 {
        end.row.saturating_sub(1)
    } else {
        end.row
    };
    line(row.max(start))
}

/// A string alone as a statement: a docstring, or a directive such as `"use client"`.
fn is_docstring(statement: Node<'_>) -> bool {
    statement.kind() == "expression_statement"
        && statement.named_child_count() == 1
        && statement
            .named_child(0)
            .is_some_and(|child| child.kind() == "string")
}
