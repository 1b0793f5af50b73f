//! The commands, one file each, and what they share: opening the world, finding the specification.

pub mod analyze;
pub mod check;
pub mod explain;
pub mod plan;
pub mod research;
pub mod skills;
pub mod spec;

use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use groundplan::diag::{Diagnostic, Severity};
use groundplan::model::spec::Spec;
use groundplan::spec::{self as reader, LocateError, Located, Source};
use groundplan::world::{World as _, WorldError};

use crate::args::{Cli, Global};
use crate::os_world::{HistorySource, OsWorld, enclosing};
use crate::ui::{self, Reporter};

/// A command could not run.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The repository is not there.
    #[error("{path}: {why}")]
    Repository {
        /// As given.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// The specification was not found.
    #[error(transparent)]
    Locate(#[from] LocateError),
    /// The outside failed.
    #[error(transparent)]
    World(#[from] WorldError),
    /// A file that is no text.
    #[error("{path}: {why}")]
    NotText {
        /// The file.
        path: String,
        /// What it is.
        why: String,
    },
    /// Something could not be written.
    #[error("{path}: cannot be written: {source}; nothing was left half-written")]
    Write {
        /// The file.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Another run works on the same feature.
    #[error("{stem}: another run has it: {holder}")]
    Busy {
        /// The feature.
        stem: String,
        /// Who.
        holder: String,
    },
    /// A code that no rule has.
    #[error("{code}: no rule has this code")]
    NoSuchRule {
        /// As given.
        code: String,
    },
    /// What was made cannot be printed.
    #[error("cannot be printed: {0}")]
    Output(String),
}

impl CommandError {
    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Repository { .. } => "name a folder with --repo",
            Self::Locate(_) => return None,
            Self::World(_) => "look at the file's permissions",
            Self::NotText { .. } => "name the markdown file of a specification",
            Self::Write { .. } => {
                "free space or change permissions, or choose another place with --out"
            }
            Self::Busy { .. } => "wait for it to end; if it is gone, remove the file named",
            Self::NoSuchRule { .. } => "`groundplan explain` lists all codes",
            Self::Output(_) => return None,
        })
    }
}

/// Result of a command: its exit code.
pub type Outcome = Result<u8, CommandError>;

/// The repository that a command works on.
pub struct Repo {
    /// The world.
    pub world: OsWorld,
    /// The progress display.
    pub reporter: Reporter,
}

/// Opens the repository; `write` tells whether files of it may be written.
pub fn open(global: &Global, write: bool) -> Result<Repo, CommandError> {
    let here = current_dir()?;
    let root = global.repo.clone().unwrap_or_else(|| enclosing(&here));
    let wrong = |why: &str| CommandError::Repository {
        path: root.display().to_string(),
        why: why.to_owned(),
    };
    let root = root
        .canonicalize()
        .map_err(|error| wrong(&error.to_string()))?;
    if !root.is_dir() {
        return Err(wrong("not a folder"));
    }
    let reporter = Reporter::new(global.events.is_some());
    let history = HistorySource {
        git_dir: global.git_dir.clone(),
        at: global.at.clone(),
    };
    let cache = global
        .cache_dir
        .clone()
        .unwrap_or_else(|| root.join(".groundplan/cache"));
    let world = OsWorld::new(root, reporter.clone(), history).with_cache(cache);
    let world = if write { world } else { world.read_only() };
    Ok(Repo { world, reporter })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line is relative to it"
)]
fn current_dir() -> Result<PathBuf, CommandError> {
    std::env::current_dir().map_err(|error| CommandError::Repository {
        path: ".".to_owned(),
        why: error.to_string(),
    })
}

