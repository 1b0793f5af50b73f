//! Bad input and a bad machine: one clear sentence, what to do, exit code 2, nothing half-written.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]
#![cfg(unix)]

mod support;

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};

use support::{Ran, Repo, SPEC, mode};

#[test]
fn what_is_no_specification_is_said_to_be_none() {
    let repo = Repo::new();
    std::fs::create_dir(repo.path("nothing")).unwrap();
    repo.write("binary.md", [0x89, b'P', 0, 1]);
    repo.write("empty.md", "\u{feff}\n \n");
    repo.write("certs/server.key", "-----BEGIN");
    let before = repo.files();
    for (target, said) in [
        ("no-such.md", "no-such.md: no such file"),
        ("FEAT-999", "FEAT-999: no such file, folder or feature ID"),
        ("nothing", "nothing: the folder holds no specification"),
        ("binary.md", "binary.md: binary, not text"),
        ("empty.md", "empty.md: empty"),
        (".", "the whole repository, not one specification"),
        ("certs/server.key", "it looks like a secret"),
    ] {
        repo.run(&["plan", target]).refuses(said);
        repo.run(&["spec", target]).refuses(said);
    }
    assert_eq!(repo.files(), before);
}

#[test]
fn two_specifications_with_one_id_are_both_named() {
    let repo = Repo::new();
    repo.write("old/FEAT-007-spec.md", SPEC);
    let ran = repo.run(&["plan", "FEAT-007"]);
    ran.refuses("docs/features/FEAT-007-spec.md, old/FEAT-007-spec.md");
    repo.run(&["spec", "old/FEAT-007-spec.md"]).succeeds();
}

