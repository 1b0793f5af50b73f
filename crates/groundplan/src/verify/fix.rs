//! Corrections of moved lines and paths, and how they are shown.

use std::fmt::Write as _;

use super::claim::{Edit, Report};

/// The document with every correction, and their number; none overlaps another.
pub fn fixed(source: &str, report: &Report) -> (String, usize) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for claim in report.claims.iter().filter(|claim| claim.fixable) {
        let free = |edit: &&Edit| {
            let mut taken = edits.iter();
            taken.all(|one| edit.range.end <= one.range.start || one.range.end <= edit.range.start)
        };
        let wanted: Vec<&Edit> = claim.edits.iter().filter(free).collect();
        // A claim whose bytes another has corrected is right already.
        if wanted.len() == claim.edits.len() && !wanted.is_empty() {
            count += 1;
            edits.extend(wanted);
        }
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut text = source.to_owned();
    for edit in edits {
        if text.get(edit.range.clone()).is_some() {
            text.replace_range(edit.range.clone(), &edit.text);
        }
    }
    (text, count)
}

/// The lines that differ, as a unified diff without context; corrections add and remove no line.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    for (number, (old, new)) in before.lines().zip(after.lines()).enumerate() {
        if old != new {
            let line = number + 1;
            let _ = writeln!(out, "@@ -{line} +{line} @@\n-{old}\n+{new}");
        }
    }
    out
}
