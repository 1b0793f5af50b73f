//! The plan's sections. A section is one file that exports one [`Section`]: it drafts its typed
//! fields from the context and the design, and lowers them to blocks.

mod architecture;
pub mod common;
mod contracts;
mod decisions;
mod dependencies;
mod external;
mod gates;
mod notes;
mod patterns;
mod performance;
mod research;
mod risks;
mod rollout;
mod rules;
mod said;
mod schema;
mod security;
mod success;
mod targets;
mod tests;

use super::context::Context;
use super::types::Plan;
use crate::model::doc::Block;

/// A section of the plan.
pub struct Section {
    /// Identifier: `research`.
    pub id: &'static str,
    /// Heading of the document.
    pub heading: &'static str,
    /// What it holds, in a sentence, for documentation.
    pub summary: &'static str,
    /// Drafts the section's fields; earlier sections are drafted already.
    pub draft: fn(&Context<'_>, &mut Plan),
    /// Lowers the section's fields to blocks.
    pub lower: fn(&Plan) -> Vec<Block>,
}

/// All sections, in document order.
pub const SECTIONS: &[&Section] = &[
    &research::SECTION,
    &architecture::SECTION,
    &schema::SECTION,
    &contracts::SECTION,
    &decisions::SECTION,
    &patterns::SECTION,
    &tests::SECTION,
    &performance::SECTION,
    &security::SECTION,
    &rollout::SECTION,
    &dependencies::SECTION,
    &risks::SECTION,
    &success::SECTION,
    &notes::SECTION,
];

#[cfg(test)]
mod unit;
