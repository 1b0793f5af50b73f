//! `groundplan spec`: what was understood of a specification, and what is missing.

use std::fmt::Write as _;

use groundplan::lint::{self, SpecCase};
use groundplan::model::spec::Spec;

use super::Outcome;
use crate::args::Global;
use crate::repo::{Access, open};
use crate::target::read_spec;
use crate::ui;

/// Runs the command; 1 if there is an error among the findings.
pub fn run(global: &Global, target: &str) -> Outcome {
    let repo = open(global, Access::Read)?;
    let mut spec = read_spec(&repo, target)?;
    let case = SpecCase {
        spec: &spec,
        pages: &[],
    };
    let linted = lint::check_spec(&case, &repo.settings.levels);
    spec.diagnostics.extend(linted);
    repo.reporter.finish();
    ui::value(global.format, &spec, || text(&spec))?;
    Ok(ui::exit_code(&spec.diagnostics))
}

fn text(spec: &Spec) -> String {
    let mut out = String::new();
    let name = spec.name.as_deref().or(spec.title.as_deref());
    let _ = writeln!(
        out,
        "{}  {}",
        spec.feature_id.as_deref().unwrap_or("(no ID)"),
        name.unwrap_or("(no title)")
    );
    let _ = writeln!(
        out,
        "{}: form {} ({} of 100), status {}",
        spec.path,
        spec.format,
        spec.format_score,
        spec.status.as_deref().unwrap_or("not stated")
    );
    for story in &spec.user_stories {
        let criteria = story.acceptance_criteria.len();
        let _ = writeln!(
            out,
            "  {} {} ({criteria} criteria), line {}",
            story.id, story.title, story.line
        );
    }
    for (what, count) in counts(spec).into_iter().filter(|(_, count)| *count > 0) {
        let _ = writeln!(out, "  {count} {what}");
    }
    out.push_str(&ui::findings(&spec.diagnostics));
    out
}

fn counts(spec: &Spec) -> [(&'static str, usize); 8] {
    let open = spec.open_questions.iter().filter(|q| !q.answered).count();
    [
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
        ("open questions", open),
    ]
}
