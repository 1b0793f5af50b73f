//! The decision on a plan: approve, request changes, cancel. Without a terminal nothing waits.

use std::io::{BufRead, IsTerminal as _};

use groundplan::plan::types::PlanStatus;

use super::Run;
use crate::ui;

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The new state.
    pub status: PlanStatus,
    /// What should change, or why.
    pub note: Option<String>,
    /// Whether nobody was there to look.
    pub unattended: bool,
}

/// Words of a state that lets a plan be approved, and those that take it back.
const APPROVED: &[&str] = &[
    "approved",
    "accepted",
    "ready",
    "final",
    "complete",
    "completed",
    "done",
    "implemented",
];
const NOT_YET: &[&str] = &[
    "not", "no", "pending", "awaiting", "until", "for", "draft", "review", "approval", "be",
];

/// Whether a stated status says that the specification is approved.
fn is_approved(status: Option<&str>) -> bool {
    let status = status.unwrap_or_default().to_lowercase();
    let words: Vec<&str> = status
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    // "Ready for implementation" is approved, "ready for review" is not.
    let implementation = words.contains(&"implementation");
    any(APPROVED) && (implementation || !any(NOT_YET))
}

/// Why this plan cannot be approved.
fn obstacle(run: &Run<'_>, errors: bool) -> Option<String> {
    if errors {
        return Some("the plan has errors".to_owned());
    }
    if run.args.allow_draft || is_approved(run.spec.status.as_deref()) {
        return None;
    }
    let status = match run.spec.status.as_deref() {
        Some(status) => format!("is \"{status}\""),
        None => "states no status".to_owned(),
    };
    Some(format!(
        "the specification {status}; --allow-draft approves all the same"
    ))
}

/// The decision of `--yes`, or why there is none.
pub fn unattended(run: &Run<'_>, errors: bool, state: PlanStatus) -> Result<Decision, String> {
    if let Some(why) = obstacle(run, errors) {
        return Err(why);
    }
    if !matches!(state, PlanStatus::Draft | PlanStatus::Approved) {
        return Err(format!("its state is {}", state.as_str()));
    }
    Ok(Decision {
        status: PlanStatus::Approved,
        note: None,
        unattended: true,
    })
}

/// Asks a person; `None` without a terminal or when it is left for later. What was decided before can be
/// decided again.
pub fn ask(run: &Run<'_>, errors: bool, state: PlanStatus) -> Option<Decision> {
    let there = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if !there || ui::streams() {
        return None;
    }
    let obstacle = obstacle(run, errors);
    answer(&mut std::io::stdin().lock(), obstacle.as_deref(), state)
}

/// What is asked about a plan in this state.
fn question(state: PlanStatus) -> String {
    match state {
        PlanStatus::Draft => "\nDoes this make sense? Any changes needed?\n\
             [a]pprove, [r]equest changes, [c]ancel, Enter to decide later:"
            .to_owned(),
        decided => format!(
            "\nThe plan is {} already.\n\
             [a]pprove, [r]equest changes, [c]ancel, Enter to leave it so:",
            decided.as_str()
        ),
    }
}

fn answer(input: &mut dyn BufRead, obstacle: Option<&str>, state: PlanStatus) -> Option<Decision> {
    let question = question(state);
    let decision = |status, note| {
        Some(Decision {
            status,
            note,
            unattended: false,
        })
    };
    loop {
        ui::complain(&question);
        let line = line(input)?;
        match line.trim().to_lowercase().as_str() {
            "a" | "approve" => match obstacle {
                Some(why) => ui::complain(&format!("not approved: {why}")),
                None => return decision(PlanStatus::Approved, None),
            },
            "r" | "request" | "request changes" => {
                ui::complain("What should change? An empty line ends the note:");
                if let Some(note) = note(input) {
                    return decision(PlanStatus::ChangesRequested, Some(note));
                }
                ui::complain("no note, so nothing was recorded");
            }
            "c" | "cancel" => return decision(PlanStatus::Cancelled, None),
            "" => return None,
            other => ui::complain(&format!("{other}: not an answer")),
        }
    }
}

fn line(input: &mut dyn BufRead) -> Option<String> {
    let mut line = String::new();
    match input.read_line(&mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(line),
    }
}

fn note(input: &mut dyn BufRead) -> Option<String> {
    let mut note = String::new();
    while let Some(line) = line(input).filter(|line| !line.trim().is_empty()) {
        note.push_str(&line);
    }
    let note = note.trim().to_owned();
    (!note.is_empty()).then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_approved_specification_counts_as_one() {
        for status in [
            "Approved",
            "✅ Approved (2026-01-02)",
            "Ready for implementation",
            "accepted",
        ] {
            assert!(is_approved(Some(status)), "{status}");
        }
        for status in [
            "Draft",
            "Not approved",
            "Pending approval",
            "Ready for review",
            "Unapproved",
            "",
        ] {
            assert!(!is_approved(Some(status)), "{status}");
        }
        assert!(!is_approved(None));
    }

    fn said(text: &str, obstacle: Option<&str>) -> Option<(PlanStatus, Option<String>)> {
        answer(&mut text.as_bytes(), obstacle, PlanStatus::Draft)
            .map(|decision| (decision.status, decision.note))
    }

    #[test]
    fn a_person_approves_asks_for_changes_cancels_or_leaves_it() {
        assert_eq!(said("a\n", None), Some((PlanStatus::Approved, None)));
        assert_eq!(said("c\n", None), Some((PlanStatus::Cancelled, None)));
        let note = Some("split the table\nand the test".to_owned());
        assert_eq!(
            said("r\nsplit the table\nand the test\n\n", None),
            Some((PlanStatus::ChangesRequested, note))
        );
        assert_eq!(said("\n", None), None);
        assert_eq!(said("", None), None);
        assert_eq!(said("r\n\n\n", None), None);
    }

    #[test]
    fn a_plan_with_errors_is_not_approved_and_asked_about_again() {
        assert_eq!(
            said("a\nc\n", Some("the plan has errors")),
            Some((PlanStatus::Cancelled, None))
        );
        assert_eq!(said("what\n\n", None), None);
    }
}
