//! Inline markdown that stays inline: nothing in it opens a block, ends a cell, closes a fence, is HTML
//! or steers a terminal.

/// Whether a character is seen by nobody but changes what is: one that a terminal obeys, or one that
/// turns the direction of reading. Line ends and tabs are seen.
pub fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
        || matches!(
            c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
        )
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{2069}').contains(&c)
        || c == '\u{feff}'
}

/// The text without characters that are [hidden](is_hidden).
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).collect()
}

/// Lines of a paragraph: blank ones are taken out, and none begins a list, heading, quote, fence,
/// table, rule or link target.
pub fn paragraph(text: &str) -> String {
    let lines: Vec<String> = visible(text)
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(line_start)
        .collect();
    without_html(&balanced(&lines.join("\n")))
}

/// One line, for a list item or a heading.
pub fn one_line(text: &str) -> String {
    without_html(&balanced(&line_start(joined(text))))
}

/// Text of a heading: what looks like closing marks is kept.
pub fn heading(text: &str) -> String {
    let line = without_html(&balanced(&joined(text)));
    match line.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => line,
    }
}

/// Text that can stand in a table's cell; a pipe that is escaped already stays so.
pub fn cell(text: &str) -> String {
    let line = without_html(&balanced(&joined(text)));
    let mut out = String::with_capacity(line.len());
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    // A backslash at the end would escape the pipe that ends the cell.
    if escaped {
        out.push('\\');
    }
    out
}

/// A fenced code block; the fence is longer than any run of backticks inside.
pub fn code(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let info: String = language
        .chars()
        .filter(|c| !c.is_control() && *c != '`')
        .collect();
    let text = visible(&text.replace("\r\n", "\n").replace('\r', "\n"));
    let body = text.trim_end_matches('\n');
    let gap = if body.is_empty() { "" } else { "\n" };
    format!("{fence}{}\n{body}{gap}{fence}", info.trim())
}

/// The words of a text in one line.
fn joined(text: &str) -> String {
    let text = visible(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether what follows a `<` makes it a tag, a comment or the like. Addresses in angle brackets are
/// links, and a line break does no harm.
fn opens_tag(rest: &str) -> bool {
    let harmless = ["http://", "https://", "mailto:", "br>", "br/>", "br />"];
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        && !harmless.iter().any(|start| rest.starts_with(start))
}

/// The text, whose code spans are closed, with what would be HTML outside of them escaped.
fn without_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut escaped) = (text, false);
    while let Some(c) = rest.chars().next() {
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        if ticks > 0 && !escaped {
            let end = span_end(rest, ticks);
            // A line within a span may begin with a tag, and would open a block.
            out.push_str(&rest[..end].replace('\n', " "));
            rest = &rest[end..];
            continue;
        }
        let after = &rest[c.len_utf8()..];
        if c == '<' && !escaped && opens_tag(after) {
            out.push('\\');
        }
        out.push(c);
        escaped = c == '\\' && !escaped;
        rest = after;
    }
    out
}

/// Where the code span that begins with so many backticks ends; behind them where none does.
fn span_end(text: &str, ticks: usize) -> usize {
    let fence = &text[..ticks];
    let mut from = ticks;
    while let Some(at) = text[from..].find(fence) {
        let start = from + at;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == ticks {
            return start + run;
        }
        from = start + run;
    }
    ticks
}

