//! What changes: kinds of change, tables, operations, impact, tests, files. Settled once, before
//! any section is drafted, so that all sections speak of the same things.

mod entities;
mod family;
mod fields;
mod files;
mod impact;
mod kinds;
mod layers;
pub mod named;
mod names;
mod none;
mod operations;
pub mod phrases;
pub mod placement;
mod shapes;
mod stored;
pub mod tests;
mod verbs;

pub use impact::PLACES;

use super::context::Context;
use super::types::{
    Architecture, ChangeKind, ChangeKindFound, Contracts, Dependencies, FileChange, Impact,
    PLAN_SCHEMA_VERSION, Patterns, Performance, Plan, PlanHeader, Reading, Rollout, SchemaChanges,
    Security, Success, TestStrategy,
};

/// What changes.
#[derive(Debug, Clone, Default)]
pub struct Design {
    /// Kinds of change.
    pub kinds: Vec<ChangeKindFound>,
    /// Tables.
    pub schema: SchemaChanges,
    /// Operations.
    pub contracts: Contracts,
    /// What existing code is affected.
    pub impact: Vec<Impact>,
    /// Tests.
    pub tests: TestStrategy,
    /// Files; the union of what the others name.
    pub files: Vec<FileChange>,
    /// Files that are worth reading first and do not change.
    pub reading: Vec<Reading>,
}

impl Design {
    /// Whether the feature is of this kind.
    pub fn is(&self, kind: ChangeKind) -> bool {
        self.kinds.iter().any(|found| found.kind == kind)
    }
}

/// Settles what changes.
pub fn settle(context: &Context<'_>) -> Design {
    let mut design = Design {
        kinds: kinds::find(context),
        ..Design::default()
    };
    let named = named::collect(context);
    if design.is(ChangeKind::Data) {
        design.schema = entities::settle(context, &named);
    }
    if design.schema.is_empty() {
        design.schema.none = Some(none::tables(context));
    }
    design.impact = impact::settle(context, &named);
    design.contracts = operations::settle(context, &design.schema, &named);
    design.contracts.names = names::settle(context, &named, &design.contracts.groups);
    design.contracts.types = shapes::settle(context, &named, &design.contracts.names);
    if design.contracts.groups.is_empty() {
        design.contracts.none = Some(none::operations(context));
    }
    (design.files, design.reading) = files::settle(context, &design, &named);
    design.tests = tests::settle(context, &design);
    files::add_tests(context, &mut design);
    let planned = |path: &str| design.files.iter().any(|file| file.path == path);
    design.reading.retain(|one| !planned(&one.path));
    design
}

/// A plan that holds the design and is otherwise empty.
pub fn into_plan(design: Design, header: PlanHeader) -> Plan {
    Plan {
        schema_version: PLAN_SCHEMA_VERSION,
        header,
        kinds: design.kinds,
        research: Vec::new(),
        architecture: Architecture::default(),
        schema: design.schema,
        contracts: design.contracts,
        impact: design.impact,
        decisions: Vec::new(),
        files: design.files,
        reading: design.reading,
        patterns: Patterns::default(),
        tests: design.tests,
        performance: Performance::default(),
        security: Security::default(),
        rollout: Rollout::default(),
        dependencies: Dependencies::default(),
        risks: Vec::new(),
        success: Success::default(),
        questions: Vec::new(),
        notes: Vec::new(),
    }
}
