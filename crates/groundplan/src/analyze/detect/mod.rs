//! How things are done here: everything of [`Analysis`] but the ranked files and symbols.

use crate::model::evidence::Analysis;
use crate::model::index::Index;
use crate::model::spec::Spec;
use crate::world::{History, World};

/// Version of the JSON that [`Analysis`] serialises to.
pub const ANALYSIS_SCHEMA_VERSION: u32 = 1;

/// Fills everything of `analysis` but its files and symbols, which the ranking has filled before.
pub fn detect(
    _spec: Option<&Spec>,
    _query_terms: &[String],
    _index: &Index,
    _history: &History,
    _world: &dyn World,
    analysis: &mut Analysis,
) {
    analysis.schema_version = ANALYSIS_SCHEMA_VERSION;
}
