//! A repository at a commit as a world, from a mirror without a checkout.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use groundplan::world::{Event, FileEntry, History, World, WorldError};

use crate::git::{Blob, Blobs, Git};

/// What outlives one commit: the reader of blobs, and the cache, so that a file which did not change between two
/// commits is parsed once.
pub(crate) struct Store {
    blobs: Mutex<Blobs>,
    cache: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Store {
    /// An empty one.
    pub fn new(git: &Git) -> Result<Self, String> {
        Ok(Self {
            blobs: Mutex::new(git.blobs()?),
            cache: Mutex::default(),
        })
    }
}

/// The files and the past of a commit; nothing of what came later.
pub(crate) struct CommitWorld<'a> {
    git: &'a Git,
    store: &'a Store,
    commit: &'a str,
    files: BTreeMap<String, Blob>,
}

impl<'a> CommitWorld<'a> {
    /// The world of a commit.
    pub fn new(git: &'a Git, store: &'a Store, commit: &'a str) -> Result<Self, String> {
        let files = git.tree(commit)?.into_iter();
        Ok(Self {
            git,
            store,
            commit,
            files: files.map(|blob| (blob.path.clone(), blob)).collect(),
        })
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

fn entry(blob: &Blob) -> FileEntry {
    // Content stands for the time of change: that is what the cache compares.
    let modified = blob.id.get(..15).unwrap_or_default();
    FileEntry {
        path: blob.path.clone(),
        size: blob.size,
        modified: i64::from_str_radix(modified, 16).unwrap_or_default(),
    }
}

impl World for CommitWorld<'_> {
    fn files(&self) -> Result<Vec<FileEntry>, WorldError> {
        Ok(self.files.values().map(entry).collect())
    }

    fn list(&self, dir: &str, limit: usize) -> Vec<FileEntry> {
        let prefix = format!("{}/", dir.trim_end_matches('/'));
        let below = self.files.range(prefix.clone()..).map(|(_, blob)| blob);
        let below = below.take_while(|blob| blob.path.starts_with(&prefix));
        below.take(limit).map(entry).collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        let blob = self.files.get(path);
        blob.and_then(|blob| lock(&self.store.blobs).read(&blob.id))
            .ok_or_else(|| WorldError::NotFound {
                path: path.to_owned(),
            })
    }

    fn history(&self, limit: usize) -> Result<History, WorldError> {
        let log = self.git.log(self.commit, limit);
        let log = log.map_err(|why| WorldError::History { why })?;
        Ok(History {
            head: Some(self.commit.to_owned()),
            commits: log.into_iter().map(|logged| logged.commit).collect(),
            shallow: false,
        })
    }

    fn today(&self) -> jiff::civil::Date {
        jiff::civil::date(2026, 1, 15)
    }

    fn cache_load(&self, name: &str) -> Option<Vec<u8>> {
        lock(&self.store.cache).get(name).cloned()
    }

    fn cache_store(&self, name: &str, blob: &[u8]) {
        lock(&self.store.cache).insert(name.to_owned(), blob.to_vec());
    }

    fn write(&self, path: &str, _: &[u8]) -> Result<(), WorldError> {
        Err(WorldError::Refused {
            path: path.to_owned(),
            why: "a commit does not change".to_owned(),
        })
    }

    fn emit(&self, _: Event) {}
}
