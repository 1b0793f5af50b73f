//! `tabulate`: what every signal says of every candidate of every row, once, so that measuring, leaving out and fitting
//! take seconds.

use std::collections::BTreeMap;
use std::path::Path;

use groundplan::analyze::{self, Options, Query};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::git::Git;
use crate::rows::{self, Row};
use crate::world::{CommitWorld, Store};

/// Candidates of a row that are kept: the best ones by the present weights, and all that should be found.
const KEPT: usize = 1_000;

/// All rows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Table {
    /// Names of the signals.
    pub signals: Vec<String>,
    pub queries: Vec<Ranked>,
}

/// One query with its candidates.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ranked {
    pub id: String,
    pub repo: String,
    /// `fit`, `held-out` or empty.
    pub half: String,
    /// Characters of the query.
    pub length: usize,
    /// Whether it is weighed as a message.
    pub terse: bool,
    /// Number of files that should be found.
    pub gold: usize,
    /// Number of those that the query does not name.
    pub unnamed: usize,
    /// In path order.
    pub candidates: Vec<Candidate>,
}

/// One candidate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Candidate {
    pub path: String,
    /// Whether it should be found.
    pub gold: bool,
    /// Whether the query names it.
    pub named: bool,
    /// What each signal says.
    pub shares: Vec<f32>,
}

impl Candidate {
    /// Its score with these weights; `None` where no signal speaks for it.
    pub fn score(&self, weights: &[f64]) -> Option<f64> {
        let parts = self.shares.iter().zip(weights);
        let found = parts
            .clone()
            .any(|(share, weight)| *share > 0.0 && *weight > 0.0);
        found.then(|| {
            parts
                .map(|(share, weight)| f64::from(*share) * weight)
                .sum()
        })
    }
}

/// Computes the table of a file of rows.
#[expect(clippy::disallowed_methods, reason = "a chore writes files")]
pub(crate) fn run(path: &str, mirrors: &Path, out: &str) -> Result<(), String> {
    let mut of_repo: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows::load(path)? {
        of_repo.entry(row.repo.clone()).or_default().push(row);
    }
    let groups: Vec<(String, Vec<Row>)> = of_repo.into_iter().collect();
    let done = groups.par_iter().map(|(repo, rows)| {
        let ranked = of_repository(repo, rows, mirrors);
        eprintln!("{repo}");
        ranked
    });
    let queries: Vec<Vec<Ranked>> = done.collect::<Result<_, _>>()?;
    let table = Table {
        signals: analyze::signals(false)
            .map(|(id, _)| id.to_owned())
            .collect(),
        queries: queries.into_iter().flatten().collect(),
    };
    let blob = postcard::to_stdvec(&table).map_err(|error| error.to_string())?;
    std::fs::write(out, blob).map_err(|error| format!("{out}: {error}"))
}

/// Reads a table.
#[expect(clippy::disallowed_methods, reason = "a chore reads files")]
pub(crate) fn load(path: &str) -> Result<Table, String> {
    let blob = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    postcard::from_bytes(&blob).map_err(|error| format!("{path}: {error}"))
}

fn of_repository(repo: &str, rows: &[Row], mirrors: &Path) -> Result<Vec<Ranked>, String> {
    let git = Git::open(mirrors, repo);
    let store = Store::new(&git)?;
    rows.iter().map(|row| ranked(row, &git, &store)).collect()
}

fn ranked(row: &Row, git: &Git, store: &Store) -> Result<Ranked, String> {
    let world = CommitWorld::new(git, store, &row.base_commit)?;
    let (index, _) = analyze::index(&world);
    let query = Query::of_text(&row.spec_text);
    let shares = analyze::shares(&query, &index, &world, &Options::default());
    let candidate = |(number, path): (usize, String)| Candidate {
        gold: row.gold_files.contains(&path),
        named: row.gold_named_in_spec.contains(&path),
        shares: shares
            .of_signal
            .iter()
            .map(|of| of[number] as f32)
            .collect(),
        path,
    };
    let all = shares.paths.iter().cloned().enumerate().map(candidate);
    Ok(Ranked {
        id: row.id.clone(),
        repo: row.repo.clone(),
        half: row.half.clone(),
        length: row.spec_text.chars().count(),
        terse: analyze::is_terse(&row.spec_text),
        gold: row.gold_files.len(),
        unnamed: row.gold_files.len() - row.gold_named_in_spec.len(),
        candidates: best(all.collect(), analyze::is_terse(&row.spec_text)),
    })
}

fn best(mut all: Vec<Candidate>, terse: bool) -> Vec<Candidate> {
    let weights: Vec<f64> = analyze::signals(terse).map(|(_, weight)| weight).collect();
    all.retain(|candidate| candidate.gold || candidate.score(&weights).is_some());
    let key = |candidate: &Candidate| candidate.score(&weights).unwrap_or(f64::MIN);
    all.sort_by(|a, b| b.gold.cmp(&a.gold).then(key(b).total_cmp(&key(a))));
    all.truncate(KEPT);
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}
