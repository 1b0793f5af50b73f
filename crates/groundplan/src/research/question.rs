//! What a question asks: its distinctive words, the names it speaks of, and the kind of answer.

use std::collections::BTreeSet;

use crate::model::spec::{OpenQuestion, QuestionKind};
use crate::model::words::{Word, is_common, is_spaceless, parts, words};

/// How many words of a question are looked for.
const TERMS: usize = 14;

/// What a good answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A number: a limit, a size, a price.
    Number,
    /// A choice between alternatives: sources inform it, a person makes it.
    Choice,
    /// Anything else.
    Fact,
}

/// A word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As written.
    pub word: String,
    /// Its stem.
    pub stem: String,
    /// A proper name: what does not speak of it does not answer.
    pub name: bool,
    /// A quantity of the question itself ("10K+"): not met, an answer is partial.
    pub quantity: bool,
    /// Whether it belongs to what is asked for, rather than to its circumstances.
    pub focus: bool,
}

/// A question, understood.
#[derive(Debug, Clone)]
pub struct Question {
    /// Identifier.
    pub id: String,
    /// Text, without a label such as `[Research]` at its end.
    pub text: String,
    /// Distinctive words in order.
    pub terms: Vec<Term>,
    /// Kind of answer.
    pub asks: Asks,
}

/// Whether sources are to be asked: research questions, and clarifications that ask for a fact.
/// Any other clarification is a person's to decide.
pub fn needs_research(question: &OpenQuestion) -> bool {
    if question.answered || question.text.trim().is_empty() {
        return false;
    }
    let understood = Question::of(question);
    question.kind == QuestionKind::Research
        || (understood.asks == Asks::Number && understood.terms.iter().any(|term| term.name))
}

impl Question {
    /// Understands an open question.
    pub fn of(open: &OpenQuestion) -> Self {
        let text = unlabelled(&open.text);
        let asks = asks(text);
        Self {
            id: open.id.clone(),
            terms: terms(text, asks),
            asks,
            text: text.to_owned(),
        }
    }

    /// A name for a file about this question, out of its first distinctive words.
    pub fn topic(&self) -> String {
        let ascii = self.terms.iter().filter(|term| term.word.is_ascii());
        let words: Vec<String> = ascii.map(|term| term.word.to_lowercase()).take(5).collect();
        let slug = if words.is_empty() {
            self.id.to_lowercase()
        } else {
            words.join("-")
        };
        let slug: String = slug
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let slug = slug.trim_matches('-').chars().take(60).collect::<String>();
        if slug.is_empty() {
            "research".to_owned()
        } else {
            slug
        }
    }
}

/// The text without a label in brackets at its end.
fn unlabelled(text: &str) -> &str {
    let text = text.trim();
    let Some(start) = text
        .rfind(['[', '('])
        .filter(|_| text.ends_with([']', ')']))
    else {
        return text;
    };
    let label = text[start + 1..text.len() - 1].trim();
    let short = label.split_whitespace().count() == 1 && label.chars().all(char::is_alphabetic);
    if short && start > 0 {
        text[..start].trim_end()
    } else {
        text
    }
}

fn asks(text: &str) -> Asks {
    let lower = format!(" {} ", text.to_lowercase());
    let says = |cues: &[&str]| cues.iter().any(|cue| lower.contains(cue));
    let choice = [
        " should ",
        " shall we ",
        " better ",
        " prefer",
        " versus ",
        " vs ",
        " vs. ",
        "which approach",
    ];
    if says(&choice) || (lower.contains(" or ") && !lower.contains("how m")) {
        return Asks::Choice;
    }
    let number = [
        "how many",
        "how much",
        "how long",
        "how often",
        "how large",
        "how big",
        "how fast",
        " limit",
        "maximum",
        "minimum",
        " max ",
        " min ",
        "quota",
        "timeout",
        "latency",
        "how old",
        " size",
        " cost",
        "what price",
        "percentage",
        "how far",
        "多少",
        "上限",
        "限制",
        "いくつ",
        "cuánt",
        "combien",
        "wie viel",
    ];
    if says(&number) {
        Asks::Number
    } else {
        Asks::Fact
    }
}

fn terms(text: &str, asks: Asks) -> Vec<Term> {
    let all = words(text);
    let focus = focus(text, &all);
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
            quantity,
            focus: in_focus && !quantity,
        });
    }
    terms.truncate(TERMS);
    terms
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
            | "support"
            | "supports"
            | "exist"
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

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str) -> Question {
        Question::of(&OpenQuestion {
            id: "RQ1".into(),
            text: text.into(),
            ..OpenQuestion::default()
        })
    }

    fn words_of(question: &Question, pick: impl Fn(&Term) -> bool) -> Vec<&str> {
        question
            .terms
            .iter()
            .filter(|term| pick(term))
            .map(|term| term.word.as_str())
            .collect()
    }

    #[test]
    fn a_question_is_understood() {
        let one = question(
            "What are the rate limits of the HuggingFace API for model metadata? [Research]",
        );
        assert_eq!(words_of(&one, |term| term.focus), ["rate", "limits"]);
        assert_eq!(words_of(&one, |term| term.name), ["HuggingFace"]);
        assert_eq!(one.asks, Asks::Number);
        assert_eq!(one.topic(), "rate-limits-huggingface-api-model");
        let one = question("How does Convex search perform at 10K+ records?");
        assert_eq!(
            words_of(&one, |term| term.focus),
            ["Convex", "search", "perform"]
        );
        assert_eq!(words_of(&one, |term| term.quantity), ["10K"]);
        assert_eq!(
            question("Should a bulk update be one mutation or batches?").asks,
            Asks::Choice
        );
    }

    #[test]
    fn a_clarification_is_researched_only_when_it_asks_for_a_fact() {
        let ask = |kind, text: &str| {
            needs_research(&OpenQuestion {
                kind,
                text: text.into(),
                ..OpenQuestion::default()
            })
        };
        assert!(ask(QuestionKind::Research, "What does it do?"));
        assert!(ask(
            QuestionKind::Clarification,
            "what is the request limit of the Stripe API?"
        ));
        assert!(!ask(
            QuestionKind::Clarification,
            "which roles may delete a model?"
        ));
        assert!(!ask(QuestionKind::Research, " "));
    }

    #[test]
    fn other_scripts_have_terms_and_a_topic() {
        let one = question("价格历史保存多少天？");
        assert!(!one.terms.is_empty());
        assert_eq!(one.topic(), "rq1");
    }
}
