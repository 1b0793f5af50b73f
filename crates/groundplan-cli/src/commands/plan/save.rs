//! Writing the documents of a run: all of them or none, and never over a plan that is not kept.

use std::path::{Path, PathBuf};

use super::Run;
use super::documents::Documents;
use super::previous::Previous;
use crate::failure::Failure;
use crate::os_world::environment;
use crate::os_world::write::Batch;

/// Writes; a plan that was there and says something else is copied first. Returns where to.
pub fn save(
    run: &Run<'_>,
    documents: &Documents,
    previous: Option<&Previous>,
    review: Option<&str>,
) -> Result<Option<String>, Failure> {
    let places = &run.places;
    let mut batch = Batch::default();
    let mut stage = |path: &Path, text: &str| {
        let staged = batch.stage(path, text.as_bytes());
        staged.map_err(|error| Failure::write(path, &error))
    };
    let replaced = previous.filter(|previous| previous.text != documents.markdown);
    let mut kept = None;
    if let Some(previous) = replaced {
        let backup = backup(&places.state.join("backups"), &places.plan);
        let ignore = backup.with_file_name(".gitignore");
        if !ignore.exists() {
            stage(&ignore, "*\n")?;
        }
        stage(&backup, &previous.text)?;
        kept = Some(places.shown(&backup));
    }
    stage(&places.lock, &documents.lock)?;
    stage(&places.json, &documents.json)?;
    if let Some(review) = review {
        stage(&places.review, review)?;
    }
    stage(&places.plan, &documents.markdown)?;
    batch
        .commit()
        .map_err(|error| Failure::write(&places.plan, &error))?;
    Ok(kept)
}

/// A free name with the time in it: `FEAT-016-plan.20261124T101500Z.md`.
fn backup(dir: &Path, plan: &Path) -> PathBuf {
    let stem = plan.file_stem().unwrap_or_default().to_string_lossy();
    let now = environment::now();
    let time = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let first = dir.join(format!("{stem}.{time}.md"));
    if !first.exists() {
        return first;
    }
    let more = (2..10_000).map(|number| dir.join(format!("{stem}.{time}-{number}.md")));
    more.into_iter()
        .find(|path| !path.exists())
        .unwrap_or(first)
}
