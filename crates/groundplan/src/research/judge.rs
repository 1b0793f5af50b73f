//! Does a sentence answer a question? Precision first: text that is merely alike is no answer.

use std::collections::BTreeMap;

use super::passages::Passage;
use super::question::{Asks, Question, Term};

/// Share of a question's weight that a sentence must cover, with what stands around it.
const ENOUGH: f64 = 0.6;
/// Share that must stand in the sentence itself.
const OWN: f64 = 0.3;
/// The same for a remark in code.
const OWN_OF_REMARK: f64 = 0.6;
/// What a remark counts beside a document.
const REMARK: f64 = 0.7;
/// Share from which a question is answered.
const FULL: f64 = 0.75;
/// The same for a question that asks for no number: its words are all there is to go by.
const FULL_FACT: f64 = 0.85;
/// What a word counts that stands near the sentence, or above it.
const NEAR: f64 = 0.9;
const ABOVE: f64 = 0.8;

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

    fn weight(&self, term: &Term) -> f64 {
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

/// A sentence that speaks to a question.
#[derive(Debug, Clone)]
pub struct Hit<'a> {
    /// The sentence.
    pub passage: &'a Passage,
    /// Share of the question's weight that is covered.
    pub coverage: f64,
    /// For the order of findings.
    pub score: f64,
    /// Whether it answers on its own.
    pub full: bool,
}

/// The sentence as a hit; `None` where it does not answer.
pub fn hit<'a>(question: &Question, rarity: &Rarity, passage: &'a Passage) -> Option<Hit<'a>> {
    let meant = passage
        .only
        .as_ref()
        .is_none_or(|only| only.contains(&question.id));
    if !meant || question.terms.is_empty() || !is_statement(&passage.text) {
        return None;
    }
    let (mut all, mut own, mut covered, mut focus, mut focused) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut unnamed, mut unmet, mut words) = (0, 0, 0);
    for term in &question.terms {
        let weight = rarity.weight(term);
        let here = place(term, passage);
        all += weight;
        covered += weight * here;
        if here >= 1.0 {
            own += weight;
            words += 1;
        }
        if term.focus {
            focus += weight;
            let said = here >= NEAR || (term.name && here > 0.0);
            focused += if said { weight } else { 0.0 };
        }
        unnamed += usize::from(term.name && here == 0.0);
        unmet += usize::from(term.quantity && here == 0.0);
    }
    let coverage = covered / all;
    let least_own = if passage.weak { OWN_OF_REMARK } else { OWN };
    let least_words = question.terms.len().min(2);
    let about = unnamed == 0 && focused >= 0.5 * focus && words >= least_words;
    if !about || coverage < ENOUGH || own / all < least_own {
        return None;
    }
    let least = if question.asks == Asks::Number {
        FULL
    } else {
        FULL_FACT
    };
    let whole = coverage >= least && focused >= 0.99 * focus && unmet == 0;
    let full = whole && gives(question.asks, &passage.text);
    let length = 1.0 + passage.own.len() as f64 / 60.0;
    let share = if passage.weak { REMARK } else { 1.0 };
    let score = share * (coverage + own / all + if full { 0.5 } else { 0.0 }) / length;
    Some(Hit {
        passage,
        coverage,
        score,
        full,
    })
}

/// 1 for a word of the sentence, less for one around it, 0 for none.
fn place(term: &Term, passage: &Passage) -> f64 {
    if passage.own.contains(&term.stem) {
        1.0
    } else if passage.near.contains(&term.stem) {
        NEAR
    } else if passage.above.contains(&term.stem) {
        ABOVE
    } else {
        0.0
    }
}

/// Whether a text says something: no question, no introduction of a list, nothing still to be done, no bare link.
pub fn is_statement(text: &str) -> bool {
    let trimmed = text.trim();
    let lower = trimmed.to_lowercase();
    let words = trimmed.split_whitespace().count();
    let spaceless = trimmed.chars().any(crate::model::words::is_spaceless);
    let open = ["todo", "tbd", "fixme", "to be decided", "to be determined"];
    (words >= 4 || (spaceless && trimmed.chars().count() >= 8))
        && !trimmed.ends_with(['?', ':', '？', '：'])
        && !open
            .iter()
            .any(|mark| lower.starts_with(mark) || lower.ends_with(mark))
        && trimmed.split_whitespace().any(|word| !word.contains("://"))
        && !(trimmed.contains("://") && words < 6)
        && !is_code(trimmed)
}

