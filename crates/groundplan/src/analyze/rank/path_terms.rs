//! The path: BM25 of the query's words over the words of folders and names.

use super::context::path_terms;
use super::field::Field;
use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "path-terms",
    weight: 0.5,
    terse: 0.4,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let bag = &context.parsed.bag;
    let field = Field::new(context.files.iter().map(|file| {
        let mut terms = path_terms(&file.path);
        let length = terms.len() as u32;
        terms.sort_unstable();
        let runs = terms
            .chunk_by(|a, b| a == b)
            .filter(|run| bag.contains_key(&run[0]));
        (length, runs.map(|run| (run[0], run.len() as u32)).collect())
    }));
    let values = field.bm25(bag);
    let reason = move |file| {
        let best = field.best(bag, file, 4);
        let said = best
            .iter()
            .map(|(hash, _)| format!("`{}`", context.parsed.spell(*hash)));
        format!("its path says {}", said.collect::<Vec<_>>().join(", "))
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}
