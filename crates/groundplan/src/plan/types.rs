//! The typed plan: what is drafted, checked, reviewed and lowered to a document.
//!
//! Every item has a [`Key`] that hangs on what it is about, never on its position, and
//! [`Grounds`]. The JSON that [`Plan`] serialises to is a contract with a version.

use serde::{Deserialize, Serialize};

use crate::model::evidence::OperationKind;
use crate::model::ground::{Anchor, Claim, Grounds};

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
    /// Head commit of the repository.
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
    pub state: crate::model::evidence::AnswerState,
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

/// Type of a field, before a schema language writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldType {
    /// Text.
    Text,
    /// Whole number.
    Integer,
    /// Number with a fraction, where exactness does not matter.
    Number,
    /// Money and the like.
    Decimal,
    /// Yes or no.
    Boolean,
    /// A moment.
    Timestamp,
    /// A day.
    Date,
    /// Structured data.
    Json,
    /// One of a few words.
    Enum {
        /// The words.
        values: Vec<String>,
    },
    /// Identifier of a row of another table.
    Reference {
        /// Name of that table in the schema.
        table: String,
    },
    /// Several of one type.
    List {
        /// Type of the members.
        of: Box<FieldType>,
    },
}

/// A field to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Name in the schema's habit.
    pub name: String,
    /// Type.
    pub ty: FieldType,
    /// Whether it must be there.
    pub required: bool,
    /// Whether no two rows may share it.
    pub unique: bool,
    /// A rule on its values in the schema's terms of reference: `> 0`.
    pub check: Option<String>,
    /// What it is for and what it rests on.
    pub claim: Claim,
}

/// An index to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexDraft {
    /// Name.
    pub name: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Whether it is unique.
    pub unique: bool,
    /// The access path that it serves.
    pub claim: Claim,
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

/// Changes to the stored data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SchemaChanges {
    /// Identifier in the dialect registry.
    pub dialect: Option<String>,
    /// New tables.
    pub new_tables: Vec<TableDraft>,
    /// Changed tables.
    pub modified_tables: Vec<TableChange>,
    /// What was looked for, where there are no changes.
    pub none: Option<Claim>,
}

/// A new table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableDraft {
    /// Stable key.
    pub key: Key,
    /// Name in the schema.
    pub name: String,
    /// Name of one row, in the words of the specification: `pricing config`.
    pub entity: String,
    /// Fields in order, without the row's own identifier.
    pub fields: Vec<Field>,
    /// Indexes.
    pub indexes: Vec<IndexDraft>,
    /// What it is for.
    pub claim: Claim,
    /// The table in the project's schema language.
    pub code: Vec<CodeBlock>,
}

/// A change to a table that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableChange {
    /// Stable key.
    pub key: Key,
    /// Name in the schema.
    pub name: String,
    /// The declaration.
    pub anchor: Anchor,
    /// Fields to add.
    pub add: Vec<Field>,
    /// Names of fields that go.
    pub remove: Vec<String>,
    /// Indexes to add.
    pub indexes: Vec<IndexDraft>,
    /// Why.
    pub claim: Claim,
    /// The change in the project's schema language.
    pub code: Vec<CodeBlock>,
}

/// Contracts: queries, mutations, routes, commands, public functions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contracts {
    /// Groups in document order.
    pub groups: Vec<ContractGroup>,
    /// What was looked for, where there is nothing to offer.
    pub none: Option<Claim>,
}

/// Contracts of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContractGroup {
    /// `Queries`, `Mutations`, `Routes`, `Commands`, `Public API`.
    pub heading: String,
    /// Operations.
    pub operations: Vec<OperationDraft>,
}

/// What an operation does, whatever the stack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Makes one.
    Create,
    /// Changes one.
    Update,
    /// Changes many.
    BulkUpdate,
    /// Removes one.
    Delete,
    /// Gives one.
    Get,
    /// Gives many.
    List,
    /// Finds.
    Search,
    /// Gives the history of one.
    History,
    /// Gives a file.
    Export,
    /// Takes a file.
    Import,
    /// Computes.
    Calculate,
    /// Checks.
    Validate,
    /// Tells somebody.
    Notify,
    /// Anything else.
    #[default]
    Run,
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

/// A parameter, flag or field of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Param {
    /// Name in the habit of the place.
    pub name: String,
    /// Type.
    pub ty: FieldType,
    /// Whether it must be given.
    pub required: bool,
    /// What it is, in a few words.
    pub about: String,
}

/// What an operation gives back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Returns {
    /// Nothing.
    #[default]
    Nothing,
    /// One record.
    One {
        /// Its fields.
        fields: Vec<Param>,
    },
    /// Many records.
    Many {
        /// Fields of each.
        fields: Vec<Param>,
    },
    /// The identifier of a row.
    Id {
        /// Its table.
        table: String,
    },
    /// A value.
    Value {
        /// Its type.
        ty: FieldType,
    },
}

/// A way in which an operation is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorCase {
    /// When: `input_price is not positive`.
    pub when: String,
    /// What happens: `rejected with a validation error`.
    pub result: String,
    /// What it rests on.
    pub grounds: Grounds,
}