/// Finds and reads a specification.
pub fn read_spec(repo: &Repo, target: &str) -> Result<Spec, CommandError> {
    let located = locate(repo, target)?;
    let mut sources = Vec::new();
    let mut notes = Vec::new();
    for path in &located.files {
        let bytes = repo.world.read(path)?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let bytes = error.as_bytes();
                if bytes.contains(&0) {
                    return Err(CommandError::NotText {
                        path: path.clone(),
                        why: "binary, not text".to_owned(),
                    });
                }
                let at = error.utf8_error().valid_up_to();
                let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
                notes.push(
                    Diagnostic::warning(
                        "spec-not-utf8",
                        "not UTF-8; what cannot be read is replaced",
                    )
                    .at(path.clone(), u32::try_from(line).unwrap_or(u32::MAX))
                    .help("save the file as UTF-8"),
                );
                String::from_utf8_lossy(bytes).into_owned()
            }
        };
        if text.contains('\0') {
            return Err(CommandError::NotText {
                path: path.clone(),
                why: "binary, not text".to_owned(),
            });
        }
        if *path == located.main && text.trim().is_empty() {
            return Err(CommandError::NotText {
                path: path.clone(),
                why: "empty".to_owned(),
            });
        }
        sources.push(Source {
            path: path.clone(),
            text,
        });
    }
    let mut spec = reader::read(&located.main, &sources);
    spec.diagnostics.extend(notes);
    Ok(spec)
}

/// A file outside of the repository is read by its absolute path; everything else through
/// [`reader::locate`].
fn locate(repo: &Repo, target: &str) -> Result<Located, CommandError> {
    let mut paths: Vec<String> = repo
        .world
        .files()?
        .into_iter()
        .map(|file| file.path)
        .collect();
    let here = current_dir()?.join(target);
    if here.exists() {
        let real = here.canonicalize().unwrap_or(here);
        if let Ok(inside) = real.strip_prefix(repo.world.root()) {
            let inside = inside
                .to_string_lossy()
                .replace(std::path::MAIN_SEPARATOR, "/");
            let inside = if inside.is_empty() {
                ".".to_owned()
            } else {
                inside
            };
            add_ignored(repo, &real, &inside, &mut paths);
            let prefix = format!("{inside}/");
            if real.is_dir() && inside != "." && !paths.iter().any(|path| path.starts_with(&prefix))
            {
                return Err(LocateError::EmptyFolder {
                    target: target.to_owned(),
                }
                .into());
            }
            return Ok(reader::locate(&inside, &paths)?);
        }
        let absolute = real.to_string_lossy().into_owned();
        let outside = if real.is_dir() {
            list_outside(&real)
        } else {
            vec![absolute.clone()]
        };
        return Ok(reader::locate(&absolute, &outside)?);
    }
    let in_repo = repo.world.root().join(target);
    add_ignored(repo, &in_repo, target, &mut paths);
    Ok(reader::locate(target, &paths)?)
}

/// A specification that is named is read though it be ignored.
fn add_ignored(repo: &Repo, full: &Path, inside: &str, paths: &mut Vec<String>) {
    if full.is_file() {
        if !paths.iter().any(|path| path == inside) {
            paths.push(inside.to_owned());
        }
    } else if full.is_dir() && inside != "." {
        let more = repo
            .world
            .list(inside, 2000)
            .into_iter()
            .map(|file| file.path);
        paths.extend(more.filter(|path| path.ends_with(".md")));
        paths.sort();
        paths.dedup();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a folder outside of the repository was named"
)]
fn list_outside(dir: &Path) -> Vec<String> {
    let mut all = Vec::new();
    let mut open = vec![(dir.to_owned(), 0)];
    while let Some((dir, depth)) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&dir) else {
            continue;
        };
        for entry in entries.filter_map(Result::ok) {
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() && depth < 6 {
                open.push((entry.path(), depth + 1));
            } else if kind.is_file() {
                all.push(entry.path().to_string_lossy().into_owned());
            }
        }
    }
    all.sort();
    all
}

/// Prints findings and gives the exit code: 1 if there is an error.
pub fn report(findings: &[Diagnostic]) -> u8 {
    let text: String = findings.iter().map(ui::finding).collect();
    ui::print(&text);
    u8::from(
        findings
            .iter()
            .any(|finding| finding.severity == Severity::Error),
    )
}

/// A value as JSON text.
pub fn json(value: &impl serde::Serialize) -> Result<String, CommandError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| CommandError::Output(error.to_string()))?;
    Ok(text + "\n")
}

/// Prints a completion script.
pub fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "groundplan", &mut script);
    ui::print(&String::from_utf8_lossy(&script));
    Ok(0)
}

/// Ctrl-C: files are written by renaming, so ending at once leaves nothing half-written; only
/// temporary files and the lock of this run are removed.
#[expect(clippy::exit, reason = "the person asked to stop")]
pub fn interrupt() {
    plan::release();
    ui::complain("stopped; nothing was left half-written");
    std::process::exit(130);
}
