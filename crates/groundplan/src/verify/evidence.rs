//! The repository as evidence: which files there are, where names stand, and what cited files declare.
//!
//! No index is needed: one scan for all cited names, then only the files that may declare one are parsed.
//! Plans and specifications are no evidence for a name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::{PLANS, lexical};
use crate::analyze::files::{MAX_BYTES, is_test, kind_by_path};
use crate::model::index::{FileFacts, FileKind, Symbol};
use crate::syntax;
use crate::world::{FileEntry, World};

/// Types above a type that are looked for.
const MAX_DEPTH: usize = 6;
/// Files parsed for one name: whatever stands in more is ambiguous anyway.
const MAX_PARSED: usize = 120;
/// Words before a declaration whose name may stand behind those of its owners.
const OWNED: &[&str] = &[
    "class",
    "def",
    "defmodule",
    "defprotocol",
    "fun",
    "func",
    "function",
    "module",
    "namespace",
];
/// Folders of planning tools.
pub(super) const PLANNING: &[&str] = &[
    ".agent-os",
    ".claude",
    ".cursor",
    ".groundplan",
    ".kiro",
    ".planning",
    ".spec-workflow",
    ".specify",
    ".taskmaster",
    "_bmad",
    "_bmad-output",
    "agent-os",
    "kitty-specs",
    "openspec",
];

/// A declaration and its file.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// File.
    pub(super) path: String,
    /// Declaration.
    pub(super) symbol: Symbol,
}

/// A file's text and facts.
#[derive(Debug)]
pub(super) struct View {
    /// Text.
    pub(super) text: String,
    /// Facts.
    pub(super) facts: FileFacts,
}

/// Where a written path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// A file.
    File(String),
    /// A folder.
    Folder(String),
    /// Several files end like it.
    Many(Vec<String>),
    /// Nothing.
    Nowhere,
}

/// The repository.
pub(super) struct Tree<'w> {
    world: &'w dyn World,
    files: BTreeMap<String, FileEntry>,
    folders: BTreeSet<String>,
    by_name: BTreeMap<String, Vec<String>>,
    planning: BTreeSet<String>,
    views: Mutex<BTreeMap<String, Option<Arc<View>>>>,
    asked: BTreeSet<String>,
    seen: BTreeMap<String, Vec<String>>,
    homes: BTreeMap<String, Vec<Home>>,
}

impl<'w> Tree<'w> {
    /// The files of a world, without the document itself.
    pub(super) fn new(world: &'w dyn World, plan: &str) -> Self {
        let listed = world.files().unwrap_or_default();
        let mut tree = Self {
            world,
            files: BTreeMap::new(),
            folders: BTreeSet::new(),
            by_name: BTreeMap::new(),
            planning: BTreeSet::new(),
            views: Mutex::default(),
            asked: BTreeSet::new(),
            seen: BTreeMap::new(),
            homes: BTreeMap::new(),
        };
        for file in listed {
            for (at, _) in file.path.match_indices('/').rev() {
                if !tree.folders.insert(file.path[..at].to_owned()) {
                    break;
                }
            }
            let name = base(&file.path).to_lowercase();
            tree.by_name
                .entry(name)
                .or_default()
                .push(file.path.clone());
            tree.files.insert(file.path.clone(), file);
        }
        tree.planning = tree.planning_folders(plan);
        tree
    }

    /// Folders whose files are plans.
    fn planning_folders(&self, plan: &str) -> BTreeSet<String> {
        let names = PLANS
            .iter()
            .flat_map(|name| self.by_name.get(*name).into_iter().flatten());
        let homes = names.chain(self.files.keys().filter(|path| *path == plan));
        let folder = |path: &String| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        homes
            .filter_map(folder)
            .filter(|folder| {
                folder
                    .split('/')
                    .any(|part| matches!(part, "specs" | "plans" | "features" | "changes"))
            })
            .collect()
    }

