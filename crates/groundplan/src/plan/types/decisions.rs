//! Technical decisions, and the files that the first of them names.

use serde::Serialize;

use super::Key;
use crate::model::ground::Claim;

/// A technical decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Stable key.
    pub key: Key,
    /// Title without the number.
    pub title: String,
    /// What forces it.
    pub context: Vec<Claim>,
    /// Options, at least two but for the file organisation.
    pub options: Vec<DecisionOption>,
    /// Index into `options` of the choice.
    pub chosen: usize,
    /// What is decided, in a sentence.
    pub decision: Claim,
    /// Why.
    pub rationale: Vec<Claim>,
    /// What follows.
    pub implications: Vec<Claim>,
}

/// An option of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionOption {
    /// The option in a few words.
    pub title: String,
    /// What speaks for it.
    pub pros: Vec<Claim>,
    /// What speaks against it.
    pub cons: Vec<Claim>,
}

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileAction {
    /// Made.
    Create,
    /// Changed.
    Modify,
    /// Removed.
    Delete,
}

/// One file of the feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Stable key.
    pub key: Key,
    /// Path relative to the repository root.
    pub path: String,
    /// What happens to it.
    pub action: FileAction,
    /// `schema`, `contract`, `logic`, `ui`, `registration`, `test`, `docs`, `config`, `other`.
    pub role: String,
    /// What for.
    pub claim: Claim,
    /// Identifiers of the specification items that need it.
    pub implements: Vec<String>,
}

/// A file that says much of the feature without a ground that it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Path relative to the repository root.
    pub path: String,
    /// Why it is worth reading.
    pub claim: Claim,
}
