//! Numbers that a text sets: `p95 < 200 ms`, `500 models in under 5 s`, `99.9 %`.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::spec::NonFunctional;

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?:\bp\d{2}\s*)?
        (?:(?:<=|>=|<|>|≤|≥|under|within|below|less\ than|at\ most|at\ least|no\ more\ than|up\ to|over|more\ than|fewer\ than)\s*)?
        \d[\d,.]*[\s-]*
        (?:%|percent\b|ms\b|milliseconds?\b|s\b|sec\b|seconds?\b|min\b|minutes?\b|hours?\b|days?\b|kb\b|mb\b|gb\b|kib\b|mib\b|px\b|req/s|rps\b|requests?\b)
        (?:\s+(?:at|for|in)\ (?:the\ )?p\d{2}\b)?
        ",
    )
    .ok()
});

/// The numbers with units in a text, as written, at most three.
pub fn numbers(text: &str) -> Vec<String> {
    let Some(number) = NUMBER.as_ref() else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    for one in number.find_iter(text) {
        let one = one
            .as_str()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found.truncate(3);
    found
}

/// The measurable part of a non-functional requirement: as the reader found it where that is a
/// number with a unit or a comparison, else the numbers of its text.
pub fn of(requirement: &NonFunctional) -> Vec<String> {
    let own = numbers(&requirement.text);
    match &requirement.target {
        Some(target) if own.is_empty() && is_measure(target) => vec![target.clone()],
        _ => own,
    }
}

fn is_measure(target: &str) -> bool {
    let compares = [
        "<", ">", "≤", "≥", "%", "at least", "at most", "under", "within",
    ];
    let has_digit = target.chars().any(|c| c.is_ascii_digit());
    has_digit && compares.iter().any(|cue| target.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units() {
        assert_eq!(numbers("Pricing query p95 < 200 ms."), ["p95 < 200 ms"]);
        assert_eq!(
            numbers("500 models in under 5 seconds"),
            ["under 5 seconds"]
        );
        assert_eq!(numbers("at least 99.9% of the time"), ["at least 99.9%"]);
        assert_eq!(
            numbers("answers in under 200 ms at p95 with 500 models"),
            ["under 200 ms at p95"]
        );
        assert!(numbers("fast, for 3 users").is_empty());
    }
}
