//! The words around a code span: what they call it, and whether they say that it stays.

use super::{Fate, shape};
use crate::plan::types::NameKind;

/// What the words around a name say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The noun beside it.
    pub noun: Option<NameKind>,
    /// Whether it stays or changes.
    pub fate: Fate,
    /// The file in which they place it: "`save` in `src/store.ts`".
    pub home: Option<String>,
    /// The type in which they place it: "an optional `grouping` in `FormatOptions`".
    pub owner: Option<String>,
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
    "behind",
    "raise",
    "raises",
    "usable",
    "used",
];

/// Phrases of a sentence that say so of what it names.
const STAYS: &[&str] = &[
    "remain unchanged",
    "remains unchanged",
    "remain as",
    "remains as",
    "is unchanged",
    "are unchanged",
    "stays as",
    "stay as",
    "not change",
    "not be changed",
    "untouched",
    "is reused",
    "are reused",
    "unaffected",
];

/// Verbs whose object goes.
const REMOVES: &[&str] = &["remove", "delete", "drop", "retire", "eliminate"];

/// What stands right behind a name that goes.
const GONE: &[&str] = &[
    "is removed",
    "are removed",
    "is deleted",
    "are deleted",
    "is gone",
    "are gone",
    "goes away",
    "is retired",
    "no longer exists",
    "no longer exported",
    "no longer offered",
    "no longer supported",
    "no longer available",
    "shall be removed",
    "must be removed",
    "will be removed",
    "shall be deleted",
    "will be deleted",
    "is dropped",
];

/// Words that may stand between such a verb and its object.
const BETWEEN: &[&str] = &[
    "the",
    "a",
    "an",
    "old",
    "legacy",
    "deprecated",
    "unused",
    "existing",
    "function",
    "method",
    "file",
    "module",
    "command",
    "component",
    "class",
    "script",
    "option",
    "flag",
    "duplicate",
    "private",
    "dead",
    "obsolete",
    "current",
    "and",
    "all",
];

/// Verbs that say that what a sentence names is made or changed.
const CHANGES: &[&str] = &[
    "add",
    "accept",
    "extend",
    "change",
    "gain",
    "get",
    "remove",
    "replace",
    "rename",
    "return",
    "implement",
    "update",
    "support",
    "include",
    "expose",
    "introduce",
    "define",
    "move",
    "delete",
    "deprecate",
    "migrate",
    "rewrite",
    "refactor",
    "modify",
    "adopt",
    "drop",
    "provide",
    "take",
    "validate",
    "reject",
    "register",
    "become",
    "write",
    "parse",
    "emit",
    "print",
    "report",
    "shall",
    "must",
];

/// What the words of `text` around the span `name` say.
pub(super) fn around(text: &str, name: &str) -> Said {
    let mark = format!("`{name}`");
    let Some(at) = text.find(&mark) else {
        return Said::default();
    };
    let (before, after) = (&text[..at], &text[at + mark.len()..]);
    let ends = [". ", "; ", "\n"];
    let start = ends
        .iter()
        .filter_map(|end| before.rfind(end).map(|at| at + end.len()))
        .max()
        .unwrap_or(0);
    let end = ends.iter().filter_map(|end| after.find(end)).min();
    let end = end.unwrap_or(after.len());
    let (before, after) = (&before[start..], &after[..end]);
    let last: Vec<String> = words(before_list(before)).rev().take(3).collect();
    let next: Vec<String> = words(&after[..after.find('`').unwrap_or(after.len())])
        .take(2)
        .collect();
    let noun = next
        .first()
        .and_then(|word| noun(word))
        .or_else(|| last.first().and_then(|word| noun(word)))
        .or_else(|| listed(after));
    let near = last
        .iter()
        .chain(&next)
        .any(|word| KEEPS.contains(&word.as_str()));
    Said {
        noun,
        fate: fate(before, after, near),
        home: home(after),
        owner: owner(after),
    }
}

