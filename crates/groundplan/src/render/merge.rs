//! A person's edits are carried into a newly generated text: a merge of three texts, line by line, whose
//! base is what was generated last.

use std::collections::BTreeSet;

use diffy::{ConflictStyle, MergeOptions};

/// What begins and ends a conflict, as the merge writes it and as a plan shows it: what stands in the
/// document comes first.
const MARKS: [(&str, &str); 2] = [
    ("<<<<<<< ours", "<<<<<<< in the document"),
    (">>>>>>> theirs", ">>>>>>> generated"),
];
/// A box that is ticked, and one that is not.
const BOXES: (&str, &str) = ("- [x] ", "- [ ] ");
/// Lines that a run sets itself.
const STATE: &[&str] = &["**Status**:", "**Last Updated**:"];

/// A merged text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// The text; both sides of a conflict stand in it, between marks as git makes them.
    pub text: String,
    /// Lines of the text, from 1, at which a conflict begins.
    pub conflicts: Vec<u32>,
    /// Boxes that a person ticked and that the text does not hold any more.
    pub lost_ticks: Vec<String>,
}

/// Merges what a person made of `base` (`document`) with what is made of it now (`generated`).
///
/// The state is the newly generated one; a tick stays with the words behind it, wherever they stand.
pub fn merge(base: &str, document: &str, generated: &str) -> Merged {
    if document == base {
        return Merged {
            text: generated.to_owned(),
            ..Merged::default()
        };
    }
    let ticked = ticked(base, document);
    let ours = as_generated(base, document, &ticked);
    let merged = MergeOptions::new()
        .set_conflict_style(ConflictStyle::Merge)
        .merge(base, &ours, generated);
    let (Ok(text) | Err(text)) = merged;
    let mut open = ticked;
    let text = lines(&text)
        .map(|line| tick(marked(line), &mut open))
        .collect::<String>();
    Merged {
        conflicts: conflicts(&text),
        lost_ticks: open.into_iter().map(str::to_owned).collect(),
        text,
    }
}

/// The lines, from 1, at which a conflict that nobody resolved begins.
pub fn conflicts(text: &str) -> Vec<u32> {
    let numbered = (1..).zip(text.lines());
    let begins = numbered.filter(|(_, line)| *line == MARKS[0].1);
    begins.map(|(number, _)| number).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// The words behind the boxes that the document ticks and the base does not.
fn ticked<'a>(base: &str, document: &'a str) -> BTreeSet<&'a str> {
    let open: BTreeSet<&str> = base.lines().filter_map(open_box).collect();
    let ticked = document.lines().filter_map(|line| {
        let words = line.trim_start().strip_prefix(BOXES.0)?;
        Some(words.trim_end())
    });
    ticked.filter(|words| open.contains(words)).collect()
}

fn open_box(line: &str) -> Option<&str> {
    Some(line.trim_start().strip_prefix(BOXES.1)?.trim_end())
}

/// The document with the base's state and without new ticks: neither is an edit of the text.
fn as_generated(base: &str, document: &str, ticked: &BTreeSet<&str>) -> String {
    let state = |label: &str| lines(base).find(|line| line.starts_with(label));
    let line = |line: &str| {
        let label = STATE.iter().find(|label| line.starts_with(**label));
        if let Some(known) = label.and_then(|label| state(label)) {
            return known.to_owned();
        }
        let words = line.trim_start().strip_prefix(BOXES.0);
        match words.filter(|words| ticked.contains(words.trim_end())) {
            Some(_) => line.replacen(BOXES.0, BOXES.1, 1),
            None => line.to_owned(),
        }
    };
    lines(document).map(line).collect()
}

fn marked(line: &str) -> String {
    let found = MARKS.iter().find(|(made, _)| line.trim_end() == *made);
    found.map_or_else(|| line.to_owned(), |(_, shown)| format!("{shown}\n"))
}

/// Ticks a box whose words are open, and takes them off the list.
fn tick(line: String, open: &mut BTreeSet<&str>) -> String {
    match open_box(&line) {
        Some(words) if open.remove(words) => line.replacen(BOXES.1, BOXES.0, 1),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "# Plan\n\n**Status**: Draft\n\n## A\n\none\n\ntwo\n\n- [ ] check it\n- [ ] ship it\n\nend\n";

    #[test]
    fn a_document_that_nobody_touched_becomes_the_new_one() {
        let merged = merge(BASE, BASE, "# Plan\n");
        assert_eq!(
            (merged.text.as_str(), merged.conflicts.len()),
            ("# Plan\n", 0)
        );
    }

    #[test]
    fn edits_ticks_and_new_text_all_stay() {
        let document = BASE
            .replace("one\n", "one\n\nMind the gap.\n")
            .replace("- [ ] check it", "- [x] check it");
        let generated = BASE
            .replace("Draft", "Approved")
            .replace("- [ ] check it", "- [ ] look at it\n- [ ] check it")
            .replace("end", "the end");
        let merged = merge(BASE, &document, &generated);
        let want = "# Plan\n\n**Status**: Approved\n\n## A\n\none\n\nMind the gap.\n\ntwo\n\n- [ ] look at it\n- [x] check it\n- [ ] ship it\n\nthe end\n";
        assert_eq!(merged.text, want);
        assert_eq!((merged.conflicts, merged.lost_ticks), (vec![], vec![]));
    }

    #[test]
    fn both_sides_of_a_conflict_are_kept_and_found() {
        let document = BASE.replace("two", "two of mine");
        let merged = merge(BASE, &document, &BASE.replace("two", "three"));
        let at = "<<<<<<< in the document\ntwo of mine\n=======\nthree\n>>>>>>> generated\n";
        assert!(merged.text.contains(at), "{}", merged.text);
        assert_eq!(merged.conflicts, [9]);
        assert_eq!(conflicts(&merged.text), [9]);
        assert_eq!(conflicts(BASE), Vec::<u32>::new());
    }

    #[test]
    fn a_tick_whose_words_are_gone_is_named() {
        let document = BASE.replace("- [ ] ship it", "- [x] ship it");
        let merged = merge(BASE, &document, &BASE.replace("- [ ] ship it\n", ""));
        assert_eq!(merged.lost_ticks, ["ship it"]);
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn a_state_that_a_person_wrote_is_no_conflict() {
        let document = BASE.replace("Draft", "Approved").replace("one", "1");
        let generated = BASE.replace("Draft", "Changes Requested");
        let merged = merge(BASE, &document, &generated);
        assert_eq!(merged.text, generated.replace("one", "1"));
    }
}
