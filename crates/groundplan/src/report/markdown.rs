//! Markdown for a comment on a pull request: what counts first, then a table a document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Issue, Sheet, Writer};
use crate::diag::Severity;

/// The writer.
pub(super) const WRITER: Writer = Writer {
    id: "markdown",
    summary: "markdown, for a comment on a pull request",
    write,
};

fn write(sheet: &Sheet) -> String {
    let command = sheet.category.split('/').next().unwrap_or_default();
    let mut out = format!("### groundplan {command}\n\n{}\n", headline(sheet));
    let mut documents: BTreeMap<&str, Vec<&Issue>> = BTreeMap::new();
    for issue in &sheet.issues {
        documents.entry(&issue.path).or_default().push(issue);
    }
    for (path, issues) in documents {
        let _ = write!(
            out,
            "\n**{}**\n\n| line | rule | finding |\n| ---: | --- | --- |\n",
            cell(path)
        );
        for issue in issues {
            let (line, level, code) = (issue.span.line, issue.level.as_str(), &issue.code);
            let _ = writeln!(
                out,
                "| {line} | {level}: {code} | {} |",
                cell(&issue.message)
            );
        }
    }
    out
}

fn headline(sheet: &Sheet) -> String {
    let levels = [Severity::Error, Severity::Warning, Severity::Note];
    let counted = levels.iter().filter_map(|level| {
        let count = sheet
            .issues
            .iter()
            .filter(|issue| issue.level == *level)
            .count();
        let s = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{s}", level.as_str()))
    });
    let counted: Vec<String> = counted.collect();
    match counted.is_empty() {
        true => "No findings.".to_owned(),
        false => format!(
            "{}. `groundplan explain CODE` says what a rule demands.",
            counted.join(", ")
        ),
    }
}

/// Text of a cell: one line, nothing that markdown, HTML or a mention would act on.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("@\u{200b}"),
            '|' | '\\' | '*' | '_' | '[' | ']' | '!' | '#' | '~' => out.extend(['\\', c]),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Span;

    #[test]
    fn what_a_document_says_does_not_act() {
        let issue = Issue {
            code: "x-y".to_owned(),
            level: Severity::Error,
            message: "a | b\n<img> @team [l](u)".to_owned(),
            path: "a.md".to_owned(),
            span: Span::line(3),
            fingerprint: String::new(),
            suggestion: None,
            kind: None,
        };
        let sheet = Sheet {
            category: "check".to_owned(),
            issues: vec![issue],
            ..Sheet::default()
        };
        let text = write(&sheet);
        assert!(text.contains("1 error. "), "{text}");
        let row = "| 3 | error: x-y | a \\| b &lt;img&gt; @\u{200b}team \\[l\\](u) |";
        assert!(text.contains(row), "{text}");
    }
}
