//! What a run may not do: replace what others wrote, hide folders, repeat secrets, steer a terminal.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]

mod support;

use std::path::Path;

use support::{Ran, Repo, SPEC};

const SPEC_PATH: &str = "docs/features/FEAT-007-spec.md";
const PLAN: &str = "docs/features/FEAT-007-plan.md";

#[test]
fn files_of_others_are_not_replaced() {
    let repo = Repo::new();
    repo.write("README.md", "# Notes\n");
    repo.write("package.md.txt", "");
    for (out, said) in [
        // Its sidecar would be package.json.
        (
            "package.md",
            "package.json: not written by groundplan, and is not replaced",
        ),
        (SPEC_PATH, "not an implementation plan, and is not replaced"),
        (
            "README.md",
            "README.md: not an implementation plan, and is not replaced",
        ),
    ] {
        let before = repo.contents();
        repo.run(&["plan", "FEAT-007", "--out", out]).refuses(said);
        assert_eq!(repo.contents(), before, "{out}");
    }
    repo.write("docs/features/FEAT-007-plan.json", "{ \"mine\": true }");
    repo.run(&["plan", "FEAT-007"])
        .refuses("FEAT-007-plan.json: not written by groundplan");
}

#[test]
fn the_plan_of_another_specification_is_not_replaced() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let other = SPEC.replace("Notes Archive", "Dark Mode");
    repo.write("docs/features/FEAT-008-spec.md", other);
    let before = repo.read(PLAN);
    let ran = repo.run(&["plan", "FEAT-008"]);
    ran.refuses("is the plan of docs/features/FEAT-007-spec.md, not of docs/features/FEAT-008");
    assert_eq!(repo.read(PLAN), before);
    let ran = repo.run(&["check"]);
    assert_eq!(ran.code, Some(1), "{ran:#?}");
    assert!(ran.out.contains("error[spec-shared-id]"), "{}", ran.out);
    assert!(ran.out.contains("warning[spec-id-differs]"), "{}", ran.out);
    // A specification that was moved keeps its plan.
    std::fs::remove_file(repo.path("docs/features/FEAT-008-spec.md")).unwrap();
    std::fs::create_dir(repo.path("specs")).unwrap();
    std::fs::rename(repo.path(SPEC_PATH), repo.path("specs/FEAT-007-spec.md")).unwrap();
    repo.run(&["plan", "FEAT-007"]).succeeds();
}

#[test]
fn a_cache_hides_and_replaces_nothing() {
    let repo = Repo::new();
    repo.write("groundplan.toml", "[paths]\ncache = \"docs\"\n");
    repo.write("docs/index", "precious");
    repo.run(&["analyze", "FEAT-007"]).succeeds();
    repo.run(&["plan", "FEAT-007", "--cache-dir", "src"])
        .succeeds();
    assert_eq!(repo.read("docs/index"), "precious");
    assert!(!repo.path("docs/.gitignore").exists() && !repo.path("src/.gitignore").exists());
    assert!(repo.path("docs/groundplan-cache/CACHEDIR.TAG").exists());
    repo.run(&["spec", "FEAT-007"]).succeeds();
    let ran = repo.run(&["plan", "FEAT-007", "--cache-dir", "package.json"]);
    ran.refuses("package.json: not a folder");
}

#[test]
fn a_dry_run_does_not_even_write_the_cache() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007", "--dry-run"]).succeeds();
    repo.run(&["research", "FEAT-007", "--dry-run"]).succeeds();
    assert!(!repo.path(".groundplan").exists());
}

#[test]
fn secrets_of_the_code_are_repeated_nowhere() {
    let repo = Repo::new();
    // Put together here, so that no scanner takes this file for a leak.
    let token = format!("ghp_{}", "a1".repeat(18));
    let secrets = ["hunter2SuperSecret", "supersecretzeta123", token.as_str()];
    repo.write(
        "src/archive.ts",
        format!(
            "export const archiveNote = (apiKey = \"{token}\", password = \"hunter2SuperSecret\") => apiKey;\n\
             export const ARCHIVE_API_KEY = \"supersecretzeta123\";\n"
        ),
    );
    let spec = SPEC.replace(
        "whether it is",
        &format!("with `archiveNote` ({token}) whether it is"),
    );
    repo.write(SPEC_PATH, spec);
    let mut said = String::new();
    repo.write(
        "cites.md",
        format!("`archiveNote(\"{token}\")` (`src/archive.ts:1`)\n"),
    );
    for args in [
        ["verify", "cites.md", "--format", "json"],
        ["plan", "FEAT-007", "--events", "json"],
        ["analyze", "FEAT-007", "--format", "json"],
        ["spec", "FEAT-007", "--format", "json"],
        ["plan", "FEAT-007", "--format", "jsonl"],
    ] {
        let ran = repo.run(&args);
        said.push_str(&ran.out);
        said.push_str(&ran.err);
    }
    let written = repo.contents().into_iter();
    let written = written
        .filter(|(path, _)| !["src/archive.ts", "cites.md", SPEC_PATH].contains(&path.as_str()));
    for (path, bytes) in written {
        said.push_str(&format!("\n== {path}\n{}", String::from_utf8_lossy(&bytes)));
    }
    assert!(said.contains("[redacted]"));
    assert!(said.contains("src/archive.ts"));
    for secret in secrets {
        let at = said.find(secret);
        let around = at.map(|at| said.get(at.saturating_sub(200)..at + 40));
        assert_eq!(at, None, "{secret} in {around:?}");
    }
}

