//! What a clause says of a field's values apart from the record that has it: "The status of an order
//! MUST be `open` or `closed`", "an optional comment of at most 300 characters".

use std::sync::LazyLock;

use regex::Regex;

use super::attribute::Attribute;
use super::qualifier;
use crate::model::names;

/// What a clause says of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The values, as far as something is said of them.
    pub attribute: Attribute,
    /// The word before the field's name, where it is part of the noun phrase: a state that the rule holds in,
    /// the record, or part of another name.
    pub before: Option<String>,
    /// Words of the record that the clause names: "of an entry".
    pub owner: Vec<String>,
}

static OWNER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:of|for|on)\s+(?:(?:an?|the|each|every|one)\s+)?(?P<owner>[\p{L} _-]{2,40}?)\s+(?P<rest>(?:must|shall|should|can|may|is|are|defaults?|starts?)\b.*)$").ok()
});
static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:must|shall|should|can|may|has to|have to)\s+)?(?P<not>not\s+)?(?:be|is|are|stays?|remains?)\s+(?P<rest>.*)$").ok()
});

/// Words that stand before a name and are no part of it.
const DETERMINERS: &[&str] = &[
    "the",
    "a",
    "an",
    "its",
    "their",
    "each",
    "every",
    "this",
    "that",
    "any",
    "and",
    "or",
    "with",
    "optional",
    "optionally",
    "required",
    "mandatory",
    "unique",
    "own",
    "of",
    "when",
    "if",
    "where",
    "whose",
    "but",
];

/// How a rule on values begins.
const RULES: &[&str] = &[
    "between ",
    "at most ",
    "at least ",
    "up to ",
    "no more than ",
    "no less than ",
    "not negative",
    "non-negative",
    "zero or more",
    "a positive ",
    "positive",
    "a whole number",
    "an integer",
    "from ",
    "≥",
    "≤",
    ">=",
    "<=",
    "greater than or equal",
];

/// What a clause says of the field with these words; `None` where it says nothing of its values.
pub fn told(words: &[String], clause: &str) -> Option<Told> {
    let plain = clause.replace(['`', '*', '"', '“', '”'], "");
    // What a list is narrowed by is optional there, not in the record.
    let about_input = ["filter", "parameter", "query", "argument"];
    let lower = plain.to_lowercase();
    if about_input.iter().any(|cue| lower.contains(cue)) {
        return None;
    }
    let tokens = tokens(&plain);
    let at = tokens.windows(words.len().max(1)).position(|window| {
        let said = window.iter().map(|token| names::singular(&token.word));
        said.eq(words.iter().map(|word| names::singular(word)))
    })?;
    let (first, last) = (tokens.get(at)?, tokens.get(at + words.len() - 1)?);
    let before = tokens[..at].last().filter(|token| {
        // A comma parts a list: what stands before it is another name.
        !plain[token.end..first.start].contains([',', ':', '(', ';'])
    });
    let mut found = Told::default();
    found.attribute.name = words.to_vec();
    found.attribute.optional = before.is_some_and(|token| token.word.starts_with("optional"));
    found.before = before
        .map(|token| token.word.clone())
        .filter(|word| !DETERMINERS.contains(&word.as_str()));
    let mut rest = plain[last.end..].trim_start();
    if let Some(owned) = OWNER.as_ref().and_then(|owner| owner.captures(rest)) {
        found.owner = super::thing(&owned["owner"]);
        rest = owned.name("rest").map_or("", |rest| rest.as_str());
    }
    qualify(&mut found.attribute, rest);
    found.attribute.is_qualified().then_some(found)
}

