//! Any other markdown: product requirement documents, design notes.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form of last resort.
pub const FORMAT: Format = Format {
    id: "prd",
    summary: "Any other markdown document with requirements",
    detect: |_: &Signs<'_>| 10,
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