/// An operation: query, mutation, route, command, public function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationDraft {
    /// Stable key.
    pub key: Key,
    /// Name in the habit of its group.
    pub name: String,
    /// Kind.
    pub kind: OperationKind,
    /// New, changed or removed.
    pub change: Change,
    /// What it does.
    pub verb: Verb,
    /// Table or type that it is about.
    pub entity: Option<String>,
    /// HTTP method, for a route.
    pub method: Option<String>,
    /// Route path or command path.
    pub route: Option<String>,
    /// Parameters.
    pub params: Vec<Param>,
    /// Result.
    pub returns: Returns,
    /// Refusals.
    pub errors: Vec<ErrorCase>,
    /// Who may: `admin`.
    pub role: Option<String>,
    /// The guard to call first, with the convention it rests on.
    pub guard: Option<Claim>,
    /// Identifiers of the acceptance criteria that it fulfils.
    pub criteria: Vec<String>,
    /// File it stands in, one of [`Plan::files`].
    pub file: String,
    /// Nearest existing operation, to be followed.
    pub nearest: Option<Anchor>,
    /// What it does for whom, and what it rests on.
    pub claim: Claim,
    /// The contract in the project's language.
    pub code: Vec<CodeBlock>,
}

/// A symbol, command, option or document that changes or goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// Stable key.
    pub key: Key,
    /// What: a qualified name, command, option, path.
    pub subject: String,
    /// Modified or removed.
    pub change: Change,
    /// Present signature or definition.
    pub before: String,
    /// Signature afterwards; empty where it goes.
    pub after: String,
    /// The declaration.
    pub anchor: Anchor,
    /// Places that use it.
    pub callers: Vec<Anchor>,
    /// Tests that cover it.
    pub tests: Vec<Anchor>,
    /// Documents and configuration that mention it.
    pub mentions: Vec<Anchor>,
    /// Whether somebody outside may depend on it.
    pub breaking: bool,
    /// Why it changes.
    pub claim: Claim,
}

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

/// Level of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TestLevelKind {
    /// One unit.
    Unit,
    /// Several, with their store.
    Integration,
    /// The whole, as a user.
    EndToEnd,
}

/// Testing strategy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TestStrategy {
    /// Levels, all three; one that does not apply says why.
    pub levels: Vec<TestLevel>,
}

/// Tests of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestLevel {
    /// Level.
    pub level: TestLevelKind,
    /// Framework and where it is proven.
    pub framework: Option<Claim>,
    /// What a person types.
    pub command: Option<Claim>,
    /// Coverage target, where configuration or specification states one.
    pub coverage: Option<Claim>,
    /// Tests.
    pub cases: Vec<TestCase>,
    /// An example in the project's framework.
    pub example: Option<CodeBlock>,
    /// Why there are none, where there are none.
    pub none: Option<Claim>,
}

/// A named test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestCase {
    /// Stable key.
    pub key: Key,
    /// Name as the test file has it.
    pub name: String,
    /// File, one of [`Plan::files`].
    pub file: String,
    /// Criteria it proves.
    pub criteria: Vec<String>,
    /// Names of the operations that it exercises.
    pub operations: Vec<String>,
    /// What is asserted, and what it rests on.
    pub claim: Claim,
}

/// Performance considerations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Performance {
    /// Numeric targets.
    pub targets: Vec<Claim>,
    /// Bottlenecks with what is done.
    pub bottlenecks: Vec<Bottleneck>,
    /// What was looked for, where there is nothing.
    pub none: Option<Claim>,
}

/// A bottleneck.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bottleneck {
    /// Stable key.
    pub key: Key,
    /// What may be slow.
    pub bottleneck: Claim,
    /// What is done.
    pub mitigation: Claim,
    /// What it gives; only where it follows from evidence.
    pub impact: Option<Claim>,
}

/// Security considerations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Security {
    /// Input validation.
    pub validation: Vec<Claim>,
    /// Authentication and authorisation.
    pub authorization: Vec<Claim>,
    /// Data protection.
    pub data_protection: Vec<Claim>,
    /// What was looked for, where a list is empty.
    pub notes: Vec<Claim>,
}

/// Rollout strategy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rollout {
    /// Phases in order.
    pub phases: Vec<Claim>,
    /// How to go back.
    pub rollback: Vec<Claim>,
}

/// Dependencies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Dependencies {
    /// Required before implementation, with their true state.
    pub required: Vec<Claim>,
    /// What must come before what.
    pub ordering: Vec<Claim>,
}

/// Three steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Degree {
    /// Low.
    Low,
    /// Medium.
    #[default]
    Medium,
    /// High.
    High,
}

impl Degree {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// A risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// Stable key.
    pub key: Key,
    /// What may go wrong.
    pub risk: Claim,
    /// How bad.
    pub impact: Degree,
    /// How likely.
    pub probability: Degree,
    /// What is done.
    pub mitigation: String,
}

