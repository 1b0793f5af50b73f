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
    repo.write("utf16.md", utf16);
    for file in ["latin.md", "utf16.md"] {
        let ran = repo.run(&["spec", file, "--format", "json"]).succeeds();
        assert!(ran.out.contains("spec-not-utf8"), "{}", ran.out);
        assert!(ran.out.contains("\"FEAT-007\""), "{}", ran.out);
    }
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
    std::fs::write(&old, "my own plan\n").unwrap();
    std::fs::write(disk.0.join("filler"), vec![0; 40 * 1024]).unwrap();
    let out = disk.0.display().to_string();
    let ran = repo.run(&["plan", "FEAT-007", "--out", &out]);
    ran.refuses("no space is left on the device; nothing was changed");
    assert_eq!(std::fs::read_to_string(&old).unwrap(), "my own plan\n");
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
fn ctrl_c_ends_a_run_with_all_or_nothing() {
    let repo = Repo::new();
    for number in 0..1500 {
        let text = format!("export function part{number}(all: string[]) {{\n  return all;\n}}\n")
            .repeat(8);
        repo.write(&format!("src/part{number}.ts"), text);
    }
    let before = repo.files();
    let mut child = repo
        .command(&["plan", "FEAT-007", "--events", "json"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    assert!(first.contains("step_started"), "{first}");
    let pid = child.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    let last = lines.map_while(Result::ok).last().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{last}");
    assert!(last.contains("nothing was left half-written"), "{last}");
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
