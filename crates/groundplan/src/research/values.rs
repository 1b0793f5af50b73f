//! Numbers in a sentence: whether it gives a value of the measure that is asked for.

use super::question::Measure;
use crate::model::words::{parts, stem, words};

/// Numbers that are written as words, and shares.
const NUMBER_WORDS: &[&str] = &[
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fourteen",
    "fifteen",
    "twenty",
    "thirty",
    "fifty",
    "sixty",
    "hundred",
    "thousand",
    "million",
    "half",
    "quarter",
    "once",
    "twice",
    "unlimited",
];
/// Units of time, as stems of themselves; short ones stand at a number ("30s").
const TIME: &[&str] = &[
    "second",
    "millisecond",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "quarter",
    "ms",
    "sec",
    "min",
    "hr",
    "s",
    "h",
    "d",
    "m",
    "forever",
];
const MEMORY: &[&str] = &[
    "byte", "bytes", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "megabyte", "gigabyte",
];
const MONEY: &[&str] = &["dollar", "usd", "euro", "eur", "cent", "percent", "free"];
/// What compares.
const SHARES: &[&str] = &["x", "times", "fold", "percent"];
/// Words for the measure itself: "a limit of 5" is a limit.
const MEASURED: &[&str] = &[
    "limit", "size", "rate", "maximum", "minimum", "max", "min", "default", "total", "cap",
    "quota", "timeout", "capacity", "average", "median", "number", "price", "cost", "value", "up",
    "out", "most", "least", "each", "all", "any", "one", "some",
];

/// Words before a number that make it a name: "step 1", "port 8082".
const NUMBERED: &[&str] = &[
    "step", "phase", "issue", "version", "port", "uid", "gid", "line", "section", "rfc", "figure",
    "chapter", "table", "page", "release", "level", "id", "part", "task", "week", "day", "pr",
];

/// Whether a text gives a number of this measure that is about what `asked` names (stems).
pub fn given(measure: Measure, text: &str, asked: &dyn Fn(&str) -> bool) -> bool {
    let clean = numbers_outside_of_code(text);
    has_number(measure, &clean, asked) && has_unit(measure, &clean)
}

/// Code names things that have numbers in them; only a value that is set counts there.
fn numbers_outside_of_code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let kept = parts.filter(|(at, part)| at % 2 == 0 || is_value(part));
    kept.map(|(_, part)| part).collect::<Vec<_>>().join(" ")
}

/// `LIMIT = 5`, `30s`, `0.5`.
fn is_value(code: &str) -> bool {
    code.contains(" = ") || code.starts_with(|c: char| c.is_ascii_digit())
}

/// A number that is no status code, date, footnote or part of a name, and not of something else.
fn has_number(measure: Measure, text: &str, asked: &dyn Fn(&str) -> bool) -> bool {
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '€' | '£' | '#');
    let all: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches(marks).to_lowercase())
        .collect();
    all.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).map_or("", |at| all[at].as_str());
        let next = all.get(at + 1).map_or("", String::as_str);
        let is_name = is_status(word, before)
            || (NUMBERED.contains(&before) && measure != Measure::Version && !asked(&stem(before)));
        let is_other = counts_other(measure, word, next, asked);
        is_number(word) && !is_name && !is_of_else(&all[..at], asked) && !is_other
    })
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['$', '€', '£', '~', '<', '>', '-']);
    let date = word.len() == 10 && word.matches('-').count() == 2;
    let written = digits.starts_with(|c: char| c.is_ascii_digit());
    (written && !date) || NUMBER_WORDS.contains(&word)
}

/// Whether a number counts seconds, dollars or shares where things are to be counted.
fn counts_other(measure: Measure, number: &str, next: &str, asked: &dyn Fn(&str) -> bool) -> bool {
    let others: &[&[&str]] = match measure {
        Measure::Count => &[TIME, MONEY, MEMORY, SHARES],
        Measure::Extent => &[TIME, MONEY, SHARES],
        _ => return false,
    };
    let signed = number.starts_with(['$', '€', '£']) || number.ends_with(['%', '$', '€', '£']);
    let mut all = others.iter();
    let unit = all.any(|units| is_unit(next, units) || is_unit(number, units));
    (signed || unit) && !asked(&stem(next))
}

