//! Key entities: names as written, the attributes that their text lists.

use std::sync::LazyLock;

use regex::Regex;

use super::Reader;
use super::tables::is_entity_table;
use crate::model::spec::KeyEntity;
use crate::spec::headings::{self, Label, is_label, synonyms};
use crate::spec::leftovers::is_placeholder;
use crate::spec::markdown::{Block, Item, Line};
use crate::spec::words;

impl<'d> Reader<'d> {
    pub(super) fn entity_item(&mut self, line: &Line, item: Option<&'d Item>, span: (u32, u32)) {
        let (name, mut at) = name(line);
        let given = remark_attributes(line, &mut at);
        if name.is_empty() || is_placeholder(&name) || is_label(&name, Label::Nothing) {
            return;
        }
        let mut text = line.text.get(at..).unwrap_or_default().trim().to_owned();
        let mut attributes = item.map(|i| nested(&i.children)).unwrap_or_default();
        if attributes.is_empty() {
            attributes = given;
        }
        if attributes.is_empty() {
            attributes = listed(&text);
        }
        if let Some(item) = item {
            crate::spec::markdown::flatten(&item.children, 0, &mut text);
        }
        self.span(&name, span.0, span.1);
        self.spec.key_entities.push(KeyEntity {
            name,
            attributes,
            text,
            line: span.0,
        });
    }

    pub(super) fn entity_heading(&mut self, index: usize, title: &Line) {
        let section = &self.doc.sections[index];
        let title = Line {
            text: headings::without_number(&title.text).to_owned(),
            ..Line::default()
        };
        let (name, _) = name(&title);
        let mut text = String::new();
        crate::spec::markdown::flatten(&section.blocks, 0, &mut text);
        let mut attributes = nested(&section.blocks);
        if attributes.is_empty() {
            attributes = listed(&text);
        }
        let entry = KeyEntity {
            name,
            attributes,
            text,
            line: section.line,
        };
        let lines = (section.line, section.tree_end);
        self.loose.entity_headings.push((entry, lines));
        // The blocks below describe this entity; they are none of their own.
        self.label_topic = Some(headings::Topic::Notes);
    }
}

/// Moves `at` behind a remark between name and colon: `**Order** (id, total): …` lists
/// attributes, `**Pay** *(new)*: …` says something else.
fn remark_attributes(line: &Line, at: &mut usize) -> Vec<String> {
    let rest = line.text.get(*at..).unwrap_or_default();
    let Some((inner, tail)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) else {
        return Vec::new();
    };
    if !tail.trim_start().starts_with([':', '：', '—', '–']) {
        return Vec::new();
    }
    let text = headings::strip_separator(tail);
    let italic = line.italic.iter().any(|range| range.contains(at));
    *at = line.text.len() - text.len();
    let found = split(inner);
    let whole = found.len() == parts(inner);
    if italic || !whole || found.len() < 2 {
        Vec::new()
    } else {
        found
    }
}

/// The name, without marks and remarks in italics, and where the text begins.
fn name(line: &Line) -> (String, usize) {
    let text = line.text.as_str();
    if let Some(range) = line.strong.first().filter(|r| r.start == 0) {
        let end = joined_strong(line, range.end);
        let mut raw = String::new();
        for (at, c) in text.get(..end).unwrap_or_default().char_indices() {
            if !line.italic.iter().any(|r| r.contains(&at)) {
                raw.push(c);
            }
        }
        let name = raw
            .trim()
            .trim_end_matches([':', '：'])
            .trim()
            .trim_matches('`');
        let rest = text.get(end..).unwrap_or_default();
        let cut = rest.len() - headings::strip_separator(rest).len();
        return (name.to_owned(), end + cut);
    }
    let separators = [": ", "：", " — ", " – ", " - ", "—", " → ", " = "];
    let first = separators
        .iter()
        .filter_map(|s| {
            let mut hits = text.match_indices(s).filter(|(at, _)| !line.in_code(*at));
            hits.next().map(|(at, s)| (at, at + s.len()))
        })
        .min();
    let (name_end, rest) = first.unwrap_or_else(|| {
        let ends_colon = text.trim_end().ends_with(':');
        (text.len() - usize::from(ends_colon), text.len())
    });
    let raw = text.get(..name_end).unwrap_or(text);
    let raw = match line
        .italic
        .iter()
        .find(|r| r.start > 0 && r.start < name_end)
    {
        Some(remark) => raw.get(..remark.start).unwrap_or(raw),
        None => raw,
    };
    let raw = raw.trim().trim_end_matches(['(', ' ']);
    let name = if raw.matches('`').count() == 2 && raw.starts_with('`') && raw.ends_with('`') {
        raw.trim_matches('`')
    } else {
        raw
    };
    (name.to_owned(), rest)
}

/// `**A** / **B**`, `**A** and **B**` are one name.
fn joined_strong(line: &Line, mut end: usize) -> usize {
    for next in line.strong.iter().skip(1) {
        let between = line.text.get(end..next.start).unwrap_or("?").trim();
        if !matches!(between, "/" | "&" | "and" | "+" | "," | "、" | "和" | "|") {
            break;
        }
        end = next.end;
    }
    end
}

/// Attributes as nested bullets or rows of a table.
fn nested(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::List(list) => {
                for item in &list.items {
                    let line = item.text.joined();
                    let labelled = words::labelled(&line);
                    let is_list = labelled
                        .as_ref()
                        .is_some_and(|l| is_label(l.label, Label::Attributes));
                    match labelled {
                        Some(found) if is_list => out.extend(split(found.value)),
                        _ => out.extend(attribute(&name(&line).0)),
                    }
                    if is_list {
                        out.extend(nested(&item.children));
                    }
                }
            }
            // A table of entities below an entity lists others.
            Block::Table(table) if !is_entity_table(table) => {
                let cells = table.rows.iter().filter_map(|r| r.cells.first());
                out.extend(cells.filter_map(|c| attribute(&c.text)));
            }
            _ => {}
        }
    }
    out
}

