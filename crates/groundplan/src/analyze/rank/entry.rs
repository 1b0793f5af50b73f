//! Where a program begins, above the files that are first: new parts are wired in there.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "entry",
    weight: 0.2,
    terse: 0.1,
    stage: Stage::Seeded,
    score,
};

const NAMES: &[&str] = &[
    "main",
    "app",
    "cli",
    "server",
    "program",
    "startup",
    "__main__",
    "root",
    "router",
    "routes",
    "routing",
    "urls",
    "application",
    "bootstrap",
    "commands",
    "registry",
    "+layout",
    "layout",
];

/// Whether a program, or a large part of one, begins in a file of this name.
pub(super) fn is_entry(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.split('.').next().unwrap_or(&name);
    let in_root = path.matches('/').count() <= 1;
    NAMES.contains(&stem) || (matches!(stem, "index" | "lib" | "mod") && in_root)
}

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    let above = |file: &str, top: &str| {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        folder.is_empty()
            || top
                .strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    let value = |path: &str| {
        if !is_entry(path) {
            return 0.0;
        }
        let below = seeds
            .first(10)
            .iter()
            .filter(|(top, _)| above(path, &context.files[*top].path));
        below.map(|(_, share)| *share).fold(0.0, f64::max)
    };
    let values = context.files.iter().map(|file| value(&file.path)).collect();
    Scored {
        values,
        reason: Box::new(|_| {
            "a program, or a part of one, begins here, above files that say it".to_owned()
        }),
    }
}
