//! Diagnostics: what a pass noticed. A person's input never fails a pass; it yields these.

use serde::{Deserialize, Serialize};

use crate::model::edit::Edit;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// Lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding: a stable code, one terse sentence, a place, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable code: `spec-duplicate-id`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// One terse sentence.
    pub message: String,
    /// File, relative to the repository.
    pub path: Option<String>,
    /// Line from 1.
    pub line: Option<u32>,
    /// Columns in characters from 1, where a part of the line is meant: the first, and the one behind the
    /// last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<(u32, u32)>,
    /// What to do.
    pub help: Option<String>,
    /// A correction that changes nothing else, where there is one.
    #[serde(skip)]
    pub edits: Vec<Edit>,
}

impl Diagnostic {
    /// A finding without a place.
    pub fn new(code: &str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity,
            message: message.into(),
            path: None,
            line: None,
            columns: None,
            help: None,
            edits: Vec::new(),
        }
    }

    /// An error.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning.
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A note.
    pub fn note(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>, line: u32) -> Self {
        self.path = Some(path.into());
        self.line = (line > 0).then_some(line);
        self
    }

    /// The same finding at a part of its line: bytes of that line, whose columns are those of its characters.
    #[must_use]
    pub fn within(mut self, line: &str, bytes: std::ops::Range<usize>) -> Self {
        let column = |at: usize| {
            let before = line.get(..at).map_or(0, |text| text.chars().count());
            u32::try_from(before + 1).unwrap_or(u32::MAX)
        };
        self.columns = Some((column(bytes.start), column(bytes.end)));
        self
    }

    /// The same finding with a correction.
    #[must_use]
    pub fn corrected(mut self, edit: Edit) -> Self {
        self.edits = vec![edit];
        self
    }

    /// The same finding with help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
