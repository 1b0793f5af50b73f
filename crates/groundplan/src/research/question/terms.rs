//! The distinctive words of a question: which are names, which are asked for, which stand for a side of a choice.

use std::collections::BTreeSet;

use super::asks::Asks;
use super::{Term, synonyms};
use crate::model::words::{Word, is_common, is_spaceless, parts, words};

/// How many words of a question are looked for.
const TERMS: usize = 14;

/// The words in order, each once.
pub fn of(text: &str, asks: Asks) -> Vec<Term> {
    let all = words(text);
    let focus = focus(text, &all);
    let sides = match asks {
        Asks::Choice => sides(&all),
        _ => None,
    };
    let mut seen = BTreeSet::new();
    let mut terms = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let lower = word.text.to_lowercase();
        let short = lower.chars().count() < 2 && !lower.chars().any(is_spaceless);
        let quantity = lower.starts_with(|c: char| c.is_ascii_digit());
        if short || is_common(&lower) || idle(&lower) || !seen.insert(word.stem.clone()) {
            continue;
        }
        // What is asked for is never among the circumstances of a choice.
        let in_focus = asks == Asks::Choice || at < focus;
        terms.push(Term {
            name: is_name(text, word, at),
            word: word.text.to_owned(),
            stem: word.stem.clone(),
            also: synonyms::of(&word.stem),
            side: sides.as_ref().and_then(|sides| sides.of(at)),
            quantity,
            focus: in_focus && !quantity,
        });
    }
    terms.truncate(TERMS);
    terms
}

/// Which words of a choice stand before its "or" and which behind.
struct Sides {
    left: std::ops::Range<usize>,
    right: std::ops::Range<usize>,
}

impl Sides {
    fn of(&self, at: usize) -> Option<bool> {
        if self.left.contains(&at) {
            Some(false)
        } else {
            self.right.contains(&at).then_some(true)
        }
    }
}

/// The sides of "should A be X or Y?": what stands next to "or", up to a common word that is no article.
fn sides(all: &[Word<'_>]) -> Option<Sides> {
    let or = all.iter().position(|word| {
        let lower = word.text.to_lowercase();
        matches!(lower.as_str(), "or" | "vs" | "versus")
    })?;
    let ends = |word: &Word<'_>| {
        let lower = word.text.to_lowercase();
        let article = matches!(
            lower.as_str(),
            "a" | "an" | "the" | "one" | "two" | "of" | "in"
        );
        (is_common(&lower) && !article) || matches!(lower.as_str(), "run" | "go")
    };
    let left = all[..or].iter().rposition(ends).map_or(0, |at| at + 1);
    let behind = or + 1;
    let start = all[behind..].iter().position(|word| !ends(word));
    let start = behind + start.unwrap_or(0);
    let right = all[start..].iter().position(ends);
    let right = right.map_or(all.len(), |at| start + at);
    Some(Sides {
        left: left..or,
        right: start..right,
    })
}

/// Words of asking, which no answer repeats.
fn idle(word: &str) -> bool {
    matches!(
        word,
        "maximum"
            | "minimum"
            | "max"
            | "min"
            | "exact"
            | "exactly"
            | "current"
            | "currently"
            | "available"
            | "expected"
            | "allowed"
            | "recommended"
            | "approach"
            | "happens"
            | "happen"
            | "long"
            | "large"
            | "big"
            | "fast"
            | "old"
            | "far"
            | "kind"
            | "type"
            | "work"
            | "works"
            | "vs"
            | "versus"
            | "architecture"
            | "different"
            | "specific"
            | "certain"
            | "typical"
            | "typically"
            | "exist"
            | "number"
            | "amount"
            | "take"
            | "takes"
    )
}

/// Index of the word where the circumstances begin: "the rate limits | of …", "how does X scale | at …".
fn focus(text: &str, all: &[Word<'_>]) -> usize {
    let breaks = |word: &str| {
        matches!(
            word,
            "of" | "for"
                | "in"
                | "on"
                | "at"
                | "to"
                | "by"
                | "with"
                | "from"
                | "per"
                | "when"
                | "under"
                | "if"
                | "during"
        )
    };
    let begun = all
        .iter()
        .position(|word| !is_common(&word.text.to_lowercase()) && !idle(&word.text.to_lowercase()));
    let Some(begun) = begun else { return all.len() };
    let end = all.iter().enumerate().skip(begun + 1).find(|(_, word)| {
        let lower = word.text.to_lowercase();
        breaks(&lower)
            || matches!(
                lower.as_str(),
                "does" | "do" | "is" | "are" | "can" | "will"
            )
            || text[..word.at].trim_end().ends_with([',', ';', ':'])
    });
    end.map_or(all.len(), |(at, _)| at)
}

/// Capitals inside a sentence, inner capitals, or backticks; an abbreviation like API is none.
fn is_name(text: &str, word: &Word<'_>, at: usize) -> bool {
    let mut chars = word.text.chars();
    let first_upper = chars.next().is_some_and(char::is_uppercase);
    let lower_too = word.text.chars().any(char::is_lowercase);
    let inner = parts(word.text).len() > 1;
    let ticked = text[..word.at].ends_with('`');
    let begins = at == 0 || text[..word.at].trim_end().ends_with(['.', '?', '!', ':']);
    ticked || inner || (first_upper && lower_too && !begins)
}
