//! The testing strategy covers unit, integration and end-to-end tests, in files that are run.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule};
use crate::plan::types::TestLevelKind;

/// Seed's check 5.
pub const LEVELS: Rule = Rule {
    code: "plan-test-level",
    level: Level::Error,
    summary: "Unit, integration and end-to-end tests are planned, or it is said why not",
    docs: "A level that does not apply says what was looked for.",
    check: Check::Plan(check),
};

fn check(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let all = [
        (TestLevelKind::Unit, "unit"),
        (TestLevelKind::Integration, "integration"),
        (TestLevelKind::EndToEnd, "end-to-end"),
    ];
    let missing = all.into_iter().filter(|(kind, _)| {
        let level = case
            .plan
            .tests
            .levels
            .iter()
            .find(|level| level.level == *kind);
        level.is_none_or(|level| level.cases.is_empty() && level.none.is_none())
    });
    missing
        .map(|(_, name)| {
            rule.finding(format!("no {name} test, and no reason why"))
                .help("plan one, or say why there is none")
        })
        .collect()
}

/// A test that nothing runs shows nothing.
pub const COLLECTED: Rule = Rule {
    code: "plan-test-uncollected",
    level: Level::Error,
    summary: "A new test file is named so that the runner of its language finds it",
    docs: "pytest runs `test_*.py`, `go test` runs `*_test.go`, Cargo what lies in `tests` or beside the code, and so on. A test elsewhere passes unseen.",
    check: Check::Plan(collected),
};

fn collected(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let mut paths: Vec<&str> = case
        .plan
        .test_cases()
        .map(|test| test.file.as_str())
        .collect();
    paths.sort_unstable();
    paths.dedup();
    let unseen = paths
        .into_iter()
        .filter(|path| case.evidence.file(path).is_none() && !is_run(path));
    unseen
        .map(|path| {
            rule.finding(format!("{path} is no name of a test file"))
                .help("name it as the tests beside it are named")
        })
        .collect()
}

/// Whether a runner finds a file of this name by itself; languages without such a rule say yes.
fn is_run(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    match extension {
        "py" => stem.starts_with("test_") || stem.ends_with("_test"),
        "go" | "dart" => stem.ends_with("_test"),
        "rb" => stem.ends_with("_spec") || stem.ends_with("_test"),
        "java" | "kt" => ["Test", "Tests", "IT", "Spec"]
            .iter()
            .any(|end| stem.ends_with(end)),
        "rs" => path.contains("src/") || path.contains("tests/"),
        _ => true,
    }
}
