//! How loud a rule is, and what a team makes of it.

use std::collections::BTreeMap;

use super::Rule;
use crate::diag::Severity;

/// The level of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not judged.
    Off,
    /// Worth knowing.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong: the check fails.
    Error,
}

impl Level {
    /// All levels, quietest first.
    pub const ALL: [Self; 4] = [Self::Off, Self::Note, Self::Warning, Self::Error];

    /// Lower-case word, as `groundplan.toml` has it.
    pub const fn as_str(self) -> &'static str {
        match self.severity() {
            None => "off",
            Some(Severity::Note) => "note",
            Some(Severity::Warning) => "warning",
            Some(Severity::Error) => "error",
        }
    }

    /// The level of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// How bad its findings are; `None` where there are none.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }

    /// The level of findings that are so bad.
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Note => Self::Note,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// The levels of a run: those that a team sets, else each rule's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    /// Levels by code.
    pub set: BTreeMap<String, Level>,
    /// Whether rules that are off of themselves are judged too: their findings are notes.
    pub all: bool,
}

impl Levels {
    /// The level of a rule.
    pub fn of(&self, rule: &Rule) -> Level {
        match self.set.get(rule.code) {
            Some(level) => *level,
            None if self.all && rule.level == Level::Off => Level::Note,
            None => rule.level,
        }
    }
}
