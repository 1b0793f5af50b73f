//! Markdown → passages: the blocks that can cite something, each piece with its bytes in the source.
//!
//! Unlike [`crate::spec::markdown`], which reads what a text says, this keeps where every byte stands.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a piece of a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceKind {
    /// Prose.
    Text,
    /// The inside of a code span.
    Code,
    /// A link or image; its destination.
    Link(String),
}

/// A piece of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its bytes; of a link, all of it.
    pub range: Range<usize>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// The own text of a list item.
    Item,
    /// A heading.
    Heading,
    /// A row of a table.
    Row,
}

/// A block of prose.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Pieces in order.
    pub pieces: Vec<Piece>,
    /// Its bytes.
    pub range: Range<usize>,
    /// Sentences; one for a row or a heading.
    pub sentences: Vec<Range<usize>>,
    /// What it stands under, innermost first: enclosing items, the line with a colon before it, headings.
    pub context: Vec<String>,
    /// Cells of a row.
    pub cells: Vec<Range<usize>>,
    /// Cells of the table's head, for a row.
    pub head: Vec<String>,
}

/// A code block.
#[derive(Debug, Clone)]
pub struct Fence {
    /// Info string; empty for an indented block.
    pub info: String,
    /// Bytes of its lines, without their ends.
    pub lines: Vec<Range<usize>>,
    /// What it stands under, innermost first.
    pub context: Vec<String>,
}

/// The passages of a document.
#[derive(Debug, Default)]
pub struct Passages {
    /// Blocks of prose.
    pub blocks: Vec<Block>,
    /// Code blocks.
    pub fences: Vec<Fence>,
}

struct Reader<'a> {
    source: &'a str,
    out: Passages,
    block: Option<Block>,
    fence: Option<Fence>,
    headings: Vec<(usize, String)>,
    items: Vec<String>,
    lead: Option<String>,
    head: Vec<String>,
    in_head: bool,
}

impl Passages {
    /// Reads a document; never fails.
    pub fn read(source: &str) -> Self {
        let mut reader = Reader {
            source,
            out: Self::default(),
            block: None,
            fence: None,
            headings: Vec::new(),
            items: Vec::new(),
            lead: None,
            head: Vec::new(),
            in_head: false,
        };
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
            reader.event(event, range);
        }
        reader.flush();
        reader.out
    }
}

