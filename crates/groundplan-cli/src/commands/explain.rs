//! `groundplan explain`: what a rule demands, and why.

use groundplan::lint;

use super::{CommandError, Outcome};
use crate::ui;

/// Runs the command.
pub fn run(code: Option<&str>) -> Outcome {
    let Some(code) = code else {
        let lines = lint::RULES.iter().map(|rule| {
            format!(
                "{:32} {:8} {}\n",
                rule.code,
                rule.level.as_str(),
                rule.summary
            )
        });
        ui::print(&lines.collect::<String>());
        return Ok(0);
    };
    let rule = lint::rule(code).ok_or_else(|| CommandError::NoSuchRule {
        code: code.to_owned(),
    })?;
    ui::print(&format!(
        "{} ({})\n{}\n\n{}\n",
        rule.code,
        rule.level.as_str(),
        rule.summary,
        rule.docs
    ));
    Ok(0)
}
