//! SQL tables as migrations: `CREATE TABLE`, `CREATE INDEX`, `ALTER TABLE … ADD COLUMN`, in types that
//! the project's own migrations use. Go and Rust dialects share it.

use std::fmt::Write as _;

use super::{BASE, Dialect, common};
use crate::model::evidence::Stack;
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, Field, FieldType, IndexDraft, TableChange, TableDraft};

/// What dialects over SQL have in common.
pub const SERVICE: Dialect = Dialect {
    new_table: |context, table: &TableDraft| vec![new_table(context, table)],
    change_table: |context, change: &TableChange| vec![change_table(context, change)],
    ..BASE
};

/// Whether tables are written in SQL here.
pub fn is_used(stack: &Stack) -> bool {
    matches!(
        stack.schema_language.as_deref(),
        Some("sql" | "sqlx" | "go-sql" | "database-sql")
    )
}

/// Types of the project's own columns.
struct Habit {
    id: String,
    reference: &'static str,
    moment: &'static str,
    json: &'static str,
}

fn habit(context: &Context<'_>) -> Habit {
    let fields = || {
        context
            .analysis()
            .tables
            .iter()
            .flat_map(|table| &table.fields)
    };
    let written = |cue: &str| fields().any(|field| field.ty.to_uppercase().contains(cue));
    let id = fields().find(|field| field.name == "id").map(|field| {
        field
            .ty
            .to_uppercase()
            .replace("PRIMARY KEY", "")
            .trim()
            .to_owned()
    });
    let id = id
        .filter(|ty| !ty.is_empty())
        .unwrap_or_else(|| "INTEGER".to_owned());
    let uuid = id.contains("UUID");
    let big = id.contains("BIG");
    let text = id.starts_with("TEXT");
    Habit {
        reference: if uuid {
            "UUID"
        } else if big {
            "BIGINT"
        } else if text {
            "TEXT"
        } else {
            "INTEGER"
        },
        id,
        moment: if written("TIMESTAMPTZ") {
            "TIMESTAMPTZ"
        } else {
            "TIMESTAMP"
        },
        json: if written("JSONB") { "JSONB" } else { "TEXT" },
    }
}

/// The identifier's column: its type, without what follows a default twice.
fn id_column(habit: &Habit) -> String {
    let ty = habit.id.split_whitespace().collect::<Vec<_>>().join(" ");
    match ty.strip_suffix("AUTOINCREMENT") {
        Some(ty) => format!("id {} PRIMARY KEY AUTOINCREMENT", ty.trim()),
        None => format!("id {ty} PRIMARY KEY"),
    }
}

fn column(habit: &Habit, field: &Field) -> String {
    let (ty, rest) = match &field.ty {
        FieldType::Text | FieldType::List { .. } => ("TEXT", String::new()),
        FieldType::Integer => ("INTEGER", String::new()),
        FieldType::Number => ("DOUBLE PRECISION", String::new()),
        FieldType::Decimal => ("NUMERIC(12, 4)", String::new()),
        FieldType::Boolean => ("BOOLEAN", String::new()),
        FieldType::Timestamp => (habit.moment, String::new()),
        FieldType::Date => ("DATE", String::new()),
        FieldType::Json => (habit.json, String::new()),
        FieldType::Enum { values } => {
            let all: Vec<String> = values
                .iter()
                .map(|value| format!("'{}'", value.replace('\'', "''")))
                .collect();
            (
                "TEXT",
                format!(" CHECK ({} IN ({}))", quoted(&field.name), all.join(", ")),
            )
        }
        FieldType::Reference { table } => (
            habit.reference,
            format!(" REFERENCES {} (id)", quoted(table)),
        ),
    };
    let null = if field.required { " NOT NULL" } else { "" };
    let unique = if field.unique { " UNIQUE" } else { "" };
    format!("{} {ty}{null}{unique}{rest}", quoted(&field.name))
}

/// The name, in quotes where SQL reserves the word.
fn quoted(name: &str) -> String {
    let reserved = [
        "order",
        "user",
        "group",
        "table",
        "index",
        "references",
        "check",
        "default",
        "limit",
        "offset",
        "when",
        "case",
        "end",
        "column",
        "primary",
        "select",
        "from",
        "to",
        "values",
    ];
    if reserved.contains(&name.to_lowercase().as_str()) {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

fn index_lines(table: &str, indexes: &[IndexDraft]) -> String {
    let line = |index: &IndexDraft| {
        let unique = if index.unique { "UNIQUE " } else { "" };
        let fields: Vec<String> = index.fields.iter().map(|field| quoted(field)).collect();
        format!(
            "\n\nCREATE {unique}INDEX {} ON {} ({});",
            index.name,
            quoted(table),
            fields.join(", ")
        )
    };
    indexes.iter().map(line).collect()
}

fn migration(context: &Context<'_>, subject: &str, text: String) -> CodeBlock {
    let path = common::next_migration(context, subject)
        .unwrap_or_else(|| format!("migrations/0001_{subject}.sql"));
    CodeBlock {
        language: "sql".to_owned(),
        path,
        role: "schema".to_owned(),
        text,
    }
}

/// A migration that creates a table.
fn new_table(context: &Context<'_>, table: &TableDraft) -> CodeBlock {
    let habit = habit(context);
    let mut text = format!(
        "CREATE TABLE {} (\n    {}",
        quoted(&table.name),
        id_column(&habit)
    );
    for field in &table.fields {
        let _ = write!(text, ",\n    {}", column(&habit, field));
    }
    let _ = write!(text, "\n);{}", index_lines(&table.name, &table.indexes));
    migration(context, &format!("create_{}", table.name), text)
}

/// A migration that changes a table. Columns are added without `NOT NULL`: rows that are there
/// have no value.
fn change_table(context: &Context<'_>, change: &TableChange) -> CodeBlock {
    let habit = habit(context);
    let added = change.add.iter().map(|field| {
        let nullable = Field {
            required: false,
            ..field.clone()
        };
        format!(
            "ALTER TABLE {} ADD COLUMN {};",
            quoted(&change.name),
            column(&habit, &nullable)
        )
    });
    let removed = change.remove.iter().map(|name| {
        format!(
            "ALTER TABLE {} DROP COLUMN {};",
            quoted(&change.name),
            quoted(name)
        )
    });
    let lines: Vec<String> = added.chain(removed).collect();
    let text = format!(
        "{}{}",
        lines.join("\n"),
        index_lines(&change.name, &change.indexes)
    );
    migration(context, &format!("alter_{}", change.name), text)
}
