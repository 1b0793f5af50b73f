//! MoAI: `.moai/specs/SPEC-NAME-001/spec.md`, front matter and EARS requirements.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "moai",
    summary: "MoAI's `.moai/specs/SPEC-NAME-001/spec.md`",
    detect,
    rules: Rules {
        wants_ids: true,
        ..Rules::PLAIN
    },
    folder_names: false,
    is_folder: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let id = signs.stated_id().is_some_and(|id| id.starts_with("SPEC-"));
    let folder = signs.path.contains("/SPEC-");
    u32::from(signs.path.contains(".moai/")) * 60
        + u32::from(id) * 40
        + u32::from(id && folder) * 15
}
