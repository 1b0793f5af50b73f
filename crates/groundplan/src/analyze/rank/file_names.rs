//! Files that the query names: 1 / number of files to which the same words could point.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Context, Scored, Seeds, Signal, Stage};

pub(super) const SIGNAL: Signal = Signal {
    id: "file-names",
    weight: 0.6,
    terse: 0.65,
    stage: Stage::Lexical,
    score,
};

fn score<'c>(context: &'c Context<'c>, _: &'c Seeds) -> Scored<'c> {
    let mut values = vec![0.0f64; context.files.len()];
    let mut named: BTreeMap<usize, &str> = BTreeMap::new();
    for (mention, files) in named_files(context) {
        let value = 1.0 / files.len() as f64;
        for file in files {
            if value > values[file] {
                values[file] = value;
                named.insert(file, mention);
            }
        }
    }
    let reason = move |file: usize| {
        format!(
            "the text names `{}`",
            named.get(&file).copied().unwrap_or_default()
        )
    };
    Scored {
        values,
        reason: Box::new(reason),
    }
}

/// Each path or file name of the query with the candidates it can mean: those that end with it.
pub(super) fn named_files<'c>(context: &'c Context<'c>) -> Vec<(&'c str, Vec<usize>)> {
    let mut by_name: FxHashMap<String, Vec<(usize, String)>> = FxHashMap::default();
    for (number, file) in context.files.iter().enumerate() {
        let path = file.path.to_lowercase();
        let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
        by_name.entry(name).or_default().push((number, path));
    }
    let mut all = Vec::new();
    for mention in context.parsed.paths.keys() {
        let name = mention.rsplit('/').next().unwrap_or(mention);
        let Some(same_name) = by_name.get(name) else {
            continue;
        };
        let ends = |path: &str| {
            path.strip_suffix(mention.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let whole: Vec<usize> = same_name
            .iter()
            .filter(|(_, path)| ends(path))
            .map(|(number, _)| *number)
            .collect();
        // A path that exists nowhere still names a file of that name, if there is only one.
        let found = if whole.is_empty() && same_name.len() == 1 {
            vec![same_name[0].0]
        } else {
            whole
        };
        if !found.is_empty() {
            all.push((mention.as_str(), found));
        }
    }
    all
}
