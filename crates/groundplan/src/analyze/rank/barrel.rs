//! Files that re-export what lies beside them: a new module is named there.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "barrel",
    weight: 0.2,
    stage: Stage::Seeded,
    score,
};

fn is_barrel(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "__init__.py" | "mod.rs" | "lib.rs") || name.starts_with("index.")
}

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    let folder = |path: &'c str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let value = |number: usize| {
        let path = &context.files[number].path;
        if !is_barrel(path) {
            return 0.0;
        }
        let beside = seeds.first(10).iter().filter(|(top, _)| {
            *top != number
                && (folder(&context.files[*top].path) == folder(path)
                    || context.imports[number].contains(top))
        });
        beside.map(|(_, share)| share).sum()
    };
    let values = (0..context.files.len()).map(value).collect();
    Scored {
        values,
        reason: Box::new(|_| "exports what lies beside it, among it files that say it".to_owned()),
    }
}
