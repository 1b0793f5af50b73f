//! Identifiers in text: `FR-001`, `SC2`, `REQ-AUTH-01`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::page::Page;

/// An identifier, in parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// `FR`, `REQ-AUTH`.
    pub letters: String,
    /// The number.
    pub number: u32,
    /// What stands behind the number: `a`, `.AC2`.
    pub rest: String,
    /// As written.
    pub text: String,
}

/// Letters of identifiers that specifications give to their own items.
const KINDS: &[&str] = &[
    "FR", "NFR", "REQ", "US", "SC", "AC", "EC", "TR", "BR", "UC", "R", "C", "A", "RQ", "CAP", "AR",
    "IR", "DR",
];

static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b([A-Z]{1,4}(?:-[A-Z]{2,12}){0,2})(-?)(\d{1,4})([a-z]?(?:\.(?:AC)?\d{1,2})?)\b")
        .ok()
});

impl Mark {
    /// The mark that a text is.
    pub fn read(text: &str) -> Option<Self> {
        let found = MARK.as_ref()?.captures(text)?;
        (found.get(0)?.len() == text.len()).then(|| Self::of(&found))?
    }

    fn of(found: &regex::Captures<'_>) -> Option<Self> {
        let letters = found.get(1)?.as_str();
        let first = letters.split('-').next().unwrap_or(letters);
        KINDS.contains(&first).then_some(())?;
        Some(Self {
            letters: letters.to_owned(),
            number: found.get(3)?.as_str().parse().ok()?,
            rest: found.get(4)?.as_str().to_owned(),
            text: found.get(0)?.as_str().to_owned(),
        })
    }

    /// How it is written: with a hyphen or without, and how many digits where it is padded.
    pub fn style(&self) -> String {
        let behind = &self.text[self.letters.len()..];
        let hyphen = if behind.starts_with('-') { "-" } else { "" };
        let digits: String = behind
            .chars()
            .skip_while(|c| *c == '-')
            .take_while(char::is_ascii_digit)
            .collect();
        let padded = digits.starts_with('0');
        format!(
            "{hyphen}{}",
            if padded {
                digits.len().to_string()
            } else {
                "n".to_owned()
            }
        )
    }

    /// Whether it fits a style: a number that fills its width is padded and is not.
    pub fn fits(&self, style: &str) -> bool {
        let own = self.style();
        let width = style.trim_start_matches('-').parse::<usize>();
        let digits = self.number.to_string().len();
        let hyphen = own.starts_with('-') == style.starts_with('-');
        own == style || hyphen && own.ends_with('n') && width.is_ok_and(|width| digits >= width)
    }
}

/// Marks that begin an item, a heading or a cell of these pages: they are defined there.
pub fn defined(pages: &[Page]) -> BTreeSet<Mark> {
    let lines = pages.iter().flat_map(|page| page.text.lines());
    lines.filter_map(begins_with).collect()
}

/// The mark that a line begins with.
fn begins_with(line: &str) -> Option<Mark> {
    let lead =
        |c: char| c.is_whitespace() || "#-*+>|[]()`_~x✅☐.".contains(c) || c.is_ascii_digit();
    let rest = line.trim_start_matches(lead);
    let found = MARK.as_ref()?.captures(rest)?;
    (found.get(0)?.start() == 0).then(|| Mark::of(&found))?
}

/// Marks that stand in a page's prose otherwise than at the start of an item, with line and bytes in it. A
/// mark of another document, which is named before it, is none of this one's.
pub fn cited(page: &Page) -> Vec<(Mark, u32, Range<usize>)> {
    let mut all = Vec::new();
    for (number, line) in page.prose() {
        let own = begins_with(page.line(number));
        for found in MARK
            .as_ref()
            .into_iter()
            .flat_map(|mark| mark.captures_iter(line))
        {
            let (Some(mark), Some(whole)) = (Mark::of(&found), found.get(0)) else {
                continue;
            };
            let joined = line[whole.end()..].starts_with(['-', '/', '_'])
                || line[..whole.start()].ends_with(['-', '/', '_', '.', '[']);
            if own.as_ref() != Some(&mark) && !joined && !is_foreign(line, whole.start()) {
                all.push((mark, number, whole.range()));
            }
        }
    }
    all
}

/// Whether the words before name another document: "spec 004's FR-012", "FEAT-002 FR-3".
fn is_foreign(line: &str, at: usize) -> bool {
    static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:\bspec(?:ification)?s?\b|\bfeature\b|\bFEAT-?\d+|\bepic\b|\bparent\b|\bcharter\b|\bconstitution\b|\bADR\b|\bupstream\b|\.md\b|(?:^|\s)#?\d{3}\b)[^.;]{0,60}$").ok()
    });
    OTHER
        .as_ref()
        .is_some_and(|other| other.is_match(&line[..at]))
}

/// Whether a mark, or the item that it is a part of, is among these.
pub fn holds(all: &BTreeSet<Mark>, mark: &Mark) -> bool {
    all.iter()
        .any(|one| one.letters == mark.letters && one.number == mark.number)
}

/// Of the marks that are cited, those that nothing defines. Where more than one in four of a kind is not defined,
/// the kind is another document's too (a charter, an issue tracker), and none of it is meant.
pub fn unknown(
    cited: Vec<(Mark, u32, Range<usize>)>,
    defined: &BTreeSet<Mark>,
) -> Vec<(Mark, u32, Range<usize>)> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (mark, ..) in &cited {
        let count = counts.entry(mark.letters.clone()).or_default();
        match holds(defined, mark) {
            true => count.0 += 1,
            false => count.1 += 1,
        }
    }
    let own = |mark: &Mark| {
        counts
            .get(&mark.letters)
            .is_some_and(|(known, unknown)| *known >= unknown * 3)
    };
    let all = cited.into_iter();
    all.filter(|(mark, ..)| own(mark) && !holds(defined, mark))
        .collect()
}