#[test]
fn a_document_steers_no_terminal_and_brings_no_html() {
    let repo = Repo::new();
    let spec = SPEC
        .replace(
            "Notes Archive",
            "Notes \u{1b}[31m\u{202e}<script>alert(1)</script> <!-- x `",
        )
        .replace("Archive a note", "Archive \u{1b}]0;x\u{7} a note");
    repo.write("x.md", spec);
    let hidden = |text: &str| {
        let hides = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        text.chars().any(hides)
    };
    for args in [
        vec!["spec", "x.md"],
        vec!["spec", "x.md", "--format", "json"],
        vec!["plan", "x.md", "--dry-run"],
        vec!["plan", "x.md"],
        vec!["spec", "\u{1b}[31mX"],
        vec!["explain", "\u{1b}[31mX"],
        vec!["--\u{1b}[31mX"],
    ] {
        let ran = repo.run(&args);
        assert!(!hidden(&ran.out) && !hidden(&ran.err), "{args:?}: {ran:#?}");
    }
    let plan = repo.read(PLAN);
    assert!(!hidden(&plan));
    let bare = plan
        .match_indices("<script")
        .filter(|(at, _)| !plan[..*at].ends_with('\\'));
    assert_eq!(bare.count(), 0, "{plan}");
    assert!(plan.contains("\\<!-- x"), "{plan}");
}

#[test]
fn a_commit_is_no_change_of_the_plan() {
    let repo = Repo::new();
    repo.git(&["init", "-q"]);
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "-m", "one"]);
    repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(
        repo.read("docs/features/FEAT-007-plan.lock.json")
            .contains("\"commit\": \"")
    );
    assert!(
        !repo
            .read("docs/features/FEAT-007-plan.json")
            .contains("\"commit\"")
    );
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "-m", "plan"]);
    let documents = || {
        let all = repo.contents().into_iter();
        let all = all.filter(|(path, _)| path.starts_with("docs/"));
        all.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
            .collect::<Vec<_>>()
    };
    let before = documents();
    let again = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(again.out.contains("File unchanged"), "{}", again.out);
    assert_eq!(documents(), before);
}

#[test]
fn a_plan_outside_links_into_the_repository() {
    let repo = Repo::new();
    std::fs::create_dir(repo.beside("out")).unwrap();
    repo.run(&["plan", "FEAT-007", "--out", "../out/x.md"])
        .succeeds();
    let plan = std::fs::read_to_string(repo.beside("out/x.md")).unwrap();
    let mut links = 0;
    for line in plan.lines().filter(|line| line.starts_with('[')) {
        let (_, target) = line.split_once("]: ").unwrap();
        let target = target.split('#').next().unwrap();
        assert!(repo.beside("out").join(target).exists(), "{target}");
        links += 1;
    }
    assert!(links > 0, "{plan}");
    assert!(!repo.beside("out/.groundplan").exists());
}

#[test]
fn a_specification_outside_is_named_by_the_way_to_it() {
    let repo = Repo::new();
    std::fs::write(repo.beside("mine.md"), SPEC).unwrap();
    let named = repo.beside("mine.md").display().to_string();
    let ran = repo.run(&["plan", &named, "--dry-run"]).succeeds();
    assert!(
        ran.out.contains("- Specification: `../mine.md`"),
        "{}",
        ran.out
    );
}

#[test]
fn a_broken_template_is_an_error_with_its_place() {
    let repo = Repo::new();
    let plan = |text: &str, settings: &str| -> Ran {
        repo.write("templates/feature-plan.md", text);
        repo.write("groundplan.toml", settings);
        repo.run(&["plan", "FEAT-007", "--dry-run"])
    };
    let broken = plan("# {{ header.name }}\n{% for %}\n{{ sections.risks }}\n", "");
    assert_eq!(broken.code, Some(1));
    let said = "templates/feature-plan.md:2: error[template-broken]";
    assert!(broken.err.contains(said), "{}", broken.err);
    assert!(broken.err.contains("docs/template.md"), "{}", broken.err);
    let inner = plan("{{ debug() }}\n{{ sections.risks }}\n", "");
    assert!(
        inner.err.contains("feature-plan.md:1: error"),
        "{}",
        inner.err
    );
    let foreign = plan("# [FEATURE]\n", "").succeeds();
    assert!(
        foreign.err.contains("another tool's template"),
        "{}",
        foreign.err
    );
    let chosen = "[paths]\ntemplate = \"nope.md\"\n";
    let missing = plan("", chosen);
    assert!(
        missing.err.contains("nope.md: no such file"),
        "{}",
        missing.err
    );
    assert_eq!(missing.code, Some(1));
}

#[cfg(unix)]
#[test]
fn a_backup_is_as_private_as_the_plan() {
    use std::os::unix::fs::PermissionsExt as _;
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    support::mode(&repo.path(PLAN), 0o600);
    let spec = "docs/features/FEAT-007-spec.md";
    repo.write(spec, repo.read(spec).replace("200 ms", "300 ms"));
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let entries = std::fs::read_dir(repo.path(".groundplan/backups")).unwrap();
    let all = entries.map(|entry| entry.unwrap().path());
    let all: Vec<_> = all
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    assert_eq!(all.len(), 1);
    assert_eq!((mode(&all[0]), mode(&repo.path(PLAN))), (0o600, 0o600));
}
