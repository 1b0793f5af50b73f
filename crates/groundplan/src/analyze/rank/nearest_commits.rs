//! Commits whose message is like the query vote for the files they changed: BM25 ÷ √files.

use super::super::history::{short, subject};
use super::super::query::bag_of;
use super::field::Field;
use super::{Context, Scored, Seeds, Signal, Stage};
use crate::model::evidence::AddedBy;

pub(super) const SIGNAL: Signal = Signal {
    id: "nearest-commits",
    weight: 0.3,
    terse: 0.65,
    stage: Stage::Seeded,
    score,
};

/// Commits that vote.
const VOTERS: usize = 30;
/// Commits that changed more say nothing of a file.
const MAX_FILES: usize = 60;

/// The commits whose messages are most like the query, with their scores.
fn nearest(context: &Context<'_>) -> Vec<(usize, f64)> {
    let bag = &context.parsed.bag;
    let field = Field::new(context.past.commits.iter().map(|commit| {
        let counts = bag_of(&commit.message);
        let length: f64 = counts.values().sum();
        let mut hits: Vec<(u32, u32)> = counts
            .iter()
            .filter(|(hash, _)| bag.contains_key(hash))
            .map(|(hash, count)| (*hash, *count as u32))
            .collect();
        hits.sort_unstable();
        (length as u32, hits)
    }));
    let scores = field.bm25(bag).into_iter().enumerate();
    let mut found: Vec<(usize, f64)> = scores
        .filter(|(commit, score)| {
            *score > 0.0 && (1..=MAX_FILES).contains(&context.past.files[*commit].len())
        })
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(VOTERS);
    found
}

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let mut values = vec![0.0; context.files.len()];
    let voters = nearest(context);
    for (commit, score) in &voters {
        let files = &context.past.files[*commit];
        files
            .iter()
            .for_each(|file| values[*file] += score / (files.len() as f64).sqrt());
    }
    let reason = move |file: usize| {
        let of_file = voters
            .iter()
            .filter(|(commit, _)| context.past.files[*commit].contains(&file))
            .take(2);
        let told = of_file.map(|(commit, _)| {
            let commit = &context.past.commits[*commit];
            format!(
                "{} “{}”",
                short(commit),
                subject(commit).chars().take(70).collect::<String>()
            )
        });
        format!(
            "was changed by like commits: {}",
            told.collect::<Vec<_>>().join(", ")
        )
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}

/// The commits most like the query, for the summary of history.
pub(crate) fn similar(context: &Context<'_>, limit: usize) -> Vec<AddedBy> {
    let told = nearest(context).into_iter().take(limit).map(|(number, _)| {
        let commit = &context.past.commits[number];
        AddedBy {
            commit: short(commit).to_owned(),
            subject: subject(commit).to_owned(),
            with: commit
                .files
                .iter()
                .map(|file| file.path.clone())
                .take(20)
                .collect(),
        }
    });
    told.collect()
}
