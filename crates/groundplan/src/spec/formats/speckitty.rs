//! Spec Kitty: requirements in tables, `kitty-specs/NNN-name/spec.md`.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "spec-kitty",
    summary: "Spec Kitty's `kitty-specs/NAME/spec.md` with requirement tables",
    detect,
    rules: Rules {
        requirements_are_stories: false,
        requirement_headings: false,
        scenario_headings: true,
        plain_story_headings: false,
        scope_items: false,
        shall_items: false,
    },
    folder_names: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains("kitty-specs/");
    let mission = signs.text.contains("**mission");
    u32::from(path) * 80 + u32::from(mission) * 40
}
