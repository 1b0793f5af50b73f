//! What skills prescribe and what research found.

use serde::Serialize;

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
