//! Report → text: for people and as JSON here, all other forms by the writers of `report`.

mod json;
mod sheet;
mod text;

use super::claim::Report;
use crate::report;

pub use sheet::sheet;

/// An output format of reports alone.
pub struct Format {
    /// Identifier, as `--format` takes it.
    pub id: &'static str,
    /// What reads it.
    pub summary: &'static str,
    /// Prints a report.
    pub render: fn(&Report) -> String,
}

/// Formats of reports alone; [`report::WRITERS`] are the others.
pub const FORMATS: &[&Format] = &[&text::FORMAT, &json::JSON, &json::JSONL];

/// The report in the format with this identifier; `None` if there is no such format.
pub fn render(format: &str, report: &Report) -> Option<String> {
    match FORMATS.iter().find(|known| known.id == format) {
        Some(format) => Some((format.render)(report)),
        None => report::write(format, &sheet(report)),
    }
}
