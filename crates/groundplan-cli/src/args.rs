//! What a person types.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use groundplan::model::evidence::Depth;
use jiff::civil::Date;

use crate::failure::Failure;

/// Turns an approved feature specification into a grounded implementation plan.
#[derive(Debug, Parser)]
#[command(name = "groundplan", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 clean, 1 findings that are errors, 2 could not run.")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of all commands.
    #[command(flatten)]
    pub global: Global,
}

impl Cli {
    /// The same with what the environment says where the command line says nothing. A variable that is
    /// empty is not set.
    pub fn with_environment(
        mut self,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Failure> {
        let global = &mut self.global;
        let mut from: Vec<&'static str> = Vec::new();
        if global.repo.is_none() {
            global.repo = variable("GROUNDPLAN_REPO").map(PathBuf::from);
            from.extend(global.repo.iter().map(|_| "repo"));
        }
        if global.cache_dir.is_none() {
            global.cache_dir = variable("GROUNDPLAN_CACHE_DIR").map(PathBuf::from);
            from.extend(global.cache_dir.iter().map(|_| "cache_dir"));
        }
        if global.today.is_none() {
            let said = variable("GROUNDPLAN_TODAY");
            global.today = said.map(|text| date(&text)).transpose()?;
            from.extend(global.today.iter().map(|_| "today"));
        }
        let said = variable("GROUNDPLAN_DEPTH");
        global.depth = said.map(|text| depth(&text)).transpose()?;
        global.from_environment = from;
        Ok(self)
    }
}

fn date(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| {
        Failure::new(format!("GROUNDPLAN_TODAY: {text}: not a date"))
            .help("write a date such as 2026-11-24, or unset the variable")
    })
}

fn depth(text: &str) -> Result<DepthArg, Failure> {
    DepthArg::from_str(text, true).map_err(|_| {
        Failure::new(format!("GROUNDPLAN_DEPTH: {text}: not a depth"))
            .help("write skip, quick or thorough, or unset the variable")
    })
}

/// Options of all commands.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The repository; default: `GROUNDPLAN_REPO`, the enclosing git work tree, the current directory.
    #[arg(long, global = true, value_name = "DIR")]
    pub repo: Option<PathBuf>,
    /// Output for people, as one JSON document, or as a JSON object a line.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Stream what happens to stderr, a JSON object a line; nothing else is written there.
    #[arg(long, global = true, value_name = "FORMAT", value_parser = ["json"])]
    pub events: Option<String>,
    /// Where to cache facts, in a folder of its own; default: `GROUNDPLAN_CACHE_DIR`, `.groundplan/cache`
    /// in the repository.
    #[arg(long, global = true, value_name = "DIR")]
    pub cache_dir: Option<PathBuf>,
    /// Take the history from this git directory.
    #[arg(long, global = true, value_name = "DIR")]
    pub git_dir: Option<PathBuf>,
    /// Take the history from this commit backwards.
    #[arg(long, global = true, value_name = "COMMIT")]
    pub at: Option<String>,
    /// The date to write instead of today's, so that the same inputs give the same bytes; default:
    /// `GROUNDPLAN_TODAY`.
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<Date>,
    /// How deep to analyse, by `GROUNDPLAN_DEPTH`.
    #[arg(skip)]
    pub depth: Option<DepthArg>,
    /// Options that come from the environment.
    #[arg(skip)]
    pub from_environment: Vec<&'static str>,
}

/// Output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// SARIF 2.1.0 (`check`, `verify`).
    Sarif,
    /// Annotations of a GitHub workflow (`check`, `verify`).
    Github,
    /// reviewdog's rdjson (`check`, `verify`).
    Rdjson,
    /// GitLab Code Quality (`check`, `verify`).
    Gitlab,
    /// JUnit XML (`check`, `verify`).
    Junit,
    /// Markdown for a comment on a pull request (`check`, `verify`).
    Markdown,
}

impl Format {
    /// Its name in the registries of outputs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Rdjson => "rdjson",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
        }
    }
}

/// How deep to analyse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DepthArg {
    /// Not at all.
    Skip,
    /// Index, stack, ranked files.
    Quick,
    /// Everything.
    Thorough,
}

impl From<DepthArg> for Depth {
    fn from(depth: DepthArg) -> Self {
        match depth {
            DepthArg::Skip => Self::Skip,
            DepthArg::Quick => Self::Quick,
            DepthArg::Thorough => Self::Thorough,
        }
    }
}

fn at_least_one() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..)
}

