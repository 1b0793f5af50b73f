//! Does it hold? Spec and plan → diagnostics; one file a rule.
//!
//! Completeness is judged against the specification's text by [`spec_text`], which shares no code
//! with the drafter: what the drafter overlooks, a rule can still see.

mod rules;
mod spec_text;

use crate::diag::{Diagnostic, Severity};
use crate::model::evidence::Evidence;
use crate::model::spec::Spec;
use crate::plan::dialects;
use crate::plan::types::Plan;
use crate::world::World;

/// What a rule over plans sees.
pub struct PlanCase<'a> {
    /// The specification.
    pub spec: &'a Spec,
    /// The plan.
    pub plan: &'a Plan,
    /// What the plan was drafted from.
    pub evidence: &'a Evidence,
    /// The repository.
    pub world: &'a dyn World,
}

impl PlanCase<'_> {
    /// Whether the plan's dialect writes drafts as code; one that is not known does.
    fn writes_code(&self) -> bool {
        let dialect = self
            .plan
            .schema
            .dialect
            .as_deref()
            .and_then(dialects::by_id);
        dialect.is_none_or(|dialect| dialect.writes_code)
    }
}

/// What a rule judges.
pub enum Check {
    /// A specification.
    Spec(fn(&Spec, &Rule) -> Vec<Diagnostic>),
    /// A plan.
    Plan(fn(&PlanCase<'_>, &Rule) -> Vec<Diagnostic>),
}

/// One rule: code, level, documentation and check in one value.
pub struct Rule {
    /// Stable code.
    pub code: &'static str,
    /// Level of its findings.
    pub level: Severity,
    /// One sentence: what must hold.
    pub summary: &'static str,
    /// Why, and what to do about a finding.
    pub docs: &'static str,
    /// The check.
    pub check: Check,
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.level, message)
    }
}

/// All rules, in the order in which they are listed.
pub const RULES: &[&Rule] = rules::ALL;

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// Judges a specification.
pub fn check_spec(spec: &Spec) -> Vec<Diagnostic> {
    let found = RULES.iter().flat_map(|rule| match rule.check {
        Check::Spec(check) => check(spec, rule),
        Check::Plan(_) => Vec::new(),
    });
    let at = |finding: Diagnostic| match finding.path {
        Some(_) => finding,
        None => {
            let line = finding.line.unwrap_or(0);
            finding.at(&spec.path, line)
        }
    };
    found.map(at).collect()
}

/// Judges a plan against its specification, its evidence and the repository.
pub fn check_plan(case: &PlanCase<'_>) -> Vec<Diagnostic> {
    let found = RULES.iter().flat_map(|rule| match rule.check {
        Check::Plan(check) => check(case, rule),
        Check::Spec(_) => Vec::new(),
    });
    found.collect()
}
