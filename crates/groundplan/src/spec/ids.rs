//! Identifiers of items: what they look like, what they stand for, and keys for items without one.

use std::sync::LazyLock;

use regex::Regex;

use super::headings::{Topic, strip_separator};
use super::markdown::Line;

/// What an identifier's letters say the item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// `FR-1`, `REQ-1`.
    Functional,
    /// `NFR-1`.
    NonFunctional,
    /// `C-1`.
    Constraint,
    /// `SC-1`.
    Success,
    /// `EC-1`.
    EdgeCase,
    /// `A-1`.
    Assumption,
    /// `RQ1`, `OQ-1`, `Q1`.
    Question,
    /// `AC1`.
    Criterion,
    /// `US-1`.
    Story,
    /// `E-1`, `KE-1`.
    Entity,
    /// `DEP-1`.
    Dependency,
    /// Letters that say nothing by themselves: `R1`, `BR-001`.
    Other,
}

/// An identifier at the start of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadingId {
    /// As written: `FR-001`.
    pub id: String,
    /// Its kind.
    pub kind: IdKind,
    /// The remark in brackets right behind it: `Performance` in `NFR1 (Performance): …`.
    pub remark: Option<String>,
    /// Offset of what follows, in the line.
    pub rest: usize,
}

/// `FR-001`, `FR1`, `REQ-AUTH-01`, `NFR-1.2`, `FR-003a`, `R12`; blanks only before digits.
static ID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^([A-Z][A-Za-z]{0,7}(?:[-_][A-Z][A-Z0-9]{0,15}){0,4})([-_ \u{2010}-\u{2013}]?)(\d{1,5}(?:[.-]\d{1,4}){0,3}[a-zA-Z]?(?:[-.][A-Z]{1,4}-?\d{1,4})?)(?:$|[^\p{L}\p{N}_])").ok()
});

/// Reads an identifier at the very start of `line`.
///
/// Plain words with a number ("Phase 2", "HTTP 404") are none: an identifier is in capitals, and
/// either has a hyphen, is strong, or is followed by a colon, dash or bracket.
pub fn leading(line: &Line) -> Option<LeadingId> {
    read(line, false)
}

/// The same where nothing sets the identifier apart: `FR3 store c`. Only where requirements are
/// defined; elsewhere such a line speaks about one.
pub fn bare(line: &Line) -> Option<LeadingId> {
    let wanted = |id: &LeadingId| matches!(id.kind, IdKind::Functional | IdKind::NonFunctional);
    read(line, true).filter(wanted)
}

/// A tick, a warning sign, an arrow: what people put in front of an item.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2fff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn read(line: &Line, bare: bool) -> Option<LeadingId> {
    let text = line.text.as_str();
    let marks = |c: char| matches!(c, '`' | '[' | '(' | '~' | ' ' | '*') || is_sign(c);
    let skipped = text.len() - text.trim_start_matches(marks).len();
    let start = text.get(skipped..)?;
    let found = ID.as_ref()?.captures(start)?;
    let (letters, glue, digits) = (found.get(1)?, found.get(2)?, found.get(3)?);
    let letters = letters.as_str();
    let is_upper = letters.chars().all(|c| !c.is_ascii_lowercase());
    if !is_upper {
        return None;
    }
    let end = skipped + digits.end();
    let is_hyphen = matches!(
        glue.as_str(),
        "-" | "_" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}"
    );
    let id = match glue.as_str().is_ascii() {
        true => text.get(skipped..end)?.to_owned(),
        false => format!("{letters}-{}", digits.as_str()),
    };
    let mut rest = text.get(end..)?;
    // "(FR5) text" is one, "(FR5 and FR6) text" speaks about two.
    if text.get(..skipped)?.contains('(') && !rest.starts_with(')') {
        return None;
    }
    rest = rest.trim_start_matches(['`', ']', '~', '*']);
    // "R1's wording" speaks about R1.
    if rest.starts_with(['\'', '’', '/']) {
        return None;
    }
    let kind = kind_of(letters, digits.as_str());
    let marked = rest.trim_start().starts_with([':', '：', '—', '–', '|'])
        || rest.trim_start().starts_with("- ")
        || rest.trim_start().starts_with(['(', '（', '['])
        || rest.starts_with(['.', ')', '、'])
        || rest.trim().is_empty();
    let strong = line.strong.first().is_some_and(|r| r.start <= skipped);
    let bracketed = text.starts_with('[') || text.starts_with('`');
    let known = kind != IdKind::Other;
    let hyphened = is_hyphen && known;
    let bare = bare && rest.starts_with(' ');
    if !(marked || strong || bracketed || hyphened || bare) || (glue.as_str() == " " && !marked) {
        return None;
    }
    let (remark, rest) = remark(rest);
    let rest = strip_separator(rest);
    Some(LeadingId {
        id,
        kind,
        remark,
        rest: text.len() - rest.len(),
    })
}

