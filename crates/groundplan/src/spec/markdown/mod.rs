//! Markdown → [`Document`]: sections of blocks with exact source lines.
//!
//! Fenced code and HTML comments never become text, so nothing that stands in them is ever counted.
//! Containers are nested at most [`MAX_DEPTH`] deep; what lies deeper is read flat.

mod build;
mod inline;

use std::collections::BTreeMap;

pub use inline::{Line, Text};

use super::headings::Topic;

/// Deepest nesting of lists and quotes that is kept.
pub const MAX_DEPTH: usize = 40;

/// A parsed file.
#[derive(Debug, Default)]
pub struct Document<'a> {
    /// Path as given.
    pub path: &'a str,
    /// The whole source.
    pub source: &'a str,
    /// Scalars of the front matter, keys in lower case.
    pub front: BTreeMap<String, Field>,
    /// The front matter as it stands, fences included; empty where there is none.
    pub front_source: &'a str,
    /// Sections in document order; the first has level 0 and holds what precedes every heading.
    pub sections: Vec<Section>,
    /// Code spans of headings and prose.
    pub code_spans: Vec<CodeSpan>,
    /// Lines of fences that nothing closes.
    pub unclosed_fences: Vec<u32>,
    /// Line of an HTML comment that nothing closes.
    pub unclosed_comment: Option<u32>,
    /// Number of lines, at least 1.
    pub lines: u32,
}

/// A value and its line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Value as written, without quotes.
    pub value: String,
    /// Line.
    pub line: u32,
}

/// A code span and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSpan {
    /// Between the backticks.
    pub text: String,
    /// Line.
    pub line: u32,
}

/// A heading and the blocks up to the next one.
#[derive(Debug, Default)]
pub struct Section {
    /// 0 for the preamble, else 1 to 6.
    pub level: u8,
    /// Heading.
    pub title: Line,
    /// Line of the heading; 1 for the preamble.
    pub line: u32,
    /// Last line before the next heading.
    pub end: u32,
    /// Last line of the section with all its subsections.
    pub tree_end: u32,
    /// The enclosing section.
    pub parent: Option<usize>,
    /// Blocks directly under the heading.
    pub blocks: Vec<Block>,
    /// What its own heading says it is about.
    pub topic: Option<Topic>,
    /// [`Section::topic`], else that of the nearest enclosing section that has one.
    pub within: Option<Topic>,
    /// Byte range of the body up to the next heading.
    pub body: std::ops::Range<usize>,
}

/// A block of content.
#[derive(Debug)]
pub enum Block {
    /// Prose.
    Paragraph(Text),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A code block.
    Code(Code),
    /// A quotation.
    Quote(Vec<Block>),
}

/// A list.
#[derive(Debug, Default)]
pub struct List {
    /// Number of the first item, for an ordered list.
    pub start: Option<u64>,
    /// Items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Default)]
pub struct Item {
    /// Ticked or not, for a task.
    pub task: Option<bool>,
    /// First paragraph.
    pub text: Text,
    /// What follows the first paragraph.
    pub children: Vec<Block>,
    /// First line.
    pub line: u32,
    /// Last line.
    pub end: u32,
}

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    /// Cells of the head.
    pub head: Vec<Line>,
    /// Rows.
    pub rows: Vec<Row>,
    /// First line.
    pub line: u32,
    /// Last line.
    pub end: u32,
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct Row {
    /// Cells.
    pub cells: Vec<Line>,
    /// Line.
    pub line: u32,
}

/// A code block.
#[derive(Debug, Default)]
pub struct Code {
    /// Info string; `None` for an indented block.
    pub info: Option<String>,
    /// Content.
    pub text: String,
    /// Line of the fence.
    pub line: u32,
    /// Last line.
    pub end: u32,
}

impl<'a> Document<'a> {
    /// Parses `source`; never fails.
    pub fn parse(path: &'a str, source: &'a str) -> Self {
        let mut document = build::build(path, source);
        document.assign_topics();
        document
    }

    /// Indices of all sections below `index`.
    pub fn below(&self, index: usize) -> std::ops::Range<usize> {
        let level = self.sections.get(index).map_or(0, |s| s.level);
        let from = (index + 1).min(self.sections.len());
        let rest = self.sections.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|s| s.level > level).count();
        from..from + count
    }

    /// The first level-one heading.
    pub fn title(&self) -> Option<&Section> {
        self.sections.iter().find(|s| s.level == 1)
    }

    /// The source of a section's own body, trimmed, without HTML comments.
    pub fn body(&self, section: &Section) -> String {
        let raw = self.source.get(section.body.clone()).unwrap_or_default();
        inline::without_comments(raw).trim().to_owned()
    }

    fn assign_topics(&mut self) {
        let first = self.sections.iter().position(|s| s.level == 1);
        let alone = self.sections.len() <= 2;
        for index in 0..self.sections.len() {
            // The document's title names the document ("Requirements"), not a section of it.
            let is_title = Some(index) == first && !alone;
            let title = &self.sections[index].title;
            // Neither does an item's own heading ("User Story 3 - Testing") open a section.
            let is_item =
                super::headings::is_item(&title.text) || super::ids::leading(title).is_some();
            let topic = match is_title || is_item {
                true => None,
                false => super::headings::topic(&title.text),
            };
            let inherited = self.sections[index]
                .parent
                .and_then(|p| self.sections[p].within);
            let section = &mut self.sections[index];
            section.topic = topic;
            section.within = topic.or(inherited);
        }
    }
}

impl Item {
    /// The first paragraph, and nested blocks as indented lines.
    pub fn full_text(&self) -> String {
        let mut out = self.text.joined().text;
        flatten(&self.children, 0, &mut out);
        out
    }
}

/// Appends the text of blocks, a list item a line.
pub fn flatten(blocks: &[Block], depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    for block in blocks {
        match block {
            Block::Paragraph(text) => push_line(out, &indent, &text.joined().text),
            Block::List(list) => {
                for item in &list.items {
                    push_line(out, &indent, &format!("- {}", item.text.joined().text));
                    flatten(&item.children, depth + 1, out);
                }
            }
            Block::Table(table) => flatten_table(table, &indent, out),
            Block::Quote(inner) => flatten(inner, depth, out),
            Block::Code(_) => {}
        }
    }
}

/// Appends the rows of a table, a line each.
pub fn flatten_table(table: &Table, indent: &str, out: &mut String) {
    for row in &table.rows {
        let cells: Vec<_> = row.cells.iter().map(|c| c.text.as_str()).collect();
        push_line(out, indent, &format!("- {}", cells.join(" | ")));
    }
}

fn push_line(out: &mut String, indent: &str, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(indent);
    out.push_str(text);
}
