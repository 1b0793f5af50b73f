//! The plan that is there already.
#![expect(clippy::disallowed_methods, reason = "a run reads its own plan again")]

use groundplan::plan::types::PlanStatus;
use groundplan::render::{self, Merged};
use serde_json::Value;

use super::places::Places;

/// States that a plan can be in.
const STATES: &[PlanStatus] = &[
    PlanStatus::Draft,
    PlanStatus::Approved,
    PlanStatus::ChangesRequested,
    PlanStatus::Cancelled,
    PlanStatus::InProgress,
    PlanStatus::Complete,
];

/// An earlier plan of the feature.
pub struct Previous {
    /// Its text.
    pub text: String,
    /// Its state; a state that nobody knows is a draft.
    pub status: PlanStatus,
    /// When it was created.
    pub created: Option<String>,
    /// When it was last written.
    pub updated: Option<String>,
    /// The text as it was generated, before a person edited it.
    pub generated: Option<String>,
}

impl Previous {
    /// Reads it, if it is there.
    pub fn read(places: &Places) -> Option<Self> {
        let bytes = std::fs::read(&places.plan).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let field = |name: &str| {
            let label = format!("**{name}**:");
            let mut lines = text.lines().take(40);
            lines.find_map(|line| Some(line.strip_prefix(&label)?.trim().to_owned()))
        };
        let status = field("Status").unwrap_or_default();
        let state = STATES.iter().find(|state| state.as_str() == status);
        Some(Self {
            status: state.copied().unwrap_or_default(),
            created: field("Created"),
            updated: field("Last Updated"),
            generated: generated(places),
            text,
        })
    }

    /// Carries what a person changed into a newly generated text; without the text that was generated last
    /// nobody knows what that is.
    pub fn merge(&self, generated: &str) -> Merged {
        let base = self.generated.as_deref().unwrap_or(&self.text);
        render::merge(base, &self.text, generated)
    }
}

/// What the lock beside the plan says that was generated last.
fn generated(places: &Places) -> Option<String> {
    let lock: Value = serde_json::from_slice(&std::fs::read(&places.lock).ok()?).ok()?;
    lock["generated"].as_str().map(str::to_owned)
}
