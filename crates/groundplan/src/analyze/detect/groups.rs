//! Groups of siblings: what is declared alike, in one folder; what its members have in common.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashSet;

use super::lookup::Lookup;
use super::profiles::{self, PROFILES};
use super::routes::Found;
use super::texts::Texts;
use crate::model::evidence::{
    AddedBy, ConventionFact, Member, Operation, OperationKind, Registration, SiblingGroup,
};
use crate::model::index::{FileFacts, FileKind, Index, Symbol, SymbolKind};
use crate::model::names::{self, Case, file_stem};
use crate::world::History;

/// Fewer members are no group.
const LEAST: usize = 3;
/// Groups that are looked into, the largest.
const MOST: usize = 60;

type Sibling<'a> = (&'a FileFacts, &'a Symbol);

/// Groups, largest first.
pub fn find(
    index: &Index,
    texts: &Texts<'_>,
    history: &History,
    routes: &[Found],
) -> Vec<SiblingGroup> {
    let mut by_kind: BTreeMap<(String, String), Vec<Sibling<'_>>> = BTreeMap::new();
    for file in index.of_kind(FileKind::Source) {
        for symbol in &file.symbols {
            if let Some(kind) = kind_of(file, symbol, routes) {
                by_kind
                    .entry((kind, folder(&file.path)))
                    .or_default()
                    .push((file, symbol));
            }
        }
    }
    let mut large: Vec<((String, String), Vec<Sibling<'_>>)> = by_kind
        .into_iter()
        .filter(|(_, members)| members.len() >= LEAST)
        .collect();
    // Stable: equal sizes keep the order of kind and folder.
    large.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    large.truncate(MOST);
    let names = large.iter().flat_map(|(_, members)| members);
    let names: FxHashSet<&str> = names.map(|(_, symbol)| symbol.name.as_str()).collect();
    let lookup = Lookup::new(index, &names);
    let mut all: Vec<SiblingGroup> = large
        .iter()
        .map(|((kind, dir), members)| group(&lookup, texts, history, kind, dir, members))
        .collect();
    all.sort_by(|a, b| {
        b.members
            .len()
            .cmp(&a.members.len())
            .then_with(|| a.id.cmp(&b.id))
    });
    all
}

/// The folder; of file-system routing, that above the folder that names the page.
fn folder(path: &str) -> String {
    let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut heads = PROFILES.iter().flat_map(|profile| profile.named_by_folder);
    let routed = heads.any(|head| file.starts_with(head));
    let dir = if routed {
        dir.rsplit_once('/').map_or(dir, |(dir, _)| dir)
    } else {
        dir
    };
    dir.to_owned()
}

/// What a symbol is among its like: from its wrapper, attribute, base, or routes that name it.
fn kind_of(file: &FileFacts, symbol: &Symbol, routes: &[Found]) -> Option<String> {
    // A wrapper without a body within is a value, not a function.
    if let Some(wrapper) = symbol
        .wrapper
        .as_deref()
        .filter(|_| symbol.exported && !symbol.opening.is_empty())
    {
        let bare = wrapper.rsplit('.').next().unwrap_or(wrapper);
        return (bare.chars().next().is_some_and(char::is_lowercase)).then(|| bare.to_owned());
    }
    let callable = matches!(symbol.kind, SymbolKind::Function | SymbolKind::Method);
    if callable && routes.iter().any(|route| route.handler == symbol.name) {
        return Some("route".to_owned());
    }
    if let Some(kind) = profiles::member(file, symbol) {
        return Some(kind.to_owned());
    }
    match (symbol.kind, symbol.bases.first()) {
        (SymbolKind::Class, Some(base)) => Some(format!(
            "{} subclass",
            base.split(['(', '[', '<']).next().unwrap_or(base)
        )),
        (SymbolKind::Function, _) if symbol.exported && symbol.container.is_none() => {
            Some("function".to_owned())
        }
        _ => None,
    }
}

fn group(
    lookup: &Lookup<'_>,
    texts: &Texts<'_>,
    history: &History,
    kind: &str,
    dir: &str,
    siblings: &[Sibling<'_>],
) -> SiblingGroup {
    let cite = |(file, symbol): &Sibling<'_>| {
        let end = symbol.line_end.min(symbol.line_start.saturating_add(60));
        let anchor = texts.cite(
            &file.path,
            symbol.line_start,
            end,
            Some(&symbol.qualified()),
        )?;
        Some(Member {
            name: symbol.name.clone(),
            anchor,
        })
    };
    let members: Vec<Member> = siblings.iter().filter_map(cite).collect();
    let mut files: Vec<&str> = siblings
        .iter()
        .map(|(file, _)| file.path.as_str())
        .collect();
    files.dedup();
    let one_per_file = files.len() == siblings.len();
    SiblingGroup {
        id: format!("{kind}@{dir}"),
        kind: kind.to_owned(),
        noun: kind.to_owned(),
        dir: dir.to_owned(),
        file_pattern: None,
        one_per_file,
        test_pattern: test_pattern(lookup, texts, &files),
        conventions: opening(lookup, texts, kind, siblings).into_iter().collect(),
        registrations: registrations(lookup, texts, siblings, &files),
        added_by: added_by(history, &files),
        members,
    }
}

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
fn opening(
    lookup: &Lookup<'_>,
    texts: &Texts<'_>,
    kind: &str,
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
    let few = 2 * support <= total || kind == "function" && support < 4;
    if few || !is_own(lookup, siblings, &call) {
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

/// Where tests of members lie: `tests/convex/{name}.test.ts`.
fn test_pattern(lookup: &Lookup<'_>, texts: &Texts<'_>, files: &[&str]) -> Option<ConventionFact> {
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

/// Files other than members' that name most members.
fn registrations(
    lookup: &Lookup<'_>,
    texts: &Texts<'_>,
    siblings: &[Sibling<'_>],
    files: &[&str],
) -> Vec<Registration> {
    let total = siblings.len();
    let mut by_file: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let names = siblings.iter().map(|(_, symbol)| symbol.name.as_str());
    for (file, line) in names.flat_map(|name| lookup.uses(name)) {
        by_file.entry(&file.path).or_default().push(*line);
    }
    let own: FxHashSet<&str> = files.iter().copied().collect();
    let mut all: Vec<Registration> = Vec::new();
    for (path, lines) in by_file.iter().filter(|(path, _)| !own.contains(*path)) {
        if 2 * lines.len() > total && lines.len() >= LEAST {
            let last = lines.iter().copied().max().unwrap_or(1);
            if let Some(anchor) = texts.cite(path, last, last, None) {
                all.push(Registration {
                    anchor,
                    named: u32::try_from(lines.len()).unwrap_or(0),
                    total: u32::try_from(total).unwrap_or(0),
                });
            }
        }
    }
    all.sort_by(|a, b| {
        b.named
            .cmp(&a.named)
            .then_with(|| a.anchor.path.cmp(&b.anchor.path))
    });
    all.truncate(2);
    all
}

fn added_by(history: &History, files: &[&str]) -> Vec<AddedBy> {
    let files: FxHashSet<&str> = files.iter().copied().collect();
    let adds = history.commits.iter().filter(|commit| {
        commit
            .files
            .iter()
            .any(|file| file.added && files.contains(&file.path.as_str()))
    });
    let one = |commit: &crate::world::Commit| AddedBy {
        commit: commit.id.chars().take(8).collect(),
        subject: commit.message.lines().next().unwrap_or_default().to_owned(),
        with: commit
            .files
            .iter()
            .filter(|file| !file.added)
            .map(|file| file.path.clone())
            .take(8)
            .collect(),
    };
    adds.take(5).map(one).collect()
}

static ROUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\.(get|post|put|patch|delete)\(\s*["']([^"']*)["']"#).ok());

/// Operations: members of groups that are such.
pub fn operations(groups: &[SiblingGroup], index: &Index, routes: &[Found]) -> Vec<Operation> {
    let mut all = Vec::new();
    for group in groups {
        let kind = match group.kind.as_str() {
            kind if kind.to_lowercase().contains("query") => OperationKind::Query,
            kind if kind.to_lowercase().contains("mutation") => OperationKind::Mutation,
            kind if kind.to_lowercase().contains("action") => OperationKind::Action,
            "route" => OperationKind::Route,
            "command" => OperationKind::Command,
            "function" => OperationKind::Function,
            _ => continue,
        };
        for member in &group.members {
            let symbol = index.file(&member.anchor.path).and_then(|file| {
                file.symbols
                    .iter()
                    .find(|symbol| Some(symbol.qualified()) == member.anchor.symbol)
            });
            let by_string = routes.iter().find(|route| route.handler == member.name);
            let attribute = symbol.and_then(|symbol| {
                symbol
                    .attributes
                    .iter()
                    .find_map(|a| ROUTE.as_ref()?.captures(a))
            });
            let method = by_string
                .and_then(|route| route.method.clone())
                .or_else(|| attribute.as_ref().map(|found| found[1].to_uppercase()));
            let route = by_string
                .map(|route| route.route.clone())
                .or_else(|| attribute.as_ref().map(|found| found[2].to_owned()));
            let name = if kind == OperationKind::Command {
                names::to_case(&member.name, Case::Kebab)
            } else {
                member.name.clone()
            };
            all.push(Operation {
                name,
                kind,
                method,
                route,
                signature: symbol
                    .map(|symbol| symbol.signature.clone())
                    .unwrap_or_default(),
                group: Some(group.id.clone()),
                anchor: Some(member.anchor.clone()),
            });
        }
    }
    all
}
