//! `fit`: the weights from a table, by a listwise linear model (Cao et al., Learning to Rank: From Pairwise Approach to
//! Listwise Approach, 2007; the likelihood of each file that should be found among all candidates). Weights keep the
//! sign that the signal has by hand, and are held near those by hand, because the plateau is flat: what the data do not ask for
//! stays.

use rayon::prelude::*;

use crate::measure::{self, Weights};
use crate::table::{Ranked, Table};

/// How firmly weights keep to those by hand, where nobody says.
pub(crate) const HOLD: f64 = 0.1;
/// Steps of the descent.
const STEPS: usize = 400;
/// Length of the first step.
const RATE: f64 = 0.02;

/// The weights for terse queries, fitted on those of the half `fit`.
fn fit(table: &Table, begin: &[f64], hold: f64) -> Vec<f64> {
    let queries = table.queries.iter();
    let queries: Vec<&Ranked> = queries
        .filter(|query| query.half == "fit" && query.terse)
        .collect();
    // How peaked the likelihood is does not change an order: it is found first, then it is left alone.
    let scales = (1..=20).map(f64::from);
    let loss = |scale: &f64| descent(&queries, &scaled(begin, *scale)).0;
    let scale = scales.min_by(|a, b| loss(a).total_cmp(&loss(b)));
    let start = scaled(begin, scale.unwrap_or(1.0));
    let mut weights = start.clone();
    let (mut mean, mut square) = (vec![0.0; start.len()], vec![0.0; start.len()]);
    for step in 1..=STEPS {
        let (_, slopes) = descent(&queries, &weights);
        for at in 0..weights.len() {
            let pull = hold * (weights[at] - start[at]) / scale.unwrap_or(1.0);
            let slope = slopes[at] + pull;
            // Adam (Kingma and Ba 2015) with its usual constants.
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.999 * square[at] + 0.001 * slope * slope;
            let first = mean[at] / (1.0 - 0.9f64.powi(step as i32));
            let second: f64 = square[at] / (1.0 - 0.999f64.powi(step as i32));
            weights[at] -= RATE * first / (second.sqrt() + 1e-9);
            weights[at] = if begin[at] < 0.0 {
                weights[at].min(0.0)
            } else {
                weights[at].max(0.0)
            };
        }
    }
    // The first signal, content, is the unit.
    let unit = weights[0].max(f64::MIN_POSITIVE);
    weights.iter().map(|weight| weight / unit).collect()
}

fn scaled(weights: &[f64], scale: f64) -> Vec<f64> {
    weights.iter().map(|weight| weight * scale).collect()
}

/// The mean negative log-likelihood and its slopes.
fn descent(queries: &[&Ranked], weights: &[f64]) -> (f64, Vec<f64>) {
    let of_queries: Vec<(f64, Vec<f64>)> = queries
        .par_iter()
        .map(|query| of_query(query, weights))
        .collect();
    let mut total = (0.0, vec![0.0; weights.len()]);
    let count = queries.len().max(1) as f64;
    for (loss, slopes) in of_queries {
        total.0 += loss / count;
        let parts = total.1.iter_mut().zip(&slopes);
        parts.for_each(|(sum, slope)| *sum += slope / count);
    }
    total
}

fn of_query(query: &Ranked, weights: &[f64]) -> (f64, Vec<f64>) {
    let score = |shares: &[f32]| -> f64 {
        let parts = shares.iter().zip(weights);
        parts
            .map(|(share, weight)| f64::from(*share) * weight)
            .sum()
    };
    let scores: Vec<f64> = query
        .candidates
        .iter()
        .map(|of| score(&of.shares))
        .collect();
    let most = scores.iter().copied().fold(f64::MIN, f64::max);
    let sum: f64 = scores.iter().map(|score| (score - most).exp()).sum();
    let gold = query.candidates.iter().filter(|of| of.gold).count().max(1) as f64;
    let (mut loss, mut slopes) = (0.0, vec![0.0; weights.len()]);
    for (candidate, score) in query.candidates.iter().zip(&scores) {
        let likely = (score - most).exp() / sum;
        let wanted = if candidate.gold { 1.0 / gold } else { 0.0 };
        loss -= wanted * (score - most - sum.ln());
        let parts = slopes.iter_mut().zip(&candidate.shares);
        parts.for_each(|(slope, share)| *slope += (likely - wanted) * f64::from(*share));
    }
    (loss, slopes)
}

/// Prints the fitted weights beside the present ones, and what both bring on each half and on `others`, which took no
/// part in the fit.
pub(crate) fn report(table: &Table, hold: f64, others: &[(&str, Table)]) {
    let present = Weights::present();
    let fitted = Weights {
        terse: fit(table, &present.full, hold),
        ..present.clone()
    };
    println!("| signal | by hand | present | fitted |\n| --- | --- | --- | --- |");
    for (at, id) in table.signals.iter().enumerate() {
        let (hand, present, fitted) = (present.full[at], present.terse[at], fitted.terse[at]);
        println!("| {id} | {hand:.2} | {present:.2} | {fitted:.2} |");
    }
    println!("\n| set | weights | {} |", measure::NAMES.join(" | "));
    println!("| --- | --- |{}", " --- |".repeat(measure::NAMES.len()));
    let half = |half: &str| -> Vec<&Ranked> {
        let queries = table.queries.iter();
        queries.filter(|query| query.half == half).collect()
    };
    let mut sets = vec![("fit", half("fit")), ("held-out", half("held-out"))];
    sets.extend(
        others
            .iter()
            .map(|(name, table)| (*name, table.queries.iter().collect())),
    );
    for (name, queries) in sets.iter().filter(|(_, queries)| !queries.is_empty()) {
        println!(
            "| {name} | present | {} |",
            measure::line(queries, &present)
        );
        println!("| {name} | fitted | {} |", measure::line(queries, &fitted));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Candidate;

    #[test]
    fn the_signal_that_tells_the_files_gains() {
        let candidate = |path: &str, gold, shares: [f32; 2]| Candidate {
            path: path.to_owned(),
            gold,
            named: false,
            shares: shares.to_vec(),
        };
        let query = Ranked {
            id: "r:1".to_owned(),
            repo: "r".to_owned(),
            half: "fit".to_owned(),
            length: 10,
            terse: true,
            gold: 1,
            unnamed: 1,
            candidates: vec![
                candidate("a", true, [0.5, 1.0]),
                candidate("b", false, [1.0, 0.0]),
            ],
        };
        let table = Table {
            signals: vec!["one".to_owned(), "two".to_owned()],
            queries: vec![query],
        };
        let fitted = fit(&table, &[1.0, 0.1], 0.01);
        assert!(fitted[1] > 0.5, "{fitted:?}");
    }
}
