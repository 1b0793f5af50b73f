//! Every bullet and paragraph is a query of its own and votes for the files it finds: Σ 1 / (3 + rank).

use rayon::prelude::*;

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "item-votes",
    weight: 0.3,
    terse: 0.25,
    stage: Stage::Seeded,
    score,
};

/// Files an item votes for.
const VOTES: usize = 20;
/// Items that vote; a longer text has no more to say.
const ITEMS: usize = 400;

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let items = &context.parsed.items[..context.parsed.items.len().min(ITEMS)];
    let ballots: Vec<Vec<usize>> = items
        .par_iter()
        .map(|bag| {
            let scores = context.content.bm25(bag);
            let mut found: Vec<usize> = (0..scores.len())
                .filter(|file| scores[*file] > 0.0)
                .collect();
            let order = |a: &usize, b: &usize| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b));
            if found.len() > VOTES {
                found.select_nth_unstable_by(VOTES, order);
                found.truncate(VOTES);
            }
            found.sort_by(order);
            found
        })
        .collect();
    let mut values = vec![0.0; context.files.len()];
    let mut first = vec![0u32; context.files.len()];
    for ballot in &ballots {
        for (rank, file) in ballot.iter().enumerate() {
            values[*file] += 1.0 / (4.0 + rank as f64);
            first[*file] += u32::from(rank < 5);
        }
    }
    let reason = move |file: usize| match first[file] {
        0 => "some items of the text find it".to_owned(),
        n => format!(
            "among the first 5 files for {n} of {} items of the text",
            ballots.len()
        ),
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}
