//! What members of a group have in common: the call that they begin with, how they are named, what they
//! declare, where their tests lie.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::Sibling;
use super::lookup::Lookup;
use crate::analyze::detect::profiles::PROFILES;
use crate::analyze::detect::texts::Texts;
use crate::model::evidence::ConventionFact;
use crate::model::index::{FileFacts, Symbol};
use crate::model::names::{self, file_stem};

static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:const|let|var)\s+[\w{}\s,:]+=\s*|\w+\s*(?::=|=)\s*|let\s+\w+\s*=\s*)?(?:await\s+)?([A-Za-z_][\w.:]*)\s*\(").ok()
});

/// Whether a call is one of the project's own, or of something that a file imports: those of the
/// language itself say nothing of how things are done here.
fn is_own(lookup: &Lookup<'_>, siblings: &[Sibling<'_>], call: &str) -> bool {
    let mut idioms = PROFILES.iter().flat_map(|profile| profile.idioms);
    if idioms.any(|idiom| *idiom == call) {
        return false;
    }
    let (first, last) = match call.rsplit_once(['.', ':']) {
        Some((head, last)) => (head.split(['.', ':']).next().unwrap_or(head), last),
        None => (call, call),
    };
    let files = || siblings.iter().map(|(file, _)| file);
    let mut imports = files().flat_map(|file| &file.imports);
    let imported = imports.any(|import| import.names.iter().any(|name| name == first));
    let declared = || {
        files()
            .flat_map(|file| &file.symbols)
            .any(|symbol| symbol.name == last)
    };
    imported
        || if first == call {
            lookup.is_function(call)
        } else {
            declared()
        }
}

/// The call that most members begin with.
pub(super) fn opening(
    lookup: &Lookup<'_>,
    texts: &Texts<'_>,
    siblings: &[Sibling<'_>],
) -> Option<ConventionFact> {
    let first_call = |symbol: &Symbol| {
        let statement = symbol.opening.first()?;
        CALL.as_ref()?
            .captures(statement.trim())?
            .get(1)
            .map(|name| name.as_str().to_owned())
    };
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for (_, symbol) in siblings {
        if let Some(call) = first_call(symbol) {
            *counts.entry(call).or_default() += 1;
        }
    }
    let (call, support) = counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    let total = u32::try_from(siblings.len()).unwrap_or(u32::MAX);
    if 2 * support <= total || !is_own(lookup, siblings, &call) {
        return None;
    }
    let (keep, break_it): (Vec<&Sibling<'_>>, Vec<&Sibling<'_>>) = siblings
        .iter()
        .partition(|(_, symbol)| first_call(symbol).as_deref() == Some(call.as_str()));
    let line_of = |file: &FileFacts, symbol: &Symbol| {
        let text = texts.get(&file.path)?;
        let statement = symbol.opening.first()?.lines().next()?.trim().to_owned();
        let body = text
            .lines()
            .enumerate()
            .skip(symbol.name_line.saturating_sub(1) as usize);
        let at = body
            .take(80)
            .find(|(_, line)| line.contains(&statement))
            .map(|(at, _)| at)?;
        u32::try_from(at + 1).ok()
    };
    let cite = |(file, symbol): &Sibling<'_>| {
        let line = line_of(file, symbol).unwrap_or(symbol.name_line);
        texts.cite(&file.path, line, line, Some(&symbol.qualified()))
    };
    // A member that makes the call a little later, or one of the kind (`requireUser`), has a guard of its own.
    let verb = names::split(&call).first().cloned().unwrap_or_default();
    let has_guard = |symbol: &Symbol| {
        let mut calls = symbol.opening.iter().filter_map(|statement| {
            let made = CALL.as_ref()?.captures(statement.trim())?.get(1)?.as_str();
            names::split(made).first().cloned()
        });
        calls.any(|first| first == verb)
    };
    Some(ConventionFact {
        aspect: "opening".to_owned(),
        rule: format!("begins with `{call}`"),
        value: call,
        support,
        total,
        examples: keep
            .iter()
            .filter_map(|sibling| cite(sibling))
            .take(3)
            .collect(),
        exceptions: break_it
            .iter()
            .filter(|(_, symbol)| !has_guard(symbol))
            .filter_map(|(file, symbol)| {
                texts.cite(
                    &file.path,
                    symbol.name_line,
                    symbol.name_line,
                    Some(&symbol.qualified()),
                )
            })
            .take(5)
            .collect(),
    })
}