impl Block {
    /// The sentence around a byte.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let hit = self.sentences.iter().find(|range| range.contains(&at));
        hit.cloned().unwrap_or_else(|| self.range.clone())
    }

    /// The prose of some bytes: without code spans.
    pub fn prose(&self, source: &str, bytes: &Range<usize>) -> String {
        let texts = self
            .pieces
            .iter()
            .filter(|piece| piece.kind == PieceKind::Text);
        let parts = texts.filter_map(|piece| {
            let from = piece.range.start.max(bytes.start);
            let to = piece.range.end.min(bytes.end);
            source.get(from..to).filter(|part| !part.is_empty())
        });
        parts.collect::<Vec<_>>().join(" ")
    }
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(_) => self.text(range),
            Event::Code(_) => {
                let inner = inside(self.source, &range);
                self.piece(PieceKind::Code, inner);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph if self.items.is_empty() || !self.is_fresh() => {
                self.open(BlockKind::Paragraph, range);
            }
            Tag::Heading { .. } => self.open(BlockKind::Heading, range),
            Tag::Item => {
                self.open(BlockKind::Item, range);
                self.items.push(String::new());
            }
            Tag::TableHead => {
                self.in_head = true;
                self.open(BlockKind::Row, range);
            }
            Tag::TableRow => self.open(BlockKind::Row, range),
            Tag::TableCell => {
                if let Some(block) = &mut self.block {
                    block.cells.push(range);
                }
            }
            Tag::CodeBlock(kind) => self.open_fence(kind),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.piece(PieceKind::Link(dest_url.to_string()), range);
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let text = self.block_text();
                self.flush();
                self.headings.retain(|(depth, _)| *depth < level as usize);
                self.headings.push((level as usize, text));
                self.lead = None;
            }
            TagEnd::Paragraph => self.flush(),
            TagEnd::Item => {
                self.flush();
                self.items.pop();
            }
            TagEnd::List(_) if self.items.is_empty() => self.lead = None,
            TagEnd::TableHead => {
                self.in_head = false;
                self.head = self.cell_texts();
                self.flush();
            }
            TagEnd::TableRow => self.flush(),
            TagEnd::CodeBlock => self.out.fences.extend(self.fence.take()),
            _ => {}
        }
    }

    /// Whether an item has begun and holds nothing yet.
    fn is_fresh(&self) -> bool {
        let fresh = |block: &Block| block.kind == BlockKind::Item && block.pieces.is_empty();
        self.block.as_ref().is_some_and(fresh)
    }

    fn context(&self) -> Vec<String> {
        let items = self.items.iter().rev().filter(|item| !item.is_empty());
        let headings = self.headings.iter().rev().map(|(_, text)| text);
        items.chain(&self.lead).chain(headings).cloned().collect()
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        self.flush();
        self.block = Some(Block {
            kind,
            pieces: Vec::new(),
            range,
            sentences: Vec::new(),
            context: self.context(),
            cells: Vec::new(),
            head: if self.in_head || kind != BlockKind::Row {
                Vec::new()
            } else {
                self.head.clone()
            },
        });
    }

    fn open_fence(&mut self, kind: &CodeBlockKind<'_>) {
        self.flush();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        self.fence = Some(Fence {
            info,
            lines: Vec::new(),
            context: self.context(),
        });
    }

    fn text(&mut self, range: Range<usize>) {
        let Some(fence) = &mut self.fence else {
            return self.piece(PieceKind::Text, range);
        };
        let mut at = range.start;
        for line in self
            .source
            .get(range)
            .unwrap_or_default()
            .split_inclusive('\n')
        {
            fence
                .lines
                .push(at..at + line.trim_end_matches(['\n', '\r']).len());
            at += line.len();
        }
    }

    fn piece(&mut self, kind: PieceKind, range: Range<usize>) {
        let Some(block) = &mut self.block else {
            return;
        };
        // A lone `_` or `*` splits a text that is one.
        match block.pieces.last_mut() {
            Some(last)
                if last.kind == kind
                    && kind == PieceKind::Text
                    && last.range.end == range.start =>
            {
                last.range.end = range.end;
            }
            _ => block.pieces.push(Piece { kind, range }),
        }
    }

    fn block_text(&self) -> String {
        let pieces = self.block.iter().flat_map(|block| &block.pieces);
        let texts = pieces.filter(|piece| !matches!(piece.kind, PieceKind::Link(_)));
        texts
            .filter_map(|piece| self.source.get(piece.range.clone()))
            .collect()
    }

    fn cell_texts(&self) -> Vec<String> {
        let cells = self.block.iter().flat_map(|block| &block.cells);
        cells
            .filter_map(|cell| self.source.get(cell.clone()))
            .map(|text| {
                text.trim()
                    .trim_matches(['*', '`', '|', ' '])
                    .to_lowercase()
            })
            .collect()
    }

    fn flush(&mut self) {
        let text = self.block_text();
        let Some(mut block) = self.block.take() else {
            return;
        };
        let (Some(first), Some(last)) = (block.pieces.first(), block.pieces.last()) else {
            return;
        };
        // A link holds its own text's pieces.
        let end = block.pieces.iter().map(|piece| piece.range.end).max();
        let end = end.unwrap_or(last.range.end);
        if block.kind != BlockKind::Row {
            block.range = first.range.start..end;
        }
        block.sentences = sentences(self.source, &block);
        if block.kind == BlockKind::Item {
            if let Some(item) = self.items.last_mut() {
                item.clone_from(&text);
            }
        } else if block.kind == BlockKind::Paragraph && self.items.is_empty() {
            let end = text.trim_end();
            // A short sentence is no label of what follows.
            let short = text.chars().count() < 60 && !end.ends_with(['.', '!', '?']);
            let label = end.ends_with(':') || short;
            self.lead = label.then_some(text);
        }
        self.out.blocks.push(block);
    }
}

/// The inside of a code span.
fn inside(source: &str, range: &Range<usize>) -> Range<usize> {
    let text = source.get(range.clone()).unwrap_or_default();
    let ticks = text.len() - text.trim_start_matches('`').len();
    if ticks * 2 > text.len() {
        return range.clone();
    }
    let inner = &text[ticks..text.len() - ticks];
    let start = range.start + ticks + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

/// Ends of sentences stand in prose, before white space and a new beginning.
fn sentences(source: &str, block: &Block) -> Vec<Range<usize>> {
    if matches!(block.kind, BlockKind::Row | BlockKind::Heading) {
        return vec![block.range.clone()];
    }
    let mut all = Vec::new();
    let mut start = block.range.start;
    let prose = block
        .pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Text);
    for piece in prose {
        let text = source.get(piece.range.clone()).unwrap_or_default();
        for (at, mark) in text.match_indices(['.', '!', '?']) {
            let end = piece.range.start + at + mark.len();
            if end > start && ends_sentence(source, block, end, &text[..at]) {
                all.push(start..end);
                start = end;
            }
        }
    }
    if start < block.range.end {
        all.push(start..block.range.end);
    }
    all
}

fn ends_sentence(source: &str, block: &Block, end: usize, before: &str) -> bool {
    let after = source.get(end..block.range.end).unwrap_or_default();
    let after = after.trim_start_matches(['*', '_', ')', '"']);
    let next = after.trim_start();
    let begins = next.starts_with(|c: char| c.is_uppercase() || "`[*(\"".contains(c));
    let word = before.rsplit([' ', '(', '\n']).next().unwrap_or_default();
    let short =
        matches!(word, "e.g" | "i.e" | "etc" | "vs" | "cf" | "approx" | "No") || word.len() == 1;
    after.len() != next.len() && begins && !short
}
