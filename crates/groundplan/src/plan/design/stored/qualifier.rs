//! What is said of an attribute's values: a list of words, a range, a default, a type.

use std::sync::LazyLock;

use regex::Regex;

use super::attribute::Attribute;
use crate::plan::types::Limit;

static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:between\s+)?(-?\d[\d_]*(?:\.\d+)?)\s*(?:to|and|–|-|\.\.)\s*(-?\d[\d_]*(?:\.\d+)?)",
    )
    .ok()
});
static MOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:at most|up to|max(?:imum)?(?: of)?|no more than|≤|<=)\s*(-?\d[\d_]*(?:\.\d+)?)",
    )
    .ok()
});
static LEAST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:at least|min(?:imum)?(?: of)?|no less than|≥|>=)\s*(-?\d[\d_]*(?:\.\d+)?)")
        .ok()
});
static DEFAULT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:defaults?(?: to| is| of)?|starts? (?:as|at|with)|starting (?:as|at|with)|initially)\s*:?\s*[`'\x22]?([\p{L}\p{N}_.-]+)").ok()
});

/// Types by a word of a remark, in order of preference.
const TYPES: &[(&str, &str)] = &[
    ("timestamp", "timestamp"),
    ("date and time", "timestamp"),
    ("datetime", "timestamp"),
    ("date", "date"),
    ("day", "date"),
    ("time", "timestamp"),
    ("boolean", "boolean"),
    ("true/false", "boolean"),
    ("yes/no", "boolean"),
    ("in cents", "integer"),
    ("cents", "integer"),
    ("integer", "integer"),
    ("whole number", "integer"),
    ("percent", "number"),
    ("decimal", "decimal"),
    ("number", "number"),
    ("json", "json"),
    ("text", "text"),
    ("string", "text"),
];

/// Adds to an attribute what a remark says of it.
pub(super) fn apply(one: &mut Attribute, remark: &str) {
    let lower = remark.to_lowercase();
    let empty = [
        "optional",
        "may be empty",
        "may be missing",
        "is empty until",
        "if any",
        "nullable",
    ];
    one.optional |= empty.iter().any(|cue| lower.contains(cue));
    one.unique |= lower.contains("unique");
    if let Some(found) = capture(&DEFAULT, remark) {
        one.default = Some(found.to_lowercase());
    }
    let values = values(&lower);
    let told = limit(&lower);
    if values.len() > 1 && told.is_none() {
        one.values = values;
        return;
    }
    one.limit = one.limit.take().or(told);
    let said = TYPES.iter().find(|(cue, _)| has_word(&lower, cue));
    one.ty = one.ty.or(said.map(|(_, ty)| *ty));
}

fn has_word(text: &str, cue: &str) -> bool {
    text.match_indices(cue).any(|(at, _)| {
        let glued = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !glued(text[..at].chars().next_back()) && !glued(text[at + cue.len()..].chars().next())
    })
}

fn capture(pattern: &LazyLock<Option<Regex>>, text: &str) -> Option<String> {
    let found = pattern.as_ref()?.captures(text)?;
    Some(found.get(1)?.as_str().trim_end_matches('.').to_owned())
}

/// A lower bound alone.
pub(super) fn at_least(min: &str) -> Limit {
    Limit {
        min: Some(min.to_owned()),
        ..Limit::default()
    }
}

/// "1 to 100", "at most 300 characters", "not negative", "a positive whole number".
fn limit(lower: &str) -> Option<Limit> {
    let characters = lower.contains("character") || lower.contains(" letters");
    if let Some(found) = RANGE.as_ref().and_then(|range| range.captures(lower)) {
        return Some(Limit {
            min: Some(found[1].replace('_', "")),
            max: Some(found[2].replace('_', "")),
            characters,
        });
    }
    let mut found = Limit {
        min: capture(&LEAST, lower),
        max: capture(&MOST, lower),
        characters,
    };
    let least = [
        ("not negative", "0"),
        ("non-negative", "0"),
        ("zero or more", "0"),
        ("positive whole number", "1"),
        ("positive integer", "1"),
    ];
    let said = least.iter().find(|(cue, _)| lower.contains(cue));
    found.min = found.min.or(said.map(|(_, min)| (*min).to_owned()));
    (found.min.is_some() || found.max.is_some()).then_some(found)
}

/// "screen, battery or other", "`percent` or `fixed`", "one of a, b, c": words, at least two.
fn values(lower: &str) -> Vec<String> {
    let listed = lower
        .rsplit_once("one of ")
        .map_or(lower, |(_, list)| list)
        .trim_start_matches("either ");
    let until = ["; ", ". ", " default", ", starts", " starting"]
        .iter()
        .filter_map(|end| listed.find(end))
        .min()
        .unwrap_or(listed.len());
    let listed = listed[..until].replace(" or ", ", ").replace(" and ", ", ");
    let parts: Vec<String> = listed
        .split([',', '/', '|'])
        .map(|value| {
            let value = value.trim();
            let value = value.strip_prefix("or ").unwrap_or(value);
            value
                .trim_matches(['`', '"', '\'', ' ', '.', '…'])
                .to_owned()
        })
        .filter(|value| !value.is_empty())
        .collect();
    let is_word = |value: &String| {
        value.split_whitespace().count() <= 2
            && value.starts_with(char::is_alphabetic)
            && value
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
    };
    let plain = [
        "optional",
        "required",
        "unique",
        "default",
        "max",
        "min",
        "characters",
    ];
    let ruled = parts
        .iter()
        .any(|value| value.split(' ').any(|word| plain.contains(&word)));
    if parts.len() > 1 && parts.iter().all(is_word) && !ruled {
        parts.iter().map(|value| value.replace(' ', "_")).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(part: &str) -> Attribute {
        Attribute::read(part).unwrap_or_default()
    }

    #[test]
    fn what_is_in_brackets_is_said_of_the_values() {
        let one = read("a category (screen, battery, board, other)");
        assert_eq!(one.values, ["screen", "battery", "board", "other"]);
        let one = read("quantity (1 to 100)");
        assert_eq!(one.name, ["quantity"]);
        let limit = one.limit.unwrap_or_default();
        assert_eq!(
            (limit.min.as_deref(), limit.max.as_deref()),
            (Some("1"), Some("100"))
        );
        let one = read("status (`waiting`, `offered` or `accepted`; default `waiting`)");
        assert_eq!(one.values, ["waiting", "offered", "accepted"]);
        assert_eq!(one.default.as_deref(), Some("waiting"));
        assert!(read("a note (optional)").optional);
        assert!(read("`internal_note` (text, optional)").values.is_empty());
    }

    #[test]
    fn what_follows_the_name_is_said_of_the_values() {
        let one = read("an optional comment of at most 300 characters");
        assert_eq!(
            (one.name.join(" ").as_str(), one.optional),
            ("comment", true)
        );
        let limit = one.limit.unwrap_or_default();
        assert_eq!(
            (limit.max.as_deref(), limit.characters),
            (Some("300"), true)
        );
        let one = read("`hold_until`: date until which the copy is held (optional)");
        assert_eq!(
            (one.name.join("_").as_str(), one.optional, one.ty),
            ("hold_until", true, Some("date"))
        );
        let one = read("urgency: low, normal or high");
        assert_eq!(one.values, ["low", "normal", "high"]);
        assert_eq!(
            read("minimum stock (not negative)")
                .limit
                .and_then(|l| l.min),
            Some("0".to_owned())
        );
    }
}
