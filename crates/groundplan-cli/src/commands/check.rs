//! `groundplan check`: findings on specifications.

use groundplan::diag::Diagnostic;
use groundplan::lint;

use super::{Outcome, json, open, read_spec, report};
use crate::args::{Format, Global};
use crate::ui;

/// Runs the command; 1 if there is an error among the findings.
pub fn run(global: &Global, targets: &[String]) -> Outcome {
    let repo = open(global, false)?;
    let mut all: Vec<Diagnostic> = Vec::new();
    for target in targets {
        let spec = read_spec(&repo, target)?;
        all.extend(spec.diagnostics.iter().cloned());
        all.extend(lint::check_spec(&spec));
    }
    repo.reporter.finish();
    if global.format == Format::Text {
        return Ok(report(&all));
    }
    ui::print(&json(&all)?);
    Ok(u8::from(
        all.iter()
            .any(|d| d.severity == groundplan::diag::Severity::Error),
    ))
}
