//! A report's alarms as findings, for runs that judge more than citations.

use super::claim::Report;
use super::formats::sheet;
use crate::diag::Diagnostic;

/// The alarms, each at its citation and with its correction; and what was noticed besides.
pub fn findings(report: &Report) -> Vec<Diagnostic> {
    let alarms = report.alarms().zip(sheet(report).issues);
    let alarms = alarms.map(|(claim, issue)| {
        let mut finding = Diagnostic::new(&issue.code, issue.level, issue.message);
        let one_line = issue.span.line == issue.span.end_line;
        finding.columns = one_line.then_some((issue.span.column, issue.span.end_column));
        if claim.fixable {
            finding.edits = claim.edits.clone();
        }
        finding.at(&report.plan, claim.line)
    });
    alarms.chain(report.diagnostics.iter().cloned()).collect()
}