/// What stands before the list that a name stands in: "usable in `a` and" → "usable in".
fn before_list(before: &str) -> &str {
    let mut rest = before.trim_end();
    for _ in 0..4 {
        let joined = [",", " and", " or"]
            .iter()
            .find_map(|joint| rest.strip_suffix(joint));
        let Some(span) = joined
            .map(str::trim_end)
            .and_then(|rest| rest.strip_suffix('`'))
        else {
            break;
        };
        let Some(at) = span.rfind('`') else { break };
        rest = span[..at].trim_end();
    }
    rest
}

/// What the sentence around a name says of it.
fn fate(before: &str, after: &str, keeps: bool) -> Fate {
    let lower = format!("{before} {after}").to_lowercase();
    if STAYS.iter().any(|phrase| lower.contains(phrase)) {
        return Fate::Kept;
    }
    if goes(before, after) {
        return Fate::Removed;
    }
    let changes = words(&lower).any(|word| {
        let stem = word.trim_end_matches('s').trim_end_matches('d');
        CHANGES
            .iter()
            .any(|verb| *verb == word || *verb == stem || verb.trim_end_matches('e') == stem)
    });
    let beside = words(before).next_back();
    let changed_here = beside.is_some_and(|word| CHANGES.contains(&word.as_str()));
    match (keeps, changes) {
        (true, _) if !changed_here => Fate::Kept,
        (_, true) => Fate::Changed,
        _ => Fate::Used,
    }
}

/// Whether the name is the object of a verb of removal, or said to be gone.
fn goes(before: &str, after: &str) -> bool {
    let lower = after.trim_start().to_lowercase();
    let said = lower.split(['`', ',']).next().unwrap_or_default();
    let gone = GONE
        .iter()
        .any(|phrase| said.find(phrase).is_some_and(|at| at < 24));
    // "Remove the old `x`", not "remove y from `x`".
    let plain = before.rsplit('`').next().unwrap_or(before);
    let mut back = words(plain)
        .rev()
        .skip_while(|word| BETWEEN.contains(&word.as_str()));
    let verb = back.next();
    let by_verb = verb.is_some_and(|word| {
        let stem = word.trim_end_matches("ing").trim_end_matches('s');
        REMOVES
            .iter()
            .any(|verb| stem == *verb || stem == verb.trim_end_matches('e'))
    });
    gone || by_verb
}

/// The path behind a name: "in `src/store.ts`", "(`src/store.ts`)".
fn home(after: &str) -> Option<String> {
    let gap = after.find('`')?;
    let between = after[..gap].trim().trim_start_matches("function").trim();
    if !matches!(between, "in" | "from" | "(" | "of" | "to" | "at") {
        return None;
    }
    let path = after[gap + 1..].split('`').next()?;
    shape::file(path).map(str::to_owned)
}

/// The type behind a name: "in `FormatOptions`", "of `Options`", "on the `Config` type".
fn owner(after: &str) -> Option<String> {
    let gap = after.find('`')?;
    let between = after[..gap].trim();
    if !matches!(
        between,
        "in" | "of" | "on" | "to" | "in the" | "of the" | "on the" | "to the"
    ) {
        return None;
    }
    let name = after[gap + 1..].split('`').next()?;
    let mut chars = name.chars();
    let capital = chars.next().is_some_and(|c| c.is_ascii_uppercase());
    let mixed = name.chars().any(|c| c.is_ascii_lowercase());
    (capital && mixed && chars.all(|c| c.is_ascii_alphanumeric())).then(|| name.to_owned())
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
        assert_eq!(around(text, "Freshness").fate, Fate::Kept);
        assert_eq!(around(text, "check").fate, Fate::Kept);
        assert_eq!(around(text, "compile").fate, Fate::Changed);
        let text = "Remove the legacy `convert` function. Remove `x_y` from `units.ts`";
        assert_eq!(around(text, "convert").fate, Fate::Removed);
        assert_ne!(around(text, "units.ts").fate, Fate::Removed);
        assert_eq!(
            around("`dump_all` is removed", "dump_all").fate,
            Fate::Removed
        );
        let text = "`validate` in `src/a.py` remains unchanged";
        let said = around(text, "validate");
        assert_eq!(
            (said.fate, said.home.as_deref()),
            (Fate::Kept, Some("src/a.py"))
        );
    }
}
