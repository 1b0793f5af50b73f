//! `cargo xtask plant`: plants true and false citations of real repositories in plans, verifies them, and counts.
//!
//! Symbols come from universal-ctags, what settings name from patterns: neither shares code with the verifier.

mod items;
mod rng;
mod settings;
mod shapes;
mod tags;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use items::{Item, Planted, Planter};
use rng::Rng;
use serde_json::Value;
use settings::Settings;
use tags::Source;

/// Items of one plan.
const PLAN: usize = 60;

/// What `plant` was asked.
pub struct Options {
    /// The `groundplan` to try.
    pub binary: PathBuf,
    /// Items of each repository.
    pub count: usize,
    /// Seed.
    pub seed: u64,
    /// Where plans are written and misses listed.
    pub out: PathBuf,
    /// Repositories.
    pub repositories: Vec<PathBuf>,
}

/// Counts of a row of the table.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    sound: usize,
    seen: usize,
    alarms: usize,
    defects: usize,
    caught: usize,
}

/// Rows by language, by form and by defect.
#[derive(Default)]
struct Table(BTreeMap<(u8, String), Count>);

/// Plants, verifies and prints the table.
pub fn run(options: &Options) -> Result<(), String> {
    let mut table = Table::default();
    let mut misses = String::new();
    for (at, repository) in options.repositories.iter().enumerate() {
        let source = Source::read(repository)?;
        let settings = Settings::read(&source);
        let mut planter = Planter {
            source: &source,
            settings: &settings,
            rng: Rng::new(options.seed.wrapping_add(at as u64 * 7919)),
        };
        let mut items = Vec::new();
        for _ in 0..options.count * 40 {
            items.extend(planter.draw());
            if items.len() >= options.count {
                break;
            }
        }
        for (number, chunk) in items.chunks(PLAN).enumerate() {
            one(options, repository, number, chunk, &mut table, &mut misses)?;
        }
    }
    write(&options.out.join("misses.txt"), &misses)?;
    print!("{}", table.shown());
    Ok(())
}

