//! `bench`: what an analysis takes, beside floors that are measured in the same run and beside other tools.
//!
//! The cold floor walks, reads and parses every file on all cores; the warm floor looks at the metadata of every file.
//! Rounds of all contestants alternate, so that a busy machine slows all of them; medians are printed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use groundplan::syntax;
use ignore::WalkBuilder;
use rayon::prelude::*;

/// Rounds of which the median counts.
const ROUNDS: usize = 5;
/// Larger files are read by nobody here.
const MAX_BYTES: u64 = 1_000_000;
/// What is asked.
const QUERY: &str = "Add an option that limits how often a failed request is sent again";

type Run = Box<dyn Fn(&Path) -> Result<(), String>>;

/// One who is timed.
struct Contestant {
    name: &'static str,
    run: Run,
}

/// Measures `binary` on the work tree at `dir`.
pub(crate) fn run(binary: &str, dir: &str) -> Result<(), String> {
    let dir = Path::new(dir);
    let files = walk(dir);
    let size: u64 = files.iter().map(|(_, size)| size).sum();
    println!(
        "{}: {} files, {:.1} MB\n",
        dir.display(),
        files.len(),
        size as f64 / 1e6
    );
    let all = contestants(binary);
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); all.len()];
    for _ in 0..ROUNDS {
        for (contestant, times) in all.iter().zip(&mut times) {
            let begin = Instant::now();
            if (contestant.run)(dir).is_ok() {
                times.push(begin.elapsed());
            }
        }
    }
    let medians: Vec<Option<f64>> = times.iter_mut().map(|times| median(times)).collect();
    println!("| what | median s | times the cold floor |\n| --- | --- | --- |");
    for (contestant, time) in all.iter().zip(&medians) {
        match (time, medians.first().copied().flatten()) {
            (Some(time), Some(floor)) => {
                println!("| {} | {time:.2} | {:.2} |", contestant.name, time / floor);
            }
            _ => println!("| {} | not here | |", contestant.name),
        }
    }
    Ok(())
}

fn median(times: &mut [Duration]) -> Option<f64> {
    times.sort();
    times.get(times.len() / 2).map(Duration::as_secs_f64)
}

fn contestants(binary: &str) -> Vec<Contestant> {
    let binary = std::path::absolute(binary).unwrap_or_else(|_| PathBuf::from(binary));
    let (cold, warm) = (binary.clone(), binary.clone());
    let changed = binary;
    let mut all = vec![
        Contestant {
            name: "cold floor: walk, read and parse all",
            run: Box::new(|dir| {
                parse_all(dir);
                Ok(())
            }),
        },
        Contestant {
            name: "analyze, cold",
            run: Box::new(move |dir| {
                forget(dir);
                analyze(&cold, dir)
            }),
        },
        Contestant {
            name: "warm floor: metadata of all",
            run: Box::new(|dir| {
                walk(dir);
                Ok(())
            }),
        },
        Contestant {
            name: "analyze, warm",
            run: Box::new(move |dir| analyze(&warm, dir)),
        },
        Contestant {
            name: "analyze, one file changed",
            run: Box::new(move |dir| {
                touch(dir)?;
                analyze(&changed, dir)
            }),
        },
    ];
    all.extend(others());
    all
}

/// Other tools, where they are installed; each with the work that it is made for.
fn others() -> Vec<Contestant> {
    let tool = |name, program: &'static str, args: &'static [&'static str]| Contestant {
        name,
        run: Box::new(move |dir| {
            let mut command = program_of(Path::new(program));
            silent(command.args(args).current_dir(dir))
        }),
    };
    vec![
        tool(
            "ripgrep: one word in all files",
            "rg",
            &["--count", "request", "."],
        ),
        tool(
            "universal-ctags: tags of all files",
            "ctags",
            &["-R", "-f", "-", "."],
        ),
        tool(
            "ast-grep: one pattern, by language",
            "ast-grep",
            &["run", "--pattern", "request($$$A)", "--json=stream", "."],
        ),
    ]
}

#[expect(clippy::disallowed_methods, reason = "a chore starts programs")]
fn program_of(path: &Path) -> Command {
    Command::new(path)
}

fn silent(command: &mut Command) -> Result<(), String> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let status = command.status().map_err(|error| error.to_string())?;
    // Exit code 1 says that nothing was found.
    match status.code() {
        Some(0 | 1) => Ok(()),
        _ => Err("failed".to_owned()),
    }
}

fn analyze(binary: &Path, dir: &Path) -> Result<(), String> {
    let mut command = program_of(binary);
    command.args(["analyze", "--query", QUERY, "--format", "json", "--repo"]);
    silent(command.arg(dir))
}

fn forget(dir: &Path) {
    let _ = std::fs::remove_dir_all(dir.join(".groundplan/cache"));
}

/// Gives the first source file another time of change and another content.
#[expect(clippy::disallowed_methods, reason = "a chore changes a scratch copy")]
fn touch(dir: &Path) -> Result<(), String> {
    let files = walk(dir);
    let first = files
        .iter()
        .find(|(path, _)| syntax::language_of(&path.to_string_lossy()).is_some());
    let path = &first.ok_or("no source file")?.0;
    let mut text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    text.push('\n');
    std::fs::write(path, text).map_err(|error| error.to_string())
}

fn walk(dir: &Path) -> Vec<(PathBuf, u64)> {
    let walk = WalkBuilder::new(dir).hidden(false).build();
    let files = walk.filter_map(Result::ok).filter(|entry| {
        entry.file_type().is_some_and(|kind| kind.is_file())
            && !entry
                .path()
                .components()
                .any(|part| part.as_os_str() == ".git")
    });
    files
        .filter_map(|entry| Some((entry.path().to_owned(), entry.metadata().ok()?.len())))
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "a chore reads files")]
fn parse_all(dir: &Path) {
    walk(dir).par_iter().for_each(|(path, size)| {
        if *size <= MAX_BYTES
            && let Ok(text) = std::fs::read_to_string(path)
        {
            std::hint::black_box(syntax::parse_file(&path.to_string_lossy(), &text));
        }
    });
}
