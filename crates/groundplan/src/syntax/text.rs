//! Small functions on source text: one line of a head, the first sentence of a comment.

/// Longest signature in bytes.
const SIGNATURE: usize = 600;
/// Longest statement of an opening in bytes.
const STATEMENT: usize = 2_000;
/// Longest first sentence in bytes.
const SENTENCE: usize = 240;

/// The text cut at a character boundary at or before `limit`.
pub(super) fn cut(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// The text on one line without comments, white space collapsed, cut with `…` where it is long.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(SIGNATURE));
    for word in text
        .lines()
        .map(without_comment)
        .flat_map(str::split_whitespace)
    {
        let closes = word.starts_with([')', ']', ',']);
        if word.starts_with([')', ']', '}']) && line.ends_with(',') {
            line.pop();
        }
        let mut chars = word.chars();
        let chains = chars.next() == Some('.') && chars.next().is_some_and(char::is_alphabetic);
        if !line.is_empty() && !line.ends_with(['(', '[']) && !closes && !chains {
            line.push(' ');
        }
        if line.len() + word.len() > SIGNATURE {
            line.push_str(cut(word, SIGNATURE.saturating_sub(line.len())));
            line.push('…');
            return line;
        }
        line.push_str(word);
    }
    line
}

/// The head of a declaration on one line, without what opens its body or ends it.
pub(super) fn head(text: &str) -> String {
    let mut head = one_line(text);
    let kept = head.trim_end_matches([';', ',', '{', ':', ' ']).len();
    head.truncate(kept);
    head
}

/// A line of code without the comment at its end; a mark in a string is none.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices(['/', '#']).find(|(at, _)| {
        let (head, tail) = line.split_at(*at);
        let begins = head.is_empty() || head.ends_with(char::is_whitespace);
        let marked = tail.starts_with("//") || tail.starts_with("# ");
        begins && marked && head.matches(['"', '\'', '`']).count() % 2 == 0
    });
    comment.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}

/// A statement as written; a very long one is cut at a line's end.
pub(super) fn statement(text: &str) -> String {
    if text.len() <= STATEMENT {
        return text.to_owned();
    }
    let kept = cut(text, STATEMENT);
    let kept = kept.rsplit_once('\n').map_or(kept, |(head, _)| head);
    kept.trim_end().to_owned()
}

/// The first sentence of a comment, its marks taken off; `None` where it says nothing.
pub(super) fn first_sentence(comment: &str) -> Option<String> {
    let mut words = String::new();
    for line in comment.lines().map(bare) {
        let ends = line.is_empty() || line.starts_with(['@', '<']) || is_rule(line);
        if ends && words.is_empty() {
            continue;
        }
        if ends || words.len() > SENTENCE * 2 {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(line);
    }
    let sentence = cut(until_full_stop(&words), SENTENCE).trim();
    (sentence.chars().filter(|c| c.is_alphanumeric()).count() > 1).then(|| sentence.to_owned())
}

/// A comment line without its marks.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_suffix("*/").unwrap_or(line);
    let line = line.trim_start_matches(['/', '#', '*', '!', '-', ';']);
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '"');
    let line = ["@brief ", "\\brief ", "<summary>"]
        .iter()
        .find_map(|tag| line.strip_prefix(tag))
        .unwrap_or(line);
    line.strip_suffix("</summary>").unwrap_or(line).trim()
}

/// A line that only separates, or talks to a tool.
fn is_rule(line: &str) -> bool {
    const TOOLS: &[&str] = &[
        "eslint",
        "prettier",
        "biome",
        "ts-",
        "nolint",
        "noqa",
        "type:",
        "pylint",
        "ruff:",
        "go:",
        "pragma",
        "istanbul",
        "c8 ",
        "v8 ",
        "prettier-ignore",
        "+build",
    ];
    !line.contains(char::is_alphanumeric) || TOOLS.iter().any(|tool| line.starts_with(tool))
}

/// The text up to the end of its first sentence.
fn until_full_stop(text: &str) -> &str {
    const SHORT: &[&str] = &["e.g", "i.e", "etc", "vs", "cf", "approx", "resp"];
    for (at, stop) in text.match_indices(['.', '。', '!', '?']) {
        let end = at + stop.len();
        let (head, tail) = (text.get(..at).unwrap_or(""), text.get(end..).unwrap_or(""));
        let ends = tail.is_empty() || stop == "。" || tail.starts_with(char::is_whitespace);
        if ends
            && !SHORT
                .iter()
                .any(|short| head.to_lowercase().ends_with(short))
        {
            return text.get(..end).unwrap_or(text);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let of = |text| first_sentence(text).unwrap_or_default();
        assert_eq!(of("/** Adds, e.g. two. More. */"), "Adds, e.g. two.");
        assert_eq!(of("/**\n * Adds\n * two\n * @param a x\n */"), "Adds two");
        assert_eq!(
            of("/// <summary>\n/// Adds two\n/// </summary>\n/// <param name=\"a\">x</param>"),
            "Adds two"
        );
        assert_eq!(of("/** \\brief Adds. */"), "Adds.");
        assert_eq!(of("// eslint-disable-next-line\n// Adds."), "Adds.");
        assert_eq!(of("/// v1.2 of it. Then"), "v1.2 of it.");
        assert_eq!(first_sentence("// -------"), None);
        assert_eq!(first_sentence("/* * */"), None);
    }

    #[test]
    fn one_line_joins_brackets() {
        assert_eq!(
            one_line("f(\n  a: string,\n  b,\n): void"),
            "f(a: string, b): void"
        );
        assert_eq!(
            one_line("x({ // why\n  a: \"http://b // c\",\n})\n  .d(1)"),
            "x({ a: \"http://b // c\" }).d(1)"
        );
        assert!(one_line(&"é ".repeat(700)).ends_with('…'));
    }
}
