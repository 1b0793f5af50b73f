//! Markdown → a flat list of blocks with lines, over pulldown-cmark. Front matter, fenced code and
//! comments are kept apart, so that no reader counts them.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A heading of this level.
    Heading(u8),
    /// A paragraph; line breaks are kept.
    Paragraph,
    /// A list item: nesting from 0, its number in a numbered list, whether it is a task.
    Item {
        /// Nesting from 0.
        depth: usize,
        /// Number in a numbered list.
        number: Option<u64>,
    },
    /// The head of a table.
    TableHead(Vec<String>),
    /// A row of a table.
    Row(Vec<String>),
    /// A code block with its info string.
    Code(String),
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Text with `**` and backticks kept; of an item, its own paragraphs only.
    pub text: String,
    /// First line, from 1.
    pub line: u32,
    /// Code spans of the text.
    pub code: Vec<String>,
}

/// A document: front matter and blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// `key: value` lines of the front matter.
    pub front: Vec<(String, String)>,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Line of a code fence that is never closed.
    pub unclosed_fence: Option<u32>,
}

struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    fn at(&self, offset: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }
}

/// Front matter as pairs, and the text with the same number of lines and the front matter blank.
fn front_matter(text: &str) -> (Vec<(String, String)>, String) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return (Vec::new(), text.to_owned());
    }
    let inner: Vec<&str> = lines
        .by_ref()
        .take_while(|line| line.trim_end() != "---")
        .collect();
    let total = text.lines().count();
    if inner.len() + 2 > total {
        return (Vec::new(), text.to_owned());
    }
    let pair = |line: &&str| {
        let (key, value) = line.split_once(':')?;
        let plain = !key.starts_with([' ', '\t', '-', '#']);
        plain.then(|| {
            (
                key.trim().to_lowercase(),
                value.trim().trim_matches(['"', '\'']).to_owned(),
            )
        })
    };
    let front = inner.iter().filter_map(pair).collect();
    let rest: Vec<&str> = text.lines().skip(inner.len() + 2).collect();
    (front, "\n".repeat(inner.len() + 2) + &rest.join("\n"))
}

/// Reads a text.
pub fn read(text: &str) -> Outline {
    let (front, text) = front_matter(text);
    let lines = Lines::of(&text);
    let mut builder = Builder::default();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        builder.event(event, lines.at(range.start));
    }
    builder.flush();
    let fences = text
        .lines()
        .filter(|line| line.trim_start().starts_with("```"))
        .count();
    let last = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim_start().starts_with("```"))
        .last();
    let unclosed = last
        .filter(|_| fences % 2 == 1)
        .map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
    Outline {
        front,
        blocks: builder.blocks,
        unclosed_fence: unclosed,
    }
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    open: Option<Block>,
    lists: Vec<Option<u64>>,
    /// Indexes of the items that are open, in `blocks`.
    items: Vec<usize>,
    cells: Vec<String>,
    in_cell: bool,
    in_head: bool,
    row_line: u32,
    row_code: Vec<String>,
}

impl Builder {
    fn begin(&mut self, kind: Kind, line: u32) {
        self.flush();
        self.open = Some(Block {
            kind,
            text: String::new(),
            line,
            code: Vec::new(),
        });
    }

    fn flush(&mut self) {
        let Some(mut block) = self.open.take() else {
            return;
        };
        if !matches!(block.kind, Kind::Code(_)) {
            block.text = block.text.trim().to_owned();
        }
        let continues = block.kind == Kind::Paragraph && !self.items.is_empty();
        if continues {
            if let Some(item) = self.items.last().and_then(|at| self.blocks.get_mut(*at)) {
                if !item.text.is_empty() && !block.text.is_empty() {
                    item.text.push('\n');
                }
                item.text.push_str(&block.text);
                item.code.extend(block.code);
            }
            return;
        }
        if !block.text.is_empty() || matches!(block.kind, Kind::Heading(_)) {
            self.blocks.push(block);
        }
    }

    fn push(&mut self, text: &str, line: u32) {
        if self.in_cell {
            if let Some(cell) = self.cells.last_mut() {
                cell.push_str(text);
            }
            return;
        }
        if self.open.is_none() {
            self.begin(Kind::Paragraph, line);
        }
        if let Some(open) = self.open.as_mut() {
            open.text.push_str(text);
        }
    }

    fn code(&mut self, code: &str, line: u32) {
        self.push(&format!("`{code}`"), line);
        let list = if self.in_cell {
            Some(&mut self.row_code)
        } else {
            self.open.as_mut().map(|open| &mut open.code)
        };
        if let Some(list) = list {
            list.push(code.to_owned());
        }
    }

    fn event(&mut self, event: Event<'_>, line: u32) {
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push(&text, line),
            Event::Code(text) => self.code(&text, line),
            Event::SoftBreak | Event::HardBreak => self.push("\n", line),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: u32) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Kind::Heading(number(level)), line),
            Tag::Paragraph => self.begin(Kind::Paragraph, line),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or("").to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.begin(Kind::Code(info), line);
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(start);
            }
            Tag::Item => {
                self.flush();
                let depth = self.lists.len().saturating_sub(1);
                let number = self.lists.last_mut().and_then(|next| {
                    let here = *next;
                    *next = next.map(|n| n.saturating_add(1));
                    here
                });
                let kind = Kind::Item { depth, number };
                self.blocks.push(Block {
                    kind,
                    text: String::new(),
                    line,
                    code: Vec::new(),
                });
                self.items.push(self.blocks.len() - 1);
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.cells.clear();
                self.row_code.clear();
                self.row_line = line;
                self.in_head = matches!(tag, Tag::TableHead);
            }
            Tag::TableCell => {
                self.cells.push(String::new());
                self.in_cell = true;
            }
            Tag::Strong => self.push("**", line),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock => self.flush(),
            TagEnd::Item => {
                self.flush();
                self.items.pop();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::TableCell => self.in_cell = false,
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells: Vec<String> = self
                    .cells
                    .drain(..)
                    .map(|cell| cell.trim().to_owned())
                    .collect();
                let text = cells.join(" | ");
                let kind = if self.in_head {
                    Kind::TableHead(cells)
                } else {
                    Kind::Row(cells)
                };
                let code = std::mem::take(&mut self.row_code);
                self.blocks.push(Block {
                    kind,
                    text,
                    line: self.row_line,
                    code,
                });
            }
            TagEnd::Strong if (self.in_cell || self.open.is_some()) => {
                self.push("**", 0);
            }
            _ => {}
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_their_lines_and_nesting() {
        let outline = read("---\nid: X\n---\n# T\n\n- a\n  - b\n\n    more\n<!-- - c -->\n");
        assert_eq!(outline.front, [("id".to_owned(), "X".to_owned())]);
        let seen: Vec<(u32, &str)> = outline
            .blocks
            .iter()
            .map(|b| (b.line, b.text.as_str()))
            .collect();
        assert_eq!(seen, [(4, "T"), (6, "a"), (7, "b\nmore")]);
    }
}
