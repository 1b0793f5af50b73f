//! The whole file: BM25 of every word of the query.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "content",
    weight: 1.0,
    terse: 1.0,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let reason = |file| {
        let best = context.content.best(&context.parsed.bag, file, usize::MAX);
        let often = |(hash, count): &&(u32, u32)| {
            context.tells(*hash) && (*count > 1 || context.parsed.code.contains_key(hash))
        };
        let telling = best.iter().filter(often).take(4);
        let said: Vec<String> = telling
            .map(|(hash, count)| format!("`{}` {count}×", context.parsed.spell(*hash)))
            .collect();
        if said.is_empty() {
            String::new()
        } else {
            format!("says {}", said.join(", "))
        }
    };
    Scored {
        values: context.content.bm25(&context.parsed.bag),
        reason: Box::new(reason),
    }
}
