//! The head of a document: title, name, feature ID, status; from front matter, labelled lines,
//! quotes, lists and two-column tables.

use super::headings::{
    Label, Topic, is_label, strip_prefix_ignore_case, strip_separator, synonyms,
};
use super::ids;
use super::leftovers::{is_placeholder, is_unfilled};
use super::markdown::{Block, Document, Field, Item, Line};
use super::words::labelled;

/// What the head states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// First level-one heading, word for word.
    pub title: Option<String>,
    /// Line of the title.
    pub title_line: u32,
    /// Title without the template's prefix and the ID.
    pub name: Option<String>,
    /// Stated identifier.
    pub feature_id: Option<String>,
    /// Stated status.
    pub status: Option<Field>,
    /// What the person asked for, in Spec Kit's `**Input**`.
    pub input: Option<String>,
}

/// Labels that state an identifier, best first.
const ID_LABELS: &[Label] = &[
    Label::FeatureId,
    Label::FeatureBranch,
    Label::Mission,
    Label::Feature,
    Label::Branch,
];

const FRONT_IDS: &[&str] = &[
    "feature_id",
    "featureid",
    "spec_id",
    "id",
    "feature_branch",
    "branch",
    "mission",
    "mission_slug",
    "feature",
    "slug",
    "spec",
    "name",
];

/// Reads the head of `document`.
pub fn read(document: &Document<'_>) -> Header {
    let fields = fields(document);
    let mut header = Header {
        status: status(document, &fields),
        feature_id: feature_id(document, &fields),
        input: fields
            .iter()
            .find(|f| f.label == "input")
            .map(|f| input(&f.value))
            .filter(|v| !is_placeholder(v)),
        ..Header::default()
    };
    if let Some(section) = document.title() {
        let title = title(document, section.line).unwrap_or_else(|| section.title.text.clone());
        header.title_line = section.line;
        header.name = name_of(&section.title);
        header.title = Some(title).filter(|t| !t.is_empty());
    }
    if header.feature_id.is_none() {
        header.feature_id = document.title().and_then(|s| titled_id(&s.title));
    }
    header
}

/// `FEAT-013` of a title `FEAT-013: …`, or `SPEC-AUTH-008: …`; story and requirement IDs are none.
fn titled_id(title: &Line) -> Option<String> {
    let id = ids::leading(title)?;
    let own = id.kind == ids::IdKind::Other && id.id.contains('-');
    own.then_some(id.id)
}

/// The heading's source without its marks, so that it is word for word.
fn title(document: &Document<'_>, line: u32) -> Option<String> {
    let raw = document
        .source
        .lines()
        .nth(line.saturating_sub(1) as usize)?;
    let raw = raw.trim_start_matches('\u{feff}').trim();
    let text = raw.strip_prefix('#')?.trim();
    let bare = text.trim_end_matches('#');
    let closed = bare.is_empty() || bare.ends_with([' ', '\t']);
    Some(if closed { bare.trim() } else { text }.to_owned())
}

/// A labelled value of the head.
#[derive(Debug)]
struct HeadField {
    label: String,
    value: String,
    line: u32,
}

fn fields(document: &Document<'_>) -> Vec<HeadField> {
    let mut out = Vec::new();
    let title = document.sections.iter().position(|s| s.level == 1);
    let first_two = document
        .sections
        .iter()
        .take(1)
        .chain(title.map(|i| &document.sections[i]));
    for section in first_two {
        collect(&section.blocks, &mut out);
    }
    let about = document.sections.iter().take(6).filter(|s| {
        let name = s.title.text.to_lowercase();
        [
            "metadata",
            "document info",
            "feature info",
            "文档信息",
            "基本信息",
            "ドキュメント情報",
        ]
        .iter()
        .any(|word| name.contains(word))
    });
    for section in about {
        collect(&section.blocks, &mut out);
    }
    // Without a level-one heading the first section may hold the fields.
    if title.is_none()
        && let Some(section) = document.sections.get(1)
    {
        collect(&section.blocks, &mut out);
    }
    out
}

