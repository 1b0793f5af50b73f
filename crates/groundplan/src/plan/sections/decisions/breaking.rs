//! What breaks somebody outside: at once, or deprecated first.

use super::{Made, assumed, option};
use crate::model::evidence::AntiPattern;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::spec::DeltaKind;
use crate::plan::context::Context;
use crate::plan::sections::common::{counted, merged, ticked};
use crate::plan::types::{Change, Decision, Impact, Key, Plan};

/// One decision for all breaking changes, where there are any.
pub fn make(context: &Context<'_>, plan: &Plan) -> Vec<Made> {
    let breaking: Vec<&Impact> = plan.impact.iter().filter(|item| item.breaking).collect();
    let Some(grounds) = merged(breaking.iter().map(|item| &item.claim.grounds), 4) else {
        return Vec::new();
    };
    let mut asked = removal_items(context, &grounds);
    asked.extend(breaking.iter().filter_map(|item| written(context, item)));
    asked.dedup();
    let deprecated = deprecated(context);
    vec![if asked.is_empty() {
        made(&breaking, &grounds, &asked, deprecated)
    } else {
        made(&breaking, &grounds, &asked, None)
    }]
}

/// The item that writes the new form out: it asks for the change as it is.
fn written(context: &Context<'_>, impact: &Impact) -> Option<String> {
    let after = impact.after.trim();
    let mut items = impact.claim.grounds.spec_items();
    let says = |id: &&str| {
        context
            .item(id)
            .is_some_and(|item| item.text.contains(after))
    };
    items
        .find(|id| !after.is_empty() && says(id))
        .map(str::to_owned)
}

/// Items among the grounds that say outright that something goes.
fn removal_items(context: &Context<'_>, grounds: &Grounds) -> Vec<String> {
    let spec = context.spec;
    let is_removed = |id: &str| {
        spec.functional_requirements
            .iter()
            .any(|one| one.id == id && one.delta == Some(DeltaKind::Removed))
    };
    let says_so = |id: &str| {
        let text = context.item(id).map_or("", |item| item.text).to_lowercase();
        super::super::common::says(
            &text,
            &[
                "remove",
                "removed",
                "removes",
                "delete",
                "drop",
                "no longer",
                "without backward",
            ],
        )
    };
    grounds
        .spec_items()
        .filter(|id| is_removed(id) || says_so(id))
        .map(str::to_owned)
        .collect()
}

/// A place where the project has marked something as deprecated before.
fn deprecated<'a>(context: &Context<'a>) -> Option<&'a Anchor> {
    let marks = |one: &&AntiPattern| one.issue.to_lowercase().contains("deprecat");
    context
        .analysis()
        .anti_patterns
        .iter()
        .find(marks)
        .map(|one| &one.anchor)
}

fn made(
    breaking: &[&Impact],
    grounds: &Grounds,
    asked: &[String],
    deprecated: Option<&Anchor>,
) -> Made {
    let subjects: Vec<&str> = breaking.iter().map(|item| item.subject.as_str()).collect();
    let callers: Vec<Ground> = breaking
        .iter()
        .flat_map(|item| &item.callers)
        .take(3)
        .map(|anchor| Ground::Code(anchor.clone()))
        .collect();
    let uses: usize = breaking.iter().map(|item| item.callers.len()).sum();
    let used = Claim::new(
        format!(
            "{} inside this repository {} it",
            counted(uses, "place"),
            if uses == 1 { "uses" } else { "use" }
        ),
        Grounds::from_vec(callers).unwrap_or_else(|| grounds.clone()),
    );
    let goes = breaking.iter().any(|item| item.change == Change::Remove);
    let at_once = if goes {
        "Remove at once"
    } else {
        "Change at once"
    };
    let shown = deprecated.map(|anchor| {
        Claim::new(
            "Deprecated code was marked so before",
            Ground::Code(anchor.clone()),
        )
    });
    let options = vec![
        option(
            at_once,
            asked
                .iter()
                .map(|id| Claim::new(format!("{id} asks for it"), Grounds::spec(id.as_str())))
                .collect(),
            vec![used.clone()],
        ),
        option(
            "Keep the old form for one release, marked as deprecated",
            shown.into_iter().collect(),
            vec![Claim::new(
                "Two forms have to be kept and tested",
                grounds.clone(),
            )],
        ),
    ];
    let chosen = usize::from(asked.is_empty());
    let why = assumed("nobody says who outside of the repository depends on it");
    let decided = if asked.is_empty() {
        Claim::new(
            "Deprecate first (default)",
            grounds.clone().and(why.clone()),
        )
    } else {
        Claim::new(
            format!("{at_once}, with the callers in the same change"),
            grounds.clone(),
        )
    };
    let question = asked.is_empty().then(|| {
        Claim::new(
            format!(
                "May {} break for those outside at once? The plan deprecates first",
                ticked(&subjects, 4)
            ),
            grounds.clone().and(why),
        )
    });
    let decision = Decision {
        key: Key::new("decisions", "breaking-change"),
        title: if goes {
            "Remove or Deprecate"
        } else {
            "Break or Deprecate"
        }
        .to_owned(),
        context: vec![
            Claim::new(
                format!("{} changes for those who call it", ticked(&subjects, 6)),
                grounds.clone(),
            ),
            used.clone(),
        ],
        options,
        chosen,
        decision: decided.clone(),
        rationale: vec![Claim::new(
            if asked.is_empty() {
                "It leaves callers outside a release to follow"
            } else {
                "The specification asks for it"
            },
            decided.grounds,
        )],
        implications: vec![Claim::new(
            "The release notes name it, and callers inside change in the same commit",
            used.grounds,
        )],
    };
    Made { decision, question }
}
