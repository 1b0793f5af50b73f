//! Any markdown: whatever its headings say is read.

use super::{Format, Signs};

/// The form.
pub const FORMAT: Format = Format {
    id: "generic",
    summary: "any markdown document; whatever its headings say is read",
    detect,
    rules: super::prd::RULES,
    folder_names: false,
    is_folder: false,
};

/// The last resort.
fn detect(_signs: &Signs<'_>) -> u32 {
    1
}
