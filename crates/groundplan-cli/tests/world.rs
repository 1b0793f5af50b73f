//! What a run reads: the repository, its history and its settings, and nothing that it should not.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]

mod support;

use support::{Ran, Repo};

fn facts(repo: &Repo, args: &[&str]) -> serde_json::Value {
    let args: Vec<&str> = ["doctor", "--format", "json"]
        .iter()
        .chain(args)
        .copied()
        .collect();
    let ran = repo.run(&args).succeeds();
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let all = document["facts"].as_array().unwrap().clone();
    let pairs = all
        .into_iter()
        .map(|fact| (fact["name"].as_str().unwrap().to_owned(), fact));
    serde_json::Value::Object(pairs.collect())
}

#[test]
fn doctor_says_what_won_and_why() {
    let repo = Repo::new();
    repo.git(&["init", "-q"]);
    repo.write(
        "groundplan.toml",
        "[paths]\nfeatures = \"specs\"\n[plan]\ndepth = \"quick\"\n",
    );
    let found = facts(&repo, &[]);
    assert_eq!(found["repository"]["origin"], "the enclosing git work tree");
    assert_eq!(found["plans"]["value"], "specs");
    assert_eq!(found["plans"]["origin"], "groundplan.toml");
    assert_eq!(found["today"]["origin"], "GROUNDPLAN_TODAY");
    let cache = repo.beside("cache").display().to_string();
    let found = facts(&repo, &["--cache-dir", &cache, "--repo", "."]);
    assert_eq!(found["repository"]["origin"], "--repo");
    assert_eq!(found["cache"]["origin"], "--cache-dir");
}

#[test]
fn settings_place_the_plan_and_set_nothing_that_runs() {
    let repo = Repo::new();
    repo.write(
        "groundplan.toml",
        "engine = \"sh\"\n[paths]\nfeatures = \"plans\"\ncache = \"../x\"\n",
    );
    let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(repo.path("plans/FEAT-007-plan.md").exists());
    assert!(
        repo.read("plans/FEAT-007-plan.md")
            .contains("plans/FEAT-007-tasks.md")
    );
    assert!(ran.err.contains("engine does not count"), "{}", ran.err);
    assert!(
        ran.err.contains("paths.cache is not a path inside"),
        "{}",
        ran.err
    );
}

#[test]
fn ignored_files_and_secrets_are_not_listed_and_the_rest_is() {
    let repo = Repo::new();
    let count = |repo: &Repo| {
        facts(repo, &[])["files"]["value"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let before: usize = count(&repo).parse().unwrap();
    repo.write(".gitignore", "dist/\n*.log\n");
    repo.write("dist/out.js", "x");
    repo.write("a.log", "x");
    repo.write(".env", "TOKEN=1");
    repo.write("config/credentials.json", "{}");
    repo.write(".github/workflows/ci.yml", "on: push\n");
    repo.write(".env.example", "TOKEN=\n");
    // .gitignore itself, the workflow and the example.
    assert_eq!(count(&repo), (before + 3).to_string());
}

#[test]
fn a_root_that_an_outer_repository_ignores_is_read_all_the_same() {
    let repo = Repo::new();
    std::fs::write(repo.beside(".gitignore"), "repo/\n").unwrap();
    std::fs::create_dir(repo.beside(".git")).unwrap();
    let found = facts(&repo, &["--repo", "."]);
    assert_ne!(found["files"]["value"], "0");
}

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_configures_is_started() {
    let repo = Repo::new();
    repo.git(&["init", "-q"]);
    repo.write(".gitattributes", "*.ts diff=evil\n");
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-qm", "one"]);
    let trap = repo.beside("trap.sh");
    let mark = repo.beside("sprung");
    std::fs::write(&trap, format!("#!/bin/sh\ntouch {}\n", mark.display())).unwrap();
    support::mode(&trap, 0o755);
    let trap = trap.display().to_string();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "core.sshCommand",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "gpg.program",
        "core.alternateRefsCommand",
    ] {
        repo.git(&["config", key, &trap]);
    }
    repo.git(&["config", "log.showSignature", "true"]);
    let hooks = repo.beside("hooks");
    std::fs::create_dir(&hooks).unwrap();
    for hook in ["post-index-change", "reference-transaction", "pre-auto-gc"] {
        std::fs::copy(&trap, hooks.join(hook)).unwrap();
    }
    repo.git(&["config", "core.hooksPath", &hooks.display().to_string()]);
    let _ = std::fs::remove_file(&mark);
    repo.run(&["plan", "FEAT-007"]).succeeds();
    assert_ne!(facts(&repo, &[])["history"]["value"], "none");
    assert!(!mark.exists());
}

#[test]
fn history_comes_from_where_it_is_asked_from() {
    let repo = Repo::new();
    let git = |args: &[&str]| repo.git(args);
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "one"]);
    repo.write("src/more.ts", "export const more = 1;\n");
    git(&["add", "-A"]);
    git(&["commit", "-qm", "two"]);
    let head = facts(&repo, &[])["history"]["value"].clone();
    let first = facts(&repo, &["--at", "HEAD~1"])["history"]["value"].clone();
    assert_ne!(head, first);
    let moved = repo.beside("history.git");
    std::fs::rename(repo.path(".git"), &moved).unwrap();
    assert_eq!(facts(&repo, &[])["history"]["value"], "none");
    let moved = moved.display().to_string();
    assert_eq!(
        facts(&repo, &["--git-dir", &moved])["history"]["value"],
        head
    );
    assert_eq!(
        facts(&repo, &["--git-dir", &moved, "--at", "HEAD~1"])["history"]["value"],
        first
    );
    repo.run(&["doctor", "--git-dir", &moved, "--at", "nothing"])
        .refuses("history: nothing");
    repo.run(&["doctor", "--git-dir", &moved, "--at=--output=x"])
        .refuses("not the name of a commit");
}

