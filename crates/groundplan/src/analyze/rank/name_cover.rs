//! How much of a file's name the query says: the share of its words that stand in the text, less a half
//! for each that does not.

use super::super::terms;
use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "name-cover",
    weight: 0.3,
    terse: 0.25,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let cover = |path: &str| {
        let (mut said, mut unsaid) = (0.0, 0.0);
        for word in name_words(path) {
            match context.parsed.stems.contains(terms::stem(&word)) {
                true => said += 1.0,
                false => unsaid += 1.0,
            }
        }
        if said == 0.0 {
            0.0
        } else {
            f64::max(0.0, said / (said + unsaid) - 0.5 * unsaid)
        }
    };
    let values = context.files.iter().map(|file| cover(&file.path)).collect();
    let reason = |file: usize| {
        format!(
            "the text says its name: {}",
            name_words(&context.files[file].path).join(" ")
        )
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}

/// Words of a file's name without its extension, in lower case.
fn name_words(path: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name
        .trim_start_matches('.')
        .split('.')
        .next()
        .unwrap_or(name);
    let mut all = Vec::new();
    for (_, word) in terms::words(stem) {
        terms::parts(word, |part| {
            if part.len() > 1 && !part.bytes().all(|b| b.is_ascii_digit()) {
                all.push(part.to_lowercase());
            }
        });
    }
    all
}
