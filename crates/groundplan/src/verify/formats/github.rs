//! Annotations of a GitHub workflow.

use super::{Format, code, end, message};
use crate::verify::claim::{Report, Verdict};

/// The format.
pub(super) const FORMAT: Format = Format {
    id: "github",
    summary: "annotations of a GitHub workflow",
    render,
};

fn render(report: &Report) -> String {
    let lines = report.alarms().map(|claim| {
        let level = if claim.verdict == Verdict::Missing { "error" } else { "warning" };
        let (end_line, end_column) = end(claim);
        format!(
            "::{level} file={},line={},endLine={end_line},col={},endColumn={end_column},title={}::{}\n",
            property(&report.plan),
            claim.line,
            claim.column,
            code(claim.verdict),
            data(&message(claim))
        )
    });
    lines.collect()
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