/// Synonyms of "attributes" that are verbs of a sentence.
const VERBS: &[&str] = &[
    "contains",
    "includes",
    "consists of",
    "has",
    "stores",
    "holds",
    "carries",
    "captures",
    "records",
    "tracks",
    "包含",
    "包括",
    "contém",
    "inclui",
    "contiene",
    "incluye",
    "contient",
    "comprend",
    "enthält",
    "umfasst",
];

fn parts(list: &str) -> usize {
    list.matches([',', '，', '、']).count() + 1
}

/// Attributes that a sentence lists.
fn listed(text: &str) -> Vec<String> {
    static BRACES: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[{(（]([^{}()（）]{3,400})[})）]").ok());
    let lower = text.to_lowercase();
    if lower.len() == text.len() {
        for word in synonyms(Label::Attributes) {
            for (at, _) in lower.match_indices(word) {
                let before = lower.get(..at).unwrap_or_default();
                let cjk = word.chars().all(|c| c > '\u{2e80}');
                if !cjk && before.ends_with(char::is_alphanumeric) {
                    continue;
                }
                let rest = text.get(at + word.len()..).unwrap_or_default();
                if !cjk && rest.starts_with(char::is_alphanumeric) {
                    continue;
                }
                let rest = rest.trim_start_matches([':', '：', ' ', '(', '（']);
                let end =
                    rest.find(['.', '。', ';', '；', '\n', ')', '）'])
                        .map_or(rest.len(), |e| {
                            // "e.g." and "v1.2" end no sentence.
                            sentence_end(rest, e)
                        });
                let found = split(rest.get(..end).unwrap_or(rest));
                // A verb introduces attributes only where all that follows reads as such.
                let verb = VERBS.contains(word);
                let whole = found.len() == parts(rest.get(..end).unwrap_or(rest));
                if (!verb && found.len() >= 2) || (verb && whole && found.len() >= 3) {
                    return found;
                }
            }
        }
    }
    let inner = BRACES
        .as_ref()
        .and_then(|b| b.captures(text))
        .and_then(|c| c.get(1));
    let found = inner.map(|m| split(m.as_str())).unwrap_or_default();
    let whole = inner.map_or(0, |m| m.as_str().matches([',', '，', '、']).count() + 1);
    // A remark in brackets with a comma is no list of attributes.
    if found.len() >= 3 && found.len() == whole {
        return found;
    }
    Vec::new()
}

fn sentence_end(text: &str, first: usize) -> usize {
    let ends = text.char_indices().find(|(at, c)| match c {
        '.' => text
            .get(at + 1..)
            .is_none_or(|r| r.is_empty() || r.starts_with([' ', '\n'])),
        ';' | '；' | '。' | '\n' | ')' | '）' => true,
        _ => false,
    });
    ends.map_or(text.len(), |(at, _)| at).max(first)
}

pub(super) fn split(list: &str) -> Vec<String> {
    let list = list.trim().trim_end_matches(['.', '。']);
    let parts = list.split([',', '，', '、', '|']).flat_map(|part| {
        let part = part.trim();
        let part = part
            .strip_prefix("and ")
            .or_else(|| part.strip_prefix("or "))
            .unwrap_or(part);
        part.split(" and ").collect::<Vec<_>>()
    });
    parts.filter_map(attribute).collect()
}

/// One attribute's name: short, without remarks, default and type.
fn attribute(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches(['{', '(', '[']);
    let cut = text
        .split(['(', '（', ':', '：', '='])
        .next()
        .unwrap_or(text);
    let name = cut
        .trim()
        .trim_matches(['`', '{', '}', '*', ')', ']', '"', '?', '.', '…'])
        .trim();
    let name = ["a ", "an ", "the ", "its ", "optional "]
        .iter()
        .find_map(|w| name.strip_prefix(w))
        .unwrap_or(name);
    let fits = !name.is_empty()
        && name.split_whitespace().count() <= 4
        && name.chars().count() <= 40
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['→', '`'])
        && !is_id(name);
    fits.then(|| name.to_owned())
}

/// `REQ-001` is an example, never an attribute.
fn is_id(name: &str) -> bool {
    let line = Line {
        text: format!("{name}:"),
        ..Line::default()
    };
    crate::spec::ids::leading(&line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::markdown::Document;

    fn first_line(text: &str) -> Line {
        let doc = Document::parse("x.md", text);
        match &doc.sections[0].blocks[0] {
            Block::List(list) => list.items[0].text.joined(),
            Block::Paragraph(text) => text.joined(),
            _ => Line::default(),
        }
    }

    #[test]
    fn names_as_written() {
        for (text, want) in [
            ("- **Price** *(new)*: what it costs", "Price"),
            ("- **Price (on-disk)** — what", "Price (on-disk)"),
            ("- **Node** / **Edge**: graph", "Node / Edge"),
            ("- Index entry: a row", "Index entry"),
            ("- `decision_id` — an id", "decision_id"),
            ("- **Price:** x", "Price"),
        ] {
            assert_eq!(name(&first_line(text)).0, want, "{text}");
        }
    }

    #[test]
    fn attributes_of_a_sentence() {
        for (text, want) in [
            (
                "A price. Attributes: input price, output price, margin (percent)",
                "input price|output price|margin",
            ),
            ("Holds (`id`, `name`, `created_at`)", "id|name|created_at"),
            ("An opaque thing", ""),
        ] {
            assert_eq!(listed(text).join("|"), want, "{text}");
        }
    }
}
