//! Workflows that stand between a change and its merge.

use super::common::ticked;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::plan::context::Context;

/// CI that every phase passes: workflows that run before a merge.
pub fn claim(context: &Context<'_>, phases: usize) -> Option<Claim> {
    let ci = context.analysis().stack.ci.iter();
    let mut files: Vec<&Anchor> = Vec::new();
    for anchor in ci.filter(|one| one.is_gate()).map(|one| &one.anchor) {
        if !files.iter().any(|there| there.path == anchor.path) {
            files.push(anchor);
        }
    }
    let grounds = files
        .iter()
        .take(3)
        .map(|anchor| Ground::Code((*anchor).clone()));
    let grounds = Grounds::from_vec(grounds.collect())?;
    let names: Vec<&str> = files.iter().map(|anchor| anchor.path.as_str()).collect();
    let pass = if names.len() == 1 { "passes" } else { "pass" };
    let what = if phases > 1 {
        "Each phase is merged on its own"
    } else {
        "It is merged"
    };
    Some(Claim::new(
        format!("{what} once {} {pass}", ticked(&names, 3)),
        grounds,
    ))
}
