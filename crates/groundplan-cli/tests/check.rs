//! `groundplan check`, as a user runs it: levels, remarks, corrections, the baseline, plans, every output.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

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
    let repo = with_requirement("The page is TBD");
    assert_eq!(codes(&repo, &[]), ["text-placeholder"]);
    repo.write("groundplan.toml", "[rules]\ntext-placeholder = \"error\"\n");
    assert_eq!(
        repo.command(&["check"]).output().unwrap().status.code(),
        Some(1)
    );
    repo.write("groundplan.toml", "[rules]\ntext-placeholder = \"off\"\n");
    assert_eq!(codes(&repo, &[]), [""; 0]);
}

#[test]
fn a_baseline_holds_until_its_line_is_changed() {
    let repo = with_requirement("The page is TBD");
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
    let changed = repo.read(SPEC).replace("is TBD", "is still TBD");
    repo.write(SPEC, changed);
    assert_eq!(codes(&repo, &[]), ["text-placeholder"]);
    repo.write("groundplan-baseline.json", "{");
    repo.run(&["check"]).refuses("the baseline is not used");
}

#[test]
fn a_correction_is_shown_and_written() {
    let repo = with_requirement(
        "<!-- groundplan: ignore text-placeholder it was vague -->The page must be blue",
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

/// Runs git in a folder, as a user who has no configuration.
fn git(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.c",
        "-c",
        "init.defaultBranch=main",
    ]);
    let output = command.current_dir(dir).args(args).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn what_was_built_is_compared_with_the_plan_also_in_a_shallow_clone() {
    let repo = Repo::new();
    git(&repo.root(), &["init", "-q"]);
    repo.run(&["plan", "FEAT-007"]).succeeds();
    git(&repo.root(), &["add", "."]);
    git(&repo.root(), &["commit", "-qm", "base"]);
    let base = git(&repo.root(), &["rev-parse", "HEAD"]);
    repo.write("src/notes.ts", "export function archived() {}\n");
    repo.write("src/surprise.ts", "export {};\n");
    repo.write("package-lock.json", "{}\n");
    git(&repo.root(), &["add", "."]);
    git(&repo.root(), &["commit", "-qm", "feature"]);
    let head = git(&repo.root(), &["rev-parse", "HEAD"]);
    let args = ["check", "FEAT-007", "--against", &format!("{base}..{head}")];
    let whole = repo.command(&args).output().unwrap();
    let text = String::from_utf8_lossy(&whole.stdout).into_owned();
    assert!(
        text.contains("note[diff-file-unplanned]: src/surprise.ts was changed"),
        "{text}"
    );
    assert!(text.contains("warning[diff-test-missing]"), "{text}");
    assert!(
        !text.contains("package-lock.json") && !text.contains("src/notes.ts was planned"),
        "{text}"
    );

    let shallow = repo.beside("shallow");
    let url = format!("file://{}", repo.root().display());
    git(
        &repo.root(),
        &["clone", "-q", "--depth=1", &url, &shallow.to_string_lossy()],
    );
    let there = |args: &[&str]| repo.command(args).current_dir(&shallow).output().unwrap();
    let refused = there(&args);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("git fetch --depth=1 origin"),
        "{refused:?}"
    );
    git(&shallow, &["fetch", "-q", "--depth=1", "origin", &base]);
    assert_eq!(String::from_utf8_lossy(&there(&args).stdout), text);
}

#[test]
fn only_features_that_a_change_affects_are_checked() {
    let repo = with_requirement("The page is TBD");
    git(&repo.root(), &["init", "-q"]);
    git(&repo.root(), &["add", "."]);
    git(&repo.root(), &["commit", "-qm", "base"]);
    assert_eq!(codes(&repo, &["--changed-since", "HEAD"]), [""; 0]);
    let spec = repo.read(SPEC) + "\nMore.\n";
    repo.write(SPEC, spec);
    assert_eq!(
        codes(&repo, &["--changed-since", "HEAD"]),
        ["text-placeholder"]
    );
}

#[test]
fn every_output_names_the_finding() {
    let repo = with_requirement("The page is TBD");
    for (format, needed) in [
        ("text", "warning[text-placeholder]"),
        ("json", "\"fingerprint\""),
        ("jsonl", "\"fixable\":false"),
        ("sarif", "primaryLocationLineHash"),
        (
            "github",
            "::warning file=docs/features/FEAT-007-spec.md,line=",
        ),
        ("rdjson", "\"severity\": \"WARNING\""),
        ("gitlab", "\"check_name\": \"text-placeholder\""),
        ("junit", "<failure type=\"text-placeholder\""),
        ("markdown", "| warning: text-placeholder |"),
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

#[test]
fn a_watched_repository_is_checked_after_every_change() {
    let repo = with_requirement("The page must be blue");
    let mut command = repo.command(&["check", "--watch"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut found = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || said.next().unwrap().unwrap();
    while !next().starts_with("watching") {}
    assert_eq!(found.next().unwrap().unwrap(), "no findings");
    let robust = repo.read(SPEC).replace("must be blue", "is TBD");
    repo.write(SPEC, robust);
    while !next().starts_with("watching") {}
    assert!(found.next().unwrap().unwrap().contains("text-placeholder"));
    child.kill().unwrap();
    child.wait().unwrap();
}
