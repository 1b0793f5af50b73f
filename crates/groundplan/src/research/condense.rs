//! A source's sentence as one line of plain words: marks off, secrets out, not too long.

use std::sync::LazyLock;

use regex::Regex;

use super::redact;
use crate::model::words::stems;

/// Characters of the longest finding.
const LONGEST: usize = 240;
/// Characters of the longest quote.
const QUOTE: usize = 200;

static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(!?)\[([^\[\]]*)\](?:\([^()\s]*(?:\s+[^()]*)?\)|\[[^\[\]]*\])").ok()
});
static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\s*\[\^?\d{1,2}\]").ok());
static TAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"</?[A-Za-z][^<>]*>|<!--.*?-->").ok());

/// The sentence condensed; where it is too long, the clauses that say most of `wanted`.
pub fn finding(sentence: &str, wanted: &[&str]) -> String {
    let text = redact::clean(&plain(sentence));
    let text = if text.chars().count() > LONGEST {
        clauses(&text, wanted)
    } else {
        text
    };
    safe(&text)
}

/// The words as they stand, for a reader who searches for them.
pub fn quote(sentence: &str) -> String {
    redact::clean(sentence).chars().take(QUOTE).collect()
}

/// Without markdown marks, images, tags and numbers of footnotes. Code spans are kept as they are.
fn plain(text: &str) -> String {
    let mut unlinked = text.to_owned();
    if let Some(link) = LINK.as_ref() {
        let words = |found: &regex::Captures<'_>| {
            let image = !found[1].is_empty();
            if image {
                String::new()
            } else {
                found[2].to_owned()
            }
        };
        unlinked = link.replace_all(&unlinked, words).into_owned();
    }
    // Names in brackets are links to the reference of a library.
    let unlinked = unlinked.replace("[`", "`").replace("`]", "`");
    let outside = |part: &str| {
        let mut part = part.to_owned();
        for pattern in [&NOTE, &TAG] {
            if let Some(pattern) = pattern.as_ref() {
                part = pattern.replace_all(&part, "").into_owned();
            }
        }
        part.replace("**", "").replace("__", "")
    };
    let whole = outside_links(&unlinked, &outside);
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Applies `change` to what stands outside of code spans. Odd backticks are taken off.
fn outside_links(text: &str, change: &dyn Fn(&str) -> String) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return change(&parts.concat());
    }
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at % 2 == 0 {
            out.push_str(&change(part));
        } else if !part.is_empty() {
            out.push('`');
            out.push_str(part);
            out.push('`');
        }
    }
    out
}

/// The first clauses, or those that say more of what is wanted, up to the limit.
fn clauses(text: &str, wanted: &[&str]) -> String {
    let parts = clauses_of(text);
    let says = |part: &str| {
        let own = stems(part);
        wanted.iter().filter(|stem| own.contains(**stem)).count()
    };
    let mut best = (0, 0, 0);
    for start in 0..parts.len() {
        let (mut length, mut end) = (0, start);
        while end < parts.len() && length + parts[end].chars().count() < LONGEST {
            length += parts[end].chars().count();
            end += 1;
        }
        let found: usize = parts[start..end].iter().map(|part| says(part)).sum();
        if found > best.2 || best.1 == 0 {
            best = (start, end, found);
        }
    }
    let (start, end) = (best.0, best.1);
    if start == end {
        let cut: String = text.chars().take(LONGEST).collect();
        return format!("{cut}…");
    }
    let kept = parts[start..end].concat();
    let kept = kept.trim().trim_end_matches([',', ';', ':']);
    let (before, after) = (
        if start > 0 { "… " } else { "" },
        if end < parts.len() { " …" } else { "" },
    );
    balanced(&format!("{before}{kept}{after}"))
}

/// Pieces that end with a mark and a blank; marks inside of numbers and names end none.
fn clauses_of(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let wide = matches!(c, '，' | '；' | '。');
        let mark = matches!(c, ';' | ',' | ':' | '.') && text[end..].starts_with(' ');
        if wide || mark {
            all.push(&text[start..end]);
            start = end;
        }
    }
    all.push(&text[start..]);
    all
}

fn balanced(text: &str) -> String {
    if text.matches('`').count().is_multiple_of(2) {
        text.to_owned()
    } else {
        text.replace('`', "")
    }
}

/// Text of a source is data: it opens no tag and no link in the document that cites it.
fn safe(text: &str) -> String {
    let escape = |part: &str| part.replace('<', "\\<").replace("](", "] (");
    outside_links(text, &escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_off_and_code_stays() {
        let text = "**Limits** are [5000](https://x.y/z \"t\") an hour, `a < b` too ![i](http://t/x.png). [1]";
        assert_eq!(finding(text, &[]), "Limits are 5000 an hour, `a < b` too .");
    }

    #[test]
    fn a_source_opens_no_tag() {
        assert_eq!(
            finding("a <script>alert(1)</script> b <img", &[]),
            "a alert(1) b \\<img"
        );
        assert_eq!(finding("p95 < 200 ms", &[]), "p95 \\< 200 ms");
    }

    #[test]
    fn a_long_sentence_keeps_the_clause_that_matters() {
        let text = format!(
            "{}, the limit is 5000 requests",
            "one two three four five six seven, ".repeat(12)
        );
        let found = finding(&text, &["limit", "request"]);
        assert!(
            found.contains("5000") && found.chars().count() <= LONGEST + 4,
            "{found}"
        );
        assert!(finding(&"é".repeat(900), &[]).chars().count() <= LONGEST + 1);
    }
}
