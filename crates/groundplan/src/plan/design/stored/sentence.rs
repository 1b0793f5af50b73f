//! Sentences that add to a thing which another sentence, or a table that is there, describes: what a step
//! stores, needs, or sets.

use std::sync::LazyLock;

use regex::Regex;

use super::{Attribute, Stored, clause, list, thing};
use crate::model::names;

/// One form of sentence. Its groups: `list` for the attributes; `name` for the thing, where it names one;
/// `verb` for the step that a lone "who" or "when" is about.
struct Form {
    pattern: &'static str,
    /// What is listed is there only after a later step.
    later: bool,
}

/// In order of preference.
const FORMS: &[Form] = &[
    // "It is stored who decided and when."
    Form {
        pattern: r"(?i)^\s*it\s+is\s+(?:stored|recorded|saved|kept)\s+(?P<list>(?:who|when|how|until)\b.+)$",
        later: true,
    },
    // "Assessing a report makes it assessed; who and when is stored."
    Form {
        pattern: r"(?i)^\s*(?P<verb>\p{L}+ing)\b.*?[;,]\s+(?P<list>(?:who|when)\b.+?)\s+(?:is|are)\s+(?:stored|recorded|saved|kept)\b",
        later: true,
    },
    // "Closing needs a resolution (repaired or written_off) and takes an optional cost."
    Form {
        pattern: r"(?i)^\s*\p{L}+ing\s+(?:(?:an?|the)\s+\p{L}+\s+)?(?:needs|requires|takes)\s+(?P<list>(?:an?\s|the\s|who|when).+)$",
        later: true,
    },
    // "store on each parcel how many attempts failed, starting at 0"
    Form {
        pattern: r"(?i)\b(?:stores?|keeps?|saves?|records?)\s+(?:on|with|for)\s+(?:each|every|an?|the)\s+(?P<name>[\p{L}-]+)\s+(?P<list>.+)$",
        later: false,
    },
    // "the neighbour's name on the parcel", "the list price with the booking"
    Form {
        pattern: r"(?i)\b(?:stores?|keeps?|saves?|records?)\s+(?P<list>(?:an?|the)\s.+?)\s+(?:on|with)\s+(?:each|every|an?|the)\s+(?P<name>[\p{L}-]+)$",
        later: false,
    },
    Form {
        pattern: r"(?i)^\s*(?P<list>(?:an?|the)\s.+?)\s+(?:shall|must|will)?\s*(?:be|is)\s+(?:stored|kept|saved|recorded)\s+(?:on|with)\s+(?:each|every|an?|the)\s+(?P<name>[\p{L}-]+)$",
        later: false,
    },
    // "store a limit of theses for each user, 6 by default"
    Form {
        pattern: r"(?i)\bstores?\s+(?P<list>(?:an?|the)\s[^,;:]+?)\s+for\s+(?:each|every)\s+(?P<name>[\p{L}-]+)(?P<rest>,[^,]+)?$",
        later: false,
    },
    // "let a visitor join the list with a number of seats and an optional phone number"
    Form {
        pattern: r"(?i)\blets?\s+(?:an?|the)\s+[\p{L} -]+?\s+\p{L}+\s+(?:an?|the)\s+.+?\s+with\s+(?P<list>(?:an?\s|the\s).+)$",
        later: false,
    },
    // "store the reason, who blocked it and when"
    Form {
        pattern: r"(?i)\bstores?\s+(?P<list>(?:the|its|who|when)\b[^;:]+)$",
        later: true,
    },
];

static PATTERNS: LazyLock<Vec<(Option<Regex>, &'static Form)>> = LazyLock::new(|| {
    let compiled = FORMS
        .iter()
        .map(|form| (Regex::new(form.pattern).ok(), form));
    compiled.collect()
});

