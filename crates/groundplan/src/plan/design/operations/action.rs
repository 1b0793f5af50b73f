//! The action that a sentence asks for: which verb, done to what. Verbs are read where a verb stands
//! ("to cancel …", "must be able to list …", "Cancelling a loan …"), never inside of a noun
//! ("waiting list", "price list").

use super::super::phrases;
use super::super::verbs::{Form, verb_form};
use crate::plan::types::Verb;

/// How many words of the specification a plan takes over at most: longer ones are cited.
pub(super) const WORDS: usize = 7;

/// An action that a sentence asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Action {
    /// What is done.
    pub verb: Verb,
    /// The verb's base form: `cancel`.
    pub word: &'static str,
    /// What it is done to: the words behind the verb up to a preposition or clause.
    pub object: Vec<String>,
    /// What stands behind the object.
    pub rest: String,
    /// Whether it is done to many in one go.
    pub many: bool,
}

/// Words that end the object.
const ENDS: &[&str] = &[
    "by", "from", "to", "with", "for", "of", "when", "that", "which", "as", "so", "on", "in",
    "into", "without", "after", "before", "at", "is", "are", "was", "who", "if", "while",
    "instead", "between", "where", "has", "have", "gives", "gets", "sets", "throws", "creates",
    "stores", "than", "puts", "becomes", "asks", "needs", "requires", "takes", "makes", "works",
    "holds",
];

/// Words of them that lead on to a further phrase.
const JOINTS: &[&str] = &[
    "by", "from", "to", "with", "for", "of", "when", "that", "which", "as", "so", "on", "in",
    "into", "without", "after", "before", "at", "if", "while", "between", "than",
];

/// Words that say that many are meant.
const MANY: &[&str] = &[
    "all", "many", "several", "multiple", "every", "each", "bulk", "selected",
];

/// Words that no object begins with.
const ARTICLES: &[&str] = &[
    "a", "an", "the", "my", "our", "your", "their", "its", "his", "her", "one", "single", "new",
    "existing", "given", "some", "any", "only", "current", "own", "free",
];

/// The actions of a story's goal ("to cancel my loan") or title ("Cancel a loan").
pub(super) fn of_goal(text: &str) -> Vec<Action> {
    let text = text.trim();
    let begin = text.strip_prefix("to ").unwrap_or(text);
    let words = tokens(begin);
    read(&words, begin)
}

/// The actions that a requirement asks for: what stands behind "must", "shall", "can", "able to".
pub(super) fn of_requirement(text: &str) -> Vec<Action> {
    let words = tokens(text);
    let at = words.iter().position(|word| {
        matches!(
            word.as_str(),
            "must" | "shall" | "can" | "should" | "may" | "will" | "able" | "allow" | "allows"
        )
    });
    let Some(at) = at else { return Vec::new() };
    let mut begin = at + 1;
    let filler = |word: &String| {
        matches!(
            word.as_str(),
            "be" | "able" | "to" | "also" | "allow" | "administrators" | "users"
        )
    };
    while words.get(begin).is_some_and(filler) {
        begin += 1;
    }
    if words
        .get(begin.saturating_sub(1))
        .is_some_and(|word| word == "be")
    {
        return Vec::new();
    }
    read(words.get(begin..).unwrap_or_default(), text)
}

/// What happens to what is there: "Cancelling an appointment …", "When a loan is returned …", "… when
/// I place an order".
pub(super) fn of_event(text: &str) -> Option<Action> {
    let words = tokens(text);
    let first = words.first()?;
    if let Some((word, verb, Form::Gerund)) = verb_form(first) {
        let behind = words.get(1..)?;
        let says = |one: &String| verb_form(one).is_some_and(|(.., form)| form == Form::Third);
        let end = behind
            .iter()
            .skip(1)
            .position(says)
            .map_or(behind.len(), |at| at + 1);
        return Some(action(word, verb, behind.get(..end)?, text));
    }
    let at = words
        .iter()
        .position(|word| word == "when" || word == "whenever")?;
    let clause = words.get(at + 1..)?;
    if let Some(subject) = clause.first()
        && matches!(
            subject.as_str(),
            "i" | "they" | "we" | "somebody" | "someone"
        )
    {
        let (word, verb, _) = verb_form(clause.get(1)?)?;
        return Some(action(word, verb, clause.get(2..)?, text));
    }
    passive(clause, text)
}

