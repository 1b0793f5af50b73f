//! What stands before the present node: comments, attributes, decorators.

use tree_sitter::Node;

use super::Walk;
use super::scope::Outer;
use crate::syntax::text;

/// What a leading node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum LeadKind {
    /// A comment that documents what follows.
    Doc,
    /// A comment that only stands there.
    Plain,
    /// An attribute, decorator or annotation.
    Attribute,
}

/// A comment or attribute that stands before something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead<'t> {
    kind: LeadKind,
    depth: u32,
    rows: (usize, usize),
    text: &'t str,
}

impl<'t> Walk<'t> {
    /// Notes a comment or attribute that may belong to what follows.
    pub(in crate::syntax) fn lead(&mut self, node: Node<'t>, kind: LeadKind) {
        let (start, end) = (node.start_position(), node.end_position());
        // The text of an attribute that documents stands behind its name.
        let behind = kind == LeadKind::Attribute || node.kind() == "quoted_content";
        let begins_line = behind || {
            let line = self.slice(
                node.start_byte().saturating_sub(start.column),
                node.start_byte(),
            );
            line.trim().is_empty()
        };
        if !begins_line {
            return;
        }
        self.drop_deeper_lead();
        let apart = |last: &Lead<'_>| last.depth == self.depth && last.rows.1 + 1 < start.row;
        if self.lead.last().is_some_and(apart) {
            self.lead.retain(|lead| lead.depth < self.depth);
        }
        // A line comment of some grammars takes its line's end along.
        let last = if end.column == 0 {
            end.row.saturating_sub(1)
        } else {
            end.row
        };
        let rows = (start.row, last.max(start.row));
        self.lead.push(Lead {
            kind,
            depth: self.depth,
            rows,
            text: self.text(node),
        });
    }

    fn drop_deeper_lead(&mut self) {
        while self.lead.last().is_some_and(|lead| lead.depth > self.depth) {
            self.lead.pop();
        }
    }

    /// What leads up to a node: comments and attributes that touch it.
    pub(super) fn lead_of(&mut self, node: Node<'t>) -> Outer {
        self.drop_deeper_lead();
        let depth = self.depth;
        let mut row = node.start_position().row;
        let mut taken = Vec::new();
        for lead in self
            .lead
            .iter()
            .rev()
            .take_while(|lead| lead.depth == depth)
        {
            if lead.rows.1 + 1 < row || lead.rows.0 > node.start_position().row {
                break;
            }
            row = lead.rows.0.min(row);
            taken.push(*lead);
        }
        self.lead.retain(|lead| lead.depth < depth);
        taken.reverse();
        let of = |kind| {
            taken
                .iter()
                .filter(move |lead: &&Lead<'_>| lead.kind == kind)
        };
        let doc = of(LeadKind::Doc)
            .map(|lead| lead.text)
            .collect::<Vec<_>>()
            .join("\n");
        let (head, inside) = head_of(node);
        let before = of(LeadKind::Attribute).map(|lead| lead.text);
        let attributes = before.chain(inside.into_iter().map(|node| self.text(node)));
        Outer {
            row,
            head,
            doc: text::first_sentence(&doc),
            attributes: attributes.map(attribute).collect(),
            ..Outer::default()
        }
    }
}

/// Where the head of a declaration begins, and the attributes in the node before it; decorators and
/// descriptions are taken by those who know them.
fn head_of(node: Node<'_>) -> (usize, Vec<Node<'_>>) {
    let mut attributes = Vec::new();
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        match child.kind() {
            "decorator" | "description" => {}
            "modifiers" => {
                let mut inner = child.walk();
                let mut head = None;
                for word in child.children(&mut inner) {
                    let is_attribute = take_attributes(word, &mut attributes);
                    head = head.or(Some(word.start_byte()).filter(|_| !is_attribute));
                }
                if let Some(head) = head {
                    return (head, attributes);
                }
            }
            _ if take_attributes(child, &mut attributes) => {}
            _ => return (child.start_byte(), attributes),
        }
    }
    (node.start_byte(), attributes)
}

/// Adds the attributes that a node is or lists; whether it is such.
fn take_attributes<'t>(node: Node<'t>, attributes: &mut Vec<Node<'t>>) -> bool {
    match node.kind() {
        "annotation" | "attribute" | "marker_annotation" => attributes.push(node),
        "attribute_list" | "attribute_group" => {
            let mut cursor = node.walk();
            for child in node.named_children(&mut cursor) {
                take_attributes(child, attributes);
            }
        }
        _ => return false,
    }
    true
}

/// An attribute without its marks: `app.get("/x")`.
pub(in crate::syntax) fn attribute(text: &str) -> String {
    let text = text.trim().trim_start_matches(['#', '!', '@']);
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    text::one_line(inner.unwrap_or(text))
}
