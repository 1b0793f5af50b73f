//! What a template left behind: placeholders that nobody filled in.

use std::sync::LazyLock;

use regex::Regex;

use super::markdown::{Block, Document, Line};

static PLACEHOLDER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:\[(?:###[^\]]*|FEATURE(?: NAME)?|FEATURE_NAME|DATE|NAME|TITLE|AUTHOR|LINK|TODO[^\]]*|TBD|XXX|",
        r"[Bb]rief [Tt]itle|(?:Brief )?[Dd]escri(?:be|ption)[^\]]*|Explain [^\]]*|Entity \d+|",
        r"specific (?:capability|action|outcome)[^\]]*|initial state|expected outcome|action|boundary condition|error scenario|",
        r"Measurable metric[^\]]*|User satisfaction metric[^\]]*|Business metric[^\]]*|key interaction[^\]]*|data requirement[^\]]*|behavior[^\]]*|",
        r"What it represents[^\]]*|Add more user stories[^\]]*|Assumption about[^\]]*|Dependency on[^\]]*|",
        r"(?:role|user role|feature|benefit|goal|capability|requirement|criterion|condition|event|system|response|metric|value)(?: \d+)?|",
        r"(?:YYYY-MM-DD|YYYY)|(?:Your|Insert|Enter|Add|Specify|List|Provide|Fill in) [^\]]{2,80})\])",
        r"|\{\{[^}]{1,60}\}\}|\$ARGUMENTS|<(?:FEATURE|NAME|TITLE|placeholder)[^>]*>|__[A-Z_]{3,}__"
    ))
    .ok()
});

/// Questions of Spec Kit's own template; they are examples, not questions of anybody.
const BOILERPLATE: &[&str] = &[
    "auth method not specified - email/password, sso, oauth?",
    "retention period not specified",
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
    rest < 24 || found.len() * 2 > text.len()
}

/// Whether a clarification marker is the template's own example.
pub fn is_boilerplate(question: &str) -> bool {
    let question = question.trim().to_lowercase();
    BOILERPLATE.contains(&question.as_str()) || question.starts_with('<')
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
                    item.text.lines.iter().for_each(|line| scan(line, out));
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

fn scan(line: &Line, out: &mut Vec<(String, u32)>) {
    let Some(pattern) = PLACEHOLDER.as_ref() else {
        return;
    };
    for found in pattern.find_iter(&line.text) {
        // A branch placeholder stands in code in the template itself.
        let spoken_of = line.in_code(found.start()) && !found.as_str().starts_with("[###");
        if !spoken_of {
            out.push((found.as_str().to_owned(), line.number));
        }
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
