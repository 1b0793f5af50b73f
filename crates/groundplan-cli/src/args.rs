//! What a person types.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns an approved feature specification into a grounded implementation plan.
#[derive(Debug, Parser)]
#[command(name = "groundplan", version, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of all commands.
    #[command(flatten)]
    pub global: Global,
}

/// Options of all commands.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The repository; default: the enclosing git work tree, else the current directory.
    #[arg(long, global = true, value_name = "DIR")]
    pub repo: Option<PathBuf>,
    /// Output for people or for programs.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Stream what happens to stderr, a JSON object a line.
    #[arg(long, global = true, value_name = "FORMAT", value_parser = ["json"])]
    pub events: Option<String>,
    /// Where to cache facts; default: `.groundplan/cache` in the repository.
    #[arg(long, global = true, value_name = "DIR", env = "GROUNDPLAN_CACHE_DIR")]
    pub cache_dir: Option<PathBuf>,
    /// Take the history from this git directory.
    #[arg(long, global = true, value_name = "DIR")]
    pub git_dir: Option<PathBuf>,
    /// Take the history from this commit backwards.
    #[arg(long, global = true, value_name = "COMMIT")]
    pub at: Option<String>,
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
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a specification: what was understood, what is missing.
    Spec {
        /// A file, a folder, or a feature's ID.
        target: String,
    },
    /// Check specifications.
    Check {
        /// Files, folders, or IDs.
        #[arg(required = true)]
        targets: Vec<String>,
    },
    /// Explain a finding's code; without a code, list all rules.
    Explain {
        /// Such as `plan-trace-gap`.
        code: Option<String>,
    },
    /// Print a completion script.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}