/// "a header of 8 bytes" gives the size of a header: whether that is neither asked for nor a measure.
fn is_of_else(before: &[String], asked: &dyn Fn(&str) -> bool) -> bool {
    let [.., owner, of] = before else {
        return false;
    };
    of == "of" && !MEASURED.contains(&owner.as_str()) && !asked(&stem(owner))
}

/// Whether a number is a status code of HTTP: by itself, or by the word before it.
fn is_status(word: &str, before: &str) -> bool {
    let never_else = [
        "401", "403", "404", "409", "413", "422", "429", "502", "503", "504",
    ];
    let said = [
        "http", "status", "code", "error", "with", "a", "returns", "return", "an",
    ];
    never_else.contains(&word) || (matches!(word, "400" | "500") && said.contains(&before))
}

/// Whether a unit of the measure stands anywhere: at a number, in prose, or in a constant's name.
fn has_unit(measure: Measure, text: &str) -> bool {
    let (units, signs): (&[&str], &[char]) = match measure {
        Measure::Time => (TIME, &[]),
        Measure::Memory => (MEMORY, &[]),
        Measure::Money => (MONEY, &['$', '€', '£', '%']),
        _ => return true,
    };
    let forms = words(text).into_iter().flat_map(|word| parts(word.text));
    text.contains(signs)
        || is_hour(measure, text)
        || forms.into_iter().any(|word| is_unit(word, units))
}

/// `seconds`, `30s`; a single letter is a unit at a number only.
fn is_unit(word: &str, units: &[&str]) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.split('/').next().unwrap_or_default();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '-');
    let letters = lower.trim_start_matches(number);
    let alone = letters.len() < 2 && letters.len() == lower.len();
    let single = letters.strip_suffix('s').filter(|one| one.len() > 1);
    !alone && (units.contains(&letters) || single.is_some_and(|one| units.contains(&one)))
}

/// A time of day: `16:00`.
fn is_hour(measure: Measure, text: &str) -> bool {
    measure == Measure::Time && text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        matches!(word.split_once(':'), Some((hour, minute)) if hour.len() < 3 && minute.len() == 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gives(measure: Measure, text: &str) -> bool {
        given(measure, text, &|_| false)
    }

    #[test]
    fn a_value_has_the_unit_that_is_asked_for() {
        for text in [
            "kept for fourteen days",
            "after a quarter of an hour",
            "`LOCK_MS = 900_000`",
            "valid: `INVITATION_DAYS = 14`",
            "`30s` by default",
        ] {
            assert!(gives(Measure::Time, text), "{text}");
        }
        assert!(!gives(Measure::Time, "up to 600 MB of memory"));
        assert!(gives(Measure::Memory, "up to 600 MB of memory"));
        assert!(gives(Measure::Money, "2.9 % of the price") && gives(Measure::Money, "$5 a month"));
        assert!(!gives(Measure::Count, "2-10x faster at 50 MB/s"));
        assert!(!gives(Measure::Count, "waits 5 seconds") && gives(Measure::Count, "5 rows"));
        assert!(!gives(Measure::Money, "5 calls a month"));
    }

    #[test]
    fn status_codes_names_and_dates_are_no_values() {
        for text in [
            "answers with 429",
            "returns 500",
            "since 2024-05-01",
            "`utf8` only",
            "see (issue #102)",
            "as user (UID 1000)",
        ] {
            assert!(!gives(Measure::Any, text), "{text}");
        }
    }

    #[test]
    fn a_number_of_something_else_is_no_value() {
        assert!(!gives(Measure::Any, "A frame has a header of 8 bytes"));
        assert!(gives(Measure::Any, "There is a limit of 8 bytes"));
        assert!(given(Measure::Any, "A header of 8 bytes", &|own| own
            == stem("header")));
    }
}
