//! Refusals that requirements and criteria ask for.

use super::wishes::Wish;
use crate::model::ground::{Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::types::ErrorCase;

/// Refusals that requirements and criteria ask for.
pub(super) fn settle(context: &Context<'_>, wish: &Wish, guarded: bool) -> Vec<ErrorCase> {
    let spec = context.spec;
    let mut all: Vec<ErrorCase> = Vec::new();
    let requirements = spec
        .functional_requirements
        .iter()
        .map(|r| (r.id.as_str(), r.text.as_str()));
    let limits = spec
        .nonfunctional_requirements
        .iter()
        .map(|r| (r.id.as_str(), r.text.as_str()));
    let own = spec
        .criteria()
        .filter(|c| wish.criteria.contains(&c.id))
        .map(|c| (c.id.as_str(), c.text.as_str()));
    let mut push = |when: &str, result: &str, item: &str| match all
        .iter_mut()
        .find(|case| case.when == when)
    {
        Some(case) => case.grounds = case.grounds.clone().and(Ground::spec(item)),
        None => all.push(ErrorCase {
            when: when.to_owned(),
            result: result.to_owned(),
            grounds: Grounds::spec(item),
        }),
    };
    for (id, text) in requirements.chain(limits).chain(own) {
        let lower = text.to_lowercase();
        let words = phrases::words_of(&lower);
        let has = |cue: &str| words.iter().any(|word| word == cue);
        if !wish.reads() && (has("positive") || has("negative") || lower.contains("greater than")) {
            push(
                "a number is out of its range",
                "rejected with a validation error; nothing is written",
                id,
            );
        }
        if (guarded || wish.role.is_some())
            && (lower.contains("non-admin")
                || has("unauthorized")
                || has("forbidden")
                || has("permission"))
        {
            push(
                "the caller lacks the role",
                "rejected before anything is read or written",
                id,
            );
        }
        if wish.criteria.iter().any(|own| own == id)
            && (lower.contains("not found") || lower.contains("does not exist") || has("unknown"))
        {
            push(
                "the thing named does not exist",
                "rejected with a message that names it",
                id,
            );
        }
    }
    all
}
