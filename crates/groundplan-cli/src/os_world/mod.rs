//! The real world: a repository on disk, its git history, the clock, a cache. The only place of this
//! program that touches files, processes, the environment or the clock.

mod cache;
pub mod environment;
mod git;
mod reach;
mod secrets;
mod walk;
pub mod write;

pub use cache::{Cache, PLACE as CACHE_PLACE};
pub use git::{HistorySource, Range, author, root_of, version as git_version};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use groundplan::world::{Event, FileEntry, History, World, WorldError};
use jiff::civil::Date;

use crate::failure::Failure;
use crate::ui::Reporter;

/// Larger files are not read: nobody wrote them.
const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// At most so many folders that could not be read are named.
const MAX_NOTES: usize = 5;

/// Ending of the sidecar that tells a plan of ours.
const PLAN_LOCK: &str = "-plan.lock.json";

/// A repository on disk.
pub struct OsWorld {
    root: PathBuf,
    cache: Cache,
    history: HistorySource,
    today: Date,
    reporter: Reporter,
    files: Mutex<Option<Vec<FileEntry>>>,
    granted: Mutex<BTreeMap<String, PathBuf>>,
    hidden: Mutex<BTreeSet<String>>,
    read_only: bool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl OsWorld {
    /// The repository at `root`, which is canonical.
    pub fn new(root: PathBuf, reporter: Reporter) -> Self {
        Self {
            root,
            cache: Cache::default(),
            history: HistorySource::default(),
            today: environment::today(),
            reporter,
            files: Mutex::new(None),
            granted: Mutex::new(BTreeMap::new()),
            hidden: Mutex::new(BTreeSet::new()),
            read_only: false,
        }
    }

    /// With this cache.
    #[must_use]
    pub fn with_cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// With the history from there.
    #[must_use]
    pub fn with_history(mut self, history: HistorySource) -> Self {
        self.history = history;
        self
    }

    /// On another day, if there is one.
    #[must_use]
    pub fn on(mut self, today: Option<Date>) -> Self {
        self.today = today.unwrap_or(self.today);
        self
    }

    /// Writes nothing into the repository; the cache has its own say.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// The repository's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The cache.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Lets a file outside of the repository be read under this name, because the command line named it.
    pub fn grant(&self, name: &str, full: &Path) {
        lock(&self.granted).insert(name.to_owned(), full.to_owned());
    }

    /// The states that `BASE..HEAD` names.
    pub fn range(&self, text: &str) -> Result<Range, Failure> {
        Range::read(&self.root, &self.history, text).map_err(no_commit)
    }

    /// From a commit to the files as they are now.
    pub fn since(&self, base: &str) -> Result<Range, Failure> {
        Range::since(&self.root, &self.history, base).map_err(no_commit)
    }

    /// Paths that differ between two states.
    pub fn changed(&self, range: &Range) -> Result<BTreeSet<String>, Failure> {
        let found = git::changed(&self.root, &self.history, range).map_err(no_commit)?;
        Ok(found.into_iter().collect())
    }

    /// The text of a file at the later of two states.
    pub fn text_after(&self, range: &Range, path: &str) -> Option<String> {
        match &range.head {
            Some(commit) => {
                let bytes = git::content(&self.root, &self.history, commit, path)?;
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            None => self.read_text(path).ok(),
        }
    }

    /// Who works here, as git would sign a commit.
    pub fn author(&self) -> Option<String> {
        author(&self.root)
    }

    /// Leaves a document out of the list of files: a plan is no evidence for itself.
    pub fn hide(&self, path: &str) {
        lock(&self.hidden).insert(path.to_owned());
        *lock(&self.files) = None;
    }

    /// The real place of a document of the repository that is going to be written.
    pub fn document(&self, path: &str) -> Result<PathBuf, WorldError> {
        reach::resolve(&self.root, path)
    }

    /// The files without those that only this program reads, and without what is hidden.
    fn evidence(&self, files: Vec<FileEntry>) -> Vec<FileEntry> {
        let mut hidden = lock(&self.hidden).clone();
        let locks = files.iter().filter(|file| file.path.ends_with(PLAN_LOCK));
        let plans = locks.filter_map(|file| file.path.strip_suffix(".lock.json"));
        for plan in plans {
            let own = [".lock.json", ".json", ".review.json"];
            hidden.extend(own.iter().map(|ending| format!("{plan}{ending}")));
        }
        let mut files = files;
        files.retain(|file| !hidden.contains(&file.path));
        files
    }

    fn note(&self, text: String) {
        self.reporter.event(&Event::Note { text });
    }

    fn resolve(&self, path: &str) -> Result<PathBuf, WorldError> {
        if let Some(full) = lock(&self.granted).get(path) {
            return Ok(full.clone());
        }
        reach::resolve(&self.root, path)
    }
}

#[expect(clippy::disallowed_methods, reason = "the world reads files")]
fn read_file(full: &Path, path: &str) -> Result<Vec<u8>, WorldError> {
    let fail = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => WorldError::NotFound {
            path: path.to_owned(),
        },
        _ => WorldError::Unreadable {
            path: path.to_owned(),
            why: crate::failure::reason(&error).0,
        },
    };
    let data = std::fs::metadata(full).map_err(fail)?;
    // A pipe or a device would never end.
    if !data.is_file() {
        return Err(WorldError::Unreadable {
            path: path.to_owned(),
            why: "it is not a file".to_owned(),
        });
    }
    if data.len() > MAX_BYTES {
        return Err(WorldError::Refused {
            path: path.to_owned(),
            why: format!("it is larger than {} MiB", MAX_BYTES / 1024 / 1024),
        });
    }
    std::fs::read(full).map_err(fail)
}

fn no_commit(why: String) -> Failure {
    Failure::new(why).help("in a clone of depth 1, fetch it first: git fetch --depth=1 origin COMMIT; then write BASE..HEAD with two dots")
}

impl World for OsWorld {
    fn files(&self) -> Result<Vec<FileEntry>, WorldError> {
        let mut known = lock(&self.files);
        if let Some(files) = &*known {
            return Ok(files.clone());
        }
        let walked = walk::files(&self.root);
        let more = walked.notes.len().saturating_sub(MAX_NOTES);
        for text in walked.notes.into_iter().take(MAX_NOTES) {
            self.note(text);
        }
        if more > 0 {
            self.note(format!("{more} more were not looked at"));
        }
        let files = self.evidence(walked.files);
        *known = Some(files.clone());
        Ok(files)
    }

