//! pulldown-cmark events → the tree of a [`Document`]. Keeps its own stack, so depth is no danger.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::inline::{Mark, TextBuilder};
use super::{
    Block, Code, CodeSpan, Document, Field, Item, Line, List, MAX_DEPTH, Row, Section, Table,
};

enum Kind {
    Root,
    Quote,
    List { start: Option<u64> },
    Item { task: Option<bool> },
}

struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    items: Vec<Item>,
    line: u32,
    end: u32,
}

struct Builder<'a> {
    document: Document<'a>,
    starts: Vec<usize>,
    base: usize,
    stack: Vec<Frame>,
    /// Containers deeper than [`MAX_DEPTH`] that are open.
    flat: usize,
    text: Option<TextBuilder>,
    heading: Option<(u8, Range<usize>)>,
    table: Option<Table>,
    row: Option<Row>,
    code: Option<Code>,
    html: Option<(String, u32)>,
}

pub(super) fn build<'a>(path: &'a str, source: &'a str) -> Document<'a> {
    let (front, base) = front_matter(source);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(source.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let body = source.get(base..).unwrap_or_default();
    let lines = source.lines().count().max(1);
    let document = Document {
        path,
        source,
        front,
        front_source: source.get(..base).unwrap_or_default(),
        lines: u32::try_from(lines).unwrap_or(u32::MAX),
        ..Document::default()
    };
    let mut builder = Builder {
        document,
        starts,
        base,
        stack: vec![Frame::new(Kind::Root, 1, 1)],
        flat: 0,
        text: None,
        heading: None,
        table: None,
        row: None,
        code: None,
        html: None,
    };
    builder.document.sections.push(Section {
        line: 1,
        body: base..source.len(),
        ..Section::default()
    });
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

impl Frame {
    fn new(kind: Kind, line: u32, end: u32) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            items: Vec::new(),
            line,
            end,
        }
    }
}

impl<'a> Builder<'a> {
    fn line_at(&self, offset: usize) -> u32 {
        let offset = self.base + offset;
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        u32::try_from(line)
            .unwrap_or(u32::MAX)
            .min(self.document.lines)
    }

