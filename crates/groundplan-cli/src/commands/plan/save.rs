//! Writing the documents of a run: all of them or none, and never over a plan that is not kept.

#![expect(
    clippy::disallowed_methods,
    reason = "a run compares with what it wrote before"
)]

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Run;
use super::documents::Documents;
use super::places::Places;
use super::previous::Previous;
use crate::failure::Failure;
use crate::os_world::environment;
use crate::os_world::write::Batch;

/// What was written.
#[derive(Debug, Default)]
pub struct Saved {
    /// Documents that changed.
    pub written: Vec<PathBuf>,
    /// Where the plan that was there is kept.
    pub kept: Option<PathBuf>,
}

/// Writes what differs from what is there; a plan that was there and says something else is copied
/// first.
pub fn save(
    run: &Run<'_>,
    documents: &Documents,
    previous: Option<&Previous>,
    review: Option<&str>,
) -> Result<Saved, Failure> {
    let places = &run.places;
    let mut batch = Batch::default();
    let mut saved = Saved::default();
    if let Some(previous) = previous.filter(|previous| previous.text != documents.markdown) {
        saved.kept = Some(keep(&mut batch, places, &previous.text)?);
    }
    let files = [
        (&places.lock, Some(documents.lock.as_str())),
        (&places.json, Some(&documents.json)),
        (&places.review, review),
        (&places.plan, Some(&documents.markdown)),
    ];
    for (path, text) in files {
        if let Some(text) = text.filter(|text| !says_the_same(path, text)) {
            stage(&mut batch, path, text, path)?;
            saved.written.push(path.clone());
        }
    }
    batch.commit().map_err(|failed| {
        if failed.changed.is_empty() {
            Failure::write(&failed.path, &failed.error)
        } else {
            Failure::half_written(&failed.path, &failed.error, &failed.changed)
        }
    })?;
    Ok(saved)
}

/// Stages a copy of the plan that was there, as private as it is; returns where.
fn keep(batch: &mut Batch, places: &Places, text: &str) -> Result<PathBuf, Failure> {
    let backup = backup(&places.state.join("backups"), &places.plan);
    let ignore = backup.with_file_name(".gitignore");
    if !ignore.exists() {
        stage(batch, &ignore, "*\n", &ignore)?;
    }
    stage(batch, &backup, text, &places.plan)?;
    Ok(backup)
}

fn stage(batch: &mut Batch, path: &Path, text: &str, like: &Path) -> Result<(), Failure> {
    let staged = batch.stage_like(path, text.as_bytes(), like);
    staged.map_err(|error| Failure::write(path, &error))
}

/// Whether a file holds this text already. The commit of a lock says when it was made, not what the plan
/// says: committing a plan does not change it.
fn says_the_same(path: &Path, text: &str) -> bool {
    let Ok(before) = std::fs::read_to_string(path) else {
        return false;
    };
    let lock = path.to_string_lossy().ends_with(".lock.json");
    before == text
        || lock && without_commit(&before).is_some_and(|old| Some(old) == without_commit(text))
}

fn without_commit(text: &str) -> Option<Value> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    value.as_object_mut()?.remove("commit");
    Some(value)
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
