//! The main job on the shipped example, as a user runs it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "this test is a user with files"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        // What somebody's own run of the example left there.
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "node_modules" || name == ".groundplan" || name.contains("-plan.") {
            continue;
        }
        if path.is_dir() {
            copy(&path, &target)
        } else {
            std::fs::copy(&path, &target).map(|_| ()).unwrap()
        }
    }
}

fn example() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let repo = dir.path().join("repo");
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/model-catalog"),
        &repo,
    );
    (dir, repo)
}

fn groundplan(repo: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_groundplan"))
        .args(args)
        .arg("--repo")
        .arg(repo)
        .env("GROUNDPLAN_TODAY", "2026-11-24")
        .output()
        .unwrap()
}

#[test]
fn the_plan_of_the_example_holds() {
    let (_dir, repo) = example();
    let output = groundplan(&repo, &["plan", "FEAT-016"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let plan = std::fs::read_to_string(repo.join("docs/features/FEAT-016-plan.md")).unwrap();
    for needed in [
        "old_input_price: v.number()",
        "has_pricing: v.optional(v.boolean())",
        ".index(\"by_pricing_configuration\"",
        "10 of 14",
        "deleteBenchmark",
        "Reuse `DataTable`",
        "lib/old-pricing/index.ts",
        "bulkUpdateModels",
        "NFR2",
        "### Decision 1: File Organization",
        "FEAT-001-spec.md",
    ] {
        assert!(plan.contains(needed), "the plan lacks {needed}");
    }
    let first = plan;
    let again = groundplan(&repo, &["plan", "FEAT-016"]);
    assert!(again.status.success());
    let second = std::fs::read_to_string(repo.join("docs/features/FEAT-016-plan.md")).unwrap();
    // The second run finds the first one's answers in the knowledge base; all else is the same.
    let body = |text: &str| {
        text.split("## Architecture Overview").nth(1).map(|rest| {
            rest.split("## Technical Decisions")
                .next()
                .unwrap_or("")
                .len()
        })
    };
    assert_eq!(body(&first), body(&second));
}

#[test]
fn a_persons_edits_are_kept() {
    let (_dir, repo) = example();
    groundplan(&repo, &["plan", "FEAT-016"]);
    let path = repo.join("docs/features/FEAT-016-plan.md");
    std::fs::write(&path, "my own words").unwrap();
    let output = groundplan(&repo, &["plan", "FEAT-016"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("is kept"));
    let kept = std::fs::read_dir(repo.join(".groundplan/backups"))
        .unwrap()
        .filter_map(Result::ok);
    assert!(
        kept.map(|entry| std::fs::read_to_string(entry.path()).unwrap_or_default())
            .any(|text| text == "my own words")
    );
}

#[test]
fn bad_input_is_said_in_a_sentence() {
    let (_dir, repo) = example();
    std::fs::create_dir(repo.join("nothing")).unwrap();
    std::fs::write(repo.join("binary.md"), [0u8, 159, 146, 150]).unwrap();
    std::fs::write(repo.join("empty.md"), "").unwrap();
    std::fs::create_dir_all(repo.join("other")).unwrap();
    std::fs::write(repo.join("other/FEAT-016-spec.md"), "# x").unwrap();
    let absolute = |name: &str| repo.join(name).display().to_string();
    for (target, said) in [
        (
            "no-such.md".to_owned(),
            "no such file, folder or feature ID",
        ),
        (absolute("binary.md"), "binary, not text"),
        (absolute("empty.md"), "empty"),
        (absolute("nothing"), "the folder holds no specification"),
        ("FEAT-016".to_owned(), "fits 2 specifications"),
    ] {
        let output = groundplan(&repo, &["plan", &target]);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{target}: {text}");
        assert!(text.contains(said), "{target}: {text}");
        assert!(text.contains("help:"), "{target}: {text}");
    }
    assert!(!repo.join("docs/features/FEAT-016-plan.md").exists());
}
