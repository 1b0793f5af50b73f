//! `groundplan analyze`: where a feature lives and how things are done here.

use std::fmt::Write as _;

use groundplan::analyze::{self, Options, Query};
use groundplan::model::evidence::{Analysis, Depth};
use groundplan::world::World as _;

use super::{CommandError, Outcome, json, open, read_spec};
use crate::args::{AnalyzeArgs, DepthArg, Format, Global, ListArg};
use crate::ui;

/// The library's depth.
pub fn depth(depth: Option<DepthArg>) -> Option<Depth> {
    depth.map(|depth| match depth {
        DepthArg::Skip => Depth::Skip,
        DepthArg::Quick => Depth::Quick,
        DepthArg::Thorough => Depth::Thorough,
    })
}

/// Runs the command.
pub fn run(global: &Global, args: &AnalyzeArgs) -> Outcome {
    let repo = open(global, false)?;
    let options = Options {
        top: args.top,
        depth: depth(args.depth),
        ..Options::default()
    };
    let (index, _) = analyze::index(&repo.world);
    let analysis = match (&args.target, &args.query, &args.query_file) {
        (Some(target), ..) => {
            let spec = read_spec(&repo, target)?;
            analyze::analyze(&Query::of_spec(&spec), &index, &repo.world, &options)
        }
        (None, Some(text), _) => {
            analyze::analyze(&Query::of_text(text), &index, &repo.world, &options)
        }
        (None, None, file) => {
            let path = file.as_deref().unwrap_or(std::path::Path::new("-"));
            let real = path.canonicalize().map_err(|error| CommandError::NotText {
                path: path.display().to_string(),
                why: error.to_string(),
            })?;
            let text = repo.world.read_text(&real.to_string_lossy())?;
            analyze::analyze(&Query::of_text(&text), &index, &repo.world, &options)
        }
    };
    repo.reporter.finish();
    print(global, args, &analysis)?;
    Ok(0)
}

fn print(global: &Global, args: &AnalyzeArgs, analysis: &Analysis) -> Result<(), CommandError> {
    let compact = |value: Result<String, serde_json::Error>| {
        value.map_err(|error| CommandError::Output(error.to_string()))
    };
    let mut out = String::new();
    match (args.list, global.format) {
        (Some(ListArg::Files), Format::Jsonl) => {
            for file in &analysis.files {
                let _ = writeln!(out, "{}", compact(serde_json::to_string(file))?);
            }
        }
        (Some(ListArg::Symbols), Format::Jsonl) => {
            for symbol in &analysis.symbols {
                let _ = writeln!(out, "{}", compact(serde_json::to_string(symbol))?);
            }
        }
        (Some(ListArg::Files), Format::Json) => out = json(&analysis.files)?,
        (Some(ListArg::Symbols), Format::Json) => out = json(&analysis.symbols)?,
        (Some(ListArg::Symbols), Format::Text) => symbols(analysis, &mut out),
        (Some(ListArg::Files), Format::Text) => files(analysis, &mut out),
        (None, Format::Text) => text(analysis, &mut out),
        (None, _) => out = json(analysis)?,
    }
    ui::print(&out);
    Ok(())
}

fn files(analysis: &Analysis, out: &mut String) {
    for file in &analysis.files {
        let line = file
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        let _ = writeln!(
            out,
            "{:6.3} {}{line}  {}",
            file.score,
            file.path,
            file.reasons.join("; ")
        );
    }
}

fn symbols(analysis: &Analysis, out: &mut String) {
    for symbol in &analysis.symbols {
        let _ = writeln!(
            out,
            "{:6.3} {}:{} {}  {}",
            symbol.score,
            symbol.path,
            symbol.line,
            symbol.name,
            symbol.reasons.join("; ")
        );
    }
}

fn text(analysis: &Analysis, out: &mut String) {
    let _ = writeln!(out, "depth: {:?}", analysis.decision.depth);
    for reason in &analysis.decision.reasons {
        let _ = writeln!(out, "  {reason}");
    }
    let _ = writeln!(out, "\nfiles");
    files(analysis, out);
    for (title, lines) in [
        (
            "patterns",
            analysis
                .patterns_found
                .iter()
                .map(|p| {
                    format!(
                        "{} ({} of {}) {}",
                        p.description, p.support, p.total, p.example_location
                    )
                })
                .collect::<Vec<_>>(),
        ),
        (
            "integration points",
            analysis
                .integration_points
                .iter()
                .map(|p| format!("{} {}", p.file_location, p.instruction))
                .collect(),
        ),
        (
            "similar",
            analysis
                .similar_implementations
                .iter()
                .map(|p| format!("{} {}", p.file, p.description))
                .collect(),
        ),
        (
            "anti-patterns",
            analysis
                .anti_patterns
                .iter()
                .map(|p| format!("{} {}", p.file, p.issue))
                .collect(),
        ),
    ] {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{title}\n  {}", lines.join("\n  "));
        }
    }
}
