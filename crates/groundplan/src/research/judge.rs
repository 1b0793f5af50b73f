//! Does a sentence answer a question? Precision first: text that is merely alike is no answer.
//!
//! A sentence answers by its own words and those around it, or because it stands under a heading that
//! asks the question. A choice is informed by sentences on one of its sides.

use super::cover::Cover;
use super::passages::{Binding, Passage};
use super::question::{Asks, Measure, Question};
use super::rarity::Rarity;
use super::statement::{is_statement, is_unsure};
use super::values;

/// Share of a question's weight that a sentence must cover, with what stands around it.
const ENOUGH: f64 = 0.6;
/// The same for a sentence that gives a value of the measure that is asked for.
const ENOUGH_WITH_VALUE: f64 = 0.5;
/// Share that must stand in the sentence, beside it or in its heading.
const LOCAL: f64 = 0.45;
/// Share that must stand in the sentence itself.
const OWN: f64 = 0.25;
/// The same for a sentence that gives the value.
const OWN_WITH_VALUE: f64 = 0.15;
/// The same for a remark in code.
const OWN_OF_REMARK: f64 = 0.5;
/// Share that a heading must hold, so that what stands under it answers.
const HEADED: f64 = 0.65;
/// The same for a heading that holds the names and all that is asked for.
const HEADED_BY_NAME: f64 = 0.45;
/// Share of the subject of a choice that must be met by a sentence on one side, and on both sides.
const SUBJECT: f64 = 0.55;
const SUBJECT_OF_BOTH: f64 = 0.25;
/// The same for a remark in code.
const SUBJECT_OF_REMARK: f64 = 0.7;
/// The same for a rule of the project, which holds for more than it names.
const SUBJECT_OF_RULE: f64 = 0.2;
/// What a remark counts beside a document.
const REMARK: f64 = 0.7;
/// Share from which a question is answered.
const FULL: f64 = 0.75;
/// The same for a question that asks for no number: its words are all there is to go by.
const FULL_FACT: f64 = 0.85;
/// A sentence that speaks to a question.
#[derive(Debug, Clone)]
pub struct Hit<'a> {
    /// The sentence.
    pub passage: &'a Passage,
    /// Its words; with the sentence behind it, where only that gives the value.
    pub text: String,
    /// Share of the question's weight that is covered.
    pub coverage: f64,
    /// For the order of findings.
    pub score: f64,
    /// Whether it answers on its own.
    pub full: bool,
    /// Whether it stands under a heading or in a list that the question asks for.
    pub is_headed: bool,
}

impl Hit<'_> {
    /// Whether it stands under the same heading as another one.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.passage.path == other.passage.path && self.passage.head == other.passage.head
    }
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
    let cover = Cover::of(question, rarity, passage);
    if question.terms.iter().any(|term| term.side.is_some()) {
        return on_choice(&cover, passage);
    }
    let text = with_value(question, passage);
    let valued = matches!(question.asks, Asks::Number(_)) && text.is_some();
    let whole = text.unwrap_or_else(|| passage.text.clone());
    let answers = gives(question, &whole);
    let ways = [
        by_sentence(&cover, passage, question, valued),
        by_heading(&cover, passage, question, valued),
    ];
    let is_headed = ways[1].is_some();
    let full = ways.into_iter().flatten().max()? && answers;
    let extra = if full { 0.5 } else { 0.0 } + if valued { 0.4 } else { 0.0 };
    Some(Hit {
        is_headed,
        ..made(&cover, passage, whole, full, extra)
    })
}

/// The sentence, or it and the one behind it, whichever gives a value that is asked for.
fn with_value(question: &Question, passage: &Passage) -> Option<String> {
    if gives(question, &passage.text) {
        return Some(passage.text.clone());
    }
    let both = format!("{} {}", passage.text, passage.next);
    let is_number = matches!(question.asks, Asks::Number(_)) && !passage.next.is_empty();
    (is_number && gives(question, &both)).then_some(both)
}

