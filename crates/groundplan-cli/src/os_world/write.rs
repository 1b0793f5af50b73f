//! Writing: files are there as a whole, all of a batch, or not at all.
//!
//! A batch writes and makes durable a temporary file beside each target, then renames all of them; if
//! one cannot be renamed, those before it are put back. What is temporary is listed in [`PENDING`], so
//! that Ctrl-C can remove it; renaming holds the list, so that Ctrl-C waits for a batch that has begun
//! to land. The name of a temporary file tells its process: those of dead ones are removed.
#![expect(clippy::disallowed_methods, reason = "the world writes files")]

use std::collections::BTreeSet;
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

/// Removes files, and folders that are empty, the last first.
pub fn remove(paths: &[PathBuf]) {
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
    swept: BTreeSet<PathBuf>,
}

/// A batch that did not land, and which file it failed at.
#[derive(Debug)]
pub struct Unlanded {
    /// The file that could not be put under its name.
    pub path: PathBuf,
    /// Why.
    pub error: Error,
    /// Files before it that could not be put back: empty where nothing was changed.
    pub changed: Vec<PathBuf>,
}

/// A file that has its name, and what had it before.
struct Landed {
    to: PathBuf,
    before: Option<TempPath>,
}

impl Landed {
    /// Gives the file its name; what had it keeps a second one.
    fn land(from: TempPath, to: &Path) -> Result<Self> {
        let before = aside(to)?;
        from.persist(to).map_err(|error| error.error)?;
        sync_folder(to);
        Ok(Self {
            to: to.to_owned(),
            before,
        })
    }

    /// Puts back what was there; where that fails, which file it is.
    fn undo(self) -> Option<PathBuf> {
        let undone = match self.before {
            Some(before) => before.persist(&self.to).map_err(|error| error.error),
            None => fs::remove_file(&self.to),
        };
        sync_folder(&self.to);
        undone.err().map(|_| self.to)
    }
}

impl Batch {
    /// Writes `content` beside `target`, durable, not yet under its name.
    pub fn stage(&mut self, target: &Path, content: &[u8]) -> Result<()> {
        self.stage_like(target, content, target)
    }

    /// The same, with the permissions of another file.
    pub fn stage_like(&mut self, target: &Path, content: &[u8], like: &Path) -> Result<()> {
        if target.is_dir() {
            return Err(Error::from(ErrorKind::IsADirectory));
        }
        if fs::metadata(target).is_ok_and(|data| data.permissions().readonly()) {
            return Err(Error::from(ErrorKind::PermissionDenied));
        }
        let folder = target.parent().filter(|dir| !dir.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        self.make_folder(folder)?;
        if self.swept.insert(folder.to_owned()) {
            sweep(folder);
        }
        let mut file = temporary(folder, like)?;
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

    /// Puts every staged file under its name, or none.
    pub fn commit(mut self) -> std::result::Result<(), Unlanded> {
        // Who is interrupted now waits: see `abandon`.
        let mut pending = pending();
        let mut landed: Vec<Landed> = Vec::new();
        let mut result = Ok(());
        for (from, path) in std::mem::take(&mut self.staged) {
            match Landed::land(from, &path) {
                Ok(one) => landed.push(one),
                Err(error) => {
                    let undone = std::mem::take(&mut landed).into_iter().rev();
                    let changed = undone.filter_map(Landed::undo).collect();
                    result = Err(Unlanded {
                        path,
                        error,
                        changed,
                    });
                    break;
                }
            }
        }
        let folders = std::mem::take(&mut self.folders);
        if result.is_err() {
            remove(&folders);
        }
        pending.retain(|path| !folders.contains(path) && path.exists());
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

/// Begin and end of the names of temporary files; the process stands between.
const TEMPORARY: (&str, &str) = (".groundplan-", ".tmp");

/// Makes a temporary file in a folder with `make`.
fn make_in<R>(folder: &Path, make: impl FnMut(&Path) -> Result<R>) -> Result<NamedTempFile<R>> {
    let prefix = format!("{}{}-", TEMPORARY.0, std::process::id());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(TEMPORARY.1);
    builder.make_in(folder, make).map_err(bare)
}

/// A listed temporary file with the permissions of `like`, or those of a new file.
fn temporary(folder: &Path, like: &Path) -> Result<NamedTempFile> {
    let mut pending = pending();
    let file = make_in(folder, |path| {
        fs::OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .open(path)
    })?;
    pending.push(file.path().to_owned());
    drop(pending);
    if let Ok(data) = fs::metadata(like) {
        let _ = file.as_file().set_permissions(data.permissions());
    }
    Ok(file)
}

/// A second name of a file that is there; a copy where the file system has no links.
fn aside(target: &Path) -> Result<Option<TempPath>> {
    if !target.exists() {
        return Ok(None);
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let twin = |path: &Path| match fs::hard_link(target, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        Err(_) => fs::copy(target, path).map(|_| ()),
    };
    Ok(Some(make_in(folder, twin)?.into_temp_path()))
}

/// Removes the temporary files of processes that are gone.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let process = process_of(&entry.file_name().to_string_lossy());
        if process.is_some_and(|process| !lives(process, &entry)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The process that a temporary file is of.
fn process_of(name: &str) -> Option<u32> {
    let rest = name.strip_prefix(TEMPORARY.0)?.strip_suffix(TEMPORARY.1)?;
    rest.split_once('-')?.0.parse().ok()
}

/// Whether a process may still want its file: no write takes an hour.
fn lives(process: u32, entry: &fs::DirEntry) -> bool {
    let all = Path::new("/proc");
    if all.join("self").exists() {
        return all.join(process.to_string()).exists();
    }
    let written = entry.metadata().and_then(|data| data.modified()).ok();
    let age = written.and_then(|time| time.elapsed().ok());
    age.is_none_or(|age| age.as_secs() < 3600)
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
    batch.commit().map_err(|failed| failed.error)
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

    #[test]
    fn what_landed_is_put_back_when_a_later_file_cannot_land() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "old").unwrap();
        let mut batch = Batch::default();
        batch.stage(&dir.path().join("a"), b"new").unwrap();
        batch.stage(&dir.path().join("b"), b"new").unwrap();
        batch.stage(&dir.path().join("c"), b"new").unwrap();
        fs::create_dir(dir.path().join("c")).unwrap();
        let failed = batch.commit().unwrap_err();
        assert_eq!(failed.path, dir.path().join("c"));
        assert!(failed.changed.is_empty());
        assert_eq!(names(dir.path()), ["a", "c"]);
        assert_eq!(fs::read(dir.path().join("a")).unwrap(), b"old");
    }

    #[test]
    fn what_a_dead_process_left_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let mine = format!(".groundplan-{}-x.tmp", std::process::id());
        for name in [".groundplan-4294967294-x.tmp", &mine, ".other-1-x.tmp"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        atomically(&dir.path().join("a"), b"a").unwrap();
        assert_eq!(names(dir.path()), [mine.as_str(), ".other-1-x.tmp", "a"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_copy_has_the_permissions_of_what_it_copies() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let (first, copy) = (dir.path().join("a"), dir.path().join("b"));
        fs::write(&first, "a").unwrap();
        fs::set_permissions(&first, fs::Permissions::from_mode(0o600)).unwrap();
        let mut batch = Batch::default();
        batch.stage_like(&copy, b"a", &first).unwrap();
        batch.commit().unwrap();
        let mode = fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
