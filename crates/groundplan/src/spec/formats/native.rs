//! groundplan's own form: `docs/features/FEAT-XXX-spec.md`.

use super::{Format, Signs};
use crate::spec::headings::Topic;
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "native",
    summary: "groundplan's own `docs/features/FEAT-XXX-spec.md`",
    detect,
    rules: Rules {
        wants_ids: true,
        ..Rules::PLAIN
    },
    folder_names: false,
    is_folder: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let feature = signs.stated_id().is_some_and(|id| {
        let id = id.to_lowercase();
        id.starts_with("feat-") || id.starts_with("feature-")
    });
    let name = signs.file.ends_with("-spec.md");
    let folder = signs.path.contains("docs/features/");
    let story = signs.heading("us-") || signs.heading("us1");
    u32::from(feature) * 35
        + u32::from(name && signs.path.contains("feat")) * 15
        + u32::from(folder) * 15
        + u32::from(story) * 20
        + u32::from(signs.heading("problem statement")) * 15
        + u32::from(signs.heading("proposed solution") && signs.about(Topic::Solution)) * 15
}
