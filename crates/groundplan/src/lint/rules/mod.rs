//! The registry of rules.

pub(super) mod built;
mod completeness;
mod contracts;
mod contradiction;
mod decisions;
mod dependencies;
mod ears;
mod files;
mod grounds;
mod ids;
mod measurable;
mod performance;
mod plan_text;
mod provenance;
mod references;
pub(super) mod remarks;
mod repetition;
mod research;
mod schema;
mod security;
mod spec_brevity;
mod spec_trace;
mod success;
mod syntax;
mod tests_levels;
mod text_diagram;
mod text_doubled;
mod text_link;
mod text_placeholder;
mod text_table;
pub(super) mod told;
mod trace;
mod vague;

use super::Rule;

/// All rules.
pub const ALL: &[&Rule] = &[
    &told::DRAFT,
    &told::EMPTY,
    &told::MISSING_DOCUMENT,
    &told::FILE_UNREAD,
    &told::NOT_UTF8,
    &told::NO_TITLE,
    &told::NO_STATUS,
    &told::NO_REQUIREMENTS,
    &told::NO_DELTAS,
    &told::TEMPLATE_LEFTOVER,
    &told::UNCLOSED_COMMENT,
    &told::UNCLOSED_FENCE,
    &told::NEEDS_CLARIFICATION,
    &told::MISSING_ID,
    &told::DUPLICATE_ID,
    &told::SHARED_ID,
    &told::ID_DIFFERS,
    &ids::STYLE,
    &ids::GAP,
    &ids::KNOWN,
    &completeness::CRITERIA,
    &completeness::BENEFIT,
    &completeness::SCENARIO,
    &completeness::OPEN,
    &completeness::SUCCESS,
    &completeness::SCOPE,
    &ears::RESPONSE,
    &ears::THEN,
    &measurable::NUMBER,
    &measurable::UNIT,
    &vague::WORDS,
    &vague::WELL,
    &vague::MODAL,
    &contradiction::NUMBERS,
    &contradiction::MODALS,
    &spec_brevity::LONG,
    &spec_brevity::COMPOUND,
    &spec_brevity::REPEATED,
    &spec_trace::ORPHAN,
    &text_placeholder::FILLED,
    &text_doubled::DOUBLED,
    &text_table::CELLS,
    &text_link::TARGETS,
    &text_diagram::MERMAID,
    &provenance::SOURCE,
    &plan_text::KNOWN,
    &plan_text::CITED,
    &plan_text::COPIED,
    &plan_text::SIZE,
    &told::MISSING,
    &told::MOVED,
    &told::CHANGED,
    &told::LOCK,
    &built::UNPLANNED,
    &built::UNTOUCHED,
    &built::NO_TEST,
    &built::NO_OPERATION,
    &remarks::UNUSED,
    &remarks::NO_REASON,
    &remarks::UNKNOWN,
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
