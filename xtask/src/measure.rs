//! `measure` and `ablate`: how good a ranking is, with intervals from resampling repositories.

use std::collections::BTreeMap;

use crate::mine::CLASSES;
use crate::table::{Ranked, Table};

/// Names of the measures, in the order of [`Figures`].
pub(crate) const NAMES: [&str; 6] = ["hit@5", "r@5", "r@10", "r@20", "MAP", "unnamed@20"];
/// Draws of an interval.
const DRAWS: usize = 1_000;

/// The measures of one query; NaN where a measure does not apply.
pub(crate) type Figures = [f64; 6];

/// The measures of a query under these weights.
pub(crate) fn figures(query: &Ranked, weights: &[f64]) -> Figures {
    let scored = query.candidates.iter().enumerate();
    let scored = scored.filter_map(|(at, candidate)| Some((at, candidate.score(weights)?)));
    let mut order: Vec<(usize, f64)> = scored.collect();
    // Candidates are in path order and the sort is stable: equal scores stand as the product has them.
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let places = order.iter().zip(1usize..);
    let found: Vec<(usize, bool)> = places
        .filter(|((at, _), _)| query.candidates[*at].gold)
        .map(|((at, _), place)| (place, query.candidates[*at].named))
        .collect();
    let within = |k: usize| found.iter().filter(|(place, _)| *place <= k).count() as f64;
    let gold = query.gold as f64;
    let precision = found.iter().zip(1u32..);
    let precision: f64 = precision
        .map(|((place, _), n)| f64::from(n) / *place as f64)
        .sum();
    let unnamed = found
        .iter()
        .filter(|(place, named)| *place <= 20 && !named)
        .count() as f64;
    [
        f64::from(u8::from(within(5) > 0.0)),
        within(5) / gold,
        within(10) / gold,
        within(20) / gold,
        precision / gold,
        // 0 / 0 is no number: the mean passes over it.
        unnamed / query.unnamed as f64,
    ]
}

/// The mean of each measure over rows to which it applies.
pub(crate) fn mean<'a>(rows: impl Iterator<Item = &'a Figures> + Clone) -> Figures {
    let mut means = [0.0; 6];
    for (at, mean) in means.iter_mut().enumerate() {
        let values = rows
            .clone()
            .map(|row| row[at])
            .filter(|value| !value.is_nan());
        let (sum, count) =
            values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        *mean = sum / count;
    }
    means
}

/// A generator of numbers that is the same in every run (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// The middle 95 % of the means when whole repositories are drawn with replacement (cluster bootstrap).
fn intervals(rows: &[(&str, Figures)]) -> [(f64, f64); 6] {
    let mut of_repo: BTreeMap<&str, Vec<&Figures>> = BTreeMap::new();
    for (repo, figures) in rows {
        of_repo.entry(repo).or_default().push(figures);
    }
    let groups: Vec<Vec<&Figures>> = of_repo.into_values().collect();
    let mut numbers = Numbers(7);
    let mut drawn: Vec<Figures> = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let draw: Vec<&Figures> = (0..groups.len())
            .flat_map(|_| groups[numbers.below(groups.len())].iter().copied())
            .collect();
        drawn.push(mean(draw.iter().copied()));
    }
    let mut all = [(0.0, 0.0); 6];
    for (at, interval) in all.iter_mut().enumerate() {
        let mut values: Vec<f64> = drawn.iter().map(|row| row[at]).collect();
        values.sort_by(f64::total_cmp);
        *interval = (values[DRAWS / 40], values[DRAWS - 1 - DRAWS / 40]);
    }
    all
}

fn short(value: f64) -> String {
    format!("{value:.3}").replacen("0.", ".", 1)
}

/// Sets of queries that are measured apart: all, each half, each class of length.
fn sets(table: &Table) -> Vec<(String, Vec<&Ranked>)> {
    let all: Vec<&Ranked> = table.queries.iter().collect();
    let of = |is: &dyn Fn(&Ranked) -> bool| all.iter().filter(|query| is(query)).copied().collect();
    let mut sets: Vec<(String, Vec<&Ranked>)> = vec![("all".to_owned(), of(&|_| true))];
    for half in ["fit", "held-out"] {
        sets.push((half.to_owned(), of(&|query| query.half == half)));
    }
    let mut begin = 0;
    for end in CLASSES {
        let name = match end {
            usize::MAX => format!("{begin} characters and more"),
            end => format!("{begin} to {} characters", end - 1),
        };
        sets.push((name, of(&|query| (begin..end).contains(&query.length))));
        begin = end;
    }
    sets.retain(|(_, rows)| !rows.is_empty());
    sets
}

/// Prints the measures of every set under the present weights, with intervals.
pub(crate) fn report(table: &Table) {
    println!("| set | queries | {} |", NAMES.join(" | "));
    println!("| --- | --- |{}", " --- |".repeat(NAMES.len()));
    let weights = Weights::present();
    for (name, queries) in sets(table) {
        println!(
            "| {name} | {} | {} |",
            queries.len(),
            line(&queries, &weights)
        );
    }
}

