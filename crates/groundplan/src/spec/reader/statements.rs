//! What a document says outside of its items: bullets and paragraphs of sections such as "What
//! Changes", "Behaviour" or "Tests". A plan grounds on them as it does on requirements.

use std::collections::BTreeSet;

use super::{Rules, Span};
use crate::model::spec::TextItem;
use crate::spec::headings::Topic;
use crate::spec::ids;
use crate::spec::markdown::{Block, Document, List, Section};
use crate::spec::words;

/// Characters of a paragraph that are kept; what follows is in the document.
const MOST: usize = 1200;

/// Statements in document order, and the lines that each takes. `taken` are the lines of items.
pub fn statements(
    document: &Document<'_>,
    rules: Rules,
    taken: &[Span],
) -> (Vec<TextItem>, Vec<Span>) {
    let mut found = Found {
        taken,
        all: Vec::new(),
        spans: Vec::new(),
        ids: taken.iter().map(|span| span.id.clone()).collect(),
    };
    let title = document.title().map(|title| title.line);
    for section in &document.sections {
        let is_title = Some(section.line) == title || section.level == 0;
        if !is_title && speaks(section, rules) {
            found.section(section);
        }
    }
    (found.all, found.spans)
}

/// Whether a section says what is to be built or shown.
fn speaks(section: &Section, rules: Rules) -> bool {
    match section.within {
        None => !rules.requirement_headings || section.level > 1,
        Some(topic) => matches!(
            topic,
            Topic::Solution
                | Topic::Scope
                | Topic::Capabilities
                | Topic::Impact
                | Topic::Testing
                | Topic::Functional
                | Topic::Requirements
                | Topic::NonFunctional
        ),
    }
}

struct Found<'a> {
    taken: &'a [Span],
    all: Vec<TextItem>,
    spans: Vec<Span>,
    ids: BTreeSet<String>,
}

impl Found<'_> {
    fn section(&mut self, section: &Section) {
        let name = name_of(&section.title.text);
        // Prose of quality requirements is about them; only what it lists asks for something.
        let prose = section.within != Some(Topic::NonFunctional);
        for block in &section.blocks {
            match block {
                Block::Paragraph(text) if prose => {
                    let (first, last) = (text.lines.first(), text.lines.last());
                    let (Some(first), Some(last)) = (first, last) else {
                        continue;
                    };
                    let line = text.joined();
                    // "Affected code:" opens a list and says nothing itself.
                    let opens = line.text.trim_end().ends_with(':');
                    if !opens && words::labelled(&line).is_none() {
                        self.push(&name, &line.text, first.number, last.number);
                    }
                }
                Block::List(list) => self.list(&name, list),
                Block::Paragraph(_) | Block::Quote(_) | Block::Table(_) | Block::Code(_) => {}
            }
        }
    }

    fn list(&mut self, name: &str, list: &List) {
        for item in &list.items {
            let nested = item.children.iter().filter_map(|child| match child {
                Block::List(list) => Some(list),
                _ => None,
            });
            let mut text = item.text.joined().text;
            for list in nested {
                for below in &list.items {
                    text.push(' ');
                    text.push_str(&below.text.joined().text);
                }
            }
            self.push(name, &text, item.line, item.end);
        }
    }

    fn push(&mut self, name: &str, text: &str, from: u32, to: u32) {
        let text = text.trim();
        let is_taken = self
            .taken
            .iter()
            .any(|span| span.from <= to && span.to >= from);
        if is_taken || text.split_whitespace().count() < 4 {
            return;
        }
        let id = (1..)
            .map(|number| format!("{name}-{number}"))
            .find(|id| !self.ids.contains(id))
            .unwrap_or_default();
        self.ids.insert(id.clone());
        self.spans.push(Span {
            id: id.clone(),
            from,
            to,
        });
        self.all.push(TextItem {
            id,
            text: text.chars().take(MOST).collect(),
            line: from,
            ..TextItem::default()
        });
    }
}

/// `§3.2` of a numbered heading, else its first words.
fn name_of(title: &str) -> String {
    let number: String = title
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let number = number.trim_end_matches('.');
    if !number.is_empty() {
        return format!("§{number}");
    }
    let slug = ids::short_slug(title);
    if slug.is_empty() {
        "statement".to_owned()
    } else {
        slug
    }
}
