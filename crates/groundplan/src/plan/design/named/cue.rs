//! The words around a code span: what they call it, and whether they say that it stays.

use crate::plan::types::NameKind;

/// What the words around a name say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The noun beside it.
    pub noun: Option<NameKind>,
    /// It stays as it is, or is only used.
    pub keeps: bool,
}

/// Nouns that say what the name beside them is, in the singular.
const NOUNS: &[(&str, NameKind)] = &[
    ("action", NameKind::Operation),
    ("function", NameKind::Operation),
    ("method", NameKind::Operation),
    ("tool", NameKind::Operation),
    ("hook", NameKind::Operation),
    ("mutation", NameKind::Operation),
    ("query", NameKind::Operation),
    ("helper", NameKind::Operation),
    ("handler", NameKind::Operation),
    ("constructor", NameKind::Operation),
    ("interface", NameKind::Type),
    ("type", NameKind::Type),
    ("class", NameKind::Type),
    ("struct", NameKind::Type),
    ("enum", NameKind::Type),
    ("trait", NameKind::Type),
    ("component", NameKind::Type),
    ("capability", NameKind::Type),
    ("protocol", NameKind::Type),
    ("exception", NameKind::Type),
    ("field", NameKind::Member),
    ("property", NameKind::Member),
    ("parameter", NameKind::Member),
    ("argument", NameKind::Member),
    ("attribute", NameKind::Member),
    ("column", NameKind::Member),
    ("key", NameKind::Member),
    ("flag", NameKind::Member),
    ("error", NameKind::Value),
    ("constant", NameKind::Value),
    ("variable", NameKind::Variable),
];

/// Words that say that what they stand beside is not what changes.
const KEEPS: &[&str] = &[
    "reuse",
    "reused",
    "reuses",
    "reusing",
    "unchanged",
    "untouched",
    "mirrors",
    "mirroring",
    "like",
    "existing",
    "via",
    "through",
    "using",
    "uses",
    "calls",
    "follows",
    "following",
    "same",
];

/// Words of a sentence that take `keeps` back.
const CHANGES: &[&str] = &[
    "add",
    "adds",
    "added",
    "accept",
    "accepts",
    "extend",
    "extends",
    "change",
    "changes",
    "gain",
    "gains",
    "gets",
    "remove",
    "removes",
    "replace",
    "replaces",
    "rename",
    "return",
    "returns",
    "implement",
    "update",
    "updates",
    "support",
    "supports",
    "include",
    "includes",
    "expose",
    "exposes",
    "introduce",
    "define",
    "defines",
];

/// What the words of `text` around the span `name` say.
pub(super) fn around(text: &str, name: &str) -> Said {
    let mark = format!("`{name}`");
    let Some(at) = text.find(&mark) else {
        return Said::default();
    };
    let (before, after) = (&text[..at], &text[at + mark.len()..]);
    let start = before.rfind(['.', ';', '\n']).map_or(0, |cut| cut + 1);
    let end = after.find(['.', ';', '\n']).unwrap_or(after.len());
    let (before, after) = (&before[start..], &after[..end]);
    let last: Vec<String> = words(before).rev().take(3).collect();
    let next: Vec<String> = words(&after[..after.find('`').unwrap_or(after.len())])
        .take(2)
        .collect();
    let noun = next
        .first()
        .and_then(|word| noun(word))
        .or_else(|| last.first().and_then(|word| noun(word)))
        .or_else(|| listed(after));
    let near = last.iter().chain(&next);
    let keeps = near.clone().any(|word| KEEPS.contains(&word.as_str()))
        || after.contains("unchanged")
        || after.contains("reused");
    let changes = last.iter().any(|word| CHANGES.contains(&word.as_str()));
    Said {
        noun,
        keeps: keeps && !changes,
    }
}

/// "`a`, `b` and `c` actions": the noun behind the list that the name stands in.
fn listed(after: &str) -> Option<NameKind> {
    let mut rest = after;
    for _ in 0..6 {
        let gap = rest.find('`')?;
        let between = rest[..gap].trim();
        if !matches!(between, "," | "and" | ", and" | "or" | ", or" | "/" | "&") {
            return None;
        }
        let inner = &rest[gap + 1..];
        rest = &inner[inner.find('`')? + 1..];
        let next = words(&rest[..rest.find('`').unwrap_or(rest.len())]).next();
        if let Some(found) = next.and_then(|word| noun(&word)) {
            return Some(found);
        }
    }
    None
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

fn noun(word: &str) -> Option<NameKind> {
    let singular = crate::model::names::singular(word);
    NOUNS
        .iter()
        .find(|(noun, _)| *noun == singular)
        .map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_beside_a_name_says_what_it_is() {
        let text = "Add `cancel_send` and `list_sends` actions; the optional `sent_at` field.";
        assert_eq!(around(text, "cancel_send").noun, Some(NameKind::Operation));
        assert_eq!(around(text, "list_sends").noun, Some(NameKind::Operation));
        assert_eq!(around(text, "sent_at").noun, Some(NameKind::Member));
    }

    #[test]
    fn what_is_reused_stays() {
        let text = "`Freshness` is reused. The `compile` command gains a flag like `check`.";
        assert!(around(text, "Freshness").keeps);
        assert!(around(text, "check").keeps);
        assert!(!around(text, "compile").keeps);
    }
}
