//! The test files of the repository: those that a runner collects, and the source file that each is
//! about.

use std::collections::BTreeMap;

use crate::model::index::{FileFacts, FileKind};
use crate::model::names;
use crate::plan::context::Context;

/// Frameworks that drive a whole product.
pub const END_TO_END: &[&str] = &[
    "playwright",
    "cypress",
    "puppeteer",
    "selenium",
    "webdriverio",
    "testcafe",
];

/// Folders below which nothing is collected, though tests use what is there.
const APART: &[&str] = &[
    "fixtures",
    "fixture",
    "testdata",
    "mocks",
    "__mocks__",
    "examples",
    "docs",
    "common",
    "helpers",
    "support",
    "utils",
];
/// File names that say nothing of what a file is about.
const GENERIC: &[&str] = &[
    "mod", "index", "main", "lib", "init", "page", "route", "types",
];
/// Marks at the end of a test's name, in lower case, and in front of it.
const ENDS: &[&str] = &[
    "_test",
    "-test",
    "_spec",
    "tests",
    "test",
    "spec",
    "_unittest",
];

/// A test file.
#[derive(Debug)]
pub struct Suite<'a> {
    /// Its facts.
    pub file: &'a FileFacts,
    /// The folder of its package, empty for the root.
    pub package: &'a str,
    /// The source file that bears its name.
    pub source: Option<&'a str>,
    /// Whether it drives a whole product.
    pub end_to_end: bool,
}

/// All test files.
pub struct Suites<'a> {
    /// In path order.
    pub all: Vec<Suite<'a>>,
    packages: &'a [String],
}

impl<'a> Suites<'a> {
    /// The test files of the repository.
    pub fn new(context: &Context<'a>) -> Self {
        let index = &context.evidence.index;
        let packages = &context.analysis().stack.packages;
        let mut sources: BTreeMap<String, Vec<&FileFacts>> = BTreeMap::new();
        for file in index.of_kind(FileKind::Source) {
            let stem = names::file_stem(&file.path).to_lowercase();
            let entry = sources.entry(stem.replace(['_', '-'], "")).or_default();
            entry.push(file);
        }
        let tests: Vec<&FileFacts> = index
            .of_kind(FileKind::Test)
            .filter(|file| file.language.is_some())
            .collect();
        let is_marked = tests.iter().any(|file| marked(&file.path) == Some(true));
        let collected = tests
            .into_iter()
            .filter(|file| is_collected(&file.path, is_marked));
        let all = collected.map(|file| Suite {
            file,
            package: package_of(packages, &file.path),
            source: named_after(file, &sources),
            end_to_end: is_end_to_end(&file.path),
        });
        Self {
            all: all.collect(),
            packages,
        }
    }

    /// The folder of the package that a file belongs to, empty for the root.
    pub fn package_of(&self, path: &str) -> &'a str {
        package_of(self.packages, path)
    }
}

fn package_of<'a>(packages: &'a [String], path: &str) -> &'a str {
    let within = packages.iter().filter(|dir| {
        path.strip_prefix(dir.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    });
    within
        .max_by_key(|dir| dir.len())
        .map_or("", String::as_str)
}

/// Whether a runner collects the file at this path; `is_marked`: tests here bear a mark in their name.
fn is_collected(path: &str, is_marked: bool) -> bool {
    let mut folders = names::dir_of(path).split('/');
    let apart = |folder: &str| {
        let lower = folder.to_lowercase();
        APART.contains(&lower.as_str()) || folder.starts_with('.')
    };
    !folders.any(apart) && marked(path).unwrap_or(!is_marked && !is_helper(path))
}

