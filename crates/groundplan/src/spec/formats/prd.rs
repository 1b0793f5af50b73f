//! Product requirement documents, design notes, BMAD and taskmaster papers, under any name.

use super::{Format, Signs};
use crate::spec::headings::Topic;
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "prd",
    summary: "product requirement documents and design notes under any name",
    detect,
    rules: Rules::PLAIN,
    folder_names: false,
    is_folder: false,
};

fn detect(signs: &Signs<'_>) -> u32 {
    let name = signs.file.contains("prd") || signs.file.contains("requirements");
    let design = signs.file.contains("design") || signs.file.contains("spec");
    let topics = [
        Topic::Problem,
        Topic::Solution,
        Topic::OutOfScope,
        Topic::Requirements,
        Topic::Functional,
        Topic::Stories,
        Topic::Success,
        Topic::Questions,
    ];
    let known = topics.into_iter().filter(|t| signs.about(*t)).count();
    let known = u32::try_from(known).unwrap_or(0);
    u32::from(name) * 25 + u32::from(design) * 10 + known.min(4) * 6
}
