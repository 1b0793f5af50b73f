//! What a question asks: its distinctive words, the names it speaks of, and the kind of answer.

mod asks;
mod synonyms;
mod terms;

pub use asks::{Asks, Measure};

use crate::model::spec::{OpenQuestion, QuestionKind};

/// A word of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As written.
    pub word: String,
    /// Its stem.
    pub stem: String,
    /// Stems of words that say the same; each counts less.
    pub also: Vec<String>,
    /// Side of a choice that it stands for: `false` before "or", `true` behind.
    pub side: Option<bool>,
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
        || (matches!(understood.asks, Asks::Number(_))
            && understood.terms.iter().any(|term| term.name))
}

impl Question {
    /// Understands an open question.
    pub fn of(open: &OpenQuestion) -> Self {
        let text = unlabelled(without_id(&open.text, &open.id));
        let asks = asks::of(text);
        Self {
            id: open.id.clone(),
            terms: terms::of(text, asks),
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

/// The text without the question's own identifier before it: `RQ1: …`.
fn without_id<'a>(text: &'a str, id: &str) -> &'a str {
    let text = text.trim();
    let rest = text.strip_prefix(id).filter(|_| !id.is_empty());
    let rest = rest.and_then(|rest| {
        rest.trim_start()
            .strip_prefix([':', '.', ')', '-', '–', '—'])
    });
    rest.map_or(text, str::trim_start)
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
        assert_eq!(one.asks, Asks::Number(Measure::Any));
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
    fn a_question_is_the_same_with_its_identifier_before_it() {
        let (with, without) = (
            question("RQ1: What is the rate limit?"),
            question("What is the rate limit?"),
        );
        assert_eq!(with.terms, without.terms);
        assert_eq!(question("RQ12: Why?").text, "RQ12: Why?");
    }

    #[test]
    fn the_sides_of_a_choice_stand_beside_its_or() {
        for (text, left, right) in [
            (
                "Should a bulk update be one mutation or a sequence of batches?",
                vec!["mutation"],
                vec!["sequence", "batches"],
            ),
            (
                "Should jobs go through Redis or Postgres?",
                vec!["Redis"],
                vec!["Postgres"],
            ),
            (
                "Should expiring offers run as a Convex cron or by hand?",
                vec!["Convex", "cron"],
                vec!["hand"],
            ),
        ] {
            let one = question(text);
            assert_eq!(words_of(&one, |term| term.side == Some(false)), left);
            assert_eq!(words_of(&one, |term| term.side == Some(true)), right);
        }
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
