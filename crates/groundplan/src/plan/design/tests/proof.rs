//! What a test does and asserts, in the plan's own words.

use super::reading::Reading;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::plan::types::{Impact, OperationDraft, TestLevelKind, Verb};

/// What is done and asserted, and what it rests on.
pub fn claim(
    id: &str,
    reading: &Reading,
    level: TestLevelKind,
    operation: Option<&OperationDraft>,
    impact: Option<&Impact>,
) -> Claim {
    let text = match (level, operation) {
        (TestLevelKind::EndToEnd, _) => on_the_surface(reading).to_owned(),
        (_, Some(operation)) if operation.entity.is_none() => of_stateless(reading, operation),
        (_, Some(operation)) => of_operation(reading, level, operation),
        (_, None) => without_operation(impact, reading),
    };
    let changed = impact.filter(|_| operation.is_none());
    let changed = changed.map(|one| Ground::Code(one.anchor.clone()));
    let near = operation
        .filter(|_| level != TestLevelKind::EndToEnd)
        .and_then(|one| one.nearest.clone())
        .map(Ground::Code);
    Claim::new(
        text,
        Grounds::new(Ground::spec(id), near.into_iter().chain(changed)),
    )
}

fn on_the_surface(reading: &Reading) -> &'static str {
    if reading.is_refused() {
        "enters a refused value in the browser, checks the message and that the shown values stay"
    } else {
        "walks the steps in the browser and checks what the page shows afterwards"
    }
}

/// An operation that no table stands behind: a command, a function.
fn of_stateless(reading: &Reading, operation: &OperationDraft) -> String {
    let name = &operation.name;
    match (operation.kind, reading.is_refused()) {
        (OperationKind::Command, true) => {
            format!("runs `{name}` with what is refused, checks the message and the exit code")
        }
        (OperationKind::Command, false) => {
            format!("runs `{name}` on prepared files, checks output, exit code and files")
        }
        (OperationKind::Function, true) => {
            format!("calls `{name}` with what is refused and checks the error it gives")
        }
        (OperationKind::Function, false) => {
            format!("calls `{name}` with values at and around its limits and compares the results")
        }
        (_, true) => format!("sends `{name}` what is refused and checks the error it answers"),
        (_, false) => format!("sends `{name}` a valid request and compares what it answers"),
    }
}

fn of_operation(reading: &Reading, level: TestLevelKind, operation: &OperationDraft) -> String {
    let name = &operation.name;
    let table = operation.entity.as_deref();
    if reading.is_refused() && operation.errors.is_empty() {
        return format!("calls `{name}` with what is refused and checks the error");
    }
    if reading.is_refused() {
        let kept = match (is_write(operation.verb), table) {
            (true, Some(table)) if level != TestLevelKind::Unit => {
                format!(", and that no row of `{table}` changed")
            }
            _ => String::new(),
        };
        return format!(
            "calls `{name}` with values on both sides of the limit, checks the error{kept}"
        );
    }
    let is_pure = matches!(operation.verb, Verb::Calculate | Verb::Validate);
    if level == TestLevelKind::Unit && !is_pure {
        return format!(
            "gives `{name}` values that keep the rule and values that break it, and checks which are taken"
        );
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
        Verb::Run => format!("runs `{name}` and checks its result and its exit"),
    }
}

fn is_write(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Create | Verb::Update | Verb::BulkUpdate | Verb::Delete | Verb::Import
    )
}

fn without_operation(impact: Option<&Impact>, reading: &Reading) -> String {
    match impact {
        Some(impact) if reading.is_refused() => {
            format!(
                "calls `{}` with what is refused and checks the error",
                impact.subject
            )
        }
        Some(impact) => format!(
            "uses `{}` as the code that is there does and compares with the result before the change",
            impact.subject
        ),
        None if reading.is_refused() => "provokes the refusal and checks the error".to_owned(),
        None if reading.is_run() => "runs the program and checks output and exit".to_owned(),
        None => "sets up the stated case and checks the outcome".to_owned(),
    }
}
