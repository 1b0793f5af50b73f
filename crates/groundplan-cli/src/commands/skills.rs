//! `groundplan skills`: which skills would be loaded, and why.

use groundplan::model::evidence::SkillChoice;
use groundplan::{analyze, skills};

use super::Outcome;
use crate::args::Global;
use crate::repo::{Access, open};
use crate::target::read_spec;
use crate::ui;

/// Runs the command.
pub fn run(global: &Global, target: &str) -> Outcome {
    let repo = open(global, Access::Read)?;
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
    ui::list(global.format, "skills", &all, || text(&all))?;
    Ok(0)
}

fn text(all: &[SkillChoice]) -> String {
    if all.is_empty() {
        return "no skill was found\n".to_owned();
    }
    let line = |skill: &SkillChoice| {
        let taken = if skill.taken { "taken" } else { "left " };
        let tag = if skill.tag.is_empty() {
            "untagged"
        } else {
            &skill.tag
        };
        format!("{taken} {:24} [{tag}] {}\n", skill.name, skill.reason)
    };
    all.iter().map(line).collect()
}
