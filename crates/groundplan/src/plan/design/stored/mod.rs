//! What a sentence says is stored: which thing, for whom, with which attributes.
//!
//! Rules over English sentences; one in another language yields nothing. Nothing here knows a feature,
//! a stack or a repository.

mod attribute;
mod between;
mod clause;
mod list;
mod qualifier;
mod sentence;
mod told;
mod unique;

pub use attribute::Attribute;
pub use between::{Between, between, is_named};
pub use list::attributes as listed;
pub use sentence::states_of;
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

/// "an entry with the status waiting is stored with the event and the time".
static PASSIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:an?|one|the|each|every)\s+(?P<name>[\p{L}_ -]{2,48}?)(?:\s+with\s+the\s+status\s+(?P<state>[\p{L}_]+))?\s+(?:is|are|shall be|must be)\s+(?:stored|recorded|saved|kept|persisted)(?::|\s+(?:[^,;:]+\s+)?(?:together\s+)?with)\s+(?P<list>.+)$").ok()
});

/// "For each change of a status the old status, the new status and when are recorded".
static FOR_EACH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*for\s+(?:each|every|any)\s+(?P<name>.{3,60}?),?\s+(?P<list>(?:the|its|who|when)\b.+?)\s+(?:is|are|must be|shall be)\s+(?:also\s+)?(?:stored|recorded|saved|kept|logged)\b").ok()
});

static MADE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let verbs = "records?|creates?|adds?|submits?|registers?|files?|enters?|makes?|reports?|logs?|posts?|places?|books?";
    Regex::new(&format!(
        r"(?i)\b(?:{verbs})\s+(?:an?|the|another|one)\s+(?P<name>[\p{{L}} _-]+?)(?:\s+(?:for|of|to|with|on|at|in|that|from|by|about)\b|[,.]|$)"
    ))
    .ok()
});

/// Reads one requirement: `None` where it stores nothing.
pub fn read(text: &str) -> Option<Stored> {
    let plain = text.replace("**", "");
    let readers = [by_each, by_passive, by_subject, by_verb];
    readers
        .iter()
        .find_map(|reader| sentences(&plain).find_map(reader))
}

/// What an acceptance criterion says is stored: a thing with its attributes, or something that a thing gets. Of
/// what the system does only what it stores counts ("the error is logged" does not).
pub fn read_outcome(text: &str) -> Option<Stored> {
    let plain = text.replace("**", "");
    let whole = [by_each, by_passive, by_subject];
    let found = whole
        .iter()
        .find_map(|reader| sentences(&plain).find_map(reader));
    let found = found.or_else(|| {
        let active = sentences(&plain).filter(|one| {
            let lower = one.to_lowercase();
            [" store a", " stores a", " save a", " saves a"]
                .iter()
                .any(|cue| lower.contains(cue))
        });
        active
            .into_iter()
            .find_map(by_verb)
            .filter(|found| !found.name.is_empty())
    });
    found.or_else(|| read_added(text))
}

/// What a text adds to a thing that is described elsewhere.
pub fn read_added(text: &str) -> Option<Stored> {
    let plain = text.replace("**", "");
    sentences(&plain).find_map(|one| sentence::added(one.trim_end_matches('.')))
}

/// What a trigger makes: "a driver records an attempt for a parcel" → `attempt`.
pub fn made(trigger: &str) -> Option<Vec<String>> {
    let found = MADE.as_ref()?.captures(trigger)?;
    let name = thing(found.name("name")?.as_str());
    (1..=3).contains(&name.len()).then_some(name)
}

fn by_each(text: &str) -> Option<Stored> {
    let found = FOR_EACH.as_ref()?.captures(text)?;
    let attributes = list::attributes(found.name("list")?.as_str());
    let name = thing(&found["name"].replace("'s ", " ").replace("’s ", " "));
    (attributes.len() >= 2 && !name.is_empty()).then_some(Stored {
        name,
        attributes,
        ..Stored::default()
    })
}

fn by_passive(text: &str) -> Option<Stored> {
    let found = PASSIVE.as_ref()?.captures(text)?;
    let mut attributes = list::attributes_of(found.name("list")?.as_str(), "created");
    let state = found
        .name("state")
        .map(|state| state.as_str().to_lowercase());
    if let Some(state) = state
        && !attributes.iter().any(|one| one.name == ["status"])
    {
        attributes.push(Attribute {
            name: vec!["status".to_owned()],
            default: Some(state),
            ..Attribute::default()
        });
    }
    let name = thing(found.name("name")?.as_str());
    let is_record = attributes.len() >= 2 && (1..=4).contains(&name.len());
    is_record.then_some(Stored {
        name,
        attributes,
        ..Stored::default()
    })
}

/// Whether a thing is one that stores, and is not what is stored; "a leave request", and any report that "has"
/// something, is one that is.
fn is_agent(name: &[String], one_has: bool) -> bool {
    let Some(last) = name.last() else { return true };
    let kept = ["request", "message", "file", "report"];
    let machines = ["api", "error", "http", "json", "web"];
    let own = kept.contains(&last.as_str()) && !machines.contains(&name[0].as_str());
    AGENTS.contains(&last.as_str()) && !(own && (name.len() > 1 || one_has))
}

/// Sentences; a full stop in a number or a name ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").flat_map(|part| part.split(".\n"))
}

fn by_subject(text: &str) -> Option<Stored> {
    let found = SUBJECT.as_ref()?.captures(text)?;
    let name = thing(found.name("name")?.as_str());
    let verb = found.name("verb")?.as_str().to_lowercase();
    let lead = found.name("lead").map_or("", |lead| lead.as_str());
    let one = ["a", "an", "each", "every"].contains(&lead.to_lowercase().as_str());
    if is_agent(&name, one && verb.starts_with("ha")) || name.len() > 4 {
        return None;
    }
    let adds = found.name("also").is_some()
        || ["get", "gain", "receive"]
            .iter()
            .any(|one| verb.starts_with(one));
    let list = found.name("list")?.as_str();
    let list = list.split("; ").next().unwrap_or(list);
    // "A visitor has at most one open entry" counts, and describes nothing.
    let counts = ["at most ", "exactly ", "no ", "only ", "more than "];
    if counts
        .iter()
        .any(|cue| list.to_lowercase().starts_with(cue))
    {
        return None;
    }
    let attributes = list::attributes(list);
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