    /// Whether a file may prove that a name exists.
    pub(super) fn is_evidence(&self, path: &str) -> bool {
        let planned = path.split('/').any(|part| PLANNING.contains(&part));
        let in_plan = || {
            let mut above = path.match_indices('/').map(|(at, _)| &path[..at]);
            above.any(|folder| self.planning.contains(folder))
        };
        let kind = kind_by_path(path);
        let prose = kind == FileKind::Docs && !path.ends_with(".txt");
        !planned && !prose && kind != FileKind::Vendored && !in_plan()
    }

    /// Whether a file is program text that may declare a name.
    pub(super) fn is_program(&self, path: &str) -> bool {
        let kind = kind_by_path(path);
        self.is_evidence(path) && !matches!(kind, FileKind::Config | FileKind::Data)
    }

    /// Whether there is such a file; one that the repository ignores is there as well, where its whole path is
    /// given.
    pub(super) fn is_file(&self, path: &str) -> bool {
        self.files.contains_key(path) || (path.contains('/') && self.world.read(path).is_ok())
    }

    /// Whether there is such a folder.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        path.is_empty() || self.folders.contains(path.trim_end_matches('/'))
    }

    /// Paths of all files.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Files of this name in any case, in path order.
    pub(super) fn named(&self, name: &str) -> &[String] {
        self.by_name
            .get(&name.to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// Where a path leads that is written in a document of the folder `beside`.
    pub(super) fn locate(&self, written: &str, beside: &str) -> Spot {
        // `@src/a.rs` mentions a file to an agent.
        let mention = written.strip_prefix('@').filter(|rest| {
            normal("", rest).is_some_and(|rest| self.is_file(&rest) || self.is_folder(&rest))
        });
        let written = mention.unwrap_or(written);
        let from_root = normal("", written.trim_start_matches('/'));
        let from_here = normal(beside, written);
        for path in [&from_root, &from_here].into_iter().flatten() {
            if self.is_file(path) {
                return Spot::File(path.clone());
            }
            if !path.is_empty() && self.is_folder(path) {
                return Spot::Folder(path.clone());
            }
        }
        let Some(path) = from_root else {
            return Spot::Nowhere;
        };
        // The repository's own name before it.
        if let Some((_, rest)) = path.split_once('/').filter(|(_, rest)| rest.contains('/'))
            && self.is_file(rest)
        {
            return Spot::File(rest.to_owned());
        }
        self.ending(&path)
    }

    /// Files or folders that end with a path.
    fn ending(&self, path: &str) -> Spot {
        let end = format!("/{path}");
        let same = self.named(base(path)).iter();
        let mut hits: Vec<String> = same
            .filter(|known| known.ends_with(&end) || *known == path)
            .cloned()
            .collect();
        if hits.len() > 1 && hits.iter().any(|hit| self.is_evidence(hit)) && !path.ends_with(".md")
        {
            hits.retain(|hit| self.is_evidence(hit));
        }
        match hits.len() {
            0 => {
                let mut folders = self.folders.iter().filter(|folder| folder.ends_with(&end));
                match (folders.next(), folders.next()) {
                    (Some(folder), None) => Spot::Folder(folder.clone()),
                    (Some(a), Some(b)) => Spot::Many(vec![a.clone(), b.clone()]),
                    _ => Spot::Nowhere,
                }
            }
            1 => Spot::File(hits.remove(0)),
            _ => Spot::Many(hits),
        }
    }

    /// Text and facts of a file; `None` where it cannot be read.
    pub(super) fn view(&self, path: &str) -> Option<Arc<View>> {
        if let Some(known) = self.lock().get(path) {
            return known.clone();
        }
        let view = self.read(path);
        self.lock().insert(path.to_owned(), view.clone());
        view
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Option<Arc<View>>>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, path: &str) -> Option<Arc<View>> {
        let size = self.files.get(path)?.size;
        let text = self.world.read_text(path).ok()?;
        let facts = if size <= MAX_BYTES {
            syntax::parse_file(path, &text)
        } else {
            FileFacts {
                path: path.to_owned(),
                lines: u32::try_from(text.lines().count()).unwrap_or(u32::MAX),
                ..FileFacts::default()
            }
        };
        Some(Arc::new(View { text, facts }))
    }

    /// Looks for all these names at once, and for the declarations of them.
    pub(super) fn prepare(&mut self, names: &BTreeSet<String>) {
        let fresh = |name: &&String| !name.is_empty() && !self.asked.contains(*name);
        let names: Vec<&String> = names.iter().filter(fresh).collect();
        if names.is_empty() {
            return;
        }
        let Ok(automaton) = AhoCorasick::new(&names) else {
            return;
        };
        let scanned: Vec<&FileEntry> = self
            .files
            .values()
            .filter(|file| file.size <= MAX_BYTES && self.is_scanned(&file.path))
            .collect();
        let hits: Vec<(&str, Vec<Hit>)> = scanned
            .par_iter()
            .map(|file| (file.path.as_str(), self.scan(&file.path, &automaton)))
            .filter(|(_, hits)| !hits.is_empty())
            .collect();
        let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut may: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (path, found) in hits {
            for hit in found {
                seen.entry(names[hit.name].clone())
                    .or_default()
                    .push(path.to_owned());
                if hit.declares {
                    may.entry(hit.name).or_default().push(path);
                }
            }
        }
        let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, mut paths) in may {
            paths.sort_by_key(|path| is_test(path));
            for path in paths.into_iter().take(MAX_PARSED) {
                wanted.entry(path).or_default().insert(names[name]);
            }
        }
        let declared = |lexical: bool, wanted: &BTreeMap<&str, BTreeSet<&str>>| -> Vec<Home> {
            wanted
                .par_iter()
                .flat_map_iter(|(path, names)| self.declared(path, names, lexical))
                .collect()
        };
        let mut homes: BTreeMap<String, Vec<Home>> = BTreeMap::new();
        for home in declared(false, &wanted) {
            let name = last(bare(&home.symbol.name)).to_owned();
            homes.entry(name).or_default().push(home);
        }
        // What no index holds may be declared in a function, or behind a macro.
        for names in wanted.values_mut() {
            names.retain(|name| !homes.contains_key(*name));
        }
        for home in declared(true, &wanted) {
            let name = home.symbol.name.clone();
            homes.entry(name).or_default().push(home);
        }
        self.asked.extend(names.into_iter().cloned());
        self.seen.extend(seen);
        self.homes.extend(homes);
    }

    /// Looks for the bases of some types, and for theirs.
    pub(super) fn prepare_bases(&mut self, mut types: BTreeSet<String>) {
        for _ in 0..MAX_DEPTH {
            let homes = types.iter().flat_map(|name| self.homes(name));
            let bases = homes.flat_map(|home| &home.symbol.bases);
            types = bases.map(|base| base_name(base).to_owned()).collect();
            types.retain(|name| !self.asked.contains(name));
            if types.is_empty() {
                return;
            }
            self.prepare(&types);
        }
    }

    fn is_scanned(&self, path: &str) -> bool {
        let data = kind_by_path(path) == FileKind::Data;
        let env = base(path).starts_with(".env");
        (!data || env || !base(path).contains('.')) && self.is_evidence(path)
    }

    fn scan(&self, path: &str, automaton: &AhoCorasick) -> Vec<Hit> {
        let Ok(bytes) = self.world.read(path) else {
            return Vec::new();
        };
        if bytes.iter().take(2_000).any(|byte| *byte == 0) {
            return Vec::new();
        }
        let mut hits: BTreeMap<usize, bool> = BTreeMap::new();
        for found in automaton.find_overlapping_iter(&bytes) {
            if is_word(&bytes, found.start(), found.end()) {
                let declares = hits.entry(found.pattern().as_usize()).or_default();
                *declares = *declares || may_declare(&bytes, found.start(), found.end());
            }
        }
        let hit = |(name, declares)| Hit { name, declares };
        hits.into_iter().map(hit).collect()
    }

    /// Declarations of some names in a file: those of its index, or those that its lines look like.
    fn declared(&self, path: &str, names: &BTreeSet<&str>, by_lines: bool) -> Vec<Home> {
        if names.is_empty() {
            return Vec::new();
        }
        let Some(view) = self.view(path) else {
            return Vec::new();
        };
        let source = syntax::language_of(path)
            .is_none_or(|language| language.nature == syntax::Nature::Source);
        let all: Vec<Symbol> = if by_lines && source {
            let names = names.iter();
            names
                .flat_map(|name| lexical::declarations(&view.text, name))
                .collect()
        } else if by_lines {
            Vec::new()
        } else {
            let own = view.facts.symbols.iter();
            own.filter(|symbol| names.contains(last(bare(&symbol.name))))
                .cloned()
                .collect()
        };
        let home = |symbol| Home {
            path: path.to_owned(),
            symbol,
        };
        all.into_iter().map(home).collect()
    }

    /// Declarations of a name that was looked for.
    pub(super) fn homes(&self, name: &str) -> &[Home] {
        self.homes.get(name).map_or(&[], Vec::as_slice)
    }

    /// Files in which a name that was looked for stands as a word.
    pub(super) fn seen(&self, name: &str) -> &[String] {
        self.seen.get(name).map_or(&[], Vec::as_slice)
    }

    /// A file that holds all of these words, and with them the text.
    pub(super) fn file_with(&self, words: &[&str], text: &str) -> Option<String> {
        let (last, rest) = words.split_last()?;
        let all = self
            .seen(last)
            .iter()
            .filter(|path| rest.iter().all(|word| self.is_seen_in(word, path)));
        let holds = |path: &&String| self.view(path).is_some_and(|view| view.text.contains(text));
        all.take(MAX_PARSED).find(holds).cloned()
    }

    /// Text of a file.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        self.world.read_text(path).ok()
    }

    /// Whether a name stands in a file.
    pub(super) fn is_seen_in(&self, name: &str, path: &str) -> bool {
        self.seen(name).iter().any(|seen| seen == path)
    }
}

