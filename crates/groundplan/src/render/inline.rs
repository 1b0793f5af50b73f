//! Lines with their grounds as short references that a person can click.

use super::links::Links;
use crate::model::doc::Line;
use crate::model::ground::Ground;

/// How many references stand behind a line; the lock holds all.
const MOST: usize = 3;

/// A line and its references.
pub fn printed(line: &Line, links: &mut Links<'_>) -> String {
    let Some(grounds) = &line.grounds else {
        return line.text.clone();
    };
    let mut text = line.text.clone();
    let mut all: Vec<String> = Vec::new();
    let mut assumed = String::new();
    for ground in grounds {
        if let Ground::Assumption { why, settle } = ground {
            if !text.contains(why.as_str()) {
                assumed = match links.is_first(why) {
                    true => format!(" *(assumption: {why}; to settle: {settle})*"),
                    false => " *(assumption, as above)*".to_owned(),
                };
            }
        } else if let Some(named) = linked(&text, ground, links) {
            text = named;
        } else if all.len() < MOST {
            let found = reference(ground, links).filter(|one| !all.contains(one));
            all.extend(found.filter(|one| !text.contains(one.as_str())));
        }
    }
    let list = if all.is_empty() {
        String::new()
    } else {
        format!(" ({})", all.join(", "))
    };
    // "Fields (FR-1):", not "Fields: (FR-1)": a list follows the colon.
    match text.trim_end().strip_suffix(':') {
        Some(text) => format!("{text}{list}{assumed}:"),
        None => format!("{text}{list}{assumed}"),
    }
}

/// The text where it names what the ground cites: as a link, where it stands as prose. What the text
/// names is not said again.
fn linked(text: &str, ground: &Ground, links: &mut Links<'_>) -> Option<String> {
    match ground {
        Ground::Code(anchor) => text.contains(&anchor.reference()).then(|| text.to_owned()),
        Ground::Research { file, .. } => text.contains(file).then(|| text.to_owned()),
        Ground::Spec { item } => {
            // A bare number is no name: "2 files" is not about item 2.
            let is_name = item.contains(char::is_alphabetic);
            let named = word_at(text, item).filter(|_| is_name)?;
            let (before, after) = (&text[..named], &text[named + item.len()..]);
            let in_code = before.matches('`').count() % 2 == 1;
            if in_code || before.ends_with('[') || after.starts_with([':', '(', '[', ']']) {
                return Some(text.to_owned());
            }
            Some(format!("{before}{}{after}", links.item(item)))
        }
        _ => None,
    }
}

/// Where an identifier stands in a text as a word of its own: `FR-1` does not stand in `FR-12` or
/// `FR-1.AC2`.
fn word_at(text: &str, id: &str) -> Option<usize> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    let starts = |rest: &str| {
        let mut chars = rest.chars();
        match chars.next() {
            Some('.') => chars.next().is_some_and(inner),
            Some(c) => inner(c),
            None => false,
        }
    };
    let found = text.match_indices(id).find(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let is_part = before.is_some_and(|c| inner(c) || c == '.');
        !is_part && !starts(&text[at + id.len()..])
    });
    found.map(|(at, _)| at)
}

