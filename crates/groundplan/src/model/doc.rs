//! The document that a plan lowers itself to: a small closed set of blocks. No renderer knows a
//! section, and no section knows a renderer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ground::Grounds;

/// A document: blocks in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Doc {
    /// Sections in order.
    pub sections: Vec<DocSection>,
    /// Where each item stands that a ground may cite by its identifier.
    pub places: BTreeMap<String, Place>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path relative to the repository root.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
}

/// A level-two section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DocSection {
    /// Identifier in the section registry.
    pub id: String,
    /// Heading text.
    pub heading: String,
    /// Content.
    pub blocks: Vec<Block>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading below the section's own; `level` 3 or 4.
    Heading {
        /// 3 or 4.
        level: u8,
        /// Inline markdown.
        text: String,
    },
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    List {
        /// Numbered rather than bulleted.
        ordered: bool,
        /// Items.
        items: Vec<Item>,
    },
    /// A table.
    Table {
        /// Column headings.
        head: Vec<String>,
        /// Rows, as wide as the head.
        rows: Vec<Vec<Line>>,
    },
    /// A code block.
    Code {
        /// Info string.
        language: String,
        /// Text without a final newline.
        text: String,
    },
}

/// Inline markdown with the grounds that are printed behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Inline markdown.
    pub text: String,
    /// Printed as short references behind the text.
    pub grounds: Option<Grounds>,
}

impl Line {
    /// A line without printed grounds.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            grounds: None,
        }
    }

    /// A line with grounds.
    pub fn grounded(text: impl Into<String>, grounds: &Grounds) -> Self {
        Self {
            text: text.into(),
            grounds: Some(grounds.clone()),
        }
    }
}

/// A list item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its text.
    pub line: Line,
    /// `Some(done)` makes it a check box.
    pub check: Option<bool>,
    /// Nested items.
    pub items: Vec<Item>,
}

impl Item {
    /// A plain bullet.
    pub fn bullet(line: Line) -> Self {
        Self {
            line,
            check: None,
            items: Vec::new(),
        }
    }

    /// An open check box.
    pub fn todo(line: Line) -> Self {
        Self {
            line,
            check: Some(false),
            items: Vec::new(),
        }
    }

    /// The same item with nested items.
    #[must_use]
    pub fn with(mut self, items: Vec<Item>) -> Self {
        self.items = items;
        self
    }
}
