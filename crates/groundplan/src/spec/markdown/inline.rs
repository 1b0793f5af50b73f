//! Inline content: plain text that remembers what was strong, emphasised or code.

use std::ops::Range;

/// One source line of prose. Code keeps its backticks; other marks are gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// What was strong.
    pub strong: Vec<Range<usize>>,
    /// What was emphasised.
    pub italic: Vec<Range<usize>>,
    /// What was code, backticks included.
    pub code: Vec<Range<usize>>,
    /// What was struck out.
    pub struck: Vec<Range<usize>>,
    /// Line number.
    pub number: u32,
}

/// A paragraph: its source lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The lines; empty ones are left out.
    pub lines: Vec<Line>,
}

impl Line {
    /// The strong text at the very start, if there is one.
    pub fn leading_strong(&self) -> Option<&str> {
        let range = self.strong.first().filter(|r| r.start == 0)?;
        self.text.get(range.clone()).map(str::trim)
    }

    /// Whether byte `offset` stands in a code span.
    pub fn in_code(&self, offset: usize) -> bool {
        self.code.iter().any(|r| r.contains(&offset))
    }

    /// Whether nearly all of the text is strong.
    pub fn is_all_strong(&self) -> bool {
        let strong: usize = self.strong.iter().map(Range::len).sum();
        !self.text.is_empty() && strong + 2 >= self.text.len()
    }

    /// The rest of the line from byte `offset` on.
    #[must_use]
    pub fn from(&self, offset: usize) -> Self {
        let tail = self.text.get(offset..).unwrap_or_default();
        let offset = offset + (tail.len() - tail.trim_start().len());
        let shift = |ranges: &[Range<usize>]| {
            let kept = ranges.iter().filter(|r| r.end > offset);
            kept.map(|r| r.start.saturating_sub(offset)..r.end - offset)
                .collect()
        };
        Self {
            text: tail.trim().to_owned(),
            strong: shift(&self.strong),
            italic: shift(&self.italic),
            code: shift(&self.code),
            struck: shift(&self.struck),
            number: self.number,
        }
    }
}

impl Text {
    /// All lines as one.
    pub fn joined(&self) -> Line {
        let mut all = Line {
            number: self.lines.first().map_or(0, |l| l.number),
            ..Line::default()
        };
        for line in &self.lines {
            if !all.text.is_empty() {
                all.text.push(' ');
            }
            let base = all.text.len();
            let moved = |r: &Range<usize>| r.start + base..r.end + base;
            all.strong.extend(line.strong.iter().map(moved));
            all.italic.extend(line.italic.iter().map(moved));
            all.code.extend(line.code.iter().map(moved));
            all.struck.extend(line.struck.iter().map(moved));
            all.text.push_str(&line.text);
        }
        all
    }
}

/// What a run of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Italic,
    Struck,
}

/// Collects the inline events of one block.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    lines: Vec<Line>,
    open: Vec<(Mark, usize)>,
}

impl TextBuilder {
    pub(super) fn at(number: u32) -> Self {
        let line = Line {
            number,
            ..Line::default()
        };
        Self {
            lines: vec![line],
            open: Vec::new(),
        }
    }

    fn with_last(&mut self, edit: impl FnOnce(&mut Line)) {
        if let Some(line) = self.lines.last_mut() {
            edit(line);
        }
    }

    fn len(&self) -> usize {
        self.lines.last().map_or(0, |l| l.text.len())
    }

    pub(super) fn push(&mut self, text: &str) {
        self.with_last(|line| {
            let clean = text.chars().map(|c| match c {
                '\n' | '\r' | '\t' | '\u{a0}' => ' ',
                c => c,
            });
            line.text.extend(clean);
        });
    }

    pub(super) fn code(&mut self, text: &str) {
        let start = self.len();
        self.push("`");
        self.push(text);
        self.push("`");
        let end = self.len();
        self.with_last(|line| line.code.push(start..end));
    }

    pub(super) fn open(&mut self, mark: Mark) {
        let at = self.len();
        self.open.push((mark, at));
    }

    pub(super) fn close(&mut self, mark: Mark) {
        if let Some(index) = self.open.iter().rposition(|(m, _)| *m == mark) {
            let (_, start) = self.open.remove(index);
            self.note(mark, start);
        }
    }

    fn note(&mut self, mark: Mark, start: usize) {
        let range = start..self.len();
        if range.is_empty() {
            return;
        }
        self.with_last(|line| match mark {
            Mark::Strong => line.strong.push(range),
            Mark::Italic => line.italic.push(range),
            Mark::Struck => line.struck.push(range),
        });
    }

    pub(super) fn break_line(&mut self, number: u32) {
        let open = self.open.clone();
        for (mark, start) in open {
            self.note(mark, start);
        }
        for (_, start) in &mut self.open {
            *start = 0;
        }
        self.lines.push(Line {
            number,
            ..Line::default()
        });
    }

    pub(super) fn finish(self) -> Text {
        let lines = self.lines.into_iter().map(|line| tidy(&line));
        Text {
            lines: lines.filter(|l| !l.text.is_empty()).collect(),
        }
    }
}

/// Takes out `**` that CommonMark left in place (it does beside CJK text), then trims.
fn tidy(line: &Line) -> Line {
    let stars: Vec<usize> = line
        .text
        .match_indices("**")
        .map(|(at, _)| at)
        .filter(|at| !line.in_code(*at))
        .collect();
    let mut line = line.clone();
    for pair in stars.chunks_exact(2).rev() {
        let (start, end) = (pair[0], pair[1]);
        if end < start + 3 {
            continue;
        }
        cut(&mut line, end);
        cut(&mut line, start);
        line.strong.push(start..end - 2);
    }
    line.strong.sort_by_key(|r| r.start);
    let mut out = line.from(0);
    for ranges in [
        &mut out.strong,
        &mut out.italic,
        &mut out.code,
        &mut out.struck,
    ] {
        let len = out.text.len();
        ranges.retain_mut(|r| {
            r.end = r.end.min(len);
            r.start < r.end
        });
    }
    out
}

/// Removes the two bytes at `at` and moves every range behind them.
fn cut(line: &mut Line, at: usize) {
    line.text.replace_range(at..at + 2, "");
    let shift = |offset: &mut usize| {
        if *offset > at {
            *offset = (*offset - 2).max(at);
        }
    };
    for ranges in [
        &mut line.strong,
        &mut line.italic,
        &mut line.code,
        &mut line.struck,
    ] {
        for range in ranges.iter_mut() {
            shift(&mut range.start);
            shift(&mut range.end);
        }
    }
}

/// `raw` without `<!-- … -->`.
pub(super) fn without_comments(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out
}
