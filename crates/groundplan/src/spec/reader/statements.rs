//! What a document says outside of its items: bullets and paragraphs of sections such as "What
//! Changes", "Behaviour" or "Tests". A plan grounds on them as it does on requirements.

use std::collections::BTreeSet;

use super::{Rules, Span};
use crate::model::spec::TextItem;
use crate::spec::headings::Topic;
use crate::spec::ids;
use crate::spec::markdown::{Block, Document, List, Section, Table};
use crate::spec::words;

/// Characters of a paragraph that are kept; what follows is in the document.
const MOST: usize = 1200;

/// What a document says outside of its items.
pub struct Said {
    /// Statements in document order.
    pub statements: Vec<TextItem>,
    /// Identifiers of those that are test cases.
    pub tests: Vec<String>,
    /// The lines that each takes.
    pub spans: Vec<Span>,
}

/// Statements of a document. `taken` are the lines of items.
pub fn statements(document: &Document<'_>, rules: Rules, taken: &[Span]) -> Said {
    let mut found = Found {
        taken,
        said: Said {
            statements: Vec::new(),
            tests: Vec::new(),
            spans: Vec::new(),
        },
        ids: taken.iter().map(|span| span.id.clone()).collect(),
    };
    let title = document.title().map(|title| title.line);
    for section in &document.sections {
        let is_title = Some(section.line) == title || section.level == 0;
        if !is_title && speaks(section, rules) {
            found.section(section);
        }
    }
    found.said
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
    said: Said,
    ids: BTreeSet<String>,
}

impl Found<'_> {
    fn section(&mut self, section: &Section) {
        let name = name_of(&section.title.text);
        let before = self.said.statements.len();
        let spans = self.said.spans.len();
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
                Block::Table(table) if gives_outcomes(table) => self.outcomes(&name, table),
                Block::Paragraph(_) | Block::Quote(_) | Block::Table(_) | Block::Code(_) => {}
            }
        }
        // What the heading names is said with the first of its section.
        let heads = self
            .taken
            .iter()
            .all(|span| span.from > section.line || span.to < section.line);
        if let Some(first) = self.said.spans.get_mut(spans).filter(|_| heads) {
            first.from = section.line;
        }
        if section.within == Some(Topic::Testing) {
            let new = self.said.statements.iter().skip(before);
            self.said.tests.extend(new.map(|one| one.id.clone()));
        }
    }

    /// Each row of a table of outcomes is a case: "0 — the files are the same".
    fn outcomes(&mut self, name: &str, table: &Table) {
        for row in &table.rows {
            let cells = row.cells.iter().zip(&table.head);
            let cells = cells.filter(|(cell, _)| !cell.text.is_empty());
            let cells: Vec<String> = cells
                .map(|(cell, head)| format!("{} {}", head.text, cell.text))
                .collect();
            let before = self.said.statements.len();
            self.push(name, &cells.join(": "), row.line, row.line);
            let new = self.said.statements.iter().skip(before);
            self.said.tests.extend(new.map(|one| one.id.clone()));
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
        self.said.spans.push(Span {
            id: id.clone(),
            from,
            to,
        });
        self.said.statements.push(TextItem {
            id,
            text: text.chars().take(MOST).collect(),
            line: from,
            ..TextItem::default()
        });
    }
}

/// Whether a table says what a program ends with, and when.
fn gives_outcomes(table: &Table) -> bool {
    let mut heads = table.head.iter().map(|head| head.text.to_lowercase());
    heads.any(|head| {
        ["exit", "exit code", "exit status"].contains(&head.trim_matches(['`', '*', ' ']))
    })
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

#[cfg(test)]
mod tests {
    use crate::spec::{self, Source};

    fn read(text: &str) -> crate::model::spec::Spec {
        let path = "docs/spec.md".to_owned();
        let source = Source {
            path: path.clone(),
            text: text.to_owned(),
        };
        spec::read(&path, &[source])
    }

    #[test]
    fn listed_tests_and_outcomes_are_cases() {
        let spec = read(
            "# Check\n\n## 3. Behavior\n\nIt compares the shards in the folder.\n\n| Exit | Condition |\n|---|---|\n| 0 | every shard is the same |\n| 2 | a shard is stale |\n\n### 3.1 Tests (minimum)\n\n- A fresh tree ends with exit code 0.\n",
        );
        let text = |id: &String| {
            let mut all = spec.statements.iter();
            all.find(|one| one.id == *id).map(|one| one.text.clone())
        };
        let cases: Vec<String> = spec.test_statements.iter().filter_map(text).collect();
        assert_eq!(
            cases,
            [
                "Exit 0: Condition every shard is the same",
                "Exit 2: Condition a shard is stale",
                "A fresh tree ends with exit code 0.",
            ]
        );
    }

    #[test]
    fn a_scenario_keeps_its_name() {
        let spec = read(
            "# X\n\n## ADDED Requirements\n\n### Requirement: Moves\n\nThe system SHALL move.\n\n#### Scenario: Missing folder is refused\n\n- **WHEN** the folder is missing\n- **THEN** it fails\n",
        );
        let titles: Vec<Option<&str>> = spec.criteria().map(|one| one.title.as_deref()).collect();
        assert_eq!(titles, [Some("Missing folder is refused")]);
    }
}
