//! For people: alarms, then how much was checked.

use std::fmt::Write as _;

use super::Format;
use crate::verify::claim::{Report, Verdict};

/// The format.
pub(super) const FORMAT: Format = Format {
    id: "text",
    summary: "for people",
    render,
};

fn render(report: &Report) -> String {
    let mut out = String::new();
    for claim in report.alarms() {
        let fix = if claim.fixable {
            " (--fix corrects it)"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "{}:{}:{}: {} {}: {}: {}{fix}",
            report.plan,
            claim.line,
            claim.column,
            claim.verdict.as_str(),
            claim.kind.as_str(),
            claim.text,
            claim.reason
        );
    }
    for one in &report.diagnostics {
        let _ = writeln!(out, "{}: {}", one.severity.as_str(), one.message);
    }
    let coverage = &report.coverage;
    let counts = coverage.by_verdict.iter().filter(|(_, count)| **count > 0);
    let counts: Vec<String> = counts
        .map(|(verdict, count)| format!("{count} {}", Verdict::as_str(*verdict)))
        .collect();
    let _ = writeln!(
        out,
        "{} of {} citations checked: {}",
        coverage.checked,
        coverage.claims,
        if counts.is_empty() {
            "none".to_owned()
        } else {
            counts.join(", ")
        }
    );
    out
}