/// Adds what the rest of the clause says, where it begins like a rule.
fn qualify(one: &mut Attribute, rest: &str) {
    let said = VERB.as_ref().and_then(|verb| verb.captures(rest));
    let negated = said.as_ref().is_some_and(|said| said.name("not").is_some());
    let is_verb = said.is_some();
    let rest = said
        .and_then(|said| said.name("rest"))
        .map_or(rest, |rest| rest.as_str());
    if let Some(listed) = rest.strip_prefix(": ") {
        // "exactly these outcomes: delivered, refused"
        let mut read = Attribute::default();
        qualifier::apply(&mut read, listed);
        one.values = read.values;
    }
    let rest = rest
        .trim_start_matches([',', ' ', '('])
        .trim_end_matches([')', '.', ' ']);
    let lower = rest.to_lowercase();
    let opens = |cues: &[&str]| cues.iter().any(|cue| lower.starts_with(cue));
    if negated {
        one.limit = one.limit.take().or_else(|| {
            lower
                .starts_with("negative")
                .then(|| qualifier::at_least("0"))
        });
    } else if is_verb && opens(&["optional", "empty", "not required", "nullable"]) {
        one.optional = true;
    } else if is_verb && opens(&["unique"]) {
        one.unique = true;
    } else if opens(&["starts ", "start ", "defaults ", "default "]) {
        qualifier::apply(one, first_part(rest));
        one.ty = None;
    } else if opens(RULES) || is_length(&lower) {
        qualifier::apply(one, first_part(rest));
    } else if is_verb && (opens(&["one of ", "either "]) || is_choice(&lower)) {
        qualifier::apply(one, rest);
        one.ty = None;
        one.limit = None;
    }
}

/// "of at most 300 characters", "of 4 to 20 letters".
fn is_length(lower: &str) -> bool {
    let rest = lower.strip_prefix("of ").unwrap_or_default();
    let numbered = rest.starts_with(|c: char| c.is_ascii_digit());
    numbered || RULES.iter().any(|rule| rest.starts_with(rule))
}

/// "`draft` or `published`": few words, joined by "or".
fn is_choice(lower: &str) -> bool {
    let parts = lower.replace(" or ", ", ");
    let few = parts
        .split(", ")
        .all(|part| part.split_whitespace().count() == 1);
    lower.contains(" or ") && few
}

/// The rest up to where another rule or effect begins.
fn first_part(rest: &str) -> &str {
    let ends = [
        ", and ",
        " and a ",
        " and an ",
        " and the ",
        ", then ",
        " when ",
        " if ",
        ", ",
    ];
    let end = ends.iter().filter_map(|end| rest.find(end)).min();
    rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest)
}

/// The value that a new record starts with: "A permit is created with status active", "stored as a draft".
pub fn initial(words: &[String], values: &[String], clause: &str) -> Option<String> {
    let plain = clause.replace(['`', '*', '"', '“', '”'], "");
    let tokens = tokens(&plain);
    if !tokens
        .iter()
        .any(|token| MAKES.contains(&token.word.as_str()))
    {
        return None;
    }
    // The value stands right behind: "status active", "status: active", "as a draft".
    let valued = |from: usize| {
        let rest = tokens.get(from..)?;
        let gap = &plain[tokens.get(from.checked_sub(1)?)?.end..rest.first()?.start];
        let is = |value: &&String| {
            let value = names::split(value);
            rest.len() >= value.len()
                && rest
                    .iter()
                    .zip(&value)
                    .all(|(token, word)| token.word == *word)
        };
        let near = gap.trim().is_empty() || gap.trim() == ":";
        values.iter().find(is).filter(|_| near).cloned()
    };
    let named = tokens.windows(words.len().max(1)).enumerate();
    let named = named.filter(|(_, window)| window.iter().map(|token| &token.word).eq(words));
    let mut named = named.filter_map(|(at, _)| valued(at + words.len()));
    let is_article = |at: usize| {
        let next = tokens.get(at).map_or("", |next| next.word.as_str());
        next == "a" || next == "an"
    };
    let roles = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.word == "as");
    let mut roles = roles.filter_map(|(at, _)| valued(at + 1 + usize::from(is_article(at + 1))));
    named.next().or_else(|| roles.next())
}

/// Words of a sentence in which a record is made.
const MAKES: &[&str] = &[
    "create", "creates", "created", "store", "stores", "stored", "opens", "opening", "adds",
    "added",
];

