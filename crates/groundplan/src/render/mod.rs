//! [`crate::model::doc::Doc`] → text: one file an output format, and the lock sidecar.
//!
//! No renderer knows a section; a template decides order, headings and wording.

mod escape;
mod formats;
mod inline;
mod links;
mod lock;
mod merge;

pub use escape::{is_hidden, visible};
pub use formats::{FORMATS, Format};
pub use lock::{LOCK_SCHEMA_VERSION, LockInput, LockItem, lock};
pub use merge::{Merged, conflicts, merge};

use serde::Serialize;

use crate::diag::Diagnostic;
use crate::model::doc::Doc;

/// The template that is used where the project has none.
pub const TEMPLATE: &str = include_str!("../../../../templates/feature-plan.md");

/// The head of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Header {
    /// Name of the feature.
    pub name: String,
    /// `FEAT-016`.
    pub feature_id: Option<String>,
    /// State as a word.
    pub status: String,
    /// ISO date.
    pub created: String,
    /// ISO date.
    pub updated: String,
    /// Path of the specification.
    pub spec_path: String,
    /// Path of the plan; links are relative to it.
    pub plan_path: String,
    /// Path of the tasks.
    pub tasks_path: String,
    /// From the folder of a plan outside of the repository to the root, `../repo/`; `None` inside.
    pub to_root: Option<String>,
}

impl Header {
    /// What leads from the plan's folder to the root: `../../`.
    fn to_root(&self) -> String {
        let up = || "../".repeat(self.plan_path.matches('/').count());
        self.to_root.clone().unwrap_or_else(up)
    }
}

/// What a format prints.
pub struct Input<'a> {
    /// The head.
    pub header: &'a Header,
    /// The document.
    pub doc: &'a Doc,
    /// The template, where the format has one.
    pub template: &'a str,
    /// Path of the template, for findings.
    pub template_path: &'a str,
    /// The typed plan as a JSON value, for formats that carry it.
    pub plan: &'a serde_json::Value,
}

/// Text and what was noticed while printing it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// What was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Prints in the format with this identifier; `None` if there is no such format.
pub fn render(format: &str, input: &Input<'_>) -> Option<Rendered> {
    let format = FORMATS.iter().find(|known| known.id == format)?;
    Some((format.render)(input))
}
