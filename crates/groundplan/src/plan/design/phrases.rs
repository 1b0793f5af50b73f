//! Reading a requirement's sentence: what is done (verbs), to what (object), with which attributes.
//!
//! Rules over words, for English; a sentence in another language yields its code spans and names
//! only. Nothing here knows a feature, a stack or a repository.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::names;
use crate::plan::types::Verb;

/// Words that name a verb of an operation, most specific verb first.
const VERBS: &[(Verb, &[&str])] = &[
    (
        Verb::BulkUpdate,
        &[
            "bulk",
            "batch",
            "mass",
            "many at once",
            "several at once",
            "at once",
            "multiple",
        ],
    ),
    (
        Verb::History,
        &[
            "history",
            "audit trail",
            "changelog of",
            "past changes",
            "previous versions",
        ],
    ),
    (Verb::Export, &["export", "download", "dump"]),
    (Verb::Import, &["import", "upload", "ingest"]),
    (Verb::Search, &["search", "find", "look up", "query"]),
    (
        Verb::Calculate,
        &["calculate", "compute", "derive", "estimate", "recalculate"],
    ),
    (Verb::Notify, &["notify", "alert", "email", "remind"]),
    (Verb::Validate, &["validate", "verify", "lint"]),
    (
        Verb::Delete,
        &["delete", "remove", "archive", "revoke", "cancel"],
    ),
    (
        Verb::Update,
        &[
            "update", "edit", "change", "modify", "set", "rename", "adjust", "assign",
        ],
    ),
    (
        Verb::Create,
        &[
            "create", "add", "register", "submit", "record", "place", "book",
        ],
    ),
    (
        Verb::List,
        &[
            "list", "view", "see", "show", "browse", "display", "overview", "filter",
        ],
    ),
    (
        Verb::Get,
        &["get", "fetch", "read", "retrieve", "open", "inspect"],
    ),
];

/// Verbs that say that something is stored.
const STORE: &[&str] = &[
    "store",
    "stores",
    "save",
    "saves",
    "persist",
    "persists",
    "record",
    "records",
    "keep",
    "keeps",
    "track",
    "tracks",
    "log",
    "logs",
    "maintain",
    "write",
    "writes",
    "maintains",
];

/// Words that cannot be a thing.
const FILLER: &[&str] = &[
    "a",
    "an",
    "the",
    "all",
    "each",
    "every",
    "any",
    "some",
    "one",
    "their",
    "its",
    "his",
    "her",
    "new",
    "existing",
    "given",
    "single",
    "multiple",
    "several",
    "many",
    "current",
    "own",
    "of",
    "to",
    "for",
    "in",
    "on",
    "at",
    "by",
    "with",
    "from",
    "and",
    "or",
    "as",
    "that",
    "which",
    "this",
    "these",
    "those",
    "it",
    "them",
    "be",
    "is",
    "are",
    "system",
    "user",
    "users",
    "admin",
    "admins",
    "must",
    "shall",
    "should",
    "can",
    "may",
    "will",
    "able",
    "want",
    "allow",
    "allows",
    "i",
    "we",
    "my",
    "our",
    "at",
    "once",
    "per",
    "than",
    "so",
    "when",
    "whether",
    "if",
    "into",
    "only",
    "not",
    "using",
    "via",
    "without",
    "within",
    "between",
    "support",
    "provide",
    "administrator",
    "administrators",
    "has",
    "have",
    "was",
    "were",
    "been",
    "other",
    "same",
    "more",
    "also",
];

static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}][\p{L}\p{N}'_-]*").ok());

/// Lower-case words of a text, in order.
pub fn words_of(text: &str) -> Vec<String> {
    let Some(word) = WORD.as_ref() else {
        return Vec::new();
    };
    word.find_iter(text)
        .map(|found| found.as_str().to_lowercase())
        .collect()
}

/// Whether the word can be part of a thing's name.
pub fn is_content(word: &str) -> bool {
    word.chars().count() > 2 && !FILLER.contains(&word)
}

/// The word without an English verb ending, as far as verbs are recognised by it.
fn base(word: &str) -> &str {
    ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() > 2))
        .unwrap_or(word)
}

fn says(words: &[String], text: &str, cue: &str) -> bool {
    if cue.contains(' ') {
        return text.contains(cue);
    }
    words
        .iter()
        .any(|word| word == cue || base(word) == cue || base(word) == cue.trim_end_matches('e'))
}

/// The verbs of a sentence, in the order of [`VERBS`]: the most specific first.
pub fn verbs(text: &str) -> Vec<Verb> {
    let lower = text.to_lowercase();
    let words = words_of(&lower);
    let said = VERBS
        .iter()
        .filter(|(_, cues)| cues.iter().any(|cue| says(&words, &lower, cue)));
    said.map(|(verb, _)| *verb).collect()
}

/// The verb of a story or requirement: that of its first words that name one.
pub fn main_verb(text: &str) -> Option<Verb> {
    let lower = text.to_lowercase();
    let specific = [Verb::BulkUpdate, Verb::History, Verb::Export, Verb::Import];
    let all = verbs(&lower);
    if let Some(verb) = specific.into_iter().find(|verb| all.contains(verb)) {
        return Some(verb);
    }
    words_of(&lower).iter().find_map(|word| {
        let one = std::slice::from_ref(word);
        let named = VERBS
            .iter()
            .find(|(_, cues)| cues.iter().any(|cue| says(one, word, cue)));
        named.map(|(verb, _)| *verb)
    })
}

/// Whether the sentence says that something is stored.
pub fn stores(text: &str) -> bool {
    let words = words_of(text);
    words.iter().any(|word| STORE.contains(&word.as_str()))
}

