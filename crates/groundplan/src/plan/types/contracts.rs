//! Operations and what they change for those who use the code already.

use serde::Serialize;

use super::FieldType;
use super::{Change, CodeBlock, Key};
use crate::model::evidence::OperationKind;
use crate::model::ground::{Anchor, Claim, Grounds};

/// Contracts: queries, mutations, routes, commands, public functions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contracts {
    /// Groups in document order.
    pub groups: Vec<ContractGroup>,
    /// Types that the specification names and describes.
    pub types: Vec<TypeDraft>,
    /// Names that the specification fixes and the code does not have yet.
    pub names: Vec<NameDraft>,
    /// What was looked for, where there is nothing to offer.
    pub none: Option<Claim>,
}

/// Contracts of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContractGroup {
    /// `Queries`, `Mutations`, `Routes`, `Commands`, `Public API`.
    pub heading: String,
    /// Operations.
    pub operations: Vec<OperationDraft>,
}

/// What a name in the specification stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// Function, method, action, hook.
    Operation,
    /// Class, interface, struct, enum.
    Type,
    /// Field, property, parameter, column.
    #[default]
    Member,
    /// Command of a command line: `add agent`.
    Command,
    /// Option of a command: `--force`.
    Option,
    /// Constant or error code: `NOT_SUPPORTED`.
    Value,
    /// Environment variable.
    Variable,
    /// File.
    File,
}

/// A name that the specification fixes and the code does not have yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameDraft {
    /// Stable key.
    pub key: Key,
    /// The name as the specification writes it.
    pub name: String,
    /// What it stands for.
    pub kind: NameKind,
    /// Operations and types that it belongs to.
    pub belongs_to: Vec<String>,
    /// File where it goes, one of [`super::Plan::files`]; `None` where nothing shows it.
    pub file: Option<String>,
    /// Files that are made with it, as those of its kind have them beside them.
    pub with: Vec<String>,
    /// What it rests on.
    pub claim: Claim,
}

/// What a new type holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum TypeShape {
    /// Members, each with a value of its own.
    Record {
        /// Members in the order of the specification.
        members: Vec<Param>,
    },
    /// One of a few values.
    Choice {
        /// The values as the specification writes them.
        values: Vec<String>,
    },
}

/// A new type that the specification names and describes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeDraft {
    /// Stable key.
    pub key: Key,
    /// The name as the specification writes it.
    pub name: String,
    /// What it holds.
    pub shape: TypeShape,
    /// File where it goes, one of [`super::Plan::files`]; `None` where nothing shows it.
    pub file: Option<String>,
    /// What it is for and what it rests on.
    pub claim: Claim,
    /// The declaration in the project's language.
    pub code: Vec<CodeBlock>,
}

/// What an operation does, whatever the stack.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Makes one.
    Create,
    /// Changes one.
    Update,
    /// Changes many.
    BulkUpdate,
    /// Removes one.
    Delete,
    /// Gives one.
    Get,
    /// Gives many.
    List,
    /// Finds.
    Search,
    /// Gives the history of one.
    History,
    /// Gives a file.
    Export,
    /// Takes a file.
    Import,
    /// Computes.
    Calculate,
    /// Checks.
    Validate,
    /// Tells somebody.
    Notify,
    /// Anything else.
    #[default]
    Run,
}

/// A parameter, flag or field of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Param {
    /// Name in the habit of the place.
    pub name: String,
    /// Type.
    pub ty: FieldType,
    /// Whether it must be given.
    pub required: bool,
    /// What it is, in a few words.
    pub about: String,
}

/// What an operation gives back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Returns {
    /// Nothing.
    #[default]
    Nothing,
    /// One record.
    One {
        /// Its fields.
        fields: Vec<Param>,
    },
    /// Many records.
    Many {
        /// Fields of each.
        fields: Vec<Param>,
    },
    /// The identifier of a row.
    Id {
        /// Its table.
        table: String,
    },
    /// A value of a type that the project declares.
    Named {
        /// Name of the type.
        name: String,
    },
    /// A value.
    Value {
        /// Its type.
        ty: FieldType,
    },
}

/// A way in which an operation is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorCase {
    /// When: `input_price is not positive`.
    pub when: String,
    /// What happens: `rejected with a validation error`.
    pub result: String,
    /// What it rests on.
    pub grounds: Grounds,
}

/// An operation: query, mutation, route, command, public function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationDraft {
    /// Stable key.
    pub key: Key,
    /// Name in the habit of its group.
    pub name: String,
    /// Kind.
    pub kind: OperationKind,
    /// New, changed or removed.
    pub change: Change,
    /// What it does.
    pub verb: Verb,
    /// Table or type that it is about.
    pub entity: Option<String>,
    /// HTTP method, for a route.
    pub method: Option<String>,
    /// Route path or command path.
    pub route: Option<String>,
    /// The signature that the specification writes out, with its types.
    pub signature: Option<String>,
    /// Parameters; of one that changes, those that it gets.
    pub params: Vec<Param>,
    /// Names of parameters and options that go.
    pub drops: Vec<String>,
    /// Result.
    pub returns: Returns,
    /// Refusals.
    pub errors: Vec<ErrorCase>,
    /// What else it does or keeps to: order, pages, what it writes besides.
    pub facts: Vec<Claim>,
    /// Who may: `admin`.
    pub role: Option<String>,
    /// The guard to call first, with the convention it rests on.
    pub guard: Option<Claim>,
    /// Identifiers of the acceptance criteria that it fulfils.
    pub criteria: Vec<String>,
    /// File it stands in, one of [`super::Plan::files`].
    pub file: String,
    /// Nearest existing operation, to be followed.
    pub nearest: Option<Anchor>,
    /// What it does for whom, and what it rests on.
    pub claim: Claim,
    /// The contract in the project's language.
    pub code: Vec<CodeBlock>,
}

/// A symbol, command, option or document that changes or goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// Stable key.
    pub key: Key,
    /// What: a qualified name, command, option, path.
    pub subject: String,
    /// Modified or removed.
    pub change: Change,
    /// Present signature or definition.
    pub before: String,
    /// Signature afterwards; empty where it goes.
    pub after: String,
    /// The declaration.
    pub anchor: Anchor,
    /// Places that use it.
    pub callers: Vec<Anchor>,
    /// Tests that cover it.
    pub tests: Vec<Anchor>,
    /// Documents and configuration that mention it.
    pub mentions: Vec<Anchor>,
    /// Whether somebody outside may depend on it.
    pub breaking: bool,
    /// Whether it stays for a while and tells its callers what to use instead.
    pub deprecated: bool,
    /// What takes its place, where the specification names it.
    pub replacement: Option<String>,
    /// Members that a type gets.
    pub gains: Vec<Param>,
    /// The change as lines that go and lines that come.
    pub code: Vec<CodeBlock>,
    /// Why it changes.
    pub claim: Claim,
}
