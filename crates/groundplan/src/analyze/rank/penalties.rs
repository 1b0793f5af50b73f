//! Files that say much and are touched seldom: what a program wrote, tools' folders, examples, styles.

use super::file_names::named_files;
use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const GENERATED: Signal = Signal {
    id: "generated",
    weight: -1.0,
    terse: -1.0,
    stage: Stage::Seeded,
    score: generated,
};
pub(super) const DOT_FOLDER: Signal = Signal {
    id: "dot-folder",
    weight: -0.5,
    terse: -0.5,
    stage: Stage::Seeded,
    score: dot_folder,
};
pub(super) const ASIDE: Signal = Signal {
    id: "aside",
    weight: -0.3,
    terse: -0.4,
    stage: Stage::Seeded,
    score: aside,
};
pub(super) const ASSET: Signal = Signal {
    id: "asset",
    weight: -0.3,
    terse: -0.4,
    stage: Stage::Seeded,
    score: asset,
};

/// 1 for every candidate that the query does not name and whose path is of this sort.
fn unless_named<'c>(
    context: &'c Context<'c>,
    is: fn(&str) -> bool,
    reason: &'static str,
) -> Scored<'c> {
    let mut values: Vec<f64> = context
        .files
        .iter()
        .map(|file| f64::from(u8::from(is(&file.path))))
        .collect();
    for (_, files) in named_files(context)
        .iter()
        .filter(|(_, files)| files.len() == 1)
    {
        files.iter().for_each(|file| values[*file] = 0.0);
    }
    Scored {
        values,
        reason: Box::new(move |_| reason.to_owned()),
    }
}

fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit_once('/')
        .map_or("", |(folders, _)| folders)
        .split('/')
}

fn generated<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let is = |path: &str| {
        let named = |folder: &str| {
            matches!(
                folder,
                "gen" | "autogen" | "openapi" | "codegen" | "build" | "out"
            )
        };
        folders(path).any(named) || path.ends_with(".d.ts")
    };
    unless_named(context, is, "lower: its folder holds what programs write")
}

fn dot_folder<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let is = |path: &str| folders(path).any(|folder| folder.starts_with('.'));
    unless_named(context, is, "lower: it lies in a tool's folder")
}

fn aside<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let is = |path: &str| {
        folders(path).any(|folder| {
            matches!(
                folder.to_lowercase().as_str(),
                "script"
                    | "scripts"
                    | "example"
                    | "examples"
                    | "sample"
                    | "samples"
                    | "demo"
                    | "demos"
                    | "legacy"
                    | "deprecated"
                    | "archive"
                    | "old"
                    | "bench"
                    | "benches"
                    | "benchmark"
                    | "benchmarks"
                    | "tools"
            )
        })
    };
    unless_named(
        context,
        is,
        "lower: scripts, examples and old code are touched seldom",
    )
}

fn asset<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let is = |path: &str| {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        matches!(
            extension,
            "css"
                | "scss"
                | "sass"
                | "less"
                | "sql"
                | "html"
                | "htm"
                | "sh"
                | "bash"
                | "zsh"
                | "ps1"
        )
    };
    unless_named(
        context,
        is,
        "lower: styles, markup and scripts are touched seldom",
    )
}
