//! Documents, type definitions and comments of dependencies that are on this machine, where a
//! question names the dependency.

mod cargo;
mod go;
mod npm;
mod python;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Request, Source, sentences};
use crate::model::words::{stem, words};
use crate::research::comments;
use crate::research::passages::{Lens, Passage, of_comments, of_document};
use crate::research::question::Question;
use crate::world::{FileEntry, World};

/// The source.
pub const SOURCE: Source = Source {
    id: "vendored dependencies",
    summary: "READMEs, type definitions and comments of installed direct dependencies that a question names",
    gather,
};

/// A direct dependency that may be on this machine.
pub(super) struct Package {
    /// As the manifest names it.
    pub name: String,
    /// Folders where it may lie.
    pub dirs: Vec<String>,
    /// Identifiers of the questions that name it.
    pub asked_by: BTreeSet<String>,
}

/// Packages with the folders where each may lie.
fn located(
    named: Vec<(BTreeSet<String>, String)>,
    dirs: impl Fn(&str) -> Vec<String>,
) -> Vec<Package> {
    let package = |(asked_by, name): (BTreeSet<String>, String)| Package {
        dirs: dirs(&name),
        name,
        asked_by,
    };
    named.into_iter().map(package).collect()
}

/// Finds the direct dependencies that a question names.
type Find = fn(&Named<'_>, &dyn World) -> Vec<Package>;

/// By ecosystem.
const ECOSYSTEMS: &[Find] = &[
    npm::packages,
    cargo::packages,
    python::packages,
    go::packages,
];

/// Packages that are looked into.
const PACKAGES: usize = 8;
/// Files of one package that are listed.
const FILES: usize = 1_500;
/// Bytes of the largest file that is read.
const LARGEST: u64 = 400_000;
/// Package names that are everyday words: they count only when written as a name.
const EVERYDAY: &[&str] = &[
    "next",
    "express",
    "request",
    "requests",
    "open",
    "got",
    "debug",
    "path",
    "url",
    "events",
    "event",
    "async",
    "once",
    "which",
    "send",
    "cookie",
    "router",
    "rand",
    "time",
    "log",
    "bytes",
    "image",
    "http",
    "regex",
    "glob",
    "ignore",
    "either",
    "chalk",
    "commander",
    "config",
    "date",
    "color",
    "click",
    "rich",
    "black",
    "attrs",
    "typer",
    "test",
    "tests",
    "types",
    "react",
    "diesel",
    "rocket",
    "axum",
    "tower",
    "echo",
    "gin",
    "fiber",
    "cobra",
    "viper",
    "client",
    "server",
    "schema",
    "query",
    "table",
    "form",
    "search",
    "model",
    "models",
    "cache",
    "session",
    "user",
];

/// Which packages the questions name.
pub(super) struct Named<'a> {
    questions: &'a [Question],
}

impl Named<'_> {
    /// The questions that name the package; `None` if there is none.
    fn by(&self, package: &str) -> Option<BTreeSet<String>> {
        let naming = self
            .questions
            .iter()
            .filter(|question| names(question, package));
        let ids: BTreeSet<String> = naming.map(|question| question.id.clone()).collect();
        Some(ids).filter(|ids| !ids.is_empty())
    }
}

/// Whether a question names a package: its name's words stand side by side, or written together.
fn names(question: &Question, package: &str) -> bool {
    let short = package.rsplit('/').next().unwrap_or(package);
    let plain = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.collect::<String>().to_lowercase()
    };
    let wanted = plain(short).trim_end_matches("js").to_owned();
    let everyday = EVERYDAY.contains(&wanted.as_str());
    let all = words(&question.text);
    let kind = |to: usize| {
        let next = all.get(to).map_or("", |word| word.text);
        matches!(next, "crate" | "package" | "library" | "module")
    };
    (0..all.len()).any(|from| {
        (from + 1..=(from + 3).min(all.len())).any(|to| {
            let joined: String = all[from..to].iter().map(|word| plain(word.text)).collect();
            let same = wanted.len() > 1 && (joined == wanted || joined == format!("{wanted}js"));
            same && (!everyday
                || to > from + 1
                || kind(to)
                || written_as_name(question, all[from].text))
        })
    })
}

fn written_as_name(question: &Question, word: &str) -> bool {
    question
        .terms
        .iter()
        .any(|term| term.name && term.stem == stem(word))
}

