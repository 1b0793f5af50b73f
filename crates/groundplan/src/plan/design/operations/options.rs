//! Arguments and options of commands and parameters of functions that the specification writes out:
//! their types, limits and defaults, from the span and the words behind it.

use crate::model::index::SymbolKind;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{FieldType, Param};

/// What the sentences say of the option `--limit`: "`--limit N` (1 to 1000, default 20)".
pub(super) fn option(context: &Context<'_>, texts: &[String], name: &str) -> Param {
    let place = texts.iter().find_map(|text| written(text, name));
    let (value, behind) = place.unwrap_or_default();
    let bare = name.trim_start_matches('-');
    let ty = match value.as_str() {
        "" if choices(&behind).len() < 2 => as_declared(context, bare),
        "" => FieldType::Enum {
            values: choices(&behind),
        },
        value if value.contains('|') => FieldType::Enum {
            values: value.split('|').map(str::to_owned).collect(),
        },
        value => by_word(value),
    };
    Param {
        name: bare.to_owned(),
        ty,
        required: false,
        about: limits(&behind),
    }
}

/// `--undo ID` of a command that takes ids: what stands behind the option is the argument.
pub(super) fn beside(texts: &[String], option: Param, argument: Option<&Param>) -> Param {
    let flag = format!("--{}", option.name);
    let value = texts
        .iter()
        .find_map(|text| written(text, &flag))
        .map(|found| found.0);
    let same = value.zip(argument).is_some_and(|(value, argument)| {
        let one = |name: &str| names::singular(&name.to_lowercase());
        !value.is_empty() && one(&value) == one(&argument.name)
    });
    Param {
        ty: if same { FieldType::Boolean } else { option.ty },
        ..option
    }
}

/// The type that a field of this name has elsewhere; where none has, the option is there or not.
fn as_declared(context: &Context<'_>, name: &str) -> FieldType {
    let field = names::to_case(name, names::Case::Snake);
    let mut all = context.evidence.index.declarations(&field);
    let is_text = all.any(|found| {
        let text = found.symbol.signature.to_lowercase();
        found.symbol.kind == SymbolKind::Field && (text.contains("string") || text.contains("str"))
    });
    if is_text {
        FieldType::Text
    } else {
        FieldType::Boolean
    }
}

/// The placeholder behind the option in its span, and the words behind the span. A span with a value
/// says more than one without.
fn written(text: &str, name: &str) -> Option<(String, String)> {
    let spans: Vec<&str> = text.split('`').collect();
    let found = spans.iter().enumerate().filter(|(at, _)| at % 2 == 1);
    let mut best: Option<(String, String)> = None;
    for (at, span) in found {
        let words: Vec<&str> = span.split_whitespace().collect();
        let Some(place) = words
            .iter()
            .position(|word| word.trim_matches(['[', ']', ',']).split('=').next() == Some(name))
        else {
            continue;
        };
        let next = words
            .get(place + 1)
            .map(|word| word.trim_matches(['<', '>', '[', ']']));
        let value = next
            .filter(|word| !word.starts_with('-'))
            .unwrap_or_default();
        let behind = spans.get(at + 1).copied().unwrap_or_default();
        if best.as_ref().is_none_or(|(there, _)| there.is_empty()) {
            best = Some((value.to_owned(), behind.to_owned()));
        }
    }
    best
}

/// "takes json, csv or markdown": the words of the list.
fn choices(behind: &str) -> Vec<String> {
    let clause = behind.split(['.', ';', '(']).next().unwrap_or_default();
    let Some((_, list)) = clause
        .split_once("takes ")
        .or_else(|| clause.split_once("one of "))
    else {
        return Vec::new();
    };
    list.replace(" or ", ", ")
        .replace(" and ", ", ")
        .split(", ")
        .map(|one| one.trim().trim_matches('`').to_owned())
        .filter(|one| !one.is_empty() && !one.contains(' '))
        .collect()
}

/// "(1 to 1000, default 20)" → "1 to 1000, default 20".
fn limits(behind: &str) -> String {
    let text = behind.trim_start();
    let inner = text
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map_or("", |(inner, _)| inner);
    let is_limit = inner.chars().any(|c| c.is_ascii_digit()) || inner.contains("default");
    if is_limit && inner.len() < 60 {
        inner.to_owned()
    } else {
        String::new()
    }
}

