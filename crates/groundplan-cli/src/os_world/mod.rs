//! The real world: a repository on disk, its git history, the clock, a cache. The only place of this
//! program that touches files, processes, the environment or the clock.

mod git;
mod secrets;
mod walk;
pub mod write;

pub use git::enclosing;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use groundplan::world::{Event, FileEntry, History, World, WorldError};
use jiff::civil::Date;

use crate::ui::Reporter;

/// Where history is read from when it is not the repository's own.
#[derive(Debug, Clone, Default)]
pub struct HistorySource {
    /// A bare or other git directory.
    pub git_dir: Option<PathBuf>,
    /// The commit to look from.
    pub at: Option<String>,
}

/// A repository on disk.
pub struct OsWorld {
    root: PathBuf,
    cache: Option<PathBuf>,
    history: HistorySource,
    today: Date,
    reporter: Reporter,
    files: Mutex<Option<Result<Vec<FileEntry>, WorldError>>>,
    read_only: bool,
}

impl OsWorld {
    /// The repository at `root`.
    pub fn new(root: PathBuf, reporter: Reporter, history: HistorySource) -> Self {
        let today = today();
        Self {
            root,
            cache: None,
            history,
            today,
            reporter,
            files: Mutex::new(None),
            read_only: false,
        }
    }

    /// Caches under `dir`.
    #[must_use]
    pub fn with_cache(mut self, dir: PathBuf) -> Self {
        self.cache = Some(dir);
        self
    }

    /// Writes nothing into the repository.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// The repository's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The real path of one that a pass asks for.
    fn resolve(&self, path: &str) -> Result<PathBuf, WorldError> {
        let refused = |why: &str| WorldError::Refused {
            path: path.to_owned(),
            why: why.to_owned(),
        };
        if secrets::looks_like_one(path) {
            return Err(refused("it looks like a secret"));
        }
        if let Some(rest) = path.strip_prefix("~home/") {
            let home = home().ok_or_else(|| refused("there is no home directory"))?;
            let allowed = walk::SKILL_DIRS
                .iter()
                .any(|dir| rest.starts_with(&format!("{dir}/skills/")));
            return if allowed && is_plain(rest) {
                Ok(home.join(rest))
            } else {
                Err(refused("not a skill folder"))
            };
        }
        if let Some(rest) = path.strip_prefix("~cargo/") {
            let home = cargo_home().ok_or_else(|| refused("there is no cargo home"))?;
            let registry = home.join("registry/src");
            return if is_plain(rest) {
                Ok(registry.join(rest))
            } else {
                Err(refused("outside of the registry"))
            };
        }
        if Path::new(path).is_absolute() {
            // Only the command line can name such a path: passes speak in relative ones.
            return Ok(PathBuf::from(path));
        }
        if !is_plain(path) {
            return Err(refused("outside of the repository"));
        }
        let full = self.root.join(path);
        match full.canonicalize() {
            Ok(real) if !real.starts_with(&self.root) => {
                Err(refused("a link that leads out of the repository"))
            }
            _ => Ok(full),
        }
    }
}

/// Whether a relative path has no `..` and no root.
fn is_plain(path: &str) -> bool {
    Path::new(path).components().all(|part| {
        matches!(
            part,
            std::path::Component::Normal(_) | std::path::Component::CurDir
        )
    })
}

#[expect(clippy::disallowed_methods, reason = "the world reads the environment")]
fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from)
}

#[expect(clippy::disallowed_methods, reason = "the world reads the environment")]
fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| home().map(|home| home.join(".cargo")))
}

/// Today, or what `GROUNDPLAN_TODAY` says: the same inputs give the same bytes.
#[expect(clippy::disallowed_methods, reason = "the world has the clock")]
fn today() -> Date {
    let set = std::env::var("GROUNDPLAN_TODAY")
        .ok()
        .and_then(|text| text.parse().ok());
    set.unwrap_or_else(|| {
        let seconds = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs());
        let epoch = jiff::civil::date(1970, 1, 1);
        let days = i64::try_from(seconds / 86_400).unwrap_or_default();
        epoch.saturating_add(jiff::Span::new().days(days))
    })
}

#[expect(clippy::disallowed_methods, reason = "the world reads files")]
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

impl World for OsWorld {
    fn files(&self) -> Result<Vec<FileEntry>, WorldError> {
        let mut files = self
            .files
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        files
            .get_or_insert_with(|| walk::files(&self.root, &self.reporter))
            .clone()
    }

    fn list(&self, dir: &str, limit: usize) -> Vec<FileEntry> {
        let probe = format!("{}/x", dir.trim_end_matches('/'));
        let Ok(full) = self.resolve(&probe) else {
            return Vec::new();
        };
        full.parent().map_or_else(Vec::new, |full| {
            walk::list(full, dir.trim_end_matches('/'), limit)
        })
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        let full = self.resolve(path)?;
        read_file(&full).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => WorldError::NotFound {
                path: path.to_owned(),
            },
            _ => WorldError::Unreadable {
                path: path.to_owned(),
                why: error.to_string(),
            },
        })
    }

    fn history(&self, limit: usize) -> Result<History, WorldError> {
        git::history(&self.root, &self.history, limit)
    }

    fn today(&self) -> Date {
        self.today
    }

    fn cache_load(&self, name: &str) -> Option<Vec<u8>> {
        read_file(&self.cache.as_ref()?.join(name)).ok()
    }

    fn cache_store(&self, name: &str, blob: &[u8]) {
        let Some(dir) = &self.cache else { return };
        if write::ensure_cache_dir(dir).is_ok() {
            let _ = write::atomically(&dir.join(name), blob);
        }
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<(), WorldError> {
        if self.read_only {
            return Ok(());
        }
        let full = self.resolve(path)?;
        write::atomically(&full, content).map_err(|error| WorldError::Unreadable {
            path: path.to_owned(),
            why: error.to_string(),
        })?;
        self.reporter.event(&Event::Wrote {
            path: path.to_owned(),
        });
        Ok(())
    }

    fn emit(&self, event: Event) {
        self.reporter.event(&event);
    }
}
