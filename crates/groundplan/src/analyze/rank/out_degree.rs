//! How much a file imports: what wires many parts together is touched more often.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "out-degree",
    weight: 0.2,
    terse: 0.1,
    stage: Stage::Seeded,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let values = context
        .imports
        .iter()
        .map(|imports| (imports.len() as f64).ln_1p())
        .collect();
    let reason = |file: usize| {
        format!(
            "imports {} files of the repository",
            context.imports[file].len()
        )
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}
