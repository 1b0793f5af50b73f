//! Code blocks parse in their grammar.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::syntax;

/// What is drafted as code is code.
pub const PARSES: Rule = Rule {
    code: "plan-code-syntax",
    level: Level::Error,
    summary: "Every code block parses in its language's grammar",
    docs: "Languages without a grammar are not judged.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for block in case.plan.code_blocks() {
        let Some(errors) = syntax::check(&block.language, &block.text) else {
            continue;
        };
        if let Some(error) = errors.first() {
            let message = format!(
                "the {} block for {} does not parse: line {} of it",
                block.language, block.path, error.line
            );
            found.push(
                rule.finding(message)
                    .help("report this as a fault of the dialect"),
            );
        }
    }
    found
}