/// What a sentence adds to a thing; without a name it is the one that the sentence's item is about.
pub(super) fn added(text: &str) -> Option<Stored> {
    states(text).or_else(|| begun(text)).or_else(|| {
        PATTERNS.iter().find_map(|(pattern, form)| {
            let found = pattern.as_ref()?.captures(text)?;
            let verb = found.name("verb").map(|verb| clause::past(verb.as_str()));
            let rest = found.name("rest").map_or("", |rest| rest.as_str());
            let listed = format!("{}{rest}", &found["list"]);
            let listed = listed
                .split("; ")
                .next()?
                .replace("'s ", " ")
                .replace("’s ", " ")
                .replace(" and takes ", ", ")
                .replace(" and needs ", ", ");
            let mut attributes =
                list::attributes_of(&listed, verb.as_deref().unwrap_or("recorded"));
            for one in &mut attributes {
                one.optional |= form.later;
            }
            (1..=6).contains(&attributes.len()).then_some(Stored {
                name: found
                    .name("name")
                    .map(|name| called(name.as_str()))
                    .unwrap_or_default(),
                attributes,
                adds: true,
                ..Stored::default()
            })
        })
    })
}

/// The thing of one word, also where the word says little elsewhere: `user`.
fn called(name: &str) -> Vec<String> {
    let found = thing(name);
    if found.is_empty() {
        return vec![names::singular(&name.to_lowercase())];
    }
    found
}

static STATES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:status(?:es)?|states?)\s+(?:are\s+)?(?P<list>[\p{L}_]+(?:,\s+[\p{L}_]+)*,?\s+(?:and|or)\s+[\p{L}_]+)\s+(?:for|of)\s+(?:an?|each|every|the)\s+(?P<name>[\p{L} -]+?)\s*$").ok()
});

/// "exactly the statuses open, spent, blocked and expired for a voucher"
fn states(text: &str) -> Option<Stored> {
    let found = STATES.as_ref()?.captures(text.trim_end_matches('.'))?;
    let listed = found["list"].replace(" and ", ", ").replace(" or ", ", ");
    let values = listed
        .split(", ")
        .map(str::trim)
        .filter(|value| !value.is_empty());
    let status = Attribute {
        name: vec!["status".to_owned()],
        values: values.map(str::to_lowercase).collect(),
        ..Attribute::default()
    };
    Some(Stored {
        name: thing(&found["name"]),
        attributes: vec![status],
        adds: true,
        ..Stored::default()
    })
}

static BEGUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*an?\s+new\s+(?P<name>[\p{L} -]{2,40}?)\s+is\s+(?:an?\s+)?(?P<state>[\p{L}_]+)\b(?:\s+(?:and|until)\b.*)?[.]?$").ok()
});

/// "A new report is open and has no severity": it has a status, which begins so.
fn begun(text: &str) -> Option<Stored> {
    let found = BEGUN.as_ref()?.captures(text)?;
    let state = found["state"].to_lowercase();
    let is_made = [
        "stored", "created", "saved", "added", "shown", "sent", "listed", "refused", "possible",
        "not",
    ];
    (!is_made.contains(&state.as_str())).then(|| Stored {
        name: thing(&found["name"]),
        attributes: vec![Attribute {
            name: vec!["status".to_owned()],
            default: Some(state),
            ..Attribute::default()
        }],
        adds: true,
        ..Stored::default()
    })
}

static REACHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:status|state)\s+(?:is\s+|becomes\s+|to\s+)(?P<a>[\p{L}_]+)|\bsets?\s+(?:it|the\s+\p{L}+(?:'s\s+(?:status|state))?)\s+to\s+(?P<b>[\p{L}_]+)|\bmakes?\s+it\s+(?P<c>[\p{L}_]+)|\bmark(?:s|ed)?\s+(?:it\s+)?as\s+(?P<d>[\p{L}_]+)|\b(?:becomes|remains)\s+(?P<e>[\p{L}_]+)").ok()
});

