//! From code to users: performance, security, rollout, dependencies, risks, success, questions.

use serde::Serialize;

use super::Key;
use crate::model::ground::Claim;

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
    /// What shows it.
    pub shown: Shown,
    /// What is reached.
    pub claim: Claim,
}

/// What shows that a success criterion is reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Tests of the plan.
    #[default]
    Tests,
    /// A command, in CI too.
    Command,
    /// A reader of the change.
    Review,
    /// What is measured after release.
    Release,
}

/// Something a reviewer has to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewQuestion {
    /// Stable key.
    pub key: Key,
    /// The question with the default that the plan takes, if it takes one.
    pub claim: Claim,
}
