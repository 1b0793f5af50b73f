//! What may be reached: the repository, a person's skill folders, the sources of crates, and what
//! the command line named itself.

use std::path::{Component, Path, PathBuf};

use groundplan::skills::FOLDERS;
use groundplan::world::WorldError;

use super::environment;
use super::secrets;

fn refused(path: &str, why: &str) -> WorldError {
    WorldError::Refused {
        path: path.to_owned(),
        why: why.to_owned(),
    }
}

/// The real path of what a pass asks for; `root` is canonical.
///
/// A path that does not exist is resolved as far as it does, so that a link in the middle cannot
/// lead what is written out of the repository.
pub fn resolve(root: &Path, path: &str) -> Result<PathBuf, WorldError> {
    if secrets::looks_like_one(path) {
        return Err(refused(path, "it looks like a secret"));
    }
    if let Some(rest) = path.strip_prefix("~home/") {
        return skill(path, rest);
    }
    let below = path.strip_prefix("~cargo");
    if let Some(rest) = below.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        let rest = rest.trim_start_matches('/');
        let base = environment::cargo_registry();
        let base = base.ok_or_else(|| refused(path, "there is no cargo home"))?;
        return inside(std::slice::from_ref(&base), path, &base, rest);
    }
    inside(&[root.to_owned()], path, root, path)
}

/// The file must lie in one of the person's skill folders: these often link to each other.
fn skill(path: &str, rest: &str) -> Result<PathBuf, WorldError> {
    let home = environment::home().ok_or_else(|| refused(path, "there is no home directory"))?;
    let is_skill = |folder: &&str| {
        let below = rest.strip_prefix(*folder);
        let below = below.and_then(|rest| rest.strip_prefix("/skills"));
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if !FOLDERS.iter().any(is_skill) {
        return Err(refused(path, "not a skill folder"));
    }
    let bases: Vec<PathBuf> = FOLDERS
        .iter()
        .map(|folder| home.join(folder).join("skills"))
        .collect();
    inside(&bases, path, &home, rest)
}

/// `from` and `rest` joined, if what that really is lies below one of `bases`.
fn inside(bases: &[PathBuf], path: &str, from: &Path, rest: &str) -> Result<PathBuf, WorldError> {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if rest.contains('\0') || !Path::new(rest).components().all(plain) {
        return Err(refused(path, "it lies outside of the repository"));
    }
    let full = from.join(rest);
    let real = real(&full);
    let base = bases
        .iter()
        .map(|base| base.canonicalize().unwrap_or_else(|_| base.clone()))
        .find(|base| real.starts_with(base));
    let base = base.ok_or_else(|| refused(path, "a link leads out of the repository"))?;
    let below = real.strip_prefix(&base).unwrap_or(&real);
    if below.components().any(|part| part.as_os_str() == ".git") {
        return Err(refused(path, "git's own files are not read"));
    }
    if secrets::looks_like_one(&real.to_string_lossy()) {
        return Err(refused(path, "it looks like a secret"));
    }
    Ok(real)
}

/// The canonical form of the part that exists, with the rest as it is.
fn real(full: &Path) -> PathBuf {
    for there in full.ancestors() {
        if let Ok(real) = there.canonicalize() {
            return match full.strip_prefix(there) {
                Ok(rest) if rest.as_os_str().is_empty() => real,
                Ok(rest) => real.join(rest),
                Err(_) => real,
            };
        }
        // A link to nothing, or in a loop: what it would become is unknown.
        if there.is_symlink() {
            return PathBuf::new();
        }
    }
    full.to_owned()
}
