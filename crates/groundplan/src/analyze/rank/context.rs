//! What signals are computed from.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::history::Past;
use super::super::query::{Bag, Parsed};
use super::super::terms;
use super::field::Field;
use super::window::{self, Window};
use crate::model::index::{FileFacts, FileKind, Index};
use crate::world::{History, World};

/// Files whose texts are read to find their best window.
const READ: usize = 150;

/// A term in at most so many candidates is rare,
const FEW: usize = 5;
/// or one in at most a share of them: 1 of 6.
const COMMON: usize = 6;

/// The query, the candidates and all that is known of them.
pub(crate) struct Context<'a> {
    /// The query.
    pub parsed: &'a Parsed,
    /// Facts of every file.
    pub index: &'a Index,
    /// The candidates, in path order.
    pub files: Vec<&'a FileFacts>,
    /// Terms in the candidates.
    pub content: Field,
    /// Neighbouring parts of identifiers in the candidates.
    pub pairs: Field,
    /// Imports among candidates, both ends: (what it imports, who imports it).
    pub imports: Vec<Vec<usize>>,
    /// Who imports each candidate.
    pub importers: Vec<Vec<usize>>,
    /// History.
    pub past: Past<'a>,
    /// Path of the specification itself, where it lies in the repository.
    pub own_path: Option<&'a str>,
    world: &'a dyn World,
}

impl<'a> Context<'a> {
    /// Gathers the candidates: source files only.
    pub fn new(
        parsed: &'a Parsed,
        index: &'a Index,
        history: &'a History,
        world: &'a dyn World,
        own_path: Option<&'a str>,
    ) -> Self {
        let files: Vec<&FileFacts> = index.of_kind(FileKind::Source).collect();
        let by_path: FxHashMap<&str, usize> = files
            .iter()
            .enumerate()
            .map(|(number, file)| (file.path.as_str(), number))
            .collect();
        let (content, pairs) = fields(parsed, &files);
        let (imports, importers) = edges(&files, &by_path);
        let past = Past::of(history, &by_path, files.len());
        Self {
            parsed,
            index,
            files,
            content,
            pairs,
            imports,
            importers,
            past,
            own_path,
            world,
        }
    }

    /// The text of a candidate.
    pub fn text(&self, file: usize) -> Option<String> {
        self.world.read_text(&self.files[file].path).ok()
    }

    /// What a text could score at most: every term of the query, said again and again.
    pub fn ceiling(&self) -> f64 {
        let known = self
            .parsed
            .bag
            .iter()
            .filter(|(hash, _)| !self.content.of(**hash).is_empty());
        known
            .map(|(hash, weight)| weight * self.content.idf(*hash))
            .sum::<f64>()
            .max(f64::MIN_POSITIVE)
    }

    /// Whether a term of the query that a file says tells why it is about the query: not a word of every file.
    pub fn tells(&self, hash: u32) -> bool {
        let holding = self.content.of(hash).len();
        let rare = holding <= FEW.max(self.files.len() / COMMON);
        // What a text says once may stand there by chance, unless it is marked as code.
        let meant = self
            .parsed
            .bag
            .get(&hash)
            .is_some_and(|weight| *weight >= 2.0);
        let meant = meant || self.parsed.code.contains_key(&hash);
        rare && meant && terms::tells(self.parsed.spell(hash))
    }

    /// Where the query's terms are densest in each of these candidates.
    pub fn windows(&self, files: &[usize]) -> FxHashMap<usize, Window> {
        let found = files
            .par_iter()
            .filter_map(|file| Some((*file, window::best(self, &self.text(*file)?)?)));
        found.collect()
    }
}

/// The terms and the pairs of the query in the candidates.
fn fields(parsed: &Parsed, files: &[&FileFacts]) -> (Field, Field) {
    let pick = |bag: &Bag, length: fn(&FileFacts) -> u32| {
        let wanted: FxHashSet<u32> = bag.keys().copied().collect();
        // Most terms of a file are not in the query: a bit apiece says so without a look into the set.
        let mut filter = vec![0u64; 1024];
        wanted
            .iter()
            .for_each(|hash| filter[(hash >> 6 & 1023) as usize] |= 1 << (hash & 63));
        let documents = files.par_iter().map(|file| {
            let counts = &file.terms;
            let hits = counts
                .hashes
                .iter()
                .zip(&counts.counts)
                .filter(|(hash, _)| {
                    filter[(**hash >> 6 & 1023) as usize] >> (**hash & 63) & 1 == 1
                        && wanted.contains(hash)
                });
            (
                length(file),
                hits.map(|(hash, count)| (*hash, u32::from(*count)))
                    .collect(),
            )
        });
        Field::new(documents.collect::<Vec<(u32, Vec<(u32, u32)>)>>())
    };
    (
        pick(&parsed.bag, |file| file.terms.total),
        pick(&parsed.pairs, |file| file.terms.total_pairs),
    )
}

/// Imports among the candidates, and the same the other way round.
fn edges(
    files: &[&FileFacts],
    by_path: &FxHashMap<&str, usize>,
) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut importers = vec![Vec::new(); files.len()];
    let mut imports = Vec::with_capacity(files.len());
    for (number, file) in files.iter().enumerate() {
        let targets = file
            .imports
            .iter()
            .filter_map(|import| by_path.get(import.resolved.as_deref()?).copied());
        let mut targets: Vec<usize> = targets.filter(|target| *target != number).collect();
        targets.sort_unstable();
        targets.dedup();
        targets
            .iter()
            .for_each(|target| importers[*target].push(number));
        imports.push(targets);
    }
    (imports, importers)
}

/// What the seeded signals start from.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    /// Candidates with their lexical score as a share of the best, best first.
    pub top: Vec<(usize, f64)>,
    /// Best windows of the first candidates.
    pub windows: FxHashMap<usize, Window>,
}

impl Seeds {
    /// Orders the candidates by their lexical scores and reads the first ones.
    pub fn new(context: &Context<'_>, scores: Vec<f64>) -> Self {
        let mut top: Vec<(usize, f64)> = scores
            .into_iter()
            .enumerate()
            .filter(|(_, score)| *score > 0.0)
            .collect();
        top.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let most = top.first().map_or(1.0, |(_, score)| *score);
        top.iter_mut().for_each(|(_, score)| *score /= most);
        let read: Vec<usize> = top.iter().take(READ).map(|(file, _)| *file).collect();
        Self {
            windows: context.windows(&read),
            top,
        }
    }

    /// The first `count` candidates with their shares.
    pub fn first(&self, count: usize) -> &[(usize, f64)] {
        &self.top[..count.min(self.top.len())]
    }
}

/// Terms of a path's folders and name.
pub(crate) fn path_terms(path: &str) -> Vec<u32> {
    let mut all = Vec::new();
    for (_, word) in terms::words(path) {
        terms::terms(word, |term| all.push(terms::hash(term)));
    }
    all
}
