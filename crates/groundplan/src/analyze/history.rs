//! Git history as ranking needs it, kept in the cache under the head commit: reading it anew costs more
//! than all ranking.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diag::Diagnostic;
use crate::model::index::Index;
use crate::world::{Commit, History, World};

/// Name of the blob.
const NAME: &str = "history";
/// Raised with every change of what the blob holds.
const FORMAT: u32 = 1;

/// The newest `limit` commits; from the cache where the head is that of the last run. Without history the
/// result is empty and a note says why.
pub(super) fn load(world: &dyn World, limit: usize) -> (History, Option<Diagnostic>) {
    let head = match world.history(1) {
        Ok(newest) if newest.head.is_none() => return (newest, None),
        Ok(newest) => newest.head,
        Err(error) => {
            return (
                History::default(),
                Some(Diagnostic::note("history-unread", error.to_string())),
            );
        }
    };
    if let Some(cached) = cached(world, limit).filter(|history| history.head == head) {
        return (cached, None);
    }
    match world.history(limit) {
        Ok(history) => {
            if let Ok(blob) = postcard::to_stdvec(&(FORMAT, limit as u64, &history)) {
                let mut sealed = blake3::hash(&blob).as_bytes().to_vec();
                sealed.extend(blob);
                world.cache_store(NAME, &sealed);
            }
            (history, None)
        }
        Err(error) => (
            History::default(),
            Some(Diagnostic::note("history-unread", error.to_string())),
        ),
    }
}

/// Files that are still there and that most commits changed, with counts, most first, at most `most`.
pub fn hot_files(history: &History, index: &Index, most: usize) -> Vec<(String, u32)> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let changed = history.commits.iter().flat_map(|commit| &commit.files);
    for file in changed.filter(|file| index.file(&file.path).is_some()) {
        *counts.entry(&file.path).or_default() += 1;
    }
    let mut all: Vec<(String, u32)> = counts
        .into_iter()
        .map(|(path, count)| (path.to_owned(), count))
        .collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(most);
    all
}

/// The history of the last run; a damaged blob is no history.
fn cached(world: &dyn World, limit: usize) -> Option<History> {
    let sealed = world.cache_load(NAME)?;
    let (hash, blob) = sealed.split_at_checked(32)?;
    if blake3::hash(blob).as_bytes() != hash {
        return None;
    }
    let (format, read_limit, history): (u32, u64, History) = postcard::from_bytes(blob).ok()?;
    (format == FORMAT && read_limit == limit as u64).then_some(history)
}

/// Commits by the candidates they changed.
#[derive(Debug, Default)]
pub(super) struct Past<'a> {
    /// Commits, newest first.
    pub commits: &'a [Commit],
    /// Candidates that each commit changed.
    pub files: Vec<Vec<usize>>,
    /// Commits of each candidate, newest first.
    pub by_file: Vec<Vec<usize>>,
}

impl<'a> Past<'a> {
    /// Links commits to `count` candidates by their paths.
    pub fn of(history: &'a History, by_path: &FxHashMap<&str, usize>, count: usize) -> Self {
        let mut by_file = vec![Vec::new(); count];
        let mut files = Vec::with_capacity(history.commits.len());
        for (number, commit) in history.commits.iter().enumerate() {
            let changed = commit
                .files
                .iter()
                .filter_map(|file| by_path.get(file.path.as_str()).copied());
            let changed: Vec<usize> = changed.collect();
            changed.iter().for_each(|file| by_file[*file].push(number));
            files.push(changed);
        }
        Self {
            commits: &history.commits,
            files,
            by_file,
        }
    }
}

/// The first line of a commit's message.
pub(super) fn subject(commit: &Commit) -> &str {
    commit.message.lines().next().unwrap_or_default()
}

/// The short form of a commit's identifier.
pub(super) fn short(commit: &Commit) -> &str {
    commit.id.get(..8).unwrap_or(&commit.id)
}
