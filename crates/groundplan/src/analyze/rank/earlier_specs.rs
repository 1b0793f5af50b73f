//! Specifications of earlier features in the repository: which files do they name, and which did their
//! commits change?

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::field::Field;
use super::{Context, Scored, Seeds, Signal, Stage};
use crate::model::index::FileKind;

pub(super) const PRIOR: Signal = Signal {
    id: "specs-mention",
    weight: 0.2,
    terse: 0.2,
    stage: Stage::Seeded,
    score: prior,
};
pub(super) const BY_MENTION: Signal = Signal {
    id: "near-specs-mention",
    weight: 0.2,
    terse: 0.2,
    stage: Stage::Seeded,
    score: by_mention,
};
pub(super) const BY_COMMIT: Signal = Signal {
    id: "near-specs-commit",
    weight: 0.2,
    terse: 0.2,
    stage: Stage::Seeded,
    score: by_commit,
};

/// Specifications that vote.
const NEAREST: usize = 8;
/// Commits that changed more say nothing of a specification.
const MAX_FILES: usize = 60;
/// Folders below which each folder or file is the specification of one feature.
const FOLDERS: &[&str] = &[
    "specs",
    "changes",
    "archive",
    "features",
    "plans",
    "rfcs",
    "proposals",
    "stories",
    "epics",
    "prds",
];

/// The documents of one earlier feature.
#[derive(Debug, Default)]
struct Earlier<'a> {
    paths: Vec<&'a str>,
    files: Vec<usize>,
}

/// The feature whose document a path is: `specs/003-x`, `docs/features/FEAT-003`.
fn feature_of(path: &str) -> Option<&str> {
    let parts: Vec<&str> = path.split('/').collect();
    // The innermost such folder that holds more than files: `changes/archive/x` is the feature `x`.
    let above = parts[..parts.len() - 1]
        .iter()
        .rposition(|part| FOLDERS.contains(part))?;
    let upto: usize = parts[..=above + 1].iter().map(|part| part.len() + 1).sum();
    let key = &path[..upto - 1];
    if above + 2 < parts.len() {
        return Some(key);
    }
    // A file directly there: its name without what kind of document it is.
    let stem = key.rsplit_once('.').map_or(key, |(stem, _)| stem);
    let kinds = [
        "-spec",
        "-plan",
        "-tasks",
        "-research",
        "-design",
        ".spec",
        ".plan",
        ".tasks",
    ];
    Some(
        kinds
            .iter()
            .find_map(|kind| stem.strip_suffix(kind))
            .unwrap_or(stem),
    )
}

/// Earlier features in the order of their names, the one of the query left out.
fn earlier<'c>(context: &'c Context<'c>) -> Vec<Earlier<'c>> {
    let own = context.own_path.and_then(feature_of);
    let mut by_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (number, file) in context.files.iter().enumerate() {
        by_name
            .entry(file.path.rsplit('/').next().unwrap_or(&file.path))
            .or_default()
            .push(number);
    }
    let mut features: BTreeMap<&str, Earlier<'_>> = BTreeMap::new();
    for document in context.index.of_kind(FileKind::Docs) {
        let Some(feature) = feature_of(&document.path).filter(|feature| Some(*feature) != own)
        else {
            continue;
        };
        let entry = features.entry(feature).or_default();
        entry.paths.push(&document.path);
        for named in &document.uses {
            let name = named.name.rsplit('/').next().unwrap_or(&named.name);
            let same = by_name.get(name).map_or(&[][..], Vec::as_slice);
            let whole = same.iter().filter(|file| {
                context.files[**file]
                    .path
                    .strip_suffix(named.name.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
            });
            let whole: Vec<usize> = whole.copied().collect();
            // A name that many files have names none of them.
            if whole.len() <= 3 {
                entry.files.extend(whole);
            }
        }
        entry.files.sort_unstable();
        entry.files.dedup();
    }
    features.into_values().collect()
}

/// The earlier features most like the query, as (number, score).
fn nearest(context: &Context<'_>, features: &[Earlier<'_>]) -> Vec<(usize, f64)> {
    let bag = &context.parsed.bag;
    let field = Field::new(features.iter().map(|feature| {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        let mut total = 0;
        for facts in feature
            .paths
            .iter()
            .filter_map(|path| context.index.file(path))
        {
            total += facts.terms.total;
            for hash in bag.keys() {
                match facts.terms.count(*hash) {
                    0 => {}
                    count => *counts.entry(*hash).or_default() += count,
                }
            }
        }
        (total, counts.into_iter().collect())
    }));
    let mut found: Vec<(usize, f64)> = field
        .bm25(bag)
        .into_iter()
        .enumerate()
        .filter(|(_, score)| *score > 0.0)
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(NEAREST);
    found
}

fn prior<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let mut counts = vec![0u32; context.files.len()];
    for feature in earlier(context) {
        feature.files.iter().for_each(|file| counts[*file] += 1);
    }
    let values = counts
        .iter()
        .map(|count| f64::from(*count).ln_1p())
        .collect();
    let reason = move |file: usize| format!("{} earlier specifications name it", counts[file]);
    Scored {
        values,
        reason: Box::new(reason),
    }
}

fn by_mention<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let features = earlier(context);
    let near = nearest(context, &features);
    let votes = near
        .iter()
        .map(|(feature, score)| (*feature, *score, features[*feature].files.clone()));
    voted(context, &features, votes.collect(), "names it")
}

fn by_commit<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let features = earlier(context);
    let mut feature_by_path: FxHashMap<&str, usize> = FxHashMap::default();
    for (number, feature) in features.iter().enumerate() {
        feature.paths.iter().for_each(|path| {
            feature_by_path.insert(path, number);
        });
    }
    let mut changed: Vec<Vec<usize>> = vec![Vec::new(); features.len()];
    for (commit, files) in context.past.commits.iter().zip(&context.past.files) {
        let mut touched: Vec<usize> = commit
            .files
            .iter()
            .filter_map(|file| feature_by_path.get(file.path.as_str()).copied())
            .collect();
        touched.sort_unstable();
        touched.dedup();
        if let ([feature], true) = (touched.as_slice(), files.len() <= MAX_FILES) {
            changed[*feature].extend(files);
        }
    }
    let near = nearest(context, &features);
    let votes = near.iter().map(|(feature, score)| {
        let mut files = changed[*feature].clone();
        files.sort_unstable();
        files.dedup();
        (*feature, *score, files)
    });
    voted(context, &features, votes.collect(), "was committed with it")
}

/// Lets features vote for files: score ÷ √files.
fn voted<'c>(
    context: &'c Context<'c>,
    features: &[Earlier<'c>],
    votes: Vec<(usize, f64, Vec<usize>)>,
    how: &'static str,
) -> Scored<'c> {
    let mut values = vec![0.0; context.files.len()];
    let mut best: Vec<Option<&'c str>> = vec![None; context.files.len()];
    for (feature, score, files) in votes {
        let share = score / (files.len().max(1) as f64).sqrt();
        for file in files {
            values[file] += share;
            best[file] = best[file].or(features[feature].paths.first().copied());
        }
    }
    let reason = move |file: usize| {
        format!(
            "the like specification `{}` {how}",
            best[file].unwrap_or_default()
        )
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}