/// Whether a sentence speaks to a question by its words, and whether it may answer it.
fn by_sentence(
    cover: &Cover,
    passage: &Passage,
    question: &Question,
    valued: bool,
) -> Option<bool> {
    let is_number = matches!(question.asks, Asks::Number(_));
    let enough = if valued { ENOUGH_WITH_VALUE } else { ENOUGH };
    let least_own = match (passage.weak, valued) {
        (true, _) => OWN_OF_REMARK,
        (false, true) => OWN_WITH_VALUE,
        (false, false) => OWN,
    };
    let typed = matches!(question.asks, Asks::Number(measure) if measure != Measure::Any);
    let least_focus = if valued && typed { 0.4 } else { 0.5 };
    let least_words = if valued {
        1
    } else {
        question.terms.len().min(2)
    };
    let about = cover.unnamed == 0 && cover.focused >= least_focus && cover.words >= least_words;
    if !about || cover.share < enough || cover.local < LOCAL || cover.own < least_own {
        return None;
    }
    // Without a value, only what speaks of the measure itself is of use.
    let of_use = cover.measured && cover.focused >= 0.99 && cover.local >= FULL;
    if is_number && !valued && !of_use {
        return None;
    }
    let least = if is_number { FULL } else { FULL_FACT };
    // Two words meet by chance, unless a value is set there.
    let is_set = is_number && (!passage.weak || passage.text.contains(" = "));
    let enough_words = is_set || question.terms.len() > 2;
    Some(enough_words && cover.share >= least && cover.focused >= 0.99 && cover.unmet == 0)
}

/// Whether a sentence stands under a heading that asks the question, and whether it may answer it.
fn by_heading(cover: &Cover, passage: &Passage, question: &Question, valued: bool) -> Option<bool> {
    let is_number = matches!(question.asks, Asks::Number(_));
    let about = cover.headed >= HEADED && cover.head_focus >= 0.6;
    let names_it = cover.headed >= HEADED_BY_NAME && cover.head_focus >= 0.99 && cover.head_names;
    let about = cover.unnamed == 0 && (about || names_it);
    let useful = !is_number || valued || cover.measured;
    let full = cover.headed >= FULL && cover.head_focus >= 0.99 && cover.unmet == 0;
    (about && useful && !passage.weak).then_some(full)
}

/// A sentence on one of the sides of a choice, or on both. What was decided on all of the subject answers it.
fn on_choice<'a>(cover: &Cover, passage: &'a Passage) -> Option<Hit<'a>> {
    let both = cover.sides == [true, true];
    let least = match (both, passage.binding) {
        (true, _) => SUBJECT_OF_BOTH,
        (false, Binding::Rule) => SUBJECT_OF_RULE,
        (false, _) if passage.weak => SUBJECT_OF_REMARK,
        (false, _) => SUBJECT,
    };
    if cover.sides == [false, false]
        || cover.unnamed > 0
        || cover.subject < least
        || cover.subject_words == 0
        || cover.words == 0
    {
        return None;
    }
    let full = passage.binding != Binding::None && cover.subject >= FULL;
    let extra = if both { 0.3 } else { 0.0 } + if full { 0.5 } else { 0.0 };
    Some(made(cover, passage, passage.text.clone(), full, extra))
}

/// A hit of a sentence.
fn made<'a>(cover: &Cover, passage: &'a Passage, text: String, full: bool, extra: f64) -> Hit<'a> {
    let length = 1.0 + passage.own.len() as f64 / 60.0;
    let share = if passage.weak { REMARK } else { 1.0 };
    let coverage = cover.share.max(cover.headed).min(1.0);
    Hit {
        passage,
        text,
        coverage,
        score: share * (coverage + cover.own + extra) / length,
        full,
        is_headed: false,
    }
}

/// Whether a text gives what is asked. A choice is made by a person, sources only inform it.
fn gives(question: &Question, text: &str) -> bool {
    let asked = |stem: &str| {
        let mut terms = question.terms.iter().filter(|term| term.focus);
        terms.any(|term| term.stem == stem || term.also.iter().any(|also| also == stem))
    };
    match question.asks {
        Asks::Fact => !is_unsure(text),
        Asks::Choice => false,
        Asks::Number(measure) => values::given(measure, text, &asked) && !is_unsure(text),
    }
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
