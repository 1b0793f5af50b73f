//! `groundplan explain`: what a rule demands, and why.

use groundplan::lint::{self, Rule};
use serde::Serialize;

use super::Outcome;
use crate::args::Global;
use crate::failure::Failure;
use crate::ui;

#[derive(Serialize)]
struct Explained {
    code: &'static str,
    level: &'static str,
    judges: &'static str,
    summary: &'static str,
    docs: &'static str,
}

fn explained(rule: &Rule) -> Explained {
    Explained {
        code: rule.code,
        level: rule.level.as_str(),
        judges: rule.subject(),
        summary: rule.summary,
        docs: rule.docs,
    }
}

/// Runs the command.
pub fn run(global: &Global, code: Option<&str>) -> Outcome {
    let Some(code) = code else {
        let all: Vec<Explained> = lint::RULES.iter().map(|rule| explained(rule)).collect();
        let line = |one: &Explained| format!("{:32} {:8} {}\n", one.code, one.level, one.summary);
        ui::list(global.format, "rules", &all, || {
            all.iter().map(line).collect()
        })?;
        return Ok(0);
    };
    let rule = lint::rule(code).ok_or_else(|| {
        Failure::new(format!("{code}: no rule has this code"))
            .help("`groundplan explain` lists all codes")
    })?;
    let one = explained(rule);
    ui::value(global.format, &one, || {
        format!(
            "{} ({}, on {})\n{}\n\n{}\n",
            one.code, one.level, one.judges, one.summary, one.docs
        )
    })?;
    Ok(0)
}
