//! Languages, frameworks, tools and commands, from manifests.

mod ci;
mod commands;
mod tasks;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::profiles::{self, Role};
use super::texts::Texts;
use crate::manifests::{self, Dependency, Manifest};
use crate::model::evidence::{Detected, LanguageShare, RankedFile, Stack};
use crate::model::ground::Anchor;
use crate::model::index::{FileKind, Index};

/// Manifests that are read in a monorepo.
const MANIFESTS: usize = 60;
/// Versions that are kept.
const VERSIONS: usize = 300;

static COVERAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:fail_under\s*=\s*|--cov-fail-under=|(?:lines|statements)[\x22']?\s*:\s*)(\d{1,3})",
    )
    .ok()
});

/// Detects the stack; `files` are those that rank for the feature, best first.
pub fn detect(index: &Index, texts: &Texts<'_>, files: &[RankedFile]) -> Stack {
    let mut stack = Stack {
        languages: languages(index),
        ..Stack::default()
    };
    let found = index
        .files
        .keys()
        .filter(|path| !is_aside(path))
        .filter_map(|path| Some((path, manifests::of(path)?)));
    for (path, manifest) in found.take(MANIFESTS) {
        read(path, manifest, texts, &mut stack);
    }
    if stack.schema_language.is_none() {
        let tables = index.files.values().any(|file| {
            file.path.ends_with(".sql")
                && texts
                    .get(&file.path)
                    .is_some_and(|text| text.to_uppercase().contains("CREATE TABLE"))
        });
        stack.schema_language = tables.then(|| "sql".to_owned());
    }
    lock_files(index, texts, &mut stack);
    coverage(index, texts, &mut stack);
    (stack.ci, stack.commands) = commands::read(index, texts, files);
    stack
}

/// Manifests of samples say nothing of the project.
fn is_aside(path: &str) -> bool {
    path.starts_with("examples/") || path.starts_with("fixtures/")
}

fn languages(index: &Index) -> Vec<LanguageShare> {
    let mut all: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for file in index.of_kind(FileKind::Source) {
        if let Some(language) = file.language.as_deref() {
            let share = all.entry(language).or_default();
            share.0 += 1;
            share.1 = share.1.saturating_add(file.lines);
        }
    }
    let shares = all
        .into_iter()
        .map(|(language, (files, lines))| LanguageShare {
            language: language.to_owned(),
            files,
            lines,
        });
    let mut shares: Vec<LanguageShare> = shares.collect();
    shares.sort_by(|a, b| {
        b.lines
            .cmp(&a.lines)
            .then_with(|| a.language.cmp(&b.language))
    });
    shares
}

fn read(path: &str, manifest: &Manifest, texts: &Texts<'_>, stack: &mut Stack) {
    let Some(text) = texts.get(path) else { return };
    let dir = path.rsplit_once('/').map_or(".", |(dir, _)| dir);
    stack.packages.push(dir.to_owned());
    if let Some(runner) = (manifest.test_runner)(&text) {
        add(
            &mut stack.test_frameworks,
            runner,
            "",
            texts.cite(path, 1, 1, None),
        );
    }
    for dependency in (manifest.dependencies)(&text) {
        let line = manifests::line_of(&text, &dependency.name);
        note(stack, &dependency, texts.cite(path, line, line, None));
    }
}

/// Adds what is not there yet under this name.
fn add(all: &mut Vec<Detected>, name: &str, version: &str, anchor: Option<Anchor>) {
    if !all.iter().any(|there| there.name == name) {
        let version = Some(version.to_owned()).filter(|version| !version.is_empty());
        all.push(Detected {
            name: name.to_owned(),
            version,
            anchor,
        });
    }
}

fn note(stack: &mut Stack, dependency: &Dependency, anchor: Option<Anchor>) {
    let version = dependency.version.as_str();
    let profile = profiles::of_package(&dependency.name.to_lowercase());
    if let Some(profile) =
        profile.filter(|profile| !stack.profiles.iter().any(|id| id == profile.id))
    {
        stack.profiles.push(profile.id.to_owned());
        let list = if profile.role == Role::Test {
            &mut stack.test_frameworks
        } else {
            &mut stack.frameworks
        };
        add(list, profile.name, version, anchor.clone());
        if let Role::Schema(language) = profile.role {
            stack
                .schema_language
                .get_or_insert_with(|| language.to_owned());
        }
    }
    if stack.versions.len() < VERSIONS {
        add(&mut stack.versions, &dependency.name, version, anchor);
    }
}

fn lock_files(index: &Index, texts: &Texts<'_>, stack: &mut Stack) {
    for (file, name) in [
        ("pnpm-lock.yaml", "pnpm"),
        ("yarn.lock", "yarn"),
        ("package-lock.json", "npm"),
        ("bun.lockb", "bun"),
        ("Cargo.lock", "cargo"),
        ("poetry.lock", "poetry"),
        ("uv.lock", "uv"),
        ("go.sum", "go"),
    ] {
        if index.files.contains_key(file) {
            add(
                &mut stack.package_managers,
                name,
                "",
                texts.cite(file, 1, 1, None),
            );
        }
    }
}

fn coverage(index: &Index, texts: &Texts<'_>, stack: &mut Stack) {
    let Some(pattern) = COVERAGE.as_ref() else {
        return;
    };
    for path in index.files.keys() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let config = name.starts_with("vitest.config")
            || name.starts_with("jest.config")
            || ["pyproject.toml", ".coveragerc", "setup.cfg", "package.json"].contains(&name);
        let Some(text) = config.then(|| texts.get(path)).flatten() else {
            continue;
        };
        let lines = text.lines().enumerate();
        let mut stated = lines.filter(|(_, line)| !is_comment(line));
        let found = stated.find_map(|(at, line)| {
            Some((at, pattern.captures(line)?.get(1)?.as_str().parse().ok()?))
        });
        let Some((at, percent)) = found else { continue };
        let line = u32::try_from(at + 1).unwrap_or(1);
        if let Some(anchor) = texts
            .cite(path, line, line, None)
            .filter(|_| percent <= 100)
        {
            stack.coverage_target = Some((percent, anchor));
            return;
        }
    }
}

/// A line that is switched off: what stands in it does not hold.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "#", "*", "/*", ";"]
        .iter()
        .any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::index::FileFacts;
    use crate::world::MemoryWorld;

    fn stack_of(files: &[(&str, &str)]) -> Stack {
        let world = MemoryWorld::new(files.iter().copied());
        let mut index = Index::default();
        for (path, _) in files {
            index.files.insert((*path).to_owned(), FileFacts::default());
        }
        detect(&index, &Texts::new(&world), &[])
    }

    #[test]
    fn a_coverage_target_in_a_comment_does_not_hold() {
        let config = "module.exports = {\n  // coverageThreshold: { global: { lines: 70 } },\n};\n";
        assert_eq!(
            stack_of(&[("jest.config.js", config)]).coverage_target,
            None
        );
    }

    #[test]
    fn a_habit_of_the_language_has_no_place() {
        let stack = stack_of(&[("go.mod", "module x\n")]);
        assert!(
            stack
                .commands
                .iter()
                .all(|command| command.anchor.is_none())
        );
        let stated = stack_of(&[
            ("go.mod", "module x\n"),
            ("Makefile", "test:\n\tgo test ./...\n"),
        ]);
        let test = stated
            .commands
            .iter()
            .find(|command| command.name == "test");
        assert_eq!(test.map(|test| test.command.as_str()), Some("make test"));
    }
}
