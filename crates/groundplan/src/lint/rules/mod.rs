//! The registry of rules.

mod contracts;
mod decisions;
mod dependencies;
mod files;
mod grounds;
mod performance;
mod references;
mod repetition;
mod research;
mod schema;
mod security;
mod spec_items;
mod success;
mod syntax;
mod tests_levels;
mod trace;

use super::Rule;

/// All rules.
pub const ALL: &[&Rule] = &[
    &spec_items::CRITERIA,
    &spec_items::MEASURABLE,
    &spec_items::VAGUE,
    &research::QUESTIONS,
    &schema::FIELDS,
    &schema::INDEXES,
    &schema::CODE,
    &contracts::DEFINITION,
    &contracts::STORIES,
    &decisions::FILE_ORGANIZATION,
    &decisions::RATIONALE,
    &tests_levels::LEVELS,
    &tests_levels::COLLECTED,
    &performance::TARGETS,
    &performance::MITIGATION,
    &security::DOCUMENTED,
    &dependencies::NAMED,
    &success::BRIDGE,
    &references::HOLD,
    &trace::COMPLETE,
    &files::DECLARED,
    &grounds::STRONG,
    &syntax::PARSES,
    &repetition::OWN_WORDS,
];
