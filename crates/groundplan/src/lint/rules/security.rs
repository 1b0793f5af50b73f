//! Security considerations are documented.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};

/// Seed's check 7.
pub const DOCUMENTED: Rule = Rule {
    code: "plan-security-missing",
    level: Level::Error,
    summary: "Validation, authorisation and data protection are considered; every role is guarded",
    docs: "An operation for a role needs a guard or a question to the reviewer.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let security = &case.plan.security;
    let mut found = Vec::new();
    let silent = security.validation.is_empty()
        && security.authorization.is_empty()
        && security.data_protection.is_empty();
    if silent && security.notes.is_empty() {
        found.push(
            rule.finding("Security Considerations is empty")
                .help("say what was looked for"),
        );
    }
    let roles = case.plan.operations().filter(|op| op.role.is_some());
    if roles.count() > 0 && security.authorization.is_empty() {
        found.push(
            rule.finding("operations for a role, and nothing on authorisation")
                .help("name the guard"),
        );
    }
    found
}
