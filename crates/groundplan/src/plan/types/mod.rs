//! The typed plan: what is drafted, checked, reviewed and lowered to a document.
//!
//! Every item has a [`Key`] that hangs on what it is about, never on its position, and
//! [`Grounds`]. The JSON that [`Plan`] serialises to is a contract with a version.

mod contracts;
mod decisions;
mod delivery;
mod overview;
mod schema;
mod tests;

pub use contracts::*;
pub use decisions::*;
pub use delivery::*;
pub use overview::*;
pub use schema::*;
pub use tests::*;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::ground::Claim;

/// Version of the JSON that [`Plan`] serialises to.
pub const PLAN_SCHEMA_VERSION: u32 = 1;

/// A stable key: section and subject, `contracts/updatePricing`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// Key of `subject` in `section`; what is no letter, digit, `.`, `_`, `/` becomes one `-`.
    pub fn new(section: &str, subject: &str) -> Self {
        let mut key = format!("{section}/");
        for c in subject.chars() {
            match c {
                c if c.is_alphanumeric() || matches!(c, '.' | '_' | '/') => key.push(c),
                _ if key.ends_with(['-', '/']) => {}
                _ => key.push('-'),
            }
        }
        while key.ends_with('-') {
            key.pop();
        }
        Self(key)
    }

    /// Key of an item that has nothing but its words: a hash of them.
    pub fn of_text(section: &str, text: &str) -> Self {
        let hash = blake3::hash(text.trim().as_bytes()).to_hex();
        Self(format!("{section}/{}", &hash[..8]))
    }

    /// The key as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// State of a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanStatus {
    /// Written, not decided on.
    #[default]
    Draft,
    /// A person approved it.
    Approved,
    /// A person wants changes.
    #[serde(rename = "Changes Requested")]
    ChangesRequested,
    /// A person stopped it.
    Cancelled,
    /// Being implemented.
    #[serde(rename = "In Progress")]
    InProgress,
    /// Implemented.
    Complete,
}

impl PlanStatus {
    /// As the plan's header has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Approved => "Approved",
            Self::ChangesRequested => "Changes Requested",
            Self::Cancelled => "Cancelled",
            Self::InProgress => "In Progress",
            Self::Complete => "Complete",
        }
    }
}

/// A plan.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// [`PLAN_SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Which feature, from which specification, when.
    pub header: PlanHeader,
    /// Kinds of change that the feature is, with the reason for each.
    pub kinds: Vec<ChangeKindFound>,
    /// Research Summary.
    pub research: Vec<ResearchItem>,
    /// Architecture Overview.
    pub architecture: Architecture,
    /// Database Schema Changes.
    pub schema: SchemaChanges,
    /// API Contracts.
    pub contracts: Contracts,
    /// What changes or goes, and who is affected.
    pub impact: Vec<Impact>,
    /// Technical Decisions; the first is the file organisation.
    pub decisions: Vec<Decision>,
    /// Every file of the feature: the content of the first decision.
    pub files: Vec<FileChange>,
    /// Files to read before the work begins; nothing plans a change there.
    pub reading: Vec<Reading>,
    /// Existing Patterns to Follow.
    pub patterns: Patterns,
    /// Testing Strategy.
    pub tests: TestStrategy,
    /// Performance Considerations.
    pub performance: Performance,
    /// Security Considerations.
    pub security: Security,
    /// Rollout Strategy.
    pub rollout: Rollout,
    /// Dependencies.
    pub dependencies: Dependencies,
    /// Risks & Mitigation.
    pub risks: Vec<Risk>,
    /// Success Criteria.
    pub success: Success,
    /// What a reviewer has to decide.
    pub questions: Vec<ReviewQuestion>,
    /// Next Steps / Notes.
    pub notes: Vec<Claim>,
}

impl Plan {
    /// All operations in document order.
    pub fn operations(&self) -> impl Iterator<Item = &OperationDraft> {
        self.contracts
            .groups
            .iter()
            .flat_map(|group| &group.operations)
    }

