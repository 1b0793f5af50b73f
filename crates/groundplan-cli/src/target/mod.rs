//! From what a person names to the specification that is read: a file, a folder, or an ID.

mod ids;
mod kinds;

pub use kinds::{is_plan, main_of, specification};

use std::collections::BTreeMap;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use groundplan::diag::Diagnostic;
use groundplan::model::spec::Spec;
use groundplan::spec::{self as reader, LocateError, Located, Source};
use groundplan::world::{Encoding, World as _, decode};

use crate::failure::{Failure, reason};
use crate::repo::{Repo, absolute, relative};

/// A folder that is named is searched for so many files.
const MAX_LISTED: usize = 5000;

/// Finds and reads a specification.
pub fn read_spec(repo: &Repo, target: &str) -> Result<Spec, Failure> {
    read_documents(repo, target).map(|(spec, _)| spec)
}

/// Finds and reads a specification; with its documents.
pub fn read_documents(repo: &Repo, target: &str) -> Result<(Spec, Vec<Source>), Failure> {
    let located = locate(repo, target.trim())?;
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
    if let Some(main) = sources.iter().find(|source| source.path == located.main) {
        kinds::refuse(&main.path, &main.text, |path| repo.world.read(path).is_ok())?;
    }
    let mut spec = reader::read(&located.main, &sources);
    notes.extend(unfilled(&spec));
    notes.extend(misnamed(&spec));
    spec.diagnostics.extend(notes);
    Ok((spec, sources))
}

/// A document as text; what is not UTF-8 is noted.
fn text(repo: &Repo, path: &str, notes: &mut Vec<Diagnostic>) -> Result<String, Failure> {
    let bytes = repo.world.read(path)?;
    let wrong = std::str::from_utf8(&bytes).err();
    let line = wrong.map_or(1, |error| {
        let before = &bytes[..error.valid_up_to()];
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    });
    let named = |why: &str| {
        Failure::new(format!("{path}: {why}")).help("name the markdown file of a specification")
    };
    let (text, encoding) = decode(bytes);
    match encoding {
        Encoding::Utf8 => {}
        Encoding::Utf16 => notes.push(odd_encoding(path, 1, "UTF-16, not UTF-8")),
        Encoding::Windows1252 => {
            let message = "not UTF-8; read as Windows-1252 (Latin-1)";
            notes.push(odd_encoding(path, line, message));
        }
        Encoding::Utf32 => {
            let failure = Failure::new(format!("{path}: UTF-32, which is not read"));
            return Err(failure.help("save the file as UTF-8"));
        }
        Encoding::Binary => return Err(named("binary, not text")),
    }
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

/// What a template left as the name: `[Feature Name]`.
fn unfilled(spec: &Spec) -> Option<Diagnostic> {
    let name = spec.name.as_deref().or(spec.title.as_deref())?;
    let bare = name.trim_matches(['[', ']']);
    (bare.len() < name.len() || bare.eq_ignore_ascii_case("feature name")).then(|| {
        let message = format!("the name is still the template's: {name}");
        Diagnostic::warning("spec-template-leftover", message)
            .at(spec.path.clone(), 1)
            .help("fill it in")
    })
}

/// Another ID in the file's name than in its text.
fn misnamed(spec: &Spec) -> Option<Diagnostic> {
    let stated = spec.feature_id.as_deref()?;
    ids::differs(&spec.path, stated).then(|| {
        let message = format!("the specification states the ID {stated}, its file another");
        Diagnostic::warning("spec-id-differs", message)
            .at(spec.path.clone(), 1)
            .help("give the file and its text one ID: the plan is named by that of the text")
    })
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
    if target.is_empty() {
        return Err(Failure::new("the name of the specification is empty")
            .help("name its file, its folder, or an ID such as FEAT-016"));
    }
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
        Place::Name => by_name(repo, target),
    }
}

/// What an ID or the bare name of a file means.
fn by_name(repo: &Repo, target: &str) -> Result<Located, Failure> {
    let paths = paths(repo)?;
    let failed = match reader::locate(target, &paths) {
        Err(failed @ LocateError::NotFound { .. }) => failed,
        other => return Ok(other?),
    };
    let found = ids::candidates(target, &paths, &repo.settings.features);
    match found.as_slice() {
        [one] => Ok(reader::locate(one, &paths)?),
        [] => {
            if let Some(plan) = plan_named(repo, target, &paths) {
                return Ok(reader::locate(&plan, &paths)?);
            }
            let proposed = ids::proposed(target, &paths);
            let failure = Failure::from(failed);
            if proposed.is_empty() {
                return Err(failure);
            }
            Err(failure.help(format!("specifications here: {}", proposed.join(", "))))
        }
        many => Err(LocateError::Ambiguous {
            target: target.to_owned(),
            count: many.len(),
            paths: many.join(", "),
        }
        .into()),
    }
}

/// The plan that a name is of; it is refused with the name of its specification.
fn plan_named(repo: &Repo, target: &str, paths: &[String]) -> Option<String> {
    let file = target.trim_end_matches(".md").to_lowercase();
    let path = format!("{}/{file}.md", repo.settings.features);
    let found = paths.iter().find(|known| known.eq_ignore_ascii_case(&path));
    found.filter(|_| file.ends_with("-plan")).cloned()
}

fn paths(repo: &Repo) -> Result<Vec<String>, Failure> {
    let files = repo.world.files()?;
    Ok(files.into_iter().map(|file| file.path).collect())
}

fn not_empty(paths: &[String], folder: &str, target: &str) -> Result<(), Failure> {
    let prefix = format!("{folder}/");
    if paths
        .iter()
        .any(|path| path == folder || path.starts_with(&prefix))
    {
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

/// Documents outside of the repository are named by their path from its root, or from the top where
/// they have nothing in common, and may be read because the command line named them.
fn outside(repo: &Repo, real: &Path, target: &str) -> Result<Located, Failure> {
    let name_of = |full: &Path| match relative(repo.world.root(), full) {
        Some(path) => with_slashes(&path),
        None => with_slashes(full),
    };
    let name = name_of(real);
    let files = if is_folder(real, target)? {
        let mut walk = ignore::WalkBuilder::new(real);
        walk.standard_filters(false).max_depth(Some(6));
        let entries = walk.build().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
        files
            .take(MAX_LISTED)
            .map(ignore::DirEntry::into_path)
            .collect()
    } else {
        vec![real.to_owned()]
    };
    let full: BTreeMap<String, PathBuf> = files
        .into_iter()
        .map(|file| (name_of(&file), file))
        .collect();
    let paths: Vec<String> = full.keys().cloned().collect();
    not_empty(&paths, &name, target)?;
    let located = reader::locate(&name, &paths)?;
    for path in &located.files {
        if let Some(full) = full.get(path) {
            repo.world.grant(path, full);
        }
    }
    Ok(located)
}
