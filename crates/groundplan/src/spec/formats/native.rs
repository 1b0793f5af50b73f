//! groundplan's own form: `docs/features/FEAT-XXX-spec.md`.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "native",
    summary: "`docs/features/FEAT-XXX-spec.md` with a Feature ID line",
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
    let id = signs.text.contains("**feature id**") || signs.text.contains("**feature id:**");
    let path = signs.path.ends_with("-spec.md");
    u32::from(id) * 60
        + u32::from(path) * 30
        + u32::from(signs.text.contains("# problem statement")) * 10
}
