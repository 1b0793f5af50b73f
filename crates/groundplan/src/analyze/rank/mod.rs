//! Which files a feature touches: a weighted sum of signals, each divided by its maximum in the query.
//!
//! A signal is one file here and one entry of [`SIGNALS`]. Those of [`Stage::Lexical`] see the query alone; the
//! others start from the files that the lexical ones put first. The weights for a terse query were fitted on messages of
//! commits (`cargo xtask fit`), those for a specification were set by hand; `docs/analyzer.md` has the figures.

mod barrel;
mod bigrams;
mod co_change;
mod code_spans;
mod content;
mod context;
mod earlier_specs;
mod entry;
mod field;
mod file_names;
mod imports_top;
mod item_votes;
mod mentioned_folder;
mod name_cover;
mod nearest_commits;
mod out_degree;
mod page_rank;
mod path_terms;
mod penalties;
mod proximity;
mod window;

pub(crate) use context::{Context, Seeds};
pub(crate) use nearest_commits::similar;
pub(crate) use window::lines_of;

/// When a signal can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// From the query alone; the sum of these seeds the others.
    Lexical,
    /// From the query and the files that are first so far.
    Seeded,
}

/// What a signal says of every candidate.
pub(crate) struct Scored<'c> {
    /// One value a candidate; 0 says nothing.
    pub values: Vec<f64>,
    /// Why a candidate has its value, for a person; empty where that can only be said in words of every file.
    pub reason: Box<dyn Fn(usize) -> String + 'c>,
}

/// One signal.
pub(crate) struct Signal {
    /// Stable name.
    pub id: &'static str,
    /// Its share in the sum; a penalty's is negative.
    pub weight: f64,
    /// Its share where the query is [terse](super::query::Parsed::terse): what was done before tells more then, and
    /// the neighbours of files that may be the wrong ones tell less.
    pub terse: f64,
    /// When it is computed.
    pub stage: Stage,
    /// Computes it.
    pub score: for<'c> fn(&'c Context<'c>, &'c Seeds) -> Scored<'c>,
}

impl Signal {
    /// Its share in the sum for a query.
    pub fn share(&self, terse: bool) -> f64 {
        if terse { self.terse } else { self.weight }
    }
}

/// All signals, in the order in which they were measured.
pub(crate) static SIGNALS: &[Signal] = &[
    content::SIGNAL,
    path_terms::SIGNAL,
    bigrams::SIGNAL,
    code_spans::SIGNAL,
    file_names::SIGNAL,
    name_cover::SIGNAL,
    window::SIGNAL,
    item_votes::SIGNAL,
    page_rank::SIGNAL,
    imports_top::SIGNAL,
    out_degree::SIGNAL,
    proximity::SIGNAL,
    mentioned_folder::SIGNAL,
    earlier_specs::PRIOR,
    earlier_specs::BY_MENTION,
    earlier_specs::BY_COMMIT,
    nearest_commits::SIGNAL,
    co_change::SIGNAL,
    entry::SIGNAL,
    barrel::SIGNAL,
    penalties::GENERATED,
    penalties::DOT_FOLDER,
    penalties::ASIDE,
    penalties::ASSET,
];

/// Candidates with a score above nothing, best first, and the signals that made it.
pub(crate) struct Ranking<'c> {
    /// Candidate and score.
    pub order: Vec<(usize, f64)>,
    signals: Vec<(&'static Signal, Scored<'c>, f64)>,
    terse: bool,
}

/// Computes the signals of a stage; each with its maximum.
fn run<'c>(
    context: &'c Context<'c>,
    seeds: &'c Seeds,
    stage: Stage,
) -> Vec<(&'static Signal, Scored<'c>, f64)> {
    let of_stage = SIGNALS.iter().filter(|signal| signal.stage == stage);
    let scored = of_stage.map(|signal| {
        let scored = (signal.score)(context, seeds);
        let most = scored.values.iter().copied().fold(0.0, f64::max);
        (signal, scored, most)
    });
    scored.collect()
}

fn sum(context: &Context<'_>, signals: &[(&'static Signal, Scored<'_>, f64)]) -> Vec<f64> {
    let mut total = vec![0.0; context.files.len()];
    for (signal, scored, most) in signals.iter().filter(|(_, _, most)| *most > 0.0) {
        for (sum, value) in total.iter_mut().zip(&scored.values) {
            *sum += signal.share(context.parsed.terse) * value / most;
        }
    }
    total
}

/// The lexical score of every candidate: what the other signals start from.
pub(crate) fn seeds(context: &Context<'_>) -> Seeds {
    let none = Seeds::default();
    let lexical = run(context, &none, Stage::Lexical);
    Seeds::new(context, sum(context, &lexical))
}

/// Ranks the candidates.
pub(crate) fn rank<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Ranking<'c> {
    let mut signals = run(context, seeds, Stage::Lexical);
    signals.extend(run(context, seeds, Stage::Seeded));
    let total = sum(context, &signals);
    let terse = context.parsed.terse;
    let found = |file: &usize| {
        signals
            .iter()
            .any(|(signal, scored, _)| signal.share(terse) > 0.0 && scored.values[*file] > 0.0)
    };
    let mut order: Vec<(usize, f64)> = (0..total.len())
        .filter(found)
        .map(|file| (file, total[file]))
        .collect();
    order.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then_with(|| context.files[a.0].path.cmp(&context.files[b.0].path))
    });
    Ranking {
        order,
        signals,
        terse,
    }
}

impl Ranking<'_> {
    /// What each signal says of every candidate as a share of its maximum in the query, in the order of [`SIGNALS`].
    pub fn shares(&self) -> Vec<Vec<f64>> {
        let share = |signal: &Signal| {
            let found = self.signals.iter().find(|(of, ..)| of.id == signal.id);
            found.map_or_else(Vec::new, |(_, scored, most)| {
                let most = if *most > 0.0 { *most } else { 1.0 };
                scored.values.iter().map(|value| value / most).collect()
            })
        };
        SIGNALS.iter().map(share).collect()
    }

    /// Why a candidate stands where it does: what brought most first, at most `limit`, never none.
    pub fn reasons(&self, file: usize, limit: usize) -> Vec<String> {
        let gains = self
            .signals
            .iter()
            .filter(|(_, scored, most)| *most > 0.0 && scored.values[file] > 0.0);
        let mut gains: Vec<(f64, &Scored<'_>)> = gains
            .map(|(signal, scored, most)| {
                (
                    signal.share(self.terse) * scored.values[file] / most,
                    scored,
                )
            })
            .collect();
        gains.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let said = gains.into_iter().map(|(_, scored)| (scored.reason)(file));
        let mut said: Vec<String> = said
            .filter(|reason| !reason.is_empty())
            .take(limit)
            .collect();
        if said.is_empty() {
            said.push("says much of the text, none of it rare".to_owned());
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_pulls_the_same_way_for_messages_and_specifications() {
        for signal in SIGNALS {
            assert!(signal.weight * signal.terse > 0.0, "{}", signal.id);
        }
    }
}