/// `(Performance): text` → remark and the text behind it.
fn remark(rest: &str) -> (Option<String>, &str) {
    let trimmed = rest.trim_start();
    let close = match trimmed.chars().next() {
        Some('(') => ')',
        Some('（') => '）',
        Some('[') => ']',
        _ => return (None, rest),
    };
    let Some((inner, tail)) = trimmed
        .get(1..)
        .and_then(|t| t.split_once(close))
        .or_else(|| trimmed.strip_prefix('（').and_then(|t| t.split_once(close)))
    else {
        return (None, rest);
    };
    let inner = inner.trim();
    let short = inner.chars().count() <= 40 && !inner.contains("NEEDS");
    let followed = tail
        .trim_start()
        .starts_with([':', '：', '—', '–', '-', '*']);
    if short && (followed || tail.trim().is_empty()) && !inner.is_empty() {
        (Some(inner.to_owned()), tail)
    } else {
        (None, rest)
    }
}

fn kind_of(letters: &str, digits: &str) -> IdKind {
    // `US-013-AC1` is a criterion of that story.
    let is_criterion = digits.contains("AC") || letters.ends_with("-AC");
    if is_criterion {
        return IdKind::Criterion;
    }
    let first = letters.split(['-', '_']).next().unwrap_or(letters);
    match first {
        "FR" | "REQ" | "FREQ" | "FUNC" | "RF" | "EF" | "FA" | "SRS" | "PRD" => IdKind::Functional,
        "NFR" | "NF" | "NFRQ" | "RNF" | "ENF" | "NFA" | "QR" | "QA" | "PERF" => {
            IdKind::NonFunctional
        }
        "C" | "CON" | "CONST" | "CN" | "TC" | "CR" => IdKind::Constraint,
        "SC" | "SM" | "KPI" | "MO" | "CS" => IdKind::Success,
        "EC" | "EDGE" | "CC" => IdKind::EdgeCase,
        "A" | "AS" | "ASM" | "ASSUMPTION" => IdKind::Assumption,
        "Q" | "RQ" | "OQ" | "QUESTION" => IdKind::Question,
        "AC" | "CA" | "AK" | "AT" => IdKind::Criterion,
        "US" | "STORY" | "HU" | "UC" => IdKind::Story,
        "E" | "KE" | "ENT" => IdKind::Entity,
        "D" | "DEP" => IdKind::Dependency,
        _ => IdKind::Other,
    }
}

/// The kind that the section settles, for letters that say little by themselves.
pub fn settle(id: &LeadingId, topic: Option<Topic>) -> IdKind {
    let short = id.id.chars().take_while(char::is_ascii_alphabetic).count() <= 3;
    let distinctive = matches!(
        id.kind,
        IdKind::Functional | IdKind::NonFunctional | IdKind::Story
    );
    match (id.kind, topic) {
        (kind, _) if distinctive => kind,
        (kind @ (IdKind::Success | IdKind::EdgeCase | IdKind::Criterion), _) => kind,
        (IdKind::Question, Some(Topic::Clarifications)) => IdKind::Other,
        (IdKind::Question, _) => IdKind::Question,
        (_, Some(Topic::Functional | Topic::Requirements)) if short || id.kind == IdKind::Other => {
            match id.kind {
                IdKind::Constraint if id.id.starts_with('C') => IdKind::Constraint,
                _ => IdKind::Functional,
            }
        }
        (_, Some(Topic::NonFunctional)) => IdKind::NonFunctional,
        (_, Some(Topic::Constraints)) => IdKind::Constraint,
        (_, Some(Topic::Assumptions)) => IdKind::Assumption,
        (_, Some(Topic::Success)) => IdKind::Success,
        (_, Some(Topic::EdgeCases)) => IdKind::EdgeCase,
        (_, Some(Topic::Entities)) => IdKind::Entity,
        (_, Some(Topic::Dependencies)) => IdKind::Dependency,
        (_, Some(Topic::Acceptance)) => IdKind::Criterion,
        (_, Some(Topic::Questions)) => IdKind::Question,
        _ => IdKind::Other,
    }
}

