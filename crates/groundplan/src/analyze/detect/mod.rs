//! How things are done here: stack, tables, operations, groups of siblings, and the five lists.

mod decide;
mod groups;
mod instructions;
mod lists;
pub mod profiles;
mod routes;
mod stack;
mod stated;
pub mod tables;
mod texts;

use crate::model::evidence::Analysis;
use crate::model::index::Index;
use crate::model::spec::Spec;
use crate::world::{History, World};

/// Fills everything of the analysis but the ranked lists, which must be there already.
pub fn detect(
    spec: Option<&Spec>,
    keywords: &[String],
    index: &Index,
    history: &History,
    world: &dyn World,
    analysis: &mut Analysis,
) {
    let texts = texts::Texts::new(world);
    analysis.schema_version = 1;
    analysis.stack = stack::detect(index, &texts, &analysis.files);
    stated::read(spec, &texts, &mut analysis.stack);
    analysis.decision = decide::decide(spec, keywords, index, &analysis.decision);
    analysis.history.head.clone_from(&history.head);
    analysis.history.commits = u32::try_from(history.commits.len()).unwrap_or(u32::MAX);
    analysis.history.shallow = history.shallow;
    analysis.instructions = instructions::read(index, &texts);
    analysis.history.hot_files = super::history::hot_files(history, index, 20);
    analysis.tables = tables::detect(index, &texts, analysis.stack.schema_language.as_deref());
    if analysis.decision.depth == crate::model::evidence::Depth::Skip {
        return;
    }
    let found = routes::find(index, &texts);
    analysis.groups = groups::find(index, &texts, history, &found, &analysis.files);
    analysis.operations = groups::operations(&analysis.groups, index, &found);
    lists::fill(spec, index, &texts, analysis);
}
