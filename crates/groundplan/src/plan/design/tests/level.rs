//! The level of a test: by what its item needs to be shown.

use super::items::Item;
use super::subject::Subject;
use super::suites::END_TO_END;
use crate::model::evidence::{Detected, OperationKind};
use crate::plan::context::Context;
use crate::plan::design::Design;
use crate::plan::types::{ChangeKind, TestLevelKind, Verb};

/// Levels of an item: what a person sees end to end where a framework for it exists, what needs a
/// file, a store, a route or a command as an integration, all else as a unit.
pub fn of(
    context: &Context<'_>,
    design: &Design,
    item: &Item<'_>,
    subject: &Subject<'_>,
    has_live: bool,
) -> Vec<TestLevelKind> {
    let below = below(design, item, subject);
    if item.reading.is_live() && has_live {
        return vec![TestLevelKind::EndToEnd];
    }
    let seen = item.reading.is_seen()
        && design.is(ChangeKind::UserInterface)
        && framework(context, TestLevelKind::EndToEnd).is_some();
    match (seen, item.reading.is_decided_below()) {
        (true, true) => vec![below, TestLevelKind::EndToEnd],
        (true, false) => vec![TestLevelKind::EndToEnd],
        (false, _) => vec![below],
    }
}

fn below(design: &Design, item: &Item<'_>, subject: &Subject<'_>) -> TestLevelKind {
    let reading = &item.reading;
    let crosses = match subject.operation {
        Some(one) if matches!(one.verb, Verb::Calculate | Verb::Validate) => false,
        Some(one) => {
            let stored = one.entity.is_some() || one.kind != OperationKind::Function;
            stored && (reading.is_stored() || !reading.is_pure())
        }
        None => {
            let is_code = design.is(ChangeKind::Library) || design.is(ChangeKind::Behaviour);
            !reading.is_pure() && (reading.needs_files() || reading.is_run() || !is_code)
        }
    };
    if crosses {
        TestLevelKind::Integration
    } else {
        TestLevelKind::Unit
    }
}

/// The framework of a level.
pub fn framework<'a>(context: &Context<'a>, level: TestLevelKind) -> Option<&'a Detected> {
    let wanted = level == TestLevelKind::EndToEnd;
    let is_end = |one: &Detected| {
        let name = one.name.to_lowercase();
        END_TO_END.iter().any(|end| name.contains(end))
    };
    let mut all = context.analysis().stack.test_frameworks.iter();
    all.find(|one| is_end(one) == wanted)
}