/// A name in a file.
struct Hit {
    name: usize,
    declares: bool,
}

fn is_word(bytes: &[u8], start: usize, end: usize) -> bool {
    let part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    !part(before) && !part(bytes.get(end))
}

/// Behind these a name is used, not declared; `def self.x`, `fun Type.x`, `module A.B.x` and `a.x =` are exceptions.
fn may_declare(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    if !before.is_some_and(|byte| b".(\"/&<!@".contains(byte)) {
        return true;
    }
    let line = bytes[..start].rsplit(|byte| *byte == b'\n').next();
    let mut words = line
        .unwrap_or_default()
        .split(|byte| byte.is_ascii_whitespace());
    let keyed = words.any(|word| OWNED.iter().any(|one| one.as_bytes() == word));
    let after = bytes[end..].trim_ascii_start();
    let assigned = after.first() == Some(&b'=') && after.get(1) != Some(&b'=');
    before == Some(&b'.') && (keyed || assigned)
}

/// A name without the mark that Ruby and others let it end with.
pub(super) fn bare(name: &str) -> &str {
    name.trim_end_matches(['!', '?', '='])
}

/// The last part of a name with its owners: `C` of `A.B.C`, `A::B::C`, `A\\B\\C`.
pub(super) fn last(name: &str) -> &str {
    name.rsplit(['.', ':', '\\']).next().unwrap_or(name)
}

/// A base without its path and arguments.
pub(super) fn base_name(base: &str) -> &str {
    last(base.split(['<', '(', '[', ' ']).next().unwrap_or(base))
}

/// The last part of a path.
pub(super) fn base(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

/// A path without `.` and `..`; `None` where it leads out.
pub(super) fn normal(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
