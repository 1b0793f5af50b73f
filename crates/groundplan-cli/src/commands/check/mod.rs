//! `groundplan check`: findings on specifications, and on their plans of any form.

mod against;
mod judge;
mod output;
mod subjects;
mod watch;

use std::collections::BTreeSet;

use groundplan::diag::Diagnostic;
use groundplan::lint::{Baseline, Levels, Page, fingerprinted};
use groundplan::model::edit;
use groundplan::world::{Event, World as _, WorldError};

use super::Outcome;
use crate::args::{CheckArgs, Global};
use crate::failure::Failure;
use crate::repo::{Access, Repo, open};
use crate::ui;
use output::Checked;
use subjects::Subject;

/// Runs the command; 1 if there is an error among the findings.
pub fn run(global: &Global, args: &CheckArgs) -> Outcome {
    if args.watch {
        let root = open(global, Access::Read)?.world.root().to_owned();
        watch::repeat(&root, || once(global, args).map(|_| ()))?;
    }
    once(global, args)
}

fn once(global: &Global, args: &CheckArgs) -> Outcome {
    let writes = args.fix || args.write_baseline;
    let repo = open(global, if writes { Access::Write } else { Access::Read })?;
    let levels = Levels {
        all: args.all,
        ..repo.settings.levels.clone()
    };
    let (mut subjects, mut found) = judged(&repo, args, &levels)?;
    if args.fix && fixed(&repo, &subjects, &found)? {
        (subjects, found) = judged(&repo, args, &levels)?;
    }
    let pages: Vec<Page> = subjects.iter().flat_map(Subject::pages).cloned().collect();
    let documents: BTreeSet<String> = pages.iter().map(|page| page.path.clone()).collect();
    let found = fingerprinted(found, &pages);
    let baseline = baseline(&repo)?;
    if args.write_baseline {
        return write_baseline(&repo, baseline.renewed(&documents, &found), found.len());
    }
    let gone = baseline.gone(&documents, &found);
    if gone > 0 {
        let text =
            format!("{gone} findings of the baseline are gone; --write-baseline takes them out");
        repo.reporter.event(&Event::Note { text });
    }
    let (known, counted) = found
        .into_iter()
        .partition(|(print, _)| baseline.has(print));
    repo.reporter.finish();
    let checked = Checked {
        documents,
        counted,
        known,
    };
    output::print(global.format, &checked)?;
    Ok(ui::exit_code(&checked.findings()))
}

/// What is checked, and what is found on it.
fn judged(
    repo: &Repo,
    args: &CheckArgs,
    levels: &Levels,
) -> Result<(Vec<Subject>, Vec<Diagnostic>), Failure> {
    let mut subjects = subjects::named(repo, &args.targets)?;
    if let Some(base) = &args.changed_since {
        subjects = against::affected(repo, subjects, base)?;
    }
    let found = match &args.against {
        Some(range) => {
            let range = repo.world.range(range)?;
            against::findings(repo, &subjects, &range, !args.targets.is_empty(), levels)?
        }
        None => judge::all(repo, &subjects, levels)?,
    };
    Ok((subjects, found))
}

/// Applies the corrections of the findings; whether there were any.
fn fixed(repo: &Repo, subjects: &[Subject], found: &[Diagnostic]) -> Result<bool, Failure> {
    let mut any = false;
    for page in subjects.iter().flat_map(Subject::pages) {
        let here = found
            .iter()
            .filter(|one| one.path.as_deref() == Some(page.path.as_str()));
        let groups = here
            .map(|one| one.edits.as_slice())
            .filter(|edits| !edits.is_empty());
        let (text, count) = edit::applied(&page.text, groups);
        if count > 0 {
            repo.world.write(&page.path, text.as_bytes())?;
            ui::complain(edit::diff(&page.path, &page.text, &text).trim_end());
            any = true;
        }
    }
    Ok(any)
}

/// The baseline of the repository; an empty one where there is none.
fn baseline(repo: &Repo) -> Result<Baseline, Failure> {
    let path = &repo.settings.baseline;
    match repo.world.read_text(path) {
        Ok(text) => Baseline::read(&text).map_err(|why| {
            Failure::new(format!("{path}: the baseline is not used: {why}"))
                .help("repair the file, or remove it and write it anew with --write-baseline")
        }),
        Err(WorldError::NotFound { .. }) => Ok(Baseline::default()),
        Err(error) => Err(error.into()),
    }
}

fn write_baseline(repo: &Repo, baseline: Baseline, count: usize) -> Outcome {
    let path = &repo.settings.baseline;
    let text = ui::json(&serde_json::to_value(&baseline).unwrap_or_default())?;
    repo.world.write(path, text.as_bytes())?;
    repo.reporter.finish();
    ui::complain(&format!(
        "{count} findings are written to {path}; they do not count until their line is changed"
    ));
    Ok(0)
}
