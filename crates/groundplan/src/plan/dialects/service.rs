//! A web framework that is stated and whose code no other dialect writes: routes in words.

use super::{BASE, Dialect};
use crate::model::evidence::{OperationKind, Stack};

/// The dialect of services without one of their own.
pub const DIALECT: Dialect = Dialect {
    id: "service",
    summary: "Routes in words, for a web framework that is stated and not yet used",
    fits: |stack: &Stack| stack.stated.as_ref().is_some_and(|one| one.serves),
    writes_code: false,
    kinds: (OperationKind::Route, OperationKind::Route),
    ..BASE
};
