//! Chores of the repository that are not part of the product.
//!
//! `cargo xtask docs` writes the pages that are made from code; `--check` says whether they are current. The others
//! measure the ranking and fit its weights; `docs/analyzer.md` says how they are used.

mod fit;
mod git;
mod measure;
mod mine;
mod pages;
mod rows;
mod table;
mod world;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask CHORE

  docs [--check]                    writes the pages that are made from code
  mine LIST MIRRORS ROWS            takes queries and their files from the history of listed repositories
  tabulate ROWS MIRRORS TABLE       computes every signal for every query
  measure TABLE                     says how good the ranking is, with intervals
  ablate TABLE                      says what is lost without each signal
  fit TABLE [HOLD]                  fits the weights; HOLD says how firmly they keep to the present ones";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["docs"] => pages::docs(false),
        ["docs", "--check"] => pages::docs(true),
        ["mine", list, mirrors, rows] => mine::run(list, Path::new(mirrors), rows),
        ["tabulate", rows, mirrors, table] => table::run(rows, Path::new(mirrors), table),
        ["measure", table] => table::load(table).map(|table| measure::report(&table)),
        ["ablate", table] => table::load(table).map(|table| measure::ablate(&table)),
        ["fit", table] => table::load(table).map(|table| fit::report(&table, fit::HOLD)),
        ["fit", table, hold] => match (table::load(table), hold.parse()) {
            (Ok(table), Ok(hold)) => {
                fit::report(&table, hold);
                Ok(())
            }
            (Err(why), _) => Err(why),
            (_, Err(_)) => Err(USAGE.to_owned()),
        },
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
