//! Dependencies are identified for ordering tasks.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};

/// Seed's check 8.
pub const NAMED: Rule = Rule {
    code: "plan-dependency-missing",
    level: Level::Error,
    summary: "Features that the specification depends on are named, and the order of work is stated",
    docs: "Tasks are ordered from this section.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let dependencies = &case.plan.dependencies;
    let mut found = Vec::new();
    if dependencies.ordering.is_empty() {
        found.push(
            rule.finding("the order of work is not stated")
                .help("say what must come before what"),
        );
    }
    let text: String = dependencies
        .required
        .iter()
        .map(|claim| claim.text.as_str())
        .collect();
    for wanted in case
        .spec
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == "depends_on")
    {
        let Some(feature) = &wanted.feature else {
            continue;
        };
        if !text.contains(feature.as_str()) {
            found.push(
                rule.finding(format!(
                    "the specification depends on {feature}, the plan does not say so"
                ))
                .at(&case.spec.path, wanted.line)
                .help("name it with its state"),
            );
        }
    }
    found
}
