//! Sentences of documents and comments, each with what stands around it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::words::{Wanted, stems, stems_among};

/// Lines of one document that are read.
const LINES: usize = 20_000;
/// Bytes of the longest paragraph that is split into sentences.
const LONGEST: usize = 4_000;

/// Which stems of a text are kept.
pub enum Lens {
    /// All of them, and all sentences.
    All,
    /// Those that questions ask for, and only sentences that hold one.
    Only(Wanted),
}

impl Lens {
    fn see(&self, text: &str) -> BTreeSet<String> {
        match self {
            Self::All => stems(text),
            Self::Only(wanted) => stems_among(text, wanted),
        }
    }

    /// How many of the stems a text holds.
    pub fn count(&self, text: &str) -> usize {
        self.see(text).len()
    }

    fn keeps(&self, own: &BTreeSet<String>) -> bool {
        matches!(self, Self::All) || !own.is_empty()
    }
}

/// A sentence of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// File.
    pub path: Arc<str>,
    /// Line on which it begins.
    pub line: u32,
    /// As it stands there, on one line.
    pub text: String,
    /// Stems of the sentence.
    pub own: BTreeSet<String>,
    /// Stems of the sentences beside it, and of the line that introduces its list.
    pub near: BTreeSet<String>,
    /// Stems of the headings above, the document's title and its name.
    pub above: Arc<BTreeSet<String>>,
    /// Identifiers of the questions that it may answer; `None`: any.
    pub only: Option<Arc<BTreeSet<String>>>,
    /// A remark beside the matter: it must hold more of the question by itself.
    pub weak: bool,
}

/// A comment: its lines with numbers, the code that it stands above, and the value that this sets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comment {
    /// Lines with their numbers, without comment marks.
    pub lines: Vec<(u32, String)>,
    /// First line of the code below.
    pub code: String,
    /// A constant's name and value, as code.
    pub value: Option<String>,
}

/// A paragraph or list item.
struct Chunk {
    line: u32,
    /// Lines with their numbers.
    lines: Vec<(u32, String)>,
    headings: String,
    /// What introduces the list that it belongs to.
    intro: String,
}

impl Chunk {
    /// Puts a value behind the last line: `How long it lasts: LIMIT = 5`.
    fn end_with(&mut self, value: &str) {
        if let Some((_, line)) = self.lines.last_mut() {
            *line = format!("{}: `{value}`", line.trim_end_matches(['.', ':', ' ']));
        }
    }
}

/// Sentences of a markdown or text document; `about` names what it belongs to (a package).
pub fn of_document(path: &str, text: &str, about: &str, lens: &Lens) -> Vec<Passage> {
    passages(path, about, chunks(text), split, lens)
}

/// Whole paragraphs and list items of a document.
pub fn items_of_document(path: &str, text: &str) -> Vec<Passage> {
    passages(path, "", chunks(text), |text| vec![(0, text)], &Lens::All)
}

fn chunks(text: &str) -> Vec<Chunk> {
    let mut reader = Reader::default();
    for (at, line) in text.lines().enumerate().take(LINES) {
        reader.line(line, u32::try_from(at + 1).unwrap_or(u32::MAX));
    }
    reader.close();
    reader.chunks
}

/// Sentences of comments, which are small documents: each with what it stands above.
pub fn of_comments(path: &str, about: &str, comments: Vec<Comment>, lens: &Lens) -> Vec<Passage> {
    let mut all = Vec::new();
    for comment in comments {
        let mut reader = Reader::default();
        reader.head(1, &comment.code);
        for (number, line) in &comment.lines {
            reader.line(line, *number);
        }
        reader.close();
        let mut chunks = reader.chunks;
        if let (Some(value), Some(first)) = (comment.value, chunks.first_mut()) {
            first.end_with(&value);
        }
        all.extend(chunks);
    }
    passages(path, about, all, split, lens)
}

/// Cuts a paragraph into pieces with their offsets.
type Cut = fn(&str) -> Vec<(usize, &str)>;

fn passages(path: &str, about: &str, chunks: Vec<Chunk>, cut: Cut, lens: &Lens) -> Vec<Passage> {
    let shared: Arc<str> = Arc::from(path);
    let mut all = Vec::new();
    let mut last: Option<(String, Arc<BTreeSet<String>>)> = None;
    for chunk in chunks {
        let (text, lines) = joined(&chunk);
        let pieces = cut(&text);
        let owns: Vec<BTreeSet<String>> = pieces.iter().map(|(_, piece)| lens.see(piece)).collect();
        if !owns.iter().any(|own| lens.keeps(own)) {
            continue;
        }
        let above = match last
            .take()
            .filter(|(headings, _)| *headings == chunk.headings)
        {
            Some((_, above)) => above,
            None => Arc::new(lens.see(&format!("{} {about} {path}", chunk.headings))),
        };
        last = Some((chunk.headings.clone(), Arc::clone(&above)));
        let intro = lens.see(&chunk.intro);
        for (index, (at, sentence)) in pieces
            .iter()
            .enumerate()
            .filter(|(index, _)| lens.keeps(&owns[*index]))
        {
            let line = lines
                .iter()
                .rev()
                .find(|(from, _)| from <= at)
                .map_or(chunk.line, |(_, line)| *line);
            let beside = &owns[index.saturating_sub(1)..(index + 2).min(owns.len())];
            all.push(Passage {
                path: Arc::clone(&shared),
                line,
                own: owns[index].clone(),
                text: (*sentence).to_owned(),
                near: beside.iter().flatten().chain(&intro).cloned().collect(),
                above: Arc::clone(&above),
                only: None,
                weak: false,
            });
        }
    }
    all
}

