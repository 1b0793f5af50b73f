//! The testing strategy covers unit, integration and end-to-end tests.

use crate::diag::{Diagnostic, Severity};
use crate::lint::{Check, PlanCase, Rule};
use crate::plan::types::TestLevelKind;

/// Seed's check 5.
pub const LEVELS: Rule = Rule {
    code: "plan-test-level",
    level: Severity::Error,
    summary: "Unit, integration and end-to-end tests are planned, or it is said why not",
    docs: "A level that does not apply says what was looked for.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let all = [
        (TestLevelKind::Unit, "unit"),
        (TestLevelKind::Integration, "integration"),
        (TestLevelKind::EndToEnd, "end-to-end"),
    ];
    let missing = all.into_iter().filter(|(kind, _)| {
        let level = case
            .plan
            .tests
            .levels
            .iter()
            .find(|level| level.level == *kind);
        level.is_none_or(|level| level.cases.is_empty() && level.none.is_none())
    });
    missing
        .map(|(_, name)| {
            rule.finding(format!("no {name} test, and no reason why"))
                .help("plan one, or say why there is none")
        })
        .collect()
}