    /// Last line of a range, trailing blank lines left out.
    fn last_line(&self, range: &Range<usize>) -> u32 {
        let absolute = self.base + range.start..self.base + range.end;
        let slice = self.document.source.get(absolute).unwrap_or_default();
        let len = slice.trim_end().len();
        self.line_at(range.start + len.saturating_sub(1))
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => match (&mut self.code, &mut self.html) {
                (Some(code), _) => code.text.push_str(&text),
                (None, Some((html, _))) => html.push_str(&text),
                _ => self.text_at(&range).push(&text),
            },
            Event::Code(text) => {
                let line = self.line_at(range.start);
                self.text_at(&range).code(&text);
                self.document.code_spans.push(CodeSpan {
                    text: text.into_string(),
                    line,
                });
            }
            Event::Html(text) => {
                if let Some((html, _)) = &mut self.html {
                    html.push_str(&text);
                }
            }
            Event::InlineHtml(text) => self.inline_html(&text, &range),
            Event::SoftBreak | Event::HardBreak => {
                // The break ends the line it stands on: the next text is on the line after it.
                let next = self.line_at(range.end);
                self.text_at(&range).break_line(next);
            }
            Event::TaskListMarker(done) => {
                if let Some(Kind::Item { task }) = self.stack.last_mut().map(|f| &mut f.kind) {
                    *task = Some(done);
                }
            }
            Event::FootnoteReference(text) => {
                self.text_at(&range).push(&format!("[^{text}]"));
            }
            _ => {}
        }
    }

    fn inline_html(&mut self, text: &str, range: &Range<usize>) {
        if text.starts_with("<!--") {
            return;
        }
        let tag = text.trim_start_matches(['<', '/']).to_ascii_lowercase();
        let text = match tag.split([' ', '/', '>']).next() {
            Some("br" | "sub" | "sup" | "kbd" | "b" | "i" | "em" | "strong" | "a" | "span") => " ",
            _ => text,
        };
        self.text_at(range).push(text);
    }

    fn text_at(&mut self, range: &Range<usize>) -> &mut TextBuilder {
        let line = self.line_at(range.start);
        self.text.get_or_insert_with(|| TextBuilder::at(line))
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let (line, last) = (self.line_at(range.start), self.last_line(&range));
        match tag {
            Tag::Strong => self.text_at(&range).open(Mark::Strong),
            Tag::Emphasis => self.text_at(&range).open(Mark::Italic),
            Tag::Strikethrough => self.text_at(&range).open(Mark::Struck),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.relative_link(&dest_url, line);
            }
            Tag::Paragraph => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some((level_number(level), range));
            }
            Tag::BlockQuote(_) => self.push(Kind::Quote, line, last),
            Tag::List(start) => self.push(Kind::List { start }, line, last),
            Tag::Item => self.push(Kind::Item { task: None }, line, last),
            Tag::CodeBlock(kind) => self.start_code(&kind, &range, line, last),
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some((String::new(), line));
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Table {
                    line,
                    end: last,
                    ..Table::default()
                });
            }
            Tag::TableHead | Tag::TableRow => {
                self.row = Some(Row {
                    line,
                    ..Row::default()
                });
            }
            Tag::TableCell => self.text = Some(TextBuilder::at(line)),
            _ => {}
        }
    }

    fn relative_link(&mut self, url: &str, line: u32) {
        let path = url.split(['#', '?']).next().unwrap_or_default();
        let has_name = path.rsplit('/').next().is_some_and(|n| n.contains('.'));
        if !path.contains(':') && has_name {
            let text = path.trim_start_matches("./").to_owned();
            self.document.code_spans.push(CodeSpan { text, line });
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>, line: u32, end: u32) {
        self.flush();
        let info = match kind {
            CodeBlockKind::Fenced(info) => Some(info.to_string()),
            CodeBlockKind::Indented => None,
        };
        if info.is_some() && !self.is_closed(range) {
            self.document.unclosed_fences.push(line);
        }
        self.code = Some(Code {
            info,
            text: String::new(),
            line,
            end,
        });
    }

    fn is_closed(&self, range: &Range<usize>) -> bool {
        let absolute = self.base + range.start..self.base + range.end;
        let raw = self.document.source.get(absolute).unwrap_or_default();
        let raw = raw.trim_end();
        let fence = match raw.chars().next() {
            Some(c @ ('`' | '~')) => c,
            _ => return true,
        };
        let open = raw.chars().take_while(|c| *c == fence).count();
        let Some((_, last)) = raw.rsplit_once('\n') else {
            return false;
        };
        let last = last.trim_start_matches([' ', '\t', '>']);
        last.len() >= open && last.chars().all(|c| c == fence)
    }

    fn push(&mut self, kind: Kind, line: u32, end: u32) {
        self.flush();
        if self.flat > 0 || self.stack.len() > MAX_DEPTH {
            self.flat += 1;
        } else {
            self.stack.push(Frame::new(kind, line, end));
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Strong => self.text_at(range).close(Mark::Strong),
            TagEnd::Emphasis => self.text_at(range).close(Mark::Italic),
            TagEnd::Strikethrough => self.text_at(range).close(Mark::Struck),
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.pop(),
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.add(Block::Code(code));
                }
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableCell => {
                let cell = self.text.take().map(|t| t.finish().joined());
                if let Some(row) = &mut self.row {
                    row.cells.push(cell.unwrap_or_default());
                }
            }
            TagEnd::TableHead => {
                if let (Some(table), Some(row)) = (&mut self.table, self.row.take()) {
                    table.head = row.cells;
                }
            }
            TagEnd::TableRow => {
                if let (Some(table), Some(row)) = (&mut self.table, self.row.take()) {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.add(Block::Table(table));
                }
            }
            _ => {}
        }
    }

    fn end_html(&mut self) {
        let Some((html, line)) = self.html.take() else {
            return;
        };
        if html.trim_start().starts_with("<!--") && !html.contains("-->") {
            self.document.unclosed_comment.get_or_insert(line);
        }
    }

    /// Ends a heading. `Field: value` directly above `---` is no heading, though markdown says so.
    fn end_heading(&mut self) {
        let Some((level, range)) = self.heading.take() else {
            return;
        };
        let text = self
            .text
            .take()
            .map(TextBuilder::finish)
            .unwrap_or_default();
        let absolute = self.base + range.start..self.base + range.end;
        let raw = self.document.source.get(absolute).unwrap_or_default();
        let underlined = !raw.trim_start().starts_with('#');
        let is_field = level > 1 && text.lines.iter().any(|l| l.text.contains([':', '：']));
        if self.stack.len() > 1 || (underlined && (text.lines.len() > 1 || is_field)) {
            self.add(Block::Paragraph(text));
            return;
        }
        let line = self.line_at(range.start);
        let offset = self.base + range.start;
        self.close_section(line.saturating_sub(1), offset);
        let parent = self.document.sections.iter().rposition(|s| s.level < level);
        self.document.sections.push(Section {
            level,
            title: Line {
                number: line,
                ..text.joined()
            },
            line,
            parent,
            body: self.base + range.end..self.document.source.len(),
            ..Section::default()
        });
    }

    /// Hands the root's blocks to the section that ends before `offset`.
    fn close_section(&mut self, end: u32, offset: usize) {
        let blocks = match self.stack.first_mut() {
            Some(root) => std::mem::take(&mut root.blocks),
            None => Vec::new(),
        };
        if let Some(section) = self.document.sections.last_mut() {
            section.blocks = blocks;
            section.end = end.max(section.line);
            section.body.end = offset.max(section.body.start);
        }
    }

    fn flush(&mut self) {
        if let Some(text) = self.text.take() {
            let text = text.finish();
            if !text.lines.is_empty() {
                self.add(Block::Paragraph(text));
            }
        }
    }

    fn add(&mut self, block: Block) {
        if let Some(frame) = self.stack.last_mut() {
            frame.blocks.push(block);
        }
    }

    fn pop(&mut self) {
        self.flush();
        if self.flat > 0 {
            self.flat -= 1;
            return;
        }
        if self.stack.len() < 2 {
            return;
        }
        let Some(frame) = self.stack.pop() else {
            return;
        };
        match frame.kind {
            Kind::Root => {}
            Kind::Quote => self.add(Block::Quote(frame.blocks)),
            Kind::List { start } => self.add(Block::List(List {
                start,
                items: frame.items,
            })),
            Kind::Item { task } => {
                let item = item(frame.blocks, task, frame.line, frame.end);
                match self.stack.last_mut() {
                    Some(list) if matches!(list.kind, Kind::List { .. }) => list.items.push(item),
                    _ => {}
                }
            }
        }
    }

    fn finish(mut self) -> Document<'a> {
        self.flush();
        while self.stack.len() > 1 {
            self.pop();
        }
        let lines = self.document.lines;
        self.close_section(lines, self.document.source.len());
        let sections = &mut self.document.sections;
        for index in (0..sections.len()).rev() {
            let end = sections[index].end.max(sections[index].tree_end);
            sections[index].tree_end = end;
            if let Some(parent) = sections[index].parent {
                sections[parent].tree_end = sections[parent].tree_end.max(end);
            }
        }
        self.document
    }
}