fn gather(request: &Request<'_>, world: &dyn World) -> Vec<Passage> {
    let named = Named {
        questions: request.questions,
    };
    let mut seen = BTreeSet::new();
    let packages: Vec<Package> = ECOSYSTEMS
        .iter()
        .flat_map(|find| find(&named, world))
        .filter(|package| seen.insert(package.name.clone()))
        .take(PACKAGES)
        .collect();
    let share = request.budget / (packages.len().max(1) as u64);
    packages
        .iter()
        .flat_map(|package| of_package(package, share, request.lens, world))
        .collect()
}

fn of_package(package: &Package, budget: u64, lens: &Lens, world: &dyn World) -> Vec<Passage> {
    let only = Arc::new(package.asked_by.clone());
    let mut files: Vec<(FileEntry, usize)> = Vec::new();
    for dir in &package.dirs {
        let listed = world.list(dir, FILES).into_iter();
        files.extend(
            listed
                .filter(|file| file.size <= LARGEST)
                .filter_map(|file| {
                    let below = file
                        .path
                        .strip_prefix(dir.as_str())
                        .unwrap_or(&file.path)
                        .to_owned();
                    let place = place(&below)?;
                    Some((file, place))
                }),
        );
    }
    // Documents before types before sources, what is near the top first.
    files.sort_by(|a, b| {
        (a.1, a.0.path.matches('/').count(), &a.0.path).cmp(&(
            b.1,
            b.0.path.matches('/').count(),
            &b.0.path,
        ))
    });
    let files = files.into_iter().map(|(file, _)| file).collect();
    sentences(budget, files, world, |path, text| {
        let all = read(path, text, &package.name, lens).into_iter();
        let asked = |passage| Passage {
            only: Some(Arc::clone(&only)),
            ..passage
        };
        all.map(asked).collect()
    })
}

/// Where a file of a package stands in reading order; `None`: it is not read.
fn place(below: &str) -> Option<usize> {
    let lower = below.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    let skipped = [
        "/node_modules/",
        "/test",
        "/tests/",
        "/__tests__/",
        "/examples/",
        "/benches/",
        "/locale",
    ];
    let idle = [
        "releases",
        "release-notes",
        "news",
        "changelog",
        "license",
        "licence",
        "contributing",
        "security",
        "code_of_conduct",
        "history",
        "authors",
    ];
    if skipped.iter().any(|part| lower.contains(part))
        || idle.iter().any(|start| name.starts_with(start))
    {
        return None;
    }
    let ends = |all: &[&str]| all.iter().any(|end| name.ends_with(end));
    if name.starts_with("readme") || name == "metadata" {
        Some(0)
    } else if ends(&[".md", ".rst", ".mdx"]) {
        Some(1)
    } else if ends(&[".d.ts", ".pyi"]) {
        Some(2)
    } else if ends(&[".rs", ".py", ".go"]) && !name.ends_with("_test.go") {
        Some(3)
    } else {
        None
    }
}

fn read(path: &str, text: &str, package: &str, lens: &Lens) -> Vec<Passage> {
    let source = [".d.ts", ".pyi", ".rs", ".py", ".go"]
        .iter()
        .any(|end| path.ends_with(end));
    if source {
        of_comments(path, package, comments::of(path, text), lens)
    } else {
        of_document(path, text, package, lens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::spec::OpenQuestion;

    fn named(text: &str, package: &str) -> bool {
        let open = OpenQuestion {
            id: "RQ1".into(),
            text: text.into(),
            ..OpenQuestion::default()
        };
        names(&Question::of(&open), package)
    }

    #[test]
    fn packages_are_named_in_many_ways() {
        assert!(named("Does React Query retry?", "@tanstack/react-query"));
        assert!(named("What does `next` cache?", "next"));
        assert!(named("What does Next.js cache?", "next"));
        assert!(named("limits of convex-test", "convex-test"));
        assert!(named("Is the regex crate linear?", "regex"));
    }

    #[test]
    fn everyday_words_name_no_package() {
        assert!(!named("What happens next?", "next"));
        assert!(!named("How many requests does a user send?", "requests"));
        assert!(!named("How does search scale?", "search"));
        assert!(!named("How does Convex scale?", "convex-test"));
    }
}
