//! Where a test lies: by its group's pattern, beside what covers the code already, in the folder
//! of that level, else where the language has its tests.

use std::collections::BTreeMap;

use super::END_TO_END;
use crate::model::index::{FileFacts, FileKind};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::placement;
use crate::plan::types::{Impact, OperationDraft, TestLevelKind};

/// The file of a test.
pub fn file(
    context: &Context<'_>,
    subject: &str,
    level: TestLevelKind,
    operation: Option<&OperationDraft>,
    impact: Option<&Impact>,
) -> String {
    if level == TestLevelKind::EndToEnd {
        return by_folder(context, subject, level)
            .unwrap_or_else(|| format!("e2e/{}.spec.ts", names::to_case(subject, Case::Kebab)));
    }
    let changed = impact.map(|one| one.anchor.path.as_str());
    let code = operation.map(|one| one.file.as_str()).or(changed);
    by_group(context, operation)
        .or_else(|| impact.and_then(|one| tested_in(context, one)))
        .or_else(|| code.and_then(|path| covering(context, path)))
        .or_else(|| code.and_then(|path| inside(context, path, level)))
        .or_else(|| by_folder(context, subject, level))
        .unwrap_or_else(|| by_language(context, subject, code))
}

/// `tests/convex/{name}.test.ts` of the operation's group, filled.
fn by_group(context: &Context<'_>, operation: Option<&OperationDraft>) -> Option<String> {
    let operation = operation?;
    let groups = &context.analysis().groups;
    let own = groups.iter().find(|group| {
        let mut members = group.members.iter();
        group.test_pattern.is_some() && members.any(|one| one.anchor.path == operation.file)
    });
    let group = own.or_else(|| placement::group_for(context, operation.kind))?;
    let pattern = &group.test_pattern.as_ref()?.value;
    filled(pattern, names::file_stem(&operation.file))
}

/// The pattern with its one placeholder filled; `None` where it has none.
fn filled(pattern: &str, stem: &str) -> Option<String> {
    let (before, rest) = pattern.split_once('{')?;
    let (mark, after) = rest.split_once('}')?;
    let name = match mark {
        "camelCase" => names::to_case(stem, Case::Camel),
        "snake_case" => names::to_case(stem, Case::Snake),
        "kebab-case" => names::to_case(stem, Case::Kebab),
        "PascalCase" => names::to_case(stem, Case::Pascal),
        _ => stem.to_owned(),
    };
    Some(format!("{before}{name}{after}"))
}

/// The test file that covers what changes, where there is one.
fn tested_in(context: &Context<'_>, impact: &Impact) -> Option<String> {
    let mut files = impact.tests.iter().map(|anchor| &anchor.path);
    let found = files.find(|path| {
        let facts = context.evidence.file(path);
        facts.is_some_and(|one| one.kind == FileKind::Test) && !is_end_to_end(path)
    });
    found.cloned()
}

/// The test file that has the name of the code file.
fn covering(context: &Context<'_>, path: &str) -> Option<String> {
    let wanted = bare(names::file_stem(path)).to_lowercase();
    let generic = [
        "mod", "index", "main", "lib", "init", "__init__", "page", "route", "args", "types",
    ];
    if generic.contains(&wanted.as_str()) {
        return None;
    }
    let mut tests = tests_of(context, TestLevelKind::Unit);
    let found = tests.find(|file| bare(names::file_stem(&file.path)).to_lowercase() == wanted);
    found.map(|file| file.path.clone())
}

/// A test's file name without what marks it as a test.
fn bare(stem: &str) -> &str {
    let stem = stem.strip_prefix("test_").unwrap_or(stem);
    let end = ["_test", "_spec", "Test", "Tests", "Spec"];
    end.iter()
        .find_map(|end| stem.strip_suffix(end))
        .unwrap_or(stem)
}

/// The code file itself, where unit tests stand in the files that they test.
fn inside(context: &Context<'_>, path: &str, level: TestLevelKind) -> Option<String> {
    let fits = level == TestLevelKind::Unit && path.ends_with(".rs");
    let is_test = |attribute: &String| attribute == "test" || attribute.ends_with("::test");
    let mut sources = context.evidence.index.of_kind(FileKind::Source);
    let shown = sources.any(|file| {
        let mut symbols = file.symbols.iter();
        file.path.ends_with(".rs") && symbols.any(|one| one.attributes.iter().any(is_test))
    });
    (fits && shown).then(|| path.to_owned())
}

fn is_end_to_end(path: &str) -> bool {
    let lower = path.to_lowercase();
    lower.contains("e2e") || END_TO_END.iter().any(|end| lower.contains(end))
}

/// Test files of a level: end-to-end ones, or all others.
fn tests_of<'a>(
    context: &'a Context<'_>,
    level: TestLevelKind,
) -> impl Iterator<Item = &'a FileFacts> {
    let wanted = level == TestLevelKind::EndToEnd;
    let all = context.evidence.index.of_kind(FileKind::Test);
    all.filter(move |file| {
        file.language.is_some() && is_end_to_end(&file.path) == wanted && is_test_file(&file.path)
    })
}

