//! How a stack writes tables and operations. A dialect is one file that exports one [`Dialect`];
//! it knows nothing of the feature beyond the typed drafts it is handed.

mod cli;
pub mod common;
mod convex;
mod go_sql;
mod library;
mod plain;
mod rust_sqlx;
mod sql;
mod sqlalchemy;

use super::context::Context;
use super::types::{CodeBlock, OperationDraft, TableChange, TableDraft, TestCase};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::names::Case;

/// A stack's way of writing tables and operations.
pub struct Dialect {
    /// Identifier: `convex`, `sqlalchemy`, `go-sql`, `rust-sqlx`, `cli`, `library`, `plain`.
    pub id: &'static str,
    /// One sentence for documentation.
    pub summary: &'static str,
    /// Whether a project with this stack is written so.
    pub fits: fn(&Stack) -> bool,
    /// Case of a table's name where the project shows none.
    pub table_case: Case,
    /// Case of a field's name where the project shows none.
    pub field_case: Case,
    /// Case of an operation's name where the project shows none.
    pub operation_case: Case,
    /// Whether a table's name is a plural.
    pub plural_tables: bool,
    /// Kinds of operation that reads and writes become: (read, write).
    pub kinds: (OperationKind, OperationKind),
    /// Heading of each kind of operation, in document order.
    pub headings: &'static [(OperationKind, &'static str)],
    /// The code of a new table: schema file, and migration where the project has such.
    pub new_table: fn(&Context<'_>, &TableDraft) -> Vec<CodeBlock>,
    /// The code of a change to a table.
    pub change_table: fn(&Context<'_>, &TableChange) -> Vec<CodeBlock>,
    /// The contract of an operation.
    pub operation: fn(&Context<'_>, &OperationDraft) -> Vec<CodeBlock>,
    /// An example test in the project's framework (named in `framework`, lower case).
    pub test:
        fn(&Context<'_>, framework: &str, &TestCase, Option<&OperationDraft>) -> Option<CodeBlock>,
}

/// All dialects; the first that fits a stack is taken, `plain` fits every one.
pub const DIALECTS: &[&Dialect] = &[
    &convex::DIALECT,
    &sqlalchemy::DIALECT,
    &go_sql::DIALECT,
    &rust_sqlx::DIALECT,
    &cli::DIALECT,
    &library::DIALECT,
    &plain::DIALECT,
];

/// The dialect of a stack.
pub fn of(stack: &Stack) -> &'static Dialect {
    DIALECTS
        .iter()
        .find(|dialect| (dialect.fits)(stack))
        .copied()
        .unwrap_or(&plain::DIALECT)
}
