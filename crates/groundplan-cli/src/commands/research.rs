//! `groundplan research`: the open questions of a specification, answered from this machine.

use std::fmt::Write as _;

use groundplan::model::evidence::ResearchAnswer;
use groundplan::research::{self, Options};

use super::Outcome;
use crate::args::{Global, ResearchArgs};
use crate::repo::{Access, open};
use crate::target::read_spec;
use crate::ui;

/// Runs the command.
pub fn run(global: &Global, args: &ResearchArgs) -> Outcome {
    let repo = open(global, Access::of(args.dry_run))?;
    let spec = read_spec(&repo, &args.target)?;
    let options = Options {
        write: !args.dry_run,
        ..Options::default()
    };
    let all = research::answer(&spec.open_questions, &spec, &repo.world, &options);
    repo.reporter.finish();
    ui::list(global.format, "questions", &all, || text(&all))?;
    Ok(0)
}

fn text(all: &[ResearchAnswer]) -> String {
    if all.is_empty() {
        return "no open question\n".to_owned();
    }
    let mut out = String::new();
    for answer in all {
        let _ = writeln!(out, "{}: {}", answer.id, answer.text);
        let _ = writeln!(out, "  {}", state(answer));
        for finding in &answer.findings {
            let source = &finding.source;
            let place = match (&source.path, source.line) {
                (Some(path), Some(line)) => format!(" ({path}:{line})"),
                (Some(path), None) => format!(" ({path})"),
                _ => String::new(),
            };
            let _ = writeln!(out, "  - {}{place}", finding.text);
        }
    }
    out
}

/// How far a question is answered, and by what or of whom it was asked.
fn state(answer: &ResearchAnswer) -> String {
    let word = research::state_word(answer.state);
    let known = match (&answer.file, answer.stale) {
        (Some(file), true) => format!(" by {file}, whose date is not fresh"),
        (Some(file), false) => format!(" by {file}"),
        _ => String::new(),
    };
    if answer.findings.is_empty() {
        return format!("{word}{known} (asked: {})", answer.asked_of.join(", "));
    }
    format!("{word}{known} (confidence {:.2})", answer.confidence)
}
