//! Chores of the repository that are not part of the product.
//!
//! `cargo xtask docs` writes the pages that are made from code; `--check` says whether they are current.
//! `cargo xtask plant` tries `groundplan verify` on planted citations (`docs/benchmarks.md`). The others measure
//! the ranking and fit its weights; `docs/analyzer.md` says how they are used.

mod bench;
mod fit;
mod git;
mod groups;
mod measure;
mod mine;
mod pages;
mod plant;
mod rows;
mod sample;
mod table;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask CHORE

  docs [--check]                    writes the pages that are made from code
  sample CORPUS                     prints findings of the checks, for somebody to judge
  plant BINARY OUT COUNT SEED REPOSITORY...
                                    tries verify on planted citations
  mine LIST MIRRORS ROWS            takes queries and their files from the history of listed repositories
  tabulate ROWS MIRRORS TABLE       computes every signal for every query
  measure TABLE                     says how good the ranking is, with intervals
  ablate TABLE                      says what is lost without each signal
  fit TABLE [HOLD [TABLE...]]       fits the weights of terse queries; HOLD says how firmly they keep to those by hand; further
                                    tables are measured with them
  groups CASES MIRRORS              says how much of a labelled set the detector of groups finds
  bench BINARY DIR                  times an analysis of a scratch copy beside floors and other tools";

fn fit(table: &str, rest: &[&str]) -> Result<(), String> {
    let (hold, others) = match rest {
        [] => (fit::HOLD, &[][..]),
        [hold, others @ ..] => (hold.parse().map_err(|_| USAGE.to_owned())?, others),
    };
    let others = others.iter().map(|path| Ok((*path, table::load(path)?)));
    let others: Vec<(&str, table::Table)> = others.collect::<Result<_, String>>()?;
    fit::report(&table::load(table)?, hold, &others);
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
        ["docs"] => pages::docs(false),
        ["docs", "--check"] => pages::docs(true),
        ["sample", corpus] => sample::print(Path::new(corpus)),
        ["plant", binary, out, count, seed, repositories @ ..] if !repositories.is_empty() => {
            planted(binary, out, (count, seed), repositories)
        }
        ["mine", list, mirrors, rows] => mine::run(list, Path::new(mirrors), rows),
        ["tabulate", rows, mirrors, table] => table::run(rows, Path::new(mirrors), table),
        ["measure", table] => table::load(table).map(|table| measure::report(&table)),
        ["ablate", table] => table::load(table).map(|table| measure::ablate(&table)),
        ["bench", binary, dir] => bench::run(binary, dir),
        ["groups", cases, mirrors] => groups::run(cases, Path::new(mirrors)),
        ["fit", table, rest @ ..] => fit(table, rest),
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
