//! Folders: how deep a file's folder is the same as that of the first ten.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "proximity",
    weight: 0.1,
    terse: 0.1,
    stage: Stage::Seeded,
    score,
};

fn score<'c>(context: &'c Context<'c>, seeds: &'c Seeds) -> Scored<'c> {
    let near = |file: usize| {
        let others = seeds.first(10).iter().filter(|(top, _)| *top != file);
        others
            .map(|(top, share)| {
                share * common(&context.files[file].path, &context.files[*top].path)
            })
            .sum()
    };
    let values: Vec<f64> = (0..context.files.len()).map(near).collect();
    let reason = |file: usize| {
        let mut others = seeds.first(10).iter().filter(|(top, _)| *top != file);
        let folder = |path: &'c str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match others
            .find(|(top, _)| folder(&context.files[*top].path) == folder(&context.files[file].path))
        {
            Some((top, _)) => format!("lies beside `{}`", context.files[*top].path),
            None => "lies near files that say it".to_owned(),
        }
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}

/// Folders that two paths share from the root on, as a share of the deeper one's.
fn common(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split('/').collect(), b.split('/').collect());
    let (a, b) = (&a[..a.len() - 1], &b[..b.len() - 1]);
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let deepest = a.len().max(b.len());
    if deepest == 0 {
        1.0
    } else {
        same as f64 / deepest as f64
    }
}
