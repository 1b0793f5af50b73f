//! Two habits in one group that the feature joins: which one new code keeps.

use super::{Made, option};
use crate::model::evidence::{ConventionFact, SiblingGroup};
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::sections::common::{dir_of, on_convention, tick};
use crate::plan::types::{Decision, Key, Plan};

/// Decisions shown of this sort.
const SHOWN: usize = 3;

/// Competing conventions of the groups that the plan's files join.
pub fn make(context: &Context<'_>, plan: &Plan) -> Vec<Made> {
    let joins = |group: &&SiblingGroup| {
        plan.files.iter().any(|file| {
            dir_of(&file.path) == group.dir
                || group.members.iter().any(|one| one.anchor.path == file.path)
        })
    };
    let groups = context.analysis().groups.iter().filter(joins);
    groups.flat_map(competing).take(SHOWN).collect()
}

/// Aspects of which a group keeps two forms, each by at least two members.
fn competing(group: &SiblingGroup) -> Vec<Made> {
    let mut found: Vec<Made> = Vec::new();
    for aspect in [
        "opening",
        "naming",
        "validator",
        "test_beside",
        "attribute",
        "error",
    ] {
        let mut facts: Vec<&ConventionFact> = group
            .conventions
            .iter()
            .filter(|fact| fact.aspect == aspect && fact.support >= 2)
            .collect();
        facts.sort_by_key(|fact| (std::cmp::Reverse(fact.support), fact.value.clone()));
        if let [first, second, ..] = facts.as_slice()
            && are_rivals(first, second)
        {
            found.push(made(group, first, second));
        }
    }
    found
}

/// Two forms of one thing: no member keeps both, and neither is only a stray.
fn are_rivals(first: &ConventionFact, second: &ConventionFact) -> bool {
    let both = first
        .examples
        .iter()
        .any(|anchor| second.examples.iter().any(|other| is_same(anchor, other)));
    let counted = u64::from(first.support) + u64::from(second.support)
        <= u64::from(first.total.max(second.total));
    !both && counted && first.value != second.value && 5 * second.support >= first.total
}

fn is_same(anchor: &Anchor, other: &Anchor) -> bool {
    anchor.path == other.path
        && anchor.symbol == other.symbol
        && anchor.line_start == other.line_start
}

fn made(group: &SiblingGroup, first: &ConventionFact, second: &ConventionFact) -> Made {
    let nouns = names::plural(&group.noun);
    let said = |fact: &ConventionFact| {
        let text = format!("{} of {} {nouns} keep it", fact.support, fact.total);
        Claim::new(text, on_convention(fact))
    };
    let newest = group.added_by.first().map(|added| {
        let ground = Ground::History {
            commits: vec![added.commit.clone()],
            note: "last commit that added a member".to_owned(),
        };
        Claim::new(
            format!("The last {} came with {}", group.noun, tick(&added.commit)),
            ground,
        )
    });
    let both = Grounds::new(on_convention(first), [on_convention(second)]);
    Made::settled(Decision {
        key: Key::new("decisions", &format!("{}-{}", first.aspect, group.id)),
        title: format!(
            "{} of New {}",
            names::capital(&first.aspect.replace('_', " ")),
            names::capital(&nouns)
        ),
        context: vec![Claim::new(
            format!("The {nouns} in {} keep two habits", tick(&group.dir)),
            both.clone(),
        )],
        options: vec![
            option(tick(&first.value), vec![said(first)], Vec::new()),
            option(tick(&second.value), vec![said(second)], Vec::new()),
        ],
        chosen: 0,
        decision: Claim::new(
            format!("New {nouns} keep {}", tick(&first.value)),
            on_convention(first),
        ),
        rationale: std::iter::once(Claim::new(
            format!(
                "More members keep it: {} against {}",
                first.support, second.support
            ),
            both,
        ))
        .chain(newest)
        .collect(),
        implications: vec![Claim::new(
            format!(
                "The {} that keep {} stay as they are",
                second.support,
                tick(&second.value)
            ),
            on_convention(second),
        )],
    })
}
