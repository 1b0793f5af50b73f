//! Lines with their grounds as short references that a person can click.

use crate::model::doc::Line;
use crate::model::ground::{Anchor, Ground};

/// How many references stand behind a line; the lock holds all.
const MOST: usize = 4;

/// A line and its references.
pub fn printed(line: &Line, plan_path: &str) -> String {
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
        let text = reference(ground, plan_path);
        // What the text already names is not printed again.
        if !all.contains(&text) && !text.is_empty() && !line.text.contains(&text) {
            all.push(text);
        }
    }
    all.truncate(MOST);
    let list = if all.is_empty() {
        String::new()
    } else {
        format!(" ({})", all.join(", "))
    };
    format!("{}{list}{assumed}", line.text)
}

fn reference(ground: &Ground, plan_path: &str) -> String {
    match ground {
        Ground::Spec { item } if item == "problem" => "problem statement".to_owned(),
        Ground::Spec { item } => item.clone(),
        Ground::Code(anchor) => link(anchor, plan_path),
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
                .map(|anchor| link(anchor, plan_path))
                .collect();
            let shown = if shown.is_empty() {
                String::new()
            } else {
                format!(": {}", shown.join(", "))
            };
            format!("{support} of {total}{shown}")
        }
        Ground::Research { file, .. } => format!("[{file}]({}{file})", up(plan_path)),
        Ground::Skill { name, heading, .. } => format!("skill `{name}`, {heading}"),
        Ground::Assumption { .. } => String::new(),
    }
}

/// `[path:12-30](../../path#L12-L30)`.
fn link(anchor: &Anchor, plan_path: &str) -> String {
    let lines = if anchor.line_start == anchor.line_end {
        format!("#L{}", anchor.line_start)
    } else {
        format!("#L{}-L{}", anchor.line_start, anchor.line_end)
    };
    let target = format!(
        "{}{}{lines}",
        up(plan_path),
        anchor.path.replace(' ', "%20")
    );
    format!("[{}]({target})", anchor.reference())
}

/// From the plan's folder up to the root.
fn up(plan_path: &str) -> String {
    "../".repeat(plan_path.matches('/').count())
}

/// Text that can stand in a table's cell.
pub fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ground::Grounds;

    #[test]
    fn references_can_be_clicked() {
        let anchor = Anchor::cite("src/a.rs", "one\ntwo\nthree", 2, 3, None);
        let grounds = Grounds::new(Ground::spec("FR-1"), anchor.map(Ground::Code));
        let text = printed(&Line::grounded("x", &grounds), "docs/features/F-plan.md");
        assert_eq!(text, "x (FR-1, [src/a.rs:2-3](../../src/a.rs#L2-L3))");
    }

    #[test]
    fn assumptions_are_printed_as_such() {
        let grounds = Grounds::from(Ground::assumption("no data", "measure"));
        assert_eq!(
            printed(&Line::grounded("x", &grounds), "p.md"),
            "x *(assumption: no data; to settle: measure)*"
        );
    }

    #[test]
    fn cells_hold_pipes() {
        assert_eq!(cell("a | b\nc"), "a \\| b c");
    }
}
