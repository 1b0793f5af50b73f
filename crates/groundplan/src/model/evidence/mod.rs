//! Everything the analyzer, the skills pass and the researchers found: the plan is drafted from
//! this and the specification, and from nothing else.

mod answers;
mod data;
mod groups;
mod places;
mod stack;

pub use answers::{AnswerState, Finding, FindingSource, Prescription, ResearchAnswer, SkillChoice};
pub use data::{Operation, OperationKind, Table, TableField, TableIndex};
pub use groups::{AddedBy, ConventionFact, Member, Registration, SiblingGroup};
pub use places::{
    AntiPattern, IntegrationPoint, Pattern, RankedFile, RankedSymbol, Recommendation,
    SimilarImplementation,
};
pub use stack::{Detected, LanguageShare, ProjectCommand, Stack, StatedStack, Workflow};

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::diag::Diagnostic;
use crate::model::ground::Anchor;
use crate::model::index::{FileFacts, Index};

/// All evidence for one plan.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Facts of every file.
    pub index: Arc<Index>,
    /// Texts of source files, tests, documents and configuration that anchors may cite.
    pub texts: BTreeMap<String, Arc<str>>,
    /// What the analyzer says.
    pub analysis: Analysis,
    /// Skills that were looked at.
    pub skills: Vec<SkillChoice>,
    /// Answers to the open questions, in question order.
    pub research: Vec<ResearchAnswer>,
    /// What the passes noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// The analyzer's result: the JSON contract of `groundplan analyze`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Analysis {
    /// Version of this JSON.
    pub schema_version: u32,
    /// Whether and how deep the code was analysed, and why.
    pub decision: AnalysisDecision,
    /// Languages, frameworks, tools.
    pub stack: Stack,
    /// Files that the feature touches, best first.
    pub files: Vec<RankedFile>,
    /// Symbols that the feature touches, best first.
    pub symbols: Vec<RankedSymbol>,
    /// How things are done here.
    pub patterns_found: Vec<Pattern>,
    /// Where the new code hooks in.
    pub integration_points: Vec<IntegrationPoint>,
    /// What already does something alike.
    pub similar_implementations: Vec<SimilarImplementation>,
    /// What not to follow.
    pub anti_patterns: Vec<AntiPattern>,
    /// Advice drawn from the lists above.
    pub recommendations: Vec<Recommendation>,
    /// Groups of siblings.
    pub groups: Vec<SiblingGroup>,
    /// Tables of the project's schema.
    pub tables: Vec<Table>,
    /// Operations that the project offers: queries, mutations, routes, commands.
    pub operations: Vec<Operation>,
    /// Rules of instruction files.
    pub instructions: Vec<Instruction>,
    /// History, in short.
    pub history: HistorySummary,
}

/// How deep the code was analysed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// Not at all: there is no code.
    #[default]
    Skip,
    /// Index, stack, ranked files.
    Quick,
    /// Everything.
    Thorough,
}

/// The decision of the seed's step 2.1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AnalysisDecision {
    /// How deep.
    pub depth: Depth,
    /// One reason a sentence.
    pub reasons: Vec<String>,
    /// Whether a person chose the depth.
    pub overridden: bool,
    /// Keywords that were searched for, best first.
    pub keywords: Vec<String>,
    /// The kind of feature, in a few words.
    pub feature_type: String,
}

/// A rule that an instruction file (CLAUDE.md, AGENTS.md, constitution, steering, a decision) gives, or the
/// layout that it draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instruction {
    /// Heading it stands under.
    pub heading: String,
    /// Text: a whole bullet, the binding sentences of a paragraph, or a whole code block (a repository tree).
    pub text: String,
    /// The place.
    pub anchor: Anchor,
}

/// History, in short.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct HistorySummary {
    /// Head commit.
    pub head: Option<String>,
    /// Commits looked at.
    pub commits: u32,
    /// Whether the clone is shallow.
    pub shallow: bool,
    /// Files changed most often, with counts, most first, at most 20.
    pub hot_files: Vec<(String, u32)>,
    /// Commits whose message resembles the specification: (id, subject, files).
    pub similar: Vec<AddedBy>,
}

impl Analysis {
    /// The group with this identifier.
    pub fn group(&self, id: &str) -> Option<&SiblingGroup> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The first group of this kind.
    pub fn group_of_kind(&self, kind: &str) -> Option<&SiblingGroup> {
        self.groups.iter().find(|group| group.kind == kind)
    }

    /// The command of this name.
    pub fn command(&self, name: &str) -> Option<&ProjectCommand> {
        self.stack
            .commands
            .iter()
            .find(|command| command.name == name)
    }
}

/// Words of headings that speak of the layout.
const LAYOUT: &[&str] = &[
    "structure",
    "layout",
    "organization",
    "organisation",
    "directories",
    "folders",
];

impl Instruction {
    /// Whether it says where things lie, rather than what to do.
    pub fn is_layout(&self) -> bool {
        let heading = self.heading.to_lowercase();
        Self::is_tree(&self.text) || LAYOUT.iter().any(|cue| heading.contains(cue))
    }

    /// Whether a text draws a tree of folders.
    pub fn is_tree(text: &str) -> bool {
        ["├──", "└──", "|--"]
            .iter()
            .any(|branch| text.contains(branch))
    }
}

impl Evidence {
    /// Facts of a file.
    pub fn file(&self, path: &str) -> Option<&FileFacts> {
        self.index.file(path)
    }
}
