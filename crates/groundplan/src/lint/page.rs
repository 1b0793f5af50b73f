//! A document as rules over text read it: its lines, and the same lines with nothing but prose.

use std::ops::Range;

use crate::model::fence::{FenceLine, Fences};

/// A document of a specification or plan.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its path, relative to the repository.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its lines of prose: code, comments, front matter and addresses are blanks, so that a place in a line
    /// is the same place in the text.
    prose: Vec<String>,
    /// Bytes of its lines, without their ends.
    lines: Vec<Range<usize>>,
    /// Which lines are code or front matter.
    code: Vec<bool>,
}

impl Page {
    /// The page of a text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let (prose, code) = prose(&text);
        Self {
            path: path.into(),
            lines: lines(&text),
            text,
            prose,
            code,
        }
    }

    /// Lines of prose, with their numbers from 1.
    pub fn prose(&self) -> impl Iterator<Item = (u32, &str)> {
        self.prose
            .iter()
            .enumerate()
            .map(|(at, line)| (number(at), line.as_str()))
    }

    /// A line of prose, counted from 1; empty where there is none.
    pub fn prose_line(&self, line: u32) -> &str {
        let at = (line as usize).checked_sub(1);
        at.and_then(|at| self.prose.get(at))
            .map_or("", String::as_str)
    }

    /// A line as written, counted from 1; empty where there is none.
    pub fn line(&self, line: u32) -> &str {
        self.text.get(self.range(line)).unwrap_or("")
    }

    /// How many lines there are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    /// Whether a line, counted from 1, is code or front matter.
    pub fn is_code(&self, line: u32) -> bool {
        let at = (line as usize).checked_sub(1);
        at.and_then(|at| self.code.get(at))
            .is_some_and(|code| *code)
    }

    /// Where a line, counted from 1, begins in the text.
    pub fn start(&self, line: u32) -> usize {
        self.range(line).start
    }

    fn range(&self, line: u32) -> Range<usize> {
        let at = (line as usize).checked_sub(1);
        let end = self.text.len();
        at.and_then(|at| self.lines.get(at).cloned())
            .unwrap_or(end..end)
    }
}

/// Where the lines of a text are.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let each = text.split_inclusive('\n').map(|line| {
        let from = start;
        start += line.len();
        from..from + line.trim_end_matches(['\n', '\r']).len()
    });
    each.collect()
}

fn number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// Lines of prose, and which lines are none at all.
fn prose(text: &str) -> (Vec<String>, Vec<bool>) {
    let front = front_matter(text);
    let mut fences = Fences::default();
    let mut in_comment = false;
    let mut all = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let fenced = !in_comment && fences.line(line.trim()) != FenceLine::Outside;
        let code = fenced || at < front;
        let prose = match code {
            true => blank(line),
            false => prose_of(line, &mut in_comment),
        };
        all.push((prose, code));
    }
    all.into_iter().unzip()
}

/// How many lines the front matter has.
fn front_matter(text: &str) -> usize {
    let mut lines = text.lines();
    if lines.next().map(|line| line.trim_start_matches('\u{feff}')) != Some("---") {
        return 0;
    }
    lines
        .position(|line| line.trim_end() == "---")
        .map_or(0, |end| end + 2)
}

fn blank(text: &str) -> String {
    " ".repeat(text.len())
}

/// A line without comments, code spans and addresses.
fn prose_of(line: &str, in_comment: &mut bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while !rest.is_empty() {
        let skipped = match *in_comment {
            true => {
                let end = rest.find("-->").map(|at| at + 3);
                *in_comment = end.is_none();
                end.unwrap_or(rest.len())
            }
            false => skipped(rest, in_comment),
        };
        if skipped > 0 {
            out.push_str(&blank(&rest[..skipped]));
            rest = &rest[skipped..];
        } else {
            let width = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..width]);
            rest = &rest[width..];
        }
    }
    out
}

/// How many bytes at the start are no prose.
fn skipped(rest: &str, in_comment: &mut bool) -> usize {
    if rest.starts_with("<!--") {
        *in_comment = true;
        return 4;
    }
    if rest.starts_with('`') {
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let close = rest[ticks..].find(&rest[..ticks]);
        return close.map_or(ticks, |at| ticks + at + ticks);
    }
    if rest.starts_with("https://") || rest.starts_with("http://") {
        let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']');
        return rest.find(ends).unwrap_or(rest.len());
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_prose_is_left_at_its_place() {
        let page = Page::new(
            "a.md",
            "---\na: TODO\n---\nsee `x` at http://a.b/c <!-- no\nno --> yes\n```\ncode\n```\nend",
        );
        let lines: Vec<&str> = page.prose().map(|(_, line)| line.trim()).collect();
        assert_eq!(lines, ["", "", "", "see     at", "yes", "", "", "", "end"]);
        assert_eq!(page.prose_line(5).find("yes"), page.line(5).find("yes"));
        assert_eq!(&page.text[page.start(5)..][..2], "no");
    }
}