/// How members are named, by the words that most of their names begin or end with: `new{Name}Cmd`.
pub(super) fn naming(texts: &Texts<'_>, siblings: &[Sibling<'_>]) -> Option<ConventionFact> {
    let all: Vec<&str> = siblings
        .iter()
        .map(|(_, symbol)| symbol.name.as_str())
        .collect();
    let affix = Affix::of(&all)?;
    let keeps = |name: &str| affix.strip(name).is_some();
    let cite = |(file, symbol): &&Sibling<'_>| {
        texts.cite(
            &file.path,
            symbol.name_line,
            symbol.name_line,
            Some(&symbol.qualified()),
        )
    };
    let support = all.iter().filter(|name| keeps(name)).count();
    let value = affix.pattern(all.iter().find(|name| keeps(name))?);
    Some(ConventionFact {
        aspect: "naming".to_owned(),
        rule: format!("is named `{value}`"),
        value,
        support: u32::try_from(support).unwrap_or(u32::MAX),
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        examples: siblings
            .iter()
            .filter(|(_, symbol)| keeps(&symbol.name))
            .filter_map(|one| cite(&one))
            .take(3)
            .collect(),
        exceptions: Vec::new(),
    })
}

/// Names that every type may declare.
const OF_ANY_TYPE: &[&str] = &[
    "__construct",
    "__init__",
    "__repr__",
    "__str__",
    "constructor",
    "equals",
    "hashCode",
    "init",
    "initialize",
    "new",
    "toString",
    "ToString",
];
/// Declarations in common that are told of a group.
const DECLARED: usize = 3;

