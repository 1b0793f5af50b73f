//! Success criteria bridge acceptance criteria and technical measures.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};

/// Seed's check 9.
pub const BRIDGE: Rule = Rule {
    code: "plan-success-criterion",
    level: Level::Error,
    summary: "Every acceptance criterion is a success criterion, and there are technical ones",
    docs: "The list is what a team ticks off when the feature is done.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let plan = case.plan;
    let mut found: Vec<Diagnostic> = case
        .spec
        .criteria()
        .filter(|criterion| {
            !plan
                .success_criteria()
                .any(|s| s.criteria.contains(&criterion.id))
        })
        .map(|criterion| {
            rule.finding(format!("{} is no success criterion", criterion.id))
                .at(&case.spec.path, criterion.line)
                .help("add it under Success Criteria")
        })
        .collect();
    if plan.success.technical.is_empty() {
        found.push(
            rule.finding("no technical success criterion")
                .help("name tests, targets or gates"),
        );
    }
    found
}
