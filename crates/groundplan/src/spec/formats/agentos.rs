//! Agent OS: `.agent-os/specs/DATE-NAME/spec.md`.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "agent-os",
    summary: "Agent OS's `.agent-os/specs/DATE-NAME/spec.md`",
    detect,
    rules: Rules {
        requirements_are_stories: false,
        requirement_headings: false,
        scenario_headings: false,
        plain_story_headings: true,
        scope_items: true,
        shall_items: false,
    },
    folder_names: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains(".agent-os/");
    let scope = signs.text.contains("# spec scope");
    u32::from(path) * 60 + u32::from(scope) * 35
}
