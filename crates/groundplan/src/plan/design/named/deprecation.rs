//! What the specification deprecates: it stays for a while, marked, and names what takes its place.

use super::{Fate, Named, State};
use crate::plan::context::Context;

/// Words behind which the replacement stands.
const INSTEAD: &[&str] = &[
    "in favour of",
    "in favor of",
    "replaced by",
    "superseded by",
    "points to",
    "names",
    "use",
    "to",
];

/// Marks names that are there and that a sentence deprecates; a sentence that removes them says more.
pub(super) fn find(context: &Context<'_>, all: &mut [Named<'_>]) {
    let there: Vec<String> = all
        .iter()
        .filter(|one| matches!(one.state, State::Declared(_)))
        .map(|one| one.name.clone())
        .collect();
    for one in all.iter_mut() {
        if !there.contains(&one.name) {
            continue;
        }
        for item in &one.items {
            let text = context.item(item).map_or("", |item| item.text);
            let sentences = text.split(". ").flat_map(|part| part.split('\n'));
            for sentence in sentences {
                if !deprecates(sentence, &one.name, &there) {
                    continue;
                }
                one.deprecated = true;
                one.fate = Fate::Changed;
                let other = replacement(sentence).filter(|name| *name != one.name);
                one.replacement = one.replacement.take().or(other);
            }
        }
    }
}

/// Whether the sentence deprecates this name: of those that are there, the one nearest before the word,
/// else the first behind it.
fn deprecates(sentence: &str, name: &str, there: &[String]) -> bool {
    let lower = sentence.to_lowercase();
    let removes = ["remove", "delete", "drop "]
        .iter()
        .any(|verb| lower.contains(verb));
    let Some(at) = lower.find("deprecat").filter(|_| !removes) else {
        return false;
    };
    if lower.len() != sentence.len() {
        return false;
    }
    let known = |spans: &str, first: bool| {
        let mut found = named(spans).filter(|span| there.iter().any(|one| one == span));
        if first { found.next() } else { found.last() }
    };
    let behind = || known(&sentence[at..], true);
    // "Deprecate `old`": the object of the verb; else the subject of the sentence.
    let object = lower[at..].starts_with("deprecate ") || lower[at..].starts_with("deprecated `");
    let subject = known(&sentence[..at], false);
    let found = if object {
        behind().or(subject)
    } else {
        subject.or_else(behind)
    };
    found.as_deref() == Some(name)
}

/// The bare names of code spans: `Store.save(item)` → `save`.
fn named(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('`').skip(1).step_by(2).map(|span| {
        let head = span.split(['(', '<', ' ']).next().unwrap_or(span);
        head.rsplit(['.', ':', '#'])
            .next()
            .unwrap_or(head)
            .to_owned()
    })
}

/// "in favour of `new`", "use `new` instead", "a warning that names `new`".
fn replacement(sentence: &str) -> Option<String> {
    let parts: Vec<&str> = sentence.split('`').collect();
    let spans = (1..parts.len()).step_by(2);
    spans
        .filter(|at| {
            let before = parts[at - 1].trim_end().to_lowercase();
            let leads = |cue: &&&str| {
                before
                    .strip_suffix(**cue)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
            };
            INSTEAD.iter().find(leads).is_some()
        })
        .find_map(|at| named(&format!("`{}`", parts[at])).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deprecated_and_what_takes_its_place() {
        let there = vec!["old_form".to_owned(), "other".to_owned()];
        for text in [
            "`old_form` MUST be deprecated in favour of `new_form`",
            "Deprecate `old_form()`; use `new_form` instead",
            "I want `old_form` to keep working with a deprecation warning that names `new_form`",
        ] {
            assert!(deprecates(text, "old_form", &there), "{text}");
            assert!(!deprecates(text, "other", &there), "{text}");
            assert_eq!(replacement(text).as_deref(), Some("new_form"), "{text}");
        }
        let text = "Remove the deprecated `old_form` function";
        assert!(!deprecates(text, "old_form", &there));
    }
}
