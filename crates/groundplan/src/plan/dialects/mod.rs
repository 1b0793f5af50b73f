//! How a stack writes tables and operations. A dialect is one file that exports one [`Dialect`];
//! it knows nothing of the feature beyond the typed drafts it is handed.

mod alembic;
mod changes;
mod clap;
mod cli;
pub mod common;
mod convex;
mod declarations;
mod fastapi;
mod flask;
mod go_sql;
mod library;
mod plain;
mod rust_sqlx;
mod service;
mod sql;
mod sqlalchemy;
mod stubs;

use super::context::Context;
use super::types::{
    ChangeKind, CodeBlock, Impact, OperationDraft, SchemaChanges, TableChange, TableDraft,
    TestCase, TypeDraft,
};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::index::{FileKind, Symbol};
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
    /// What a service, a command line or a library offers is this kind of change; `None` where no
    /// stack is known.
    pub surface: Option<ChangeKind>,
    /// Whether somebody outside may depend on what the code exports.
    pub is_public: bool,
    /// Whether drafts are written as code at all.
    pub writes_code: bool,
    /// Whether the store itself refuses a second row; else the code that writes has to.
    pub unique_indexes: bool,
    /// What an index's name begins with where the project shows none.
    pub index_prefix: &'static str,
    /// What the signature of a handler says, where handlers are known by nothing else.
    pub handler: &'static str,
    /// Kinds of operation that reads and writes become: (read, write).
    pub kinds: (OperationKind, OperationKind),
    /// Heading of each kind of operation, in document order.
    pub headings: &'static [(OperationKind, &'static str)],
    /// The code of a new table: schema file, and migration where the project has such.
    pub new_table: fn(&Context<'_>, &TableDraft) -> Vec<CodeBlock>,
    /// The code of a change to a table.
    pub change_table: fn(&Context<'_>, &TableChange) -> Vec<CodeBlock>,
    /// One migration of all changes, where the project has one a change and not one a table.
    pub migrations: fn(&Context<'_>, &SchemaChanges) -> Vec<CodeBlock>,
    /// The contract of an operation.
    pub operation: fn(&Context<'_>, &OperationDraft) -> Vec<CodeBlock>,
    /// The declaration of a new type.
    pub declaration: fn(&Context<'_>, &TypeDraft) -> Vec<CodeBlock>,
    /// The lines of a declaration that go and come.
    pub change: fn(&Context<'_>, &Impact) -> Vec<CodeBlock>,
    /// An example test in the project's framework (named in `framework`, lower case).
    pub test: fn(&Context<'_>, framework: &str, &TestCase) -> Option<CodeBlock>,
}

impl Dialect {
    /// Handlers that are there: their files and symbols, in path order.
    pub fn handlers<'a>(&self, context: &Context<'a>) -> Vec<(&'a str, &'a Symbol)> {
        if self.handler.is_empty() {
            return Vec::new();
        }
        let sources = context.evidence.index.of_kind(FileKind::Source);
        let all = sources.flat_map(|file| {
            file.symbols
                .iter()
                .map(|symbol| (file.path.as_str(), symbol))
        });
        all.filter(|(_, symbol)| symbol.signature.contains(self.handler))
            .collect()
    }
}

/// What most dialects have in common; each says what it has otherwise.
const BASE: Dialect = Dialect {
    id: "",
    summary: "",
    fits: |_| false,
    table_case: Case::Snake,
    field_case: Case::Snake,
    operation_case: Case::Snake,
    plural_tables: true,
    surface: Some(ChangeKind::Service),
    is_public: false,
    writes_code: true,
    unique_indexes: true,
    index_prefix: "idx_",
    handler: "",
    kinds: (OperationKind::Route, OperationKind::Route),
    headings: &[
        (OperationKind::Route, "Routes"),
        (OperationKind::Function, "Functions"),
    ],
    new_table: |_, _| Vec::new(),
    change_table: |_, _| Vec::new(),
    migrations: |_, _| Vec::new(),
    operation: |_, _| Vec::new(),
    declaration: declarations::of_type,
    change: changes::of_declaration,
    test: stubs::test,
};

/// All dialects; the first that fits a stack is taken, `plain` fits every one.
pub const DIALECTS: &[&Dialect] = &[
    &convex::DIALECT,
    &flask::DIALECT,
    &sqlalchemy::DIALECT,
    &go_sql::DIALECT,
    &rust_sqlx::DIALECT,
    &service::DIALECT,
    &cli::DIALECT,
    &library::DIALECT,
    &plain::DIALECT,
];

/// The dialect with this identifier.
pub fn by_id(id: &str) -> Option<&'static Dialect> {
    DIALECTS.iter().find(|dialect| dialect.id == id).copied()
}

/// The dialect of a stack.
pub fn of(stack: &Stack) -> &'static Dialect {
    DIALECTS
        .iter()
        .find(|dialect| (dialect.fits)(stack))
        .copied()
        .unwrap_or(&plain::DIALECT)
}
