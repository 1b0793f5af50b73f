//! Walking the repository: ignore rules hold, links are not followed.

use std::path::Path;
use std::sync::Mutex;

use groundplan::world::{Event, FileEntry, WorldError};
use ignore::{WalkBuilder, WalkState};

use crate::ui::Reporter;

/// Folders whose `skills/` may be read, in the repository and at home.
pub const SKILL_DIRS: &[&str] = &[
    ".claude",
    ".agents",
    ".github",
    ".cursor",
    ".codex",
    ".gemini",
    ".opencode",
];

/// Files of the repository that are not ignored, sorted by path.
pub fn files(root: &Path, reporter: &Reporter) -> Result<Vec<FileEntry>, WorldError> {
    let found: Mutex<Vec<FileEntry>> = Mutex::new(Vec::new());
    let problems: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let walk = WalkBuilder::new(root)
        .hidden(false)
        .follow_links(false)
        .require_git(false)
        .git_global(false)
        .filter_entry(|entry| {
            let name = entry.file_name();
            let own = name == ".git" || name == ".groundplan" || name == "node_modules";
            !own
        })
        .build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            match entry {
                Ok(entry) => {
                    let file = file_entry(root, &entry);
                    let mut found = found
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    found.extend(file);
                }
                Err(error) => {
                    let mut problems = problems
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    problems.push(error.to_string());
                }
            }
            WalkState::Continue
        })
    });
    let mut problems = problems
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    problems.sort();
    for problem in problems.into_iter().take(5) {
        reporter.event(&Event::Note {
            text: format!("not looked at: {problem}"),
        });
    }
    let mut found = found
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn file_entry(root: &Path, entry: &ignore::DirEntry) -> Option<FileEntry> {
    entry.file_type().filter(std::fs::FileType::is_file)?;
    let relative = entry.path().strip_prefix(root).ok()?.to_str()?;
    let path = relative.replace(std::path::MAIN_SEPARATOR, "/");
    if super::secrets::looks_like_one(&path) {
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

/// Files under `full`, ignored or not, named below `dir`.
pub fn list(full: &Path, dir: &str, limit: usize) -> Vec<FileEntry> {
    let walk = WalkBuilder::new(full)
        .standard_filters(false)
        .follow_links(false)
        .max_depth(Some(12))
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    let entries = walk.filter_map(Result::ok);
    let found = entries.filter_map(|entry| {
        let mut file = file_entry(full, &entry)?;
        file.path = format!("{dir}/{}", file.path);
        Some(file)
    });
    found.take(limit).collect()
}
