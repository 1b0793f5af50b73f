//! Whatever lies in a cache, a history or a file, a run ends with what it would say without.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests are a user with files"
)]

mod support;

use std::path::Path;
use std::process::Stdio;

use support::{Ran, Repo};

const SPEC_PATH: &str = "docs/features/FEAT-007-spec.md";
const ANALYZE: &[&str] = &["analyze", SPEC_PATH, "--format", "json"];

fn committed() -> Repo {
    let repo = Repo::new();
    repo.git(&["init", "-q"]);
    commit(&repo, "notes: list them");
    repo
}

fn commit(repo: &Repo, message: &str) {
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "--allow-empty", "-m", message]);
}

/// What the analysis says, which must not be a failure.
fn analysis(repo: &Repo) -> serde_json::Value {
    serde_json::from_str(&repo.run(ANALYZE).succeeds().out).unwrap()
}

/// Every value of this name, in order.
fn all<'a>(document: &'a serde_json::Value, name: &str) -> Vec<&'a str> {
    match document {
        serde_json::Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match value.as_str() {
                Some(text) if key == name => vec![text],
                _ => all(value, name),
            })
            .collect(),
        serde_json::Value::Array(items) => items.iter().flat_map(|item| all(item, name)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_damage_of_the_cache_changes_what_is_said() {
    let repo = committed();
    let first = repo.run(ANALYZE).succeeds().out;
    let cache = repo.path(".groundplan/cache");
    let entries = std::fs::read_dir(&cache).unwrap();
    let blobs: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with(".gitignore"))
        .collect();
    assert!(blobs.len() > 1, "the index and the history: {blobs:?}");
    for blob in blobs {
        let whole = std::fs::read(&blob).unwrap();
        for damaged in damages(&whole) {
            std::fs::write(&blob, &damaged).unwrap();
            let again = repo.run(ANALYZE).succeeds().out;
            assert_eq!(
                again,
                first,
                "{} of {} bytes",
                blob.display(),
                damaged.len()
            );
        }
    }
}

/// The blob with a bit flipped here and there (its head says version and checksum), cut, and longer.
fn damages(whole: &[u8]) -> Vec<Vec<u8>> {
    let length = whole.len();
    let flipped = [0, 4, 8, 16, length / 3, length / 2, length - 1].map(|at| {
        let mut blob = whole.to_vec();
        blob[at.min(length - 1)] ^= 1;
        blob
    });
    let cut = [0, 1, 7, length / 2, length - 1].map(|end| whole[..end].to_vec());
    let longer = [whole, whole].concat();
    flipped.into_iter().chain(cut).chain([longer]).collect()
}

#[test]
fn two_runs_at_once_share_a_cache() {
    let repo = committed();
    let first = repo.run(ANALYZE).succeeds().out;
    for _ in 0..3 {
        std::fs::remove_dir_all(repo.path(".groundplan")).unwrap();
        let begin = || {
            let mut command = repo.command(ANALYZE);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        };
        let runs = [begin(), begin(), begin()];
        for run in runs {
            let ran = Ran::from(run.wait_with_output().unwrap()).succeeds();
            assert_eq!(ran.out, first);
        }
    }
    assert_eq!(repo.run(ANALYZE).succeeds().out, first);
}

#[test]
fn merges_renames_and_names_that_differ_in_case_are_history_like_any_other() {
    let repo = committed();
    repo.git(&["mv", "src/notes.ts", "src/noteList.ts"]);
    commit(&repo, "notes: a better name");
    repo.git(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    repo.write("src/archive.ts", "export const archivedNotes = [];\n");
    commit(&repo, "notes: archive them");
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge side", "side"]);
    repo.write("src/Archive.ts", "export const ArchivedNote = 1;\n");
    commit(&repo, "notes: another of the same letters");
    let paths = analysis(&repo);
    let paths = all(&paths, "path");
    assert!(paths.contains(&"src/noteList.ts"), "{paths:?}");
    assert!(paths.contains(&"src/archive.ts"), "{paths:?}");
    assert!(!paths.contains(&"src/notes.ts"), "{paths:?}");
}

#[test]
fn worktrees_sparse_checkouts_shallow_clones_and_submodules_are_read() {
    let repo = committed();
    commit(&repo, "notes: nothing new");
    let here = repo.root().display().to_string();
    let at = |name: &str| repo.beside(name).display().to_string();
    let from = format!("file://{here}");
    repo.git(&["worktree", "add", "-q", "--detach", &at("worktree")]);
    repo.git(&["clone", "-q", "--depth", "1", &from, &at("shallow")]);
    repo.git(&["clone", "-q", "--no-checkout", &here, &at("sparse")]);
    let sparse = at("sparse");
    repo.git(&["-C", &sparse, "sparse-checkout", "set", "docs", "src"]);
    repo.git(&["-C", &sparse, "checkout", "-q", "main"]);
    repo.git(&["clone", "-q", &here, &at("holder")]);
    let holder = at("holder");
    let allowed = ["-c", "protocol.file.allow=always", "-C", holder.as_str()];
    repo.git(&[&allowed[..], &["submodule", "add", "-q", &here, "vendored"]].concat());
    for name in ["worktree", "shallow", "sparse", "holder"] {
        let mut command = repo.command(ANALYZE);
        let ran = Ran::of(command.current_dir(repo.beside(name))).succeeds();
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let paths = all(&document, "path");
        assert!(paths.contains(&"src/notes.ts"), "{name}: {paths:?}");
        assert!(!ran.err.contains("history"), "{name}: {}", ran.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_not_utf8_costs_only_itself() {
    use std::os::unix::ffi::OsStrExt as _;
    let repo = committed();
    let odd = std::ffi::OsStr::from_bytes(b"n\xf6tes.ts");
    std::fs::write(
        repo.path("src").join(Path::new(odd)),
        "export const x = 1;\n",
    )
    .unwrap();
    commit(&repo, "notes: a name of the nineties");
    let paths = analysis(&repo);
    assert!(all(&paths, "path").contains(&"src/notes.ts"));
}

#[test]
fn what_is_too_large_for_code_is_left_out_with_a_note() {
    let repo = committed();
    let line = "export const note = listNotes([]);\n";
    repo.write("src/huge.ts", line.repeat(10_000_000 / line.len()));
    repo.write("src/min.ts", "export const note=[];".repeat(2_000));
    let ran = repo.run(ANALYZE).succeeds();
    for said in [
        "src/huge.ts: 10 MB are too large for code; only its name is known",
        "src/min.ts: one line of 42 KB; nothing in it counts as code",
    ] {
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}