/// What three quarters of the members that are types declare within themselves, three at least: a method, a
/// constant, a field; those that most declare first.
pub(super) fn declares(texts: &Texts<'_>, siblings: &[Sibling<'_>]) -> Vec<ConventionFact> {
    let mut of_name: BTreeMap<&str, Vec<(&Sibling<'_>, &Symbol)>> = BTreeMap::new();
    for sibling in siblings {
        let (file, symbol) = sibling;
        let mut seen = BTreeSet::new();
        let within = |inner: &&Symbol| {
            inner.container.as_deref() == Some(symbol.name.as_str())
                && inner.name != symbol.name
                && !OF_ANY_TYPE.contains(&inner.name.as_str())
        };
        for inner in file.symbols.iter().filter(within) {
            if seen.insert(&inner.name) {
                of_name
                    .entry(&inner.name)
                    .or_default()
                    .push((sibling, inner));
            }
        }
    }
    let all = siblings.len();
    let mut common: Vec<(&str, Vec<(&Sibling<'_>, &Symbol)>)> = of_name
        .into_iter()
        .filter(|(_, by)| by.len() >= 3 && 4 * by.len() >= 3 * all)
        .collect();
    // Stable: what as many declare stays in the order of names.
    common.sort_by_key(|(_, by)| std::cmp::Reverse(by.len()));
    common.truncate(DECLARED);
    let fact = |(name, by): (&str, Vec<(&Sibling<'_>, &Symbol)>)| {
        let cite = |file: &FileFacts, symbol: &Symbol| {
            let (line, name) = (symbol.name_line, symbol.qualified());
            texts.cite(&file.path, line, line, Some(&name))
        };
        let lacks = |one: &&Sibling<'_>| !by.iter().any(|(keeper, _)| std::ptr::eq(*keeper, *one));
        let examples = by.iter().filter_map(|((file, _), inner)| cite(file, inner));
        let without = siblings.iter().filter(lacks);
        ConventionFact {
            aspect: "member".to_owned(),
            rule: format!("declares `{name}`"),
            value: name.to_owned(),
            support: u32::try_from(by.len()).unwrap_or(u32::MAX),
            total: u32::try_from(all).unwrap_or(u32::MAX),
            examples: examples.take(3).collect(),
            exceptions: without
                .filter_map(|(file, symbol)| cite(file, symbol))
                .take(5)
                .collect(),
        }
    };
    common.into_iter().map(fact).collect()
}

/// Words that names have in common at their ends.
pub(super) struct Affix {
    first: Option<String>,
    last: Option<String>,
}

impl Affix {
    /// The first and the last word of at least three quarters of the names, three at least; `None` without any.
    pub(super) fn of(all: &[&str]) -> Option<Self> {
        let split: Vec<Vec<String>> = all.iter().map(|name| names::split(name)).collect();
        let common = |word: fn(&Vec<String>) -> Option<&String>| {
            let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
            for word in split
                .iter()
                .filter(|words| words.len() > 1)
                .filter_map(word)
            {
                *counts.entry(word).or_default() += 1;
            }
            let (word, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
            (count >= 3 && 4 * count >= 3 * all.len()).then(|| word.clone())
        };
        let (first, last) = (common(|words| words.first()), common(|words| words.last()));
        (first.is_some() || last.is_some()).then_some(Self { first, last })
    }

    /// The words of a name without those in common; `None` where it lacks one, or has no other.
    pub(super) fn strip(&self, name: &str) -> Option<Vec<String>> {
        let mut words = names::split(name);
        if let Some(first) = &self.first {
            (words.first() == Some(first)).then_some(())?;
            words.remove(0);
        }
        if let Some(last) = &self.last {
            (words.last() == Some(last)).then_some(())?;
            words.pop();
        }
        Some(words).filter(|words| !words.is_empty())
    }

    /// The pattern of names, in the case of an example.
    fn pattern(&self, example: &str) -> String {
        let words = [self.first.as_deref(), Some("name"), self.last.as_deref()];
        let words: Vec<String> = words.into_iter().flatten().map(str::to_owned).collect();
        let case = names::case_of(example).unwrap_or(names::Case::Snake);
        let joined = names::join(&words, case);
        let mark = if self.first.is_none() && case == names::Case::Camel {
            "name"
        } else if joined.contains("Name") {
            "Name"
        } else {
            "name"
        };
        joined.replacen(mark, &format!("{{{mark}}}"), 1)
    }
}

/// Where tests of members lie: `tests/convex/{name}.test.ts`.
pub(super) fn test_pattern(
    lookup: &Lookup<'_>,
    texts: &Texts<'_>,
    files: &[&str],
) -> Option<ConventionFact> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in files {
        let name = file_stem(path);
        for test in lookup.tests(name).iter().filter(|_| name.len() > 2) {
            let at = test.rfind(name).unwrap_or(0);
            let pattern = format!("{}{{name}}{}", &test[..at], &test[at + name.len()..]);
            found.entry(pattern).or_default().push(test);
        }
    }
    let (value, tests) = found.into_iter().max_by_key(|(_, tests)| tests.len())?;
    Some(ConventionFact {
        aspect: "test_beside".to_owned(),
        rule: format!("tested in `{value}`"),
        value,
        support: u32::try_from(tests.len()).unwrap_or(u32::MAX),
        total: u32::try_from(files.len()).unwrap_or(u32::MAX),
        examples: tests
            .iter()
            .take(3)
            .filter_map(|path| texts.cite(path, 1, 1, None))
            .collect(),
        exceptions: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_file;
    use crate::world::MemoryWorld;

    #[test]
    fn what_most_types_declare_is_a_convention_with_its_exceptions() {
        let files = [
            (
                "cmd/a.py",
                "class A(Base):\n    def __init__(self):\n        pass\n    def run(self):\n        pass\n",
            ),
            (
                "cmd/b.py",
                "class B(Base):\n    def run(self):\n        pass\n    def own(self):\n        pass\n",
            ),
            (
                "cmd/c.py",
                "class C(Base):\n    def run(self):\n        pass\n",
            ),
            (
                "cmd/d.py",
                "class D(Base):\n    def other(self):\n        pass\n",
            ),
        ];
        let world = MemoryWorld::new(files);
        let parsed = files.map(|(path, text)| parse_file(path, text));
        let types = parsed.iter().flat_map(|file| {
            let own = file.symbols.iter();
            own.filter(|symbol| symbol.container.is_none())
                .map(move |symbol| (file, symbol))
        });
        let siblings: Vec<Sibling<'_>> = types.collect();
        let found = declares(&Texts::new(&world), &siblings);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule, "declares `run`");
        assert_eq!((found[0].support, found[0].total), (3, 4));
        assert_eq!(found[0].examples[0].reference(), "cmd/a.py:4");
        assert_eq!(found[0].exceptions[0].reference(), "cmd/d.py:1");
    }
}