fn collect(blocks: &[Block], out: &mut Vec<HeadField>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => text.lines.iter().for_each(|line| parts(line, out)),
            Block::Quote(inner) => collect(inner, out),
            Block::List(list) => {
                let lines = list.items.iter().flat_map(|i: &Item| i.text.lines.first());
                lines.for_each(|line| parts(line, out));
            }
            Block::Table(table) if table.head.len() == 2 => {
                let head = (&table.head, table.line);
                let rows = table.rows.iter().map(|r| (&r.cells, r.line));
                for (cells, line) in std::iter::once(head).chain(rows) {
                    if let [label, value] = cells.as_slice() {
                        out.push(HeadField {
                            label: label.text.to_lowercase(),
                            value: value.text.clone(),
                            line,
                        });
                    }
                }
            }
            _ => {}
        }
    }
}

/// `**Branch**: x | **Date**: y · **Status**: z` are three fields.
fn parts(line: &Line, out: &mut Vec<HeadField>) {
    let mut starts = vec![0];
    for separator in [" | ", " · ", " • ", "; "] {
        let hits = line.text.match_indices(separator);
        starts.extend(
            hits.map(|(at, s)| at + s.len())
                .filter(|at| line.strong.iter().any(|r| r.start == *at)),
        );
    }
    starts.sort_unstable();
    for (index, start) in starts.iter().enumerate() {
        let part = line.from(*start);
        if let Some(found) = labelled(&part) {
            let end = starts.get(index + 1).map_or(line.text.len(), |next| *next);
            let length = end.saturating_sub(*start).saturating_sub(found.at);
            let value = match starts.get(index + 1) {
                Some(_) => found.value.get(..length).unwrap_or(found.value),
                None => found.value,
            };
            let value = value.trim_end_matches([' ', '|', '·', '•', ';']);
            out.push(HeadField {
                label: found.label.to_lowercase(),
                value: value.to_owned(),
                line: line.number,
            });
        }
    }
}

fn status(document: &Document<'_>, fields: &[HeadField]) -> Option<Field> {
    let front = document.front.get("status").filter(|f| !f.value.is_empty());
    if let Some(field) = front {
        return Some(field.clone());
    }
    let is_status = |f: &&HeadField| synonyms(Label::Status).contains(&f.label.as_str());
    let usable = |f: &HeadField| {
        let value = first_words(f.value.trim().trim_matches('`').trim());
        let good = !value.is_empty() && !is_placeholder(&value);
        good.then_some(Field {
            value,
            line: f.line,
        })
    };
    let found = fields.iter().find(is_status).and_then(usable);
    found.or_else(|| {
        let later = later_fields(document);
        later.iter().filter(is_status).find_map(usable)
    })
}

/// A status that goes on to tell its history is cut behind its first clause.
fn first_words(value: &str) -> String {
    const LONG: usize = 120;
    if value.chars().count() <= LONG {
        return value.to_owned();
    }
    let ends = [
        " — ", " – ", " - ", "; ", ". ", " (", ", ", "。", "，", "、",
    ];
    let end = ends.iter().filter_map(|end| value.find(end)).min();
    let head = value.get(..end.unwrap_or(value.len())).unwrap_or(value);
    head.chars().take(LONG).collect()
}

/// Fields that stand below a heading near the top, in a section "Status", or at the very end.
fn later_fields(document: &Document<'_>) -> Vec<HeadField> {
    const NEAR: u32 = 30;
    let mut out = Vec::new();
    for section in &document.sections {
        if is_label(&section.title.text, Label::Status)
            && let Some(Block::Paragraph(text)) = section.blocks.first()
            && let Some(line) = text.lines.first()
        {
            out.push(HeadField {
                label: section.title.text.to_lowercase(),
                value: line.text.clone(),
                line: line.number,
            });
        }
    }
    let strong = |block: &Block, out: &mut Vec<HeadField>| {
        if let Block::Paragraph(text) = block {
            let lines = text
                .lines
                .iter()
                .filter(|line| line.leading_strong().is_some());
            lines.for_each(|line| parts(line, out));
        }
    };
    let near = document.sections.iter().filter(|s| {
        s.line <= NEAR
            && s.level <= 2
            && s.topic
                .is_none_or(|t| matches!(t, Topic::Overview | Topic::Problem))
    });
    near.flat_map(|s| &s.blocks)
        .for_each(|block| strong(block, &mut out));
    if let Some(last) = document.sections.last().and_then(|s| s.blocks.last()) {
        strong(last, &mut out);
    }
    out
}

