//! Alternatives that the specification itself names: "X or Y" in a question, "X vs Y", "either".

use std::sync::LazyLock;

use regex::Regex;

use super::{Made, assumed, option};
use crate::model::evidence::{AnswerState, ResearchAnswer};
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::model::spec::QuestionKind;
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::sections::common::{short, tick};
use crate::plan::sections::research;
use crate::plan::types::{Decision, DecisionOption, Key, Plan};

/// Decisions shown of this sort.
const SHOWN: usize = 4;
/// Words of an option at most.
const WORDS: usize = 8;

static CHOICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[:(,;?]|\beither\b|\bwhether to\b|\b(?:should|do|does|can|will|is|are|use|using|via|as|with|between)\b)\s*([^:(),;?]{2,80}?)\s+(?:or|vs\.?|versus)\s+([^:(),;?.]{2,80})").ok()
});

/// Decisions between alternatives of open questions that nothing else decides.
pub fn make(context: &Context<'_>, plan: &Plan) -> Vec<Made> {
    let taken: Vec<&str> = plan.decisions.iter().flat_map(question_ids).collect();
    let open = context.spec.open_questions.iter().filter(|question| {
        question.kind == QuestionKind::Research
            && !question.answered
            && !taken.contains(&question.id.as_str())
    });
    let made = open.filter_map(|question| {
        let (left, right) = choice(&question.text)?;
        Some(decide(context, &question.id, &left, &right))
    });
    made.take(SHOWN).collect()
}

/// Questions that a decision's context cites.
fn question_ids(decision: &Decision) -> Vec<&str> {
    let all = decision
        .context
        .iter()
        .flat_map(|claim| claim.text.split_whitespace().next().into_iter());
    all.chain(
        decision
            .context
            .iter()
            .flat_map(|claim| claim.grounds.spec_items()),
    )
    .collect()
}

/// The two sides of "X or Y"; `None` where a side is no short phrase.
pub fn choice(text: &str) -> Option<(String, String)> {
    let found = CHOICE.as_ref()?.captures(text)?;
    let side = |at: usize| -> Option<String> {
        let words: Vec<&str> = found.get(at)?.as_str().split_whitespace().collect();
        let start = words.iter().position(|word| !is_leading(word))?;
        let words = words.get(start..)?;
        let words = if at == 1 {
            last_phrase(words)
        } else {
            until_adjunct(words)
        };
        let fits = (1..=WORDS).contains(&words.len());
        fits.then(|| words.join(" ").trim_matches(['"', '.', '*']).to_owned())
    };
    let (left, right) = (side(1)?, side(2)?);
    (left.to_lowercase() != right.to_lowercase()).then_some((left, right))
}

/// Whether a word only leads to the option: "should we use …".
fn is_leading(word: &str) -> bool {
    let leading = [
        "we", "you", "i", "it", "they", "this", "that", "there", "be", "use", "using", "should",
        "must", "can", "will", "would", "either", "to", "with", "via", "rather", "do",
    ];
    leading.contains(&word.to_lowercase().as_str())
}

/// Of a long left side the words behind its last determiner: "need a new minor" is "new minor";
/// of a sentence with its verb before the choice, what follows the verb "be".
fn last_phrase<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    let marks = ["a", "an", "the", "be", "need", "require", "use"];
    let at = words
        .iter()
        .rposition(|word| marks.contains(&word.to_lowercase().as_str()));
    match at {
        Some(at) if words.len() > 3 && at + 1 < words.len() => &words[at + 1..],
        _ => words,
    }
}

/// The right side up to the first word that begins an adjunct.
fn until_adjunct<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    let begins = [
        "before", "after", "when", "while", "until", "because", "since", "if", "so",
    ];
    let end = words
        .iter()
        .position(|word| begins.contains(&word.to_lowercase().as_str()));
    match end {
        Some(end) if end > 0 => &words[..end],
        _ => words,
    }
}

