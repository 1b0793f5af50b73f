//! Boundary values of an item: for a limit of n the values n-1, n and n+1, as far as whole numbers go
//! (boundary value analysis, Myers, The Art of Software Testing).

use std::sync::LazyLock;

use regex::Regex;

/// The values on both sides of the limits that a text states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Values that just keep the limit.
    pub inside: Vec<i64>,
    /// Values that just break it.
    pub outside: Vec<i64>,
    /// What is counted: `characters`; empty where the text does not say.
    pub unit: String,
}

/// A number is no version, code or part of a name; what is counted may follow it.
const NUMBER: &str =
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,9})(?:[^\d.,%\w-]|[.,](?:\D|$)|$)(?:(?P<unit>[a-z-]{3,}))?";

static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:between |from |of |is |\()(?P<min>\d{1,9}) ?(?:to|and|–|\.\.) ?(?P<max>\d{1,9})(?:[^\d.\w-]|[.,](?:\D|$)|$)(?P<unit>[a-z-]{3,})?")
        .ok()
});

/// Phrases before a number, and whether it is the largest that is taken, the smallest, the first that
/// is too large or the first that is too small.
const PHRASES: &[(&str, Side)] = &[
    (
        r"not greater than|not more than zero|not above",
        Side::TooSmall,
    ),
    (
        r"not less than|at least|no less than|no fewer than|minimum of|a minimum",
        Side::Least,
    ),
    (
        r"at most|up to|no more than|no longer than|maximum of|maximum limit of|more than|over|exceeds?|exceeding|longer than|older than|larger than|greater than|above",
        Side::Most,
    ),
    (
        r"less than|fewer than|below|under|shorter than|smaller than",
        Side::Least,
    ),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Most,
    Least,
    TooSmall,
}

static LIMITS: LazyLock<Vec<(Regex, Side)>> = LazyLock::new(|| {
    let all = PHRASES.iter();
    let made = all.filter_map(|(phrase, side)| {
        let pattern = format!(r"(?i)\b(?:{phrase}) {NUMBER}");
        Some((Regex::new(&pattern).ok()?, *side))
    });
    made.collect()
});

/// The bounds of a text; `None` where it states no limit in whole numbers.
pub fn of(text: &str) -> Option<Bounds> {
    let plain = text.replace(['`', '*'], "").replace("zero", "0");
    if let Some(found) = RANGE.as_ref()?.captures(&plain) {
        let (min, max) = (number(&found["min"])?, number(&found["max"])?);
        let unit = found.name("unit").map_or("", |unit| unit.as_str());
        return (min < max).then(|| Bounds {
            inside: vec![min, max],
            outside: vec![min - 1, max + 1],
            unit: counted(unit),
        });
    }
    // "zero or below" and "0 or less" are refused with their number.
    let low = [
        " 0 or below",
        " 0 or less",
        " 0 or negative",
        "not positive",
    ];
    if low.iter().any(|cue| plain.to_lowercase().contains(cue)) {
        return Some(bounds(1, 0, ""));
    }
    let (found, side) = LIMITS
        .iter()
        .find_map(|(limit, side)| Some((limit.captures(&plain)?, *side)))?;
    let at = number(&found["n"])?;
    let unit = found.name("unit").map_or("", |unit| unit.as_str());
    Some(match side {
        Side::Most => bounds(at, at + 1, unit),
        Side::Least => bounds(at, at - 1, unit),
        Side::TooSmall => bounds(at + 1, at, unit),
    })
}

fn bounds(inside: i64, outside: i64, unit: &str) -> Bounds {
    Bounds {
        inside: vec![inside],
        outside: vec![outside],
        unit: counted(unit),
    }
}

fn number(text: &str) -> Option<i64> {
    text.replace(',', "").parse().ok()
}

/// What is counted is a plural: `characters`, `hours`.
fn counted(unit: &str) -> String {
    let is_unit = unit.ends_with('s') && !["is", "was", "has", "this", "throws"].contains(&unit);
    if is_unit {
        unit.to_owned()
    } else {
        String::new()
    }
}

impl Bounds {
    /// `0 and 100 are taken, -1 and 101 are not`; where nothing is `refused`, only the values to try.
    pub fn words(&self, refused: bool) -> String {
        let listed = |all: &[i64]| {
            let all: Vec<String> = all.iter().map(i64::to_string).collect();
            all.join(" and ")
        };
        let unit = match self.unit.as_str() {
            "" => String::new(),
            unit => format!(" {unit}"),
        };
        let verb = |all: &[i64]| if all.len() == 1 { "is" } else { "are" };
        if refused {
            let (inside, outside) = (&self.inside, &self.outside);
            let taken = format!("{}{unit} {} taken", listed(inside), verb(inside));
            return format!("{taken}, {} {} not", listed(outside), verb(outside));
        }
        let mut all = [self.inside.as_slice(), &self.outside].concat();
        all.sort_unstable();
        format!("tried with {}{unit}", listed(&all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        of(text).map_or(String::new(), |found| found.words(true))
    }

    #[test]
    fn a_limit_has_values_on_both_sides() {
        for (text, wanted) in [
            (
                "More than 200 codes in one go are rejected",
                "200 codes is taken, 201 is not",
            ),
            (
                "a comment of at most 300 characters",
                "300 characters is taken, 301 is not",
            ),
            (
                "A quantity is between 0 and 100000",
                "0 and 100000 are taken, -1 and 100001 are not",
            ),
            (
                "`--limit N` (1 to 1000, default 20)",
                "1 and 1000 are taken, 0 and 1001 are not",
            ),
            (
                "A factor that is not greater than 0 throws",
                "1 is taken, 0 is not",
            ),
            (
                "A price of zero or below is rejected",
                "1 is taken, 0 is not",
            ),
            ("the size is less than 1", "1 is taken, 0 is not"),
            (
                "at most 2,000 entries",
                "2000 entries is taken, 2001 is not",
            ),
        ] {
            assert_eq!(words(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_limits() {
        for text in [
            "`skills` requires Kibana `9.4.0` or newer",
            "it returns HTTP 201",
            "the command fails with exit code 1",
            "files up to 1.5 are kept",
            "K = C + 273.15",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
