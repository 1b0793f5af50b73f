//! What was built, against what was planned: files, tests and operations of a plan, and the files of a change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::page::Page;
use super::rules::built::{NO_OPERATION, NO_TEST, UNPLANNED, UNTOUCHED};
use super::{Levels, Rule};
use crate::diag::Diagnostic;

/// What a plan promises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Planned {
    /// Files that are to be created, changed or deleted.
    pub files: BTreeSet<String>,
    /// Tests.
    pub tests: Vec<Test>,
    /// Operations: file and name.
    pub operations: Vec<(String, String)>,
}

/// A test that a plan promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Its file.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Identifiers of the criteria that it proves.
    pub criteria: Vec<String>,
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    files: Vec<File>,
    #[serde(default)]
    contracts: Contracts,
    #[serde(default)]
    tests: Tests,
}

#[derive(Deserialize)]
struct File {
    path: String,
}

#[derive(Default, Deserialize)]
struct Contracts {
    #[serde(default)]
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    #[serde(default)]
    operations: Vec<Named>,
}

#[derive(Default, Deserialize)]
struct Tests {
    #[serde(default)]
    levels: Vec<TestLevel>,
}

#[derive(Deserialize)]
struct TestLevel {
    #[serde(default)]
    cases: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    file: String,
    #[serde(default)]
    criteria: Vec<String>,
}

/// An action and the file that it is done to: "- Create: `p`", "Modify `p:12`", "`p` (NEW)".
static ACTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:\b(?:create|modify|update|edit|delete|test|add|change)s?\b|新建|新增|修改|删除|作成|変更|削除)\W{0,8}(?:new |the )?(?:file )?`(?P<a>[\w./@-]+\.\w{1,8})(?::[\d,-]+)?`",
        r"|`(?P<b>[\w./@-]+\.\w{1,8})`\s*[\[(](?:new|create|modif|update|edit|delete)"
    ))
    .ok()
});

impl Planned {
    /// From the typed plan that is written beside ours; `None` where the text is none.
    pub fn typed(json: &str) -> Option<Self> {
        let typed: Typed = serde_json::from_str(json).ok()?;
        let operations = typed
            .contracts
            .groups
            .into_iter()
            .flat_map(|group| group.operations);
        let cases = typed.tests.levels.into_iter().flat_map(|level| level.cases);
        Some(Self {
            files: typed.files.into_iter().map(|file| file.path).collect(),
            tests: cases
                .map(|case| Test {
                    file: case.file,
                    name: case.name,
                    criteria: case.criteria,
                })
                .collect(),
            operations: operations.map(|one| (one.file, one.name)).collect(),
        })
    }

    /// From the text of a plan of any form: the files that it says something is done to.
    pub fn told(page: &Page) -> Self {
        let lines = (1..=page.count())
            .filter(|line| !page.is_code(*line))
            .map(|line| page.line(line));
        let found = lines.flat_map(|line| {
            ACTION
                .as_ref()
                .into_iter()
                .flat_map(move |action| action.captures_iter(line))
        });
        let files = found.filter_map(|one| {
            let path = one.name("a").or(one.name("b"))?.as_str();
            path.contains('/')
                .then(|| path.trim_start_matches("./").to_owned())
        });
        Self {
            files: files.collect(),
            ..Self::default()
        }
    }
}

/// A plan, what it promises, and all text in which it may name a file.
pub struct Promise<'a> {
    /// The plan.
    pub page: &'a Page,
    /// What it promises.
    pub planned: Planned,
    /// Its own text and that of documents beside it.
    pub texts: Vec<String>,
}

/// The change that is compared.
pub struct Change<'a> {
    /// Files that were added, changed or deleted.
    pub files: &'a BTreeSet<String>,
    /// Folders of documents and files that no plan names.
    pub exempt: &'a [String],
    /// The text of a file as it is after the change.
    pub after: &'a dyn Fn(&str) -> Option<String>,
}

/// Compares plans with a change. A file that any of the plans names is planned.
pub fn conform(promises: &[Promise<'_>], change: &Change<'_>, levels: &Levels) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for promise in promises {
        found.extend(untouched(promise, change));
        found.extend(tests(promise, change));
        found.extend(operations(promise, change));
    }
    if let Some(first) = promises.first() {
        let surprises = change.files.iter().filter(|path| {
            let path = path.as_str();
            let named = |one: &Promise<'_>| {
                one.planned.files.contains(path) || one.texts.iter().any(|text| names(text, path))
            };
            !is_exempt(path, change.exempt) && !promises.iter().any(named)
        });
        found.extend(surprises.map(|path| {
            let message = format!("{path} was changed, and no plan names it");
            UNPLANNED
                .finding(message)
                .at(&first.page.path, 1)
                .help("add it to the plan, or take it out of the change")
        }));
    }
    super::leveled(found, levels)
}

fn untouched(promise: &Promise<'_>, change: &Change<'_>) -> Vec<Diagnostic> {
    let left = promise
        .planned
        .files
        .iter()
        .filter(|path| !change.files.contains(*path));
    let finding = |path: &String| {
        let message = format!("{path} was planned, and is not changed");
        at(promise, &UNTOUCHED, message, path).help("change it, or take it out of the plan")
    };
    left.map(finding).collect()
}

