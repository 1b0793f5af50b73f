//! What not to follow: members that break a habit, and what the project marks as deprecated.

use super::MOST;
use crate::analyze::detect::texts::Texts;
use crate::model::evidence::{Analysis, AntiPattern, SiblingGroup};
use crate::model::index::{FileFacts, FileKind, Index, Symbol};
use crate::model::names;

/// First files in which marks are looked for.
const NEAR: usize = 20;
/// Words of folders whose code is about to go.
const LEGACY: &[&str] = &["old", "legacy", "deprecated"];
/// How a comment, a doc comment or an attribute marks a declaration, in lower case.
const MARKS: &[&str] = &[
    "@deprecated",
    "deprecated:",
    "deprecated.",
    "do not use",
    "[obsolete",
    ".. deprecated::",
];

/// What breaks the habits of the groups near the feature, then what is deprecated near it.
pub(super) fn find(
    index: &Index,
    texts: &Texts<'_>,
    analysis: &Analysis,
    groups: &[(usize, &SiblingGroup)],
) -> Vec<AntiPattern> {
    let mut all: Vec<AntiPattern> = groups
        .iter()
        .flat_map(|(_, group)| exceptions(group))
        .collect();
    let keywords: Vec<String> = analysis
        .decision
        .keywords
        .iter()
        .map(|word| names::singular(word))
        .collect();
    let shares = |text: &str| {
        names::singular_words(text)
            .iter()
            .any(|word| keywords.contains(word))
    };
    let ranked: Vec<&str> = analysis
        .files
        .iter()
        .take(NEAR)
        .map(|file| file.path.as_str())
        .collect();
    let near = |file: &&FileFacts| {
        let path = file.path.as_str();
        // Most paths hold none of the words: only the others are split.
        let lower = path.to_lowercase();
        let legacy = LEGACY.iter().any(|word| lower.contains(word))
            && path.split('/').any(|part| {
                names::split(part)
                    .iter()
                    .any(|word| LEGACY.contains(&word.as_str()))
            });
        ranked.contains(&path) || legacy && shares(path)
    };
    for file in index.of_kind(FileKind::Source).filter(near) {
        let Some(text) = texts.get(&file.path) else {
            continue;
        };
        all.extend(deprecated(file, &text).and_then(|(name, line)| {
            // Of a long file only what has to do with the feature is of interest.
            let concerns = shares(name.unwrap_or(&file.path));
            let anchor = texts
                .cite(&file.path, line, line, name)
                .filter(|_| concerns)?;
            Some(AntiPattern {
                file: anchor.reference(),
                issue: format!("`{}` is deprecated", name.unwrap_or(&file.path)),
                reason: anchor
                    .quote
                    .trim_start_matches(['/', '*', '#', '-', '"', ' '])
                    .to_owned(),
                anchor,
            })
        }));
    }
    all.truncate(MOST);
    all
}

fn exceptions(group: &SiblingGroup) -> Vec<AntiPattern> {
    let facts = group
        .conventions
        .iter()
        .filter(|fact| fact.aspect == "opening" && 4 * fact.support >= 3 * fact.total);
    let found = facts.flat_map(|fact| {
        fact.exceptions
            .iter()
            .map(move |exception| (fact, exception))
    });
    found
        .map(|(fact, exception)| AntiPattern {
            file: exception.reference(),
            issue: format!(
                "`{}` does not begin with `{}`",
                exception.symbol.as_deref().unwrap_or_default(),
                fact.value
            ),
            reason: format!("{} of {} do", fact.support, fact.total),
            anchor: exception.clone(),
        })
        .collect()
}

/// The first declaration that a comment or an attribute marks, with the line of the mark; no name where the mark stands
/// over the whole file.
fn deprecated<'f>(file: &'f FileFacts, text: &str) -> Option<(Option<&'f str>, u32)> {
    let by_attribute = file.symbols.iter().find(|symbol| {
        let mut attributes = symbol.attributes.iter().map(|one| one.to_lowercase());
        attributes.any(|one| one.starts_with("deprecated") || one.contains(".deprecated"))
    });
    if let Some(symbol) = by_attribute {
        return Some((Some(&symbol.name), symbol.line_start));
    }
    let first = file
        .symbols
        .iter()
        .map(|symbol| symbol.line_start)
        .min()
        .unwrap_or(u32::MAX);
    text.lines().enumerate().find_map(|(at, line)| {
        let number = u32::try_from(at + 1).ok()?;
        let head = number < first && file.language.as_deref() == Some("python");
        if !(is_comment(line) || head && !line.contains('(')) || !is_mark(line) {
            return None;
        }
        let declared = file.symbols.iter().find(|symbol| marks(symbol, number));
        match declared {
            Some(symbol) => Some((Some(symbol.name.as_str()), number)),
            None if number < first.min(30) => Some((None, number)),
            None => None,
        }
    })
}

/// Whether a comment on this line is about the symbol: it stands in its head, or right above it.
fn marks(symbol: &Symbol, line: u32) -> bool {
    symbol.line_start <= line && line < symbol.name_line
        || line < symbol.line_start && symbol.line_start - line <= 2
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "/*", "*", "# ", "--"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

/// Whether a line holds a mark; between backticks it is only spoken of.
fn is_mark(line: &str) -> bool {
    let said: String = line.split('`').step_by(2).collect();
    let lower = said.to_lowercase();
    MARKS.iter().any(|mark| lower.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_file;

    fn found(path: &str, text: &str) -> Option<(Option<String>, u32)> {
        let file = parse_file(path, text);
        deprecated(&file, text).map(|(name, line)| (name.map(str::to_owned), line))
    }

    #[test]
    fn a_comment_above_a_declaration_marks_it() {
        let text = "/**\n * @deprecated use b\n */\nexport function a() {}\n";
        assert_eq!(found("a.ts", text), Some((Some("a".to_owned()), 2)));
    }

    #[test]
    fn a_message_in_a_string_marks_nothing() {
        let text =
            "package a\n\nfunc setUp() {\n\tlog.Fatalf(\"marking --key deprecated: %v\", err)\n}\n";
        assert_eq!(found("a.go", text), None);
    }

    #[test]
    fn a_mark_at_the_top_is_about_the_file() {
        let text =
            "\"\"\"Old paths.\n\nDeprecated: import from core.\n\"\"\"\n\ndef f():\n    pass\n";
        assert_eq!(found("old.py", text), Some((None, 3)));
    }
}
