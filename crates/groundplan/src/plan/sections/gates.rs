//! Workflows that stand between a change and its merge.

use super::common::{says, ticked};
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::plan::context::Context;

/// CI that every phase passes: workflows that run before a merge.
pub fn claim(context: &Context<'_>, phases: usize) -> Option<Claim> {
    let ci = &context.analysis().stack.ci;
    let mut files: Vec<&Anchor> = Vec::new();
    for anchor in ci
        .iter()
        .filter(|anchor| gates_a_merge(context, &anchor.path))
    {
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

/// Whether a workflow checks something on a request to merge. One whose text is not at hand is taken
/// not to.
fn gates_a_merge(context: &Context<'_>, path: &str) -> bool {
    let text = context
        .evidence
        .texts
        .get(path)
        .map_or("", |text| text.as_ref());
    let bare = |line: &str| line.split(" #").next().unwrap_or_default().to_owned();
    let lines: Vec<String> = text.lines().map(bare).collect();
    let checks = [
        "test", "tests", "lint", "check", "build", "clippy", "vet", "fmt", "ci", "verify",
    ];
    let events = ["pull_request", "merge_group", "merge_request_event"];
    let mut asked = events_of(&lines).into_iter();
    asked.any(|line| says(line, &events))
        && lines.iter().any(|line| says(&line.to_lowercase(), &checks))
}

/// The lines that say when a workflow runs: those of its `on`, else all.
fn events_of(lines: &[String]) -> Vec<&str> {
    let is_on = |line: &str| {
        ["on:", "'on':", "\"on\":"]
            .iter()
            .any(|key| line.starts_with(key))
    };
    let all = lines.iter().map(String::as_str);
    let Some(at) = lines.iter().position(|line| is_on(line)) else {
        return all.collect();
    };
    let block = all.skip(at).enumerate();
    let inside = block.take_while(|(nth, line)| {
        *nth == 0 || line.is_empty() || line.starts_with([' ', '\t', '#', '-'])
    });
    inside.map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_on_a_request_to_merge_is_a_gate() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let on_tag = lines("on:\n  push:\n    tags: [v*]\njobs:\n  x:\n    if: pull_request");
        let on_request = lines("name: x\non: [push, pull_request]\njobs:");
        let gate = |lines: &[String]| {
            let mut events = events_of(lines).into_iter();
            events.any(|line| line.contains("pull_request"))
        };
        assert!(!gate(&on_tag));
        assert!(gate(&on_request));
    }
}