    /// All tests in document order.
    pub fn test_cases(&self) -> impl Iterator<Item = &TestCase> {
        self.tests.levels.iter().flat_map(|level| &level.cases)
    }

    /// All drafted code in document order.
    pub fn code_blocks(&self) -> Vec<&CodeBlock> {
        let schema = &self.schema;
        let mut all: Vec<&CodeBlock> = Vec::new();
        all.extend(schema.new_tables.iter().flat_map(|table| &table.code));
        all.extend(schema.modified_tables.iter().flat_map(|table| &table.code));
        all.extend(self.contracts.types.iter().flat_map(|one| &one.code));
        all.extend(&schema.migrations);
        all.extend(self.operations().flat_map(|operation| &operation.code));
        all.extend(self.impact.iter().flat_map(|impact| &impact.code));
        all.extend(
            self.tests
                .levels
                .iter()
                .filter_map(|level| level.example.as_ref()),
        );
        all
    }

    /// All success criteria in document order.
    pub fn success_criteria(&self) -> impl Iterator<Item = &SuccessCriterion> {
        let success = &self.success;
        success
            .functional
            .iter()
            .chain(&success.technical)
            .chain(&success.quality)
    }

    /// Identifiers of specification items that operations, impacts and files other than tests cite.
    pub fn work_items(&self) -> BTreeSet<&str> {
        let operations = self.operations().flat_map(|op| {
            let criteria = op.criteria.iter().map(String::as_str);
            op.claim.grounds.spec_items().chain(criteria)
        });
        let impacts = self
            .impact
            .iter()
            .flat_map(|impact| impact.claim.grounds.spec_items());
        let files = self.files.iter().filter(|file| file.role != "test");
        let files = files.flat_map(|file| &file.implements).map(String::as_str);
        operations.chain(impacts).chain(files).collect()
    }
}

/// Which feature, from which specification, when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PlanHeader {
    /// `FEAT-016`, where the specification states one.
    pub feature_id: Option<String>,
    /// Stem of the feature's documents.
    pub stem: String,
    /// Name of the feature.
    pub name: String,
    /// State.
    pub status: PlanStatus,
    /// ISO date.
    pub created: String,
    /// ISO date.
    pub updated: String,
    /// The specification.
    pub spec_path: String,
    /// Where the tasks will be.
    pub tasks_path: String,
    /// The specification's stated status.
    pub spec_status: Option<String>,
    /// Head commit of the repository: in the lock alone, for committing a plan does not change it.
    #[serde(skip)]
    pub commit: Option<String>,
    /// Name of the engine that drafted it.
    pub engine: String,
}

/// A kind of change; it decides which sections apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Stored data: tables, fields, migrations.
    Data,
    /// A service's queries, mutations, routes, events.
    Service,
    /// Commands and flags of a command-line tool.
    Cli,
    /// Public API of a library.
    Library,
    /// What exists behaves otherwise.
    Behaviour,
    /// Something goes, is replaced or moved.
    Removal,
    /// Logging, metrics, authentication and the like, across modules.
    CrossCutting,
    /// What a person sees.
    UserInterface,
    /// Build, packaging, CI, infrastructure.
    Build,
    /// Documentation.
    Documentation,
}

/// A kind of change and why it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeKindFound {
    /// The kind.
    pub kind: ChangeKind,
    /// Why.
    pub claim: Claim,
}

/// Whether an operation is new.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// New.
    #[default]
    Add,
    /// There, and will be another.
    Modify,
    /// There, and goes.
    Remove,
}

/// A drafted block of code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeBlock {
    /// Info string: `typescript`, `python`, `sql`, `go`, `rust`, `text`.
    pub language: String,
    /// File that it belongs to, one of [`Plan::files`].
    pub path: String,
    /// `schema`, `contract`, `test`, `migration`, `support`.
    pub role: String,
    /// Text without a final newline.
    pub text: String,
}
