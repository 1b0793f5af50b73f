//! Everything the analyzer, the skills pass and the researchers found: the plan is drafted from
//! this and the specification, and from nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::ground::{Anchor, Ground};
use super::index::{FileFacts, Index, SymbolKind};
use crate::diag::Diagnostic;

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

/// A detected thing and where it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Detected {
    /// `Next.js`, `vitest`, `pnpm`, …
    pub name: String,
    /// Version as the manifest states it.
    pub version: Option<String>,
    /// Where it was seen.
    pub anchor: Option<Anchor>,
}

/// Languages, frameworks and tools of the project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stack {
    /// Languages by share of source lines, largest first.
    pub languages: Vec<LanguageShare>,
    /// Frameworks (identifiers in the profile registry are in [`Stack::profiles`]).
    pub frameworks: Vec<Detected>,
    /// Identifiers of the framework profiles that apply, most specific first.
    pub profiles: Vec<String>,
    /// `convex`, `sqlalchemy`, `sql`, `sqlx`, `prisma`, … in which tables are written here.
    pub schema_language: Option<String>,
    /// Test frameworks.
    pub test_frameworks: Vec<Detected>,
    /// Package managers.
    pub package_managers: Vec<Detected>,
    /// Commands: test, lint, build, typecheck, …
    pub commands: Vec<ProjectCommand>,
    /// Direct dependencies with versions.
    pub versions: Vec<Detected>,
    /// Packages of a monorepo: their directories; `.` for a single package.
    pub packages: Vec<String>,
    /// CI workflows, in path order.
    pub ci: Vec<Workflow>,
    /// Coverage target, per cent, where the configuration states one.
    pub coverage_target: Option<(u32, Anchor)>,
    /// Places that show all this, in short.
    pub evidence: Vec<Anchor>,
    /// The stack that something states, where no code shows one.
    pub stated: Option<StatedStack>,
}

impl Stack {
    /// The language of most program text, markup and data aside.
    pub fn main_language(&self) -> Option<&str> {
        let skip = ["sql", "markdown", "json", "yaml", "toml", "html", "css"];
        let mut code = self.languages.iter().map(|share| share.language.as_str());
        code.find(|language| !skip.contains(language))
    }
}

/// A stack that a document or a manifest states for a repository without code; its habits are an assumption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedStack {
    /// As people call it: `Django`.
    pub name: String,
    /// Where code about a thing usually lies; marks as in [`SiblingGroup::file_pattern`].
    pub file: String,
    /// Whether that path has the thing in the plural.
    pub plural: bool,
    /// Whether it serves requests.
    pub serves: bool,
    /// What states it.
    pub ground: Ground,
}

/// A language and its share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageShare {
    /// Identifier in the language registry.
    pub language: String,
    /// Source files.
    pub files: u32,
    /// Source lines.
    pub lines: u32,
}

/// A command of the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectCommand {
    /// `test`, `test:e2e`, `lint`, `typecheck`, `build`, …
    pub name: String,
    /// What a person types: `npm test`, `cargo test`.
    pub command: String,
    /// Where it is stated; `None` for a habit of the language that no file states.
    pub anchor: Option<Anchor>,
}

impl ProjectCommand {
    /// What it rests on: the place that states it, else the assumption that the habit holds here too.
    pub fn ground(&self) -> Ground {
        let habit = || {
            Ground::assumption(
                format!(
                    "`{}` is the default of the language; no CI step, task or script states it",
                    self.command
                ),
                "Ask how the project is built and tested",
            )
        };
        self.anchor.clone().map_or_else(habit, Ground::Code)
    }
}

/// A workflow of continuous integration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Workflow {
    /// The file, at the line that says when it runs.
    pub anchor: Anchor,
    /// Whether it runs on pull requests or in a merge queue.
    pub before_merge: bool,
    /// Whether it runs tests.
    pub tests: bool,
}

impl Workflow {
    /// Whether a change is merged only once it passes.
    pub fn is_gate(&self) -> bool {
        self.before_merge && self.tests
    }
}

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

/// A group of siblings: handlers, mutations, components, models, migrations, commands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SiblingGroup {
    /// Stable identifier: kind and directory, `convex-mutation@convex/mutations`.
    pub id: String,
    /// `mutation`, `component`, `route`, `command`, `function`, `Base subclass`, `Type object`, `folder`, …
    pub kind: String,
    /// What a person calls a member: `mutation`, `component`.
    pub noun: String,
    /// Common directory.
    pub dir: String,
    /// Members in path order.
    pub members: Vec<Member>,
    /// How members' files are named: `convex/mutations/{camelCase}.ts`.
    pub file_pattern: Option<String>,
    /// One member a file, rather than many in one.
    pub one_per_file: bool,
    /// Where a member's test lies: `tests/convex/{name}.test.ts`; with counts.
    pub test_pattern: Option<ConventionFact>,
    /// What members have in common.
    pub conventions: Vec<ConventionFact>,
    /// Blocks of lines that name members one by one: an entry is added for a new one.
    pub registrations: Vec<Registration>,
    /// Of a group of folders (`folder` by kind): the files that members hold, as `loader.rs` or `{name}.service.ts`
    /// with the folder's name in it; a new folder holds them too.
    pub files: Vec<ConventionFact>,
    /// Commits that added members, newest first, at most five.
    pub added_by: Vec<AddedBy>,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Name.
    pub name: String,
    /// The declaration.
    pub anchor: Anchor,
}

