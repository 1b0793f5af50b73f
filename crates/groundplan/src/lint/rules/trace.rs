//! The trace story → criterion → contract → test → success criterion is complete.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::plan::types::Shown;

/// Every criterion has a test, and every new operation too.
pub const COMPLETE: Rule = Rule {
    code: "plan-trace-gap",
    level: Level::Error,
    summary: "Every criterion has a test or is checked in the review, and its success criterion says by what",
    docs: "A gap means that something is built and not shown, or promised and not built. Documents and the shape of code are checked by a reader.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let plan = case.plan;
    let mut found = Vec::new();
    for criterion in case.spec.criteria() {
        let tested = plan
            .test_cases()
            .any(|test| test.criteria.contains(&criterion.id));
        let checked = plan
            .success
            .functional
            .iter()
            .any(|one| one.shown != Shown::Tests && one.criteria.contains(&criterion.id));
        if !tested && !checked {
            found.push(
                rule.finding(format!("{} has no test", criterion.id))
                    .at(&case.spec.path, criterion.line)
                    .help("plan a test that cites it"),
            );
        }
    }
    for success in &plan.success.functional {
        let unknown = success
            .tests
            .iter()
            .find(|key| !plan.test_cases().any(|test| &test.key == *key));
        let by_tests = success.shown == Shown::Tests;
        if by_tests && (success.tests.is_empty() || unknown.is_some()) {
            found.push(
                rule.finding(format!(
                    "success criterion {} names no planned test",
                    success.key.as_str()
                ))
                .help("bind it to a test"),
            );
        }
    }
    found
}
