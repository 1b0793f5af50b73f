//! OpenSpec: a change is a folder with a proposal and delta specifications.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "openspec",
    summary: "OpenSpec's `openspec/changes/NAME/` with proposal and deltas",
    detect,
    rules: Rules {
        requirements_are_stories: false,
        requirement_headings: true,
        scenario_headings: false,
        plain_story_headings: false,
        scope_items: false,
        shall_items: false,
    },
    folder_names: true,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains("openspec/");
    let proposal = signs.path.ends_with("proposal.md");
    let deltas = signs.text.contains("# what changes") || signs.text.contains("added requirements");
    u32::from(path) * 70 + u32::from(proposal) * 20 + u32::from(deltas) * 10
}
