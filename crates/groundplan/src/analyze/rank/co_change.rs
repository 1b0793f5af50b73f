//! Files that changed together with the first ten: Σ share · n(both) / (n(first) + 2), over commits of at most 30 files.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "co-change",
    weight: 0.2,
    terse: 0.3,
    stage: Stage::Seeded,
    score,
};

const MAX_FILES: usize = 30;

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    let mut values = vec![0.0; context.files.len()];
    let mut most: Vec<(f64, usize, u32)> = vec![(0.0, 0, 0); context.files.len()];
    for (top, share) in seeds.first(10) {
        let small = |commit: &&usize| context.past.files[**commit].len() <= MAX_FILES;
        let commits: Vec<usize> = context.past.by_file[*top]
            .iter()
            .filter(small)
            .copied()
            .collect();
        let mut both = std::collections::BTreeMap::<usize, u32>::new();
        let changed = commits
            .iter()
            .flat_map(|commit| &context.past.files[*commit]);
        changed
            .filter(|file| *file != top)
            .for_each(|file| *both.entry(*file).or_default() += 1);
        for (file, count) in both {
            let value = share * f64::from(count) / (commits.len() as f64 + 2.0);
            values[file] += value;
            if value > most[file].0 {
                most[file] = (value, *top, count);
            }
        }
    }
    let reason = move |file: usize| {
        let (_, top, count) = most[file];
        let times = if count == 1 {
            "once".to_owned()
        } else {
            format!("{count} times")
        };
        format!(
            "changed {times} together with `{}`",
            context.files[top].path
        )
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}
