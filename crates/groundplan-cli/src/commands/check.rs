//! `groundplan check`: findings on specifications.

use groundplan::diag::Diagnostic;
use groundplan::lint;
use groundplan::world::World as _;

use super::Outcome;
use crate::args::Global;
use crate::failure::Failure;
use crate::repo::{Access, Repo, open};
use crate::target::read_spec;
use crate::ui;

/// Runs the command; 1 if there is an error among the findings.
pub fn run(global: &Global, targets: &[String]) -> Outcome {
    let repo = open(global, Access::Read)?;
    let named = if targets.is_empty() {
        all(&repo)?
    } else {
        targets.to_vec()
    };
    let mut found: Vec<Diagnostic> = Vec::new();
    for target in &named {
        let spec = read_spec(&repo, target)?;
        found.extend(spec.diagnostics.iter().cloned());
        found.extend(lint::check_spec(&spec));
    }
    repo.reporter.finish();
    ui::list(global.format, &found, || ui::findings(&found))?;
    Ok(ui::exit_code(&found))
}

/// Every document of the features' folder.
fn all(repo: &Repo) -> Result<Vec<String>, Failure> {
    let features = format!("{}/", repo.settings.features);
    let files = repo.world.files()?.into_iter().map(|file| file.path);
    let found: Vec<String> = files
        .filter(|path| path.starts_with(&features) && path.ends_with("-spec.md"))
        .collect();
    if found.is_empty() {
        return Err(Failure::new(format!("{features}: holds no *-spec.md"))
            .help("name what to check: a file, a folder, or an ID"));
    }
    Ok(found)
}
