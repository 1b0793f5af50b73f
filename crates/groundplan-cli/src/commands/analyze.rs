//! `groundplan analyze`: where a feature lives and how things are done here.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use groundplan::analyze::{self, Options, Query};
use groundplan::model::evidence::{Analysis, Depth};
use groundplan::model::spec::Spec;
use groundplan::world::{Encoding, World as _, decode};

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
    let depth = args.depth.or(global.depth).or(repo.settings.depth);
    let options = Options {
        top: args.top,
        depth: depth.map(Depth::from),
        ..Options::default()
    };
    let (index, _) = analyze::index(&repo.world);
    let analysis = analyze::analyze(&query, &index, &repo.world, &options);
    repo.reporter.finish();
    match args.list {
        Some(ListArg::Files) => {
            ui::list(global.format, "files", &analysis.files, || files(&analysis))?;
        }
        Some(ListArg::Symbols) => {
            ui::list(global.format, "symbols", &analysis.symbols, || {
                symbols(&analysis)
            })?;
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
    let text = match (&args.query, &args.query_file) {
        (Some(text), _) => text.clone(),
        (None, Some(path)) if path != Path::new("-") => from_file(repo, path)?,
        _ => from_input()?,
    };
    if text.trim().is_empty() {
        return Err(Failure::new("the query is empty").help("write what the feature is about"));
    }
    Ok(Asked::Text(text))
}

fn from_file(repo: &Repo, path: &Path) -> Result<String, Failure> {
    let full = absolute(path)?;
    let name = path.to_string_lossy();
    repo.world.grant(&name, &full);
    text_of(repo.world.read(&name)?, &name)
}

fn from_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| {
        let (why, _) = reason(&error);
        Failure::new(format!("standard input: cannot be read: {why}"))
            .help("pipe a text into the command, or name a file")
    })?;
    text_of(bytes, "standard input")
}

fn text_of(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    match decode(bytes) {
        (_, Encoding::Binary | Encoding::Utf32) => {
            Err(Failure::new(format!("{name}: not text")).help("give a text in UTF-8"))
        }
        (text, _) => Ok(text),
    }
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
    let depth = match analysis.decision.depth {
        Depth::Skip => "skip",
        Depth::Quick => "quick",
        Depth::Thorough => "thorough",
    };
    let mut out = format!("depth: {depth}\n");
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
