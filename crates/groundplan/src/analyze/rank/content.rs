//! The whole file: BM25 of every word of the query.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "content",
    weight: 1.0,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let reason = |file| {
        let best = context.content.best(&context.parsed.bag, file, 5);
        let said = best
            .iter()
            .map(|(hash, count)| format!("`{}` {count}×", context.parsed.spell(*hash)));
        format!("says {}", said.collect::<Vec<_>>().join(", "))
    };
    Scored {
        values: context.content.bm25(&context.parsed.bag),
        reason: Box::new(reason),
    }
}