fn feature_id(document: &Document<'_>, fields: &[HeadField]) -> Option<String> {
    let front = FRONT_IDS.iter().filter_map(|key| document.front.get(*key));
    if let Some(id) = front.filter_map(|f| id_value(&f.value)).next() {
        return Some(id);
    }
    ID_LABELS.iter().find_map(|label| {
        let words = synonyms(*label);
        let mut hits = fields.iter().filter(|f| words.contains(&f.label.as_str()));
        hits.find_map(|f| id_value(&f.value))
    })
}

/// The identifier in a value: a code span, else the first word if it looks like one.
fn id_value(value: &str) -> Option<String> {
    let value = value.trim();
    let quoted = value.strip_prefix('`').and_then(|v| v.split_once('`'));
    let word = match quoted {
        Some((inner, _)) => inner.trim(),
        None => value
            .split([' ', '(', '（', ',', '，', '\u{3000}'])
            .next()?
            .trim(),
    };
    let word = word
        .trim_matches(['"', '\'', '[', ']', '.'])
        .trim_end_matches('/');
    let whole = quoted.is_some() || word.len() == value.trim_end_matches(['.', '/']).len();
    let alone = quoted.is_some() && word.len() + 2 == value.len();
    let shaped =
        alone || word.chars().any(|c| c.is_ascii_digit()) || word.contains(['-', '_', '/']);
    let bad = word.is_empty()
        || is_placeholder(value)
        || is_placeholder(word)
        || is_unfilled(word)
        || word.contains([' ', '#', '*', '{', '<', '$'])
        || word.ends_with(".md")
        || word.contains("://")
        || is_date(word)
        || matches!(
            word.to_lowercase().as_str(),
            "main" | "master" | "tbd" | "n/a" | "none"
        );
    (!bad && shaped && (whole || word.len() > 2)).then(|| word.to_owned())
}

fn is_date(word: &str) -> bool {
    let digits = word
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
    digits && (word.len() == 10 || word.len() == 8)
}

fn input(value: &str) -> String {
    let value = value
        .trim()
        .trim_start_matches("User description:")
        .trim()
        .trim_matches(['"', '“', '”', '「', '」']);
    value.to_owned()
}

/// The title without template prefix and identifier; `None` if nothing is left.
fn name_of(title: &Line) -> Option<String> {
    let mut text = title.text.replace("**", "");
    for _ in 0..2 {
        let line = Line {
            text: text.clone(),
            ..Line::default()
        };
        if let Some(id) = ids::leading(&line) {
            text = line.text.get(id.rest..).unwrap_or_default().to_owned();
        }
        text = without_prefix(&text).to_owned();
    }
    let text = text.trim().trim_matches(['[', ']']).trim();
    (!text.is_empty() && !is_placeholder(&title.text)).then(|| text.to_owned())
}

fn without_prefix(text: &str) -> &str {
    for prefix in synonyms(Label::TitlePrefix) {
        let Some(rest) = strip_prefix_ignore_case(text, prefix) else {
            continue;
        };
        let separated = rest
            .trim_start()
            .starts_with([':', '：', '-', '–', '—', '|']);
        let whole = rest.trim().is_empty();
        let joined = prefix.ends_with(" for") && rest.starts_with(' ');
        if whole || separated || joined {
            return strip_separator(rest);
        }
    }
    // "X - Requirements", "X Delta Specification".
    for prefix in synonyms(Label::TitlePrefix) {
        let lower = text.to_lowercase();
        if lower.len() != text.len() {
            break;
        }
        if let Some(head) = lower.strip_suffix(prefix)
            && head.trim_end().ends_with(['-', '–', '—', ':', '：'])
        {
            let head = text.get(..head.len()).unwrap_or(text);
            return head.trim_end_matches([' ', '-', '–', '—', ':', '：']);
        }
    }
    text
}

/// A readable name from an identifier: `042-telemetry-tier2` → `Telemetry tier2`.
pub fn name_from_id(id: &str) -> Option<String> {
    let last = id.rsplit('/').next().unwrap_or(id);
    let words: Vec<&str> = last
        .split(['-', '_', ' '])
        .skip_while(|w| w.chars().all(|c| c.is_ascii_digit()))
        .filter(|w| !w.is_empty())
        .collect();
    let text = words.join(" ");
    let mut chars = text.chars();
    let first = chars.next()?;
    Some(first.to_uppercase().chain(chars).collect())
}

