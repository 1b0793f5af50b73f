//! Numbers that a text sets: `p95 < 200 ms`, `500 models in under 5 s`, `99.9 %`.

use std::sync::LazyLock;

use regex::Regex;

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?:\bp\d{2}\s*)?
        (?:(?:<=|>=|<|>|≤|≥|under|within|below|less\ than|at\ most|at\ least|no\ more\ than|up\ to|over|more\ than|fewer\ than)\s*)?
        \d[\d,.]*\s*
        (?:%|percent\b|ms\b|milliseconds?\b|s\b|sec\b|seconds?\b|min\b|minutes?\b|hours?\b|days?\b|kb\b|mb\b|gb\b|kib\b|mib\b|req/s|rps\b|requests?\b)
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
        assert!(numbers("fast, for 3 users").is_empty());
    }
}
