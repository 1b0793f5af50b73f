//! GitHub Spec Kit: `specs/NNN-name/spec.md`.

use super::{Format, Signs};
use crate::spec::headings::{Topic, Word};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "speckit",
    summary: "GitHub Spec Kit's `specs/NNN-name/spec.md`",
    detect,
    rules: Rules {
        wants_ids: true,
        ..Rules::PLAIN
    },
    folder_names: false,
    is_folder: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains("specs/") && signs.file == "spec.md";
    let scenarios = signs.heading("user scenarios") || signs.about(Topic::Stories);
    let primary = signs.about(Topic::PrimaryStory);
    u32::from(signs.heading("feature specification")) * 30
        + u32::from(signs.says("feature branch")) * 25
        + u32::from(scenarios) * 20
        + u32::from(signs.numbered(Word::Story) > 0 || primary) * 15
        + u32::from(path) * 12
}
