//! What changes: kinds of change, tables, operations, impact, tests, files. Settled once, before
//! any section is drafted, so that all sections speak of the same things.

use super::context::Context;
use super::types::{
    Architecture, ChangeKind, ChangeKindFound, Contracts, Dependencies, FileChange, Impact,
    PLAN_SCHEMA_VERSION, Patterns, Performance, Plan, PlanHeader, Rollout, SchemaChanges, Security,
    Success, TestStrategy,
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
}

impl Design {
    /// Whether the feature is of this kind.
    pub fn is(&self, kind: ChangeKind) -> bool {
        self.kinds.iter().any(|found| found.kind == kind)
    }
}

/// Settles what changes.
pub fn settle(_context: &Context<'_>) -> Design {
    Design::default()
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