/// Whether the sentence says that something is made or comes in.
pub fn makes(text: &str) -> bool {
    let cues = [
        "add",
        "create",
        "introduce",
        "new",
        "provide",
        "write",
        "define",
        "implement",
        "generate",
        "ship",
        "contain",
        "include",
    ];
    let words = words_of(text);
    words
        .iter()
        .any(|word| cues.contains(&word.as_str()) || cues.contains(&base(word)))
}

/// The words that name a thing: content words of the phrase, without what follows a relative clause.
pub fn name_words(phrase: &str) -> Vec<String> {
    let lower = phrase.to_lowercase();
    let cut = [
        " that ",
        " which ",
        " so that ",
        " when ",
        " whenever ",
        " to ",
        " in the ",
        " who ",
    ]
    .iter()
    .filter_map(|cue| lower.find(cue))
    .min()
    .unwrap_or(lower.len());
    let words = words_of(&lower[..cut]);
    let named: Vec<String> = words.into_iter().filter(|word| is_content(word)).collect();
    named.into_iter().take(3).collect()
}

static WHETHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\bwhether\s+(?:it|they|the\s+[\p{L}]+|an?\s+[\p{L}]+)\s+(has|have|is|are|can)\s+((?:[\p{L}-]+\s?){1,4})").ok()
});

static ADDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)`?([\p{L}_][\p{L}\p{N}_]*(?:\s[\p{L}]+)?)`?\s+(field|column|attribute|flag|property)\b").ok()
});

/// A field that a sentence wants on something that exists: "a flag whether it has pricing",
/// "add a `notes` field". The second value tells whether it is a yes or no.
pub fn wanted_field(text: &str) -> Option<(String, bool)> {
    if let Some(found) = WHETHER.as_ref().and_then(|whether| whether.captures(text)) {
        let verb = found.get(1).map_or("", |verb| verb.as_str()).to_lowercase();
        let verb = match verb.as_str() {
            "have" => "has",
            "are" => "is",
            other => other,
        };
        let rest = found.get(2).map_or("", |rest| rest.as_str());
        let words: Vec<String> = words_of(rest)
            .into_iter()
            .filter(|w| is_content(w))
            .take(2)
            .collect();
        if !words.is_empty() {
            return Some((format!("{verb} {}", words.join(" ")), true));
        }
    }
    let found = ADDED.as_ref()?.captures(text)?;
    let name = found.get(1)?.as_str().to_lowercase();
    let name: Vec<&str> = name
        .split_whitespace()
        .filter(|word| is_content(word))
        .collect();
    let flag = found
        .get(2)
        .is_some_and(|kind| kind.as_str().eq_ignore_ascii_case("flag"));
    (!name.is_empty()).then(|| (name.join(" "), flag))
}

/// Role that a story or sentence names: "As a facility manager" → `manager`; "Clerks MUST …" →
/// `clerk`. Somebody who is only a user or customer has none.
pub fn role(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let modal = [" must ", " shall ", " can ", " may ", " should "]
        .iter()
        .filter_map(|modal| lower.find(modal))
        .min();
    let may =
        lower.contains(" able to ") || (lower.contains(" can ") && !lower.contains(" can be "));
    if modal.is_some() && !may {
        return None;
    }
    let subject = lower.get(..modal.unwrap_or(lower.len()))?;
    let subject = subject.split([',', '(']).next()?;
    let subject = subject.split(" of ").next()?.split(" who ").next()?;
    let words = words_of(subject);
    // A sentence that is no subject with a verb names nobody.
    let last = words.last().filter(|_| words.len() <= 3)?;
    let found = names::singular(last);
    let nobody = [
        "user",
        "customer",
        "caller",
        "person",
        "visitor",
        "developer",
        "maintainer",
        "system",
        "library",
        "somebody",
        "everybody",
        "anybody",
        "function",
        "it",
        "consumer",
        "agent",
    ];
    let is_person = [
        "er", "or", "an", "ian", "ist", "min", "ff", "ant", "lead", "clerk", "ient", "ee",
    ]
    .iter()
    .any(|end| found.ends_with(end));
    match found.as_str() {
        "administrator" => Some("admin".to_owned()),
        name if nobody.contains(&name) || !is_person => None,
        _ => Some(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_stories() {
        assert_eq!(
            main_verb("Update many models at once in bulk"),
            Some(Verb::BulkUpdate)
        );
        assert_eq!(main_verb("view the pricing history"), Some(Verb::History));
        assert_eq!(main_verb("update one model's pricing"), Some(Verb::Update));
        assert_eq!(
            main_verb("prices are calculated from GPU cost"),
            Some(Verb::Calculate)
        );
        assert_eq!(main_verb("nothing of that"), None);
    }

    #[test]
    fn roles_of_stories_and_requirements() {
        let is = |text: &str| role(text).unwrap_or_default();
        assert_eq!(is("facility manager"), "manager");
        assert_eq!(is("Administrators MUST be able to list"), "admin");
        assert_eq!(is("Clerks MUST be able to approve a claim"), "clerk");
        assert_eq!(is("user of tally"), "");
        assert_eq!(is("The status of an order MUST be one of"), "");
    }

    #[test]
    fn flags_on_existing_things() {
        let flag = wanted_field("Each model carries a flag whether it has pricing.");
        assert_eq!(flag, Some(("has pricing".to_owned(), true)));
        assert_eq!(
            wanted_field("Add a `notes` field to orders"),
            Some(("notes".to_owned(), false))
        );
    }
}
