//! Rules between the values of one record: "valid until must be after valid from", "either a phone number or
//! an e-mail".

use std::sync::LazyLock;

use regex::Regex;

use crate::model::words;

/// A rule between attributes, by the words of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Between {
    /// The first lies above the second.
    Above {
        /// Words of the higher one.
        high: Vec<String>,
        /// Words of the lower one.
        low: Vec<String>,
        /// Whether both may be the same.
        or_same: bool,
    },
    /// One of them is there.
    OneOf {
        /// Words of each.
        names: Vec<Vec<String>>,
        /// Whether only one may be.
        only: bool,
    },
}

static ABOVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:an?|the|its|each)?\s*(?P<one>[\p{L} -]{2,40}?)\s+(?:must|shall|should|has to|may|can|is|are|cannot)\s*(?P<not>not )?(?:be |lie |come )?(?P<than>after|later than|above|greater than|higher than|more than|larger than|before|earlier than|below|less than|lower than|smaller than|exceed|on or after|on or before|at or after)\s+(?:the |its |an? )?(?P<two>[\p{L} -]{2,40}?)\s*(?:$|,| and | is rejected| is refused)").ok()
});
/// "A window MUST end after it starts", "a window that ends before it starts is rejected".
static DEEDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?P<mode>must|shall|should|that|which|may not|cannot|must not)\s+(?P<one>[\p{L}]+)\s+(?P<than>after|before)\s+(?:it|they)\s+(?P<two>[\p{L}]+)\b(?P<rest>.*)$").ok()
});
static ONE_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?P<mode>either|at least one of|exactly one of|one of)\s+(?:an? |the )?(?P<one>[\p{L} -]{2,30}?)\s+(?:or|and)\s+(?:an? |the )?(?P<two>[\p{L} -]{2,30}?)(?P<both>, (?:but )?(?:not|never) both)?\s*(?:$|[,;.]| must | is required| has to | is given| is set| are required)").ok()
});

/// The rule that a clause states.
pub fn between(clause: &str) -> Option<Between> {
    let plain = clause.replace(['`', '*', '_'], " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_end_matches('.');
    by_deeds(plain)
        .or_else(|| above(plain))
        .or_else(|| one_of(plain))
}

fn above(plain: &str) -> Option<Between> {
    let found = ABOVE.as_ref()?.captures(plain)?;
    let than = found["than"].to_lowercase();
    let negated = found.name("not").is_some() || found[0].to_lowercase().contains("cannot");
    let is_after = [
        "after", "later", "above", "greater", "higher", "more", "larger", "exceed",
    ]
    .iter()
    .any(|cue| than.contains(cue));
    let (one, two) = (name(&found["one"]), name(&found["two"]));
    let (high, low) = if is_after == negated {
        (two, one)
    } else {
        (one, two)
    };
    // "not before" lets both be the same, and so does "on or after".
    let or_same = negated || than.contains(" or ");
    let is_number = |words: &[String]| {
        words
            .iter()
            .any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let named = !high.is_empty() && !low.is_empty() && !is_number(&high) && !is_number(&low);
    named.then_some(Between::Above { high, low, or_same })
}

fn by_deeds(plain: &str) -> Option<Between> {
    let found = DEEDS.as_ref()?.captures(plain)?;
    let mode = found["mode"].to_lowercase();
    let refused = ["reject", "refus", "not allowed", "error", "invalid"];
    let rest = found["rest"].to_lowercase();
    let relative = mode == "that" || mode == "which";
    if relative && !refused.iter().any(|cue| rest.contains(cue)) {
        return None;
    }
    let wrong = relative || mode.contains("not");
    let is_after = found["than"].eq_ignore_ascii_case("after") != wrong;
    let (one, two) = (name(&found["one"]), name(&found["two"]));
    let (high, low) = if is_after { (one, two) } else { (two, one) };
    Some(Between::Above {
        high,
        low,
        or_same: false,
    })
}

fn one_of(plain: &str) -> Option<Between> {
    let found = ONE_OF.as_ref()?.captures(plain)?;
    let mode = found["mode"].to_lowercase();
    let only = mode.contains("exactly") || found.name("both").is_some();
    let names = vec![name(&found["one"]), name(&found["two"])];
    names
        .iter()
        .all(|name| !name.is_empty())
        .then_some(Between::OneOf { names, only })
}

/// Stems of the words that name something.
fn name(text: &str) -> Vec<String> {
    let skip = ["the", "a", "an", "its", "date", "time", "of", "value"];
    let words = text.split_whitespace().map(str::to_lowercase);
    let kept: Vec<String> = words
        .filter(|word| !skip.contains(&word.as_str()))
        .collect();
    kept.iter().map(|word| words::stem(word)).collect()
}

/// Whether a field's words are those of a name in a rule.
pub fn is_named(field: &[String], name: &[String]) -> bool {
    let ends = ["at", "on", "date", "time", "id"];
    let own: Vec<String> = field
        .iter()
        .filter(|word| !ends.contains(&word.as_str()))
        .map(|word| words::stem(word))
        .collect();
    own == name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names;

    fn order(clause: &str) -> Option<(String, String, bool)> {
        match between(clause)? {
            Between::Above { high, low, or_same } => Some((high.join(" "), low.join(" "), or_same)),
            Between::OneOf { .. } => None,
        }
    }

    #[test]
    fn one_value_above_another() {
        for (clause, high, low, or_same) in [
            (
                "valid until must be after valid from",
                "valid until",
                "valid from",
                false,
            ),
            (
                "The end date must not be before the start date",
                "end",
                "start",
                true,
            ),
            (
                "A maintenance window MUST end after it starts",
                "end",
                "start",
                false,
            ),
            (
                "A window that ends before it starts is rejected with a message",
                "end",
                "start",
                false,
            ),
            (
                "`min_seats` must be below `max_seats`",
                "max seat",
                "min seat",
                false,
            ),
        ] {
            let found = order(clause);
            assert_eq!(
                found,
                Some((high.to_owned(), low.to_owned(), or_same)),
                "{clause}"
            );
        }
        assert!(is_named(&names::split("ends_at"), &["end".to_owned()]));
        assert_eq!(order("The amount must be more than 5"), None);
        assert_eq!(order("Finished windows are listed, newest first"), None);
    }

    #[test]
    fn one_of_several() {
        let found = between("Either a phone number or an email must be given");
        let names = |names: &[&str]| -> Vec<Vec<String>> {
            names
                .iter()
                .map(|one| one.split(' ').map(words::stem).collect())
                .collect()
        };
        assert_eq!(
            found,
            Some(Between::OneOf {
                names: names(&["phone number", "email"]),
                only: false
            })
        );
        let found = between("Exactly one of price and discount is set");
        assert_eq!(
            found,
            Some(Between::OneOf {
                names: names(&["price", "discount"]),
                only: true
            })
        );
    }
}
