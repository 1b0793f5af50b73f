//! BM25 over one field of the candidates, for the terms of one query.

use rustc_hash::FxHashMap;

use super::super::query::Bag;

const K1: f64 = 1.5;
const B: f64 = 0.75;

/// Where the query's terms stand in a field of the candidates.
#[derive(Debug, Default)]
pub(crate) struct Field {
    postings: FxHashMap<u32, Vec<(u32, u32)>>,
    lengths: Vec<f64>,
    average: f64,
}

impl Field {
    /// From each candidate's length and its query terms with their counts.
    pub fn new(documents: impl IntoIterator<Item = (u32, Vec<(u32, u32)>)>) -> Self {
        let mut field = Self::default();
        for (number, (length, terms)) in documents.into_iter().enumerate() {
            field.lengths.push(f64::from(length));
            for (hash, count) in terms {
                field
                    .postings
                    .entry(hash)
                    .or_default()
                    .push((number as u32, count));
            }
        }
        let total: f64 = field.lengths.iter().sum();
        field.average = (total / field.lengths.len().max(1) as f64).max(1.0);
        field
    }

    /// Candidates that hold a term, with counts.
    pub fn of(&self, hash: u32) -> &[(u32, u32)] {
        self.postings.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// How often a candidate holds a term.
    pub fn count(&self, hash: u32, file: usize) -> u32 {
        let postings = self.of(hash);
        let found = postings.binary_search_by_key(&(file as u32), |(file, _)| *file);
        found.map_or(0, |at| postings[at].1)
    }

    /// Rarity of a term.
    pub fn idf(&self, hash: u32) -> f64 {
        let n = self.lengths.len() as f64;
        let holding = self.of(hash).len() as f64;
        (1.0 + (n - holding + 0.5) / (holding + 0.5)).ln()
    }

    /// What one term brings a candidate that holds it `count` times.
    fn gain(&self, idf: f64, weight: f64, count: u32, file: usize) -> f64 {
        let count = f64::from(count);
        let length = K1 * (1.0 - B + B * self.lengths[file] / self.average);
        weight * idf * count * (K1 + 1.0) / (count + length)
    }

    /// The score of every candidate.
    pub fn bm25(&self, bag: &Bag) -> Vec<f64> {
        let mut scores = vec![0.0; self.lengths.len()];
        for (hash, weight) in bag {
            let idf = self.idf(*hash);
            for (file, count) in self.of(*hash) {
                scores[*file as usize] += self.gain(idf, *weight, *count, *file as usize);
            }
        }
        scores
    }

    /// The terms that bring a candidate most, with their counts.
    pub fn best(&self, bag: &Bag, file: usize, limit: usize) -> Vec<(u32, u32)> {
        let gains = bag.iter().filter_map(|(hash, weight)| {
            let count = self.count(*hash, file);
            (count > 0).then(|| {
                (
                    self.gain(self.idf(*hash), *weight, count, file),
                    *hash,
                    count,
                )
            })
        });
        let mut gains: Vec<(f64, u32, u32)> = gains.collect();
        gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        gains
            .into_iter()
            .take(limit)
            .map(|(_, hash, count)| (hash, count))
            .collect()
    }
}
