//! Folders that the query names: the deepest of them above the file.

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "mentioned-folder",
    weight: 0.1,
    terse: 0.15,
    stage: Stage::Seeded,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let deepest: Vec<Option<&str>> = context
        .files
        .iter()
        .map(|file| {
            let path = file.path.to_lowercase();
            let above = context.parsed.folders.iter().filter(|folder| {
                path.match_indices(folder.as_str()).any(|(at, found)| {
                    let whole_start = at == 0 || path[..at].ends_with('/');
                    whole_start && path[at + found.len()..].starts_with('/')
                })
            });
            above
                .map(String::as_str)
                .max_by_key(|folder| folder.matches('/').count() + 1)
        })
        .collect();
    let depth = |folder: &Option<&str>| {
        folder.map_or(0.0, |folder| folder.matches('/').count() as f64 + 1.0)
    };
    let values = deepest.iter().map(depth).collect();
    let reason = move |file: usize| {
        format!(
            "the text names its folder `{}`",
            deepest[file].unwrap_or_default()
        )
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}
