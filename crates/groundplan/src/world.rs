//! The one door to the outside. Passes are functions of a [`World`]; nothing else in this crate
//! reads a file, starts a program or asks for the time (`clippy.toml` holds that).

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The outside could not give what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorldError {
    /// There is no such file.
    #[error("{path}: no such file")]
    NotFound {
        /// Path as asked.
        path: String,
    },
    /// It is there and cannot be read.
    #[error("{path}: cannot be read: {why}")]
    Unreadable {
        /// Path as asked.
        path: String,
        /// The system's reason.
        why: String,
    },
    /// It lies outside of what may be read, or looks like a secret.
    #[error("{path}: not read: {why}")]
    Refused {
        /// Path as asked.
        path: String,
        /// Why.
        why: String,
    },
    /// History could not be had.
    #[error("history: {why}")]
    History {
        /// Why.
        why: String,
    },
}

/// A file of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path relative to the root, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970, 0 where unknown: only for equality.
    pub modified: i64,
}

/// A commit, merges left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Full identifier.
    pub id: String,
    /// Seconds since 1970.
    pub time: i64,
    /// Subject and body.
    pub message: String,
    /// Files it changed.
    pub files: Vec<ChangedFile>,
}

/// A file changed by a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedFile {
    /// Path.
    pub path: String,
    /// Whether the commit added it.
    pub added: bool,
}

/// Git history, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Head commit; `None` without git.
    pub head: Option<String>,
    /// Commits, newest first.
    pub commits: Vec<Commit>,
    /// Whether the clone is shallow.
    pub shallow: bool,
}

/// Something that happens in a run; progress display and `--events json` read this stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A step began.
    StepStarted {
        /// Name of the pass.
        step: String,
    },
    /// A step ended.
    StepFinished {
        /// Name of the pass.
        step: String,
        /// What came out, in a few words.
        summary: String,
    },
    /// A file was written.
    Wrote {
        /// Path.
        path: String,
    },
    /// Something worth knowing.
    Note {
        /// One sentence.
        text: String,
    },
}

/// Files, history, the clock and a cache.
///
/// Paths are relative to the repository root, with `/`. Two prefixes reach outside of it:
/// `~home/` for a person's own skill folders, and `~cargo/` for the sources of Rust crates.
pub trait World: Sync {
    /// Files of the repository that are not ignored, sorted by path; links are not followed.
    fn files(&self) -> Result<Vec<FileEntry>, WorldError>;
    /// Files under a directory whether ignored or not, sorted, at most `limit`; empty if absent.
    fn list(&self, dir: &str, limit: usize) -> Vec<FileEntry>;
    /// Content of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError>;
    /// History up to `limit` commits.
    fn history(&self, limit: usize) -> Result<History, WorldError>;
    /// The date of today.
    fn today(&self) -> Date;
    /// A blob of the cache, if it is there and whole.
    fn cache_load(&self, name: &str) -> Option<Vec<u8>>;
    /// Puts a blob into the cache; failing to is no error.
    fn cache_store(&self, name: &str, blob: &[u8]);
    /// Writes a file of the repository atomically; used for research answers as they land.
    fn write(&self, path: &str, content: &[u8]) -> Result<(), WorldError>;
    /// Reports an event.
    fn emit(&self, event: Event);

    /// Content of a file as text; bytes that are not UTF-8 are replaced.
    fn read_text(&self, path: &str) -> Result<String, WorldError> {
        let bytes = self.read(path)?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        })
    }
}

/// A world in memory, for tests.
#[derive(Debug, Default)]
pub struct MemoryWorld {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    history: History,
    today: Option<Date>,
    cache: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl MemoryWorld {
    /// A world with these files, on 2026-01-15.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        Self {
            files: Mutex::new(files.collect()),
            ..Self::default()
        }
    }

    /// The same world with a history.
    #[must_use]
    pub fn with_history(mut self, history: History) -> Self {
        self.history = history;
        self
    }

    /// The same world on another day.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    fn lock(
        map: &Mutex<BTreeMap<String, Vec<u8>>>,
    ) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        map.lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn is_ignored(path: &str) -> bool {
        path.starts_with('~')
            || path
                .split('/')
                .any(|part| matches!(part, "node_modules" | "target" | ".venv"))
    }

    fn entry(path: &str, content: &[u8]) -> FileEntry {
        FileEntry {
            path: path.to_owned(),
            size: content.len() as u64,
            modified: 0,
        }
    }
}

impl World for MemoryWorld {
    fn files(&self) -> Result<Vec<FileEntry>, WorldError> {
        let files = Self::lock(&self.files);
        let seen = files.iter().filter(|(path, _)| !Self::is_ignored(path));
        Ok(seen
            .map(|(path, content)| Self::entry(path, content))
            .collect())
    }

    fn list(&self, dir: &str, limit: usize) -> Vec<FileEntry> {
        let prefix = format!("{}/", dir.trim_end_matches('/'));
        let files = Self::lock(&self.files);
        let seen = files.iter().filter(|(path, _)| path.starts_with(&prefix));
        seen.take(limit)
            .map(|(path, content)| Self::entry(path, content))
            .collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        let files = Self::lock(&self.files);
        files
            .get(path)
            .cloned()
            .ok_or_else(|| WorldError::NotFound {
                path: path.to_owned(),
            })
    }

    fn history(&self, limit: usize) -> Result<History, WorldError> {
        let mut history = self.history.clone();
        history.commits.truncate(limit);
        Ok(history)
    }

    fn today(&self) -> Date {
        self.today.unwrap_or(jiff::civil::date(2026, 1, 15))
    }

    fn cache_load(&self, name: &str) -> Option<Vec<u8>> {
        Self::lock(&self.cache).get(name).cloned()
    }

    fn cache_store(&self, name: &str, blob: &[u8]) {
        Self::lock(&self.cache).insert(name.to_owned(), blob.to_vec());
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<(), WorldError> {
        Self::lock(&self.files).insert(path.to_owned(), content.to_vec());
        Ok(())
    }

    fn emit(&self, _event: Event) {}
}
