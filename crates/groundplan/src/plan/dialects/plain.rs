//! No stack that is known: tables and operations as readable text, to be put into the project's
//! language by whoever chooses one.

use super::Dialect;
use crate::model::evidence::OperationKind;
use crate::model::names::Case;
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, OperationDraft, TableChange, TableDraft};

/// The dialect of last resort.
pub const DIALECT: Dialect = Dialect {
    id: "plain",
    summary: "Readable text, where the repository shows no stack",
    fits: |_| true,
    table_case: Case::Snake,
    field_case: Case::Snake,
    operation_case: Case::Camel,
    plural_tables: true,
    kinds: (OperationKind::Function, OperationKind::Function),
    headings: &[(OperationKind::Function, "Operations")],
    new_table,
    change_table,
    operation,
    test: |_, _, _, _| None,
};

fn new_table(_: &Context<'_>, _: &TableDraft) -> Vec<CodeBlock> {
    Vec::new()
}

fn change_table(_: &Context<'_>, _: &TableChange) -> Vec<CodeBlock> {
    Vec::new()
}

fn operation(_: &Context<'_>, _: &OperationDraft) -> Vec<CodeBlock> {
    Vec::new()
}
