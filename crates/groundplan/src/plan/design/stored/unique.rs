//! "No two plots have the same number": rules of uniqueness.

use std::sync::LazyLock;

use regex::Regex;

use super::list;
use crate::model::names;

/// A rule of uniqueness.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unique {
    /// Words of the thing, singular; empty where it is whatever has the attribute. A word before its name may be a
    /// state: "a second active permit".
    pub thing: Vec<String>,
    /// Names of the attributes that must differ together.
    pub attributes: Vec<Vec<String>>,
    /// The state that the rule holds in, where it stands behind: "may be waiting".
    pub state: Option<String>,
}

/// How a rule is said: named groups `thing`, `list`, `scope`, `owner` and `state`, each where there is one.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let refused = r"(?:is|are|gets?|gives?|must be|shall be|will be)\s+(?:rejected|refused|denied|answered|an? error|a 409|409|not allowed|forbidden)";
    [
        // "No two discount codes of an event may have the same code"
        r"(?i)\bno two (?P<thing>[\p{L} -]+?)(?: of (?:an?|the same|one) (?P<scope>[\p{L} -]+?))? (?:may |can |shall |must )?(?:have|share|with|carry)\s+(?:the same |one )(?P<list>[^.;]+)".to_owned(),
        // "at most one open permit per garage and plate", "one configuration per model"
        r"(?i)\b(?:only|at most|exactly|stores?|keeps?|have|has) one (?P<thing>[\p{L} -]+?) (?:per|for each|for the same) (?P<list>[^.;,(]+)".to_owned(),
        // "A location has at most one open sheet"
        r"(?i)^(?:an?|each|every|the) (?P<owner>[\p{L} -]{2,30}?) (?:has|can have|may have|must have|holds) (?:at most|only|no more than) one (?P<thing>[\p{L} -]+?)(?:[.;,]|$)".to_owned(),
        // "A second active permit for the same plate and garage is answered with 409"
        format!(r"(?i)\b(?:an?|the) (?:second|duplicate|further) (?P<thing>[\p{{L}} -]+?) (?:of|for|with) the same (?P<list>[\p{{L}} ,-]+?) {refused}"),
        // "A code that exists already for the event is rejected"
        format!(r"(?i)^(?:an?|the) (?P<list>[\p{{L}} -]{{2,30}}?) (?:that|which) (?:is (?:already )?(?:taken|used|in use)|already exists|exists(?: already)?)(?: already)?(?: (?:for|in|within|on) (?:the|an?|this) (?:same )?(?P<scope>[\p{{L}} -]+?))? {refused}"),
        // "An item occurs only once on a sheet"
        r"(?i)^(?:an?|each|every|the) (?P<list>[\p{L} -]{2,30}?) (?:may |can |must )?(?:occurs?|appears?|stands?) (?:only|at most) once (?:on|in|per|within) (?:an?|the|each|one)? ?(?P<scope>[\p{L} -]+?)(?:[.;,]|$)".to_owned(),
        // "Certificate numbers MUST be unique within a site"
        r"(?i)^(?:the |an? )?(?P<list>[\p{L} -]{3,40}?) (?:must be|shall be|should be|is|are) unique\b(?: (?:per|within|in|for) (?:an?|the|each|every|one)? ?(?P<scope>[\p{L} -]+?))?(?:[.;,]|$)".to_owned(),
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// The rules that a text states.
pub fn uniqueness(text: &str) -> Vec<Unique> {
    let plain = text.replace(['`', '*'], "");
    let mut all: Vec<Unique> = Vec::new();
    for sentence in plain.split([';', '\n']).flat_map(|part| part.split(". ")) {
        let found = PATTERNS
            .iter()
            .find_map(|pattern| pattern.captures(sentence.trim()));
        all.extend(found.and_then(|found| rule(&found)));
    }
    all
}

fn rule(found: &regex::Captures<'_>) -> Option<Unique> {
    let named = |name: &str| found.name(name).map(|group| group.as_str());
    let list = named("list").unwrap_or_default();
    // "… doctor and patient may be waiting": what follows is the state.
    let (list, state) = [" may be ", " can be ", " may both be ", " are "]
        .iter()
        .find_map(|cue| list.split_once(cue))
        .map_or((list, None), |(list, state)| (list, Some(state)));
    let state = state.and_then(|state| state.split_whitespace().next());
    let scope = ["owner", "scope"].into_iter().filter_map(named);
    let scope = scope.map(super::thing);
    let own = list::attributes(list).into_iter().map(|one| {
        let mut words = one.name;
        if let Some(last) = words.last_mut() {
            *last = names::singular(last);
        }
        words
    });
    let attributes: Vec<Vec<String>> = scope.chain(own).filter(|words| !words.is_empty()).collect();
    (!attributes.is_empty()).then(|| Unique {
        thing: named("thing").map(super::thing).unwrap_or_default(),
        attributes,
        state: state.map(str::to_lowercase),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (String, Vec<String>, Option<String>) {
        let found = uniqueness(text).into_iter().next().unwrap_or_default();
        let attributes = found.attributes.iter().map(|words| words.join(" "));
        (found.thing.join(" "), attributes.collect(), found.state)
    }

    #[test]
    fn rules_of_uniqueness() {
        for (text, thing, attributes) in [
            (
                "No two plots have the same number.",
                "plot",
                &["number"][..],
            ),
            (
                "There is at most one open permit per garage and plate.",
                "open permit",
                &["garage", "plate"],
            ),
            (
                "Certificate numbers MUST be unique; remarks are optional",
                "",
                &["certificate number"],
            ),
            (
                "No two discount codes of an event may have the same code",
                "discount code",
                &["event", "code"],
            ),
            (
                "A code that exists already for the event is rejected",
                "",
                &["event", "code"],
            ),
            (
                "A part number that is taken is answered with 409",
                "",
                &["part number"],
            ),
            (
                "An item occurs only once on a sheet.",
                "",
                &["sheet", "item"],
            ),
            (
                "A second active permit for the same plate and garage is answered with 409",
                "active permit",
                &["plate", "garage"],
            ),
            (
                "A location has at most one open sheet; a second one gives 409",
                "open sheet",
                &["location"],
            ),
            (
                "The system MUST store one pricing configuration per model (model, margin)",
                "pricing configuration",
                &["model"],
            ),
            (
                "The name must be unique within a site",
                "",
                &["site", "name"],
            ),
        ] {
            let (found, named, _) = of(text);
            assert_eq!(
                (found.as_str(), named.as_slice()),
                (
                    thing,
                    attributes
                        .iter()
                        .map(|one| (*one).to_owned())
                        .collect::<Vec<_>>()
                        .as_slice()
                ),
                "{text}"
            );
        }
        let (_, attributes, state) =
            of("No two entries with the same doctor and patient may be waiting");
        assert_eq!(attributes, ["doctor", "patient"]);
        assert_eq!(state.as_deref(), Some("waiting"));
        assert!(uniqueness("Two users share a list").is_empty());
    }
}
