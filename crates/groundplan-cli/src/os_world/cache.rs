//! The cache: blobs by name in one folder. Passes seal their blobs; here they are only kept.
//!
//! A folder is used only if it is ours: new, empty, marked by us, or at our own place. What a person or
//! a repository names may hold anything, so that a folder of our own is made inside of it.
#![expect(clippy::disallowed_methods, reason = "the world keeps the cache")]

use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use super::write;

/// Our own place in a repository.
pub const PLACE: &str = ".groundplan/cache";
/// Our folder inside of one that somebody named.
const INSIDE: &str = "groundplan-cache";
/// What marks a folder as a cache, for us and for programs that make backups.
const MARK: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Facts that groundplan keeps between runs; safe to delete.\n",
);

/// A folder of blobs; without a folder nothing is kept.
#[derive(Debug, Default)]
pub struct Cache {
    dir: Option<PathBuf>,
    fixed: bool,
}

impl Cache {
    /// Blobs at our own place below `root`.
    pub fn of(root: &Path) -> Self {
        Self {
            dir: Some(root.join(PLACE)),
            fixed: false,
        }
    }

    /// Blobs inside of a folder that somebody named; neither need exist.
    pub fn inside(dir: &Path) -> Self {
        let own = dir.ends_with(PLACE);
        Self {
            dir: Some(if own {
                dir.to_owned()
            } else {
                dir.join(INSIDE)
            }),
            fixed: false,
        }
    }

    /// The same, but nothing is written.
    #[must_use]
    pub fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// Where blobs are kept.
    pub fn dir(&self) -> Option<&Path> {
        self.dir.as_deref()
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let fits = !name.is_empty() && !name.starts_with('.') && name.chars().all(plain);
        let dir = self.dir.as_ref().filter(|dir| fits && is_ours(dir))?;
        Some(dir.join(name))
    }

    /// A blob, if it is there.
    pub fn load(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.file(name)?).ok()
    }

    /// Keeps a blob; the error says why nothing is kept.
    pub fn store(&self, name: &str, blob: &[u8]) -> Result<()> {
        let Some(dir) = self.dir.as_ref().filter(|_| !self.fixed) else {
            return Ok(());
        };
        let foreign = || Error::other("the folder holds files of others");
        let file = self.file(name).ok_or_else(foreign)?;
        write::own_folder(dir)?;
        let mark = dir.join(MARK.0);
        if !mark.exists() {
            write::atomically(&mark, MARK.1.as_bytes())?;
        }
        write::atomically(&file, blob)
    }
}

/// Whether a folder is ours to fill.
fn is_ours(dir: &Path) -> bool {
    match std::fs::read_dir(dir) {
        Ok(mut entries) => {
            let mark = std::fs::read_to_string(dir.join(MARK.0));
            dir.ends_with(PLACE)
                || mark.is_ok_and(|text| text == MARK.1)
                || entries.next().is_none()
        }
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests stop at what they did not expect")]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_files_of_others_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("index"), "precious").unwrap();
        let cache = Cache::inside(dir.path());
        cache.store("index", b"facts").unwrap();
        assert_eq!(cache.load("index").unwrap(), b"facts");
        assert_eq!(
            std::fs::read(dir.path().join("index")).unwrap(),
            b"precious"
        );
        assert!(!dir.path().join(".gitignore").exists());
        let own = dir.path().join(INSIDE);
        std::fs::remove_file(own.join(MARK.0)).unwrap();
        assert!(cache.store("index", b"facts").is_err());
        assert_eq!(cache.load("index"), None);
    }

    #[test]
    fn a_dry_run_keeps_nothing() {
        let dir = tempfile::tempdir().unwrap();
        Cache::inside(dir.path())
            .fixed()
            .store("index", b"facts")
            .unwrap();
        assert!(std::fs::read_dir(dir.path()).unwrap().next().is_none());
    }
}
