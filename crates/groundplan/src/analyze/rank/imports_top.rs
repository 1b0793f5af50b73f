//! Files that import the first ones: what is wired to them changes with them.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "imports-top",
    weight: 0.2,
    terse: 0.05,
    stage: Stage::Seeded,
    score,
};

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    let mut values = vec![0.0; context.files.len()];
    for (top, share) in seeds.first(10) {
        context.importers[*top]
            .iter()
            .for_each(|file| values[*file] += share);
    }
    let reason = |file: usize| {
        let count = seeds
            .first(10)
            .iter()
            .filter(|(top, _)| context.imports[file].contains(top))
            .count();
        format!("imports {count} of the 10 files that say most of it")
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}
