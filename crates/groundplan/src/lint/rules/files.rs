//! File paths come from §TD1 only.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::plan::types::FileAction;

/// Paths of operations, tests and code are files of the first decision.
pub const DECLARED: Rule = Rule {
    code: "plan-file-undeclared",
    level: Level::Error,
    summary: "Every file that the plan writes to is in §TD1, with the right action",
    docs: "Tasks take their paths from §TD1; what is not there is forgotten.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let plan = case.plan;
    let operations = plan.operations().map(|op| op.file.as_str());
    let tests = plan.test_cases().map(|test| test.file.as_str());
    let blocks = plan.code_blocks();
    let code = blocks.iter().map(|block| block.path.as_str());
    let mut found: Vec<Diagnostic> = Vec::new();
    for path in operations.chain(tests).chain(code) {
        if !path.is_empty() && !plan.files.iter().any(|file| file.path == path) {
            let finding = rule
                .finding(format!("{path} is used, and §TD1 does not list it"))
                .help("list it");
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    for file in &plan.files {
        let exists = case.evidence.file(&file.path).is_some();
        let wrong = match file.action {
            FileAction::Create => exists.then_some("is to be created, and exists"),
            FileAction::Modify | FileAction::Delete => {
                (!exists).then_some("is to be changed, and does not exist")
            }
        };
        if let Some(wrong) = wrong {
            found.push(
                rule.finding(format!("{} {wrong}", file.path))
                    .help("correct the action"),
            );
        }
    }
    found
}
