//! Groups of siblings: what is declared alike, in one folder; what its members have in common.

mod conventions;
mod folders;
mod handlers;
mod lookup;
mod operations;
mod registrations;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use lookup::Lookup;
pub use operations::operations;

use super::profiles::{self, PROFILES};
use super::routes::Found;
use super::texts::Texts;
use crate::model::evidence::{AddedBy, Member, RankedFile, Registration, SiblingGroup};
use crate::model::index::{FileFacts, FileKind, Index, Symbol, SymbolKind};
use crate::model::names::{self, file_stem};
use crate::world::History;

/// Fewer members are no group.
const LEAST: usize = 3;
/// Groups that are looked into, the largest.
const MOST: usize = 60;
/// Registrations of a group that are told.
const REGISTRATIONS: usize = 3;

type Sibling<'a> = (&'a FileFacts, &'a Symbol);

/// Groups, largest first, then folders of siblings. Of files that do not import the members only those that rank
/// are looked through for places that list them.
pub fn find(
    index: &Index,
    texts: &Texts<'_>,
    history: &History,
    routes: &[Found],
    ranked: &[RankedFile],
) -> Vec<SiblingGroup> {
    let commands = commands_by_string(index, routes);
    let handlers: FxHashSet<&str> = routes.iter().map(|route| route.handler.as_str()).collect();
    let mut by_kind: BTreeMap<(String, String), Vec<Sibling<'_>>> = BTreeMap::new();
    for (file, symbol) in &commands {
        let key = ("command".to_owned(), folder(&file.path));
        by_kind.entry(key).or_default().push((file, symbol));
    }
    for file in index
        .of_kind(FileKind::Source)
        .filter(|file| !is_aside(&file.path))
    {
        for symbol in &file.symbols {
            if let Some(kind) = kind_of(file, symbol, &handlers) {
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
    let members = || large.iter().flat_map(|(_, members)| members);
    let names = members().map(|(_, symbol)| symbol.name.as_str());
    let stems = members().map(|(file, _)| unit_name(&file.path));
    let names: FxHashSet<&str> = names.chain(stems).collect();
    let near: Vec<&str> = ranked.iter().map(|file| file.path.as_str()).collect();
    let paths = index.files.keys().map(String::as_str);
    let scene = Scene {
        barrels: paths.clone().filter(|path| is_barrel(path)).collect(),
        page_lists: paths.filter(|path| lists_pages(path)).collect(),
        index,
        texts,
        history,
        lookup: Lookup::new(index, &names),
        near: &near,
    };
    let mut all: Vec<SiblingGroup> = large
        .iter()
        .map(|((kind, dir), members)| group(&scene, kind, dir, members))
        .collect();
    all.sort_by(|a, b| {
        b.members
            .len()
            .cmp(&a.members.len())
            .then_with(|| a.id.cmp(&b.id))
    });
    all.extend(folders::find(index, texts, &near));
    all
}

/// What groups are found in.
struct Scene<'a> {
    index: &'a Index,
    texts: &'a Texts<'a>,
    history: &'a History,
    lookup: Lookup<'a>,
    near: &'a [&'a str],
    /// Files that may name what lies beside them without using it.
    barrels: Vec<&'a str>,
    /// Files whose name says that they list pages.
    page_lists: Vec<&'a str>,
}

/// Samples and documents show how the code is used, not how it is written.
pub(super) fn is_aside(path: &str) -> bool {
    let aside = [
        "example", "examples", "sample", "samples", "demo", "demos", "docs",
    ];
    path.split('/').any(|part| aside.contains(&part))
}

/// Commands that are named by strings, once each, as symbols.
fn commands_by_string<'a>(index: &'a Index, routes: &[Found]) -> Vec<(&'a FileFacts, Symbol)> {
    let mut seen = BTreeSet::new();
    let commands = routes
        .iter()
        .filter(|route| route.command && !is_aside(&route.path));
    let once = commands.filter(|route| seen.insert((route.path.clone(), route.route.clone())));
    once.filter_map(|route| {
        let symbol = Symbol {
            name: route.route.clone(),
            line_start: route.line,
            name_line: route.line,
            line_end: route.line,
            ..Symbol::default()
        };
        Some((index.file(&route.path)?, symbol))
    })
    .collect()
}

/// The folder; of file-system routing, that above the folder that names the page.
fn folder(path: &str) -> String {
    let dir = names::dir_of(path);
    let above = dir.rsplit_once('/').filter(|_| routed(path));
    above.map_or(dir, |(above, _)| above).to_owned()
}

