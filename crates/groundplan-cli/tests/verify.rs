//! `groundplan verify`, as a user runs it: exit codes, a correction, every output, a document from elsewhere.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]

mod support;

use support::Repo;

#[test]
fn exit_codes_and_the_correction() {
    let repo = Repo::new();
    repo.write("plan.md", "- `listNotes()` (`src/notes.ts:1`)\n");
    let output = repo.command(&["verify", "plan.md"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let output = repo
        .command(&["verify", "plan.md", "--fix"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(repo.read("plan.md"), "- `listNotes()` (`src/notes.ts:6`)\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("+- `listNotes()`"));
    repo.run(&["verify", "nowhere.md"])
        .refuses("nowhere.md: no such file");
    repo.run(&["verify", "src"])
        .refuses("src: a folder, not a document");
}

#[test]
fn a_document_from_elsewhere_in_every_output() {
    let repo = Repo::new();
    let outside = repo.beside("plan.md");
    std::fs::write(&outside, "Call `lostCall()` in `src/lost.ts`.\n").unwrap();
    let outside = outside.to_string_lossy();
    for (format, needed) in [
        ("text", "missing file"),
        ("json", "\"schema_version\": 1"),
        ("jsonl", "\"schema_version\":1"),
        ("sarif", "primaryLocationLineHash"),
        ("github", "::error file="),
        ("rdjson", "\"severity\": \"ERROR\""),
        ("gitlab", "\"check_name\": \"verify-missing\""),
        ("junit", "<failure type=\"verify-missing\""),
    ] {
        let output = repo
            .command(&["verify", &outside, "--format", format])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert!(
            String::from_utf8_lossy(&output.stdout).contains(needed),
            "{format}: {output:?}"
        );
    }
    repo.run(&["doctor", "--format", "sarif"])
        .refuses("--format sarif: this command does not print it");
}