/// "a loan is returned", "only an entry can be offered": the action and its subject.
pub(super) fn passive(words: &[String], text: &str) -> Option<Action> {
    let at = words
        .iter()
        .position(|word| matches!(word.as_str(), "is" | "are" | "be" | "was"))?;
    let (word, verb, form) = verb_form(words.get(at + 1)?)?;
    if form != Form::Past {
        return None;
    }
    let mut found = action(word, verb, words.get(..at)?, text);
    found.rest = String::new();
    Some(found)
}

/// The passive of a whole sentence.
pub(super) fn of_passive(text: &str) -> Option<Action> {
    passive(&tokens(text), text)
}

/// The verbs at the beginning, with the object that they share: "create and update parts".
fn read(words: &[String], text: &str) -> Vec<Action> {
    let mut verbs: Vec<(&'static str, Verb)> = Vec::new();
    let mut at = 0;
    while let Some((word, verb, Form::Base)) = words.get(at).and_then(|one| verb_form(one)) {
        verbs.push((word, verb));
        at += 1;
        let more = words.get(at).is_some_and(|one| one == "and" || one == "or")
            && words
                .get(at + 1)
                .and_then(|one| verb_form(one))
                .is_some_and(|(_, _, form)| form == Form::Base);
        if !more {
            break;
        }
        at += 1;
    }
    let behind = words.get(at..).unwrap_or_default();
    verbs
        .into_iter()
        .map(|(word, verb)| action(word, verb, behind, text))
        .collect()
}

fn action(word: &'static str, verb: Verb, behind: &[String], text: &str) -> Action {
    let end = behind
        .iter()
        .position(|one| ENDS.contains(&one.as_str()))
        .unwrap_or(behind.len());
    let (phrase, rest) = behind.split_at(end);
    let lower = text.to_lowercase();
    let listed = lower.contains("list of ") && phrase.iter().all(|one| one != "list");
    let many = phrase.iter().any(|one| MANY.contains(&one.as_str()))
        || ["at once", "in bulk", "bulk update", "in one call"]
            .iter()
            .any(|cue| lower.contains(cue))
        || rest.iter().take(4).any(|one| MANY.contains(&one.as_str()))
        || (listed && rest.first().is_some_and(|one| one == "to"));
    Action {
        verb,
        word,
        object: phrase
            .iter()
            .filter(|one| !ARTICLES.contains(&one.as_str()) && !MANY.contains(&one.as_str()))
            .cloned()
            .collect(),
        rest: rest.join(" "),
        many,
    }
}

/// Lower-case words with the apostrophe's `s` off.
pub(super) fn tokens(text: &str) -> Vec<String> {
    phrases::words_of(text)
        .into_iter()
        .map(|word| {
            word.trim_end_matches("'s")
                .trim_end_matches('\'')
                .to_owned()
        })
        .collect()
}

/// A sentence in other words, whole: "an amount is between 1 and 90" → "an amount: between 1 and 90"; `None`
/// where it would be a copy, for a plan cites the specification and repeats none of its sentences.
pub(super) fn restated(sentence: &str) -> Option<String> {
    let cues = [
        (" MUST NOT ", " does not "),
        (" must not ", " does not "),
        (" SHALL NOT ", " does not "),
        (" MUST be ", ": "),
        (" must be ", ": "),
        (" SHALL be ", ": "),
        (" MUST ", ": "),
        (" SHALL ", ": "),
        (" is ", ": "),
        (" are ", ": "),
    ];
    let first = cues
        .iter()
        .filter_map(|(cue, by)| Some((sentence.find(cue)?, *cue, *by)))
        .min_by_key(|(at, cue, _)| (*at, std::cmp::Reverse(cue.len())));
    match first {
        Some((_, cue, by)) => Some(sentence.replacen(cue, by, 1)),
        None => Some(sentence.to_owned()).filter(|one| one.split_whitespace().count() <= WORDS),
    }
}

/// At most [`WORDS`] words from the beginning of a text: to the end of a clause, else to where the
/// last phrase begins that would be cut.
pub(super) fn few_words(text: &str) -> String {
    let clause = text.split([';', '(', ':']).next().unwrap_or(text);
    let clause = clause.split(". ").next().unwrap_or(clause);
    let clause = clause.split(" - ").next().unwrap_or(clause);
    let (clause, listed) = match clause.split_once(", ") {
        Some((first, _)) => (first, true),
        None => (clause, false),
    };
    let all: Vec<&str> = clause.split_whitespace().collect();
    let is_end = |word: &str| ENDS.contains(&word.to_lowercase().as_str());
    let joins = |word: &str| JOINTS.contains(&word.to_lowercase().as_str());
    let mut words: Vec<&str> = all.iter().copied().take(WORDS).collect();
    let cut = all
        .get(WORDS)
        .is_some_and(|next| !is_end(next) && *next != "and");
    if let Some(at) = words.iter().rposition(|word| joins(word))
        && at > 1
        && (cut || (listed && words.get(at) == Some(&"by")))
    {
        words.truncate(at);
    }
    let leads_on = |word: &&str| {
        let lower = word.to_lowercase();
        is_end(word)
            || ARTICLES.contains(&lower.as_str())
            || matches!(
                lower.as_str(),
                "and" | "or" | "not" | "same" | "must" | "never"
            )
    };
    while words.len() > 1 && words.last().is_some_and(leads_on) {
        words.pop();
    }
    words.join(" ").trim_end_matches(['.', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(text: &str) -> Vec<(Verb, &'static str, String, bool)> {
        let all = of_goal(text).into_iter();
        all.map(|one| (one.verb, one.word, one.object.join(" "), one.many))
            .collect()
    }

    #[test]
    fn a_verb_inside_of_a_noun_is_no_verb() {
        assert_eq!(
            goal("to offer a place of the waiting list"),
            [(Verb::Update, "offer", "place".to_owned(), false)]
        );
        assert_eq!(goal("waiting list"), []);
        assert_eq!(goal("no fee when my plate has a permit"), []);
    }

    #[test]
    fn two_verbs_share_an_object_and_many_are_seen() {
        assert_eq!(
            goal("to create and update parts"),
            [
                (Verb::Create, "create", "parts".to_owned(), false),
                (Verb::Update, "update", "parts".to_owned(), false)
            ]
        );
        let found = goal("to renew all permits of a garage that end this month");
        assert_eq!(found, [(Verb::Update, "renew", "permits".to_owned(), true)]);
        let found = of_requirement("Admins MUST be able to apply a margin to a list of models");
        assert!(found.iter().all(|one| one.many && one.object == ["margin"]));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn what_happens_to_what_is_there_is_read() {
        let event = |text: &str| of_event(text).map(|one| (one.word, one.object.join(" ")));
        assert_eq!(
            event("When a loan is returned and somebody waits, it is held"),
            Some(("return", "loan".to_owned()))
        );
        assert_eq!(
            event("Cancelling an appointment without a reason is refused"),
            Some(("cancel", "appointment".to_owned()))
        );
        assert_eq!(
            event("to enter a code when I place an order"),
            Some(("place", "order".to_owned()))
        );
        assert_eq!(event("A part is stored"), None);
    }

    #[test]
    fn a_few_words_end_where_a_clause_does() {
        assert_eq!(
            few_words("offer a free slot to a waiting patient of the house"),
            "offer a free slot"
        );
        assert_eq!(
            few_words("revoke a permit, with a reason"),
            "revoke a permit"
        );
        assert_eq!(
            few_words("search parts by name, category and stock"),
            "search parts"
        );
        assert_eq!(
            few_words("export the rows of a month as CSV"),
            "export the rows of a month"
        );
    }
}
