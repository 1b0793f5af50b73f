//! Chores of the repository that are not part of the product.
//!
//! `cargo xtask docs` writes the pages that are made from code; `--check` says whether they are current.
//! `cargo xtask sample CORPUS` prints findings to judge.
//! `cargo xtask plant` tries `groundplan verify` on planted citations (`docs/benchmarks.md`).

mod plant;
mod sample;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use groundplan::lint::RULES;

const USAGE: &str = "usage: cargo xtask docs [--check]
       cargo xtask sample CORPUS
       cargo xtask plant BINARY OUT COUNT SEED REPOSITORY…";

/// Pages that are made from code: path and text.
fn pages() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    vec![(root.join("docs/rules.md"), rules())]
}

/// Every rule with its level, what must hold, and why.
fn rules() -> String {
    let mut text = "# Rules\n\nMade by `cargo xtask docs` from the registry. `groundplan explain CODE` says the same.\n".to_owned();
    for rule in RULES {
        let about = rule.subject();
        let level = rule.level.as_str();
        let (code, summary, docs) = (rule.code, rule.summary, rule.docs);
        let _ = write!(
            text,
            "\n## {code}\n\n{level}, on {about}. {summary}\n\n{docs}\n"
        );
    }
    text
}

#[expect(
    clippy::disallowed_methods,
    reason = "a chore reads and writes the repository"
)]
fn docs(check: bool) -> Result<(), String> {
    for (path, text) in pages() {
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        if check {
            return Err(format!(
                "{} is not current: run `cargo xtask docs`",
                path.display()
            ));
        }
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn planted(
    binary: &str,
    out: &str,
    (count, seed): (&str, &str),
    repositories: &[&str],
) -> Result<(), String> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| USAGE.to_owned());
    plant::run(&plant::Options {
        binary: PathBuf::from(binary),
        count: number(count)? as usize,
        seed: u64::from(number(seed)?),
        out: PathBuf::from(out),
        repositories: repositories.iter().map(PathBuf::from).collect(),
    })
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["docs"] => docs(false),
        ["docs", "--check"] => docs(true),
        ["sample", corpus] => sample::sample(Path::new(corpus)).map(|text| {
            print!("{text}");
        }),
        ["plant", binary, out, count, seed, repositories @ ..] if !repositories.is_empty() => {
            planted(binary, out, (count, seed), repositories)
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn pages_that_are_made_from_code_are_current() {
        assert_eq!(super::docs(true), Ok(()));
    }
}
