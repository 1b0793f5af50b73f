//! From what a person names to the specification that is read: a file, a folder, or an ID.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use groundplan::diag::Diagnostic;
use groundplan::model::spec::Spec;
use groundplan::spec::{self as reader, Located, Source};
use groundplan::world::World as _;

use crate::failure::{Failure, reason};
use crate::repo::{Repo, absolute};

/// A folder that is named is searched for so many files.
const MAX_LISTED: usize = 5000;

/// Finds and reads a specification.
pub fn read_spec(repo: &Repo, target: &str) -> Result<Spec, Failure> {
    let located = locate(repo, target)?;
    let mut sources = Vec::new();
    let mut notes = Vec::new();
    for path in &located.files {
        match text(repo, path, &mut notes) {
            Ok(text) => sources.push(Source {
                path: path.clone(),
                text,
            }),
            Err(failure) if *path == located.main => return Err(failure),
            Err(failure) => {
                let note = Diagnostic::warning("spec-file-unread", failure.to_string());
                notes.push(note.at(path.clone(), 0));
            }
        }
    }
    let mut spec = reader::read(&located.main, &sources);
    spec.diagnostics.extend(notes);
    Ok(spec)
}

/// A document as text; bytes that are not UTF-8 are replaced and noted.
fn text(repo: &Repo, path: &str, notes: &mut Vec<Diagnostic>) -> Result<String, Failure> {
    let bytes = repo.world.read(path)?;
    let named = |why: &str| {
        Failure::new(format!("{path}: {why}")).help("name the markdown file of a specification")
    };
    let text = if let Some(text) = utf16(&bytes) {
        notes.push(odd_encoding(path, 1, "UTF-16, not UTF-8"));
        text
    } else if bytes.contains(&0) {
        return Err(named("binary, not text"));
    } else {
        let wrong = std::str::from_utf8(&bytes).err();
        if let Some(error) = wrong {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            notes.push(odd_encoding(
                path,
                line,
                "not UTF-8; what cannot be read is replaced",
            ));
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(named("empty"));
    }
    Ok(text)
}

fn odd_encoding(path: &str, line: usize, message: &str) -> Diagnostic {
    Diagnostic::warning("spec-not-utf8", message)
        .at(path, u32::try_from(line).unwrap_or(u32::MAX))
        .help("save the file as UTF-8")
}

/// UTF-16 that says so with a byte order mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let decode = |from: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2);
        let units: Vec<u16> = units.map(|unit| from([unit[0], unit[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes.get(..2)? {
        [0xff, 0xfe] => Some(decode(u16::from_le_bytes)),
        [0xfe, 0xff] => Some(decode(u16::from_be_bytes)),
        _ => None,
    }
}

/// Where a target is.
pub enum Place {
    /// A file or folder of the repository, relative to its root.
    Inside(String),
    /// A file or folder elsewhere.
    Outside(PathBuf),
    /// No file or folder: perhaps an ID.
    Name,
}

/// Looks below the current directory, then below the root.
pub fn place(repo: &Repo, target: &str) -> Result<Place, Failure> {
    for full in [absolute(Path::new(target))?, repo.world.root().join(target)] {
        let Some(real) = real(&full, target)? else {
            continue;
        };
        return match real.strip_prefix(repo.world.root()) {
            Ok(inside) => Ok(Place::Inside(with_slashes(inside))),
            Err(_) if full.starts_with(repo.world.root()) => Err(Failure::new(format!(
                "{target}: a link that leads out of the repository is not followed"
            ))
            .help("name the file that it leads to")),
            Err(_) => Ok(Place::Outside(real)),
        };
    }
    Ok(Place::Name)
}

fn with_slashes(path: &Path) -> String {
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

/// The real path; `None` where there is nothing.
fn real(full: &Path, target: &str) -> Result<Option<PathBuf>, Failure> {
    match full.canonicalize() {
        Ok(real) => Ok(Some(real)),
        Err(_) if full.is_symlink() => Err(Failure::new(format!(
            "{target}: a link that leads nowhere or in a circle"
        ))
        .help("name the file itself")),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(unreadable(target, &error))
        }
        Err(_) => Ok(None),
    }
}

fn unreadable(target: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("{target}: cannot be read: {}", reason(error).0))
        .help("look at the permissions of the file and its folders")
}

fn locate(repo: &Repo, target: &str) -> Result<Located, Failure> {
    match place(repo, target)? {
        Place::Inside(path) if path.is_empty() => Err(Failure::new(format!(
            "{target}: the whole repository, not one specification"
        ))
        .help("name a specification's file, its folder, or an ID such as FEAT-016")),
        Place::Inside(path) => {
            let mut paths = paths(repo)?;
            let full = repo.world.root().join(&path);
            if is_folder(&full, target)? {
                // A specification that is named is read though it be ignored.
                let more = repo.world.list(&path, MAX_LISTED);
                paths.extend(more.into_iter().map(|file| file.path));
                not_empty(&paths, &path, target)?;
            } else {
                paths.push(path.clone());
            }
            paths.sort();
            paths.dedup();
            Ok(reader::locate(&path, &paths)?)
        }
        Place::Outside(path) => outside(repo, &path, target),
        Place::Name => Ok(reader::locate(target, &paths(repo)?)?),
    }
}

fn paths(repo: &Repo) -> Result<Vec<String>, Failure> {
    let files = repo.world.files()?;
    Ok(files.into_iter().map(|file| file.path).collect())
}

fn not_empty(paths: &[String], folder: &str, target: &str) -> Result<(), Failure> {
    let prefix = format!("{folder}/");
    if paths.iter().any(|path| path.starts_with(&prefix)) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{target}: the folder holds no specification, nor any file"
    ))
    .help("name the folder that holds spec.md, requirements.md, proposal.md or *-spec.md"))
}

/// Whether it is a folder, which must then be readable.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line named this folder"
)]
fn is_folder(full: &Path, target: &str) -> Result<bool, Failure> {
    if !full.is_dir() {
        return Ok(false);
    }
    match std::fs::read_dir(full) {
        Ok(_) => Ok(true),
        Err(error) => Err(unreadable(target, &error)),
    }
}

/// Documents outside of the repository are named by their absolute path, and may be read because
/// the command line named them.
fn outside(repo: &Repo, real: &Path, target: &str) -> Result<Located, Failure> {
    let name = with_slashes(real);
    let paths = if is_folder(real, target)? {
        let mut walk = ignore::WalkBuilder::new(real);
        walk.standard_filters(false).max_depth(Some(6));
        let entries = walk.build().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
        let files = files.take(MAX_LISTED);
        let mut paths: Vec<String> = files.map(|entry| with_slashes(entry.path())).collect();
        paths.sort();
        not_empty(&paths, &name, target)?;
        paths
    } else {
        vec![name.clone()]
    };
    let located = reader::locate(&name, &paths)?;
    for path in &located.files {
        repo.world.grant(Path::new(path));
    }
    Ok(located)
}