/// The chunk on one line, and where in it each source line begins.
fn joined(chunk: &Chunk) -> (String, Vec<(usize, u32)>) {
    let (mut text, mut starts) = (String::new(), Vec::new());
    for (number, line) in &chunk.lines {
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

/// Sentences with their offsets; abbreviations do not end one, and a footnote belongs to what it is behind.
fn split(text: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let mut end = at + c.len_utf8();
        let wide = matches!(c, '。' | '！' | '？');
        let closes = matches!(c, '.' | '!' | '?');
        if at < start || !(wide || (closes && ends_sentence(&text[start..at], &text[end..]))) {
            continue;
        }
        end += footnote(&text[end..]);
        push(&mut all, text, start, end);
        start = end;
    }
    push(&mut all, text, start, text.len());
    all
}

/// Bytes of the footnote mark at the start of a text: ` [1]`.
fn footnote(text: &str) -> usize {
    let rest = text.trim_start();
    let Some((number, _)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return 0;
    };
    let digits = number.trim_start_matches('^');
    let is_one = (1..3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_one {
        text.len() - rest.len() + number.len() + 2
    } else {
        0
    }
}

fn push<'a>(all: &mut Vec<(usize, &'a str)>, text: &'a str, from: usize, to: usize) {
    let piece = &text[from..to];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        all.push((from + piece.len() - piece.trim_start().len(), trimmed));
    }
}

fn ends_sentence(before: &str, after: &str) -> bool {
    let word = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .trim_start_matches(['(', '"', '`']);
    let abbreviation = matches!(
        word,
        "e.g" | "i.e" | "etc" | "vs" | "approx" | "cf" | "No" | "Fig" | "ca" | "resp"
    ) || (word.len() == 1 && word.chars().all(char::is_alphanumeric));
    let rest = after.trim_start();
    let next = rest.chars().next();
    after.starts_with(char::is_whitespace)
        && !abbreviation
        && next.is_none_or(|c| !c.is_lowercase())
}

#[derive(Default)]
struct Reader {
    chunks: Vec<Chunk>,
    headings: Vec<(usize, String)>,
    open: Vec<(u32, String)>,
    /// Last paragraph that ends with a colon; it introduces the list after it.
    intro: String,
    in_item: bool,
    fence: Option<String>,
    comment: bool,
    front: bool,
    table: Option<Vec<String>>,
}

impl Reader {
    fn line(&mut self, line: &str, number: u32) {
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
        if self.comment || (self.fence.is_none() && trimmed.starts_with("<!--")) {
            self.comment = !trimmed.contains("-->");
            return true;
        }
        // The target of a link that is named elsewhere.
        if self.fence.is_none() && trimmed.starts_with('[') && trimmed.contains("]: ") {
            return true;
        }
        if trimmed == "---" && (number == 1 || self.front) {
            self.front = !self.front;
            return true;
        }
        let mark: String = trimmed
            .chars()
            .take_while(|c| matches!(c, '`' | '~'))
            .collect();
        match &self.fence {
            Some(open) => {
                if mark.starts_with(open.as_str()) && mark.len() == trimmed.len() {
                    self.fence = None;
                }
                return true;
            }
            None if mark.len() >= 3 => {
                self.close();
                self.fence = Some(mark);
                return true;
            }
            None => {}
        }
        self.front
    }

    fn head(&mut self, level: usize, text: &str) {
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

    fn close(&mut self) {
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
            intro: if self.in_item {
                self.intro.clone()
            } else {
                String::new()
            },
            lines,
        });
        if let Some(chunk) = self.chunks.last().filter(|_| !self.in_item) {
            let text = joined(chunk).0;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, String)> {
        let all = of_document("docs/a.md", text, "", &Lens::All);
        all.into_iter().map(|one| (one.line, one.text)).collect()
    }

    #[test]
    fn sentences_keep_the_line_on_which_they_begin() {
        let text = "# T\n\nOne goes\nover lines. Two, e.g. this. Three\nends here.\n\n- item one\n  goes on\n- item two\n";
        let all = read(text);
        let expected = [
            (3, "One goes over lines."),
            (4, "Two, e.g. this."),
            (4, "Three ends here."),
            (7, "item one goes on"),
            (9, "item two"),
        ];
        assert_eq!(all, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn code_front_matter_and_comments_are_no_sentences() {
        let text = "---\na: b\n---\n```\ncode\n```\n<!-- no\nno -->\nyes\n";
        assert_eq!(read(text), [(9, "yes".to_owned())]);
    }

    #[test]
    fn rows_of_tables_carry_their_columns() {
        let text = "| Plan | Limit |\n| --- | --- |\n| Free | 100 |\n";
        assert_eq!(read(text), [(3, "Free; Limit: 100".to_owned())]);
    }

    #[test]
    fn lists_know_what_introduces_them_and_headings() {
        let all = of_document(
            "docs/limits.md",
            "Title\n=====\n\nThe limits are:\n\n- five\n",
            "",
            &Lens::All,
        );
        let last = &all[all.len() - 1];
        assert!(
            last.near.contains("limit") && last.above.contains("titl"),
            "{last:?}"
        );
    }

    #[test]
    fn nothing_odd_fails() {
        for text in [
            "",
            "|",
            "|||\n|-|\n|",
            "1.",
            "- ",
            "```",
            "é. É",
            "---",
            "===",
            "# ",
        ] {
            read(text);
        }
    }
}