/// What a symbol is among its like: from its wrapper, attribute, base, or routes that name it.
fn kind_of(file: &FileFacts, symbol: &Symbol, handlers: &FxHashSet<&str>) -> Option<String> {
    // A wrapper without a body within is a value, not a function.
    if let Some(wrapper) = symbol
        .wrapper
        .as_deref()
        .filter(|_| symbol.exported && !symbol.opening.is_empty())
    {
        let bare = wrapper.rsplit('.').next().unwrap_or(wrapper);
        if bare.starts_with(char::is_lowercase) {
            return Some(bare.to_owned());
        }
    }
    let callable = matches!(symbol.kind, SymbolKind::Function | SymbolKind::Method);
    if callable && handlers.contains(symbol.name.as_str()) {
        return Some("route".to_owned());
    }
    if let Some(kind) = profiles::member(file, symbol) {
        return Some(kind.to_owned());
    }
    match (symbol.kind, symbol.bases.first()) {
        (SymbolKind::Constant, Some(base)) if symbol.exported && is_own_type(base) => {
            Some(format!("{base} object"))
        }
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

/// Types that a language brings: values of them are not alike.
fn is_own_type(base: &str) -> bool {
    let brought = [
        "Record",
        "Map",
        "Set",
        "Array",
        "ReadonlyArray",
        "Partial",
        "Readonly",
        "RegExp",
        "Promise",
    ];
    base.starts_with(char::is_uppercase) && !brought.contains(&base)
}

/// What a person calls a member: of objects of a type the last word of the type.
fn noun(kind: &str) -> String {
    let last = |base: &str| names::split(base).last().cloned();
    kind.strip_suffix(" object")
        .and_then(last)
        .unwrap_or_else(|| kind.to_owned())
}

fn group(scene: &Scene<'_>, kind: &str, dir: &str, siblings: &[Sibling<'_>]) -> SiblingGroup {
    let cite = |(file, symbol): &Sibling<'_>| {
        let end = symbol.line_end.min(symbol.line_start.saturating_add(60));
        let name = symbol.qualified();
        let anchor = scene
            .texts
            .cite(&file.path, symbol.line_start, end, Some(&name))?;
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
    let mut group = SiblingGroup {
        id: format!("{kind}@{dir}"),
        kind: kind.to_owned(),
        noun: noun(kind),
        dir: dir.to_owned(),
        one_per_file: files.len() == siblings.len(),
        test_pattern: conventions::test_pattern(&scene.lookup, scene.texts, &files),
        added_by: added_by(scene.history, &files),
        members,
        ..SiblingGroup::default()
    };
    // Functions of a folder are many things: what they have in common is chance, unless each file has its own of one name.
    if kind != "function" || same_in_each(siblings, &files) {
        // What components begin with is how their framework is written, no habit of the project.
        let opening = conventions::opening(&scene.lookup, scene.texts, siblings);
        let markup = matches!(kind, "component" | "page");
        group.conventions.extend(opening.filter(|_| !markup));
        group
            .conventions
            .extend(conventions::naming(scene.texts, siblings));
        group
            .conventions
            .extend(conventions::declares(scene.texts, siblings));
        group.registrations = registered(scene, siblings, &files);
    }
    if kind == "command"
        && let Some(handlers) = handlers::find(scene.index, dir, &group.members)
    {
        group.one_per_file = true;
        group.file_pattern = Some(handlers);
    }
    group
}

/// Whether three quarters of the files declare a sibling of the same name: then the files are alike, not the functions
/// alone.
fn same_in_each(siblings: &[Sibling<'_>], files: &[&str]) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, symbol) in siblings {
        *counts.entry(&symbol.name).or_default() += 1;
    }
    let most = counts.into_values().max().unwrap_or(0);
    most >= LEAST && 4 * most >= 3 * files.len()
}

/// Blocks that name the members; where none does, blocks that name their files as modules or routes.
fn registered(scene: &Scene<'_>, siblings: &[Sibling<'_>], files: &[&str]) -> Vec<Registration> {
    let mut found: Vec<Registration> = entries(scene, siblings).into_iter().collect();
    let by_name: Vec<registrations::Sibling> = siblings
        .iter()
        .map(|(_, symbol)| registrations::Sibling::named(&symbol.name))
        .collect();
    let declared: BTreeSet<(&str, u32)> = siblings
        .iter()
        .map(|(file, symbol)| (file.path.as_str(), symbol.name_line))
        .collect();
    let own = siblings.iter().map(|(file, _)| *file);
    found.extend(places(scene, &by_name, own, &declared));
    if !found.is_empty() {
        return found;
    }
    let routed = files.iter().any(|path| routed(path));
    let name_of = |path: &&str| {
        if routed {
            route(path)
        } else {
            Some(unit_name(path).to_owned())
        }
    };
    let by_file: Vec<registrations::Sibling> = files
        .iter()
        .filter_map(name_of)
        .map(|name| registrations::Sibling::in_file(&name))
        .collect();
    places(scene, &by_file, std::iter::empty(), &BTreeSet::new())
}