    fn list(&self, dir: &str, limit: usize) -> Vec<FileEntry> {
        let dir = dir.trim_end_matches('/');
        let full = self.resolve(dir);
        full.map_or_else(|_| Vec::new(), |full| walk::list(&full, dir, limit))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        read_file(&self.resolve(path)?, path)
    }

    fn history(&self, limit: usize) -> Result<History, WorldError> {
        let history = git::history(&self.root, &self.history, limit);
        if let Err(error) = &history {
            self.note(format!("{error}; nothing is known of earlier changes"));
        }
        history
    }

    fn today(&self) -> Date {
        self.today
    }

    fn cache_load(&self, name: &str) -> Option<Vec<u8>> {
        self.cache.load(name)
    }

    fn cache_store(&self, name: &str, blob: &[u8]) {
        if let Err(error) = self.cache.store(name, blob) {
            let dir = self.cache.dir().unwrap_or(&self.root).display();
            let (why, _) = crate::failure::reason(&error);
            self.note(format!("{dir}: nothing is cached: {why}"));
        }
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<(), WorldError> {
        if self.read_only {
            return Ok(());
        }
        let full = reach::resolve(&self.root, path)?;
        write::atomically(&full, content).map_err(|error| WorldError::Unreadable {
            path: path.to_owned(),
            why: format!("not written: {}", crate::failure::reason(&error).0),
        })?;
        *lock(&self.files) = None;
        self.reporter.event(&Event::Wrote {
            path: path.to_owned(),
        });
        Ok(())
    }

    fn emit(&self, event: Event) {
        self.reporter.event(&event);
    }
}
