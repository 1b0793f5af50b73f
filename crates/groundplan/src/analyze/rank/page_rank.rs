//! Nearness in the import graph to the files that are first: personalised PageRank over undirected imports.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "page-rank",
    weight: 1.0,
    terse: 0.6,
    stage: Stage::Seeded,
    score,
};

const SEEDS: usize = 30;
const DAMPING: f64 = 0.6;
/// What is left of the first step after so many is below a millionth.
const STEPS: usize = 25;

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    let count = context.files.len();
    let neighbours: Vec<Vec<usize>> = (0..count)
        .map(|file| {
            let mut all = context.imports[file].clone();
            all.extend(&context.importers[file]);
            all.sort_unstable();
            all.dedup();
            all
        })
        .collect();
    let top = seeds.first(SEEDS);
    let total: f64 = top.iter().map(|(_, share)| share.powi(3)).sum();
    let mut start = vec![0.0; count];
    top.iter()
        .for_each(|(file, share)| start[*file] = share.powi(3) / total);
    let mut now = start.clone();
    for _ in 0..STEPS {
        let mut next: Vec<f64> = start.iter().map(|seed| (1.0 - DAMPING) * seed).collect();
        for (file, near) in neighbours
            .iter()
            .enumerate()
            .filter(|(file, _)| now[*file] > 0.0)
        {
            if near.is_empty() {
                next[file] += DAMPING * now[file];
            }
            let part = DAMPING * now[file] / near.len().max(1) as f64;
            near.iter().for_each(|other| next[*other] += part);
        }
        now = next;
    }
    Scored {
        values: now,
        reason: Box::new(|file| reason(context, seeds, file)),
    }
}

/// The best files that it imports, or that import it.
fn reason(context: &Context<'_>, seeds: &Seeds, file: usize) -> String {
    let of = |links: &[usize]| {
        let near = seeds
            .first(SEEDS)
            .iter()
            .filter(|(other, _)| links.contains(other))
            .take(2);
        near.map(|(other, _)| format!("`{}`", context.files[*other].path))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (of(&context.imports[file]), of(&context.importers[file])) {
        (to, from) if to.is_empty() && from.is_empty() => {
            "imports lead from files that say it to this one".to_owned()
        }
        (to, from) if from.is_empty() => format!("imports {to}"),
        (to, from) if to.is_empty() => format!("is imported by {from}"),
        (to, from) => format!("imports {to}; is imported by {from}"),
    }
}
