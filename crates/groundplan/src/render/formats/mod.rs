//! The registry of output formats.

mod json;
mod markdown;

use super::{Input, Rendered};

/// An output format.
pub struct Format {
    /// Identifier: `markdown`.
    pub id: &'static str,
    /// File extension.
    pub extension: &'static str,
    /// One sentence for documentation.
    pub summary: &'static str,
    /// Prints.
    pub render: fn(&Input<'_>) -> Rendered,
}

/// All output formats.
pub const FORMATS: &[&Format] = &[&markdown::FORMAT, &json::FORMAT];
