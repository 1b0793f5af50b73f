//! OpenSpec: a change is a folder with a proposal and delta specifications.

use super::{Format, Signs};
use crate::spec::headings::Word;
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "openspec",
    summary: "OpenSpec's `openspec/changes/NAME/`: proposal.md and specs/*/spec.md",
    detect,
    rules: Rules {
        requirement_headings: true,
        ..Rules::PLAIN
    },
    folder_names: true,
    is_folder: true,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains("openspec/");
    let proposal = signs.file == "proposal.md";
    let why = signs.heading("why") && signs.heading("what changes");
    let delta = ["added", "modified", "removed", "renamed"]
        .iter()
        .any(|word| signs.heading(&format!("{word} requirements")));
    let requirement = signs.named(Word::Requirement) > 0;
    let scenario = signs.named(Word::Scenario) > 0;
    u32::from(path) * 50
        + u32::from(proposal) * 25
        + u32::from(why) * 30
        + u32::from(delta && requirement) * 30
        + u32::from(requirement && scenario) * 25
}
