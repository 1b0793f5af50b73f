//! The registry of sources.

mod code;
mod documents;
mod knowledge;
mod vendored;

pub(super) use knowledge::files as knowledge_files;

use rayon::prelude::*;

use super::passages::{Lens, Passage};
use super::question::Question;
use crate::model::spec::Spec;
use crate::world::{FileEntry, World};

/// What a source is asked.
pub struct Request<'a> {
    /// The specification that asks.
    pub spec: &'a Spec,
    /// The questions that need research.
    pub questions: &'a [Question],
    /// Which words are looked for.
    pub lens: &'a Lens,
    /// Bytes that the source may read.
    pub budget: u64,
    /// How long a knowledge file is fresh, in days.
    pub fresh_days: i32,
}

/// A source that questions are asked of.
pub struct Source {
    /// Identifier: `knowledge`.
    pub id: &'static str,
    /// One sentence for documentation.
    pub summary: &'static str,
    /// Its sentences.
    pub gather: fn(&Request<'_>, &dyn World) -> Vec<Passage>,
}

/// All sources.
pub const SOURCES: &[&Source] = &[
    &knowledge::SOURCE,
    &documents::SOURCE,
    &code::SOURCE,
    &vendored::SOURCE,
];

/// Takes files until the budget is spent.
fn within<'a>(
    budget: u64,
    files: impl Iterator<Item = FileEntry> + 'a,
) -> impl Iterator<Item = FileEntry> + 'a {
    files.scan(0_u64, move |spent, file| {
        *spent += file.size;
        (*spent <= budget).then_some(file)
    })
}

/// Sentences of files in their order, read in parallel until the budget is spent.
fn sentences(
    budget: u64,
    files: Vec<FileEntry>,
    world: &dyn World,
    read: impl Fn(&str, &str) -> Vec<Passage> + Sync,
) -> Vec<Passage> {
    let files: Vec<FileEntry> = within(budget, files.into_iter()).collect();
    let of = |file: &FileEntry| match world.read_text(&file.path) {
        Ok(text) => read(&file.path, &text),
        Err(_) => Vec::new(),
    };
    files.par_iter().flat_map_iter(of).collect()
}
