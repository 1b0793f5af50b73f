//! What was built against what was planned (`--against`), and which features a change affects
//! (`--changed-since`).

use std::collections::BTreeSet;

use groundplan::diag::Diagnostic;
use groundplan::lint::{self, Change, Levels, Page, Planned, Promise};
use groundplan::world::{Event, World as _};

use super::judge;
use super::subjects::Subject;
use crate::failure::Failure;
use crate::os_world::Range;
use crate::repo::Repo;

/// Documents beside a plan that name files too.
const BESIDE: &[&str] = &["tasks.md", "data-model.md", "quickstart.md", "research.md"];

/// Findings on what was built between two states. Without targets, the plans that the change is about: those
/// whose documents are in it, or of whose files it touches at least half.
pub fn findings(
    repo: &Repo,
    subjects: &[Subject],
    range: &Range,
    named: bool,
    levels: &Levels,
) -> Result<Vec<Diagnostic>, Failure> {
    let files = repo.world.changed(range)?;
    let mut promises = Vec::new();
    for subject in subjects {
        for page in &subject.plans {
            let planned = planned(repo, page);
            if named || is_about(subject, page, &planned, &files) {
                promises.push(Promise {
                    texts: texts(repo, subject, page),
                    planned,
                    page,
                });
            }
        }
    }
    if promises.is_empty() {
        let text = "no plan is about this change; nothing was compared".to_owned();
        repo.reporter.event(&Event::Note { text });
    }
    let change = Change {
        files: &files,
        exempt: &exempt(repo, subjects),
        after: &|path| repo.world.text_after(range, path),
    };
    let found = lint::conform(&promises, &change, levels);
    let pages: Vec<Page> = promises
        .iter()
        .map(|promise| promise.page.clone())
        .collect();
    Ok(judge::remarked(&pages, found, levels))
}

/// Leaves the subjects that a change affects: it changed their documents, or a file that their plan names.
pub fn affected(repo: &Repo, subjects: Vec<Subject>, base: &str) -> Result<Vec<Subject>, Failure> {
    let files = repo.world.changed(&repo.world.since(base)?)?;
    let touched = |subject: &Subject| {
        let own = subject.spec_pages.iter().chain(&subject.plans);
        let changed = own.clone().any(|page| files.contains(&page.path));
        changed
            || subject
                .plans
                .iter()
                .any(|plan| files.iter().any(|path| plan.text.contains(path.as_str())))
    };
    Ok(subjects.into_iter().filter(touched).collect())
}

/// What a plan promises: as our typed plan has it, else as its text says.
fn planned(repo: &Repo, page: &Page) -> Planned {
    let json = page
        .path
        .strip_suffix(".md")
        .map(|stem| format!("{stem}.json"));
    let typed = json.and_then(|path| repo.world.read_text(&path).ok());
    let typed = typed.and_then(|text| Planned::typed(&text));
    typed.unwrap_or_else(|| Planned::told(page))
}

fn texts(repo: &Repo, subject: &Subject, page: &Page) -> Vec<String> {
    let (dir, _) = page.path.rsplit_once('/').unwrap_or(("", &page.path));
    let beside = BESIDE
        .iter()
        .filter_map(|name| repo.world.read_text(&format!("{dir}/{name}")).ok());
    let plans = subject.plans.iter().map(|plan| plan.text.clone());
    plans.chain([page.text.clone()]).chain(beside).collect()
}

fn is_about(subject: &Subject, page: &Page, planned: &Planned, files: &BTreeSet<String>) -> bool {
    let mut own = subject.spec_pages.iter().chain([page]);
    let touched = planned
        .files
        .iter()
        .filter(|path| files.contains(*path))
        .count();
    own.any(|one| files.contains(&one.path)) || touched > 0 && touched * 2 >= planned.files.len()
}

/// Folders of the features' documents, and what belongs to the checks.
fn exempt(repo: &Repo, subjects: &[Subject]) -> Vec<String> {
    let pages = subjects
        .iter()
        .flat_map(|subject| subject.spec_pages.iter().chain(&subject.plans));
    let folders = pages.filter_map(|page| Some(format!("{}/", page.path.rsplit_once('/')?.0)));
    let own = [
        format!("{}/", repo.settings.features),
        repo.settings.baseline.clone(),
        ".groundplan/".to_owned(),
        crate::settings::FILE.to_owned(),
        "knowledge/".to_owned(),
    ];
    folders.chain(own).collect()
}