/// Weights for specifications and for terse queries.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    pub full: Vec<f64>,
    pub terse: Vec<f64>,
}

impl Weights {
    /// The present ones.
    pub fn present() -> Self {
        let of = |terse| {
            groundplan::analyze::signals(terse)
                .map(|(_, weight)| weight)
                .collect()
        };
        Self {
            full: of(false),
            terse: of(true),
        }
    }

    /// Those for a query.
    pub fn of(&self, query: &Ranked) -> &[f64] {
        if query.terse { &self.terse } else { &self.full }
    }
}

/// The cells of a set: each mean with its interval.
pub(crate) fn line(queries: &[&Ranked], weights: &Weights) -> String {
    let rows = queries
        .iter()
        .map(|query| (query.repo.as_str(), figures(query, weights.of(query))));
    let rows: Vec<(&str, Figures)> = rows.collect();
    let means = mean(rows.iter().map(|(_, figures)| figures));
    let intervals = intervals(&rows);
    let cells = means.iter().zip(&intervals);
    let cells: Vec<String> = cells
        .map(|(mean, (low, high))| format!("{} [{}, {}]", short(*mean), short(*low), short(*high)))
        .collect();
    cells.join(" | ")
}

/// Signals that say like things: without one of them the others stand in for it.
const FAMILIES: [(&str, &[&str]); 5] = [
    (
        "all names",
        &["file-names", "mentioned-folder", "name-cover", "path-terms"],
    ),
    (
        "all of the import graph",
        &["page-rank", "imports-top", "out-degree", "proximity"],
    ),
    ("all of history", &["nearest-commits", "co-change"]),
    (
        "all earlier specifications",
        &["specs-mention", "near-specs-mention", "near-specs-commit"],
    ),
    (
        "all penalties",
        &["generated", "dot-folder", "aside", "asset"],
    ),
];

/// Prints what is lost without each signal and without each family of them.
pub(crate) fn ablate(table: &Table) {
    println!("| without | weights | r@10 | r@20 | MAP |\n| --- | --- | --- | --- | --- |");
    let present = Weights::present();
    for (at, id) in table.signals.iter().enumerate() {
        let weights = format!("{} / {}", present.full[at], present.terse[at]);
        println!("| {id} | {weights} | {} |", lost(table, &present, &[id]));
    }
    for (name, family) in FAMILIES {
        println!("| {name} | | {} |", lost(table, &present, family));
    }
}

/// Differences of means when these signals are off, with the interval of the paired differences.
fn lost(table: &Table, present: &Weights, off: &[&str]) -> String {
    let mut without = present.clone();
    for (at, _) in table
        .signals
        .iter()
        .enumerate()
        .filter(|(_, id)| off.contains(&id.as_str()))
    {
        without.full[at] = 0.0;
        without.terse[at] = 0.0;
    }
    let rows = table.queries.iter().map(|query| {
        let with = figures(query, present.of(query));
        let mut change = figures(query, without.of(query));
        change
            .iter_mut()
            .zip(&with)
            .for_each(|(change, with)| *change -= with);
        (query.repo.as_str(), change)
    });
    let rows: Vec<(&str, Figures)> = rows.collect();
    let means = mean(rows.iter().map(|(_, figures)| figures));
    let intervals = intervals(&rows);
    let cell = |of: usize| {
        let (low, high) = intervals[of];
        format!("{:+.3} [{low:+.3}, {high:+.3}]", means[of])
    };
    [cell(2), cell(3), cell(4)].join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Candidate;

    fn query() -> Ranked {
        let candidate = |path: &str, gold, named, share| Candidate {
            path: path.to_owned(),
            gold,
            named,
            shares: vec![share],
        };
        Ranked {
            id: "r:1".to_owned(),
            repo: "r".to_owned(),
            half: String::new(),
            length: 10,
            terse: true,
            gold: 2,
            unnamed: 1,
            candidates: vec![
                candidate("a", false, false, 0.5),
                candidate("b", true, true, 1.0),
                candidate("c", true, false, 0.2),
            ],
        }
    }

    #[test]
    fn places_make_the_measures() {
        let found = figures(&query(), &[1.0]);
        let map = (1.0 + 2.0 / 3.0) / 2.0;
        assert_eq!(found, [1.0, 1.0, 1.0, 1.0, map, 1.0]);
    }

    #[test]
    fn what_no_signal_speaks_for_is_not_found() {
        let mut query = query();
        query.candidates[2].shares = vec![0.0];
        let found = figures(&query, &[1.0]);
        assert_eq!((found[2], found[5]), (0.5, 0.0));
    }

    #[test]
    fn one_repository_has_no_spread() {
        let rows = [("r", figures(&query(), &[1.0]))];
        assert_eq!(intervals(&rows)[2], (1.0, 1.0));
    }
}
