//! The plan that is there already.
#![expect(clippy::disallowed_methods, reason = "a run reads its own plan again")]

use groundplan::plan::types::PlanStatus;

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
            text,
        })
    }
}
