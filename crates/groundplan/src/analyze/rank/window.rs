//! The 30 lines of a file that say most of the query; their middle is where the line shown is looked for.

use rustc_hash::FxHashMap;

use super::super::terms;
use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "window",
    weight: 0.3,
    terse: 0.45,
    stage: Stage::Seeded,
    score,
};

/// Lines of a window.
const LINES: usize = 30;
const K1: f64 = 1.5;

/// The best window of a file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Window {
    /// Score.
    pub score: f64,
    /// First line.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

impl Window {
    /// The middle line.
    pub fn middle(&self) -> u32 {
        (self.first + self.last) / 2
    }
}

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    let mut values = vec![0.0; context.files.len()];
    for (file, window) in &seeds.windows {
        values[*file] = window.score;
    }
    let reason = |file: usize| match seeds.windows.get(&file) {
        Some(window) => format!("lines {}–{} say most of it", window.first, window.last),
        None => String::new(),
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}

/// The query's terms on each line of a text, as (hash, weight × rarity).
pub(crate) fn lines_of(context: &Context<'_>, text: &str) -> Vec<Vec<(u32, f64)>> {
    let mut known: FxHashMap<u32, f64> = FxHashMap::default();
    let lines = text.lines().map(|line| {
        let mut hits = Vec::new();
        for (_, word) in terms::words(line) {
            terms::terms(word, |term| {
                let hash = terms::hash(term);
                if let Some(weight) = context.parsed.bag.get(&hash) {
                    let value = *known
                        .entry(hash)
                        .or_insert_with(|| weight * context.content.idf(hash));
                    hits.push((hash, value));
                }
            });
        }
        hits
    });
    lines.collect()
}

/// Slides a window over a text; `None` for an empty one.
pub(crate) fn best(context: &Context<'_>, text: &str) -> Option<Window> {
    let lines = lines_of(context, text);
    if lines.is_empty() {
        return None;
    }
    let saturated = |count: f64| count * (K1 + 1.0) / (count + K1);
    let mut counts: FxHashMap<u32, f64> = FxHashMap::default();
    let mut now = 0.0;
    let mut best = (0.0, 0);
    for (number, line) in lines.iter().enumerate() {
        for (hash, value) in line {
            let count = counts.entry(*hash).or_default();
            now += value * (saturated(*count + 1.0) - saturated(*count));
            *count += 1.0;
        }
        if let Some(gone) = number.checked_sub(LINES) {
            for (hash, value) in &lines[gone] {
                let count = counts.entry(*hash).or_default();
                now += value * (saturated(*count - 1.0) - saturated(*count));
                *count -= 1.0;
            }
        }
        // A hair's breadth is the sums' rounding, no better window.
        if now > best.0 + 1e-6 {
            best = (now, (number + 1).saturating_sub(LINES));
        }
    }
    let last = (best.1 + LINES).min(lines.len());
    Some(Window {
        score: best.0,
        first: best.1 as u32 + 1,
        last: last as u32,
    })
}