/// Lines that declare members as entries of one list: members of an enum, commands named by strings. A new one is
/// declared there.
fn entries(scene: &Scene<'_>, siblings: &[Sibling<'_>]) -> Option<Registration> {
    let is_entry =
        |symbol: &Symbol| symbol.kind == SymbolKind::EnumMember || symbol.signature.is_empty();
    let mut lists: BTreeMap<(&str, Option<&str>), Vec<&Symbol>> = BTreeMap::new();
    for (file, symbol) in siblings.iter().filter(|(_, symbol)| is_entry(symbol)) {
        let list = (file.path.as_str(), symbol.container.as_deref());
        lists.entry(list).or_default().push(symbol);
    }
    let ((path, container), entries) =
        lists.into_iter().max_by_key(|(_, entries)| entries.len())?;
    let (first, last) = (entries.first()?, entries.last()?);
    let anchor = scene
        .texts
        .cite(path, first.line_start, last.line_end, container)?;
    let named = u32::try_from(entries.len()).unwrap_or(u32::MAX);
    (entries.len() >= LEAST).then(|| Registration {
        anchor,
        named,
        total: u32::try_from(siblings.len()).unwrap_or(u32::MAX),
        like: last.name.clone(),
    })
}

/// Blocks in files that use two of the names, in `own` files, in barrels beside them, and in those that rank.
fn places<'a>(
    scene: &Scene<'a>,
    siblings: &[registrations::Sibling],
    own: impl Iterator<Item = &'a FileFacts>,
    declared: &BTreeSet<(&str, u32)>,
) -> Vec<Registration> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for token in siblings.iter().flat_map(|one| &one.tokens) {
        for (file, _) in scene.lookup.uses(token) {
            *counts.entry(&file.path).or_default() += 1;
        }
    }
    let mut paths: BTreeSet<&str> = counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(path, _)| path)
        .collect();
    paths.extend(own.map(|file| file.path.as_str()));
    paths.extend(scene.near);
    paths.extend(&scene.barrels);
    if siblings.iter().any(|one| one.name.starts_with('/')) {
        paths.extend(&scene.page_lists);
    }
    let files = paths.into_iter().filter_map(|path| scene.index.file(path));
    let files = files.filter(|file| file.kind == FileKind::Source && !is_aside(&file.path));
    registrations::find(siblings, files, scene.texts, declared, REGISTRATIONS)
}

fn is_barrel(path: &str) -> bool {
    matches!(
        path.rsplit('/').next().unwrap_or(path),
        "mod.rs" | "lib.rs" | "main.rs" | "index.ts" | "index.js" | "__init__.py"
    )
}

/// Whether a file's name says that it lists pages.
fn lists_pages(path: &str) -> bool {
    let words = [
        "nav",
        "navigation",
        "menu",
        "sidebar",
        "header",
        "routes",
        "links",
        "sections",
    ];
    names::split(file_stem(path))
        .iter()
        .any(|word| words.contains(&word.as_str()))
}

/// Whether the folder of a file names what it holds.
fn routed(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let mut heads = PROFILES.iter().flat_map(|profile| profile.named_by_folder);
    heads.any(|head| file.starts_with(head))
}

/// The route of a page by its folder: `/admin/models` of `src/app/admin/(main)/models/page.tsx`.
fn route(path: &str) -> Option<String> {
    let dir = names::dir_of(path);
    let below = dir.rsplit_once("app/").map_or(dir, |(_, below)| below);
    let parts: Vec<&str> = below
        .split('/')
        .filter(|part| !part.starts_with('('))
        .collect();
    let plain = !below.contains('[') && !parts.is_empty();
    plain.then(|| format!("/{}", parts.join("/")))
}

/// The name of a file as a module; of one that stands for its folder, that of the folder.
fn unit_name(path: &str) -> &str {
    let stem = file_stem(path);
    if matches!(
        stem,
        "mod" | "index" | "__init__" | "page" | "route" | "main"
    ) {
        names::dir_of(path).rsplit('/').next().unwrap_or(stem)
    } else {
        stem
    }
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
