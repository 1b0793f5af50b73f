//! Measurable targets: comparisons, counts, rates, durations.

use std::sync::LazyLock;

use regex::Regex;

use super::trim_clause;

static TARGET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let unit = r"(?:\s?(?:ms|µs|ns|s|sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|h|days?|weeks?|months?|years?|%|percent|percentage points?|[KMGT]i?B(?:/s)?|bytes?|requests?(?:\s?(?:/|per)\s?\w+)?|req/s|rps|qps|tps|users?|connections?|sessions?|items?|records?|rows?|files?|lines?|px|pixels?|fps|x|times|nines|retries|attempts|characters|chars|concurrent \w+|AA|秒|毫秒|分钟|小时|天|行|次|个|件|ミリ秒|分|初|밀리초|초)(?:\b|\s|$|[^\p{L}]))?";
    let number = r"\d[\d,.]*\s?(?:[KkMm]\b)?\+?";
    let context = r"(?:(?:p\d{2,3}(?:\.\d+)?|\d+(?:st|nd|rd|th) percentile|median|average|uptime|coverage|availability|latency|WCAG \d(?:\.\d)?)\s*(?:of|is|:|response time|latency)?\s*)?";
    let comparator = r"(?:<=|>=|<|>|≤|≥|~|±|under|below|within|less than|fewer than|more than|greater than|no more than|not more than|not exceed(?:ing)?|at least|at most|up to|no less than|minimum(?: of)?|maximum(?: of)?|max|min|over|exceeds?|better than|in|小于|低于|少于|不超过|至少|最多|超过|大于|以内|未満|以下|以上|최대|최소|이하|이상|menos de|abaixo de|até|moins de|unter|höchstens|mindestens|weniger als)";
    Regex::new(&format!(
        r"(?i){context}{comparator}\s*{number}{unit}(?:\s*(?:\(?p\d{{2,3}}\)?|p95|at the \d+th percentile))?|{number}\s?(?:%|percent\b|ms(?:\s?(?:以内|以下|未満|이내|이하)|\b)|nines\b)(?:\s*(?:uptime|availability|coverage|accuracy|p\d{{2}}))?|WCAG\s*\d(?:\.\d)?\s*(?:Level\s*)?A{{1,3}}\b|\bzero\b [\w -]{{3,40}}|\bO\((?:1|n|log n|n log n)\)"
    ))
    .ok()
});

/// A count, rate or duration that nothing compares: `10,000 concurrent users`.
static COUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b\d[\d,.]*\s?\+?\s?(?:concurrent\s+\w+|req(?:uest)?s?\s?(?:/|per)\s?\w+|(?:rps|qps|tps|fps|users|sessions|connections|seconds?|minutes?|hours?|days?|weeks?|months?|years?|[KMGT]i?B)\b)").ok()
});

/// The measurable part of a text, as written: `p95 < 200 ms`; else what it counts.
pub fn target(text: &str) -> Option<String> {
    found_by(TARGET.as_ref()?, text).or_else(|| found_by(COUNT.as_ref()?, text))
}

fn found_by(regex: &Regex, text: &str) -> Option<String> {
    let mut found: Vec<&str> = Vec::new();
    for hit in regex.find_iter(text) {
        let words = trim_clause(hit.as_str()).trim_end_matches(['.', '(', ' ']);
        let weak = words.to_lowercase().starts_with("in ")
            && !words.ends_with(|c: char| c.is_alphabetic());
        if !words.is_empty() && !weak {
            found.push(words);
        }
    }
    found.dedup();
    found.truncate(4);
    (!found.is_empty()).then(|| found.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_the_measurable_part() {
        for (text, want) in [
            ("Reads answer with p95 < 200 ms", Some("p95 < 200 ms")),
            ("500 models in < 5 s", Some("< 5 s")),
            ("99.9% uptime", Some("99.9% uptime")),
            ("at least 90% of new code", Some("at least 90%")),
            ("10,000 concurrent users", Some("10,000 concurrent users")),
            ("1000 req/s", Some("1000 req/s")),
            ("retain logs for 90 days", Some("90 days")),
            ("200ms以内に応答する", Some("200ms以内")),
            ("It is fast", None),
        ] {
            assert_eq!(target(text).as_deref(), want, "{text}");
        }
    }
}