/// Whether a text is code rather than prose, by the marks outside of its code spans.
fn is_code(text: &str) -> bool {
    let prose: Vec<&str> = text.split('`').step_by(2).collect();
    let marks = prose.iter().flat_map(|part| part.chars());
    let marks = marks
        .filter(|c| {
            matches!(
                c,
                '{' | '}' | ';' | '=' | '<' | '>' | '(' | ')' | '&' | '\\'
            )
        })
        .count();
    let paths = prose
        .iter()
        .map(|part| part.matches("::").count())
        .sum::<usize>();
    let words = text.split_whitespace().count();
    marks + paths > 2 + words / 4
}

/// Whether a text gives what is asked. A choice is made by a person, sources only inform it.
pub fn gives(asks: Asks, text: &str) -> bool {
    match asks {
        Asks::Fact => !is_unsure(text),
        Asks::Choice => false,
        Asks::Number => has_number(text) && !is_unsure(text),
    }
}

/// A number that is no status code, date, footnote or part of a name.
fn has_number(text: &str) -> bool {
    // Code names things that have numbers in them; only a value that is set counts there.
    let parts = text.split('`').enumerate();
    let parts = parts.filter(|(at, part)| at % 2 == 0 || part.contains(" = "));
    let clean = parts.map(|(_, part)| part).collect::<Vec<_>>().join(" ");
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '€');
    let mut before = String::new();
    clean.split_whitespace().any(|word| {
        let word = word.trim_matches(marks);
        let after = std::mem::replace(&mut before, word.to_lowercase());
        let digits = word.trim_start_matches(['$', '€', '~', '<', '>']);
        let date = word.len() == 10 && word.matches('-').count() == 2;
        digits.starts_with(|c: char| c.is_ascii_digit()) && !date && !is_status(word, &after)
    })
}

/// Whether a number is a status code of HTTP: by itself, or by the word before it.
fn is_status(word: &str, before: &str) -> bool {
    let never_else = [
        "401", "403", "404", "409", "413", "422", "429", "502", "503", "504",
    ];
    let said = [
        "http", "status", "code", "error", "with", "a", "returns", "return", "an",
    ];
    never_else.contains(&word) || (matches!(word, "400" | "500") && said.contains(&before))
}

/// Whether a text says that nobody knows.
fn is_unsure(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "nobody has",
        "not known",
        "unknown",
        "not measured",
        "unclear",
        "not documented",
        "no idea",
        "has to find",
        "remains to be",
    ]
    .iter()
    .any(|cue| lower.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::spec::OpenQuestion;
    use crate::research::passages::{Lens, of_document};

    fn hits(question: &str, text: &str) -> Vec<(String, bool)> {
        let open = OpenQuestion {
            id: "RQ1".into(),
            text: question.into(),
            ..OpenQuestion::default()
        };
        let question = Question::of(&open);
        let passages = of_document("docs/notes.md", text, "", &Lens::All);
        let rarity = Rarity::of(std::slice::from_ref(&question), passages.iter());
        let found = passages
            .iter()
            .filter_map(|passage| hit(&question, &rarity, passage));
        found
            .map(|hit| (hit.passage.text.clone(), hit.full))
            .collect()
    }

    const LIMITS: &str = "What are the rate limits of the HuggingFace API for model metadata?";

    #[test]
    fn what_does_not_speak_of_the_name_is_no_answer() {
        for text in [
            "Our own API has rate limits of 100 requests a minute for model metadata.",
            "HuggingFace hosts models, and their metadata can be read by anybody.",
            "# Rate limits\n\nSee the HuggingFace API docs.",
            "What are the rate limits of the HuggingFace API for model metadata?",
            "The rate limits of the HuggingFace API for model metadata:",
            "TODO find the rate limits of the HuggingFace API for model metadata",
        ] {
            assert_eq!(hits(LIMITS, text), [], "{text}");
        }
    }

    #[test]
    fn a_number_is_asked_for() {
        let told = "The rate limits of the Hugging Face API for metadata of models are 500 requests in 5 minutes.";
        assert_eq!(hits(LIMITS, told), [(told.to_owned(), true)]);
        let vague = "The rate limits of the HuggingFace API for model metadata answer with 429.";
        assert_eq!(hits(LIMITS, vague), [(vague.to_owned(), false)]);
    }

    #[test]
    fn a_quantity_that_is_not_met_makes_it_partial() {
        let question = "How does Convex search perform at 10K records?";
        let text = "Convex search performs well over 4K records.";
        assert_eq!(hits(question, text), [(text.to_owned(), false)]);
    }

    #[test]
    fn common_words_are_no_answer() {
        let question = "How should deleted users be handled in exports?";
        assert_eq!(
            hits(
                question,
                "Users export their data here every day of the week."
            ),
            []
        );
    }
}
