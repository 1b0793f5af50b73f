//! `groundplan check`, as a user runs it: levels, remarks, corrections, the baseline, plans, every output.
#![expect(clippy::unwrap_used, reason = "these tests are a user with files")]

mod support;

use serde_json::Value;
use support::Repo;

const SPEC: &str = "docs/features/FEAT-007-spec.md";

/// Codes of the findings that count.
fn codes(repo: &Repo, args: &[&str]) -> Vec<String> {
    let all = [&["check", "--format", "json"], args].concat();
    let output = repo.command(&all).output().unwrap();
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = value["findings"].as_array().unwrap().iter();
    list.map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

/// The small repository, with a requirement more.
fn with_requirement(text: &str) -> Repo {
    let repo = Repo::new();
    let spec = repo.read(SPEC);
    repo.write(
        SPEC,
        spec.replace("- **FR1**", &format!("- **FR2**: {text}\n- **FR1**")),
    );
    repo
}

#[test]
fn levels_are_the_teams() {
    let repo = with_requirement("The page must be robust");
    assert_eq!(codes(&repo, &[]), ["spec-vague-word"]);
    repo.write("groundplan.toml", "[rules]\nspec-vague-word = \"error\"\n");
    assert_eq!(
        repo.command(&["check"]).output().unwrap().status.code(),
        Some(1)
    );
    repo.write("groundplan.toml", "[rules]\nspec-vague-word = \"off\"\n");
    assert_eq!(codes(&repo, &[]), [""; 0]);
}

#[test]
fn a_baseline_holds_until_its_line_is_changed() {
    let repo = with_requirement("The page must be robust");
    let output = repo
        .command(&["check", "--write-baseline"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(codes(&repo, &[]), [""; 0]);
    let moved = repo
        .read(SPEC)
        .replace("## Requirements", "One line more.\n\n## Requirements");
    repo.write(SPEC, moved);
    assert_eq!(codes(&repo, &[]), [""; 0]);
    let changed = repo
        .read(SPEC)
        .replace("must be robust", "must be very robust");
    repo.write(SPEC, changed);
    assert_eq!(codes(&repo, &[]), ["spec-vague-word"]);
    repo.write("groundplan-baseline.json", "{");
    repo.run(&["check"]).refuses("the baseline is not used");
}

#[test]
fn a_correction_is_shown_and_written() {
    let repo = with_requirement(
        "<!-- groundplan: ignore spec-vague-word it was vague -->The page must be blue",
    );
    assert_eq!(codes(&repo, &[]), ["check-unused-ignore"]);
    let output = repo.command(&["check", "--fix"]).output().unwrap();
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("+- **FR2**: The page"),
        "{output:?}"
    );
    assert!(!repo.read(SPEC).contains("groundplan: ignore"));
    assert_eq!(codes(&repo, &[]), [""; 0]);
}

#[test]
fn a_plan_of_any_form_is_checked_with_its_specification() {
    let repo = Repo::new();
    repo.write("specs/001-archive/spec.md", "# Feature Specification: Archive\n\n**Status**: Approved\n\n## Requirements\n\n### Functional Requirements\n\n- **FR-001**: Notes MUST be archived\n");
    repo.write("specs/001-archive/plan.md", "# Implementation Plan: Archive\n\nChange `listNotes()` (`src/notes.ts:1`) and `src/lost.ts`.\n");
    assert_eq!(
        codes(&repo, &["specs/001-archive/plan.md"]),
        ["verify-missing", "verify-moved"]
    );
    assert_eq!(codes(&repo, &[]), ["verify-missing", "verify-moved"]);
    let fixed = repo.command(&["check", "--fix"]).output().unwrap();
    assert_eq!(fixed.status.code(), Some(1));
    assert!(
        repo.read("specs/001-archive/plan.md")
            .contains("`src/notes.ts:6`")
    );
}

#[test]
fn every_output_names_the_finding() {
    let repo = with_requirement("The page must be robust");
    for (format, needed) in [
        ("text", "note[spec-vague-word]"),
        ("json", "\"fingerprint\""),
        ("jsonl", "\"fixable\":false"),
        ("sarif", "primaryLocationLineHash"),
        (
            "github",
            "::notice file=docs/features/FEAT-007-spec.md,line=",
        ),
        ("rdjson", "\"severity\": \"INFO\""),
        ("gitlab", "\"check_name\": \"spec-vague-word\""),
        ("junit", "<failure type=\"spec-vague-word\""),
    ] {
        let output = repo
            .command(&["check", "--format", format])
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(needed), "{format}: {text}");
    }
}

#[test]
fn every_code_is_explained() {
    let repo = Repo::new();
    for code in [
        "spec-draft",
        "verify-missing",
        "check-unused-ignore",
        "plan-trace-gap",
        "text-placeholder",
    ] {
        let output = repo.command(&["explain", code]).output().unwrap();
        assert!(
            String::from_utf8_lossy(&output.stdout).starts_with(code),
            "{output:?}"
        );
    }
    repo.run(&["explain", "spec-x"])
        .refuses("no rule has this code");
}
