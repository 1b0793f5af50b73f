//! Every reference holds: the file is there, has the lines, and they are what was cited.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::model::ground::{Anchor, Ground};
use crate::plan::statements::with_unprinted;

/// No claim rests on what is not there.
pub const HOLD: Rule = Rule {
    code: "plan-reference-broken",
    level: Level::Error,
    summary: "Every cited place exists, and every cited item of the specification",
    docs: "Places are compared by the hash of their lines, items by their identifier.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let features = case.spec.dependencies.iter();
    let features = features.filter_map(|one| one.feature.as_deref());
    let items: Vec<&str> = case.spec.citable().iter().map(|item| item.id).collect();
    let items: Vec<&str> = items.into_iter().chain(features).collect();
    let mut texts: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut found = Vec::new();
    let mut push = |message: String| {
        let finding = rule
            .finding(message)
            .help("draft the plan anew; the code has changed");
        if !found.contains(&finding) {
            found.push(finding);
        }
    };
    for claim in with_unprinted(case.plan) {
        for ground in claim.grounds {
            if let Ground::Spec { item } = ground
                && item != "problem"
                && !items.contains(&item.as_str())
            {
                push(format!(
                    "\"{}\" cites {item}, which the specification does not have",
                    claim.text
                ));
            }
        }
        for anchor in claim.grounds.anchors() {
            let text = texts
                .entry(anchor.path.clone())
                .or_insert_with(|| case.world.read_text(&anchor.path).ok());
            if let Some(why) = broken(anchor, text.as_deref()) {
                push(format!("{} {why}", anchor.reference()));
            }
        }
    }
    found
}

fn broken(anchor: &Anchor, text: Option<&str>) -> Option<&'static str> {
    let Some(text) = text else {
        return Some("is cited, and cannot be read");
    };
    let lines: Vec<&str> = text.lines().collect();
    let cited = lines.get(anchor.line_start.max(1) as usize - 1..anchor.line_end as usize);
    match cited {
        None => Some("is cited, and the file is shorter"),
        Some(cited) if Anchor::hash_lines(cited) != anchor.hash => {
            Some("is cited, and reads differently")
        }
        Some(_) => None,
    }
}
