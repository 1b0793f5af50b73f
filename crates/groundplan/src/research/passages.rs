//! Sentences of documents and comments, each with what stands around it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::reader::{Chunk, Reader};
use crate::model::words::{Wanted, stems, stems_among};

/// Lines of one document that are read.
const LINES: usize = 20_000;
/// Words of the questions in a heading from which all that stands under it is kept.
const HEADING: usize = 2;

/// Names of files that instruct whoever works on the project, lower case.
const INSTRUCTIONS: &[&str] = &[
    "claude.md",
    "agents.md",
    "gemini.md",
    "constitution.md",
    "contributing.md",
];

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

    /// What holds no word may stand under a heading that asks for it.
    fn keeps(&self, own: &BTreeSet<String>, head: &BTreeSet<String>) -> bool {
        matches!(self, Self::All) || !own.is_empty() || head.len() >= HEADING
    }
}

/// How far a project has bound itself to a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Binding {
    /// It tells something.
    #[default]
    None,
    /// It was decided.
    Decision,
    /// It is a rule that holds for all work.
    Rule,
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
    /// Stems of the nearest heading and of the line that introduces its list; of a comment, of the code below it.
    pub head: Arc<BTreeSet<String>>,
    /// Stems of the headings above, the document's title and its name.
    pub above: Arc<BTreeSet<String>>,
    /// The sentence behind it in the same paragraph.
    pub next: String,
    /// Identifiers of the questions that it may answer; `None`: any.
    pub only: Option<Arc<BTreeSet<String>>>,
    /// Whether the project has bound itself to it.
    pub binding: Binding,
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
        let (text, lines) = chunk.joined();
        let pieces = cut(&text);
        let owns: Vec<BTreeSet<String>> = pieces.iter().map(|(_, piece)| lens.see(piece)).collect();
        let head = Arc::new(lens.see(&format!("{} {}", chunk.heading, chunk.intro)));
        let kept = |index: usize| lens.keeps(&owns[index], &head);
        if !(0..owns.len()).any(kept) {
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
        for (index, (at, sentence)) in pieces.iter().enumerate().filter(|(index, _)| kept(*index)) {
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
                head: Arc::clone(&head),
                above: Arc::clone(&above),
                next: pieces
                    .get(index + 1)
                    .map_or_else(String::new, |(_, next)| (*next).to_owned()),
                binding: binding(path, &chunk.heading),
                only: None,
                weak: false,
            });
        }
    }
    all
}

/// What stands in instruction files are rules; what stands under "Decision" was decided.
fn binding(path: &str, heading: &str) -> Binding {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let heading = heading.to_lowercase();
    if INSTRUCTIONS.contains(&name.as_str()) {
        Binding::Rule
    } else if heading.starts_with("decision") || heading.starts_with("decided") {
        Binding::Decision
    } else {
        Binding::None
    }
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
