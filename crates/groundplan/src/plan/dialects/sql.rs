//! SQL tables as migrations: `CREATE TABLE`, `CREATE INDEX`, `ALTER TABLE … ADD COLUMN`, in types that
//! the project's own migrations use. Go and Rust dialects share it.

use std::fmt::Write as _;

use super::{BASE, Dialect, common};
use crate::model::evidence::Stack;
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, Field, FieldType, IndexDraft, TableChange, TableDraft};

/// What dialects over SQL have in common.
pub const SERVICE: Dialect = Dialect {
    new_table: |context, table: &TableDraft| {
        let taken = format!("DROP TABLE {};", quoted(&table.name));
        with_way_back(new_table(context, table), taken)
    },
    change_table: |context, change: &TableChange| {
        with_way_back(change_table(context, change), way_back(change))
    },
    ..BASE
};

/// The migration, and the one that takes it back where the project's migrations are pairs.
fn with_way_back(up: CodeBlock, text: String) -> Vec<CodeBlock> {
    let Some(stem) = up.path.strip_suffix(".up.sql") else {
        return vec![up];
    };
    let down = CodeBlock {
        path: format!("{stem}.down.sql"),
        role: "migration".to_owned(),
        language: up.language.clone(),
        text,
    };
    vec![up, down]
}

/// What takes a change of a table back; values of a column that went are lost.
fn way_back(change: &TableChange) -> String {
    let table = quoted(&change.name);
    let added = change.add.iter();
    let lines =
        added.map(|field| format!("ALTER TABLE {table} DROP COLUMN {};", quoted(&field.name)));
    let lost = change
        .remove
        .iter()
        .map(|name| format!("-- {name} and its values do not come back"));
    lines.chain(lost).collect::<Vec<_>>().join("\n")
}

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
    let id = fields()
        .find(|field| field.name == "id" && !field.ty.is_empty())
        .map_or("INTEGER", |field| field.ty.as_str())
        .to_owned();
    let upper = id.to_uppercase();
    let uuid = upper.contains("UUID");
    let big = upper.contains("BIG");
    let text = upper.starts_with("TEXT");
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

/// The identifier's column, as the project's tables have it.
fn id_column(habit: &Habit) -> String {
    if habit.id.to_uppercase().contains("PRIMARY KEY") {
        format!("id {}", habit.id)
    } else {
        format!("id {} PRIMARY KEY", habit.id)
    }
}

/// Column types of the project's tables by name, as written: a new column of that name and kind
/// takes it over.
fn same_name(context: &Context<'_>, field: &Field) -> Option<String> {
    let plain = matches!(
        field.ty,
        FieldType::Timestamp | FieldType::Date | FieldType::Text | FieldType::Integer
    );
    let tables = context.analysis().tables.iter();
    let mut there = tables.flat_map(|table| &table.fields);
    let found = there.find(|one| {
        let is_moment = one.ty.to_uppercase().contains("TIME");
        one.name == field.name
            && one.references.is_none()
            && one.optional != field.required
            && is_moment == (field.ty == FieldType::Timestamp)
    })?;
    let bare = field.limit.is_none() && field.default.is_none() && !field.unique;
    (plain && bare && !found.ty.to_uppercase().contains("UNIQUE")).then(|| found.ty.clone())
}

/// `DEFAULT 'waiting'`, `CHECK (quantity >= 1)`.
fn rules(field: &Field) -> String {
    let name = quoted(&field.name);
    let default = field.default.as_ref().map(|value| match field.ty {
        FieldType::Integer | FieldType::Number | FieldType::Decimal => format!(" DEFAULT {value}"),
        FieldType::Boolean => format!(" DEFAULT {}", value.to_uppercase()),
        _ => format!(" DEFAULT '{}'", value.replace('\'', "''")),
    });
    let known = match (&field.ty, &field.default) {
        (FieldType::Enum { values }, Some(value)) => values.contains(value),
        (FieldType::Text, Some(_)) => true,
        (FieldType::Boolean, Some(value)) => value == "true" || value == "false",
        (_, Some(value)) => value.parse::<f64>().is_ok(),
        (_, None) => false,
    };
    let check = field.limit.as_ref().map(|limit| {
        let value = if limit.characters {
            format!("length({name})")
        } else {
            name.clone()
        };
        format!(" CHECK ({})", limit.condition(&value, " AND "))
    });
    format!(
        "{}{}",
        default.filter(|_| known).unwrap_or_default(),
        check.unwrap_or_default()
    )
}

fn column(context: &Context<'_>, habit: &Habit, field: &Field) -> String {
    if let Some(written) = same_name(context, field) {
        return format!("{} {written}", quoted(&field.name));
    }
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
    let rules = rules(field);
    format!("{} {ty}{null}{unique}{rules}{rest}", quoted(&field.name))
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
        "is",
        "in",
        "not",
        "desc",
        "asc",
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
        let only = index.only.as_ref().map(|(field, value)| {
            format!(" WHERE {} = '{}'", quoted(field), value.replace('\'', "''"))
        });
        format!(
            "\n\nCREATE {unique}INDEX {} ON {} ({}){};",
            index.name,
            quoted(table),
            fields.join(", "),
            only.unwrap_or_default()
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
        let _ = write!(text, ",\n    {}", column(context, &habit, field));
    }
    for check in &table.checks {
        let condition = check.rule.condition(&quoted);
        let _ = write!(text, ",\n    CHECK ({condition})");
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
            column(context, &habit, &nullable)
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
