//! What an item is about: the operation that it names, and the source file that it is shown on.

use std::collections::{BTreeMap, BTreeSet};

use super::items::Item;
use super::suites::marked;
use crate::model::index::FileKind;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::{Design, phrases};
use crate::plan::types::{Change, FileAction, NameKind, OperationDraft, Verb};

/// Symbols of a file that are looked at.
const SYMBOLS: usize = 300;

/// What an item is about.
#[derive(Default, Clone, Copy)]
pub struct Subject<'d> {
    /// The operation that shows it.
    pub operation: Option<&'d OperationDraft>,
    /// The source file that its test is about.
    pub source: Option<&'d str>,
}

/// Finds what items are about; the same for the whole plan.
pub struct Subjects<'d> {
    design: &'d Design,
    candidates: Vec<Candidate<'d>>,
    /// In how many source files a word of the specification stands.
    rarity: BTreeMap<String, f64>,
}

/// A source file of the plan and its words.
struct Candidate<'d> {
    path: &'d str,
    implements: &'d [String],
    path_words: BTreeSet<String>,
    symbol_words: BTreeSet<String>,
    symbols: BTreeSet<String>,
}

impl<'d> Subjects<'d> {
    /// Over the source files of the plan.
    pub fn new(context: &Context<'_>, design: &'d Design, items: &[Item<'_>]) -> Self {
        let known = context.evidence.index.of_kind(FileKind::Source);
        let sources: BTreeSet<&str> = known.map(|file| extension(&file.path)).collect();
        let files = design.files.iter().filter(|file| {
            let known = context.evidence.file(&file.path);
            let is_source = match known {
                Some(known) => known.kind == FileKind::Source,
                None => sources.contains(extension(&file.path)),
            };
            let is_apart = names::dir_of(&file.path)
                .split('/')
                .any(|dir| dir.starts_with('.'));
            is_source
                && !is_apart
                && !file.path.ends_with(".sql")
                && file.role != "test"
                && marked(&file.path) != Some(true)
                && file.action != FileAction::Delete
        });
        let candidates = files.map(|file| candidate(context, design, &file.path, &file.implements));
        let said: BTreeSet<String> = items.iter().flat_map(Item::words).collect();
        Self {
            design,
            candidates: candidates.collect(),
            rarity: rarity(context, said),
        }
    }

    /// What the item is about.
    pub fn of(&self, item: &Item<'_>) -> Subject<'d> {
        let named = named_operation(self.design, item);
        let operation = named.or_else(|| operation_of(self.design, item));
        let mut impacts = self.design.impact.iter();
        let cited = impacts.find(|one| one.claim.grounds.spec_items().any(|id| id == item.id));
        let source = named
            .map(|one| one.file.as_str())
            .or_else(|| self.named_place(item))
            .or_else(|| {
                operation
                    .filter(|one| is_for(one, item))
                    .map(|one| one.file.as_str())
            })
            .or_else(|| cited.map(|one| one.anchor.path.as_str()))
            .or_else(|| self.most_alike(item))
            .or_else(|| operation.map(|one| one.file.as_str()));
        Subject { operation, source }
    }

    /// The file of a new name that the item gives.
    fn named_place(&self, item: &Item<'_>) -> Option<&'d str> {
        let names = self.design.contracts.names.iter().filter(|name| {
            let mut items = name.claim.grounds.spec_items();
            items.any(|one| one == item.id) && item.reading.spells(&name.name)
        });
        let placed = names.filter_map(|name| Some((name, name.file.as_deref()?)));
        let mut placed =
            placed.filter(|(_, file)| self.candidates.iter().any(|one| one.path == *file));
        let rank = |kind: NameKind| match kind {
            NameKind::Operation => 3,
            NameKind::Type | NameKind::File => 2,
            _ => 1,
        };
        let first = placed.next()?;
        let best = placed.fold(first, |best, one| {
            if rank(one.0.kind) > rank(best.0.kind) {
                one
            } else {
                best
            }
        });
        Some(best.1)
    }

    /// The source file of the plan whose rare words the item says most of.
    fn most_alike(&self, item: &Item<'_>) -> Option<&'d str> {
        let scored = self
            .candidates
            .iter()
            .map(|one| (self.likeness(item, one), one));
        // The first of equals is planned first.
        let best = scored.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        Some(best.1.path)
    }

    fn likeness(&self, item: &Item<'_>, file: &Candidate<'_>) -> f64 {
        let weigh = |word: &String| {
            let rarity = self.rarity.get(word).copied().unwrap_or(0.0);
            let held = f64::from(u8::from(file.path_words.contains(word))) * 2.0
                + f64::from(u8::from(file.symbol_words.contains(word)))
                    / (1.0 + (file.symbol_words.len() as f64 / 40.0).ln_1p());
            rarity * held
        };
        let own: f64 = item.own_words().iter().map(weigh).sum();
        let around: f64 = item.words().iter().map(weigh).sum();
        let spelt = file
            .symbols
            .iter()
            .filter(|name| item.reading.spells(name))
            .count();
        let has = |id: &str| file.implements.iter().any(|one| one == id);
        let implements = match (has(item.id), item.owner_id.is_some_and(has)) {
            (true, _) => 1.5,
            (false, true) => 1.25,
            (false, false) => 1.0,
        };
        let mut folders = names::dir_of(file.path).split('/');
        let is_home = !item.folder.is_empty() && folders.any(|folder| folder == item.folder);
        let home = if is_home { 2.0 } else { 1.0 };
        (own + 0.4 * around + 6.0 * spelt as f64 + 0.1) * implements * home
    }
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn candidate<'d>(
    context: &Context<'_>,
    design: &'d Design,
    path: &'d str,
    implements: &'d [String],
) -> Candidate<'d> {
    let singular = |word: String| names::singular(&word);
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let facts = context.evidence.file(path);
    let declared = facts
        .into_iter()
        .flat_map(|file| file.symbols.iter().take(SYMBOLS));
    let declared = declared.map(|symbol| symbol.name.clone());
    let named = design
        .contracts
        .names
        .iter()
        .filter(|name| name.file.as_deref() == Some(path));
    let groups = design.contracts.groups.iter();
    let offered = groups
        .flat_map(|group| &group.operations)
        .filter(|one| one.file == path);
    let symbols: BTreeSet<String> = declared
        .chain(named.map(|name| name.name.clone()))
        .chain(offered.map(|one| one.name.clone()))
        .collect();
    Candidate {
        path,
        implements,
        path_words: names::split(stem).into_iter().map(singular).collect(),
        symbol_words: symbols
            .iter()
            .flat_map(|name| names::split(name))
            .map(singular)
            .collect(),
        // One lower-case word is as well an English one.
        symbols: symbols
            .into_iter()
            .filter(|name| names::split(name).len() > 1)
            .collect(),
    }
}

/// How rare each word is among the paths and symbols of all source files.
fn rarity(context: &Context<'_>, said: BTreeSet<String>) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<String, u32> = said.into_iter().map(|word| (word, 0)).collect();
    let mut total = 0u32;
    for file in context.evidence.index.of_kind(FileKind::Source) {
        total += 1;
        let symbols = file.symbols.iter().map(|symbol| symbol.name.as_str());
        let words: BTreeSet<String> = symbols
            .chain([file.path.as_str()])
            .flat_map(names::split)
            .map(|word| names::singular(&word))
            .collect();
        for word in words {
            if let Some(count) = counts.get_mut(&word) {
                *count += 1;
            }
        }
    }
    let weight = |count: u32| (f64::from(total + 2) / f64::from(count + 1)).ln();
    counts
        .into_iter()
        .map(|(word, count)| (word, weight(count)))
        .collect()
}

fn operations(design: &Design) -> impl Iterator<Item = &OperationDraft> {
    design
        .contracts
        .groups
        .iter()
        .flat_map(|group| &group.operations)
}

/// The operation that the item names: in its trigger first, the longest name where several are named.
fn named_operation<'d>(design: &'d Design, item: &Item<'_>) -> Option<&'d OperationDraft> {
    let rank = |one: &&OperationDraft| (item.reading.does(&one.name), one.name.len());
    let named = operations(design).filter(|one| item.reading.spells(&one.name));
    named.max_by_key(rank)
}

/// Whether the operation was drafted for this very item.
fn is_for(operation: &OperationDraft, item: &Item<'_>) -> bool {
    operation.criteria.iter().any(|one| one == item.id)
        || operation
            .claim
            .grounds
            .spec_items()
            .any(|one| one == item.id)
}

/// The operation of an item that names none: among those that cite it, the one whose name it shares
/// most words with.
fn operation_of<'d>(design: &'d Design, item: &Item<'_>) -> Option<&'d OperationDraft> {
    // Of equals the first is taken.
    let all: Vec<&OperationDraft> = operations(design).collect();
    let all = all.into_iter().rev();
    let shared = |operation: &&OperationDraft| {
        let words = names::split(&operation.name);
        let said = words.iter().filter(|word| item.reading.says(word)).count();
        let is_new = operation.change == Change::Add;
        (said, is_new, std::cmp::Reverse(words.len()))
    };
    let refuses = |operation: &&OperationDraft| {
        let mut errors = operation.errors.iter();
        errors.any(|error| error.grounds.spec_items().any(|one| one == item.id))
    };
    let computes = |operation: &&OperationDraft| {
        let verbs = [Verb::Calculate, Verb::Update, Verb::Create];
        item.reading.has_formula() && verbs.contains(&operation.verb) && shared(operation).0 > 0
    };
    let serves = |operation: &&OperationDraft| {
        let mut items = operation.claim.grounds.spec_items();
        item.owner_id
            .is_some_and(|owner| items.any(|one| one == owner))
    };
    let cited = all
        .clone()
        .filter(|one| is_for(one, item))
        .max_by_key(shared);
    let found = cited
        .or_else(|| all.clone().filter(refuses).max_by_key(shared))
        .or_else(|| all.clone().filter(computes).max_by_key(shared))
        .or_else(|| all.clone().filter(serves).max_by_key(shared))?;
    Some(written(design, item, found).unwrap_or(found))
}

/// What is stored or refused is shown by the write on the same table, not by the read beside it.
fn written<'d>(
    design: &'d Design,
    item: &Item<'_>,
    found: &OperationDraft,
) -> Option<&'d OperationDraft> {
    let changes = item.reading.is_stored() || item.reading.is_refused();
    if found.verb != Verb::Get || !changes || found.entity.is_none() {
        return None;
    }
    let of =
        |verb: Verb| operations(design).find(|one| one.entity == found.entity && one.verb == verb);
    of(Verb::Create).or_else(|| of(Verb::Update))
}

/// The content words of a text, singular.
pub fn content(text: &str) -> BTreeSet<String> {
    let said = phrases::words_of(text);
    let parts = said.iter().flat_map(|word| names::split(word));
    let content = parts.filter(|word| phrases::is_content(word));
    content.map(|word| names::singular(&word)).collect()
}
