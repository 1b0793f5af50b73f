//! Which documents make up the specification that a person named.

use std::collections::BTreeSet;

/// A specification's documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The main document.
    pub main: String,
    /// All documents, the main one first.
    pub files: Vec<String>,
}

/// No document, or more than one, fits what was named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocateError {
    /// Nothing has this path or ID.
    #[error(
        "{target}: no such file, folder or feature ID\n  help: name the specification's file, its folder, or an ID such as FEAT-016 (looked for {target}-spec.md and folders of that name)"
    )]
    NotFound {
        /// As given.
        target: String,
    },
    /// A folder without a specification.
    #[error(
        "{target}: the folder holds no specification\n  help: one of spec.md, requirements.md, proposal.md or *-spec.md is looked for"
    )]
    EmptyFolder {
        /// As given.
        target: String,
    },
    /// Several fit.
    #[error("{target}: fits {count} specifications: {paths}\n  help: name one of these files")]
    Ambiguous {
        /// As given.
        target: String,
        /// How many.
        count: usize,
        /// Their paths.
        paths: String,
    },
}

/// Names of main documents within a folder, best first.
const MAIN: &[&str] = &[
    "spec.md",
    "requirements.md",
    "proposal.md",
    "README.md",
    "prd.md",
    "PRD.md",
];

/// Finds the documents of `target` (a file, a folder, or a feature's ID) among `paths`.
pub fn locate(target: &str, paths: &[String]) -> Result<Located, LocateError> {
    let target = target
        .strip_prefix("./")
        .unwrap_or(target)
        .trim_end_matches('/');
    if let Some(path) = paths.iter().find(|path| *path == target) {
        return Ok(with_companions(path, paths));
    }
    let prefix = format!("{target}/");
    let inside: Vec<&String> = paths
        .iter()
        .filter(|path| path.starts_with(&prefix))
        .collect();
    if !inside.is_empty() {
        let main = main_of_folder(target, &inside)?;
        return Ok(with_companions(&main, paths));
    }
    by_id(target, paths)
}

fn ambiguous(target: &str, found: &BTreeSet<&String>) -> LocateError {
    let paths: Vec<&str> = found.iter().map(|path| path.as_str()).take(5).collect();
    LocateError::Ambiguous {
        target: target.to_owned(),
        count: found.len(),
        paths: paths.join(", "),
    }
}

fn main_of_folder(target: &str, inside: &[&String]) -> Result<String, LocateError> {
    let direct = |name: &str| format!("{target}/{name}");
    if let Some(path) = MAIN
        .iter()
        .find_map(|name| inside.iter().find(|path| ***path == direct(name)))
    {
        return Ok((*path).clone());
    }
    let specs: BTreeSet<&String> = inside
        .iter()
        .copied()
        .filter(|path| {
            path.ends_with("-spec.md") || path.ends_with("/spec.md") && !path.contains("/specs/")
        })
        .collect();
    match specs.len() {
        1 => specs
            .first()
            .map(|path| (*path).clone())
            .ok_or_else(|| LocateError::EmptyFolder {
                target: target.to_owned(),
            }),
        0 => {
            let deltas: Vec<&&String> = inside
                .iter()
                .filter(|path| path.ends_with("/spec.md"))
                .collect();
            deltas
                .first()
                .map(|path| (**path).clone())
                .ok_or_else(|| LocateError::EmptyFolder {
                    target: target.to_owned(),
                })
        }
        _ => Err(ambiguous(target, &specs)),
    }
}

fn by_id(target: &str, paths: &[String]) -> Result<Located, LocateError> {
    let wanted = target.to_lowercase();
    let is_spec = |path: &&String| {
        let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
        let file = file.to_lowercase();
        if file == format!("{wanted}-spec.md") || file == format!("{wanted}.md") {
            return true;
        }
        let folder = dir.rsplit('/').next().unwrap_or("").to_lowercase();
        let fits = folder == wanted
            || folder.starts_with(&format!("{wanted}-"))
            || folder.ends_with(&format!("-{wanted}"));
        let archived = path.contains("/archive/");
        fits && !archived && MAIN.iter().take(3).any(|name| file == *name)
    };
    let found: BTreeSet<&String> = paths.iter().filter(is_spec).collect();
    let mains: BTreeSet<&String> = found
        .iter()
        .copied()
        .filter(|path| {
            !(path.ends_with("/spec.md") && path.contains("/specs/") && path.contains("openspec/"))
        })
        .collect();
    match mains.len() {
        0 => Err(LocateError::NotFound {
            target: target.to_owned(),
        }),
        1 => mains
            .first()
            .map(|path| with_companions(path, paths))
            .ok_or_else(|| LocateError::NotFound {
                target: target.to_owned(),
            }),
        _ => Err(ambiguous(target, &mains)),
    }
}

/// An OpenSpec change is its proposal and its deltas; any other specification is one document.
fn with_companions(main: &str, paths: &[String]) -> Located {
    let mut files = vec![main.to_owned()];
    if let Some(dir) = main.strip_suffix("/proposal.md") {
        let deltas = format!("{dir}/specs/");
        files.extend(
            paths
                .iter()
                .filter(|path| path.starts_with(&deltas) && path.ends_with(".md"))
                .cloned(),
        );
    }
    Located {
        main: main.to_owned(),
        files,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(all: &[&str]) -> Vec<String> {
        all.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn an_id_names_its_document() {
        let all = paths(&[
            "docs/features/FEAT-016-spec.md",
            "docs/features/FEAT-001-spec.md",
        ]);
        assert_eq!(
            locate("FEAT-016", &all).map(|found| found.main),
            Ok("docs/features/FEAT-016-spec.md".to_owned())
        );
    }

    #[test]
    fn two_documents_with_one_id_are_named() {
        let all = paths(&["a/FEAT-016-spec.md", "b/FEAT-016-spec.md"]);
        let error = locate("FEAT-016", &all).map_err(|error| error.to_string());
        assert!(error.is_err_and(|text| text.contains("a/FEAT-016-spec.md, b/FEAT-016-spec.md")));
    }

    #[test]
    fn a_change_brings_its_deltas() {
        let all = paths(&[
            "openspec/changes/x/proposal.md",
            "openspec/changes/x/specs/a/spec.md",
        ]);
        assert_eq!(
            locate("openspec/changes/x", &all).map(|found| found.files.len()),
            Ok(2)
        );
    }
}
