//! What was there when a team began: findings that do not count until their line is touched.
//!
//! A fingerprint is made of the rule, the document and the words of the line, so that it holds while lines
//! move, and no longer when the line is changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::page::Page;
use crate::diag::Diagnostic;
use crate::report::fingerprint;

/// Version of the file.
pub const SCHEMA_VERSION: u32 = 1;

/// The findings that do not count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Findings, sorted by document, rule and fingerprint.
    pub findings: BTreeSet<Known>,
}

/// One finding of a baseline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Known {
    /// The document.
    pub path: String,
    /// Code of the rule.
    pub code: String,
    /// 32 hexadecimal digits.
    pub fingerprint: String,
    /// What it said: for people who read the file.
    pub message: String,
}

impl Baseline {
    /// The baseline of this text; the error is a sentence.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Self =
            serde_json::from_str(text).map_err(|error| format!("it is damaged: {error}"))?;
        if read.schema_version > SCHEMA_VERSION {
            return Err("a newer groundplan wrote it".to_owned());
        }
        Ok(read)
    }

    /// The baseline with the findings of these documents in place of what it knew of them.
    #[must_use]
    pub fn renewed(mut self, documents: &BTreeSet<String>, found: &[(String, Diagnostic)]) -> Self {
        self.schema_version = SCHEMA_VERSION;
        self.findings
            .retain(|known| !documents.contains(&known.path));
        let known = found.iter().map(|(fingerprint, one)| Known {
            path: one.path.clone().unwrap_or_default(),
            code: one.code.clone(),
            fingerprint: fingerprint.clone(),
            message: one.message.clone(),
        });
        self.findings.extend(known);
        self
    }

    /// Whether it has a finding with this fingerprint.
    pub fn has(&self, fingerprint: &str) -> bool {
        self.findings
            .iter()
            .any(|known| known.fingerprint == fingerprint)
    }

    /// How many of its findings on these documents are no longer found.
    pub fn gone(&self, documents: &BTreeSet<String>, found: &[(String, Diagnostic)]) -> usize {
        let there: BTreeSet<&str> = found.iter().map(|(one, _)| one.as_str()).collect();
        let ours = self
            .findings
            .iter()
            .filter(|known| documents.contains(&known.path));
        ours.filter(|known| !there.contains(known.fingerprint.as_str()))
            .count()
    }
}

/// Findings with their fingerprints.
pub fn fingerprinted(found: Vec<Diagnostic>, pages: &[Page]) -> Vec<(String, Diagnostic)> {
    let mut seen: BTreeMap<[String; 3], usize> = BTreeMap::new();
    let each = found.into_iter().map(|one| {
        let path = one.path.clone().unwrap_or_default();
        let page = pages.iter().find(|page| page.path == path);
        let line = one.line.and_then(|line| page.map(|page| page.line(line)));
        let words = line.map(plain).filter(|words| !words.is_empty());
        let key = [
            path,
            one.code.clone(),
            words.unwrap_or_else(|| one.message.clone()),
        ];
        let nth = seen.entry(key.clone()).or_default();
        let parts = key.each_ref().map(String::as_str);
        let print = fingerprint(&parts, *nth);
        *nth += 1;
        (print, one)
    });
    each.collect()
}

/// A line's words, whatever the space around and between them.
fn plain(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ")
}
