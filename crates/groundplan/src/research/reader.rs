//! Paragraphs, list items and rows of a markdown or text document, with what stands above them.

use crate::model::fence::{FenceLine, Fences};

/// Bytes of the longest paragraph that is taken.
const LONGEST: usize = 4_000;

/// A paragraph or list item.
pub struct Chunk {
    /// Its first line.
    pub line: u32,
    /// Lines with their numbers.
    pub lines: Vec<(u32, String)>,
    /// Headings above it.
    pub headings: String,
    /// The nearest of them.
    pub heading: String,
    /// What introduces the list that it belongs to.
    pub intro: String,
}

impl Chunk {
    /// Puts a value behind the last line: `How long it lasts: LIMIT = 5`.
    pub fn end_with(&mut self, value: &str) {
        if let Some((_, line)) = self.lines.last_mut() {
            *line = format!("{}: `{value}`", line.trim_end_matches(['.', ':', ' ']));
        }
    }

    /// The chunk on one line, and where in it each source line begins.
    pub fn joined(&self) -> (String, Vec<(usize, u32)>) {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (number, line) in &self.lines {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push((text.len(), *number));
            text.push_str(line.trim());
            if text.len() > LONGEST {
                break;
            }
        }
        (text, starts)
    }
}

/// Reads a document line by line.
#[derive(Default)]
pub struct Reader {
    /// What was read; complete after [`Reader::close`].
    pub chunks: Vec<Chunk>,
    headings: Vec<(usize, String)>,
    open: Vec<(u32, String)>,
    /// Last paragraph that ends with a colon; it introduces the list after it.
    intro: String,
    in_item: bool,
    fence: Fences,
    comment: bool,
    front: bool,
    table: Option<Vec<String>>,
}

impl Reader {
    /// Reads a line.
    pub fn line(&mut self, line: &str, number: u32) {
        let trimmed = line
            .trim()
            .trim_start_matches("> ")
            .trim_start_matches('>')
            .trim();
        if self.is_hidden(trimmed, number) {
            return;
        }
        if !trimmed.starts_with('|') {
            self.table = None;
        }
        if trimmed.is_empty() {
            self.close();
        } else if let Some((level, text)) = heading(trimmed) {
            self.close();
            self.head(level, text);
        } else if is_underline(trimmed) && self.open.len() == 1 && !self.in_item {
            let text = self.open.pop().map(|(_, text)| text).unwrap_or_default();
            self.head(if trimmed.starts_with('=') { 1 } else { 2 }, &text);
        } else if trimmed.starts_with('|') {
            self.close();
            self.row(trimmed, number);
        } else if let Some(text) = item(trimmed) {
            self.close();
            self.in_item = true;
            self.open.push((number, text.to_owned()));
        } else {
            if self.open.is_empty() && !line.starts_with([' ', '\t']) {
                self.in_item = false;
                self.intro.clear();
            }
            self.open.push((number, trimmed.to_owned()));
        }
    }

    /// Fences, comments, front matter.
    fn is_hidden(&mut self, trimmed: &str, number: u32) -> bool {
        if self.comment || (!self.fence.is_open() && trimmed.starts_with("<!--")) {
            self.comment = !trimmed.contains("-->");
            return true;
        }
        // The target of a link that is named elsewhere.
        if !self.fence.is_open() && trimmed.starts_with('[') && trimmed.contains("]: ") {
            return true;
        }
        if trimmed == "---" && (number == 1 || self.front) {
            self.front = !self.front;
            return true;
        }
        match self.fence.line(trimmed) {
            FenceLine::Outside => self.front,
            FenceLine::Inside => true,
            FenceLine::Opens => {
                self.close();
                true
            }
        }
    }

    /// Begins a heading's section.
    pub fn head(&mut self, level: usize, text: &str) {
        self.headings.retain(|(there, _)| *there < level);
        self.headings.push((level, text.to_owned()));
        self.intro.clear();
        self.in_item = false;
    }

    /// A row of a table: its cells after the names of their columns.
    fn row(&mut self, line: &str, number: u32) {
        let cells: Vec<String> = line
            .trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect();
        if cells
            .iter()
            .all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ')))
        {
            return;
        }
        let Some(names) = &self.table else {
            self.table = Some(cells);
            return;
        };
        let pairs = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty());
        let text: Vec<String> = pairs
            .map(
                |(at, cell)| match names.get(at).filter(|name| at > 0 && !name.is_empty()) {
                    Some(name) => format!("{name}: {cell}"),
                    None => cell.clone(),
                },
            )
            .collect();
        self.open.push((number, text.join("; ")));
        self.close();
    }

    /// Ends what is open.
    pub fn close(&mut self) {
        let lines = std::mem::take(&mut self.open);
        let Some((line, _)) = lines.first() else {
            return;
        };
        let headings: Vec<&str> = self
            .headings
            .iter()
            .map(|(_, text)| text.as_str())
            .collect();
        self.chunks.push(Chunk {
            line: *line,
            headings: headings.join(" / "),
            heading: headings
                .last()
                .map_or_else(String::new, |last| (*last).to_owned()),
            intro: if self.in_item {
                self.intro.clone()
            } else {
                String::new()
            },
            lines,
        });
        if let Some(chunk) = self.chunks.last().filter(|_| !self.in_item) {
            let text = chunk.joined().0;
            self.intro = if text.ends_with(':') {
                text
            } else {
                String::new()
            };
        }
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' '))
        .then(|| (level, rest.trim().trim_end_matches('#').trim()))
}

fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}

/// The text of a bullet or numbered item.
pub fn item(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = if (1..=3).contains(&digits) {
        line[digits..].strip_prefix(['.', ')'])?
    } else {
        line.strip_prefix(['-', '*', '+', '•'])?
    };
    let rest = rest.strip_prefix([' ', '\t'])?.trim();
    let boxed = ["[ ] ", "[x] ", "[X] "]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark));
    Some(boxed.unwrap_or(rest)).filter(|rest| !rest.is_empty())
}