/// A key from content: `PREFIX-first-words`.
pub fn content_key(prefix: &str, text: &str) -> String {
    let slug = slug(text, 5, 40);
    match (prefix.is_empty(), slug.is_empty()) {
        (_, true) => format!("{prefix}-1"),
        (true, false) => slug,
        (false, false) => format!("{prefix}-{slug}"),
    }
}

/// The first words of `text` in lower case, joined by hyphens.
pub fn slug(text: &str, max_words: usize, max_chars: usize) -> String {
    let mut out = String::new();
    let mut words = 0;
    let mut inside = false;
    let mut chars = 0;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            inside = false;
            continue;
        }
        if !inside {
            words += 1;
            if words > max_words {
                break;
            }
            if !out.is_empty() {
                out.push('-');
            }
            inside = true;
        }
        chars += 1;
        if chars > max_chars {
            break;
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Words that a key can do without.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "as",
    "is", "are", "be", "that", "this", "its", "their", "must", "shall", "should", "will", "not",
];

/// A key that a person can read in a line: the first content words of `text`, at most about 32
/// characters, whole words only.
pub fn short_slug(text: &str) -> String {
    let full = slug(text, 16, 160);
    let mut out = String::new();
    let said: Vec<&str> = full.split('-').collect();
    let content = said.iter().filter(|word| !SMALL.contains(word));
    for word in content.take(5) {
        if !out.is_empty() && out.chars().count() + word.chars().count() > 31 {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().take(40));
    }
    if out.is_empty() { full } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, IdKind, String)> {
        let line = Line {
            text: text.to_owned(),
            ..Line::default()
        };
        let id = leading(&line)?;
        let rest = text.get(id.rest..).unwrap_or_default().to_owned();
        Some((id.id, id.kind, rest))
    }

    #[test]
    fn identifiers_at_the_start() {
        for (text, id, kind, rest) in [
            ("FR-001: System", "FR-001", IdKind::Functional, "System"),
            ("FR1: x", "FR1", IdKind::Functional, "x"),
            ("FR-1.2 — y", "FR-1.2", IdKind::Functional, "y"),
            ("REQ-AUTH-003: z", "REQ-AUTH-003", IdKind::Functional, "z"),
            ("NFR1 (Speed): w", "NFR1", IdKind::NonFunctional, "w"),
            ("[FR-002] v", "FR-002", IdKind::Functional, "v"),
            ("SC-1 — done.", "SC-1", IdKind::Success, "done."),
            ("US-013-AC1: s", "US-013-AC1", IdKind::Criterion, "s"),
            ("✅ FR4: d", "FR4", IdKind::Functional, "d"),
            ("(FR5) e", "FR5", IdKind::Functional, "e"),
            ("FR\u{2011}6: f", "FR-6", IdKind::Functional, "f"),
            ("R4. Ship it", "R4", IdKind::Other, "Ship it"),
            ("FR-010a: 需求", "FR-010a", IdKind::Functional, "需求"),
        ] {
            assert_eq!(
                read(text),
                Some((id.to_owned(), kind, rest.to_owned())),
                "{text}"
            );
        }
        for text in [
            "HTTP 404 is sent",
            "Phase 2: x",
            "A 3 day wait",
            "UTF-8 text",
            "(FR-5 and FR-6) speak",
            "FR3 is done",
            "word",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn keys_come_from_content() {
        assert_eq!(
            content_key("EC", "What happens when a file is empty?"),
            "EC-what-happens-when-a-file"
        );
        assert_eq!(content_key("A", "…"), "A-1");
    }
}
