//! Prose and artefacts: problem, solution, code blocks, tables, mentions.

use super::Span;
use crate::model::spec::{Artefact, Mention};
use crate::spec::headings::{self, Topic};
use crate::spec::markdown::{Block, Document, Table};
use crate::spec::words;

/// The prose of the first section about `topic` that has any, subsections without a topic of
/// their own included. Headings that come first in `prefer` win.
pub fn section_text(document: &Document<'_>, topic: Topic) -> Option<String> {
    let own = |i: &usize| document.sections[*i].topic == Some(topic);
    let found: Vec<usize> = (0..document.sections.len()).filter(own).collect();
    let texts = found.into_iter().filter_map(|index| {
        let own = document.body(&document.sections[index]);
        let mut parts = vec![without_labelled_lists(&own)];
        for child in document.below(index) {
            let section = &document.sections[child];
            if section.topic.is_none() && section.within == Some(topic) {
                parts.push(document.body(section));
            }
        }
        let text = parts
            .iter()
            .map(|p| p.trim().trim_end_matches("---").trim())
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n");
        let text = if words::is_nothing(&text) {
            String::new()
        } else {
            text
        };
        let named = document.sections[index].title.text.to_lowercase();
        (!text.is_empty()).then_some((!named.contains("problem"), text))
    });
    // "Problem Statement" before "Context"; else the first.
    texts.min_by_key(|(other, _)| *other).map(|(_, text)| text)
}

/// The text without `**Key capabilities**:`, `**Out of scope**:` and their lists, which are read as
/// what they are.
fn without_labelled_lists(text: &str) -> String {
    let read_apart = |line: &str| {
        let label = line.strip_prefix("**").and_then(|l| l.split_once("**"));
        label.is_some_and(|(label, rest)| {
            let closed = label.ends_with([':', '：']) || rest.starts_with([':', '：']);
            let topic = headings::topic(label);
            closed && matches!(topic, Some(Topic::Capabilities | Topic::OutOfScope))
        })
    };
    let (mut inside, mut blank) = (false, false);
    let kept = text.split_inclusive('\n').filter(|line| {
        let starts = read_apart(line);
        let item = line.starts_with([' ', '\t', '-', '*', '+']) && !line.starts_with("**")
            || line.starts_with(|c: char| c.is_ascii_digit());
        inside = starts
            || inside && (line.trim().is_empty() || item || !blank && !line.starts_with("**"));
        blank = line.trim().is_empty();
        !inside
    });
    kept.collect()
}

/// The first paragraph of prose before any section with a topic.
pub fn opening(document: &Document<'_>) -> Option<String> {
    let sections = document
        .sections
        .iter()
        .take_while(|s| s.topic.is_none())
        .take(2);
    sections
        .flat_map(|s| &s.blocks)
        .find_map(|block| match block {
            Block::Paragraph(text) => {
                let line = text.joined();
                let labelled = words::labelled(&line).is_some();
                (!labelled && line.text.chars().count() > 30).then_some(line.text)
            }
            _ => None,
        })
}

/// Fenced code and tables, in document order. Tables whose rows became items are left out.
pub fn artefacts(document: &Document<'_>, taken: &[Span]) -> Vec<Artefact> {
    let mut out = Vec::new();
    for section in &document.sections {
        let heading = section.title.text.clone();
        collect(&section.blocks, &heading, taken, &mut out);
    }
    out
}

fn collect(blocks: &[Block], heading: &str, taken: &[Span], out: &mut Vec<Artefact>) {
    for block in blocks {
        match block {
            Block::Code(code) => {
                let Some(info) = &code.info else { continue };
                let language = info.split([' ', ',', '{']).next().unwrap_or_default();
                out.push(Artefact {
                    language: language.to_lowercase(),
                    heading: heading.to_owned(),
                    text: code.text.trim_end().to_owned(),
                    item: holder(&sorted(taken), code.line),
                    line: code.line,
                });
            }
            Block::Table(table) => {
                let is_items = taken
                    .iter()
                    .any(|s| s.from > table.line && s.to <= table.end && s.from == s.to);
                if !is_items {
                    out.push(Artefact {
                        language: "table".to_owned(),
                        heading: heading.to_owned(),
                        text: table_text(table),
                        item: holder(&sorted(taken), table.line),
                        line: table.line,
                    });
                }
            }
            Block::List(list) => {
                for item in &list.items {
                    collect(&item.children, heading, taken, out);
                }
            }
            Block::Quote(inner) => collect(inner, heading, taken, out),
            Block::Paragraph(_) => {}
        }
    }
}

fn table_text(table: &Table) -> String {
    let row = |cells: &[crate::spec::markdown::Line]| {
        let cells: Vec<&str> = cells.iter().map(|c| c.text.as_str()).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![row(&table.head)];
    lines.push(format!("|{}", " --- |".repeat(table.head.len())));
    lines.extend(table.rows.iter().map(|r| row(&r.cells)));
    lines.join("\n")
}

/// Code spans with the smallest item that holds them.
pub fn mentions(document: &Document<'_>, spans: &[Span]) -> Vec<Mention> {
    let sorted = sorted(spans);
    let spans = document
        .code_spans
        .iter()
        .filter(|s| !s.text.trim().is_empty());
    spans
        .map(|s| Mention {
            text: s.text.trim().to_owned(),
            line: s.line,
            item: holder(&sorted, s.line),
        })
        .collect()
}

fn sorted(spans: &[Span]) -> Vec<&Span> {
    let mut sorted: Vec<&Span> = spans.iter().collect();
    sorted.sort_by_key(|s| (s.from, std::cmp::Reverse(s.to)));
    sorted
}

/// The smallest item that holds a line.
fn holder(sorted: &[&Span], line: u32) -> Option<String> {
    let before = sorted.partition_point(|s| s.from <= line);
    let inside = sorted.get(..before).unwrap_or_default().iter().rev();
    inside
        .take(400)
        .filter(|s| s.to >= line)
        .min_by_key(|s| s.to - s.from)
        .map(|s| s.id.clone())
}
