//! Writing: files are there as a whole, all of a batch, or not at all.
//!
//! A batch writes and makes durable a temporary file beside each target, then renames all of them.
//! What is temporary is listed in [`PENDING`], so that Ctrl-C can remove it; renaming holds the list,
//! so that Ctrl-C waits for a batch that has begun to land.
#![expect(clippy::disallowed_methods, reason = "the world writes files")]

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempPath};

/// Temporary files and folders of unfinished batches, oldest first.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn pending() -> MutexGuard<'static, Vec<PathBuf>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what is unfinished and lets no batch go on: the process is about to end.
pub fn abandon() {
    let pending = pending();
    remove(&pending);
    // Whoever wants to write from now on waits for an end that comes first.
    std::mem::forget(pending);
}

/// Removes files, and folders that are empty, newest first.
fn remove(paths: &[PathBuf]) {
    for path in paths.iter().rev() {
        if fs::remove_file(path).is_err() {
            let _ = fs::remove_dir(path);
        }
    }
}

/// Files that are written together.
#[derive(Debug, Default)]
pub struct Batch {
    staged: Vec<(TempPath, PathBuf)>,
    folders: Vec<PathBuf>,
}

impl Batch {
    /// Writes `content` beside `target`, durable, not yet under its name.
    pub fn stage(&mut self, target: &Path, content: &[u8]) -> Result<()> {
        if target.is_dir() {
            return Err(Error::from(ErrorKind::IsADirectory));
        }
        let folder = target.parent().filter(|dir| !dir.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        self.make_folder(folder)?;
        let mut file = temporary(folder, target)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        self.staged.push((file.into_temp_path(), target.to_owned()));
        Ok(())
    }

    fn make_folder(&mut self, folder: &Path) -> Result<()> {
        let mut missing: Vec<PathBuf> = folder
            .ancestors()
            .take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists())
            .map(Path::to_owned)
            .collect();
        missing.reverse();
        let mut pending = pending();
        for dir in missing {
            match fs::create_dir(&dir) {
                Ok(()) => {
                    pending.push(dir.clone());
                    self.folders.push(dir);
                }
                // Another run was faster.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Puts every staged file under its name.
    pub fn commit(mut self) -> Result<()> {
        let mut pending = pending();
        let mut done: Vec<PathBuf> = std::mem::take(&mut self.folders);
        let mut result = Ok(());
        for (from, to) in std::mem::take(&mut self.staged) {
            let temporary = from.to_path_buf();
            if let Err(error) = from.persist(&to) {
                result = Err(error.error);
                // The rest is dropped, and with it removed.
                done.push(temporary);
                break;
            }
            sync_folder(&to);
            done.push(temporary);
        }
        pending.retain(|path| !done.contains(path) && path.exists());
        result
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        if self.staged.is_empty() && self.folders.is_empty() {
            return;
        }
        self.staged.clear();
        let mut pending = pending();
        remove(&self.folders);
        pending.retain(|path| path.exists());
    }
}

/// A listed temporary file with the permissions that the target has or would get.
fn temporary(folder: &Path, target: &Path) -> Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".groundplan-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut pending = pending();
    let file = builder.tempfile_in(folder).map_err(bare)?;
    pending.push(file.path().to_owned());
    drop(pending);
    if let Ok(data) = fs::metadata(target) {
        if data.permissions().readonly() {
            return Err(Error::from(ErrorKind::PermissionDenied));
        }
        let _ = file.as_file().set_permissions(data.permissions());
    }
    Ok(file)
}

/// The system's error without the path that `tempfile` adds: the kind decides what is said.
fn bare(error: Error) -> Error {
    Error::from(error.kind())
}

/// A rename is durable when its folder is.
fn sync_folder(file: &Path) {
    if let Some(Ok(folder)) = file.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}

/// Writes one file.
pub fn atomically(target: &Path, content: &[u8]) -> Result<()> {
    let mut batch = Batch::default();
    batch.stage(target, content)?;
    batch.commit()
}

/// Makes a folder of ours, with a `.gitignore` that keeps it out of commits.
pub fn own_folder(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir)?;
    let ignore = dir.join(".gitignore");
    if ignore.exists() {
        Ok(())
    } else {
        atomically(&ignore, b"*\n")
    }
}

/// Whether files can be made in a folder, or in the nearest one above that exists.
pub fn is_writable(dir: &Path) -> bool {
    let existing = dir.ancestors().find(|dir| dir.is_dir());
    existing.is_some_and(|dir| tempfile::tempfile_in(dir).is_ok())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests stop at what they did not expect")]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_of_a_batch_lands_before_all_of_it_can() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("taken")).unwrap();
        let mut batch = Batch::default();
        batch.stage(&dir.path().join("new/a"), b"a").unwrap();
        let error = batch.stage(&dir.path().join("taken"), b"b").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IsADirectory);
        drop(batch);
        assert_eq!(names(dir.path()), ["taken"]);
    }

    #[test]
    fn a_batch_lands_whole_and_leaves_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        let mut batch = Batch::default();
        batch.stage(&dir.path().join("a"), b"new").unwrap();
        batch.stage(&dir.path().join("deep/er/b"), b"b").unwrap();
        batch.commit().unwrap();
        assert_eq!(names(dir.path()), ["a", "deep"]);
        assert_eq!(fs::read(dir.path().join("a")).unwrap(), b"new");
        assert_eq!(names(&dir.path().join("deep/er")), ["b"]);
    }
}
