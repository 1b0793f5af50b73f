//! Agent OS: `.agent-os/specs/DATE-NAME/spec.md`.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "agent-os",
    summary: "Agent OS's `specs/DATE-NAME/spec.md`",
    detect,
    rules: Rules {
        plain_story_headings: true,
        scope_items: true,
        ..Rules::PLAIN
    },
    folder_names: false,
    is_folder: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let path = signs.path.contains("agent-os/");
    u32::from(path) * 50
        + u32::from(signs.heading("spec requirements document")) * 40
        + u32::from(signs.heading("spec scope")) * 30
        + u32::from(signs.heading("expected deliverable")) * 20
}