/// Success criteria.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Success {
    /// From the acceptance criteria.
    pub functional: Vec<SuccessCriterion>,
    /// From the plan and the repository's gates.
    pub technical: Vec<SuccessCriterion>,
    /// From the project's habits.
    pub quality: Vec<SuccessCriterion>,
}

/// A check box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessCriterion {
    /// Stable key.
    pub key: Key,
    /// Acceptance criteria it stands for.
    pub criteria: Vec<String>,
    /// Keys of the tests that show it.
    pub tests: Vec<Key>,
    /// What is reached.
    pub claim: Claim,
}

/// Something a reviewer has to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewQuestion {
    /// Stable key.
    pub key: Key,
    /// The question with the default that the plan takes, if it takes one.
    pub claim: Claim,
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
        all.extend(self.operations().flat_map(|operation| &operation.code));
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
}

/// Walks over the claims of a plan.
pub struct Claims;

impl Claims {
    /// Every claim with its grounds, in document order.
    pub fn all(plan: &Plan) -> Vec<Claim> {
        let mut all: Vec<Claim> = plan.kinds.iter().map(|found| found.claim.clone()).collect();
        let mut take = |claims: &[Claim]| all.extend(claims.iter().cloned());
        for item in &plan.research {
            take(&item.findings);
        }
        for component in &plan.architecture.components {
            take(std::slice::from_ref(&component.claim));
        }
        take(&plan.architecture.notes);
        for edge in &plan.architecture.edges {
            take(&[Claim::new(edge.label.clone(), edge.grounds.clone())]);
        }
        for table in &plan.schema.new_tables {
            take(std::slice::from_ref(&table.claim));
            table
                .fields
                .iter()
                .for_each(|field| take(std::slice::from_ref(&field.claim)));
            table
                .indexes
                .iter()
                .for_each(|index| take(std::slice::from_ref(&index.claim)));
        }
        for change in &plan.schema.modified_tables {
            take(std::slice::from_ref(&change.claim));
            change
                .add
                .iter()
                .for_each(|field| take(std::slice::from_ref(&field.claim)));
        }
        for operation in plan.operations() {
            take(std::slice::from_ref(&operation.claim));
            take(operation.guard.as_slice());
            for error in &operation.errors {
                take(&[Claim::new(error.result.clone(), error.grounds.clone())]);
            }
        }
        for impact in &plan.impact {
            take(std::slice::from_ref(&impact.claim));
        }
        for decision in &plan.decisions {
            take(&decision.context);
            for option in &decision.options {
                take(&option.pros);
                take(&option.cons);
            }
            take(std::slice::from_ref(&decision.decision));
            take(&decision.rationale);
            take(&decision.implications);
        }
        plan.files
            .iter()
            .for_each(|file| take(std::slice::from_ref(&file.claim)));
        let patterns = &plan.patterns;
        patterns
            .patterns
            .iter()
            .for_each(|pattern| take(std::slice::from_ref(&pattern.claim)));
        for list in [
            &patterns.rules,
            &patterns.integration,
            &patterns.similar,
            &patterns.anti,
            &patterns.recommendations,
        ] {
            take(list);
        }
        for level in &plan.tests.levels {
            for one in [
                &level.framework,
                &level.command,
                &level.coverage,
                &level.none,
            ] {
                take(one.as_slice());
            }
            level
                .cases
                .iter()
                .for_each(|case| take(std::slice::from_ref(&case.claim)));
        }
        take(&plan.performance.targets);
        for bottleneck in &plan.performance.bottlenecks {
            take(&[bottleneck.bottleneck.clone(), bottleneck.mitigation.clone()]);
            take(bottleneck.impact.as_slice());
        }
        let security = &plan.security;
        for list in [
            &security.validation,
            &security.authorization,
            &security.data_protection,
            &security.notes,
        ] {
            take(list);
        }
        for list in [
            &plan.rollout.phases,
            &plan.rollout.rollback,
            &plan.dependencies.required,
            &plan.dependencies.ordering,
            &plan.notes,
        ] {
            take(list);
        }
        plan.risks
            .iter()
            .for_each(|risk| take(std::slice::from_ref(&risk.risk)));
        plan.success_criteria()
            .for_each(|success| take(std::slice::from_ref(&success.claim)));
        plan.questions
            .iter()
            .for_each(|question| take(std::slice::from_ref(&question.claim)));
        all
    }

    /// Identifiers of specification items that operations, impacts and files cite.
    pub fn of_work(plan: &Plan) -> std::collections::BTreeSet<String> {
        let operations = plan.operations().flat_map(|op| {
            op.claim
                .grounds
                .spec_items()
                .chain(op.criteria.iter().map(String::as_str))
        });
        let impacts = plan
            .impact
            .iter()
            .flat_map(|impact| impact.claim.grounds.spec_items());
        let files = plan
            .files
            .iter()
            .filter(|file| file.role != "test")
            .flat_map(|file| &file.implements);
        operations
            .chain(impacts)
            .chain(files.map(String::as_str))
            .map(str::to_owned)
            .collect()
    }
}