#[test]
fn a_callers_git_variables_lead_nowhere() {
    let repo = Repo::new();
    repo.git(&["init", "-q"]);
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-qm", "one"]);
    let head = facts(&repo, &[])["history"]["value"].clone();
    let mut command = repo.command(&["doctor", "--format", "json"]);
    let ran = Ran::of(command.env("GIT_DIR", "/nowhere").env("GIT_WORK_TREE", "/"));
    assert!(ran.succeeds().out.contains(head.as_str().unwrap()));
}

#[test]
fn a_damaged_cache_is_built_anew() {
    let repo = Repo::new();
    let first = repo
        .run(&["analyze", "FEAT-007", "--format", "json"])
        .succeeds()
        .out;
    let index = repo.path(".groundplan/cache/index");
    let mut bytes = std::fs::read(&index).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 0xff;
    std::fs::write(&index, bytes).unwrap();
    assert_eq!(
        repo.run(&["analyze", "FEAT-007", "--format", "json"])
            .succeeds()
            .out,
        first
    );
    assert_eq!(repo.read(".groundplan/cache/.gitignore"), "*\n");
}

#[test]
fn lists_are_printed_an_entry_a_line() {
    let repo = Repo::new();
    repo.write("query.txt", "archive notes list");
    let args = ["--list", "files", "--top", "2", "--format", "jsonl"];
    for what in [
        vec!["FEAT-007"],
        vec!["--query", "archive notes"],
        vec!["--query-file", "query.txt"],
    ] {
        let all: Vec<&str> = ["analyze"]
            .iter()
            .chain(&what)
            .chain(&args)
            .copied()
            .collect();
        let ran = repo.run(&all).succeeds();
        let lines: Vec<&str> = ran.out.lines().collect();
        assert!((1..=2).contains(&lines.len()), "{what:?}: {}", ran.out);
        for line in lines {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(
                entry["path"].is_string() && entry["score"].is_number(),
                "{line}"
            );
        }
    }
}

#[test]
fn events_are_json_lines_and_failures_are_among_them() {
    let repo = Repo::new();
    let ran = repo
        .run(&["plan", "FEAT-007", "--events", "json"])
        .succeeds();
    let events: Vec<serde_json::Value> = ran
        .err
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |event: &str| events.iter().filter(|one| one["event"] == event).count();
    assert!(of("step_started") >= 4 && of("wrote") >= 1, "{}", ran.err);
    assert!(of("step_finished") >= of("step_started"), "{}", ran.err);
    let documented = include_str!("../../../docs/events.md");
    for event in &events {
        let name = format!("`{}`", event["event"].as_str().unwrap());
        assert!(documented.contains(&name), "{name}");
    }
    assert_eq!(events[0]["event"], "run_started");
    assert_eq!(events[0]["schema_version"], 1);
    let last = events.last().unwrap();
    assert_eq!(
        (&last["event"], &last["exit_code"]),
        (&"run_finished".into(), &0.into())
    );
    // Nothing else is said, whatever there is to say.
    repo.write(
        "x.md",
        support::SPEC
            .replace("Approved", "Draft")
            .replace("Old notes", "Old\u{e9} notes"),
    );
    for args in [
        ["plan", "x.md", "--yes"],
        ["plan", "FEAT-007", "--yes"],
        ["check", "x.md", "--repo=."],
        ["spec", "x.md", "--cache-dir=package.json"],
    ] {
        let ran = repo.run(&[args.as_slice(), &["--events", "json"]].concat());
        assert!(ran.err.lines().count() > 1, "{ran:#?}");
        for line in ran.err.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
    let ran = repo.run(&["plan", "nothing", "--events", "json"]);
    assert_eq!(ran.code, Some(2));
    let last: serde_json::Value = serde_json::from_str(ran.err.lines().last().unwrap()).unwrap();
    assert_eq!(last["exit_code"], 2);
    assert_eq!(last["event"], "failed");
    // Without a terminal and without --events there is no progress.
    assert_eq!(repo.run(&["spec", "FEAT-007"]).succeeds().err, "");
}

#[test]
fn every_command_has_json() {
    let repo = Repo::new();
    for args in [
        vec!["spec", "FEAT-007"],
        vec!["skills", "FEAT-007"],
        vec!["research", "FEAT-007", "--dry-run"],
        vec!["analyze", "FEAT-007"],
        vec!["check", "FEAT-007"],
        vec!["check"],
        vec!["explain"],
        vec!["doctor"],
    ] {
        let all: Vec<&str> = args.iter().chain(&["--format", "json"]).copied().collect();
        let ran = repo.run(&all);
        assert!(ran.code.is_some_and(|code| code < 2), "{args:?}: {ran:#?}");
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(document["schema_version"].is_u64(), "{args:?}: {}", ran.out);
        assert!(ran.out.starts_with("{\n  \"schema_version\""), "{args:?}");
    }
    let lines = repo
        .run(&["plan", "FEAT-007", "--format", "jsonl"])
        .succeeds();
    assert_eq!(lines.out.lines().count(), 1);
}
