//! The form of test files: their folder and their name, as those of neighbours have them.

use crate::model::names::{self, Case};

/// The folder that relates to `source` as `test` does to `tested`; all are folders.
pub fn moved(tested: &str, test: &str, source: &str) -> Option<String> {
    if let Some(below) = test
        .strip_prefix(tested)
        .filter(|rest| rest.is_empty() || rest.starts_with('/') || tested.is_empty())
    {
        // Beside the source, or in a folder beside it; a folder at the root serves all.
        let below = below.trim_start_matches('/');
        return Some(match (tested.is_empty(), below.is_empty()) {
            (_, true) => source.to_owned(),
            (true, false) => below.to_owned(),
            (false, false) => names::in_dir(source, below),
        });
    }
    let parts = |path: &str| -> Vec<String> { path.split('/').map(str::to_owned).collect() };
    let (a, b, mut rest) = (parts(tested), parts(test), parts(source));
    let Some((at, to, length)) = common_run(&a, &b) else {
        // One folder for all.
        return Some(test.to_owned());
    };
    let target = &b[..to];
    if !rest.starts_with(&a[..at]) {
        return Some(target.join("/"));
    }
    // A mirror of the sources, perhaps without their last folder.
    if a.len() > at + length && rest.len() == a.len() {
        rest.truncate(at + length);
    }
    let moved: Vec<String> = target.iter().chain(&rest[at..]).cloned().collect();
    Some(moved.join("/"))
}

/// The longest run of folders that two paths have in common: where it begins in each, and its length.
fn common_run(one: &[String], other: &[String]) -> Option<(usize, usize, usize)> {
    let mut best = None;
    for at in 0..one.len() {
        for to in 0..other.len() {
            let same = one[at..]
                .iter()
                .zip(&other[to..])
                .take_while(|(a, b)| a == b)
                .count();
            if same > best.map_or(0, |(_, _, length)| length) {
                best = Some((at, to, same));
            }
        }
    }
    best
}

/// How test files are named: what stands before and after the name of what they test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    before: &'static str,
    after: String,
    case: Option<Case>,
}

impl Form {
    /// The form of a test file.
    pub fn of(path: &str) -> Self {
        let file = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = file.split_once('.').unwrap_or((file, ""));
        let before = if stem.to_lowercase().starts_with("test_") {
            "test_"
        } else {
            ""
        };
        // `.integration.test.ts` is one file's own mark, `.test.ts` that of all.
        let dots = extension
            .match_indices('.')
            .rev()
            .nth(1)
            .map(|(at, _)| at + 1);
        let extension = &extension[dots.unwrap_or(0)..];
        let ends = [
            "_test", "_spec", "-test", "-spec", "Tests", "Test", "Spec", "IT",
        ];
        let end = ends.iter().find(|end| stem.ends_with(**end)).unwrap_or(&"");
        let case = match names::case_of(stem.strip_suffix(end).unwrap_or(stem)) {
            _ if !before.is_empty() || end.starts_with('_') || extension == "rs" => {
                Some(Case::Snake)
            }
            Some(Case::Pascal) if !end.is_empty() => Some(Case::Pascal),
            _ => None,
        };
        Self {
            before,
            after: format!("{end}.{extension}"),
            case,
        }
    }

    /// A file name for tests of the source at this path.
    pub fn fill(&self, source: &str) -> String {
        let stem = names::file_stem(source);
        let own = names::file_stem(names::dir_of(source));
        // `orders/index.ts` is about orders.
        let stem = match stem {
            "main" if source.ends_with(".rs") => "cli",
            "mod" | "index" | "__init__" | "+page" | "page" | "route" if !own.is_empty() => own,
            _ => stem,
        };
        let stem = self
            .case
            .map_or(stem.to_owned(), |case| names::to_case(stem, case));
        format!("{}{stem}{}", self.before, self.after)
    }
}

/// Where the language has its tests, when the project has none.
pub fn by_language(source: &str) -> String {
    let (dir, stem) = (names::dir_of(source), names::file_stem(source));
    let extension = source
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let snake = names::to_case(stem, Case::Snake);
    match extension {
        "rs" => format!("tests/{snake}.rs"),
        "py" => format!("tests/test_{snake}.py"),
        "go" => names::in_dir(dir, &format!("{snake}_test.go")),
        "dart" => names::in_dir(
            &dir.replacen("lib", "test", 1),
            &format!("{snake}_test.dart"),
        ),
        "rb" => format!("spec/{snake}_spec.rb"),
        "java" | "kt" => {
            let name = format!("{}Test.{extension}", names::to_case(stem, Case::Pascal));
            names::in_dir(&dir.replacen("src/main", "src/test", 1), &name)
        }
        "php" => format!("tests/{}Test.php", names::to_case(stem, Case::Pascal)),
        "cs" | "swift" => format!(
            "Tests/{}Tests.{extension}",
            names::to_case(stem, Case::Pascal)
        ),
        "ex" => names::in_dir(
            &dir.replacen("lib", "test", 1),
            &format!("{snake}_test.exs"),
        ),
        "js" | "jsx" | "mjs" | "cjs" => format!("tests/{stem}.test.js"),
        _ => format!("tests/{stem}.test.ts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_move_as_those_of_neighbours_do() {
        let to = |tested, test, source| moved(tested, test, source).unwrap_or_default();
        assert_eq!(to("src/a", "src/a", "src/b"), "src/b");
        assert_eq!(to("src/a", "src/a/__tests__", "src/b"), "src/b/__tests__");
        assert_eq!(to("lib/a", "tests/unit/a", "lib/b/c"), "tests/unit/b/c");
        assert_eq!(
            to(
                "src/main/java/o/a",
                "src/test/java/o/a",
                "src/main/java/o/b"
            ),
            "src/test/java/o/b"
        );
        assert_eq!(to("src/a/b", "tests", "src/a/c"), "tests");
        assert_eq!(to("src", "tests", "src"), "tests");
        assert_eq!(to("lib/a", "tests/unit/a", "bin"), "tests/unit");
        assert_eq!(
            to("lib/f/a/data", "test/unit/f/a", "lib/f/b/data"),
            "test/unit/f/b"
        );
    }

    #[test]
    fn names_like_those_beside() {
        for (example, source, name) in [
            ("tests/test_orders.py", "app/paths.py", "test_paths.py"),
            (
                "api/order_test.go",
                "api/updatePrice.go",
                "update_price_test.go",
            ),
            ("src/order.spec.ts", "src/price.ts", "price.spec.ts"),
            ("src/OrderTest.java", "src/Price.java", "PriceTest.java"),
            ("tests/smoke.rs", "src/price.rs", "price.rs"),
            ("src/order.test.ts", "src/price/index.ts", "price.test.ts"),
        ] {
            assert_eq!(Form::of(example).fill(source), name);
        }
    }

    #[test]
    fn a_project_without_tests_gets_the_habit_of_its_language() {
        assert_eq!(
            by_language("src/main/java/o/A.java"),
            "src/test/java/o/ATest.java"
        );
        assert_eq!(by_language("internal/x/y.go"), "internal/x/y_test.go");
    }
}