/// The line with its first character escaped, where it would open a block.
fn line_start(line: impl AsRef<str>) -> String {
    let line = line.as_ref().trim();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=9).contains(&digits) && opens_after(&line[digits..], &['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if opens_block(line) {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

fn opens_block(line: &str) -> bool {
    let Some(first) = line.chars().next() else {
        return false;
    };
    let marks_only = |marks: &[char]| line.chars().all(|c| marks.contains(&c) || c == ' ');
    match first {
        '#' => {
            let rest = line.trim_start_matches('#');
            line.len() - rest.len() <= 6 && (rest.is_empty() || rest.starts_with([' ', '\t']))
        }
        '>' => true,
        '-' | '+' | '*' => opens_after(line, &[first]) || marks_only(&[first, '-', '|', ':']),
        '_' | '=' => marks_only(&[first]),
        '|' | ':' => marks_only(&['|', '-', ':']) || first == '|',
        '~' => line.starts_with("~~~"),
        '`' => line.starts_with("```") && !line[3..].trim_start_matches('`').contains('`'),
        '[' => {
            line.contains("]:")
                || ["[ ]", "[x]", "[X]"]
                    .iter()
                    .any(|mark| line.starts_with(mark))
        }
        _ => false,
    }
}

/// Whether a mark stands first and a blank or nothing after it.
fn opens_after(text: &str, marks: &[char]) -> bool {
    text.strip_prefix(marks)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The text with its last run of backticks escaped, where that run would swallow what comes after.
fn balanced(text: &str) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut before = '\0';
    for (at, c) in text.char_indices() {
        match (c, runs.last_mut()) {
            ('`', Some((from, length))) if *from + *length == at && before == '`' => *length += 1,
            ('`', _) => runs.push((at, 1)),
            _ => {}
        }
        before = c;
    }
    let mut open: Option<usize> = None;
    let mut at = 0;
    while at < runs.len() {
        let (from, length) = runs[at];
        let escaped = text[..from].ends_with('\\') && !text[..from].ends_with("\\\\");
        let close = runs[at + 1..]
            .iter()
            .position(|(_, other)| *other == length);
        match close {
            _ if escaped && length == 1 => at += 1,
            Some(close) => at += close + 2,
            None => {
                open = Some(from);
                break;
            }
        }
    }
    match open {
        Some(from) => {
            let escaped: String = text[from..]
                .chars()
                .flat_map(|c| (c == '`').then_some('\\').into_iter().chain([c]))
                .collect();
            format!("{}{escaped}", &text[..from])
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_opens_a_block() {
        for text in [
            "- a", "* a", "+", "1. a", "12) a", "# a", "###", "> a", "```", "~~~x", "---", "***",
            "_ _ _", "===", "| a |", "<div>", "<!-- x", "[a]: b", "[ ] a", ":---:|", "-|-",
        ] {
            assert!(one_line(text).contains('\\'), "{text}");
        }
        for text in [
            "a - b",
            "-1 is below",
            "*bold*",
            "`a` b",
            "```a``` b",
            "#tag",
            "3.5 s",
            "<https://x.y>",
            "[a](b)",
            "__init__",
        ] {
            assert_eq!(one_line(text), text);
        }
    }

    #[test]
    fn html_is_text_but_in_code() {
        assert_eq!(paragraph("`\n<div>`w"), "` <div>`w");
        assert_eq!(
            one_line("a <script>x</script> `<b>` <img src=x>"),
            "a \\<script>x\\</script> `<b>` \\<img src=x>"
        );
        assert_eq!(heading("T <!-- x"), "T \\<!-- x");
        for text in [
            "p95 < 200 ms",
            "a \\<b>",
            "see <https://x.y>",
            "``a ` <b>``",
            "a<br>b",
        ] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn nothing_steers_a_terminal() {
        let text = "a\u{1b}[31m\u{202e}b\u{7}\u{9b}c";
        assert_eq!(one_line(text), "a[31mbc");
        assert_eq!(paragraph(text), "a[31mbc");
        assert_eq!(code("ts", text), "```ts\na[31mbc\n```");
        assert_eq!(
            visible("a\tb\n\u{feff}é👩\u{200d}🚀"),
            "a\tb\né👩\u{200d}🚀"
        );
    }

    #[test]
    fn cells_keep_their_pipes() {
        assert_eq!(cell("a | b\nc"), "a \\| b c");
        assert_eq!(cell("`a \\| b`"), "`a \\| b`");
        assert_eq!(cell("a\\"), "a\\\\");
    }

    #[test]
    fn a_fence_is_longer_than_any_inside() {
        assert_eq!(code("md", "```\nx\n```"), "````md\n```\nx\n```\n````");
        assert_eq!(code("a`b\n", ""), "```ab\n```");
    }

    #[test]
    fn a_lone_backtick_swallows_nothing() {
        assert_eq!(one_line("a ` b"), "a \\` b");
        assert_eq!(one_line("`a` and `b"), "`a` and \\`b");
        assert_eq!(one_line("`` a ` b ``"), "`` a ` b ``");
    }

    #[test]
    fn paragraphs_keep_their_lines() {
        assert_eq!(paragraph("a\r\n\n\n    b\n- c"), "a\nb\n\\- c");
        assert_eq!(heading("C #"), "C \\#");
    }
}