/// The folder that holds `path`, a leading date stripped.
pub fn folder_name(path: &str) -> Option<String> {
    let dir = path.rsplit('/').nth(1)?;
    let dated = dir.get(..11).is_some_and(|head| {
        head.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 | 10 => b == b'-',
            _ => b.is_ascii_digit(),
        })
    });
    let name = if dated { dir.get(11..)? } else { dir };
    (!name.is_empty() && name != "." && name != "..").then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Header {
        read(&Document::parse("x.md", text))
    }

    #[test]
    fn identifiers_wherever_they_are_stated() {
        for (text, id) in [
            ("# T\n\n**Feature Branch**: `012-x`", Some("012-x")),
            (
                "# T\n\nFeature Branch: `012-x`\nStatus: Draft",
                Some("012-x"),
            ),
            (
                "# T\n\n> Spec: edit-tool\n> Created: 2025-01-01",
                Some("edit-tool"),
            ),
            ("---\nid: SPEC-7\n---\n# T", Some("SPEC-7")),
            (
                "# T\n\n- **Feature ID**: FEAT-016 (draft)",
                Some("FEAT-016"),
            ),
            (
                "# T\n\n**Branch**: feat/menu | **Date**: 2026-01-02",
                Some("feat/menu"),
            ),
            (
                "# T\n\n| Field | Value |\n|--|--|\n| Feature ID | FEAT-3 |",
                Some("FEAT-3"),
            ),
            ("# FEAT-013: Pay", Some("FEAT-013")),
            ("# T\n\n**Mission Branch**: `feat/x`", Some("feat/x")),
            ("# T\n\n> Spec: `abc`", Some("abc")),
            ("# T\n\n**功能ID**: FEAT-7", Some("FEAT-7")),
            ("# T\n\n**Feature ID**: FEAT-XXX", None),
            ("# T\n\n**Feature Branch**: `[###-feature-name]`", None),
            ("# T\n\n**Feature**: Admin prices", None),
            ("# T\n\n**Spec**: [spec](./spec.md)", None),
        ] {
            assert_eq!(head(text).feature_id.as_deref(), id, "{text}");
        }
    }

    #[test]
    fn names_lose_the_template() {
        for (title, name) in [
            ("Feature Specification: Prices", Some("Prices")),
            ("Requirements - Document care", Some("Document care")),
            ("FEAT-013: Pay by slip", Some("Pay by slip")),
            ("Requirements Document", None),
            ("Feature Specification: [FEATURE NAME]", None),
            ("Explicit Operations PRD", Some("Explicit Operations PRD")),
        ] {
            assert_eq!(head(&format!("# {title}")).name.as_deref(), name, "{title}");
        }
    }

    #[test]
    fn a_title_is_word_for_word() {
        let header = head("\u{feff}# Use `x` & **y** #\r\n\r\ntext");
        assert_eq!(header.title.as_deref(), Some("Use `x` & **y**"));
    }

    #[test]
    fn a_status_above_a_rule_is_no_heading() {
        let header = head("# T\n\n**Created**: 2026-01-01\n**Status**: Draft\n---\n\n## A");
        assert_eq!(
            header.status.map(|s| (s.value, s.line)),
            Some(("Draft".into(), 4))
        );
    }

    #[test]
    fn a_status_is_found_where_it_stands() {
        let long = format!(
            "# T\n\n**Status**: Implemented — phase 1, {}",
            "x".repeat(150)
        );
        for (text, status) in [
            (long.as_str(), "Implemented"),
            (
                "# T\n\n## Status\n\nAccepted\n\n## Requirements",
                "Accepted",
            ),
            (
                "# T\n\n## 概要\n\n**ステータス**: 実装待ち\n\n## 要件",
                "実装待ち",
            ),
            ("# T\n\n## A\n\ntext\n\n---\n\n**Status**: Draft", "Draft"),
        ] {
            let found = head(text).status.map(|s| s.value);
            assert_eq!(found.as_deref(), Some(status), "{text}");
        }
    }

    #[test]
    fn folders_lose_their_date() {
        assert_eq!(
            folder_name("a/2025-12-27-do-it/proposal.md").as_deref(),
            Some("do-it")
        );
        assert_eq!(folder_name("spec.md"), None);
    }
}
