//! What the plan starts from: research, architecture, existing patterns.

use serde::Serialize;

use super::{CodeBlock, Key};
use crate::model::evidence::AnswerState;
use crate::model::ground::{Claim, Grounds};

/// An answer to a question, as the plan shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResearchItem {
    /// Stable key.
    pub key: Key,
    /// `RQ1`.
    pub question: String,
    /// The question as asked, in short.
    pub title: String,
    /// `answered`, `partial`, `open`.
    pub state: AnswerState,
    /// Findings, each grounded in research.
    pub findings: Vec<Claim>,
    /// Knowledge file.
    pub file: Option<String>,
    /// Whether an answer that was there was used again, is stale, or which sources were asked.
    pub note: String,
    /// Keys of items that rest on this answer.
    pub used_in: Vec<Key>,
}

/// Modules by layer and how they hang together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Architecture {
    /// Components, top layer first.
    pub components: Vec<Component>,
    /// Edges between components.
    pub edges: Vec<Edge>,
    /// Sentences that a diagram cannot say.
    pub notes: Vec<Claim>,
}

/// One component: a module, package, or external system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Component {
    /// Stable key.
    pub key: Key,
    /// Short name: a directory, package or system.
    pub name: String,
    /// Layer: `interface`, `service`, `domain`, `data`, `external`, `test`.
    pub layer: String,
    /// New and changed members, each a file name or a symbol, with `+` for new and `~` for changed.
    pub members: Vec<String>,
    /// What it does for this feature.
    pub claim: Claim,
}

/// A dependency between two components.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// Key of the component that depends.
    pub from: Key,
    /// Key of the component depended on.
    pub to: Key,
    /// How: `imports`, `calls requireAdmin`, `reads models`.
    pub label: String,
    /// Whether it is only planned.
    pub planned: bool,
    /// What it rests on.
    pub grounds: Grounds,
}

/// Existing patterns to follow; the analyzer's five lists as far as they concern the feature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Patterns {
    /// Patterns, with snippet.
    pub patterns: Vec<PatternItem>,
    /// Rules of instruction files that concern the feature; they outrank counted patterns.
    pub rules: Vec<Claim>,
    /// Integration points.
    pub integration: Vec<Claim>,
    /// Similar implementations.
    pub similar: Vec<Claim>,
    /// Anti-patterns.
    pub anti: Vec<Claim>,
    /// Recommendations.
    pub recommendations: Vec<Claim>,
    /// What was looked for, where there is nothing.
    pub none: Option<Claim>,
}

/// A pattern to follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PatternItem {
    /// Stable key.
    pub key: Key,
    /// `Admin check first`.
    pub title: String,
    /// What it is and how many keep it.
    pub claim: Claim,
    /// What to do.
    pub usage: String,
    /// The cited lines.
    pub snippet: Option<CodeBlock>,
}
