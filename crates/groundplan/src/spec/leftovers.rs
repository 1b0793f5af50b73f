//! What a template left behind: placeholders that nobody filled in.

use std::sync::LazyLock;

use regex::Regex;

use super::headings::{Label, is_label};
use super::ids;
use super::markdown::{Block, Document, Item, Line};
use super::words;

static PLACEHOLDER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:\[(?:###[^\]]*|FEATURE(?: NAME)?|FEATURE_NAME|DATE|NAME|Name|TITLE|Title|AUTHOR|LINK|TODO[^\]]*|TBD|XXX|",
        r"[Bb]rief [Tt]itle|(?:[A-Z][a-z]+ )?(?:[A-Z][a-z]+ )?description|(?:Brief )?[Dd]escri(?:be|ption)[^\]]*|Explain [^\]]*|Entity \d+|",
        r"specific (?:capability|action|outcome)[^\]]*|initial state|expected outcome|action|boundary condition|error scenario|",
        r"Measurable metric[^\]]*|User satisfaction metric[^\]]*|Business metric[^\]]*|key interaction[^\]]*|data requirement[^\]]*|behavior[^\]]*|",
        r"What it represents[^\]]*|Add more user stories[^\]]*|Assumption about[^\]]*|Dependency on[^\]]*|",
        r"(?:role|user role|feature|benefit|goal|capability|requirement|criterion|condition|event|system|response|metric|value)(?: \d+)?|",
        r"(?:YYYY-MM-DD|YYYY)|(?:Your|Insert|Enter|Add|Specify|List|Provide|Fill in) [^\]]{2,80})\])",
        r"|\{\{[^}]{1,60}\}\}|\$ARGUMENTS|<(?:FEATURE|NAME|TITLE|placeholder)[^>]*>|__[A-Z_]{3,}__"
    ))
    .ok()
});

/// Lines of Spec Kit's own template: what asks, and the words around it. A requirement of somebody
/// may ask the same.
const TEMPLATE_LINES: &[(&str, &str)] = &[
    (
        "auth method not specified - email/password, sso, oauth?",
        "system must authenticate users via [",
    ),
    (
        "retention period not specified",
        "system must retain user data for [",
    ),
];

/// Questions of templates that are examples wherever they stand.
const BOILERPLATE: &[&str] = &[
    "specific question",
    "specific question about requirement",
    "question",
    "reason",
    "your question",
    "text",
    "...",
    "…",
    "",
];

/// Whether a template's placeholder is all that `text` is about.
pub fn is_placeholder(text: &str) -> bool {
    let Some(found) = PLACEHOLDER.as_ref().and_then(|p| p.find(text)) else {
        return false;
    };
    let rest = text.len() - found.len();
    rest <= 24 || found.len() * 2 > text.len()
}

/// Whether a value says only that somebody has to fill it in: `TODO`, `{requirement}`,
/// `High | Medium | Low`, or a placeholder.
pub fn is_unfilled(text: &str) -> bool {
    static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:todo|tbd|xxx|\?+|\{[a-z][a-z _-]*\}|<[a-z][a-z _-]*>|[A-Z]+-X{2,})[.:]?$",
        )
        .ok()
    });
    let text = text.trim();
    let choice: Vec<&str> = text.split('|').map(str::trim).collect();
    let levels = [
        "high", "medium", "low", "critical", "p0", "p1", "p2", "p3", "must", "should", "could",
    ];
    let is_choice = choice.len() > 1
        && choice
            .iter()
            .all(|part| levels.contains(&part.to_lowercase().as_str()));
    is_choice || WHOLE.as_ref().is_some_and(|w| w.is_match(text)) || is_placeholder(text)
}

/// Whether a clarification marker in `line` is the template's own example.
pub fn is_boilerplate(question: &str, line: &str) -> bool {
    let question = question.trim().to_lowercase();
    let asked = |(example, _): &&(&str, &str)| *example == question;
    let is_example = TEMPLATE_LINES
        .iter()
        .find(asked)
        .is_some_and(|(_, around)| line.to_lowercase().contains(around));
    is_example || BOILERPLATE.contains(&question.as_str()) || question.starts_with('<')
}

/// Placeholders in headings and prose, with their lines.
pub fn find(document: &Document<'_>) -> Vec<(String, u32)> {
    let mut out = Vec::new();
    for section in &document.sections {
        scan(&section.title, &mut out);
        walk(&section.blocks, &mut out);
    }
    out
}

fn walk(blocks: &[Block], out: &mut Vec<(String, u32)>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => text.lines.iter().for_each(|line| scan(line, out)),
            Block::List(list) => {
                for item in &list.items {
                    let before = out.len();
                    item.text.lines.iter().for_each(|line| scan(line, out));
                    if out.len() == before {
                        out.extend(unfilled_item(item));
                    }
                    walk(&item.children, out);
                }
            }
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|r| &r.cells);
                cells.for_each(|cell| scan(cell, out));
            }
            Block::Quote(inner) => walk(inner, out),
            Block::Code(_) => {}
        }
    }
}

/// `- **FR4**:`, `- **FR3**: TODO`: an identifier with nothing behind it.
fn unfilled_item(item: &Item) -> Option<(String, u32)> {
    let line = item.text.joined();
    let id = ids::leading(&line)?;
    let rest = line.text.get(id.rest..).unwrap_or_default();
    let empty =
        rest.trim().is_empty() && item.children.is_empty() && line.text.ends_with([':', '：']);
    let text = if empty {
        line.text.clone()
    } else {
        rest.to_owned()
    };
    (empty || is_unfilled(rest)).then_some((text, item.line))
}

/// `**Feature ID**: FEAT-XXX`, `**Priority**: High | Medium | Low`.
fn unfilled_label(line: &Line) -> Option<String> {
    let found = words::labelled(line)?;
    let known = is_label(found.label, Label::FeatureId) || is_label(found.label, Label::Priority);
    (known && is_unfilled(found.value)).then(|| found.value.to_owned())
}

fn scan(line: &Line, out: &mut Vec<(String, u32)>) {
    let Some(pattern) = PLACEHOLDER.as_ref() else {
        return;
    };
    let lower = line.text.to_lowercase();
    for (question, around) in TEMPLATE_LINES {
        let whole = format!("{around}needs clarification: {question}]");
        if lower.contains(&whole) {
            out.push((format!("[NEEDS CLARIFICATION: {question}]"), line.number));
        }
    }
    let before = out.len();
    for found in pattern.find_iter(&line.text) {
        // A branch placeholder stands in code in the template itself.
        let spoken_of = line.in_code(found.start()) && !found.as_str().starts_with("[###");
        if !spoken_of {
            out.push((found.as_str().to_owned(), line.number));
        }
    }
    if out.len() == before {
        out.extend(unfilled_label(line).map(|text| (text, line.number)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_known_and_text_is_not() {
        for text in [
            "[FEATURE NAME]",
            "[###-feature-name]",
            "{{name}}",
            "$ARGUMENTS",
            "[Entity 1]",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["[x] done", "[link]", "a[0]", "Prices {a, b}"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
