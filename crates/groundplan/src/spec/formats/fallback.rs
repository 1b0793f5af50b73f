//! Any markdown: whatever its headings say is read.

use super::{Format, Signs};
use crate::spec::reader::Rules;

/// The form.
pub const FORMAT: Format = Format {
    id: "generic",
    summary: "any markdown document; whatever its headings say is read",
    detect,
    rules: Rules::PLAIN,
    folder_names: false,
    is_folder: false,
};

/// The last resort.
fn detect(_signs: &Signs<'_>) -> u32 {
    1
}
