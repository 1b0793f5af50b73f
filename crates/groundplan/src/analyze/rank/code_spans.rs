//! Words between backticks, as a query of their own: what a specification marks as code is code.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "code-spans",
    weight: 0.5,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let reason = |file| {
        let best = context.content.best(&context.parsed.code, file, 4);
        let said = best
            .iter()
            .map(|(hash, count)| format!("`{}` {count}×", context.parsed.spell(*hash)));
        format!(
            "says what the text marks as code: {}",
            said.collect::<Vec<_>>().join(", ")
        )
    };
    Scored {
        values: context.content.bm25(&context.parsed.code),
        reason: Box::new(reason),
    }
}
