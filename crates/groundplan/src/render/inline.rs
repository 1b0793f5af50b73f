//! Lines with their grounds as short references that a person can click.

use crate::model::doc::Line;
use crate::model::ground::{Anchor, Ground};

/// How many references stand behind a line; the lock holds all.
const MOST: usize = 4;

/// A line and its references; `to_root` leads from the folder of the document to the root: `../../`.
pub fn printed(line: &Line, to_root: &str) -> String {
    let Some(grounds) = &line.grounds else {
        return line.text.clone();
    };
    let mut all: Vec<String> = Vec::new();
    let mut assumed = String::new();
    for ground in grounds {
        if let Ground::Assumption { why, settle } = ground {
            assumed = format!(" *(assumption: {why}; to settle: {settle})*");
            continue;
        }
        let text = reference(ground, to_root);
        // What the text already names is not printed again.
        let named = names(ground).is_some_and(|name| line.text.contains(&name));
        if !all.contains(&text) && !text.is_empty() && !named && !line.text.contains(&text) {
            all.push(text);
        }
    }
    all.truncate(MOST);
    let list = if all.is_empty() {
        String::new()
    } else {
        format!(" ({})", all.join(", "))
    };
    // "Fields (FR-1):", not "Fields: (FR-1)": a list follows the colon.
    match line.text.trim_end().strip_suffix(':') {
        Some(text) => format!("{text}{list}{assumed}:"),
        None => format!("{}{list}{assumed}", line.text),
    }
}

/// The place that a ground cites, as a text may already name it.
fn names(ground: &Ground) -> Option<String> {
    match ground {
        Ground::Code(anchor) => Some(anchor.reference()),
        Ground::Research { file, .. } => Some(file.clone()),
        _ => None,
    }
}

fn reference(ground: &Ground, to_root: &str) -> String {
    match ground {
        Ground::Spec { item } if item == "problem" => "problem statement".to_owned(),
        Ground::Spec { item } => item.clone(),
        Ground::Code(anchor) => link(anchor, to_root),
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
            let shown: Vec<String> = examples
                .iter()
                .take(2)
                .map(|anchor| link(anchor, to_root))
                .collect();
            let shown = if shown.is_empty() {
                String::new()
            } else {
                format!(": {}", shown.join(", "))
            };
            format!("{support} of {total}{shown}")
        }
        Ground::Research { file, .. } => document(file, to_root),
        Ground::Skill { name, heading, .. } => format!("skill `{name}`, {heading}"),
        Ground::Assumption { .. } => String::new(),
    }
}

/// `[path:12-30](../../path#L12-L30)`.
fn link(anchor: &Anchor, to_root: &str) -> String {
    let lines = if anchor.line_start == anchor.line_end {
        format!("#L{}", anchor.line_start)
    } else {
        format!("#L{}-L{}", anchor.line_start, anchor.line_end)
    };
    linked(&anchor.reference(), &anchor.path, &lines, to_root)
}

/// A document of the repository, or a page.
fn document(file: &str, to_root: &str) -> String {
    if file.starts_with("https://") || file.starts_with("http://") {
        let address: String = file
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>'))
            .collect();
        return format!("<{address}>");
    }
    linked(file, file, "", to_root)
}

/// A link to a path of the repository; one outside of it is only named.
fn linked(text: &str, path: &str, lines: &str, to_root: &str) -> String {
    let text = shown(text);
    if path.starts_with('~') {
        return text;
    }
    format!("[{text}]({}{}{lines})", encoded(to_root), encoded(path))
}

/// A path as text: as code where markdown would read marks into it (`app/[id]`, `__tests__`).
fn shown(path: &str) -> String {
    let marks = path.contains(['[', ']', '*', '<', '>', '\\', '~', '$'])
        || path.contains("__")
        || path
            .split('/')
            .any(|part| part.starts_with('_') || part.ends_with('_'));
    if marks && !path.contains('`') {
        format!("`{path}`")
    } else {
        path.to_owned()
    }
}

/// A path as the target of a link.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '%' | '#' | '?' | '\\' | '`' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ground::Grounds;

    #[test]
    fn references_can_be_clicked() {
        let anchor = Anchor::cite("src/a.rs", "one\ntwo\nthree", 2, 3, None);
        let grounds = Grounds::new(Ground::spec("FR-1"), anchor.map(Ground::Code));
        let text = printed(&Line::grounded("x", &grounds), "../../");
        assert_eq!(text, "x (FR-1, [src/a.rs:2-3](../../src/a.rs#L2-L3))");
    }

    #[test]
    fn what_the_text_names_is_not_said_again() {
        let research = Ground::Research {
            file: "knowledge/a.md".into(),
            finding: "f".into(),
        };
        let line = Line::grounded("x (`knowledge/a.md:3`)", &Grounds::from(research));
        assert_eq!(printed(&line, ""), "x (`knowledge/a.md:3`)");
    }

    #[test]
    fn assumptions_are_printed_as_such() {
        let grounds = Grounds::from(Ground::assumption("no data", "measure"));
        assert_eq!(
            printed(&Line::grounded("x", &grounds), ""),
            "x *(assumption: no data; to settle: measure)*"
        );
    }

    #[test]
    fn paths_with_marks_are_shown_as_they_are() {
        let anchor = Anchor::cite("app/[id]/(x)/__tests__/a b.ts", "one", 1, 1, None);
        let grounds = anchor.map(Ground::Code).map(Grounds::from);
        let line = Line {
            text: "x".into(),
            grounds,
        };
        assert_eq!(
            printed(&line, "../"),
            "x ([`app/[id]/(x)/__tests__/a b.ts:1`](../app/%5Bid%5D/%28x%29/__tests__/a%20b.ts#L1))"
        );
    }

    #[test]
    fn pages_and_files_elsewhere_are_no_paths_of_the_repository() {
        let research = |file: &str| {
            Grounds::from(Ground::Research {
                file: file.into(),
                finding: "f".into(),
            })
        };
        let shown = |file: &str| printed(&Line::grounded("x:", &research(file)), "../");
        assert_eq!(shown("https://a.b/c"), "x (<https://a.b/c>):");
        assert_eq!(shown("~cargo/a/b.rs"), "x (`~cargo/a/b.rs`):");
        assert_eq!(
            shown("knowledge/a.md"),
            "x ([knowledge/a.md](../knowledge/a.md)):"
        );
    }
}
