//! What the project is built with.

use serde::Serialize;

use crate::model::ground::{Anchor, Ground};

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
