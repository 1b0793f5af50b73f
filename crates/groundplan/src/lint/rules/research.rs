//! All research questions are researched, or said to be open.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::model::evidence::AnswerState;

/// Seed's check 1.
pub const QUESTIONS: Rule = Rule {
    code: "plan-question-missing",
    level: Level::Error,
    summary: "Every open question is researched, or shown as open to the reviewer and as a risk",
    docs: "A question of the specification that the plan drops is decided by accident.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let plan = case.plan;
    let asks = |id: &str| {
        let asked = plan
            .questions
            .iter()
            .any(|q| q.claim.grounds.spec_items().any(|item| item == id));
        let risked = plan
            .risks
            .iter()
            .any(|r| r.risk.grounds.spec_items().any(|item| item == id));
        (asked, risked)
    };
    let mut found = Vec::new();
    for question in case
        .spec
        .open_questions
        .iter()
        .filter(|question| !question.answered)
    {
        let item = plan
            .research
            .iter()
            .find(|item| item.question == question.id);
        let open = item.is_none_or(|item| item.state != AnswerState::Answered);
        let (asked, risked) = asks(&question.id);
        let message = match (open, asked, risked) {
            (true, false, _) => "is open, and no question to the reviewer names it",
            (true, true, false) => "is open, and no risk names it",
            (false, ..) if item.is_some_and(|item| item.findings.is_empty()) => "has no finding",
            _ => continue,
        };
        found.push(
            rule.finding(format!("{} {message}", question.id))
                .at(&case.spec.path, question.line)
                .help("answer it under Research Summary, or list it under questions and risks"),
        );
    }
    found
}
