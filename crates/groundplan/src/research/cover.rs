//! How much of a question a sentence holds: by its own words, by those around it, and by words that say the same.

use std::collections::BTreeSet;

use super::passages::Passage;
use super::question::{Question, Term};
use super::rarity::Rarity;
use crate::model::words::stem;

/// What a word counts that stands near the sentence, in its heading, or above that.
const NEAR: f64 = 0.9;
const HEAD: f64 = 0.85;
const ABOVE: f64 = 0.75;
/// What a word counts that says the same, in the sentence and near it.
const ALIKE: f64 = 0.8;
const ALIKE_NEAR: f64 = 0.7;

/// How much of a question a sentence holds, in shares of weight.
#[derive(Debug, Default)]
pub struct Cover {
    /// With what stands around it.
    pub share: f64,
    /// In the sentence itself.
    pub own: f64,
    /// In the sentence, beside it, and in its heading; names count wherever they stand.
    pub local: f64,
    /// Of what is asked for.
    pub focused: f64,
    /// In the nearest heading; names may stand above it.
    pub headed: f64,
    /// Whether the question has names and the nearest heading all of them.
    pub head_names: bool,
    /// Of what is asked for, in the nearest heading.
    pub head_focus: f64,
    /// Of the subject of a choice.
    pub subject: f64,
    /// Words of that in the sentence, or in the code below a remark.
    pub subject_words: usize,
    /// Sides of a choice that it speaks of.
    pub sides: [bool; 2],
    /// Names that are nowhere.
    pub unnamed: usize,
    /// Quantities that are nowhere.
    pub unmet: usize,
    /// Words in the sentence itself.
    pub words: usize,
    /// Whether it speaks of a measure that the question names: a limit, a size.
    pub measured: bool,
}

impl Cover {
    /// What a sentence holds of a question.
    pub fn of(question: &Question, rarity: &Rarity, passage: &Passage) -> Self {
        let mut cover = Self {
            head_names: question.terms.iter().any(|term| term.name),
            ..Self::default()
        };
        let (mut all, mut focus, mut subject) = (0.0, 0.0, 0.0);
        for term in &question.terms {
            let weight = rarity.weight(term);
            let place = Place::of(term, passage);
            all += weight;
            cover.share += weight * place.counts;
            let local = if place.is_far && !term.name {
                0.0
            } else {
                place.counts
            };
            cover.local += weight * local;
            cover.own += if place.is_own { weight } else { 0.0 };
            cover.words += usize::from(place.is_own);
            let said = place.counts >= ALIKE || (term.name && place.counts > 0.0);
            if term.focus {
                focus += weight;
                cover.focused += if said { weight } else { 0.0 };
            }
            cover.head_names &= place.in_head || !term.name;
            let headed = place.in_head || (term.name && place.counts > 0.0);
            cover.headed += if headed { weight } else { 0.0 };
            cover.head_focus += if headed && term.focus { weight } else { 0.0 };
            let said_here = place.is_own || (passage.weak && place.in_head);
            match term.side {
                Some(right) => cover.sides[usize::from(right)] |= said_here,
                None => {
                    subject += weight;
                    cover.subject += weight * local;
                    cover.subject_words += usize::from(said_here);
                    cover.unnamed += usize::from(term.name && place.counts == 0.0);
                }
            }
            cover.unmet += usize::from(term.quantity && place.counts == 0.0);
            cover.measured |= is_measure(term) && place.counts >= ALIKE;
        }
        let part = |share: &mut f64, of: f64| *share = if of > 0.0 { *share / of } else { 1.0 };
        part(&mut cover.share, all);
        part(&mut cover.local, all);
        part(&mut cover.own, all);
        part(&mut cover.headed, all);
        part(&mut cover.focused, focus);
        part(&mut cover.head_focus, focus);
        part(&mut cover.subject, subject);
        cover
    }
}

/// Where a word of a question stands, seen from a sentence.
struct Place {
    /// 1 for a word of the sentence, less for one around it or one that says the same, 0 for none.
    counts: f64,
    is_own: bool,
    in_head: bool,
    /// Only above its heading, or in the path.
    is_far: bool,
}

impl Place {
    fn of(term: &Term, passage: &Passage) -> Self {
        let alike = |held: &BTreeSet<String>| term.also.iter().any(|also| held.contains(also));
        let in_own = passage.own.contains(&term.stem);
        let in_head = passage.head.contains(&term.stem);
        let is_alike = alike(&passage.own);
        let counts = if in_own {
            1.0
        } else if passage.near.contains(&term.stem) {
            NEAR
        } else if in_head {
            HEAD
        } else if is_alike {
            ALIKE
        } else if passage.above.contains(&term.stem) {
            ABOVE
        } else if alike(&passage.near) || alike(&passage.head) {
            ALIKE_NEAR
        } else {
            0.0
        };
        Self {
            counts,
            is_far: counts == ABOVE,
            is_own: in_own || is_alike,
            in_head: in_head || alike(&passage.head),
        }
    }
}

/// Whether a word names what is measured, so that a sentence on it is of use without a number.
fn is_measure(term: &Term) -> bool {
    let measures = [
        "limit", "size", "rate", "quota", "timeout", "cost", "price", "capacity", "latency",
        "memory",
    ];
    measures.iter().any(|one| stem(one) == term.stem)
}