#[test]
fn odd_encodings_are_read_with_a_warning() {
    let repo = Repo::new();
    let mut latin = SPEC.replace("Old notes", "Old caf# notes").into_bytes();
    let at = latin.iter().position(|byte| *byte == b'#').unwrap();
    let at = latin[at + 1..]
        .iter()
        .position(|byte| *byte == b'#')
        .map_or(at, |more| at + 1 + more);
    latin[at] = 0xe9;
    repo.write("latin.md", latin);
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(SPEC.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    repo.write("utf16.md", utf16.clone());
    repo.write("unmarked.md", &utf16[2..]);
    repo.write("utf32.md", [&[0xff, 0xfe, 0, 0], utf16.as_slice()].concat());
    repo.run(&["spec", "utf32.md"])
        .refuses("utf32.md: UTF-32, which is not read");
    for file in ["latin.md", "utf16.md", "unmarked.md"] {
        let ran = repo.run(&["spec", file, "--format", "json"]).succeeds();
        assert!(ran.out.contains("spec-not-utf8"), "{}", ran.out);
        assert!(ran.out.contains("\"FEAT-007\""), "{}", ran.out);
    }
    let latin = repo.run(&["plan", "latin.md", "--dry-run"]).succeeds();
    assert!(!latin.out.contains('\u{fffd}'), "{}", latin.out);
    // The same words give the same answer, however they are kept.
    let ranked = |file: &str| {
        repo.run(&["analyze", file, "--list", "files"])
            .succeeds()
            .out
    };
    assert_eq!(ranked("utf16.md"), ranked("FEAT-007"));
}

#[test]
fn links_in_a_loop_and_links_out_are_not_followed() {
    let repo = Repo::new();
    symlink("..", repo.path("src/up")).unwrap();
    symlink("b", repo.path("a")).unwrap();
    symlink("a", repo.path("b")).unwrap();
    std::fs::write(repo.beside("outside.md"), SPEC).unwrap();
    symlink(repo.beside("outside.md"), repo.path("inside.md")).unwrap();
    repo.run(&["spec", "a"])
        .refuses("a: a link that leads nowhere or in a circle");
    repo.run(&["spec", "inside.md"])
        .refuses("leads out of the repository");
    repo.run(&["plan", "FEAT-007"]).succeeds();
    // What lies outside is read when it is what was named.
    let named = repo.beside("outside.md").display().to_string();
    repo.run(&["spec", &named]).succeeds();
}

#[test]
fn a_repository_cannot_lead_what_is_written_out() {
    let repo = Repo::new();
    std::fs::create_dir(repo.beside("elsewhere")).unwrap();
    symlink(repo.beside("elsewhere"), repo.path(".groundplan")).unwrap();
    repo.run(&["plan", "FEAT-007"])
        .refuses("a link leads the cache out of the repository");
    let cache = repo.beside("cache").display().to_string();
    let ran = repo.run(&["plan", "FEAT-007", "--cache-dir", &cache]);
    ran.refuses("a link leads out of the repository");
    assert_eq!(
        std::fs::read_dir(repo.beside("elsewhere")).unwrap().count(),
        0
    );
}

#[test]
fn folders_that_cannot_be_read_are_noted() {
    let repo = Repo::new();
    repo.write("closed/x.ts", "export const x = 1;\n");
    mode(&repo.path("closed"), 0);
    let args = ["analyze", "FEAT-007", "--format", "json"];
    let ran = Ran::of(&mut repo.as_person(&args));
    let target = Ran::of(&mut repo.as_person(&["spec", "closed"]));
    mode(&repo.path("closed"), 0o755);
    let ran = ran.succeeds();
    assert!(
        ran.err
            .contains("note: closed: not looked at: permission denied"),
        "{}",
        ran.err
    );
    target.refuses("closed: cannot be read: permission denied");
}

#[test]
fn a_read_only_checkout_is_planned_elsewhere() {
    let repo = Repo::new();
    std::fs::create_dir(repo.beside("out")).unwrap();
    mode(&repo.beside("out"), 0o777);
    for dir in ["", "docs/features"] {
        mode(&repo.path(dir), 0o555);
    }
    let refused = Ran::of(&mut repo.as_person(&["plan", "FEAT-007"]));
    let shown = Ran::of(&mut repo.as_person(&["plan", "FEAT-007", "--dry-run"]));
    let out = repo.beside("out").display().to_string();
    let written = Ran::of(&mut repo.as_person(&["plan", "FEAT-007", "--out", &out]));
    for dir in ["", "docs/features"] {
        mode(&repo.path(dir), 0o755);
    }
    refused.refuses("cannot be written: permission denied; nothing was changed");
    assert!(shown.succeeds().out.contains("## Testing Strategy"));
    let written = written.succeeds();
    assert!(written.out.contains("FEAT-007-plan.md"), "{}", written.out);
    assert!(repo.beside("out/FEAT-007-plan.lock.json").exists());
    assert_eq!(repo.leftovers(), Vec::<String>::new());
}

/// A small file system that is unmounted at the end; `None` where this test may not mount.
struct Small(std::path::PathBuf);

impl Small {
    fn at(path: std::path::PathBuf) -> Option<Self> {
        std::fs::create_dir_all(&path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(&path)
            .stderr(Stdio::null())
            .status();
        mounted.ok()?.success().then_some(Self(path))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let repo = Repo::new();
    let Some(disk) = Small::at(repo.beside("small")) else {
        return;
    };
    let old = disk.0.join("FEAT-007-plan.md");
    let mine = "# Implementation Plan: my own\n";
    std::fs::write(&old, mine).unwrap();
    std::fs::write(disk.0.join("filler"), vec![0; 40 * 1024]).unwrap();
    let out = disk.0.display().to_string();
    let ran = repo.run(&["plan", "FEAT-007", "--out", &out]);
    ran.refuses("no space is left on the device; nothing was changed");
    assert_eq!(std::fs::read_to_string(&old).unwrap(), mine);
    assert!(!disk.0.join("FEAT-007-plan.json").exists());
    assert_eq!(repo.leftovers(), Vec::<String>::new());
}

#[test]
fn a_full_output_is_an_error_and_a_closed_one_is_not() {
    let repo = Repo::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    if let Ok(full) = full {
        let ran = Ran::of(repo.command(&["spec", "FEAT-007"]).stdout(full));
        ran.refuses("the output cannot be written: no space is left on the device");
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ran = Ran::of(repo.command(&["spec", "FEAT-007"]).stdout(writer));
    assert_eq!(ran.succeeds().err, "");
}

#[test]
fn whoever_ends_a_run_gets_all_or_nothing() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let repo = Repo::new();
        for number in 0..1000 {
            let line =
                format!("export function part{number}(all: string[]) {{\n  return all;\n}}\n");
            repo.write(&format!("src/part{number}.ts"), line.repeat(8));
        }
        let before = repo.files();
        let mut child = repo
            .command(&["plan", "FEAT-007", "--events", "json"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let begun = lines.find(|line| line.as_ref().unwrap().contains("step_started"));
        assert!(begun.is_some());
        let pid = child.id().to_string();
        Command::new("kill").args([signal, &pid]).status().unwrap();
        let last = lines.map_while(Result::ok).last().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}: {last}");
        assert!(last.contains("nothing was left half-written"), "{last}");
        assert!(last.contains("\"stopped\""), "{last}");
        let after: Vec<String> = repo
            .files()
            .into_iter()
            .filter(|path| !path.starts_with(".groundplan/"))
            .collect();
        assert_eq!(after, before);
        assert_eq!(repo.leftovers(), Vec::<String>::new());
        // The feature is free again.
        repo.run(&["plan", "FEAT-007"]).succeeds();
    }
}

#[test]
fn what_is_a_document_of_something_else_is_not_planned() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let before = repo.files();
    for (target, said) in [
        (
            "docs/features/FEAT-007-plan.md",
            "an implementation plan, not a specification",
        ),
        (
            "FEAT-007-plan",
            "an implementation plan, not a specification",
        ),
        ("src/notes.ts", "src/notes.ts: not a specification"),
        ("package.json", "package.json: not a specification"),
        ("/etc/passwd", "passwd: not a specification"),
        ("", "the name of the specification is empty"),
    ] {
        repo.run(&["plan", target]).refuses(said);
    }
    let ran = repo.run(&["spec", "docs/features/FEAT-007-plan.md"]);
    ran.refuses("`groundplan verify docs/features/FEAT-007-plan.md` verifies the plan");
    let said = repo.run(&["spec", "FEAT-999"]);
    assert!(
        said.err.contains("specifications here: FEAT-007"),
        "{said:#?}"
    );
    assert_eq!(repo.files(), before);
}

#[test]
fn an_id_is_known_however_it_is_written() {
    let repo = Repo::new();
    for target in [
        "FEAT-7",
        "007",
        "7",
        "feat_007",
        "FEAT-007 ",
        "FEAT-007-spec.md",
    ] {
        let ran = repo.run(&["spec", target]).succeeds();
        assert!(ran.out.starts_with("FEAT-007"), "{target}: {}", ran.out);
    }
}

#[test]
fn a_template_that_nobody_filled_in_is_said() {
    let repo = Repo::new();
    let spec = SPEC
        .replace("FEAT-007", "FEAT-XXX")
        .replace("Notes Archive", "[Feature Name]");
    repo.write("x.md", spec);
    let ran = repo.run(&["spec", "x.md"]).succeeds();
    assert!(ran.out.contains("placeholder FEAT-XXX"), "{}", ran.out);
    assert!(
        ran.out.contains("still the template's: Feature Name"),
        "{}",
        ran.out
    );
}

#[test]
fn files_that_cannot_be_read_are_noted_until_they_can() {
    let repo = Repo::new();
    let cache = repo.beside("cache").display().to_string();
    let args = ["analyze", "FEAT-007", "--cache-dir", &cache];
    mode(&repo.path("src/notes.ts"), 0);
    for _ in 0..2 {
        let ran = Ran::of(&mut repo.as_person(&args)).succeeds();
        let said = "note: src/notes.ts: cannot be read: permission denied";
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    mode(&repo.path("src/notes.ts"), 0o644);
    let ran = Ran::of(&mut repo.as_person(&args)).succeeds();
    assert!(!ran.err.contains("src/notes.ts"), "{}", ran.err);
}

#[test]
fn a_history_that_cannot_be_had_is_noted() {
    let repo = Repo::new();
    repo.write(".git/HEAD", "garbage");
    let ran = repo.run(&["plan", "FEAT-007"]).succeeds();
    assert!(ran.err.contains("note: history: "), "{}", ran.err);
    let mut command = repo.command(&["plan", "FEAT-007"]);
    let ran = Ran::of(command.env("PATH", "")).succeeds();
    assert!(
        ran.err.contains("the git program was not found"),
        "{}",
        ran.err
    );
}

#[test]
fn a_program_of_the_working_folder_is_not_run() {
    let repo = Repo::new();
    repo.git(&["init", "-q"]);
    repo.write("git", "#!/bin/sh\ntouch ran\n");
    mode(&repo.path("git"), 0o755);
    let mut command = repo.command(&["plan", "FEAT-007"]);
    Ran::of(command.env("PATH", ".:/usr/bin:/bin")).succeeds();
    assert!(!repo.path("ran").exists());
}

#[test]
fn the_environment_is_read_like_a_command_line() {
    let repo = Repo::new();
    for (name, said) in [
        ("GROUNDPLAN_TODAY", "GROUNDPLAN_TODAY: bad: not a date"),
        ("GROUNDPLAN_DEPTH", "GROUNDPLAN_DEPTH: bad: not a depth"),
    ] {
        Ran::of(repo.command(&["doctor"]).env(name, "bad")).refuses(said);
        Ran::of(repo.command(&["doctor"]).env(name, "")).succeeds();
    }
    repo.run(&["analyze", "--query", " "])
        .refuses("the query is empty");
    repo.write("query.bin", [0, 1, 2, 0]);
    repo.run(&["analyze", "--query-file", "query.bin"])
        .refuses("query.bin: not text");
    assert_eq!(
        repo.run(&["analyze", "--query", "x", "--top", "0"]).code,
        Some(2)
    );
}

#[test]
fn a_name_that_is_not_utf8_is_refused_in_a_sentence() {
    use std::os::unix::ffi::OsStrExt as _;
    let repo = Repo::new();
    let mut command = repo.command(&["spec"]);
    command.arg(std::ffi::OsStr::from_bytes(b"caf\xe9.md"));
    Ran::of(&mut command).refuses("an argument is not UTF-8");
}

#[test]
fn a_feature_is_planned_by_one_run_at_a_time() {
    let repo = Repo::new();
    repo.run(&["plan", "FEAT-007"]).succeeds();
    let path = repo.path(".groundplan/runs/FEAT-007.lock");
    let other = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    other.try_lock().unwrap();
    std::fs::write(&path, "process 42 since 2026-11-24T10:00:00Z").unwrap();
    let ran = repo.run(&["plan", "FEAT-007"]);
    ran.refuses("FEAT-007: is being planned by process 42 since 2026-11-24T10:00:00Z");
    drop(other);
    repo.run(&["plan", "FEAT-007"]).succeeds();
}

#[test]
fn wrong_arguments_say_what_is_right() {
    let repo = Repo::new();
    repo.run(&["spec", "FEAT-007", "--repo", "/no/such/folder"])
        .refuses("/no/such/folder: no such folder");
    repo.run(&["plan", "FEAT-007", "--out", "plan.txt"])
        .refuses("a plan is written as markdown");
    repo.run(&["explain", "no-such-code"])
        .refuses("no rule has this code");
    repo.run(&["analyze", "FEAT-007", "--at", "HEAD"])
        .refuses("history: HEAD");
    repo.run(&["analyze", "--query-file", "none.txt"])
        .refuses("none.txt: no such file");
    assert_eq!(repo.run(&["analyze"]).code, Some(2));
}
