//! No stack that is known: tables and operations are named and described, and left to whoever
//! chooses a stack.

use super::{BASE, Dialect};
use crate::model::evidence::OperationKind;
use crate::model::names::Case;

/// The dialect of last resort.
pub const DIALECT: Dialect = Dialect {
    id: "plain",
    summary: "No code, where the repository shows no stack",
    fits: |_| true,
    operation_case: Case::Camel,
    surface: None,
    writes_code: false,
    kinds: (OperationKind::Function, OperationKind::Function),
    headings: &[(OperationKind::Function, "Operations")],
    declaration: |_, _| Vec::new(),
    ..BASE
};
