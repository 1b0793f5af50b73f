//! Kiro and cc-sdd: `.kiro/specs/NAME/requirements.md` with EARS criteria; spec-workflow alike.

use super::{Format, Signs};
use crate::spec::headings::{Topic, Word};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "kiro",
    summary: "Kiro's and cc-sdd's `.kiro/specs/NAME/requirements.md`",
    detect,
    rules: Rules {
        requirements_are_stories: true,
        ..Rules::PLAIN
    },
    folder_names: true,
    is_folder: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains(".kiro/") || signs.path.contains(".spec-workflow/");
    let name = signs.file == "requirements.md" || signs.file == "bugfix.md";
    let numbered = signs.numbered(Word::Requirement) > 0 && signs.about(Topic::Acceptance);
    let specs = signs.path.contains("specs/") && signs.path.matches('/').count() >= 2;
    u32::from(path) * 50
        + u32::from(name && specs) * 25
        + u32::from(name) * 25
        + u32::from(numbered) * 35
        + u32::from(signs.heading("requirements document")) * 15
}
