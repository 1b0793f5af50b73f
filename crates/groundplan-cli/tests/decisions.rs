//! Writing over a plan that is there, and deciding on it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]

mod support;

use support::{Repo, SPEC};

const PLAN: &str = "docs/features/FEAT-007-plan.md";

fn backups(repo: &Repo) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(repo.path(".groundplan/backups")) else {
        return Vec::new();
    };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let plans = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    plans
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn a_plan_is_written_with_its_json_and_its_lock() {
    let repo = Repo::new();
    let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(
        ran.out.ends_with(&format!("File created: {PLAN}\n")),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("State: Draft"), "{}", ran.out);
    assert!(repo.read(PLAN).contains("**Created**: 2026-11-24"));
    let lock: serde_json::Value =
        serde_json::from_str(&repo.read("docs/features/FEAT-007-plan.lock.json")).unwrap();
    assert_eq!(lock["plan"]["path"], PLAN);
    let json: serde_json::Value =
        serde_json::from_str(&repo.read("docs/features/FEAT-007-plan.json")).unwrap();
    assert!(json.is_object());
    // Nothing that is ours comes into a commit.
    repo.git(&["init", "-q"]);
    repo.git(&["add", "-A"]);
    assert!(repo.path(".groundplan/runs/.gitignore").exists());
}

#[test]
fn a_dry_run_writes_nothing() {
    let repo = Repo::new();
    let before = repo.files();
    let ran = repo.run(&["plan", "FEAT-007", "--dry-run"]).succeeds();
    assert!(
        ran.out.starts_with("# Implementation Plan: Notes Archive"),
        "{}",
        ran.out
    );
    let json = repo
        .run(&["plan", "FEAT-007", "--dry-run", "--format", "json"])
        .succeeds();
    serde_json::from_str::<serde_json::Value>(&json.out).unwrap();
    assert_eq!(repo.files(), before);
}

#[test]
fn the_same_inputs_give_the_same_plan_and_no_backup() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let first = repo.read(PLAN);
    let again = repo
        .command(&["plan", "FEAT-007"])
        .env("GROUNDPLAN_TODAY", "2026-12-01")
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(out.contains("File unchanged"), "{out}");
    assert_eq!(repo.read(PLAN), first);
    assert!(backups(&repo).is_empty());
}

const LOCK: &str = "docs/features/FEAT-007-plan.lock.json";

#[test]
fn without_the_text_that_was_generated_a_persons_plan_is_kept_in_a_backup_that_is_named() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    for words in ["my own words\n", "other words\n"] {
        let mut lock: serde_json::Value = serde_json::from_str(&repo.read(LOCK)).unwrap();
        lock.as_object_mut().unwrap().remove("generated");
        repo.write(LOCK, lock.to_string());
        repo.write(PLAN, words);
        let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
        let said = "kept in .groundplan/backups/FEAT-007-plan.";
        assert!(ran.out.contains(said), "{}", ran.out);
    }
    let mut kept = backups(&repo);
    kept.sort();
    assert_eq!(kept, ["my own words\n", "other words\n"]);
}

/// The specification with one more criterion, whose plan says something else.
fn respecify(repo: &Repo) {
    let more = SPEC.replace("can be restored", "can be restored within 30 days");
    repo.write("docs/features/FEAT-007-spec.md", more);
}

#[test]
fn a_persons_edits_outlive_a_new_plan() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let heading = "## Architecture";
    let plan = repo.read(PLAN);
    assert!(plan.contains(heading), "{plan}");
    let mine = "Ask Ana before touching the list.";
    let edited = plan.replacen(heading, &format!("{mine}\n\n{heading}"), 1);
    repo.write(PLAN, &edited);
    let same = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(same.out.contains("File unchanged"), "{}", same.out);
    assert_eq!(repo.read(PLAN), edited);

    respecify(&repo);
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let merged = repo.read(PLAN);
    assert!(merged.contains("within 30 days"), "{merged}");
    assert_eq!(merged.replacen(&format!("{mine}\n\n"), "", 1), {
        let fresh = Repo::new();
        respecify(&fresh);
        fresh.run(&["plan", "FEAT-007"]).succeeds();
        fresh.read(PLAN)
    });
}

