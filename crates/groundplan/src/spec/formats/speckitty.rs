//! Spec Kitty: Spec Kit's headings with tables for requirements, `kitty-specs/NAME/spec.md`.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "spec-kitty",
    summary: "Spec Kitty's `kitty-specs/NAME/spec.md`, requirements in tables",
    detect,
    rules: Rules {
        wants_ids: true,
        ..Rules::PLAIN
    },
    folder_names: false,
    is_folder: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let mission = signs.says("**mission") || signs.says("mission id");
    let table = signs.says("| fr-0") || signs.says("| **fr-0");
    u32::from(signs.path.contains("kitty-specs/")) * 75
        + u32::from(mission) * 40
        + u32::from(table) * 30
        + u32::from(signs.file == "spec.md") * 10
}
