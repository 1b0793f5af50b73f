//! Dependencies on other features, and relations to them: labels, items, rows of tables.

use std::sync::LazyLock;

use regex::Regex;

use super::Reader;
use super::lists::nested_lists;
use crate::model::spec::SpecDependency;
use crate::spec::headings::{Label, Topic, is_label};
use crate::spec::ids::{self, LeadingId};
use crate::spec::markdown::{Item, Line, Row};
use crate::spec::words;

/// What a label says about another feature: `depends_on`, `blocks` or `related_to`.
pub(in crate::spec) fn relation(label: &str) -> Option<&'static str> {
    let bare = label.split(['(', '（']).next().unwrap_or(label).trim();
    let kinds = [
        (Label::Blocks, "blocks"),
        (Label::RelatedTo, "related_to"),
        (Label::DependsOn, "depends_on"),
    ];
    let found = kinds.iter().find(|(label, _)| is_label(bare, *label));
    found.map(|(_, kind)| *kind)
}

/// The first feature that a text names.
pub(in crate::spec) fn feature_in(text: &str) -> Option<&str> {
    static FEATURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b([A-Z]{2,}(?:-[A-Z]{2,})*-\d{2,}|(?:[Ss]pec|[Ff]eature|SPEC)[ -]#?\d{2,}(?:-[a-z0-9-]+)?|\d{3}-[a-z][a-z0-9-]+)\b").ok()
    });
    let found = FEATURE.as_ref()?.find_iter(text).map(|m| m.as_str());
    found.into_iter().find(|id| names_feature(id))
}

/// The change that a text begins with: `add-system-scan` of "add-system-scan (the harvest layer)".
pub(super) fn change_in(text: &str) -> Option<&str> {
    static CHANGE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^`?([a-z0-9]+(?:-[a-z0-9]+)+)`?(?:\s*[(,.;—–]|\s*$)").ok());
    let found = CHANGE.as_ref()?.captures(text)?;
    found.get(1).map(|change| change.as_str())
}

/// `CN-003` is an item, `ADR-0006` a decision, `UTF-16` a word: none names a feature.
fn names_feature(id: &str) -> bool {
    let line = Line {
        text: format!("{id}:"),
        ..Line::default()
    };
    let letters = id.split('-').next().unwrap_or(id);
    let other = [
        "ADR", "RFC", "ISO", "UTF", "SHA", "HTTP", "PR", "AES", "TLS", "CVE", "GPT",
    ];
    !other.contains(&letters) && ids::leading(&line).is_none_or(|id| id.kind == ids::IdKind::Other)
}

/// The parts of "FEAT-020, FEAT-021 (later)", where each of them begins with a feature.
fn features(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split([',', ';', '、', '，']).map(str::trim).collect();
    let each = parts
        .iter()
        .all(|part| feature_in(part).is_some_and(|id| part.starts_with(id)));
    if each { parts } else { vec![text] }
}

impl<'d> Reader<'d> {
    /// A dependency, or a relation to another feature.
    pub(super) fn dependency(&mut self, line: &Line, text: &str) {
        self.dependency_of(line, text, None);
    }

    /// The same for an item that an identifier opened, which may be the feature itself.
    pub(super) fn dependency_of(
        &mut self,
        line: &Line,
        text: &str,
        id: Option<&LeadingId>,
    ) -> bool {
        let found = words::labelled(line);
        let own = found.as_ref().and_then(|f| relation(f.label));
        let text = match (&found, own) {
            (Some(found), Some(_)) => found.value,
            _ => text,
        };
        let group = self.group.as_deref().and_then(relation);
        let kind = own.or(group).unwrap_or("depends_on");
        let stated = id.map(|id| id.id.as_str());
        let stated = stated.filter(|id| feature_in(id) == Some(id));
        match stated {
            Some(feature) if text.is_empty() => {
                self.push_relation(kind, Some(feature), feature, line);
            }
            Some(feature) => self.push_relation(kind, Some(feature), text, line),
            None if words::is_nothing(text) || text.is_empty() => {}
            None => {
                for part in features(text) {
                    self.push_relation(kind, feature_in(part), part, line);
                }
            }
        }
        true
    }

    /// A relation to a change, by what its label says.
    pub(super) fn relate(&mut self, label: &str, change: &str, text: &str, line: &Line) {
        let kind = relation(label).unwrap_or("depends_on");
        self.push_relation(kind, Some(change), text, line);
    }

    fn push_relation(&mut self, kind: &str, feature: Option<&str>, text: &str, line: &Line) {
        self.spec.dependencies.push(SpecDependency {
            kind: kind.to_owned(),
            feature: feature.map(str::to_owned),
            text: text.to_owned(),
            line: line.number,
        });
    }

    /// `- **Depends on**: …`, in any section or below its own list. True where the item is one.
    pub(in crate::spec) fn relation_item(&mut self, item: &'d Item, line: &Line) -> bool {
        let Some(found) = words::labelled(line) else {
            return false;
        };
        let at_home = self.topic() == Some(Topic::Dependencies);
        let free = self.owner() == super::Owner::Nobody && self.topic().is_none();
        let meant = found.strong || feature_in(found.value).is_some();
        if relation(found.label).is_none() || !(at_home || free && meant) {
            return false;
        }
        if !found.value.is_empty() {
            self.dependency(line, found.value);
            return true;
        }
        let before = self.group.replace(found.label.to_owned());
        for list in nested_lists(item) {
            for below in &list.items {
                let line = below.text.joined();
                let id = ids::leading(&line);
                let rest = id
                    .as_ref()
                    .map_or_else(|| line.clone(), |id| line.from(id.rest));
                self.dependency_of(&rest, &rest.text, id.as_ref());
            }
        }
        self.group = before;
        true
    }

    /// A row of a table of dependencies: a cell says the kind, one names the feature.
    pub(super) fn dependency_row(&mut self, row: &Row) {
        let kind = row.cells.iter().find_map(|cell| relation(&cell.text));
        let group = self.group.as_deref().and_then(relation);
        let feature = row.cells.iter().find_map(|cell| feature_in(&cell.text));
        let said = row
            .cells
            .iter()
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty() && relation(text).is_none() && feature != Some(*text));
        let said = said.collect::<Vec<_>>().join(" — ");
        let line = Line {
            number: row.line,
            ..Line::default()
        };
        let text = if said.is_empty() {
            feature.unwrap_or_default()
        } else {
            &said
        };
        if !words::is_nothing(text) && !text.is_empty() {
            let kind = kind.or(group).unwrap_or("depends_on");
            self.push_relation(kind, feature, text, &line);
        }
    }
}
