//! How an item reads: what makes it happen, what follows, and of which sort it is.

use crate::model::names;
use crate::model::spec::AcceptanceCriterion;
use crate::plan::design::phrases;

/// Words of what a person sees.
const SEEN: &[&str] = &[
    "page",
    "button",
    "screen",
    "dialog",
    "click",
    "clicks",
    "clicked",
    "checkbox",
    "checkboxes",
    "boxes",
    "shown",
    "shows",
    "displayed",
    "displays",
    "visible",
    "sees",
    "see",
    "responsive",
    "modal",
    "tooltip",
    "banner",
    "toast",
    "menu",
    "opens",
    "confirmation",
    "highlighted",
    "tab",
    "dropdown",
    "navigates",
    "redirected",
    "scrolls",
    "viewport",
    "form",
];

/// Words of a calculation or a check of values.
const PURE: &[&str] = &[
    "calculate",
    "calculates",
    "calculated",
    "calculation",
    "compute",
    "computes",
    "computed",
    "formula",
    "rounded",
    "rounds",
    "validate",
    "validates",
    "validated",
    "validation",
    "negative",
    "positive",
    "parse",
    "parses",
    "parsed",
    "invalid",
    "malformed",
    "equals",
    "sum",
    "average",
    "converts",
    "converted",
    "normalized",
    "normalised",
    "escaped",
    "sorted",
];

/// Words of a refusal.
const REFUSED: &[&str] = &[
    "reject",
    "rejects",
    "rejected",
    "refuse",
    "refuses",
    "refused",
    "error",
    "errors",
    "invalid",
    "fails",
    "fail",
    "denied",
    "forbidden",
    "unauthorized",
    "unauthorised",
    "disallowed",
    "403",
    "401",
    "400",
    "422",
    "404",
    "409",
];

/// Words of something that is stored.
const STORED: &[&str] = &[
    "store",
    "stores",
    "stored",
    "save",
    "saves",
    "saved",
    "saving",
    "persist",
    "persists",
    "persisted",
    "record",
    "recorded",
    "records",
    "database",
    "history",
    "audit",
    "written",
    "deleted",
    "removed",
    "created",
    "updated",
    "table",
    "row",
    "rows",
];

/// Words of a program that is run.
const RUN: &[&str] = &[
    "command", "exit", "exits", "stdout", "stderr", "prints", "printed", "cli", "flag", "option",
    "run", "runs", "running", "request", "requests", "endpoint", "response", "responds", "server",
];

/// How an item reads.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What makes it happen, where the item says so.
    pub when: Option<String>,
    /// What follows.
    pub then: String,
    words: Vec<String>,
    has_formula: bool,
    fails: bool,
}

impl Reading {
    /// How a criterion reads.
    pub fn of_criterion(criterion: &AcceptanceCriterion) -> Self {
        let mut reading = Self::of_text(&criterion.text);
        if let Some(then) = &criterion.then {
            reading.then = then.clone();
            reading.when = criterion.when.clone().or_else(|| criterion.given.clone());
        }
        reading
    }

    /// How a requirement or an edge case reads.
    pub fn of_text(text: &str) -> Self {
        let (when, then) = halves(text);
        Self {
            when,
            then,
            words: phrases::words_of(&text.to_lowercase()),
            has_formula: formula(text),
            fails: fails(text),
        }
    }

    /// Whether the text has a word, in whichever number.
    pub fn says(&self, word: &str) -> bool {
        let wanted = names::singular(word);
        self.words
            .iter()
            .any(|said| names::singular(said) == wanted)
    }

    fn has(&self, cues: &[&str]) -> bool {
        self.words.iter().any(|word| cues.contains(&word.as_str()))
    }

    /// A person sees it.
    pub fn is_seen(&self) -> bool {
        self.has(SEEN)
    }

    /// A calculation or a check of values.
    pub fn is_pure(&self) -> bool {
        self.has_formula
            || self.has(PURE)
            || (self.is_refused() && self.has(&["zero", "below", "above", "range", "empty"]))
    }

    /// It gives a formula.
    pub fn has_formula(&self) -> bool {
        self.has_formula
    }

    /// Something is refused.
    pub fn is_refused(&self) -> bool {
        self.fails || self.has(REFUSED)
    }

    /// Something is stored.
    pub fn is_stored(&self) -> bool {
        self.has(STORED)
    }

    /// A program or a service is run.
    pub fn is_run(&self) -> bool {
        self.has(RUN)
    }

    /// What is decided below the surface, whatever a person sees of it.
    pub fn is_decided_below(&self) -> bool {
        self.is_pure() || self.is_refused() || self.is_stored()
    }
}

/// A program that ends with an error: "exit code 2", "a non-zero status".
fn fails(text: &str) -> bool {
    let lower = text.to_lowercase();
    let after = lower.split_once("exit code ").map_or("", |(_, rest)| rest);
    let digits = after.trim_start_matches(['`', '*']);
    digits.starts_with(|c: char| ('1'..='9').contains(&c)) || lower.contains("non-zero")
}

/// A formula: an equals sign between two names in code or prose.
fn formula(text: &str) -> bool {
    let sides = text.split_once(" = ");
    sides.is_some_and(|(left, right)| {
        left.ends_with(char::is_alphanumeric)
            && right.starts_with(|c: char| c.is_alphanumeric() || c == '(')
    })
}

/// Splits "When X, Y", "If X then Y", "Y when X"; `None` for the first half where there is none.
fn halves(text: &str) -> (Option<String>, String) {
    let text = text.trim().trim_end_matches('.');
    let lower = text.to_lowercase();
    for cue in ["when ", "if ", "while ", "after ", "once ", "without "] {
        if lower.starts_with(cue)
            && let Some((first, rest)) = text.split_once(", ")
            && let Some(first) = first.get(cue.len()..)
        {
            return (
                Some(first.to_owned()),
                rest.trim_start_matches("then ").to_owned(),
            );
        }
    }
    // A place or a source first: only what follows it is told.
    let placed = ["from ", "on ", "in ", "at ", "with ", "for "]
        .iter()
        .any(|cue| lower.starts_with(cue));
    if placed && let Some((_, rest)) = text.split_once(", ") {
        return (None, rest.to_owned());
    }
    for cue in [" when ", " if ", " after "] {
        if let Some((first, rest)) = text.split_once(cue) {
            return (Some(rest.to_owned()), first.to_owned());
        }
    }
    (None, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_a_sentence() {
        let (when, then) = halves("When a model has no cost, it is left out.");
        assert_eq!(when.as_deref(), Some("a model has no cost"));
        assert_eq!(then, "it is left out");
        let (when, then) = halves("The list is empty if nothing matches");
        assert_eq!(when.as_deref(), Some("nothing matches"));
        assert_eq!(then, "The list is empty");
        assert_eq!(halves("The newest comes first").0, None);
        let (_, then) = halves("From the list, an editor opens a price");
        assert_eq!(then, "an editor opens a price");
    }

    #[test]
    fn sorts() {
        assert!(Reading::of_text("calculates `a = b * (1 + c)`").is_pure());
        assert!(Reading::of_text("A price of zero or below is rejected").is_pure());
        assert!(!Reading::of_text("The history lists every change").is_pure());
        assert!(Reading::of_text("The dialog names the margin").is_seen());
    }
}
