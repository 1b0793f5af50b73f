//! What is found on the documents of a run.

use std::collections::BTreeMap;

use groundplan::diag::Diagnostic;
use groundplan::lint::{self, Levels, Page, SpecCase, TextCase};
use groundplan::model::spec::Spec;
use groundplan::verify;
use groundplan::world::World as _;

use super::subjects::Subject;
use crate::failure::Failure;
use crate::repo::Repo;

/// At most so many documents of features are known as targets of links.
const MAX_LISTED: usize = 5000;

/// Findings on all subjects, by document and line.
pub fn all(repo: &Repo, subjects: &[Subject], levels: &Levels) -> Result<Vec<Diagnostic>, Failure> {
    let files = repo.world.files()?.into_iter().map(|file| file.path);
    // The plans that this program wrote are no evidence, and may be linked to all the same.
    let documents = repo.world.list(&repo.settings.features, MAX_LISTED);
    let documents = documents.into_iter().map(|file| file.path);
    let paths: Vec<String> = files.chain(documents).collect();
    let mut stated: BTreeMap<String, String> = BTreeMap::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    for subject in subjects {
        if let Some(spec) = subject.spec.as_ref().filter(|_| subject.judge_spec) {
            let mut here = on_spec(spec, subject, &paths, levels);
            here.extend(lint::leveled(
                shared_id(spec, &mut stated).into_iter().collect(),
                levels,
            ));
            found.extend(remarked(&subject.spec_pages, here, levels));
        }
        for plan in &subject.plans {
            let here = on_plan(repo, plan, subject, &paths, levels);
            found.extend(remarked(std::slice::from_ref(plan), here, levels));
        }
    }
    found.sort_by(|a, b| (&a.path, a.line, &a.code).cmp(&(&b.path, b.line, &b.code)));
    found.dedup();
    Ok(found)
}

fn on_spec(spec: &Spec, subject: &Subject, paths: &[String], levels: &Levels) -> Vec<Diagnostic> {
    let pages = &subject.spec_pages;
    let mut found = lint::leveled(spec.diagnostics.clone(), levels);
    found.extend(lint::check_spec(&SpecCase { spec, pages }, levels));
    for page in pages {
        found.extend(lint::check_text(&case(page, subject, paths), false, levels));
    }
    found
}

fn on_plan(
    repo: &Repo,
    page: &Page,
    subject: &Subject,
    paths: &[String],
    levels: &Levels,
) -> Vec<Diagnostic> {
    let mut found = lint::check_text(&case(page, subject, paths), true, levels);
    let report = verify::verify(&repo.world, &page.path, &page.text);
    found.extend(lint::leveled(verify::findings(&report), levels));
    found
}

fn case<'a>(page: &'a Page, subject: &'a Subject, paths: &'a [String]) -> TextCase<'a> {
    TextCase {
        page,
        spec: subject.spec.as_ref(),
        spec_pages: &subject.spec_pages,
        paths,
    }
}

/// What the remarks of these pages leave.
pub fn remarked(pages: &[Page], found: Vec<Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
    let each = pages.iter();
    each.fold(found, |found, page| lint::accepted(page, found, levels))
}

/// An ID that an earlier specification states too: their plans would have one name.
fn shared_id(spec: &Spec, stated: &mut BTreeMap<String, String>) -> Option<Diagnostic> {
    let id = spec.feature_id.clone()?;
    let first = stated
        .entry(id.clone())
        .or_insert_with(|| spec.path.clone());
    (*first != spec.path).then(|| {
        let message = format!("{id} is the ID of {first} too");
        Diagnostic::error("spec-shared-id", message)
            .at(spec.path.clone(), 1)
            .help("give each specification its own ID: their plans have one name")
    })
}
