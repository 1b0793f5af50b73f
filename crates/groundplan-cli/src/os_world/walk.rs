//! Walking the repository: ignore rules hold, links are not followed, what cannot be read is noted.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use groundplan::world::FileEntry;
use ignore::{DirEntry, WalkBuilder, WalkState};

use super::secrets;

/// Folders of tools that are never part of a code base.
const SKIPPED: &[&str] = &[".git", ".groundplan", "node_modules"];
/// How deep [`list`] goes.
const LIST_DEPTH: usize = 12;

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walked {
    /// Files, sorted by path.
    pub files: Vec<FileEntry>,
    /// One sentence for each folder that could not be read, sorted.
    pub notes: Vec<String>,
}

/// Files of the repository that are not ignored.
pub fn files(root: &Path) -> Walked {
    // Ignore files above the root count within a work tree, and not when they hide the root itself.
    let top = root.join(".git").exists();
    let found = walk(root, !top);
    if found.files.is_empty() && !top {
        return walk(root, false);
    }
    found
}

fn walk(root: &Path, parents: bool) -> Walked {
    let found: Mutex<Walked> = Mutex::default();
    let builder = &mut WalkBuilder::new(root);
    builder
        .hidden(false)
        .follow_links(false)
        .require_git(false)
        .git_global(false)
        .parents(parents)
        .filter_entry(|entry| !SKIPPED.iter().any(|name| entry.file_name() == *name));
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(entry) => found.files.extend(file(root, &entry)),
                Err(error) => found.notes.push(sentence(root, &error)),
            }
            WalkState::Continue
        })
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.notes.sort();
    found.notes.dedup();
    found
}

fn sentence(root: &Path, error: &ignore::Error) -> String {
    let path = path_of(error).map(|path| path.strip_prefix(root).unwrap_or(path));
    let place = path.map_or_else(String::new, |path| format!("{}: ", path.display()));
    match error.io_error() {
        Some(io) => {
            let (why, _) = crate::failure::reason(io);
            format!("{place}not looked at: {why}")
        }
        None => format!("{place}not looked at: {error}"),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        ignore::Error::Partial(all) => all.iter().find_map(path_of),
        _ => None,
    }
}

fn file(root: &Path, entry: &DirEntry) -> Option<FileEntry> {
    entry.file_type().filter(std::fs::FileType::is_file)?;
    let relative = entry.path().strip_prefix(root).ok()?.to_str()?;
    let path = relative.replace(std::path::MAIN_SEPARATOR, "/");
    if secrets::looks_like_one(&path) {
        return None;
    }
    let data = entry.metadata().ok()?;
    Some(FileEntry {
        path,
        size: data.len(),
        modified: modified(&data),
    })
}

fn modified(data: &std::fs::Metadata) -> i64 {
    let since = data
        .modified()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since
        .and_then(|elapsed| i64::try_from(elapsed.as_nanos()).ok())
        .unwrap_or_default()
}

/// Files under `full`, ignored or not, named below `dir`, in path order, at most `limit`.
pub fn list(full: &Path, dir: &str, limit: usize) -> Vec<FileEntry> {
    let walk = WalkBuilder::new(full)
        .standard_filters(false)
        .follow_links(false)
        .max_depth(Some(LIST_DEPTH))
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git")
        .build();
    let found = walk.filter_map(Result::ok).filter_map(|entry| {
        let mut file = file(full, &entry)?;
        file.path = format!("{dir}/{}", file.path);
        Some(file)
    });
    let mut found: Vec<FileEntry> = found.take(limit).collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}
