//! Stored data: fields, indexes, new and changed tables.

use serde::Serialize;

use super::{CodeBlock, Key};
use crate::model::ground::{Anchor, Claim};

/// Type of a field, before a schema language writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldType {
    /// Text.
    Text,
    /// Whole number.
    Integer,
    /// Number with a fraction, where exactness does not matter.
    Number,
    /// Money and the like.
    Decimal,
    /// Yes or no.
    Boolean,
    /// A moment.
    Timestamp,
    /// A day.
    Date,
    /// Structured data.
    Json,
    /// One of a few words.
    Enum {
        /// The words.
        values: Vec<String>,
    },
    /// Identifier of a row of another table.
    Reference {
        /// Name of that table in the schema.
        table: String,
    },
    /// Several of one type.
    List {
        /// Type of the members.
        of: Box<FieldType>,
    },
}

/// A range, of a field's values or of their length.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Smallest, as written.
    pub min: Option<String>,
    /// Largest, as written.
    pub max: Option<String>,
    /// Whether it is the number of characters.
    pub characters: bool,
}

impl Limit {
    /// `1 to 100`, `at most 300 characters`.
    pub fn words(&self) -> String {
        let range = match (&self.min, &self.max) {
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, Some(max)) => format!("at most {max}"),
            (None, None) => String::new(),
        };
        let unit = if self.characters { " characters" } else { "" };
        format!("{range}{unit}")
    }

    /// A condition on `value`, as SQL and most languages read it: `value >= 1 AND value <= 100`.
    pub fn condition(&self, value: &str, and: &str) -> String {
        let min = self.min.iter().map(|min| format!("{value} >= {min}"));
        let max = self.max.iter().map(|max| format!("{value} <= {max}"));
        min.chain(max).collect::<Vec<_>>().join(and)
    }
}

/// A field to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Name in the schema's habit.
    pub name: String,
    /// Type.
    pub ty: FieldType,
    /// Whether it must be there.
    pub required: bool,
    /// Whether no two rows may share it.
    pub unique: bool,
    /// The range of its values, or of their length.
    pub limit: Option<Limit>,
    /// What it starts as: one of its words, or a number.
    pub default: Option<String>,
    /// What it is for and what it rests on.
    pub claim: Claim,
}

/// An index to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexDraft {
    /// Name.
    pub name: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Whether it is unique.
    pub unique: bool,
    /// The state that rows are in which it holds: field and value.
    pub only: Option<(String, String)>,
    /// The access path that it serves.
    pub claim: Claim,
}

/// A rule between the fields of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowCheck {
    /// The rule.
    pub rule: RowRule,
    /// Its words and what it rests on.
    pub claim: Claim,
}

/// What must hold between fields of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum RowRule {
    /// One value lies above another.
    Above {
        /// Field of the lower value.
        low: String,
        /// Field of the higher value.
        high: String,
        /// Whether both may be the same.
        or_same: bool,
    },
    /// A range that holds in one state.
    When {
        /// Field of the state.
        field: String,
        /// The state.
        value: String,
        /// Field that the range is of.
        of: String,
        /// The range.
        limit: Limit,
    },
    /// One of several fields has a value.
    OneOf {
        /// The fields.
        fields: Vec<String>,
        /// Whether only one may.
        only: bool,
    },
}

impl RowRule {
    /// A condition in SQL; `name` writes a field's name.
    pub fn condition(&self, name: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::Above { low, high, or_same } => {
                let sign = if *or_same { ">=" } else { ">" };
                format!("{} {sign} {}", name(high), name(low))
            }
            Self::When {
                field,
                value,
                of,
                limit,
            } => {
                let limit = limit.condition(&name(of), " AND ");
                format!("{} <> '{value}' OR ({limit})", name(field))
            }
            Self::OneOf { fields, only: true } => {
                let set = fields
                    .iter()
                    .map(|field| format!("CASE WHEN {} IS NULL THEN 0 ELSE 1 END", name(field)));
                format!("{} = 1", set.collect::<Vec<_>>().join(" + "))
            }
            Self::OneOf { fields, .. } => {
                let set = fields
                    .iter()
                    .map(|field| format!("{} IS NOT NULL", name(field)));
                set.collect::<Vec<_>>().join(" OR ")
            }
        }
    }

    /// The fields that it reads.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::Above { low, high, .. } => vec![high, low],
            Self::When { field, of, .. } => vec![field, of],
            Self::OneOf { fields, .. } => fields.iter().map(String::as_str).collect(),
        }
    }
}

/// Changes to the stored data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SchemaChanges {
    /// Identifier in the dialect registry.
    pub dialect: Option<String>,
    /// New tables.
    pub new_tables: Vec<TableDraft>,
    /// Changed tables.
    pub modified_tables: Vec<TableChange>,
    /// Migrations of all changes, where they are not written a table.
    pub migrations: Vec<CodeBlock>,
    /// What was looked for, where there are no changes.
    pub none: Option<Claim>,
}

/// A new table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableDraft {
    /// Stable key.
    pub key: Key,
    /// Name in the schema.
    pub name: String,
    /// Name of one row, in the words of the specification: `pricing config`.
    pub entity: String,
    /// Fields in order, without the row's own identifier.
    pub fields: Vec<Field>,
    /// Indexes.
    pub indexes: Vec<IndexDraft>,
    /// Rules between the fields of a row.
    pub checks: Vec<RowCheck>,
    /// What it is for.
    pub claim: Claim,
    /// The table in the project's schema language.
    pub code: Vec<CodeBlock>,
}

/// A change to a table that is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableChange {
    /// Stable key.
    pub key: Key,
    /// Name in the schema.
    pub name: String,
    /// The declaration.
    pub anchor: Anchor,
    /// Fields to add.
    pub add: Vec<Field>,
    /// Names of fields that go.
    pub remove: Vec<String>,
    /// Indexes to add.
    pub indexes: Vec<IndexDraft>,
    /// Why.
    pub claim: Claim,
    /// The change in the project's schema language.
    pub code: Vec<CodeBlock>,
}

impl SchemaChanges {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.new_tables.is_empty() && self.modified_tables.is_empty()
    }

    /// Names of new tables.
    pub fn new_names(&self) -> Vec<&str> {
        self.new_tables
            .iter()
            .map(|table| table.name.as_str())
            .collect()
    }

    /// Names of changed tables.
    pub fn changed_names(&self) -> Vec<&str> {
        self.modified_tables
            .iter()
            .map(|table| table.name.as_str())
            .collect()
    }

    /// Fields that are drafted for a table, new or changed.
    pub fn drafted_fields<'a>(&'a self, table: &str) -> impl Iterator<Item = &'a Field> {
        let new = self.new_tables.iter().filter(move |one| one.name == table);
        let changed = self
            .modified_tables
            .iter()
            .filter(move |one| one.name == table);
        new.flat_map(|one| &one.fields)
            .chain(changed.flat_map(|one| &one.add))
    }

    /// Indexes that are drafted for a table, new or changed.
    pub fn drafted_indexes<'a>(&'a self, table: &str) -> impl Iterator<Item = &'a IndexDraft> {
        let new = self.new_tables.iter().filter(move |one| one.name == table);
        let changed = self
            .modified_tables
            .iter()
            .filter(move |one| one.name == table);
        new.flat_map(|one| &one.indexes)
            .chain(changed.flat_map(|one| &one.indexes))
    }

    /// Why each table is new or changes, in document order.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        let new = self.new_tables.iter().map(|table| &table.claim);
        new.chain(self.modified_tables.iter().map(|table| &table.claim))
    }
}
