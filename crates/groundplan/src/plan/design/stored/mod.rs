//! What a sentence says is stored: which thing, for whom, with which attributes.
//!
//! Rules over English sentences; one in another language yields nothing. Nothing here knows a feature,
//! a stack or a repository.

mod attribute;
mod between;
mod list;
mod qualifier;
mod told;
mod unique;

pub use attribute::Attribute;
pub use between::{Between, between, is_named};
pub use list::attributes as listed;
pub use told::{Told, initial, told};
pub use unique::{Unique, uniqueness};

use std::sync::LazyLock;

use regex::Regex;

use super::phrases;
use crate::model::names;

/// A thing that a sentence says is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored {
    /// "per model", "for each model": the words of what it belongs to, singular.
    pub owner: Vec<String>,
    /// Words of the thing's name; empty where the sentence only lists attributes.
    pub name: Vec<String>,
    /// Attributes in order.
    pub attributes: Vec<Attribute>,
    /// Whether the sentence adds to a thing that is there ("gets", "also has").
    pub adds: bool,
}

/// Verbs behind which the thing and its attributes stand.
static STORES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let verbs = "stor(?:e|es|ed|ing)|sav(?:e|es|ed)|persist(?:s|ed)?|record(?:s|ed)?|keeps?|tracks?|logs?|maintains?|writes?";
    Regex::new(&format!(r"(?i)\b(?:{verbs})\b\s*(?P<rest>.+)")).ok()
});

/// "Each part has a unique number, …": the thing is the subject.
static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let verbs = "has|have|holds?|contains?|carr(?:y|ies)|consists? of|includes?|comprises|gets?|gains?|receives?|stores?|records?|keeps?|is described by|is made of";
    Regex::new(&format!(
        r"(?i)^\s*(?P<lead>each|every|an?|the|all)?\s*(?P<name>[`\p{{L}}][`\p{{L}}\p{{N}}_ -]{{1,48}}?)\s+(?:(?:shall|must|should|will|can|may)\s+)?(?P<also>also\s+)?(?P<verb>{verbs})\s+(?P<list>.+)$"
    ))
    .ok()
});

/// "per model", "for each model".
static OWNER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:per|for each|for every|of each|of every)\s+(?P<owner>[\p{L}-]+(?:\s+[\p{L}-]+)?)").ok()
});

/// Subjects that store and are not what is stored.
const AGENTS: &[&str] = &[
    "system",
    "application",
    "app",
    "service",
    "platform",
    "server",
    "api",
    "database",
    "user",
    "users",
    "admin",
    "tool",
    "product",
    "page",
    "form",
    "dialog",
    "screen",
    "response",
    "report",
    "command",
    "list",
    "view",
    "export",
    "file",
    "message",
    "request",
    "table",
    "it",
    "they",
];

/// Reads one requirement: `None` where it stores nothing.
pub fn read(text: &str) -> Option<Stored> {
    let plain = text.replace("**", "");
    let subject = sentences(&plain).find_map(by_subject);
    subject.or_else(|| sentences(&plain).find_map(by_verb))
}

/// Sentences; a full stop in a number or a name ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").flat_map(|part| part.split(".\n"))
}

fn by_subject(text: &str) -> Option<Stored> {
    let found = SUBJECT.as_ref()?.captures(text)?;
    let name = thing(found.name("name")?.as_str());
    let last = name.last()?;
    if AGENTS.contains(&last.as_str()) || name.len() > 4 {
        return None;
    }
    let verb = found.name("verb")?.as_str().to_lowercase();
    let adds = found.name("also").is_some()
        || ["get", "gain", "receive"]
            .iter()
            .any(|one| verb.starts_with(one));
    let attributes = list::attributes(found.name("list")?.as_str());
    let telling = attributes.iter().filter(|one| one.is_qualified()).count();
    // "Each page has a header and a footer" is no record; three attributes, or one with a rule, are.
    let is_record = attributes.len() >= 3 || (telling > 0 && !attributes.is_empty());
    is_record.then_some(Stored {
        owner: Vec::new(),
        name,
        attributes,
        adds,
    })
}

