//! No sentence of the specification is repeated.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule, spec_text};
use crate::plan::statements::with_unprinted;

/// A plan cites the specification by identifier.
pub const OWN_WORDS: Rule = Rule {
    code: "plan-spec-repeated",
    level: Level::Error,
    summary: "No sentence of eight or more words of the specification stands in the plan",
    docs: "A copy goes stale when the specification changes. Questions may be quoted.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let sentences = spec_text::sentences(case.spec);
    let mut found = Vec::new();
    let claims = with_unprinted(case.plan).into_iter();
    for claim in claims.filter(|claim| !claim.key.starts_with("questions/")) {
        let text = format!(" {} ", spec_text::plain(claim.text));
        let copied = sentences
            .iter()
            .find(|(_, sentence)| text.contains(&format!(" {sentence} ")));
        if let Some((id, _)) = copied {
            let finding = rule
                .finding(format!("\"{}\" repeats {id}", claim.text))
                .help("cite the identifier");
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
    found
}
