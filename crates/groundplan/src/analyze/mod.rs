//! World → [`crate::model::evidence::Analysis`]: where the feature lives and how things are done here.
//!
//! [`index()`] reads facts of every file, those of unchanged ones from the cache. [`analyze`] ranks files and
//! symbols for a [`Query`]; [`detect`] says how things are done.

mod cache;
pub mod detect;
pub(crate) mod files;
mod history;
mod imports;
mod index;
mod query;
mod rank;
mod symbols;
mod terms;

use crate::model::evidence::{Analysis, Depth, RankedFile};
use crate::model::index::Index;
use crate::world::World;

pub use index::index;
pub use query::{Query, is_terse};

use query::Parsed;
use rank::Context;

/// Files whose line and reasons are told; those behind them have a single reason.
const EXPLAINED: usize = 100;
/// Reasons told of a file.
const REASONS: usize = 6;

/// What a person can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Entries in the lists of files and of symbols.
    pub top: usize,
    /// The depth that a person chose.
    pub depth: Option<Depth>,
    /// Commits that are looked at.
    pub commits: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            top: 50,
            depth: None,
            commits: 2_000,
        }
    }
}

/// Where the feature of `query` lives and how things are done here. Never fails: without files or history
/// the lists that need them are empty.
pub fn analyze(query: &Query<'_>, index: &Index, world: &dyn World, options: &Options) -> Analysis {
    let (history, _) = history::load(world, options.commits);
    let parsed = Parsed::of(&query.text(world));
    let mut analysis = Analysis::default();
    if let Some(depth) = options.depth {
        analysis.decision.depth = depth;
        analysis.decision.overridden = true;
    }
    let own_path = query.spec.map(|spec| spec.path.as_str());
    let context = Context::new(&parsed, index, &history, world, own_path);
    let seeds = rank::seeds(&context);
    let ranking = rank::rank(&context, &seeds);
    let first: Vec<usize> = ranking
        .order
        .iter()
        .take(options.top.min(EXPLAINED))
        .map(|(file, _)| *file)
        .collect();
    let unread: Vec<usize> = first
        .iter()
        .filter(|file| !seeds.windows.contains_key(file))
        .copied()
        .collect();
    let more = context.windows(&unread);
    let listed = ranking.order.iter().take(options.top).enumerate();
    analysis.files = listed
        .map(|(place, (file, score))| RankedFile {
            path: context.files[*file].path.clone(),
            score: *score,
            line: seeds
                .windows
                .get(file)
                .or_else(|| more.get(file))
                .map(|window| symbols::best_line(&context, *file, window.middle())),
            reasons: ranking.reasons(*file, if place < EXPLAINED { REASONS } else { 1 }),
        })
        .collect();
    analysis.history.similar = rank::similar(&context, 5);
    analysis.symbols = symbols::rank(&context, &ranking.order, options.top);
    let keywords = keywords(&context);
    detect::detect(query.spec, &keywords, index, &history, world, &mut analysis);
    analysis
}

/// What every signal says of every candidate: for measuring and fitting the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Paths of the candidates, in path order.
    pub paths: Vec<String>,
    /// For each of [`signals`], what it says of each candidate as a share of its maximum in the query.
    pub of_signal: Vec<Vec<f64>>,
}

/// The signals for `query`, before they are weighed into one list. Never fails.
pub fn shares(query: &Query<'_>, index: &Index, world: &dyn World, options: &Options) -> Shares {
    let (history, _) = history::load(world, options.commits);
    let parsed = Parsed::of(&query.text(world));
    let own_path = query.spec.map(|spec| spec.path.as_str());
    let context = Context::new(&parsed, index, &history, world, own_path);
    let seeds = rank::seeds(&context);
    let of_signal = rank::rank(&context, &seeds).shares();
    let paths = context.files.iter().map(|file| file.path.clone());
    Shares {
        paths: paths.collect(),
        of_signal,
    }
}

/// The signals of the ranking with their weights for a [terse](is_terse) query or for a specification; a penalty's
/// is negative.
pub fn signals(terse: bool) -> impl Iterator<Item = (&'static str, f64)> {
    rank::SIGNALS
        .iter()
        .map(move |signal| (signal.id, signal.share(terse)))
}

/// The words that were searched for: those that weigh most, best first.
fn keywords(context: &Context<'_>) -> Vec<String> {
    let found = context
        .parsed
        .bag
        .iter()
        .filter(|(hash, _)| !context.content.of(**hash).is_empty());
    let mut found: Vec<(f64, &str)> = found
        .map(|(hash, count)| {
            (
                count * context.content.idf(*hash),
                context.parsed.spell(*hash),
            )
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    found
        .into_iter()
        .take(40)
        .map(|(_, word)| word.to_owned())
        .collect()
}
