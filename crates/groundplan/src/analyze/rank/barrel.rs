//! Files that re-export what lies beside them: a new module is named there.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "barrel",
    weight: 0.2,
    terse: 0.2,
    stage: Stage::Seeded,
    score,
};

fn is_barrel(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "__init__.py" | "mod.rs" | "lib.rs") || name.starts_with("index.")
}

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    fn folder(path: &str) -> &str {
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
    let value = |number: usize| {
        let path = &context.files[number].path;
        if !is_barrel(path) {
            return 0.0;
        }
        let own = folder(path);
        let inside = |top: &str| {
            let below = folder(top).strip_prefix(own)?;
            (own.is_empty() || below.is_empty() || below.starts_with('/'))
                .then(|| below.matches('/').count())
        };
        let shares = seeds
            .first(20)
            .iter()
            .filter(|(top, _)| *top != number)
            .map(|(top, share)| match inside(&context.files[*top].path) {
                Some(levels) if levels < 2 => share / (1.0 + levels as f64),
                _ => 0.0,
            });
        shares.fold(0.0, f64::max)
    };
    let values = (0..context.files.len()).map(value).collect();
    Scored {
        values,
        reason: Box::new(|_| "exports what lies beside it, among it files that say it".to_owned()),
    }
}
