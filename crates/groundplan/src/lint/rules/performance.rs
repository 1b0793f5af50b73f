//! Numeric targets are taken over, and bottlenecks have a solution.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule, spec_text};

/// Seed's check 6, targets.
pub const TARGETS: Rule = Rule {
    code: "plan-performance-target",
    level: Level::Error,
    summary: "Every number of a performance or scale requirement is a target of the plan",
    docs: "Judged against the numbers in the requirement's text.",
    check: Check::Plan(targets),
};

fn targets(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let performance = &case.plan.performance;
    let about = |category: &Option<String>| {
        let category = category.as_deref().unwrap_or_default().to_lowercase();
        ["performance", "scal", "capacity", "latency"]
            .iter()
            .any(|cue| category.contains(cue))
    };
    let missing = case
        .spec
        .nonfunctional_requirements
        .iter()
        .filter(|requirement| {
            let numbers = spec_text::numbers(&requirement.text);
            let cited = performance
                .targets
                .iter()
                .any(|t| t.grounds.spec_items().any(|item| item == requirement.id));
            about(&requirement.category) && !numbers.is_empty() && !cited
        });
    missing
        .map(|requirement| {
            rule.finding(format!(
                "{} has a number, and no target of the plan cites it",
                requirement.id
            ))
            .at(&case.spec.path, requirement.line)
            .help("add it under Performance Considerations")
        })
        .collect()
}

/// Seed's check 6, solutions.
pub const MITIGATION: Rule = Rule {
    code: "plan-bottleneck-unsolved",
    level: Level::Error,
    summary: "Every bottleneck has a solution; a section without one says what was looked for",
    docs: "A bottleneck that is only named helps nobody.",
    check: Check::Plan(mitigation),
};

fn mitigation(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let performance = &case.plan.performance;
    let mut found: Vec<Diagnostic> = performance
        .bottlenecks
        .iter()
        .filter(|bottleneck| bottleneck.mitigation.text.trim().is_empty())
        .map(|bottleneck| {
            rule.finding(format!("no solution for: {}", bottleneck.bottleneck.text))
                .help("say what is done")
        })
        .collect();
    if performance.bottlenecks.is_empty()
        && performance.targets.is_empty()
        && performance.none.is_none()
    {
        found.push(
            rule.finding("Performance Considerations is empty")
                .help("say what was looked for"),
        );
    }
    found
}
