//! GitHub Spec Kit: `specs/NNN-name/spec.md`.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "speckit",
    summary: "GitHub Spec Kit's `specs/NNN-name/spec.md`",
    detect,
    rules: Rules {
        requirements_are_stories: false,
        requirement_headings: false,
        scenario_headings: false,
        plain_story_headings: false,
        scope_items: false,
        shall_items: false,
    },
    folder_names: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let text = signs.text;
    let title = text.contains("# feature specification");
    let branch = text.contains("feature branch");
    let scenarios = text.contains("# user scenarios");
    let path = signs.path.contains("specs/") && signs.path.ends_with("spec.md");
    u32::from(title) * 30
        + u32::from(branch) * 30
        + u32::from(scenarios) * 25
        + u32::from(path) * 15
}
