//! Words between backticks, as a query of their own: what a specification marks as code is code.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "code-spans",
    weight: 0.5,
    terse: 0.45,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let reason = |file| {
        let best = context.content.best(&context.parsed.code, file, usize::MAX);
        let telling = best.iter().filter(|(hash, _)| context.tells(*hash)).take(4);
        let said: Vec<String> = telling
            .map(|(hash, count)| format!("`{}` {count}×", context.parsed.spell(*hash)))
            .collect();
        if said.is_empty() {
            String::new()
        } else {
            format!("says what the text marks as code: {}", said.join(", "))
        }
    };
    Scored {
        values: context.content.bm25(&context.parsed.code),
        reason: Box::new(reason),
    }
}
