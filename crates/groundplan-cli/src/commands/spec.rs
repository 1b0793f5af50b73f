//! `groundplan spec`: what was understood of a specification, and what is missing.

use std::fmt::Write as _;

use groundplan::lint;
use groundplan::model::spec::Spec;

use super::{Outcome, json, open, read_spec};
use crate::args::{Format, Global};
use crate::ui;

/// Runs the command; 1 if there is an error among the findings.
pub fn run(global: &Global, target: &str) -> Outcome {
    let repo = open(global, false)?;
    let spec = read_spec(&repo, target)?;
    repo.reporter.finish();
    let failed = spec
        .diagnostics
        .iter()
        .any(|d| d.severity == groundplan::diag::Severity::Error);
    match global.format {
        Format::Text => ui::print(&text(&spec)),
        _ => ui::print(&json(&spec)?),
    }
    Ok(u8::from(failed))
}

fn text(spec: &Spec) -> String {
    let mut out = String::new();
    let name = spec
        .name
        .as_deref()
        .or(spec.title.as_deref())
        .unwrap_or("(no title)");
    let _ = writeln!(
        out,
        "{}  {name}",
        spec.feature_id.as_deref().unwrap_or("(no ID)")
    );
    let _ = writeln!(
        out,
        "form {} ({} of 100), status {}",
        spec.format,
        spec.format_score,
        spec.status.as_deref().unwrap_or("not stated")
    );
    for story in &spec.user_stories {
        let _ = writeln!(
            out,
            "  {} {} ({} criteria), line {}",
            story.id,
            story.title,
            story.acceptance_criteria.len(),
            story.line
        );
    }
    let counts = [
        (
            "functional requirements",
            spec.functional_requirements.len(),
        ),
        (
            "non-functional requirements",
            spec.nonfunctional_requirements.len(),
        ),
        ("constraints", spec.constraints.len()),
        ("acceptance criteria in all", spec.criteria().count()),
        ("key entities", spec.key_entities.len()),
        ("edge cases", spec.edge_cases.len()),
        ("success criteria", spec.success_criteria.len()),
        (
            "open questions",
            spec.open_questions.iter().filter(|q| !q.answered).count(),
        ),
    ];
    for (what, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        let _ = writeln!(out, "  {count} {what}");
    }
    let findings = spec
        .diagnostics
        .iter()
        .cloned()
        .chain(lint::check_spec(spec));
    findings.for_each(|finding| out.push_str(&ui::finding(&finding)));
    out
}
