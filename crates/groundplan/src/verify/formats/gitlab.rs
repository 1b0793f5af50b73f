//! GitLab's Code Quality.

use serde_json::{Value, json};

use super::{Format, code, fingerprint, message, pretty};
use crate::verify::claim::{Report, Verdict};

/// The format.
pub(super) const FORMAT: Format = Format {
    id: "gitlab",
    summary: "GitLab Code Quality",
    render,
};

fn render(report: &Report) -> String {
    let issues = report.alarms().map(|claim| {
        json!({
            "description": message(claim),
            "check_name": code(claim.verdict),
            "fingerprint": fingerprint(report, claim),
            "severity": if claim.verdict == Verdict::Missing { "major" } else { "minor" },
            "location": { "path": report.plan, "lines": { "begin": claim.line } },
        })
    });
    pretty(&issues.collect::<Vec<Value>>())
}