/// States that a text says a thing of this name reaches or is in: "sets it to accepted", "another pending or
/// approved request".
pub fn states_of(name: &[String], text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut all: Vec<String> = Vec::new();
    if let Some(reached) = REACHED.as_ref() {
        for found in reached.captures_iter(&lower) {
            let said = found.iter().skip(1).flatten().next();
            all.extend(said.map(|said| said.as_str().to_owned()));
        }
    }
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
        .collect();
    let last = name
        .last()
        .map(|last| names::singular(last))
        .unwrap_or_default();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && names::singular(word) == last {
            all.extend(adjectives(&words[..at]));
        }
    }
    all.retain(|word| is_state(word));
    all
}

/// "pending or approved" in front of the thing.
fn adjectives(before: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = before;
    while let [head @ .., word] = rest {
        if is_state(word) {
            all.push((*word).to_owned());
        } else if *word != "or" || all.is_empty() {
            break;
        }
        rest = head;
    }
    all.reverse();
    all
}

/// A participle or a word that says how things stand.
fn is_state(word: &str) -> bool {
    let known = [
        "active",
        "open",
        "pending",
        "ready",
        "draft",
        "waiting",
        "withdrawn",
        "left",
        "overdue",
        "inactive",
    ];
    let no = [
        "need",
        "signed",
        "used",
        "added",
        "based",
        "related",
        "red",
        "bed",
        "selected",
        "requested",
        "stored",
        "recorded",
        "listed",
        "unpaid",
    ];
    known.contains(&word) || word.len() > 5 && word.ends_with("ed") && !no.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (String, Vec<String>) {
        let found = added(text).unwrap_or_default();
        let names = found.attributes.iter().map(|one| one.name.join(" "));
        (found.name.join(" "), names.collect())
    }

    fn of(name: &str, attributes: &[&str]) -> (String, Vec<String>) {
        (
            name.to_owned(),
            attributes.iter().map(|one| (*one).to_owned()).collect(),
        )
    }

    #[test]
    fn what_a_step_stores_or_needs() {
        for (text, want) in [
            (
                "It is stored who decided and when",
                of("", &["decided by", "decided at"]),
            ),
            (
                "Assessing an open report makes it assessed; who and when is stored",
                of("", &["assessed by", "assessed at"]),
            ),
            (
                "Closing needs a resolution (repaired or lost) and takes an optional cost in cents",
                of("", &["resolution", "cost in cents"]),
            ),
            (
                "THE System SHALL store the reason, who blocked it and when",
                of("", &["reason", "blocked by", "blocked at"]),
            ),
            (
                "THE System SHALL keep on each parcel how many attempts failed, starting at 0",
                of("parcel", &["failed attempts"]),
            ),
            (
                "THE System SHALL store the neighbour's name on the parcel",
                of("parcel", &["neighbour name"]),
            ),
            (
                "The list price SHALL be stored with the booking",
                of("booking", &["list price"]),
            ),
            (
                "THE System SHALL store a limit of theses for each user, 6 by default",
                of("user", &["limit theses"]),
            ),
            (
                "The system SHALL let a visitor join the list of an event with a number of seats from 1 to 8 and an optional phone number",
                of("", &["seat count", "phone number"]),
            ),
            (
                "A new report is open and has no severity",
                of("report", &["status"]),
            ),
            (
                "THE System SHALL have exactly the statuses open, spent and expired for a voucher",
                of("voucher", &["status"]),
            ),
        ] {
            assert_eq!(said(text), want, "{text}");
        }
    }

    #[test]
    fn what_adds_nothing() {
        for text in [
            "The list is sorted by name",
            "A new page is shown",
            "Closing needs no reason",
        ] {
            assert_eq!(added(text), None, "{text}");
        }
    }

    #[test]
    fn states_are_said_in_passing() {
        let name = ["leave".to_owned(), "request".to_owned()];
        let text = "A request that overlaps another pending or approved request is refused; it becomes declined";
        assert_eq!(states_of(&name, text), ["declined", "pending", "approved"]);
    }
}
