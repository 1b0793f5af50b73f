//! "No two plots have the same number": rules of uniqueness.

use std::sync::LazyLock;

use regex::Regex;

use super::list;

/// A rule of uniqueness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// Words of the thing, singular.
    pub thing: Vec<String>,
    /// Names of the attributes that must differ together.
    pub attributes: Vec<Vec<String>>,
}

static NO_TWO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\bno two (?P<thing>[\p{L} -]+?) (?:may |can |shall |must )?(?:have|share|with|carry)\s+(?:the same |one )(?P<list>[^.;]+)").ok()
});
static ONLY_ONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:only|at most) one (?P<thing>[\p{L} -]+?) (?:per|for each|for the same) (?P<list>[^.;,]+)").ok()
});

static UNIQUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:the |an? )?(?P<list>[\p{L} -]{3,40}?) (?:must be|shall be|should be|is|are) unique\b").ok()
});

/// The rules that a text states; one without a thing is of whatever has the attribute.
pub fn uniqueness(text: &str) -> Vec<Unique> {
    let plain = text.replace(['`', '*'], "");
    let mut all = Vec::new();
    for pattern in [&NO_TWO, &ONLY_ONE] {
        let Some(pattern) = pattern.as_ref() else {
            continue;
        };
        for found in pattern.captures_iter(&plain) {
            let attributes = list::attributes(&found["list"]);
            let attributes: Vec<Vec<String>> = attributes.into_iter().map(|one| one.name).collect();
            if !attributes.is_empty() {
                all.push(Unique {
                    thing: super::thing(&found["thing"]),
                    attributes,
                });
            }
        }
    }
    for sentence in plain.split([';', '.']) {
        let found = UNIQUE
            .as_ref()
            .and_then(|pattern| pattern.captures(sentence.trim()));
        if let Some(found) = found {
            all.push(Unique {
                thing: Vec::new(),
                attributes: vec![super::thing(&found["list"])],
            });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_uniqueness() {
        let found = uniqueness("No two plots have the same number.");
        assert_eq!(found[0].thing, ["plot"]);
        assert_eq!(found[0].attributes, [["number"]]);
        let found = uniqueness("There is at most one open permit per garage and plate.");
        assert_eq!(found[0].attributes, [["garage"], ["plate"]]);
        let found = uniqueness("Certificate numbers MUST be unique; remarks are optional");
        assert_eq!(found[0].attributes, [["certificate", "number"]]);
        assert!(uniqueness("Two users share a list").is_empty());
    }
}