/// Writes one plan, verifies it and judges each item.
fn one(
    options: &Options,
    repository: &Path,
    number: usize,
    items: &[Item],
    table: &mut Table,
    misses: &mut String,
) -> Result<(), String> {
    let name = repository
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let path = options.out.join(format!("{name}-{number}.md"));
    let mut text = String::from("# Plan\n\n## Background\n\n");
    let mut places = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if at % 20 == 19 {
            let _ = write!(text, "## Part {}\n\n", at / 20 + 1);
        }
        let from = text.matches('\n').count() + 1;
        let _ = write!(text, "{}\n\n", item.text);
        places.push((from, text.matches('\n').count()));
    }
    write(&path, &text)?;
    let report = verify(&options.binary, repository, &path)?;
    let empty = Vec::new();
    let claims = report
        .get("claims")
        .and_then(Value::as_array)
        .unwrap_or(&empty);
    for (item, (from, to)) in items.iter().zip(places) {
        let own: Vec<&Value> = claims
            .iter()
            .filter(|claim| {
                claim
                    .get("line")
                    .and_then(Value::as_u64)
                    .is_some_and(|line| (from as u64..=to as u64).contains(&line))
            })
            .collect();
        let judged = judge(item, &own);
        table.add(item, judged);
        if !judged.right {
            let what = match &item.planted {
                Planted::Sound if judged.alarm => "FALSE ALARM",
                Planted::Sound => "NOT SEEN",
                Planted::Defect(kind) => kind,
            };
            let _ = writeln!(
                misses,
                "{name}-{number}.md:{from} [{}] {what} ({})\n    {}",
                item.language,
                item.form.as_str(),
                item.text.replace('\n', "⏎")
            );
            for claim in &own {
                let text = |key: &str| claim.get(key).and_then(Value::as_str).unwrap_or_default();
                let _ = writeln!(
                    misses,
                    "      {} {} {}: {}",
                    text("verdict"),
                    text("kind"),
                    text("text"),
                    text("reason")
                );
            }
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Judged {
    alarm: bool,
    /// A true one that is seen, a false one that is caught for its reason.
    right: bool,
}

fn judge(item: &Item, claims: &[&Value]) -> Judged {
    let text = |claim: &Value, key: &str| {
        claim
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let is = |claim: &&&Value, all: &[&str]| all.contains(&text(claim, "verdict").as_str());
    let alarms: Vec<&&Value> = claims
        .iter()
        .filter(|claim| is(claim, &["missing", "moved", "changed"]))
        .collect();
    let alarm = !alarms.is_empty();
    let right = match item.planted {
        Planted::Sound => {
            let mut held = claims
                .iter()
                .filter(|claim| is(claim, &["ok", "ambiguous"]));
            let target = |claim: &Value| {
                claim
                    .get("target")
                    .map_or_else(String::new, Value::to_string)
            };
            !alarm
                && held.any(|claim| {
                    text(claim, "text").contains(&item.cited) || target(claim).contains(&item.cited)
                })
        }
        Planted::Defect(_) => alarms.iter().any(|claim| {
            let found = claim
                .get("found")
                .and_then(|found| found.get("path"))
                .and_then(Value::as_str)
                .unwrap_or_default();
            let said = format!("{} {found}", text(claim, "reason"));
            item.reasons.iter().any(|reason| said.contains(reason))
        }),
    };
    Judged { alarm, right }
}

impl Table {
    fn add(&mut self, item: &Item, judged: Judged) {
        let kind = match &item.planted {
            Planted::Sound => None,
            Planted::Defect(kind) => Some((3, (*kind).to_owned())),
        };
        let rows = [
            (0, "all".to_owned()),
            (1, item.language.clone()),
            (2, item.form.as_str().to_owned()),
        ];
        for row in rows.into_iter().chain(kind) {
            let count = self.0.entry(row).or_default();
            match item.planted {
                Planted::Sound => {
                    count.sound += 1;
                    count.seen += usize::from(judged.right);
                    count.alarms += usize::from(judged.alarm);
                }
                Planted::Defect(_) => {
                    count.defects += 1;
                    count.caught += usize::from(judged.right);
                }
            }
        }
    }

    fn shown(&self) -> String {
        let mut out = String::new();
        let mut group = u8::MAX;
        for ((of, name), count) in &self.0 {
            if *of != group && *of > 0 {
                let head = ["", "language", "citation", "defect"][usize::from(*of)];
                let _ = writeln!(
                    out,
                    "\n| {head} | defects | caught | true | seen | false alarms |\n| --- | ---: | ---: | ---: | ---: | ---: |"
                );
            } else if *of == 0 {
                out.push_str("| | defects | caught | true | seen | false alarms |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
            }
            group = *of;
            let _ = writeln!(
                out,
                "| {name} | {} | {} | {} | {} | {} |",
                count.defects,
                percent(count.caught, count.defects),
                count.sound,
                percent(count.seen, count.sound),
                percent(count.alarms, count.sound)
            );
        }
        out
    }
}

fn percent(part: usize, all: usize) -> String {
    match all {
        0 => "–".to_owned(),
        _ => {
            let tenths = (part * 1000 + all / 2) / all;
            format!("{}.{} %", tenths / 10, tenths % 10)
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a chore writes what it makes")]
fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    let done = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, text));
    done.map_err(|error| format!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a chore runs the command")]
fn verify(binary: &Path, repository: &Path, plan: &Path) -> Result<Value, String> {
    let out = Command::new(binary)
        .arg("--repo")
        .arg(repository)
        .arg("verify")
        .arg(plan)
        .args(["--format", "json"])
        .output()
        .map_err(|error| format!("{}: {error}", binary.display()))?;
    serde_json::from_slice(&out.stdout).map_err(|error| {
        format!(
            "{}: {error}: {}",
            plan.display(),
            String::from_utf8_lossy(&out.stderr)
        )
    })
}