fn by_verb(text: &str) -> Option<Stored> {
    let found = STORES.as_ref()?.captures(text)?;
    let rest = found.name("rest")?.as_str();
    let rest = rest.split("; ").next().unwrap_or(rest);
    let (head, list) = list::head_and_list(rest);
    let owner = OWNER.as_ref().and_then(|owner| owner.captures(head));
    let owner_words = owner
        .as_ref()
        .and_then(|found| found.name("owner"))
        .map(|owner| thing(owner.as_str()))
        .unwrap_or_default();
    let without = match &owner {
        Some(found) => head.replace(&found[0], " "),
        None => head.to_owned(),
    };
    let mut listed = list.map(list::attributes).unwrap_or_default();
    // "(…), together with when it was last updated and by whom"
    let behind = rest.rsplit_once(')').map_or("", |(_, behind)| behind);
    listed.extend(list::attributes_in_passing(behind));
    if list.is_none() {
        // "stores per model an input price, output price and margin"
        let only = list::attributes(&without);
        let several = only.len() > 1;
        return several.then_some(Stored {
            owner: owner_words,
            name: Vec::new(),
            attributes: only,
            adds: false,
        });
    }
    let name = phrases::name_words(&without);
    Some(Stored {
        owner: owner_words,
        name,
        attributes: listed,
        adds: false,
    })
}

/// Content words of a noun phrase, the last one singular.
fn thing(phrase: &str) -> Vec<String> {
    let words = phrases::words_of(&phrase.replace(['`', '_'], " ").to_lowercase());
    let mut kept: Vec<String> = words
        .into_iter()
        .filter(|word| phrases::is_content(word))
        .collect();
    if let Some(last) = kept.last_mut() {
        *last = names::singular(last);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, String, Vec<String>) {
        let found = read(text).unwrap_or_default();
        let names = found.attributes.iter().map(|one| one.name.join(" "));
        (found.owner.join(" "), found.name.join(" "), names.collect())
    }

    #[test]
    fn the_thing_stands_behind_for_each_where_a_list_follows() {
        let (owner, name, attributes) = shown(
            "The system stores for each used part: job, part, quantity (1 to 100), unit price at the time of use.",
        );
        assert_eq!((owner.as_str(), name.as_str()), ("used part", ""));
        assert_eq!(attributes, ["job", "part", "quantity", "unit price"]);
        let (owner, _, attributes) =
            shown("Store per permit: garage, plate, holder name and valid until.");
        assert_eq!(owner, "permit");
        assert_eq!(
            attributes,
            ["garage", "plate", "holder name", "valid until"]
        );
    }

    #[test]
    fn the_thing_is_the_subject() {
        let (_, name, attributes) =
            shown("Each part has a unique number, a name and a category (screen, battery, other).");
        assert_eq!(name, "part");
        assert_eq!(attributes, ["number", "name", "category"]);
        let (_, name, attributes) = shown(
            "A discount code has a code of 4 to 20 characters, an event, a kind (`percent` or `fixed`) and an expiry date.",
        );
        assert_eq!(name, "discount code");
        assert_eq!(attributes, ["code", "event", "kind", "expiry date"]);
        let (_, name, attributes) = shown(
            "A waiting list entry stores the patient, the doctor, urgency: low, normal or high, and the offered start time.",
        );
        assert_eq!(name, "waiting list entry");
        assert_eq!(
            attributes,
            ["patient", "doctor", "urgency", "offered start time"]
        );
    }

    #[test]
    fn an_owner_that_is_there_and_a_list_without_a_name() {
        let (owner, name, attributes) = shown(
            "The system stores per model an input price, output price, margin and base cost.",
        );
        assert_eq!((owner.as_str(), name.as_str()), ("model", ""));
        assert_eq!(
            attributes,
            ["input price", "output price", "margin", "base cost"]
        );
    }

    #[test]
    fn a_named_thing_keeps_its_name() {
        let (_, name, attributes) =
            shown("Record every price change with timestamp, old value, new value and the admin");
        assert_eq!(name, "price change");
        assert_eq!(attributes, ["timestamp", "old value", "new value", "admin"]);
        let (_, name, attributes) = shown(
            "The system shall store count sheets with the following data: location, counted on and a note (optional).",
        );
        assert_eq!(name, "count sheets");
        assert_eq!(attributes, ["location", "counted on", "note"]);
    }

    #[test]
    fn what_is_there_gets_more() {
        let found = read("A job gets an optional field `labour_cents`.").unwrap_or_default();
        assert!(found.adds);
        assert_eq!(found.name, ["job"]);
        assert_eq!(found.attributes[0].name, ["labour", "cents"]);
        assert!(found.attributes[0].optional);
    }

    #[test]
    fn no_record() {
        for text in [
            "Each page has a header and a footer.",
            "The system must respond quickly.",
            "The response contains a, b and c.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
