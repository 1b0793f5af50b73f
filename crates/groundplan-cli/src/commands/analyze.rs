//! `groundplan analyze`: where a feature lives and how things are done here.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use groundplan::analyze::{self, Options, Query};
use groundplan::model::evidence::{Analysis, Depth};
use groundplan::model::spec::Spec;
use groundplan::world::World as _;

use super::Outcome;
use crate::args::{AnalyzeArgs, Global, ListArg};
use crate::failure::{Failure, reason};
use crate::repo::{Access, Repo, absolute, open};
use crate::target::read_spec;
use crate::ui;

/// Runs the command.
pub fn run(global: &Global, args: &AnalyzeArgs) -> Outcome {
    let repo = open(global, Access::Read)?;
    let asked = asked(&repo, args)?;
    let query = match &asked {
        Asked::Spec(spec) => Query::of_spec(spec),
        Asked::Text(text) => Query::of_text(text),
    };
    let options = Options {
        top: args.top,
        depth: args.depth.or(repo.settings.depth).map(Depth::from),
        ..Options::default()
    };
    let (index, _) = analyze::index(&repo.world);
    let analysis = analyze::analyze(&query, &index, &repo.world, &options);
    repo.reporter.finish();
    match args.list {
        Some(ListArg::Files) => {
            ui::list(global.format, &analysis.files, || files(&analysis))?;
        }
        Some(ListArg::Symbols) => {
            ui::list(global.format, &analysis.symbols, || symbols(&analysis))?;
        }
        None => ui::value(global.format, &analysis, || text(&analysis))?,
    }
    Ok(0)
}

/// What is asked about.
enum Asked {
    Spec(Box<Spec>),
    Text(String),
}

fn asked(repo: &Repo, args: &AnalyzeArgs) -> Result<Asked, Failure> {
    if let Some(target) = &args.target {
        let spec = read_spec(repo, target)?;
        let features = &repo.settings.features;
        repo.world
            .hide(&format!("{features}/{}-plan.md", spec.stem()));
        return Ok(Asked::Spec(Box::new(spec)));
    }
    if let Some(text) = &args.query {
        return Ok(Asked::Text(text.clone()));
    }
    let path = args.query_file.as_deref().unwrap_or(Path::new("-"));
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| {
            Failure::new(format!(
                "standard input: cannot be read: {}",
                reason(&error).0
            ))
            .help("pipe a text into the command, or name a file")
        })?;
        return Ok(Asked::Text(String::from_utf8_lossy(&bytes).into_owned()));
    }
    let full = absolute(path)?;
    repo.world.grant(&full);
    Ok(Asked::Text(repo.world.read_text(&full.to_string_lossy())?))
}

fn files(analysis: &Analysis) -> String {
    let mut out = String::new();
    for file in &analysis.files {
        let line = file
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        let reasons = file.reasons.join("; ");
        let _ = writeln!(out, "{:6.3} {}{line}  {reasons}", file.score, file.path);
    }
    out
}

fn symbols(analysis: &Analysis) -> String {
    let mut out = String::new();
    for symbol in &analysis.symbols {
        let reasons = symbol.reasons.join("; ");
        let _ = writeln!(
            out,
            "{:6.3} {}:{} {}  {reasons}",
            symbol.score, symbol.path, symbol.line, symbol.name
        );
    }
    out
}

fn text(analysis: &Analysis) -> String {
    let mut out = format!("depth: {:?}\n", analysis.decision.depth);
    for reason in &analysis.decision.reasons {
        let _ = writeln!(out, "  {reason}");
    }
    let _ = write!(out, "\nfiles\n{}", files(analysis));
    for (title, lines) in lists(analysis) {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{title}\n  {}", lines.join("\n  "));
        }
    }
    out
}

fn lists(analysis: &Analysis) -> [(&'static str, Vec<String>); 5] {
    let patterns = analysis.patterns_found.iter().map(|p| {
        format!(
            "{} ({} of {}) {}",
            p.description, p.support, p.total, p.example_location
        )
    });
    let points = analysis.integration_points.iter();
    let similar = analysis.similar_implementations.iter();
    let anti = analysis.anti_patterns.iter();
    let advice = analysis.recommendations.iter();
    [
        ("patterns", patterns.collect()),
        (
            "integration points",
            points
                .map(|p| format!("{} {}", p.file_location, p.instruction))
                .collect(),
        ),
        (
            "similar",
            similar
                .map(|p| format!("{} {}", p.file, p.description))
                .collect(),
        ),
        (
            "anti-patterns",
            anti.map(|p| format!("{} {}", p.file, p.issue)).collect(),
        ),
        ("recommendations", advice.map(|r| r.text.clone()).collect()),
    ]
}