/// A word of a text, in lower case, and where its token stands.
struct Token {
    word: String,
    start: usize,
    end: usize,
}

/// Words in order; an identifier gives each of its words.
fn tokens(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        let inside = c.is_alphanumeric() || c == '_' || c == '-';
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                let words = names::split(&text[from..at]);
                all.extend(words.into_iter().map(|word| Token {
                    word: word.to_lowercase(),
                    start: from,
                    end: at,
                }));
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(field: &str, clause: &str) -> Told {
        told(&names::split(field), clause).unwrap_or_default()
    }

    #[test]
    fn a_rule_behind_the_verb() {
        let said = of(
            "status",
            "Status of an entry is one of waiting, offered, accepted, expired",
        );
        assert_eq!(
            said.attribute.values,
            ["waiting", "offered", "accepted", "expired"]
        );
        assert_eq!(said.owner, ["entry"]);
        let said = of(
            "status",
            "The status of an order MUST be `open` or `closed`",
        );
        assert_eq!(said.attribute.values, ["open", "closed"]);
        let said = of("impact minutes", "The impact minutes MUST be zero or more");
        assert_eq!(
            said.attribute.limit.and_then(|limit| limit.min).as_deref(),
            Some("0")
        );
        let said = of(
            "quantity",
            "The quantity of a transfer MUST be a positive whole number",
        );
        let limit = said.attribute.limit.unwrap_or_default();
        assert_eq!(
            (limit.min.as_deref(), said.attribute.ty),
            (Some("1"), Some("integer"))
        );
        assert!(of("note", "the note is optional").attribute.optional);
        assert!(of("remarks", "remarks are optional").attribute.optional);
        assert!(
            of(
                "hold_until",
                "`hold_until` is empty until the reservation is ready"
            )
            .attribute
            .optional
        );
        assert!(
            of("certificate_number", "Certificate numbers MUST be unique")
                .attribute
                .unique
        );
        assert_eq!(
            of("urgency", "Urgency defaults to normal")
                .attribute
                .default
                .as_deref(),
            Some("normal")
        );
    }

    #[test]
    fn a_rule_beside_the_name() {
        let said = of(
            "comment",
            "An entry is created with doctor, patient, urgency and an optional comment of at most 300 characters",
        );
        assert!(said.attribute.optional);
        assert_eq!(
            said.attribute.limit.map(|limit| limit.words()).as_deref(),
            Some("at most 300 characters")
        );
        let said = of("use count", "a use count that starts at 0");
        assert_eq!(said.attribute, Attribute::default());
    }

    #[test]
    fn the_word_before_is_told() {
        let said = of("amount", "A percent amount is between 1 and 90");
        assert_eq!(said.before.as_deref(), Some("percent"));
    }

    #[test]
    fn what_is_no_rule() {
        for (field, clause) in [
            ("status", "The status is shown in a column with the date"),
            ("name", "The name is stored as text"),
            ("password", "Passwords MUST be stored as hashes"),
            (
                "plate",
                "Filters `status` and `plate` are optional query parameters",
            ),
            ("status", "Only an entry with status waiting can be offered"),
        ] {
            assert_eq!(told(&names::split(field), clause), None, "{clause}");
        }
    }

    #[test]
    fn what_a_record_starts_with() {
        let values: Vec<String> = ["draft", "active", "in_repair"].map(str::to_owned).to_vec();
        let status = names::split("status");
        let start = |clause: &str| initial(&status, &values, clause);
        assert_eq!(
            start("A permit is created with status active and 201 is answered").as_deref(),
            Some("active")
        );
        assert_eq!(
            start("A postmortem with summary and root cause is stored as a draft").as_deref(),
            Some("draft")
        );
        assert_eq!(start("Only jobs with status `in_repair` take parts"), None);
        assert_eq!(start("The status becomes active"), None);
        assert_eq!(
            start("A permit is stored with a status (`active`, `draft`)"),
            None
        );
    }
}
