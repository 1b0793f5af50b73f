//! Corrections of a document: bytes that are replaced, and how the change is shown.

use std::fmt::Write as _;
use std::ops::Range;

/// A correction: the bytes of the document to replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes.
    pub range: Range<usize>,
    /// What stands there then.
    pub text: String,
}

/// The document with every group of edits that overlaps no earlier one, and the number of those groups.
pub fn applied<'a>(source: &str, groups: impl Iterator<Item = &'a [Edit]>) -> (String, usize) {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for group in groups {
        let free = |edit: &&Edit| {
            let mut taken = edits.iter();
            taken.all(|one| edit.range.end <= one.range.start || one.range.end <= edit.range.start)
        };
        let wanted: Vec<&Edit> = group.iter().filter(free).collect();
        // What another group has corrected is right already.
        if wanted.len() == group.len() && !wanted.is_empty() {
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

/// The lines that differ, as a unified diff without context.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut out = format!("--- a/{path}\n+++ b/{path}\n");
    let (mut at, mut to) = (0, 0);
    while at < old.len() || to < new.len() {
        if at < old.len() && old.get(at) == new.get(to) {
            (at, to) = (at + 1, to + 1);
            continue;
        }
        let (gone, come) = changed(&old[at..], &new[to..]);
        let _ = writeln!(out, "@@ -{} +{} @@", part(at, gone), part(to, come));
        for line in &old[at..at + gone] {
            let _ = writeln!(out, "-{line}");
        }
        for line in &new[to..to + come] {
            let _ = writeln!(out, "+{line}");
        }
        (at, to) = (at + gone, to + come);
    }
    out
}

/// How many lines go and come before both texts are in step again: the fewest, then replaced lines.
fn changed(old: &[&str], new: &[&str]) -> (usize, usize) {
    let most = old.len() + new.len();
    let steps = (1..=most).flat_map(|sum| (0..=sum).map(move |gone| (gone, sum - gone)));
    let mut steps = steps.filter(|(gone, come)| *gone <= old.len() && *come <= new.len());
    let in_step = |(gone, come): &(usize, usize)| match (old.get(*gone), new.get(*come)) {
        (Some(a), Some(b)) => a == b,
        (a, b) => a.is_none() && b.is_none(),
    };
    steps.find(in_step).unwrap_or((old.len(), new.len()))
}

/// `line`, or `line,count`: as a unified diff writes it, which names the line before an empty part.
fn part(at: usize, count: usize) -> String {
    match count {
        0 => format!("{at},0"),
        1 => (at + 1).to_string(),
        _ => format!("{},{count}", at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_shows_lines_that_change_come_and_go() {
        let shown = diff("a.md", "one\ntwo\nthree\nfour\n", "one\n2\nthree\n");
        assert_eq!(
            shown,
            "--- a/a.md\n+++ b/a.md\n@@ -2 +2 @@\n-two\n+2\n@@ -4 +3,0 @@\n-four\n"
        );
    }

    #[test]
    fn a_group_that_overlaps_is_left_out() {
        let edit = |range: Range<usize>| {
            vec![Edit {
                range,
                text: "x".to_owned(),
            }]
        };
        let groups = [edit(0..2), edit(1..3), edit(3..4)];
        let (text, count) = applied("abcd", groups.iter().map(Vec::as_slice));
        assert_eq!((text.as_str(), count), ("xcx", 2));
    }
}
