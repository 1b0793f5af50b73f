//! Which skills (`SKILL.md`) fit the job, and what they prescribe.
//!
//! The seed's step 1: at most three `[KNOWLEDGE]` and three `[META]` skills, each with the reason why
//! it was taken, and why every other was left.

mod asked;
mod find;
mod front;
mod job;
mod prescriptions;
mod technologies;

use crate::model::evidence::{SkillChoice, Stack};
use crate::model::spec::Spec;
use crate::world::{Event, World};
pub use find::FOLDERS;
use find::Skill;
use job::{Fit, Job, Rarity};

/// How many skills are taken of each tag.
const MOST: usize = 3;

/// Looks at every skill of the project and the person, scores it against the job, and takes at most
/// three `[KNOWLEDGE]` and three `[META]`; best first, every one with its reason.
pub fn choose(spec: &Spec, stack: &Stack, world: &dyn World) -> Vec<SkillChoice> {
    let skills = find::all(world);
    skills.iter().for_each(|skill| report(skill, world));
    let rarity = Rarity::of(&skills);
    let job = Job::of(spec, stack);
    let mut judged: Vec<(Fit, SkillChoice)> = skills
        .into_iter()
        .map(|skill| {
            let fit = job.fit(&skill, &rarity);
            let fit = veto(&skill).map_or(fit, Fit::left);
            (fit.but(skill.problem), skill.choice)
        })
        .collect();
    judged.sort_by(|a, b| {
        let by_score = b.0.score.total_cmp(&a.0.score);
        by_score.then_with(|| a.1.name.cmp(&b.1.name))
    });
    let mut places = [("KNOWLEDGE", 0), ("META", 0)];
    judged
        .into_iter()
        .map(|(fit, choice)| decide(fit, choice, &mut places))
        .collect()
}

/// Tells what is wrong with a skill's file; it is judged by what can be read of it.
fn report(skill: &Skill, world: &dyn World) {
    if let Some(problem) = skill.problem {
        world.emit(Event::Note {
            text: format!("skill {}: {problem}", skill.choice.path),
        });
    }
}

/// What keeps a skill from being taken whatever it says.
fn veto(skill: &Skill) -> Option<String> {
    let choice = &skill.choice;
    if choice.description.is_empty() {
        let cause = skill
            .problem
            .map_or(String::new(), |problem| format!(": {problem}"));
        Some(format!("it has no description to judge it by{cause}"))
    } else if skill.by_hand {
        Some("its author wants only a person to start it".to_owned())
    } else if choice.tag == "WORKFLOW" {
        Some("it describes a workflow, not knowledge".to_owned())
    } else {
        None
    }
}

fn decide(fit: Fit, mut choice: SkillChoice, places: &mut [(&str, usize); 2]) -> SkillChoice {
    choice.score = (fit.score * 100.0).round() / 100.0;
    let place = places.iter_mut().find(|(tag, _)| *tag == choice.tag);
    choice.reason = match (place, fit.is_good()) {
        (_, false) => format!("left: {}", fit.why),
        (None, true) => format!("left: tagged neither [KNOWLEDGE] nor [META]; {}", fit.why),
        (Some((tag, place)), true) => {
            *place += 1;
            choice.taken = *place <= MOST;
            if choice.taken {
                format!("taken: {}", fit.why)
            } else {
                format!("left: {} best [{tag}] skill; {}", ordinal(*place), fit.why)
            }
        }
    };
    choice
}

fn ordinal(place: usize) -> String {
    match place {
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        6 => "sixth".to_owned(),
        7 => "seventh".to_owned(),
        8 => "eighth".to_owned(),
        9 => "ninth".to_owned(),
        _ => format!("{place}th"),
    }
}

#[cfg(test)]
mod tests;