/// A convention, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ConventionFact {
    /// `opening`, `naming`, `member`, `import`, `test_beside`, `attribute`, `validator`, …
    pub aspect: String,
    /// One sentence: `begins with requireAdmin(ctx)`.
    pub rule: String,
    /// The thing itself: `requireAdmin`, `tests/convex/{name}.test.ts`.
    pub value: String,
    /// Members that keep it.
    pub support: u32,
    /// Members that were looked at.
    pub total: u32,
    /// Members that show it, at most three.
    pub examples: Vec<Anchor>,
    /// Members that do not, at most five.
    pub exceptions: Vec<Anchor>,
}

/// A block of lines that names members of a group one by one, in one shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// The block.
    pub anchor: Anchor,
    /// Members named there.
    pub named: u32,
    /// Members.
    pub total: u32,
    /// The member of the last entry: a new entry looks like its.
    pub like: String,
}

impl Registration {
    /// What to do there for a new member that is called `noun`.
    pub fn instruction(&self, noun: &str) -> String {
        format!(
            "add an entry for the new {noun} here, as for `{}`",
            self.like
        )
    }
}

/// How a member was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddedBy {
    /// Abbreviated commit identifier.
    pub commit: String,
    /// Its subject.
    pub subject: String,
    /// Other existing files the commit touched.
    pub with: Vec<String>,
}

/// A table of the project's schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Name in the schema.
    pub name: String,
    /// Name of the class or struct that stands for it, where it is another.
    pub model: Option<String>,
    /// Schema language it is written in.
    pub dialect: String,
    /// Fields in order.
    pub fields: Vec<TableField>,
    /// Indexes.
    pub indexes: Vec<TableIndex>,
    /// The declaration; `None` only in tests.
    pub anchor: Option<Anchor>,
}

/// A field of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableField {
    /// Name.
    pub name: String,
    /// Type as written.
    pub ty: String,
    /// Whether it may be absent.
    pub optional: bool,
    /// Table it refers to.
    pub references: Option<String>,
    /// Line.
    pub line: u32,
}

/// An index of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableIndex {
    /// Name.
    pub name: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Whether it is unique.
    pub unique: bool,
}

/// Kind of an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Reads.
    Query,
    /// Writes.
    Mutation,
    /// Does something outside.
    Action,
    /// HTTP route.
    Route,
    /// Command of a command-line tool.
    Command,
    /// Public function or type of a library.
    #[default]
    Function,
}

/// An operation that the project offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OperationKind,
    /// HTTP method, for a route.
    pub method: Option<String>,
    /// Route path or command path.
    pub route: Option<String>,
    /// Signature as written.
    pub signature: String,
    /// Group it belongs to.
    pub group: Option<String>,
    /// The declaration.
    pub anchor: Option<Anchor>,
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

/// A skill that was looked at, and the decision.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SkillChoice {
    /// Name.
    pub name: String,
    /// Description.
    pub description: String,
    /// `KNOWLEDGE`, `META`, `WORKFLOW`, or empty.
    pub tag: String,
    /// Path of the file.
    pub path: String,
    /// `project` or `user`.
    pub scope: String,
    /// Score against the job.
    pub score: f64,
    /// Whether it was taken.
    pub taken: bool,
    /// Why it was taken or left.
    pub reason: String,
    /// What it prescribes: bullets and imperative sentences with their headings.
    pub prescriptions: Vec<Prescription>,
}

/// Something a skill prescribes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Prescription {
    /// Heading.
    pub heading: String,
    /// Text.
    pub text: String,
    /// Line.
    pub line: u32,
}

/// State of a research answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// Settled.
    Answered,
    /// Something was found, not all.
    Partial,
    /// Nothing was found.
    #[default]
    Open,
}

/// An answer to an open question.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ResearchAnswer {
    /// Identifier of the question.
    pub id: String,
    /// Its text.
    pub text: String,
    /// State.
    pub state: AnswerState,
    /// 0 to 1.
    pub confidence: f64,
    /// Knowledge file that holds the answer; `None` while open.
    pub file: Option<String>,
    /// Whether the file was there before.
    pub reused: bool,
    /// Whether the knowledge file that was found is older than allowed.
    pub stale: bool,
    /// Sources that were asked.
    pub asked_of: Vec<String>,
    /// Findings, best first, at most five.
    pub findings: Vec<Finding>,
}

/// A finding.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Finding {
    /// One sentence, the source's own statement condensed.
    pub text: String,
    /// Where it stands.
    pub source: FindingSource,
}

/// Where a finding stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FindingSource {
    /// File.
    pub path: Option<String>,
    /// Line in it.
    pub line: Option<u32>,
    /// Or an address.
    pub url: Option<String>,
    /// The words there.
    pub quote: String,
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

impl IntegrationPoint {
    /// Path of the file to change; the anchor may be that of the rule that demands it.
    pub fn path(&self) -> &str {
        self.file_location.split(':').next().unwrap_or_default()
    }
}

impl Evidence {
    /// Facts of a file.
    pub fn file(&self, path: &str) -> Option<&FileFacts> {
        self.index.file(path)
    }
}