#[test]
fn of_two_texts_for_one_place_both_are_kept_until_a_person_takes_one() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let plan = repo.read(PLAN);
    let line = plan.lines().find(|line| line.contains("can be restored"));
    let line = line.unwrap().to_owned();
    repo.write(PLAN, plan.replacen(&line, "It comes back.", 1));
    respecify(&repo);
    let ran = repo.run(&["plan", "FEAT-007", "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(ran.err.contains("error[plan-conflict]"), "{}", ran.err);
    assert!(ran.err.contains("not approved"), "{}", ran.err);
    let conflicting = repo.read(PLAN);
    assert!(
        conflicting.contains("<<<<<<< in the document\n"),
        "{conflicting}"
    );
    assert!(conflicting.contains("It comes back."), "{conflicting}");
    assert!(conflicting.contains("within 30 days"), "{conflicting}");

    repo.run(&["plan", "FEAT-007"])
        .refuses("a conflict of an earlier run is still there; nothing was changed");
    assert_eq!(repo.read(PLAN), conflicting);
}

#[test]
fn an_unattended_approval_is_recorded_and_outlives_a_run_that_changes_nothing() {
    let repo = Repo::new();
    let ran = repo.run(&["plan", "FEAT-007", "--yes"]).succeeds();
    assert!(ran.out.contains("State: Approved"), "{}", ran.out);
    assert!(repo.read(PLAN).contains("**Status**: Approved"));
    let review: serde_json::Value =
        serde_json::from_str(&repo.read("docs/features/FEAT-007-plan.review.json")).unwrap();
    let decision = &review["decisions"][0];
    assert_eq!(decision["status"], "Approved");
    assert_eq!(decision["unattended"], true);
    assert_eq!(decision["allow_draft"], false);
    let again = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(
        again.out.contains("State: Approved\nFile unchanged"),
        "{}",
        again.out
    );
    // Another specification is another plan: the approval does not carry over.
    respecify(&repo);
    let changed = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(
        changed
            .out
            .contains("State: Draft (the plan that was there was Approved)"),
        "{}",
        changed.out
    );
}

#[test]
fn the_plan_of_a_draft_is_approved_only_when_told_so() {
    let repo = Repo::new();
    repo.write(
        "docs/features/FEAT-007-spec.md",
        SPEC.replace("Approved", "Draft"),
    );
    let ran = repo.run(&["plan", "FEAT-007", "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(
        ran.err
            .contains("not approved: the specification is \"Draft\""),
        "{}",
        ran.err
    );
    assert!(repo.read(PLAN).contains("**Status**: Draft"));
    assert!(
        !repo
            .path("docs/features/FEAT-007-plan.review.json")
            .exists()
    );
    repo.run(&["plan", "FEAT-007", "--yes", "--allow-draft"])
        .succeeds();
    let review = repo.read("docs/features/FEAT-007-plan.review.json");
    assert!(review.contains("\"allow_draft\": true"), "{review}");
}

#[test]
fn a_record_that_is_damaged_is_not_overwritten() {
    let repo = Repo::new();
    repo.write("docs/features/FEAT-007-plan.review.json", "{ not json");
    let ran = repo.run(&["plan", "FEAT-007", "--yes"]);
    assert_eq!(ran.code, Some(2), "{ran:#?}");
    assert!(ran.err.contains("not a record of decisions"), "{}", ran.err);
    assert_eq!(
        repo.read("docs/features/FEAT-007-plan.review.json"),
        "{ not json"
    );
}

#[test]
fn out_names_a_file_or_a_folder_from_where_the_person_is() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007", "--out", "docs/other.md"])
        .succeeds();
    assert!(repo.read("docs/other.md").contains("FEAT-007"));
    assert!(repo.path("docs/other.lock.json").exists());
    repo.run(&["plan", "FEAT-007", "--out", "plans/"])
        .succeeds();
    assert!(repo.path("plans/FEAT-007-plan.md").exists());
}

const REVIEW: &str = "docs/features/FEAT-007-plan.review.json";

#[test]
fn a_state_that_nobody_decided_is_a_draft_again() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    repo.write(
        PLAN,
        repo.read(PLAN)
            .replace("Status**: Draft", "Status**: Approved"),
    );
    let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(
        ran.err
            .contains("the plan said Approved, but no decision is recorded"),
        "{}",
        ran.err
    );
    assert!(
        ran.out
            .contains("State: Draft (the plan that was there was Approved)"),
        "{}",
        ran.out
    );
    assert!(repo.read(PLAN).contains("**Status**: Draft"));
}

#[test]
fn an_approval_ends_with_its_specification() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007", "--yes"]).succeeds();
    // Nothing of the plan hangs on it.
    repo.write(
        "docs/features/FEAT-007-spec.md",
        format!("{SPEC}\n<!-- later -->\n"),
    );
    let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(
        ran.err.contains("but its specification was changed since"),
        "{}",
        ran.err
    );
    assert!(repo.read(PLAN).contains("**Status**: Draft"));
}

#[test]
fn work_under_way_keeps_its_state() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007", "--yes"]).succeeds();
    repo.write(
        PLAN,
        repo.read(PLAN)
            .replace("Status**: Approved", "Status**: In Progress"),
    );
    let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(ran.out.contains("State: In Progress"), "{}", ran.out);
    assert!(ran.out.contains("File unchanged"), "{}", ran.out);
}

#[test]
fn a_damaged_record_is_said_and_kept() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007", "--yes"]).succeeds();
    repo.write(REVIEW, "{ oops");
    let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(ran.err.contains("not a record of decisions"), "{}", ran.err);
    assert!(ran.out.contains("State: Draft"), "{}", ran.out);
    repo.run(&["plan", "FEAT-007", "--yes"])
        .refuses("not a record of decisions");
    assert_eq!(repo.read(REVIEW), "{ oops");
}

#[test]
fn a_decision_says_whose_it_is() {
    let repo = Repo::new();
    let by = |repo: &Repo| -> String {
        let review: serde_json::Value = serde_json::from_str(&repo.read(REVIEW)).unwrap();
        let all = review["decisions"].as_array().unwrap();
        all.last().unwrap()["by"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    repo.git(&["init", "-q"]);
    repo.git(&["config", "user.name", "Ada"]);
    repo.git(&["config", "user.email", "ada@localhost"]);
    repo.run(&["plan", "FEAT-007", "--yes"]).succeeds();
    assert_eq!(by(&repo), "Ada <ada@localhost>");
    repo.run(&["plan", "FEAT-007", "--yes", "--by", "Grace"])
        .succeeds();
    assert_eq!(by(&repo), "Grace");
}
