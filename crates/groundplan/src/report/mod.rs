//! Findings → text for machines: SARIF, annotations, review tools, test reports. One file a writer.
//!
//! `check` and `verify` fill the same [`Sheet`], so that a tool sees one shape.

mod github;
mod gitlab;
mod junit;
mod markdown;
mod rdjson;
mod sarif;

use crate::diag::Severity;

/// What a run found, in a form that every writer prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The run's category: `check`, or the command and the document, `verify/docs/plan.md`.
    pub category: String,
    /// The rules that the findings may name.
    pub rules: Vec<RuleNote>,
    /// Findings, in the order of documents and lines.
    pub issues: Vec<Issue>,
    /// What was judged, for reports that show what holds too.
    pub cases: Vec<Case>,
}

/// A rule as reports list it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleNote {
    /// Code.
    pub id: String,
    /// Its usual level.
    pub level: Severity,
    /// What must hold, in a sentence.
    pub summary: String,
    /// What to do about a finding.
    pub help: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Code of its rule.
    pub code: String,
    /// How bad it is.
    pub level: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The document, relative to the repository.
    pub path: String,
    /// Where in it.
    pub span: Span,
    /// What stays the same when lines above move: 32 hexadecimal digits.
    pub fingerprint: String,
    /// What is to stand in the span instead, where that is known and the span lies on one line.
    pub suggestion: Option<String>,
    /// What kind of thing is wrong, where a rule knows several.
    pub kind: Option<String>,
}

/// A place in a document. Lines and columns count from 1; a column of 0 means the whole line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// First line.
    pub line: u32,
    /// First column, in characters.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column behind the last one, in characters.
    pub end_column: u32,
    /// First column, in bytes.
    pub byte_column: u32,
    /// Column behind the last one, in bytes; only where the span lies on one line.
    pub byte_end: u32,
}

impl Span {
    /// A whole line.
    pub fn line(line: u32) -> Self {
        let line = line.max(1);
        Self {
            line,
            end_line: line,
            ..Self::default()
        }
    }
}

/// One thing that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The document.
    pub class: String,
    /// What was judged in it.
    pub name: String,
    /// How it came out.
    pub outcome: Outcome,
}

/// How a case came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It could not be judged: why.
    Skipped(String),
    /// It does not hold.
    Failed {
        /// Code of the rule.
        code: String,
        /// Why.
        reason: String,
    },
}

/// A writer.
pub struct Writer {
    /// Identifier, as `--format` takes it.
    pub id: &'static str,
    /// What reads it.
    pub summary: &'static str,
    /// Prints a sheet.
    pub write: fn(&Sheet) -> String,
}

/// All writers.
pub const WRITERS: &[&Writer] = &[
    &sarif::WRITER,
    &github::WRITER,
    &rdjson::WRITER,
    &gitlab::WRITER,
    &junit::WRITER,
    &markdown::WRITER,
];

/// The sheet in the form with this identifier; `None` if no writer has it.
pub fn write(id: &str, sheet: &Sheet) -> Option<String> {
    let writer = WRITERS.iter().find(|known| known.id == id)?;
    Some((writer.write)(sheet))
}

/// A fingerprint of what identifies a finding, and of which of several equal ones it is.
pub fn fingerprint(parts: &[&str], nth: usize) -> String {
    let key = format!("{}\n{nth}", parts.join("\n"));
    blake3::hash(key.as_bytes()).to_hex()[..32].to_owned()
}

/// A JSON value as text with an end of line.
pub fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