/// Whether a file holds tests rather than what tests use.
fn is_test_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_lowercase();
    let helper = [
        "conftest", "setup", "helper", "fixture", "util", "mock", "support", "mod.rs", "common",
    ];
    !helper.iter().any(|cue| lower.contains(cue))
}

/// The folder where most tests of the level lie, and a name like those there.
fn by_folder(context: &Context<'_>, subject: &str, level: TestLevelKind) -> Option<String> {
    let mut folders: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for file in tests_of(context, level) {
        let dir = file.path.rsplit_once('/').map_or("", |(dir, _)| dir);
        folders.entry(dir).or_insert((0, &file.path)).0 += 1;
    }
    let named = |dir: &str| match level {
        TestLevelKind::Unit => dir.contains("unit"),
        TestLevelKind::Integration => dir.contains("integration"),
        TestLevelKind::EndToEnd => false,
    };
    let rank = |dir: &str, count: usize| (named(dir), count, std::cmp::Reverse(dir.to_owned()));
    let most = folders
        .into_iter()
        .max_by_key(|(dir, (count, _))| rank(dir, *count));
    let (dir, (_, example)) = most?;
    Some(names::in_dir(dir, &like(example, subject)))
}

/// A file name for the subject in the form of another test's.
fn like(example: &str, subject: &str) -> String {
    let name = example.rsplit('/').next().unwrap_or(example);
    let (stem, extension) = name.split_once('.').unwrap_or((name, "ts"));
    let snake = names::to_case(subject, Case::Snake);
    let form = if stem.starts_with("test_") {
        format!("test_{snake}")
    } else if stem.ends_with("_test") || stem.ends_with("_spec") {
        format!("{snake}{}", &stem[stem.len() - 5..])
    } else {
        let end = ["Tests", "Test", "Spec"]
            .iter()
            .find(|end| stem.ends_with(**end));
        match end {
            Some(end) => format!("{}{end}", names::to_case(subject, Case::Pascal)),
            None => names::to_case(subject, names::case_of(stem).unwrap_or(usual(extension))),
        }
    };
    format!("{form}.{extension}")
}

/// The case of file names where one lower-case word shows none.
fn usual(extension: &str) -> Case {
    if extension.ends_with("rs") || extension.ends_with("py") {
        Case::Snake
    } else {
        Case::Kebab
    }
}

/// Where the language has its tests, when the project has none.
fn by_language(context: &Context<'_>, subject: &str, code: Option<&str>) -> String {
    let languages = &context.analysis().stack.languages;
    let language = languages
        .first()
        .map_or("", |share| share.language.as_str());
    let extension = code
        .and_then(|path| path.rsplit_once('.'))
        .map_or("", |(_, ext)| ext);
    let snake = names::to_case(subject, Case::Snake);
    let kebab = names::to_case(subject, Case::Kebab);
    match (extension, language) {
        ("rs", _) | ("", "rust") => format!("tests/{snake}.rs"),
        ("py", _) | ("", "python") => format!("tests/test_{snake}.py"),
        ("go", _) => {
            let dir = code
                .and_then(|path| path.rsplit_once('/'))
                .map_or("", |(dir, _)| dir);
            names::in_dir(dir, &format!("{snake}_test.go"))
        }
        ("", "go") => format!("{snake}_test.go"),
        ("js" | "jsx" | "mjs" | "cjs", _) | ("", "javascript") => format!("tests/{kebab}.test.js"),
        ("rb", _) | ("", "ruby") => format!("spec/{snake}_spec.rb"),
        ("java", _) | ("", "java") => {
            format!(
                "src/test/java/{}Test.java",
                names::to_case(subject, Case::Pascal)
            )
        }
        _ => format!("tests/{kebab}.test.ts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_like_those_beside() {
        assert_eq!(
            like("tests/test_orders.py", "updatePrice"),
            "test_update_price.py"
        );
        assert_eq!(
            like("api/order_test.go", "updatePrice"),
            "update_price_test.go"
        );
        assert_eq!(
            like("e2e/admin-models.spec.ts", "update price"),
            "update-price.spec.ts"
        );
        assert_eq!(
            like("src/OrderTest.java", "update price"),
            "UpdatePriceTest.java"
        );
        assert_eq!(like("tests/smoke.rs", "update price"), "update_price.rs");
    }

    #[test]
    fn patterns_are_filled_in_their_case() {
        let path = filled("tests/convex/{name}.test.ts", "updatePrice");
        assert_eq!(path.as_deref(), Some("tests/convex/updatePrice.test.ts"));
        let path = filled("tests/test_{snake_case}.py", "updatePrice");
        assert_eq!(path.as_deref(), Some("tests/test_update_price.py"));
        assert_eq!(filled("tests/all.py", "x"), None);
    }
}
