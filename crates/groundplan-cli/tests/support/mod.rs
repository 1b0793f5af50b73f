//! What the tests of the command share: a small repository, and running the binary on it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An approved specification of one small feature.
pub const SPEC: &str = "# Feature Specification: Notes Archive

**Feature ID**: FEAT-007
**Status**: Approved
**Created**: 2026-01-02

## Problem Statement

Old notes fill the list and nobody dares to delete them.

## User Stories

### US-1: Archive a note

**As a** member
**I want** to archive a note
**So that** the list shows what matters

**Acceptance Criteria**:
- [ ] AC1: An archived note is left out of the list
- [ ] AC2: An archived note can be restored

**Priority**: High

## Requirements

### Functional Requirements

- **FR1**: Store for each note whether it is archived and when

### Non-Functional Requirements

- **NFR1 (Performance)**: Archiving answers in under 200 ms
";

const FILES: &[(&str, &str)] = &[
    ("docs/features/FEAT-007-spec.md", SPEC),
    (
        "package.json",
        "{ \"name\": \"notes\", \"scripts\": { \"test\": \"vitest\" } }\n",
    ),
    (
        "src/notes.ts",
        "export interface Note {\n  id: string;\n  text: string;\n}\n\nexport function listNotes(all: Note[]): Note[] {\n  return all;\n}\n",
    ),
    (
        "src/notes.test.ts",
        "import { listNotes } from \"./notes\";\n\ntest(\"lists\", () => {\n  expect(listNotes([])).toEqual([]);\n});\n",
    ),
];

/// A repository on disk, readable by everybody, removed at the end.
pub struct Repo {
    dir: tempfile::TempDir,
}

impl Repo {
    /// The small repository.
    pub fn new() -> Self {
        let repo = Self::empty();
        for (path, text) in FILES {
            repo.write(path, text);
        }
        repo
    }

    /// A copy of the shipped example, without what somebody's own run left there.
    pub fn example() -> Self {
        let repo = Self::empty();
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/model-catalog");
        copy(&example, &repo.root());
        repo
    }

    /// A repository without files.
    pub fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        open_to_all(dir.path());
        let repo = Self { dir };
        std::fs::create_dir(repo.root()).unwrap();
        repo
    }

    /// Its root.
    pub fn root(&self) -> PathBuf {
        self.dir.path().canonicalize().unwrap().join("repo")
    }

    /// A place beside the repository.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().canonicalize().unwrap().join(name)
    }

    /// A path below the root.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let full = self.path(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// The command, in the root, on a fixed day, without the caller's environment.
    pub fn command(&self, args: &[&str]) -> Command {
        self.prepare(Command::new(env!("CARGO_BIN_EXE_groundplan")), args)
    }

    /// The same as somebody who is not root, if this test is run by root; permissions then count.
    pub fn as_person(&self, args: &[&str]) -> Command {
        if !is_root() {
            return self.command(args);
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        command.arg(env!("CARGO_BIN_EXE_groundplan"));
        self.prepare(command, args)
    }

    fn prepare(&self, mut command: Command, args: &[&str]) -> Command {
        command
            .args(args)
            .current_dir(self.root())
            .env("GROUNDPLAN_TODAY", "2026-11-24")
            .env("HOME", self.beside("home"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env_remove("GROUNDPLAN_REPO")
            .env_remove("GROUNDPLAN_CACHE_DIR")
            .env_remove("GROUNDPLAN_DEPTH");
        command
    }

    /// Runs the command.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&mut self.command(args))
    }

    /// Runs git in the root.
    pub fn git(&self, args: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=t", "-c", "user.email=t@localhost"])
            .args([
                "-c",
                "commit.gpgsign=false",
                "-c",
                "init.defaultBranch=main",
            ])
            .args(args)
            .current_dir(self.root())
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }

    /// All files below the root but those of git and of the cache, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut all = Vec::new();
        collect(&self.root(), &self.root(), &mut all);
        all.retain(|path| !path.starts_with(".git/") && !path.starts_with(".groundplan/cache/"));
        all.sort();
        all
    }

    /// Path and content of every file below the root but those of git and the lock of a run.
    pub fn contents(&self) -> Vec<(String, Vec<u8>)> {
        let mut all = Vec::new();
        collect(&self.root(), &self.root(), &mut all);
        all.retain(|path| !path.starts_with(".git/") && !path.starts_with(".groundplan/runs/"));
        all.sort();
        let read = |path: &String| std::fs::read(self.path(path)).unwrap();
        all.iter().map(|path| (path.clone(), read(path))).collect()
    }

    /// Files that a run left behind although they are temporary.
    pub fn leftovers(&self) -> Vec<String> {
        let mut all = Vec::new();
        collect(self.dir.path(), self.dir.path(), &mut all);
        all.retain(|path| path.ends_with(".tmp"));
        all
    }
}

fn collect(root: &Path, dir: &Path, all: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            collect(root, &path, all);
        } else {
            all.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
}

/// What a run gave.
#[derive(Debug)]
pub struct Ran {
    /// Exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        command.output().unwrap().into()
    }

    /// Exit code 2, one sentence that holds `said`, and what to do.
    #[track_caller]
    pub fn refuses(&self, said: &str) {
        assert_eq!(self.code, Some(2), "{self:#?}");
        assert!(self.err.contains(said), "{self:#?}");
        let errors = self.err.lines().filter(|line| line.starts_with("error: "));
        assert_eq!(errors.count(), 1, "{self:#?}");
        assert!(self.err.contains("\n  help: "), "{self:#?}");
        assert_eq!(self.out, "", "{self:#?}");
    }

    /// Exit code 0.
    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Whether permissions do not count for this test.
pub fn is_root() -> bool {
    std::fs::metadata("/root").is_ok() && std::fs::read_dir("/root").is_ok()
}

/// Changes the mode of a file or folder.
#[cfg(unix)]
pub fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
fn open_to_all(path: &Path) {
    mode(path, 0o755);
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) {}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "node_modules" || name == ".groundplan" || name.contains("-plan.") {
            continue;
        }
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}
