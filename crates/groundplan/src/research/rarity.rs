//! How much each word of a question says, by how rare it is in what was gathered.

use std::collections::BTreeMap;

use super::passages::Passage;
use super::question::{Question, Term};

/// How rare the question's words are in what was gathered: 1 for a word of every sentence, 2 for one of none.
pub struct Rarity {
    weights: BTreeMap<String, f64>,
}

impl Rarity {
    /// Counts the questions' words in all passages.
    pub fn of<'a>(questions: &[Question], passages: impl Iterator<Item = &'a Passage>) -> Self {
        let mut seen: BTreeMap<&str, f64> = BTreeMap::new();
        for term in questions.iter().flat_map(|question| &question.terms) {
            seen.insert(&term.stem, 0.0);
        }
        let mut total = 1.0;
        for passage in passages {
            total += 1.0;
            for (stem, count) in &mut seen {
                if passage.own.contains(*stem) {
                    *count += 1.0;
                }
            }
        }
        let most = f64::ln(1.0 + total).max(1.0);
        let weights = seen.into_iter().map(|(stem, count)| {
            (
                stem.to_owned(),
                1.0 + (total / (count + 1.0)).ln().max(0.0) / most,
            )
        });
        Self {
            weights: weights.collect(),
        }
    }

    /// What a word of a question weighs: names more, quantities less.
    pub fn weight(&self, term: &Term) -> f64 {
        let rare = self.weights.get(&term.stem).copied().unwrap_or(2.0);
        rare * if term.name {
            1.5
        } else if term.quantity {
            0.5
        } else {
            1.0
        }
    }
}