/// Type of an argument by its placeholder: `N`, `DATE`, `ID`, `FILE`.
pub(super) fn by_word(word: &str) -> FieldType {
    let lower = word.trim_matches(['<', '>', '[', ']', '.']).to_lowercase();
    let is_number = lower.parse::<f64>().is_ok();
    let words = names::split(&lower);
    let has = |all: &[&str]| words.iter().any(|word| all.contains(&word.as_str()));
    match () {
        () if has(&["date", "day"]) => FieldType::Date,
        () if is_number && lower.contains('.') => FieldType::Number,
        () if is_number
            || has(&[
                "n", "number", "count", "limit", "size", "id", "ids", "minutes",
            ]) =>
        {
            FieldType::Integer
        }
        () if has(&["factor", "ratio", "rate", "amount", "percent"]) => FieldType::Number,
        () => FieldType::Text,
    }
}

/// The positional arguments of a command line, from what is written behind its name: `3 5 8` is a
/// list of numbers, `WORDS` a list of words, `<id>` one. A placeholder says more than a sample.
pub(super) fn arguments(texts: &[String], command: &str) -> Option<Param> {
    let spans = texts.iter().flat_map(|text| {
        let spans = text.split('`').enumerate();
        spans.filter(|(at, _)| at % 2 == 1).map(|(_, span)| span)
    });
    let found = spans.filter_map(|span| {
        let (_, behind) = split_at_command(span, command)?;
        let words: Vec<&str> = behind
            .iter()
            .copied()
            .take_while(|word| !word.starts_with(['-', '[']))
            .collect();
        let is_sample = words.first()?.starts_with(|c: char| c.is_ascii_digit());
        Some((is_sample, argument(&words)?))
    });
    // The first of equals stands first.
    let best = found.reduce(|a, b| if a.0 && !b.0 { b } else { a });
    best.map(|(_, param)| param)
}

fn split_at_command<'s>(span: &'s str, command: &str) -> Option<((), Vec<&'s str>)> {
    let words: Vec<&str> = span.split_whitespace().collect();
    let parts: Vec<&str> = command.split(' ').collect();
    let at = words
        .windows(parts.len())
        .take(2)
        .position(|one| one == parts)?;
    Some(((), words.get(at + parts.len()..)?.to_vec()))
}

fn argument(words: &[&str]) -> Option<Param> {
    let first = *words.first()?;
    let plain = first.trim_matches(['<', '>', '.', '"']);
    let is_number = plain.parse::<i64>().is_ok();
    let many =
        words.len() > 1 || first.ends_with("...") || (plain.ends_with('S') && plain.len() > 2);
    let of = by_word(plain);
    let is_placeholder = plain
        .chars()
        .all(|c| c.is_uppercase() || c == '_' || c == '-');
    let name = match (is_number, is_placeholder || first.starts_with('<')) {
        (true, _) => "id".to_owned(),
        (_, true) => plain.to_lowercase(),
        _ => return None,
    };
    let name = if many {
        names::plural(&names::singular(&name))
    } else {
        name
    };
    Some(Param {
        name,
        ty: if many {
            FieldType::List { of: Box::new(of) }
        } else {
            of
        },
        required: true,
        about: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::spec::Spec;

    #[test]
    fn options_have_the_types_and_limits_that_are_written() {
        let texts = vec![
            "`--tag`, `--since DATE` and `--limit N` (1 to 1000, default 20) narrow it".to_owned(),
            "`--format` takes json, csv or markdown; `--force` overwrites".to_owned(),
        ];
        let (spec, evidence) = (Spec::default(), Evidence::default());
        let context = Context::new(&spec, &evidence);
        let of = |name: &str| option(&context, &texts, name);
        assert_eq!(of("--limit").ty, FieldType::Integer);
        assert_eq!(of("--limit").about, "1 to 1000, default 20");
        assert_eq!(of("--since").ty, FieldType::Date);
        assert_eq!(of("--force").ty, FieldType::Boolean);
        let values = ["json", "csv", "markdown"].map(str::to_owned).to_vec();
        assert_eq!(of("--format").ty, FieldType::Enum { values });
    }

    #[test]
    fn arguments_are_what_stands_behind_the_command() {
        let of = |text: &str, name: &str| {
            let found = arguments(&[text.to_owned()], name);
            found.map(|one| (one.name, matches!(one.ty, FieldType::List { .. })))
        };
        assert_eq!(
            of("`jot archive 3 5 8` marks", "archive"),
            Some(("ids".to_owned(), true))
        );
        assert_eq!(
            of("`jot search WORDS` finds", "search"),
            Some(("words".to_owned(), true))
        );
        assert_eq!(
            of("`edit NUMBER` changes", "edit"),
            Some(("number".to_owned(), false))
        );
        assert_eq!(of("`jot export --format json` prints", "export"), None);
    }
}
