//! Where a specification traces its requirements, it traces all of them.

use crate::diag::Diagnostic;
use crate::lint::marks::{self, Mark};
use crate::lint::{Check, Level, Rule, SpecCase};

/// A requirement that the others' trace leaves out.
pub const ORPHAN: Rule = Rule {
    code: "spec-untraced-requirement",
    level: Level::Off,
    summary: "Where most requirements are traced to stories, criteria or tests, all are",
    docs: "A requirement that no story or criterion cites, among others that are cited, was added late or is not needed. Cite it, or take it out.",
    check: Check::Spec(orphan),
};

fn orphan(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let cited: Vec<Mark> = case
        .pages
        .iter()
        .flat_map(marks::cited)
        .map(|(mark, ..)| mark)
        .collect();
    let is_cited = |mark: &Mark| {
        cited
            .iter()
            .any(|one| one.letters == mark.letters && one.number == mark.number)
    };
    let all = case.spec.functional_requirements.iter();
    let marked: Vec<_> = all
        .filter_map(|one| Some((one, Mark::read(&one.id)?)))
        .collect();
    let (traced, left): (Vec<_>, Vec<_>) = marked.into_iter().partition(|(_, mark)| is_cited(mark));
    // One or two references are remarks; a trace cites most.
    if traced.len() < 3 || traced.len() < left.len() * 2 {
        return Vec::new();
    }
    let finding = |(one, _): (&crate::model::spec::Requirement, Mark)| {
        rule.finding(format!(
            "{} is traced to nothing, as {} others are",
            one.id,
            traced.len()
        ))
        .at(one.path.as_deref().unwrap_or(&case.spec.path), one.line)
        .help("cite it where it is met or tested")
    };
    left.into_iter().map(finding).collect()
}
