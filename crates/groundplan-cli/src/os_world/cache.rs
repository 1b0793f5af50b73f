//! The cache: blobs by name in one folder. Passes seal their blobs; here they are only kept.
#![expect(clippy::disallowed_methods, reason = "the world keeps the cache")]

use std::path::{Path, PathBuf};

use super::write;

/// A folder of blobs; without a folder nothing is kept.
#[derive(Debug, Default)]
pub struct Cache {
    dir: Option<PathBuf>,
}

impl Cache {
    /// Blobs in `dir`, which need not exist.
    pub fn at(dir: PathBuf) -> Self {
        Self { dir: Some(dir) }
    }

    /// Where blobs are kept.
    pub fn dir(&self) -> Option<&Path> {
        self.dir.as_deref()
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        let fits = !name.is_empty() && !name.starts_with('.') && name.chars().all(plain);
        Some(self.dir.as_ref().filter(|_| fits)?.join(name))
    }

    /// A blob, if it is there.
    pub fn load(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.file(name)?).ok()
    }

    /// Keeps a blob; a folder that cannot be written keeps nothing.
    pub fn store(&self, name: &str, blob: &[u8]) {
        let (Some(dir), Some(file)) = (&self.dir, self.file(name)) else {
            return;
        };
        if write::own_folder(dir).is_ok() {
            let _ = write::atomically(&file, blob);
        }
    }
}
