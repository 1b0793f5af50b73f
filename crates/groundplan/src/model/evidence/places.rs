//! Where the feature lives, and what is like it.

use serde::Serialize;

use crate::model::ground::Anchor;
use crate::model::index::SymbolKind;

/// A file the feature may touch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedFile {
    /// Path.
    pub path: String,
    /// Score; only the order means something.
    pub score: f64,
    /// The declaration that says most of the query.
    pub line: Option<u32>,
    /// What made it rank: terms and where they stand, commits, edges. Never empty.
    pub reasons: Vec<String>,
}

/// A symbol the feature may touch.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedSymbol {
    /// Path of its file.
    pub path: String,
    /// Qualified name.
    pub name: String,
    /// Kind.
    pub kind: SymbolKind,
    /// Line of its name.
    pub line: u32,
    /// Score; only the order means something.
    pub score: f64,
    /// What made it rank. Never empty.
    pub reasons: Vec<String>,
}

/// A pattern that the code base keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pattern {
    /// `admin_mutation_auth`, `file_naming`, …
    pub pattern_type: String,
    /// One sentence.
    pub description: String,
    /// `path:12-30`.
    pub example_location: String,
    /// The cited lines, at most twelve.
    pub code_snippet: String,
    /// What to do.
    pub usage_instruction: String,
    /// Members that keep it.
    pub support: u32,
    /// Members that were looked at.
    pub total: u32,
    /// The group it was counted in.
    pub group: Option<String>,
    /// The example.
    pub anchor: Anchor,
}

/// Where new code hooks in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntegrationPoint {
    /// `path:45`, or `path` alone.
    pub file_location: String,
    /// `schema_addition`, `registration`, `navigation`, `rule` (a rule of the project names the file).
    pub integration_type: String,
    /// What to do.
    pub instruction: String,
    /// What to follow there.
    pub existing_pattern: String,
    /// The place.
    pub anchor: Anchor,
}

/// Something that already does a like thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SimilarImplementation {
    /// `path:56-78`.
    pub file: String,
    /// What it does.
    pub description: String,
    /// Why it matters here, with the specification item it resembles.
    pub relevance: String,
    /// Identifiers of specification items that it resembles.
    pub spec_items: Vec<String>,
    /// The place.
    pub anchor: Anchor,
}

/// What not to follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AntiPattern {
    /// `path:3`.
    pub file: String,
    /// What is wrong.
    pub issue: String,
    /// How it is known.
    pub reason: String,
    /// The place.
    pub anchor: Anchor,
}

/// Advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// One sentence.
    pub text: String,
    /// What it rests on.
    pub anchor: Anchor,
}

impl IntegrationPoint {
    /// Path of the file to change; the anchor may be that of the rule that demands it.
    pub fn path(&self) -> &str {
        self.file_location.split(':').next().unwrap_or_default()
    }
}
