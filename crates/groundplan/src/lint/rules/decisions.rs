//! Decisions have a rationale; the first is the file organisation.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};

/// Seed's check 4, first half.
pub const FILE_ORGANIZATION: Rule = Rule {
    code: "plan-file-organization",
    level: Level::Error,
    summary: "The first technical decision is the file organisation, and names files",
    docs: "Tasks take their paths from §TD1.",
    check: Check::Plan(first),
};

fn first(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let is_first = case
        .plan
        .decisions
        .first()
        .is_some_and(|decision| decision.title.starts_with("File Organi"));
    let message = match (is_first, case.plan.files.is_empty()) {
        (false, _) => "the first decision is not the file organisation",
        (true, true) => "the file organisation names no file",
        _ => return Vec::new(),
    };
    vec![
        rule.finding(message)
            .help("say in Decision 1 which files are created, modified, deleted"),
    ]
}

/// Seed's check 4, second half.
pub const RATIONALE: Rule = Rule {
    code: "plan-decision-rationale",
    level: Level::Error,
    summary: "Every decision has a rationale, and all but the first have two or more options",
    docs: "A decision without an alternative is none; without a reason nobody can revisit it.",
    check: Check::Plan(rationale),
};

fn rationale(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, decision) in case.plan.decisions.iter().enumerate() {
        if decision.rationale.is_empty() {
            found.push(
                rule.finding(format!("Decision {} has no rationale", at + 1))
                    .help("say why"),
            );
        }
        if at > 0 && (decision.options.len() < 2 || decision.chosen >= decision.options.len()) {
            found.push(
                rule.finding(format!("Decision {} offers no choice", at + 1))
                    .help("name the options, or drop the decision"),
            );
        }
    }
    found
}
