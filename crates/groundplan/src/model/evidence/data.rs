//! Tables and operations that are there.

use serde::Serialize;

use crate::model::ground::Anchor;

/// A table of the project's schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Name in the schema.
    pub name: String,
    /// Name of the class or struct that stands for it, where it is another.
    pub model: Option<String>,
    /// Schema language it is written in.
    pub dialect: String,
    /// Fields in order.
    pub fields: Vec<TableField>,
    /// Indexes.
    pub indexes: Vec<TableIndex>,
    /// The declaration; `None` only in tests.
    pub anchor: Option<Anchor>,
}

/// A field of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableField {
    /// Name.
    pub name: String,
    /// Type as written.
    pub ty: String,
    /// Whether it may be absent.
    pub optional: bool,
    /// Table it refers to.
    pub references: Option<String>,
    /// Line.
    pub line: u32,
}

/// An index of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableIndex {
    /// Name.
    pub name: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Whether it is unique.
    pub unique: bool,
}

/// Kind of an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Reads.
    Query,
    /// Writes.
    Mutation,
    /// Does something outside.
    Action,
    /// HTTP route.
    Route,
    /// Command of a command-line tool.
    Command,
    /// Public function or type of a library.
    #[default]
    Function,
}

/// An operation that the project offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OperationKind,
    /// HTTP method, for a route.
    pub method: Option<String>,
    /// Route path or command path.
    pub route: Option<String>,
    /// Signature as written.
    pub signature: String,
    /// Group it belongs to.
    pub group: Option<String>,
    /// The declaration.
    pub anchor: Option<Anchor>,
}
