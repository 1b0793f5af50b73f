//! Kiro and cc-sdd: `requirements.md` with EARS criteria.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "kiro",
    summary: "Kiro's and cc-sdd's `.kiro/specs/NAME/requirements.md`",
    detect,
    rules: Rules {
        requirements_are_stories: true,
        requirement_headings: false,
        scenario_headings: false,
        plain_story_headings: false,
        scope_items: false,
        shall_items: true,
    },
    folder_names: true,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains(".kiro/");
    let name = signs.path.ends_with("requirements.md");
    let ears = signs.text.contains("shall");
    u32::from(path) * 60 + u32::from(name) * 35 + u32::from(ears) * 5
}