fn decide(context: &Context<'_>, id: &str, left: &str, right: &str) -> Made {
    let only = |this: &str, other: &str| distinct_words(this, other);
    let answer = context
        .evidence
        .research
        .iter()
        .find(|answer| answer.id == id);
    let sides = [(left, only(left, right)), (right, only(right, left))];
    let evidence = sides
        .each_ref()
        .map(|(_, words)| evidence_for(context, answer, words));
    let told = vec![Claim::new(
        format!("{id} leaves a choice between two ways"),
        Grounds::spec(id),
    )];
    let options: Vec<DecisionOption> = sides
        .iter()
        .zip(&evidence)
        .map(|((title, _), pros)| option(names::capital(title), pros.clone(), Vec::new()))
        .collect();
    let [for_left, for_right] = evidence;
    let chosen = usize::from(for_right.len() > for_left.len());
    let key = Key::new("decisions", &format!("choice-{id}"));
    let title = short(&format!("{} or {}", names::capital(left), right), 70);
    let winner = if chosen == 0 { left } else { right };
    let decided = for_left.len() != for_right.len();
    let pros = if chosen == 0 { for_left } else { for_right };
    if decided {
        let grounds = pros
            .first()
            .map_or_else(|| Grounds::spec(id), |claim| claim.grounds.clone());
        return Made::settled(Decision {
            key,
            title,
            context: told,
            options,
            chosen,
            decision: Claim::new(
                names::capital(winner),
                grounds.clone().and(Ground::spec(id)),
            ),
            rationale: vec![Claim::new(
                "More of what was found speaks for it than for the other",
                grounds,
            )],
            implications: Vec::new(),
        });
    }
    let why = assumed(format!("{id}: neither the code nor the research decides"));
    let question = Claim::new(
        format!(
            "{id}: the plan takes \"{}\" unless you say otherwise",
            short(winner, 60)
        ),
        Grounds::spec(id).and(why.clone()),
    );
    let decision = Decision {
        key,
        title,
        context: told,
        options,
        chosen,
        decision: Claim::new(
            format!("{} (default)", names::capital(winner)),
            Grounds::spec(id).and(why.clone()),
        ),
        rationale: vec![Claim::new(
            "The first that the question names; no evidence prefers either",
            Grounds::from(why),
        )],
        implications: Vec::new(),
    };
    Made::asked(decision, question)
}

/// Content words of one side that the other does not have.
fn distinct_words(this: &str, other: &str) -> Vec<String> {
    let other = phrases::words_of(&other.to_lowercase());
    let mine = phrases::words_of(&this.to_lowercase());
    mine.into_iter()
        .filter(|word| phrases::is_content(word) && !other.contains(word))
        .collect()
}

/// Packages, similar code and findings that name the words of a side.
fn evidence_for(
    context: &Context<'_>,
    answer: Option<&ResearchAnswer>,
    wanted: &[String],
) -> Vec<Claim> {
    let names = |text: &str| {
        let words = names::split(text);
        let singular: Vec<String> = words.iter().map(|word| names::singular(word)).collect();
        // One word of several is no evidence: a Convex cron is not there because Convex is.
        let mut wanted = wanted.iter();
        wanted.len() > 0 && wanted.all(|word| singular.contains(&names::singular(word)))
    };
    let analysis = context.analysis();
    let mut found: Vec<Claim> = Vec::new();
    let packages = analysis
        .stack
        .versions
        .iter()
        .filter(|one| names(&one.name));
    found.extend(packages.filter_map(|one| {
        let anchor = one.anchor.clone()?;
        Some(Claim::new(
            format!("{} is a dependency already", tick(&one.name)),
            Ground::Code(anchor),
        ))
    }));
    let similar = analysis
        .similar_implementations
        .iter()
        .filter(|one| names(&one.description));
    found.extend(
        similar.map(|one| Claim::new("Similar code does it so", Ground::Code(one.anchor.clone()))),
    );
    let findings = answer.filter(|answer| answer.state == AnswerState::Answered);
    let findings = findings.map(|answer| {
        (
            answer,
            answer.findings.iter().filter(|one| names(&one.text)),
        )
    });
    if let Some((answer, mut findings)) = findings
        && findings.next().is_some()
    {
        found.push(Claim::new(
            format!("{} found material on it", answer.id),
            research::ground(answer),
        ));
    }
    found.truncate(3);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_of_a_choice() {
        let sides = choice("Should we use one bulk mutation or batches?");
        assert_eq!(
            sides,
            Some(("one bulk mutation".to_owned(), "batches".to_owned()))
        );
        let sides = choice("Storage: Redis vs PostgreSQL");
        assert_eq!(sides, Some(("Redis".to_owned(), "PostgreSQL".to_owned())));
        let sides =
            choice("Does a changed signature need a new minor or major version before 1.0?");
        let wanted = ("new minor".to_owned(), "major version".to_owned());
        assert_eq!(sides, Some(wanted));
        assert_eq!(choice("What are the rate limits?"), None);
    }
}
