//! History by the `git` program, hardened: a repository's own configuration starts nothing.

use std::path::Path;
use std::process::{Command, Stdio};

use groundplan::world::{ChangedFile, Commit, History, WorldError};

use super::HistorySource;

/// A git command that runs no hook, no monitor, no external diff and asks nothing.
#[expect(clippy::disallowed_methods, reason = "the world starts git")]
fn git(root: &Path, source: &HistorySource) -> Command {
    let mut command = Command::new("git");
    match &source.git_dir {
        Some(dir) => command.arg("--git-dir").arg(dir),
        None => command.arg("-C").arg(root),
    };
    command
        .args([
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args([
            "-c",
            "core.pager=cat",
            "-c",
            "log.showSignature=false",
            "-c",
            "protocol.allow=never",
        ])
        .args([
            "-c",
            "core.quotePath=false",
            "-c",
            "diff.external=",
            "-c",
            "safe.directory=*",
        ])
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn output(command: &mut Command) -> Option<Vec<u8>> {
    let output = command.output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// Commits from the head (or `source.at`) backwards, merges left out; empty without git.
pub fn history(root: &Path, source: &HistorySource, limit: usize) -> Result<History, WorldError> {
    let at = source.at.clone().unwrap_or_else(|| "HEAD".to_owned());
    let valid = at
        .chars()
        .all(|c| c.is_alphanumeric() || "/._-~^".contains(c))
        && !at.starts_with('-');
    if !valid {
        return Err(WorldError::History {
            why: format!("{at}: not a commit"),
        });
    }
    let Some(head) = output(git(root, source).args([
        "rev-parse",
        "--verify",
        "-q",
        &format!("{at}^{{commit}}"),
    ])) else {
        return match &source.at {
            Some(at) => Err(WorldError::History {
                why: format!("{at}: no such commit"),
            }),
            None => Ok(History::default()),
        };
    };
    let head = String::from_utf8_lossy(&head).trim().to_owned();
    let shallow = output(git(root, source).args(["rev-parse", "--is-shallow-repository"]))
        .is_some_and(|text| text.starts_with(b"true"));
    let prefix = output(git(root, source).args(["rev-parse", "--show-prefix"]))
        .map(|text| String::from_utf8_lossy(&text).trim().to_owned())
        .unwrap_or_default();
    let log = output(git(root, source).args([
        "log",
        "--no-merges",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
        "--name-status",
        "-z",
        &format!("--max-count={limit}"),
        "--format=%x01%H%x02%ct%x02%B%x02",
        &head,
        "--",
    ]));
    let log = log.ok_or_else(|| WorldError::History {
        why: "git log failed".to_owned(),
    })?;
    let text = String::from_utf8_lossy(&log);
    let commits = text
        .split('\u{1}')
        .skip(1)
        .filter_map(|record| commit(record, &prefix))
        .collect();
    Ok(History {
        head: Some(head),
        commits,
        shallow,
    })
}

fn commit(record: &str, prefix: &str) -> Option<Commit> {
    let mut parts = record.splitn(4, '\u{2}');
    let (id, time, message) = (parts.next()?, parts.next()?, parts.next()?);
    let mut fields = parts.next().unwrap_or_default().split('\0').map(str::trim);
    let mut files = Vec::new();
    while let Some(status) = fields.next() {
        if status.is_empty() {
            continue;
        }
        let Some(path) = fields.next() else { break };
        if let Some(path) = path.strip_prefix(prefix) {
            files.push(ChangedFile {
                path: path.to_owned(),
                added: status.starts_with('A'),
            });
        }
    }
    Some(Commit {
        id: id.to_owned(),
        time: time.trim().parse().unwrap_or_default(),
        message: message.trim().to_owned(),
        files,
    })
}

/// The root of the work tree that holds `dir`.
pub fn root_of(dir: &Path) -> Option<std::path::PathBuf> {
    let mut at = Some(dir);
    while let Some(here) = at {
        if here.join(".git").exists() {
            return Some(here.to_owned());
        }
        at = here.parent();
    }
    None
}

/// The root of the work tree that holds the current directory or `dir`.
pub fn enclosing(dir: &Path) -> std::path::PathBuf {
    root_of(dir).unwrap_or_else(|| dir.to_owned())
}