/// Lists of the analyzer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListArg {
    /// Ranked files.
    Files,
    /// Ranked symbols.
    Symbols,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the plan of a specification: read, research, analyse, draft, check, write, present.
    Plan(PlanArgs),
    /// Read a specification: what was understood, what is missing.
    Spec {
        /// A file, a folder, or a feature's ID.
        target: String,
    },
    /// Say where a feature lives and how things are done here.
    Analyze(AnalyzeArgs),
    /// Answer a specification's open questions from what is on this machine.
    Research(ResearchArgs),
    /// Say which skills fit a specification, and why.
    Skills {
        /// A file, a folder, or a feature's ID.
        target: String,
    },
    /// Verify every citation of code in any markdown plan against the repository.
    Verify(VerifyArgs),
    /// Check specifications and their plans, of any form; without a target, all of the repository's.
    ///
    /// `groundplan explain` lists what is checked; `[rules]` in `groundplan.toml` sets levels, and
    /// `<!-- groundplan: ignore CODE reason -->` accepts one finding.
    Check(CheckArgs),
    /// Explain a finding's code; without a code, list all rules.
    Explain {
        /// Such as `plan-trace-gap`.
        code: Option<String>,
    },
    /// Say what was found here: repository, history, configuration, cache, skills.
    Doctor,
    /// Print a completion script.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

impl Command {
    /// Its name, as it is typed.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Plan(_) => "plan",
            Self::Spec { .. } => "spec",
            Self::Analyze(_) => "analyze",
            Self::Research(_) => "research",
            Self::Skills { .. } => "skills",
            Self::Verify(_) => "verify",
            Self::Check(_) => "check",
            Self::Explain { .. } => "explain",
            Self::Doctor => "doctor",
            Self::Completions { .. } => "completions",
        }
    }
}

/// Arguments of `plan`.
#[derive(Debug, Clone, Args)]
pub struct PlanArgs {
    /// A file, a folder, or a feature's ID.
    pub target: String,
    /// Write the plan to this file or folder instead of `docs/features/ID-plan.md`.
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Write nothing; print the plan.
    #[arg(long)]
    pub dry_run: bool,
    /// Approve without asking; recorded as unattended. Never approves a plan with errors.
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,
    /// Let the plan of a specification that is not approved be approved; recorded.
    #[arg(long)]
    pub allow_draft: bool,
    /// Who decides; default: git's `user.name` and `user.email`, else the user's name.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// How deep to analyse; default: `GROUNDPLAN_DEPTH`, else decided from the specification and the code.
    #[arg(long, value_enum)]
    pub depth: Option<DepthArg>,
}

/// Arguments of `check`.
#[derive(Debug, Clone, Default, Args)]
pub struct CheckArgs {
    /// Files, folders, or features' IDs.
    pub targets: Vec<String>,
    /// Correct what can be corrected without changing what is said, and show what was changed.
    #[arg(long)]
    pub fix: bool,
    /// Write what is found to the baseline: it does not count until its line is changed.
    #[arg(long, conflicts_with = "fix")]
    pub write_baseline: bool,
    /// Compare what was built with what was planned: files, tests and operations of the plans, and what
    /// differs between two commits. Nothing else is checked.
    #[arg(long, value_name = "BASE..HEAD", conflicts_with = "fix")]
    pub against: Option<String>,
    /// Check only the features that a change since this commit affects, files as they are now: by their
    /// documents, or by a file that their plan names.
    #[arg(long, value_name = "COMMIT")]
    pub changed_since: Option<String>,
    /// Check again whenever a file of the repository is changed, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    pub watch: bool,
    /// Judge by every rule, also those that are off of themselves.
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `verify`.
#[derive(Debug, Clone, Args)]
pub struct VerifyArgs {
    /// A markdown document; it may lie outside of the repository.
    pub plan: PathBuf,
    /// Correct moved lines and paths in the document, and show what was changed.
    #[arg(long)]
    pub fix: bool,
    /// Take the present state of all that is right into the lock beside the document: later changes of it are seen.
    #[arg(long)]
    pub lock: bool,
    /// Why the present state is taken.
    #[arg(long, value_name = "TEXT", requires = "lock")]
    pub reason: Option<String>,
}

/// Arguments of `research`.
#[derive(Debug, Clone, Args)]
pub struct ResearchArgs {
    /// A file, a folder, or a feature's ID.
    pub target: String,
    /// Write nothing: neither answers to `knowledge/` nor the cache.
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `analyze`.
#[derive(Debug, Clone, Args)]
#[command(group(clap::ArgGroup::new("what").required(true)))]
pub struct AnalyzeArgs {
    /// A file, a folder, or a feature's ID.
    #[arg(group = "what")]
    pub target: Option<String>,
    /// A text instead of a specification.
    #[arg(long, group = "what", value_name = "TEXT")]
    pub query: Option<String>,
    /// A file with such a text; `-` is standard input.
    #[arg(long, group = "what", value_name = "FILE")]
    pub query_file: Option<PathBuf>,
    /// Print only this list.
    #[arg(long, value_enum)]
    pub list: Option<ListArg>,
    /// How many entries of the list.
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = at_least_one())]
    pub top: usize,
    /// How deep to analyse.
    #[arg(long, value_enum)]
    pub depth: Option<DepthArg>,
}
