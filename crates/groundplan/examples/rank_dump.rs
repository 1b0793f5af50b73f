//! The ranked list alone, over a small world of the file system: for measuring until `groundplan analyze` lands.
//!
//! `rank_dump (SPEC|--query TEXT|--query-file F) --repo DIR --git-dir DIR --at COMMIT --list files|symbols --top N --format jsonl`
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a measuring tool"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use groundplan::analyze::{Options, Query, analyze, index};
use groundplan::world::{ChangedFile, Commit, Event, FileEntry, History, World, WorldError};

struct FsWorld {
    root: PathBuf,
    git: Option<(String, String)>,
    cache: Option<PathBuf>,
}

fn walk(root: &Path, dir: &Path, out: &mut Vec<FileEntry>) {
    let skip = [
        ".git",
        "node_modules",
        "target",
        ".venv",
        "venv",
        "__pycache__",
    ];
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let Ok(meta) = entry.metadata() else { continue };
        let path = entry.path();
        if meta.is_dir() && !skip.contains(&entry.file_name().to_string_lossy().as_ref()) {
            walk(root, &path, out);
        } else if meta.is_file() {
            use std::os::unix::fs::MetadataExt;
            out.push(FileEntry {
                path: path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned(),
                size: meta.len(),
                modified: meta.mtime() * 1_000_000_000 + meta.mtime_nsec(),
            });
        }
    }
}

fn parse_log(log: &str) -> Vec<Commit> {
    let mut commits = Vec::new();
    for record in log.split('\u{1}').skip(1) {
        let mut parts = record.splitn(4, '\u{2}');
        let id = parts.next().unwrap_or("").to_owned();
        let time = parts.next().unwrap_or("").parse().unwrap_or(0);
        let message = parts.next().unwrap_or("").to_owned();
        let files = parts.next().unwrap_or("").lines().filter_map(|line| {
            let (status, path) = line.split_once('\t')?;
            Some(ChangedFile {
                path: path.to_owned(),
                added: status == "A",
            })
        });
        commits.push(Commit {
            id,
            time,
            message,
            files: files.collect(),
        });
    }
    commits
}

impl World for FsWorld {
    fn files(&self) -> Result<Vec<FileEntry>, WorldError> {
        let mut out = Vec::new();
        walk(&self.root, &self.root, &mut out);
        out.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(out)
    }
    fn list(&self, _dir: &str, _limit: usize) -> Vec<FileEntry> {
        Vec::new()
    }
    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        std::fs::read(self.root.join(path)).map_err(|e| WorldError::Unreadable {
            path: path.to_owned(),
            why: e.to_string(),
        })
    }
    fn history(&self, limit: usize) -> Result<History, WorldError> {
        let Some((git, at)) = &self.git else {
            return Ok(History::default());
        };
        let output = Command::new("git")
            .args(["--git-dir", git, "log", "--no-merges", "--no-renames"])
            .args(["--name-status", "--format=%x01%H%x02%ct%x02%B%x02"])
            .args([&format!("-n{limit}"), at])
            .output()
            .unwrap();
        let commits = parse_log(&String::from_utf8_lossy(&output.stdout));
        Ok(History {
            head: commits.first().map(|commit| commit.id.clone()),
            commits,
            shallow: false,
        })
    }
    fn today(&self) -> jiff::civil::Date {
        jiff::civil::date(2026, 1, 1)
    }
    fn cache_load(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.cache.as_ref()?.join(name)).ok()
    }
    fn cache_store(&self, name: &str, blob: &[u8]) {
        if let Some(dir) = &self.cache {
            std::fs::create_dir_all(dir).unwrap();
            std::fs::write(dir.join(name), blob).unwrap();
        }
    }
    fn write(&self, _path: &str, _content: &[u8]) -> Result<(), WorldError> {
        Ok(())
    }
    fn emit(&self, _event: Event) {}
}

fn main() {
    let mut flags: BTreeMap<String, String> = BTreeMap::new();
    let mut arguments = std::env::args().skip(1).filter(|a| a != "analyze");
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--") {
            Some(flag) => flags.insert(flag.to_owned(), arguments.next().unwrap_or_default()),
            None => flags.insert("query-file".to_owned(), argument),
        };
    }
    let get = |name: &str| flags.get(name).cloned();
    let text = get("query").unwrap_or_else(|| {
        String::from_utf8_lossy(&std::fs::read(get("query-file").unwrap()).unwrap()).into_owned()
    });
    let world = FsWorld {
        root: PathBuf::from(get("repo").unwrap_or(".".to_owned())),
        git: get("git-dir").map(|git| (git, get("at").unwrap_or("HEAD".to_owned()))),
        cache: get("cache").map(PathBuf::from),
    };
    let clock = std::time::Instant::now();
    let (index, notes) = index(&world);
    let indexed = clock.elapsed();
    if get("list").as_deref() == Some("imports") {
        for file in index.files.values() {
            for import in &file.imports {
                println!(
                    "{}:{}\t{}\t{:?}\t{}",
                    file.path,
                    import.line,
                    import.module,
                    import.names,
                    import.resolved.as_deref().unwrap_or("-")
                );
            }
        }
        return;
    }
    let options = Options {
        top: get("top").map_or(50, |n| n.parse().unwrap()),
        ..Options::default()
    };
    let analysis = analyze(&Query::of_text(&text), &index, &world, &options);
    if get("times").is_some() {
        let files = index.files.len();
        eprintln!(
            "{files} files, index {indexed:?}, all {:?} {notes:?}",
            clock.elapsed()
        );
        return;
    }
    if get("list").as_deref() == Some("symbols") {
        for symbol in &analysis.symbols {
            println!("{}", serde_json::to_string(symbol).unwrap());
        }
        return;
    }
    for file in &analysis.files {
        println!("{}", serde_json::to_string(file).unwrap());
    }
}