/// A ground as it stands behind a line; the problem statement is no place that proves anything.
fn reference(ground: &Ground, links: &mut Links<'_>) -> Option<String> {
    Some(match ground {
        Ground::Spec { item } if item == "problem" => return None,
        Ground::Spec { item } => links.item(item),
        Ground::Code(anchor) => links.anchor(anchor),
        Ground::History { commits, note } => {
            let short: Vec<&str> = commits
                .iter()
                .take(3)
                .map(|id| id.get(..8).unwrap_or(id))
                .collect();
            format!("{note}: {}", short.join(", "))
        }
        Ground::Convention {
            support,
            total,
            examples,
            ..
        } => {
            let example = examples.first().map(|anchor| links.anchor(anchor));
            let example = example.map_or_else(String::new, |shown| format!(", as {shown}"));
            format!("{support} of {total}{example}")
        }
        Ground::Research { file, .. } => links.document(file),
        Ground::Skill { name, heading, .. } => format!("skill `{name}`, {heading}"),
        Ground::Assumption { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::doc::{Doc, Place};
    use crate::model::ground::{Anchor, Grounds};

    /// A line as it is printed, and the targets of its links.
    fn shown(text: &str, grounds: &Grounds) -> (String, String) {
        let place = |line: u32| Place {
            path: "docs/f-spec.md".to_owned(),
            line,
        };
        let places = [
            ("FR-1".to_owned(), place(7)),
            ("FR-12".to_owned(), place(9)),
            ("2".to_owned(), place(3)),
        ];
        let doc = Doc {
            places: places.into(),
            ..Doc::default()
        };
        let mut links = Links::new(&doc, "../../");
        let line = printed(&Line::grounded(text, grounds), &mut links);
        (line, links.definitions())
    }

    fn research(file: &str) -> Grounds {
        Grounds::from(Ground::Research {
            file: file.into(),
            finding: "f".into(),
        })
    }

    fn code(path: &str) -> Option<Ground> {
        Anchor::cite(path, "one\ntwo\nthree", 2, 3, None).map(Ground::Code)
    }

    #[test]
    fn references_are_short_and_can_be_clicked() {
        let grounds = Grounds::new(Ground::spec("FR-1"), code("src/a.rs"));
        let (line, targets) = shown("x", &grounds);
        assert_eq!(line, "x ([FR-1], [src/a.rs:2-3])");
        let wanted = "[FR-1]: ../../docs/f-spec.md#L7\n[src/a.rs:2-3]: ../../src/a.rs#L2-L3\n";
        assert_eq!(targets, wanted);
    }

    #[test]
    fn an_item_that_the_text_names_becomes_the_link() {
        let grounds = Grounds::spec("FR-1");
        assert_eq!(
            shown("FR-12 and FR-1 hold", &grounds).0,
            "FR-12 and [FR-1] hold"
        );
        assert_eq!(shown("FR-1: `5 s`", &grounds).0, "FR-1: `5 s`");
        assert_eq!(shown("`FR-1` holds", &grounds).0, "`FR-1` holds");
        assert_eq!(shown("2 files", &Grounds::spec("2")).0, "2 files ([2])");
    }

    #[test]
    fn an_item_without_a_place_is_named_and_the_problem_is_not() {
        let grounds = Grounds::new(Ground::spec("problem"), [Ground::spec("X-9")]);
        assert_eq!(shown("x", &grounds).0, "x (X-9)");
    }

    #[test]
    fn three_references_are_enough() {
        let grounds = Grounds::new(
            Ground::spec("FR-1"),
            ["a.rs", "b.rs", "c.rs"].into_iter().filter_map(code),
        );
        assert_eq!(shown("x", &grounds).0, "x ([FR-1], [a.rs:2-3], [b.rs:2-3])");
    }

    #[test]
    fn labels_that_differ_by_case_only_do_not_share_a_target() {
        let grounds = Grounds::from_vec(["A.rs", "a.rs"].into_iter().filter_map(code).collect());
        let (line, _) = shown("x", &grounds.unwrap_or_else(|| Grounds::spec("FR-1")));
        assert_eq!(line, "x ([A.rs:2-3], [a.rs:2-3](../../a.rs#L2-L3))");
    }

    #[test]
    fn what_the_text_names_is_not_said_again() {
        let (line, _) = shown("x (`knowledge/a.md:3`)", &research("knowledge/a.md"));
        assert_eq!(line, "x (`knowledge/a.md:3`)");
    }

    #[test]
    fn assumptions_are_printed_as_such() {
        let grounds = Grounds::from(Ground::assumption("no data", "measure"));
        let wanted = "x *(assumption: no data; to settle: measure)*";
        assert_eq!(shown("x", &grounds).0, wanted);
        assert_eq!(shown("assumed: no data", &grounds).0, "assumed: no data");
    }

    #[test]
    fn an_assumption_is_told_in_full_once() {
        let doc = Doc::default();
        let mut links = Links::new(&doc, "");
        let grounds = Grounds::from(Ground::assumption("no data", "measure"));
        let line = Line::grounded("x", &grounds);
        let first = printed(&line, &mut links);
        assert_eq!(first, "x *(assumption: no data; to settle: measure)*");
        assert_eq!(printed(&line, &mut links), "x *(assumption, as above)*");
    }

    #[test]
    fn paths_with_brackets_have_their_target_in_the_line() {
        let grounds = code("app/[id]/(x)/a b.ts").map(Grounds::from);
        let (line, targets) = shown("x", &grounds.unwrap_or_else(|| Grounds::spec("FR-1")));
        let wanted = "x ([`app/[id]/(x)/a b.ts:2-3`](../../app/%5Bid%5D/%28x%29/a%20b.ts#L2-L3))";
        assert_eq!((line.as_str(), targets.as_str()), (wanted, ""));
    }

    #[test]
    fn pages_and_files_elsewhere_are_no_paths_of_the_repository() {
        let line = |file: &str| shown("x:", &research(file)).0;
        assert_eq!(line("https://a.b/c"), "x (<https://a.b/c>):");
        assert_eq!(line("~cargo/a/b.rs"), "x (`~cargo/a/b.rs`):");
        assert_eq!(line("knowledge/a.md"), "x ([knowledge/a.md]):");
    }
}