fn item(mut blocks: Vec<Block>, task: Option<bool>, line: u32, end: u32) -> Item {
    let text = match blocks.first_mut() {
        Some(Block::Paragraph(text)) => std::mem::take(text),
        _ => super::Text::default(),
    };
    if !text.lines.is_empty() {
        blocks.remove(0);
    }
    Item {
        task,
        text,
        children: blocks,
        line,
        end,
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

/// Scalars of the front matter, and the offset behind it (and behind a byte order mark).
fn front_matter(source: &str) -> (BTreeMap<String, Field>, usize) {
    let mut fields = BTreeMap::new();
    let base = source.len() - source.trim_start_matches('\u{feff}').len();
    let body = source.get(base..).unwrap_or_default();
    if !body.starts_with("---") || body.lines().next().map(str::trim_end) != Some("---") {
        return (fields, base);
    }
    let mut offset = base;
    for (index, line) in body.split_inclusive('\n').enumerate() {
        offset += line.len();
        let trimmed = line.trim_end();
        if index > 0 && (trimmed == "---" || trimmed == "...") {
            return (fields, offset);
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        if let Some((key, value)) = trimmed.split_once(':') {
            let is_key = !key.is_empty() && !key.starts_with([' ', '\t', '-', '#']);
            if index > 0 && is_key {
                let value = value.trim().trim_matches(['"', '\'']).to_owned();
                let field = Field {
                    value,
                    line: number,
                };
                fields.entry(key.trim().to_lowercase()).or_insert(field);
            }
        }
    }
    // A rule at the very top and no second one: no front matter at all.
    (BTreeMap::new(), base)
}
