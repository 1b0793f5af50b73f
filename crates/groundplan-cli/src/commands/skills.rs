//! `groundplan skills`: which skills would be loaded, and why.

use groundplan::{analyze, skills};

use super::{Outcome, json, open, read_spec};
use crate::args::{Format, Global};
use crate::ui;

/// Runs the command.
pub fn run(global: &Global, target: &str) -> Outcome {
    let repo = open(global, false)?;
    let spec = read_spec(&repo, target)?;
    let (index, _) = analyze::index(&repo.world);
    let analysis = analyze::analyze(
        &analyze::Query::of_spec(&spec),
        &index,
        &repo.world,
        &analyze::Options::default(),
    );
    let all = skills::choose(&spec, &analysis.stack, &repo.world);
    repo.reporter.finish();
    if global.format != Format::Text {
        ui::print(&json(&all)?);
        return Ok(0);
    }
    let lines = all.iter().map(|skill| {
        let mark = if skill.taken { "+" } else { "-" };
        format!(
            "{mark} {:24} [{}] {}\n",
            skill.name, skill.tag, skill.reason
        )
    });
    let text: String = lines.collect();
    ui::print(if text.is_empty() {
        "no skill was found\n"
    } else {
        &text
    });
    Ok(0)
}
