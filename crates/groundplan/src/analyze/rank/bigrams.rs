//! Two words that stand side by side in the query and in an identifier: `user name` and `getUserName`.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "bigrams",
    weight: 0.5,
    terse: 0.5,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let reason = |file| {
        let best = context.pairs.best(&context.parsed.pairs, file, 3);
        let said = best
            .iter()
            .map(|(hash, count)| format!("`{}` {count}×", context.parsed.spell(*hash)));
        format!(
            "has identifiers with {}",
            said.collect::<Vec<_>>().join(", ")
        )
    };
    Scored {
        values: context.pairs.bm25(&context.parsed.pairs),
        reason: Box::new(reason),
    }
}
