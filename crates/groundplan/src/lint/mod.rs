//! Does it hold? Specification, plan and text → diagnostics; one file a rule.
//!
//! Completeness is judged against the specification's text by [`spec_text`], which shares no code
//! with the drafter: what the drafter overlooks, a rule can still see.

mod baseline;
mod conform;
mod ignore;
mod items;
mod level;
mod lexicon;
mod marks;
mod page;
mod rules;
mod spec_text;

pub use baseline::{Baseline, Known, fingerprinted};
pub use conform::{Change, Planned, Promise, conform};
pub use level::{Level, Levels};
pub use page::Page;

use crate::diag::Diagnostic;
use crate::model::evidence::Evidence;
use crate::model::spec::Spec;
use crate::plan::dialects;
use crate::plan::types::Plan;
use crate::report::RuleNote;
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

/// What a rule over a specification sees.
pub struct SpecCase<'a> {
    /// The specification.
    pub spec: &'a Spec,
    /// Its documents; empty where only what was read is judged.
    pub pages: &'a [Page],
}

impl SpecCase<'_> {
    /// The line of an item as written; empty where the text is not known.
    fn line(&self, path: Option<&str>, line: u32) -> &str {
        let path = path.unwrap_or(&self.spec.path);
        let page = self.pages.iter().find(|page| page.path == path);
        page.map_or("", |page| page.line(line))
    }
}

/// What a rule over text sees: one document of any form.
pub struct TextCase<'a> {
    /// The document.
    pub page: &'a Page,
    /// The specification: its own, or the one that the plan is of, where that is known.
    pub spec: Option<&'a Spec>,
    /// The specification's documents, where they are known.
    pub spec_pages: &'a [Page],
    /// Paths of the repository.
    pub paths: &'a [String],
}

/// What a rule judges.
pub enum Check {
    /// A specification.
    Spec(fn(&SpecCase<'_>, &Rule) -> Vec<Diagnostic>),
    /// A plan that is drafted here.
    Plan(fn(&PlanCase<'_>, &Rule) -> Vec<Diagnostic>),
    /// The text of any document.
    Text(fn(&TextCase<'_>, &Rule) -> Vec<Diagnostic>),
    /// The text of a plan, whoever wrote it.
    PlanText(fn(&TextCase<'_>, &Rule) -> Vec<Diagnostic>),
    /// What another pass reports under this code.
    Told,
}

/// One rule: code, level, documentation and check in one value.
pub struct Rule {
    /// Stable code.
    pub code: &'static str,
    /// Level of its findings, unless a team sets another.
    pub level: Level,
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
        let severity = self.level.severity().unwrap_or(crate::diag::Severity::Note);
        Diagnostic::new(self.code, severity, message)
    }

    /// What it judges, in a word or two.
    pub fn subject(&self) -> &'static str {
        match self.check {
            Check::Spec(_) => "specifications",
            Check::Plan(_) => "plans that are drafted here",
            Check::Text(_) => "documents",
            Check::PlanText(_) => "plans of any form",
            Check::Told => rules::told::subject(self.code),
        }
    }

    /// The rule as reports list it.
    pub fn note(&self) -> RuleNote {
        RuleNote {
            id: self.code.to_owned(),
            level: self.finding("").severity,
            summary: self.summary.to_owned(),
            help: self.docs.to_owned(),
        }
    }
}

/// All rules, in the order in which they are listed.
pub const RULES: &[&Rule] = rules::ALL;

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// Judges a specification; findings that name no place stand in its main document.
pub fn check_spec(case: &SpecCase<'_>, levels: &Levels) -> Vec<Diagnostic> {
    let at = |finding: Diagnostic| match finding.path {
        Some(_) => finding,
        None => {
            let line = finding.line.unwrap_or(0);
            finding.at(&case.spec.path, line)
        }
    };
    let found = judged(levels, |rule| match rule.check {
        Check::Spec(check) => check(case, rule),
        _ => Vec::new(),
    });
    found.into_iter().map(at).collect()
}

/// Judges a plan against its specification, its evidence and the repository.
pub fn check_plan(case: &PlanCase<'_>, levels: &Levels) -> Vec<Diagnostic> {
    judged(levels, |rule| match rule.check {
        Check::Plan(check) => check(case, rule),
        _ => Vec::new(),
    })
}

/// Judges the text of a document; with `is_plan`, as a plan too.
pub fn check_text(case: &TextCase<'_>, is_plan: bool, levels: &Levels) -> Vec<Diagnostic> {
    judged(levels, |rule| match rule.check {
        Check::Text(check) => check(case, rule),
        Check::PlanText(check) if is_plan => check(case, rule),
        _ => Vec::new(),
    })
}

fn judged(levels: &Levels, check: impl Fn(&'static Rule) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    let loud = RULES.iter().filter(|rule| levels.of(rule) != Level::Off);
    let found = loud.flat_map(|rule| check(rule)).collect();
    leveled(found, levels)
}

/// The findings with the levels of the run; those of rules that are off are left out.
pub fn leveled(found: Vec<Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
    let each = found.into_iter().filter_map(|mut one| {
        if let Some(rule) = rule(&one.code) {
            let own = Some(one.severity).filter(|_| !levels.set.contains_key(rule.code));
            one.severity = own
                .filter(|_| rule.level != Level::Off)
                .or(levels.of(rule).severity())?;
        }
        Some(one)
    });
    each.collect()
}

/// What is left of the findings on a document after its remarks, and what is wrong with those.
pub fn accepted(page: &Page, found: Vec<Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
    ignore::apply(page, found, levels)
}