/// Whether a file is named as tests of its language are; `None` where the language asks for no name.
pub fn marked(path: &str) -> Option<bool> {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let lower = stem.to_lowercase();
    let marks = match extension {
        "go" | "dart" => lower.ends_with("_test"),
        "py" => lower.starts_with("test_") || lower.ends_with("_test"),
        "rb" => lower.ends_with("_spec") || lower.ends_with("_test"),
        "rs" => {
            let mut folders = names::dir_of(path).rsplit('/');
            folders.next() == Some("tests") && !is_helper(path)
        }
        "java" | "kt" | "cs" | "scala" | "swift" | "php" => {
            let ends = ["Test", "Tests", "IT", "Spec", "TestCase"];
            ends.iter().any(|end| stem.ends_with(end)) && stem.len() > 5
        }
        "ts" | "tsx" | "js" | "jsx" | "mjs" | "cjs" | "mts" => {
            let ends = [".test", ".spec", ".e2e", ".cy", "-test", "_test"];
            let has_mark = ends.iter().any(|end| lower.ends_with(end));
            if !has_mark && !names::dir_of(path).contains("__tests__") {
                return None;
            }
            !is_helper(path) || has_mark
        }
        _ => return None,
    };
    Some(marks)
}

/// Whether a file holds what tests use.
fn is_helper(path: &str) -> bool {
    let stem = names::file_stem(path).to_lowercase();
    [
        "conftest", "setup", "helper", "fixture", "util", "mock", "support", "common", "harness",
    ]
    .iter()
    .any(|cue| stem.contains(cue))
        || stem == "mod"
}

fn is_end_to_end(path: &str) -> bool {
    let lower = path.to_lowercase();
    lower.contains("e2e") || END_TO_END.iter().any(|end| lower.contains(end))
}

/// A test's file name without what marks it as a test, and without separators: `orderprice`.
pub fn bare(path: &str) -> String {
    let stem = names::file_stem(path).to_lowercase();
    let stem = stem.strip_prefix("test_").unwrap_or(&stem);
    let stem = ENDS
        .iter()
        .find_map(|end| stem.strip_suffix(end).filter(|rest| !rest.is_empty()))
        .unwrap_or(stem);
    stem.replace(['_', '-'], "")
}

/// Whether two files are written in one family of languages.
pub fn same_family(one: &str, other: &str) -> bool {
    let family = |path: &str| {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension {
            "ts" | "tsx" | "js" | "jsx" | "mjs" | "cjs" | "mts" | "svelte" | "vue" => {
                "js".to_owned()
            }
            other => other.to_owned(),
        }
    };
    family(one) == family(other)
}

/// The source file that a test bears the name of, the nearest where several do.
fn named_after<'a>(
    test: &FileFacts,
    sources: &BTreeMap<String, Vec<&'a FileFacts>>,
) -> Option<&'a str> {
    let dir = names::dir_of(&test.path);
    let fits = sources.get(&bare(&test.path))?.iter().filter(|file| {
        let stem = names::file_stem(&file.path);
        let beside = dir.starts_with(names::dir_of(&file.path));
        same_family(&file.path, &test.path) && (beside || !GENERIC.contains(&stem))
    });
    let nearest = fits.max_by_key(|file| nearness(names::dir_of(&file.path), dir));
    nearest.map(|file| file.path.as_str())
}

/// How near two folders are: what ends both counts more than what begins both.
pub fn nearness(one: &str, other: &str) -> usize {
    let same = |a: &[&str], b: &[&str]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (mut a, mut b): (Vec<&str>, Vec<&str>) =
        (one.split('/').collect(), other.split('/').collect());
    let front = same(&a, &b);
    a.reverse();
    b.reverse();
    front + 2 * same(&a, &b) + usize::from(one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_runner_collects_holds_tests() {
        for path in [
            "tests/test_paths.py",
            "pkg/diff_test.go",
            "crates/a/tests/compile.rs",
            "src/a.test.ts",
            "src/__tests__/a.ts",
            "test/project.node-test.mjs",
            "src/test/java/org/a/OrderTest.java",
        ] {
            assert!(is_collected(path, true), "{path}");
        }
        for path in [
            "tests/paths.py",
            "tests/conftest.py",
            "crates/a/tests/common/mod.rs",
            "src/testing/mock-provider.ts",
            "tests/fixtures/a.test.ts",
            ".kiro/specs/a/test_a.py",
        ] {
            assert!(!is_collected(path, true), "{path}");
        }
        assert!(is_collected("test/orders.js", false));
    }

    #[test]
    fn a_test_is_known_by_the_name_of_its_source() {
        assert_eq!(bare("tests/test_order_price.py"), "orderprice");
        assert_eq!(bare("a/OrderPriceTest.java"), "orderprice");
        assert_eq!(bare("a/order-price.spec.ts"), "orderprice");
    }
}
