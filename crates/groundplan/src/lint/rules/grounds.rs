//! Operations, fields, files and tests rest on more than weak grounds.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::model::ground::Grounds;

/// Weak grounds alone carry no work.
pub const STRONG: Rule = Rule {
    code: "plan-ground-weak",
    level: Level::Error,
    summary: "No operation, field, file or test rests on the problem statement or an assumption alone",
    docs: "Nothing is planned that nobody asked for.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let plan = case.plan;
    let mut all: Vec<(String, &Grounds)> = Vec::new();
    all.extend(
        plan.operations()
            .map(|op| (format!("operation `{}`", op.name), &op.claim.grounds)),
    );
    let fields = plan
        .schema
        .new_tables
        .iter()
        .flat_map(|table| &table.fields);
    all.extend(fields.map(|field| (format!("field `{}`", field.name), &field.claim.grounds)));
    all.extend(
        plan.files
            .iter()
            .map(|file| (format!("file {}", file.path), &file.claim.grounds)),
    );
    all.extend(
        plan.test_cases()
            .map(|test| (format!("test `{}`", test.name), &test.claim.grounds)),
    );
    let weak = all.into_iter().filter(|(_, grounds)| grounds.is_weak());
    weak.map(|(what, _)| {
        rule.finding(format!("{what} rests on weak grounds only"))
            .help("cite what asks for it, or drop it")
    })
    .collect()
}
