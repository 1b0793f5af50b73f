//! `groundplan check`: findings on specifications.

use std::collections::BTreeMap;

use groundplan::diag::Diagnostic;
use groundplan::lint;
use groundplan::model::spec::Spec;
use groundplan::world::{Event, World as _};

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
    let mut stated: BTreeMap<String, String> = BTreeMap::new();
    for target in &named {
        let spec = read_spec(&repo, target)?;
        found.extend(spec.diagnostics.iter().cloned());
        found.extend(lint::check_spec(&spec));
        found.extend(shared_id(&spec, &mut stated));
    }
    repo.reporter.finish();
    ui::list(global.format, "findings", &found, || ui::findings(&found))?;
    Ok(ui::exit_code(&found))
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

/// Every specification of the features' folder.
fn all(repo: &Repo) -> Result<Vec<String>, Failure> {
    let features = format!("{}/", repo.settings.features);
    let files = repo.world.files()?.into_iter().map(|file| file.path);
    let found: Vec<String> = files
        .filter(|path| path.starts_with(&features) && path.ends_with("-spec.md"))
        .collect();
    if found.is_empty() {
        let text = format!("{features} holds no *-spec.md; nothing was checked");
        repo.reporter.event(&Event::Note { text });
    }
    Ok(found)
}
