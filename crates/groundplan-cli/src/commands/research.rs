//! `groundplan research`: the open questions of a specification, answered from this machine.

use std::fmt::Write as _;

use groundplan::research::{self, Options};

use super::{Outcome, json, open, read_spec};
use crate::args::{Format, Global};
use crate::ui;

/// Runs the command.
pub fn run(global: &Global, target: &str, dry_run: bool) -> Outcome {
    let repo = open(global, !dry_run)?;
    let spec = read_spec(&repo, target)?;
    let all = research::answer(
        &spec.open_questions,
        &spec,
        &repo.world,
        &Options {
            write: !dry_run,
            ..Options::default()
        },
    );
    repo.reporter.finish();
    if global.format != Format::Text {
        ui::print(&json(&all)?);
        return Ok(0);
    }
    let mut out = String::new();
    for answer in &all {
        let _ = writeln!(
            out,
            "{} {:?} (asked: {})",
            answer.id,
            answer.state,
            answer.asked_of.join(", ")
        );
        for finding in &answer.findings {
            let place = (
                finding.source.path.as_deref().unwrap_or_default(),
                finding.source.line.unwrap_or(1),
            );
            let _ = writeln!(out, "  - {} ({}:{})", finding.text, place.0, place.1);
        }
    }
    ui::print(if out.is_empty() {
        "no open question\n"
    } else {
        &out
    });
    Ok(0)
}
