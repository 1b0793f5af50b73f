//! Why a command could not run: one sentence, and what to do about it. Always exit code 2.

use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use groundplan::spec::LocateError;
use groundplan::world::WorldError;

/// A command could not run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    /// A failure, in one sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// The same failure and what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What to do about it.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// A file or folder that could not be written; nothing of it was.
    pub fn write(path: &Path, error: &Error) -> Self {
        let (why, help) = reason(error);
        Self::new(format!(
            "{}: cannot be written: {why}; nothing was changed",
            path.display()
        ))
        .help(help)
    }

    /// A file that could not be written, after others that could neither be written nor put back.
    pub fn half_written(path: &Path, error: &Error, changed: &[PathBuf]) -> Self {
        let (why, help) = reason(error);
        let changed: Vec<String> = changed
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        Self::new(format!(
            "{}: cannot be written: {why}; these were written and cannot be put back: {}",
            path.display(),
            changed.join(", ")
        ))
        .help(help)
    }

    /// A value that could not be turned into text.
    pub fn output(error: &serde_json::Error) -> Self {
        Self::new(format!("the result cannot be printed: {error}"))
            .help("this is a bug in groundplan; please report it")
    }
}

/// The system's reason in plain words, and what a person can do.
pub fn reason(error: &Error) -> (String, &'static str) {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            "no space is left on the device".to_owned(),
            "free some space, or write elsewhere with --out",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "the file system is read-only".to_owned(),
            "write elsewhere with --out, or print the plan with --dry-run",
        ),
        ErrorKind::PermissionDenied => (
            "permission denied".to_owned(),
            "change the permissions, or write elsewhere with --out",
        ),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => (
            "a file stands where a folder is needed".to_owned(),
            "move that file away, or write elsewhere with --out",
        ),
        ErrorKind::IsADirectory => (
            "a folder has this name".to_owned(),
            "move that folder away, or write elsewhere with --out",
        ),
        ErrorKind::NotFound => (
            "the folder does not exist".to_owned(),
            "create the folder, or write elsewhere with --out",
        ),
        _ => (error.to_string(), "write elsewhere with --out"),
    }
}

impl From<LocateError> for Failure {
    fn from(error: LocateError) -> Self {
        let text = error.to_string();
        match text.split_once("\n  help: ") {
            Some((message, help)) => Self::new(message).help(help),
            None => Self::new(text),
        }
    }
}

impl From<WorldError> for Failure {
    fn from(error: WorldError) -> Self {
        let help = match &error {
            WorldError::NotFound { .. } => "name a file that exists",
            WorldError::Unreadable { .. } => "look at the permissions of the file and its folders",
            WorldError::Refused { .. } => "name a text file inside the repository",
            WorldError::History { .. } => "look at --git-dir and --at",
        };
        Self::new(error.to_string()).help(help)
    }
}
