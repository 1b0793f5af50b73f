//! What a test does and asserts: the item's own action and outcome in short, else what its operation
//! is given and gives. Where neither is known, nothing is said.

use super::items::Item;
use super::reading::{Reading, error_code};
use super::subject::{Subject, content};
use super::{bounds, brief, clause};
use crate::model::evidence::OperationKind;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::plan::types::{OperationDraft, TestLevelKind, Verb};

/// Words of the action at most, and of the outcome.
const ACTION: usize = 12;
const OUTCOME: usize = 32;
/// Words that are no copy of a sentence.
const FEW: usize = 7;

/// What is done and asserted, and what it rests on. `name` is the test's: what it says already is not
/// said again.
pub fn claim(item: &Item<'_>, level: TestLevelKind, subject: &Subject<'_>, name: &str) -> Claim {
    let ground = Ground::spec(item.id);
    if item.reading.when.is_some() {
        return Claim::new(own(&item.reading, name).unwrap_or_default(), ground);
    }
    let operation = subject.operation;
    let text = operation.map(|one| of_draft(&item.reading, level, one));
    let near = operation
        .filter(|_| level != TestLevelKind::EndToEnd)
        .and_then(|one| one.nearest.clone());
    Claim::new(
        text.unwrap_or_default(),
        Grounds::new(ground, near.map(Ground::Code)),
    )
}

/// The boundary values of the limit that the item states.
pub fn limits(reading: &Reading) -> Option<String> {
    let found = bounds::of(&reading.text)?;
    let lower = reading.text.to_lowercase();
    let stated = [
        "between ",
        "at most ",
        "at least ",
        "no more than ",
        "(1 to ",
    ];
    let limits = reading.when.is_none() && stated.iter().any(|cue| lower.contains(cue));
    Some(found.words(limits || reading.is_refused()))
}

/// Action and outcome of the item, unless its name holds them.
fn own(reading: &Reading, name: &str) -> Option<String> {
    let when = clause::plain(reading.when.as_deref()?);
    let when = clause::first(&when, ACTION);
    let then = clause::plain(&reading.then);
    let then = then.split(". ").next().unwrap_or_default();
    let then = then.split(" WHEN ").next().unwrap_or_default();
    let then = clause::first(then, OUTCOME);
    if then.is_empty() || (holds(name, &when) && holds(name, &then)) {
        return None;
    }
    let given = reading.given.as_deref().map(there);
    let given = given.filter(|given| !holds(name, given));
    let given = given.map_or(String::new(), |given| format!("given {given}: "));
    let text = format!("{given}{when} → {then}");
    if copies(&text, &reading.text) {
        let (when, then) = (brief(&when, FEW), brief(&then, FEW));
        return Some(format!("{given}{when} → {then}"));
    }
    Some(text)
}

/// What is there before, in short: without the article, which makes it no copy of the sentence.
fn there(given: &str) -> String {
    let given = clause::first(&clause::plain(given), OUTCOME);
    let bare = ["a ", "an ", "the "]
        .iter()
        .find_map(|article| given.strip_prefix(article));
    match bare {
        Some(bare) => bare.to_owned(),
        None => brief(&given, FEW),
    }
}

/// Whether a name says what a text does, but for a word here and there.
fn holds(name: &str, text: &str) -> bool {
    let (said, named) = (content(text), content(name));
    let foreign = |text: &str| -> String { text.chars().filter(|c| !c.is_ascii()).collect() };
    let is_foreign = foreign(text).chars().count() > 2;
    if is_foreign {
        return foreign(name).contains(&foreign(text));
    }
    3 * said.difference(&named).count() <= said.len()
}

/// Whether a text holds a whole sentence of another that is longer than a few words.
fn copies(text: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
        words.collect::<Vec<_>>()
    };
    let text = plain(text);
    let other = other.replace(". ", "\n");
    let mut sentences = other.split(['\n', ';']).map(plain);
    sentences.any(|sentence| {
        sentence.len() > FEW && text.windows(sentence.len()).any(|words| words == sentence)
    })
}

/// What the operation's kind and verb say of its test.
fn of_draft(reading: &Reading, level: TestLevelKind, operation: &OperationDraft) -> String {
    match (level, error_code(&reading.then)) {
        (TestLevelKind::EndToEnd, _) => String::new(),
        (_, Some(code)) => format!(
            "provokes it through `{}` and expects `{code}`",
            operation.name
        ),
        _ if operation.entity.is_none() => of_stateless(reading, operation),
        _ => of_operation(reading, level, operation),
    }
}

/// An operation that no table stands behind: a command, a function.
fn of_stateless(reading: &Reading, operation: &OperationDraft) -> String {
    let name = &operation.name;
    match (operation.kind, reading.is_refused()) {
        (OperationKind::Command, true) => {
            format!("runs `{name}` with what is refused, checks the message and the exit code")
        }
        (OperationKind::Function, true) => {
            format!("calls `{name}` with what is refused and checks the error it gives")
        }
        (_, true) => format!("sends `{name}` what is refused and checks the error it answers"),
        (_, false) => String::new(),
    }
}

fn of_operation(reading: &Reading, level: TestLevelKind, operation: &OperationDraft) -> String {
    let name = &operation.name;
    let table = operation.entity.as_deref();
    if reading.is_refused() {
        let kept = match (is_write(operation.verb), table) {
            (true, Some(table)) if level != TestLevelKind::Unit => {
                format!(", and that no row of `{table}` changed")
            }
            _ => String::new(),
        };
        return format!("calls `{name}` with what is refused, checks the error{kept}");
    }
    if reading.limits_state() {
        return format!("calls `{name}` in that state and in another one, where it is refused");
    }
    let is_pure = matches!(operation.verb, Verb::Calculate | Verb::Validate);
    if level == TestLevelKind::Unit && !is_pure {
        return String::new();
    }
    let about = |fallback: &str| table.map_or(fallback.to_owned(), |table| format!("`{table}`"));
    match operation.verb {
        Verb::Calculate => {
            format!("feeds `{name}` fixed numbers and compares with values worked out by hand")
        }
        Verb::Validate => format!("feeds `{name}` one good and one bad value of each rule"),
        Verb::Create | Verb::Update | Verb::Import => {
            format!(
                "calls `{name}`, reads {} back and compares every field it sets",
                about("the record")
            )
        }
        Verb::BulkUpdate => {
            format!(
                "calls `{name}` on several rows of {}, checks each of them and the count",
                about("the store")
            )
        }
        Verb::Delete => format!(
            "calls `{name}` and checks that {} no longer has it",
            about("the store")
        ),
        Verb::Get => format!(
            "puts one row into {}, checks that `{name}` gives it",
            about("the store")
        ),
        Verb::List | Verb::Search => {
            format!(
                "puts matching and other rows into {}, checks which `{name}` gives and in which order",
                about("the store")
            )
        }
        Verb::History => {
            format!(
                "makes two changes, checks that `{name}` gives both with their values and in order"
            )
        }
        Verb::Export => format!("reads the output of `{name}` back and compares header and rows"),
        Verb::Notify => {
            format!("calls `{name}` with a stand-in for the receiver and checks what it was told")
        }
        Verb::Run => String::new(),
    }
}

fn is_write(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Create | Verb::Update | Verb::BulkUpdate | Verb::Delete | Verb::Import
    )
}
