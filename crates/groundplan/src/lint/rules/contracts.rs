//! Contracts are defined, and every story has one or says where else it is met.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::plan::types::Change;

/// Seed's check 3.
pub const DEFINITION: Rule = Rule {
    code: "plan-contract-definition",
    level: Level::Error,
    summary: "Every new operation is defined in the project's own language",
    docs: "An operation without parameters and result cannot be implemented or tested from the plan.",
    check: Check::Plan(definition),
};

fn definition(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    if !case.writes_code() || case.evidence.index.files.is_empty() {
        return Vec::new();
    }
    let bare = case
        .plan
        .operations()
        .filter(|op| op.change == Change::Add && op.code.is_empty());
    let finding = |op: &crate::plan::types::OperationDraft| {
        rule.finding(format!("`{}` has no definition", op.name))
            .help("state parameters and result")
    };
    bare.map(finding).collect()
}

/// Every story is met by an operation, a file or a change of something that exists.
pub const STORIES: Rule = Rule {
    code: "plan-story-unplanned",
    level: Level::Error,
    summary: "Every user story is met by an operation, a changed symbol or a file",
    docs: "Judged by the identifiers that operations, files and impacts cite.",
    check: Check::Plan(stories),
};

fn stories(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let cited = case.plan.work_items();
    let unmet = case.spec.user_stories.iter().filter(|story| {
        let own = story
            .acceptance_criteria
            .iter()
            .any(|c| cited.contains(c.id.as_str()));
        !own && !cited.contains(story.id.as_str())
    });
    let finding = |story: &crate::model::spec::UserStory| {
        rule.finding(format!("nothing in the plan meets {}", story.id))
            .at(&case.spec.path, story.line)
            .help("add an operation or a file that cites it")
    };
    unmet.map(finding).collect()
}
