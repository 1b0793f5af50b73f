//! What the front matter says beyond the head: other features, and paths that the feature builds on.

use std::collections::BTreeMap;

use serde_json::Value;

use super::markdown::Document;
use super::reader::{feature_in, relation};
use super::words::is_nothing;
use crate::model::spec::{Mention, Spec, SpecDependency, TextItem};

/// Keys of an entry that name its feature.
const FEATURE_KEYS: &[&str] = &["spec", "feature", "feature_id", "id", "name"];

/// Adds dependencies, and a statement with its mentions for every entry that names paths.
pub fn read(spec: &mut Spec, document: &Document<'_>) {
    let inner = document.front_source.trim_start_matches('\u{feff}');
    let inner: Vec<&str> = inner.lines().skip(1).collect();
    let yaml = inner
        .split_last()
        .map_or_else(String::new, |(_, rest)| rest.join("\n"));
    let Ok(keys) = serde_saphyr::from_str::<BTreeMap<String, Value>>(&yaml) else {
        return;
    };
    for (key, value) in &keys {
        let entries = match value {
            Value::Array(entries) => entries.iter().collect(),
            Value::Null => Vec::new(),
            one => vec![one],
        };
        let key = key.to_lowercase();
        let kind = match key.as_str() {
            "references" => Some("related_to"),
            "dependencies" => Some("depends_on"),
            other => relation(&other.replace(['_', '-'], " ")),
        };
        let mut line = 0;
        for (at, entry) in entries.into_iter().enumerate() {
            let entry = Entry::of(entry, document.front_source, &key, line);
            line = entry.line;
            if kind.is_none() && entry.paths.iter().all(|path| path.ends_with(".md")) {
                continue;
            }
            entry.add(spec, kind, &key, at + 1);
        }
    }
}

/// One entry of a list, or the one value of a key.
struct Entry {
    text: String,
    feature: Option<String>,
    paths: Vec<String>,
    line: u32,
}

impl Entry {
    /// Reads an entry of `key`; the one before it stands on line `after`.
    fn of(value: &Value, source: &str, key: &str, after: u32) -> Self {
        let fields = leaves(value);
        let text: Vec<String> = fields
            .iter()
            .map(|(name, said)| match name {
                Some(name) => format!("{name}: {said}"),
                None => said.clone(),
            })
            .collect();
        let named = fields.iter().find(|(name, _)| {
            name.as_deref()
                .is_some_and(|name| FEATURE_KEYS.contains(&name.to_lowercase().as_str()))
        });
        let feature = match (named, fields.as_slice()) {
            (Some((_, said)), _) => Some(feature_in(said).unwrap_or(said)),
            (None, [(None, said)]) if !said.contains([' ', '/']) && !is_nothing(said) => {
                Some(feature_in(said).unwrap_or(said))
            }
            _ => fields.iter().find_map(|(_, said)| feature_in(said)),
        };
        let paths = fields.iter().map(|(_, said)| said);
        let paths: Vec<String> = paths.filter(|said| is_path(said)).cloned().collect();
        let first = fields.first().map(|(_, said)| said.as_str());
        let sign = paths.first().map(String::as_str).or(feature).or(first);
        Self {
            text: text.join(", "),
            feature: feature.map(str::to_owned),
            line: line_of(source, key, sign.unwrap_or_default(), after),
            paths,
        }
    }

    fn add(self, spec: &mut Spec, kind: Option<&str>, key: &str, number: usize) {
        let id = format!("front-{key}-{number}");
        if self.text.is_empty() || is_nothing(&self.text) {
            return;
        }
        // A reference that names no feature is a document, not a dependency.
        let is_document = self.paths.iter().all(|path| path.ends_with(".md"));
        let related = kind.filter(|kind| self.feature.is_some() || *kind != "related_to");
        let known = |kind: &str| {
            let same = |one: &SpecDependency| one.kind == kind && one.feature == self.feature;
            self.feature.is_some() && spec.dependencies.iter().any(same)
        };
        if let Some(kind) = related.filter(|kind| !known(kind)) {
            spec.dependencies.push(SpecDependency {
                kind: kind.to_owned(),
                feature: self.feature,
                text: self.text.clone(),
                line: self.line,
            });
        }
        if self.paths.is_empty() || kind == Some("related_to") && is_document {
            return;
        }
        let mentions = self.paths.into_iter().map(|text| Mention {
            text,
            line: self.line,
            item: Some(id.clone()),
        });
        spec.mentions.extend(mentions);
        spec.statements.push(TextItem {
            id,
            text: format!("{key}: {}", self.text),
            line: self.line,
            ..TextItem::default()
        });
    }
}

/// Texts and numbers of a value with their keys.
fn leaves(value: &Value) -> Vec<(Option<String>, String)> {
    match value {
        Value::String(text) => vec![(None, text.trim().to_owned())],
        Value::Number(number) => vec![(None, number.to_string())],
        Value::Array(all) => all.iter().flat_map(leaves).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| {
                let below = leaves(value);
                below
                    .into_iter()
                    .map(|(name, said)| (name.or_else(|| Some(key.clone())), said))
            })
            .collect(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// `crates/x/src/a.rs`: folders, and a file with an extension.
fn is_path(text: &str) -> bool {
    let Some((folders, file)) = text.rsplit_once('/') else {
        return false;
    };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let shaped = !extension.is_empty() && extension.chars().all(char::is_alphanumeric);
    shaped && !folders.is_empty() && !text.contains([' ', '*']) && !text.contains("://")
}

/// The line that says `text`, below `key:` and line `after`; else that of the key.
fn line_of(source: &str, key: &str, text: &str, after: u32) -> u32 {
    let is_key = |line: &str| line.to_lowercase().starts_with(&format!("{key}:"));
    let from = source.lines().position(is_key).unwrap_or(0);
    let from = from.max(after as usize);
    let at = source
        .lines()
        .skip(from)
        .position(|line| line.contains(text));
    u32::try_from(from + at.unwrap_or(0) + 1).unwrap_or(u32::MAX)
}
