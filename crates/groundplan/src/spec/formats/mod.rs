//! The forms of specifications; one file a form.

mod agentos;
mod kiro;
mod native;
mod openspec;
mod prd;
mod speckit;
mod speckitty;

use super::outline::Outline;
use super::reader::Rules;

/// A form of specification.
pub struct Format {
    /// Identifier: `speckit`.
    pub id: &'static str,
    /// One sentence for documentation.
    pub summary: &'static str,
    /// How sure it is that a document has this form, 0 to 100; from its path and headings.
    pub detect: fn(&Signs<'_>) -> u32,
    /// How it is read.
    pub rules: Rules,
    /// Whether the folder names the feature where the document does not.
    pub folder_names: bool,
}

/// What detection looks at.
pub struct Signs<'a> {
    /// Path of the main document, with `/`.
    pub path: &'a str,
    /// Its outline.
    pub outline: &'a Outline,
    /// Headings and first words, in lower case.
    pub text: &'a str,
}

/// All forms; the best score wins, the first on a tie.
pub const FORMATS: &[&Format] = &[
    &native::FORMAT,
    &speckitty::FORMAT,
    &speckit::FORMAT,
    &kiro::FORMAT,
    &openspec::FORMAT,
    &agentos::FORMAT,
    &prd::FORMAT,
];
