//! How an item reads: what makes it happen, what follows, and of which sort it is.

use super::cues::{BETWEEN, DENIED, DOCUMENTS, FILES, LIVE, PURE, REFUSED, RUN, SEEN, STORED};
use crate::model::names;
use crate::model::spec::AcceptanceCriterion;
use crate::plan::design::phrases;

/// What shows an item that no test shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untested {
    /// A document says it.
    Document,
    /// The shape of the code: what imports what, where a thing is declared.
    Structure,
}

/// How an item reads.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The whole text.
    pub text: String,
    /// What is there before, where the item says so.
    pub given: Option<String>,
    /// What makes it happen, where the item says so.
    pub when: Option<String>,
    /// What follows.
    pub then: String,
    words: Vec<String>,
    outcome: Vec<String>,
    parts: Vec<String>,
    code: Vec<String>,
    has_formula: bool,
    fails: bool,
}

impl Reading {
    /// How a criterion reads.
    pub fn of_criterion(criterion: &AcceptanceCriterion) -> Self {
        let mut reading = Self::of_text(&criterion.text);
        if let Some(then) = &criterion.then {
            reading.then.clone_from(then);
            reading.when = criterion.when.clone().or_else(|| criterion.given.clone());
            reading.given = criterion.given.clone().filter(|_| criterion.when.is_some());
            reading.outcome = phrases::words_of(&then.to_lowercase());
            reading.fails = fails(then);
        }
        reading
    }

    /// How a requirement or an edge case reads.
    pub fn of_text(text: &str) -> Self {
        let (when, then) = halves(text);
        let code: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
        Self {
            text: text.to_owned(),
            given: None,
            when,
            words: phrases::words_of(&text.to_lowercase()),
            outcome: phrases::words_of(&then.to_lowercase()),
            parts: names::split(text),
            code: names::split(&code.join(" ")),
            has_formula: formula(text),
            fails: fails(&then),
            then,
        }
    }

    /// Whether the text gives this very name: one of several words anywhere, a single word as code.
    pub fn spells(&self, name: &str) -> bool {
        let wanted = names::split(name);
        match wanted.as_slice() {
            [] => false,
            [one] => self.code.contains(one),
            several => self
                .parts
                .windows(several.len())
                .any(|parts| parts == several),
        }
    }

    /// Whether what makes it happen gives this very name.
    pub fn does(&self, name: &str) -> bool {
        let when = self.when.as_deref().map(Self::of_text);
        when.is_some_and(|when| when.spells(name))
    }

    /// What shows it, where no test does.
    pub fn untested(&self) -> Option<Untested> {
        let outcome = |cues: &[&str]| {
            self.outcome
                .iter()
                .any(|word| cues.contains(&word.as_str()))
        };
        let says = [
            "updated",
            "documented",
            "describe",
            "describes",
            "explain",
            "explains",
            "mentions",
        ];
        if outcome(&["docstring", "docstrings"]) || (outcome(DOCUMENTS) && outcome(&says)) {
            return Some(Untested::Document);
        }
        let lower = self.then.to_lowercase();
        let cues = [
            "shall import ",
            "must import ",
            "not import",
            "not depend on",
            "no import of",
            "import from",
            "be declared in",
            "be defined in",
        ];
        let is_shape = cues.iter().any(|cue| lower.contains(cue)) && !self.is_run();
        is_shape.then_some(Untested::Structure)
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

    /// Something is refused: the outcome says so, and not that no refusal happens.
    pub fn is_refused(&self) -> bool {
        let mut at =
            (0..self.outcome.len()).filter(|at| REFUSED.contains(&self.outcome[*at].as_str()));
        let denied = |at: usize| {
            let before = self.outcome[..at].iter().rev().take(4);
            let mut far = before.skip_while(|word| BETWEEN.contains(&word.as_str()));
            far.next()
                .is_some_and(|word| DENIED.contains(&word.as_str()))
        };
        self.fails
            || at.any(|at| !denied(at))
            || self.outcome.iter().any(|word| word == "cannot")
            || error_code(&self.then).is_some()
    }

    /// Something may be done in one state alone: "Only an open sheet can be closed".
    pub fn limits_state(&self) -> bool {
        let first = self.words.first().map(String::as_str);
        first == Some("only") && self.has(&["can", "may"])
    }

    /// Something is stored.
    pub fn is_stored(&self) -> bool {
        self.has(STORED)
    }

    /// A program or a service is run.
    pub fn is_run(&self) -> bool {
        self.has(RUN)
    }

    /// Files or folders are needed.
    pub fn needs_files(&self) -> bool {
        self.has(FILES) || self.is_stored()
    }

    /// It is shown against the real thing.
    pub fn is_live(&self) -> bool {
        let text = format!(" {} ", self.words.join(" "));
        LIVE.iter().any(|cue| text.contains(&format!(" {cue} ")))
    }

    /// What is decided below the surface, whatever a person sees of it.
    pub fn is_decided_below(&self) -> bool {
        self.is_pure() || self.is_refused() || self.is_stored()
    }
}

/// The error code that an outcome names: `NOT_SUPPORTED`.
pub fn error_code(then: &str) -> Option<&str> {
    let mut codes = then.split('`').skip(1).step_by(2);
    codes.find(|code| {
        let is_code = code
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let cues = [
            "NOT",
            "INVALID",
            "ERROR",
            "DENIED",
            "FAILED",
            "UNKNOWN",
            "DISABLED",
            "MISSING",
            "CONFLICT",
            "UNSUPPORTED",
            "EXPIRED",
            "FORBIDDEN",
        ];
        is_code && code.split('_').any(|word| cues.contains(&word))
    })
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

    #[test]
    fn only_an_outcome_refuses() {
        for refused in [
            "When the value is zero, a `ValueError` is raised",
            "When an item is sent already, the action returns `NOT_SCHEDULED`",
            "When nothing is there, it ends with exit code 2",
        ] {
            assert!(Reading::of_text(refused).is_refused(), "{refused}");
        }
        for taken in [
            "When an error is logged, the secret is left out",
            "When the list is long, it is cut instead of raising an error",
            "When the file is there already, the command does not fail",
        ] {
            assert!(!Reading::of_text(taken).is_refused(), "{taken}");
        }
    }

    #[test]
    fn a_name_of_one_word_counts_as_code_only() {
        assert!(Reading::of_text("calls `list_folders` twice").spells("listFolders"));
        assert!(Reading::of_text("runs `rwr diff`").spells("diff"));
        assert!(!Reading::of_text("shows the diff").spells("diff"));
    }

    #[test]
    fn documents_and_shape_need_no_test() {
        let untested = |text| Reading::of_text(text).untested();
        assert_eq!(untested("The README is updated"), Some(Untested::Document));
        assert_eq!(
            untested("Core SHALL NOT import datasets"),
            Some(Untested::Structure)
        );
        assert_eq!(untested("The page shows the price"), None);
    }
}
