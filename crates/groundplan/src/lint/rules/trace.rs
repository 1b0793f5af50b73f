//! The trace story → criterion → contract → test → success criterion is complete.

use crate::diag::{Diagnostic, Severity};
use crate::lint::{Check, PlanCase, Rule};

/// Every criterion has a test, and every new operation too.
pub const COMPLETE: Rule = Rule {
    code: "plan-trace-gap",
    level: Severity::Error,
    summary: "Every criterion has a test, every success criterion for it names that test",
    docs: "A gap means that something is built and not shown, or promised and not built.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let plan = case.plan;
    let mut found = Vec::new();
    for criterion in case.spec.criteria() {
        let tested = plan
            .test_cases()
            .any(|test| test.criteria.contains(&criterion.id));
        if !tested {
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
        if success.tests.is_empty() || unknown.is_some() {
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
