//! How a line speaks: labels, criteria in Given/When/Then and EARS, stories, measurable targets.

mod criterion;
mod story;
mod target;

pub use criterion::criterion;
pub use story::story;
pub use target::target;

use std::sync::LazyLock;

use regex::Regex;

use super::headings::{Label, is_label};
use super::markdown::Line;

/// `**Label**: value`, `**Label:** value`, `Label: value`, `**Label** — value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled<'a> {
    /// Without marks and colon.
    pub label: &'a str,
    /// What follows, trimmed.
    pub value: &'a str,
    /// Offset of the value.
    pub at: usize,
    /// The label was strong.
    pub strong: bool,
}

/// Reads a label at the start of `line`.
pub fn labelled(line: &Line) -> Option<Labelled<'_>> {
    let text = line.text.as_str();
    if let Some(range) = line.strong.first().filter(|r| r.start == 0) {
        let strong = text.get(range.clone())?.trim_end();
        let rest = text.get(range.end..)?;
        let closed = strong.ends_with([':', '：']);
        let colon = rest.trim_start().strip_prefix([':', '：']);
        if closed || colon.is_some() {
            let value = if closed { rest } else { colon? };
            return Some(labelled_parts(text, strong, value, true));
        }
        // `**Label (remark)**` in which only a part is strong, or `**Label** (remark): value`.
        let (head, value) = split_colon(rest)?;
        let bracket = head.trim().starts_with(['(', '（', '*']) && head.len() < 60;
        if bracket {
            return Some(labelled_parts(text, strong, value, true));
        }
    }
    let (label, value) = split_colon(text)?;
    let short = label.chars().count() <= 40 && label.split_whitespace().count() <= 6;
    let plain = !label.contains(['`', '.', ',', '，', '。', ';']) && !label.trim().is_empty();
    (short && plain).then(|| labelled_parts(text, label, value, false))
}

fn labelled_parts<'a>(text: &'a str, label: &'a str, value: &'a str, strong: bool) -> Labelled<'a> {
    let value = value.trim_start();
    Labelled {
        label: label.trim().trim_end_matches([':', '：']).trim(),
        at: text.len() - value.len(),
        value: value.trim_end(),
        strong,
    }
}

/// At the first colon that ends a word: not in `12:30`, `a::b`, `http://`.
fn split_colon(text: &str) -> Option<(&str, &str)> {
    let found = text.char_indices().find(|(at, c)| match c {
        '：' => true,
        ':' => {
            let rest = text.get(at + 1..).unwrap_or_default();
            rest.is_empty() || rest.starts_with([' ', '\u{3000}', '*', '`'])
        }
        _ => false,
    });
    let (at, c) = found?;
    Some((text.get(..at)?, text.get(at + c.len_utf8()..)?))
}

/// Whether the line's label is one of `label`'s synonyms; then its value.
pub fn value_of(line: &Line, label: Label) -> Option<&str> {
    let found = labelled(line)?;
    is_label(found.label, label).then_some(found.value)
}

fn trim_clause(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | '，' | ':' | '：' | '*' | '_' | ';' | '；' | '、' | '-' | '→' | '—'
            )
    })
}

/// Whether a text only says that there is nothing: "None", "N/A", "-", "None identified.".
pub fn is_nothing(text: &str) -> bool {
    static NOTHING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:none|nothing|no \w+)(?: (?:identified|known|at|this|time|yet|so|far|applicable|for|now|required|needed|found|planned|currently|specific))+$").ok()
    });
    let bare = text
        .trim()
        .trim_matches(['*', '_', '(', ')', ' '])
        .trim_end_matches(['.', '。', '!', ' ']);
    is_label(bare, Label::Nothing)
        || (!bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '—' | '–' | '/')))
        || NOTHING.as_ref().is_some_and(|n| n.is_match(bare))
}

/// `Title (Priority: P1) 🎯 MVP` → title and priority.
pub fn priority(title: &str) -> (String, Option<String>) {
    static PRIORITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)[\[(（【]\s*(?:(?:priority|prioridade|prioridad|priorité|priorität|优先级|優先級|優先度|우선순위)\s*[:：]?\s*)?(P\d|high|medium|low|critical|must(?: have)?|should(?: have)?|could(?: have)?|高|中|低|[^\])）】]{1,20}?)\s*[,，]?[^\])）】]*[\])）】]").ok()
    });
    static EXPLICIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)priorit|prioridad|优先|優先|우선|^[\[(（【]\s*(?:P\d|high|medium|low|critical|must|should|could|高|中|低)\b|^[（(](?:高|中|低)[)）]").ok()
    });
    let (Some(priority), Some(explicit)) = (PRIORITY.as_ref(), EXPLICIT.as_ref()) else {
        return (title.to_owned(), None);
    };
    let found = priority
        .captures_iter(title)
        .find(|c| c.get(0).is_some_and(|m| explicit.is_match(m.as_str())));
    let Some((whole, value)) = found.and_then(|c| Some((c.get(0)?, c.get(1)?))) else {
        return (title.trim().to_owned(), None);
    };
    let before = title.get(..whole.start()).unwrap_or_default();
    let clean =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–'));
    (clean.to_owned(), Some(value.as_str().trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_leave_the_title() {
        let (title, priority) = priority("Connect (Priority: P1) 🎯 MVP");
        assert_eq!(
            (title.as_str(), priority.as_deref()),
            ("Connect", Some("P1"))
        );
        let (title, priority) = super::priority("Connect (beta)");
        assert_eq!((title.as_str(), priority), ("Connect (beta)", None));
    }
}
