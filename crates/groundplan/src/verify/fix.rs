//! Corrections of moved lines and paths.

use super::claim::Report;
use crate::model::edit;

/// The document with every correction, and their number; none overlaps another.
pub fn fixed(source: &str, report: &Report) -> (String, usize) {
    let fixable = report.claims.iter().filter(|claim| claim.fixable);
    edit::applied(source, fixable.map(|claim| claim.edits.as_slice()))
}