fn tests(promise: &Promise<'_>, change: &Change<'_>) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    for test in &promise.planned.tests {
        files.entry(&test.file).or_default().push(test);
    }
    let mut found = Vec::new();
    for (file, tests) in files {
        let Some(text) = (change.after)(file) else {
            let message = format!(
                "{file} is not there, and with it {} planned tests",
                tests.len()
            );
            found.push(at(promise, &NO_TEST, message, file));
            continue;
        };
        let proved = |test: &&&Test| {
            text.contains(&test.name) || test.criteria.iter().any(|id| text.contains(id))
        };
        let missing = tests.iter().filter(|test| !proved(test));
        found.extend(missing.map(|test| {
            let message = format!(
                "{file} has no test {}, and names none of its criteria",
                test.name
            );
            at(promise, &NO_TEST, message, &test.name)
        }));
    }
    found
}

fn operations(promise: &Promise<'_>, change: &Change<'_>) -> Vec<Diagnostic> {
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let named = promise.planned.operations.iter();
    let named = named.filter(|(file, name)| !file.is_empty() && is_name(name));
    let missing = named.filter_map(|(file, name)| {
        let text = (change.after)(file)?;
        let there = text
            .match_indices(name.as_str())
            .any(|(at, _)| is_word(&text, at, name.len()));
        (!there).then(|| {
            at(
                promise,
                &NO_OPERATION,
                format!("{file} has no {name}"),
                name,
            )
        })
    });
    missing.collect()
}

/// A finding at the line of the plan that names a subject first.
fn at(promise: &Promise<'_>, rule: &Rule, message: String, subject: &str) -> Diagnostic {
    let page = promise.page;
    let line = (1..=page.count()).find(|line| page.line(*line).contains(subject));
    rule.finding(message).at(&page.path, line.unwrap_or(1))
}

/// Whether a text names a path: whole, or from the last folder on, as trees do.
fn names(text: &str, path: &str) -> bool {
    let short = path.rsplitn(3, '/').take(2).collect::<Vec<_>>();
    let short: String = short.into_iter().rev().collect::<Vec<_>>().join("/");
    let file = path.rsplit('/').next().unwrap_or(path);
    [path, short.as_str(), file].into_iter().any(|name| {
        text.match_indices(name)
            .any(|(at, _)| is_word(text, at, name.len()))
    })
}

fn is_word(text: &str, at: usize, len: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    !joins(text[..at].chars().next_back()) && !joins(text[at + len..].chars().next())
}

/// What tools write beside the work.
const WRITTEN: &[&str] = &[
    "Cargo.lock",
    "package-lock.json",
    "pnpm-lock.yaml",
    "yarn.lock",
    "bun.lock",
    "bun.lockb",
    "go.sum",
    "poetry.lock",
    "uv.lock",
    "Gemfile.lock",
    "composer.lock",
    "mix.lock",
    "pubspec.lock",
    "Package.resolved",
    "gradle.lockfile",
];

fn is_exempt(path: &str, exempt: &[String]) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    WRITTEN.contains(&file)
        || exempt
            .iter()
            .any(|one| path == one || one.ends_with('/') && path.starts_with(one.as_str()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const JSON: &str = r#"{"files":[{"path":"src/a.ts"},{"path":"src/b.ts"}],
        "contracts":{"groups":[{"operations":[{"name":"archive","file":"src/a.ts"},{"name":"GET /x","file":"src/a.ts"}]}]},
        "tests":{"levels":[{"cases":[{"name":"archives","file":"src/a.test.ts","criteria":["US-1.AC1"]},
                                     {"name":"restores","file":"src/a.test.ts","criteria":["US-1.AC2"]}]}]}}"#;

    fn codes(found: &[Diagnostic]) -> Vec<String> {
        found
            .iter()
            .map(|one| format!("{} {}", one.code, one.line.unwrap()))
            .collect()
    }

    #[test]
    fn files_tests_and_operations_are_compared() {
        let page = Page::new("x-plan.md", "# P\n\n`src/a.ts`\n\n`src/b.ts`\n");
        let promise = Promise {
            page: &page,
            planned: Planned::typed(JSON).unwrap(),
            texts: vec![page.text.clone()],
        };
        let files = [
            "src/a.ts",
            "src/c.ts",
            "package-lock.json",
            "docs/x-plan.md",
        ]
        .map(str::to_owned)
        .into();
        let after = |path: &str| match path {
            "src/a.ts" => Some("function archived() {}".to_owned()),
            "src/a.test.ts" => Some("test(\"archives\") // US-1.AC1".to_owned()),
            _ => None,
        };
        let change = Change {
            files: &files,
            exempt: &["docs/".to_owned()],
            after: &after,
        };
        let found = conform(&[promise], &change, &Levels::default());
        assert_eq!(
            codes(&found),
            [
                "diff-file-untouched 5",
                "diff-test-missing 1",
                "diff-operation-missing 1",
                "diff-file-unplanned 1"
            ]
        );
    }

    #[test]
    fn a_plan_of_any_form_tells_its_files() {
        let page = Page::new(
            "plan.md",
            "- Create: `src/a.rs`\n- Modify: `src/b.rs:12-14`\n- `src/c.rs` (NEW)\n- see `src/d.rs`\n- 修改 `src/e.rs`\n",
        );
        let files: Vec<String> = Planned::told(&page).files.into_iter().collect();
        assert_eq!(files, ["src/a.rs", "src/b.rs", "src/c.rs", "src/e.rs"]);
    }
}
