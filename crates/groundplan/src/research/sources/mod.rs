//! The registry of sources.

mod documents;
mod knowledge;
mod vendored;

use super::passages::Passage;
use crate::model::spec::Spec;
use crate::world::World;

/// A source that questions are asked of.
pub struct Source {
    /// Identifier: `knowledge`.
    pub id: &'static str,
    /// One sentence for documentation.
    pub summary: &'static str,
    /// Its passages.
    pub gather: fn(&Spec, &dyn World) -> Vec<Passage>,
}

/// All sources.
pub const SOURCES: &[&Source] = &[&knowledge::SOURCE, &documents::SOURCE, &vendored::SOURCE];
