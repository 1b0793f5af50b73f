//! Alembic: one revision behind the last one, in the form of those that are there.

use std::fmt::Write as _;

use super::sqlalchemy::{block, index_parts};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{
    CodeBlock, Field, FieldType, IndexDraft, SchemaChanges, TableChange, TableDraft,
};

/// A revision that is there.
struct Revision<'a> {
    path: &'a str,
    text: &'a str,
    id: String,
    down: Option<String>,
}

/// The next revision; nothing where the project has none.
pub fn migrations(context: &Context<'_>, changes: &SchemaChanges) -> Vec<CodeBlock> {
    let there = revisions(context);
    let is_head = |one: &&Revision<'_>| {
        let mut others = there.iter();
        !others.any(|other| other.down.as_deref() == Some(one.id.as_str()))
    };
    let Some(head) = there.iter().rfind(is_head) else {
        return Vec::new();
    };
    if changes.is_empty() {
        return Vec::new();
    }
    let subject = subject(changes);
    let id = following(&head.id, &subject);
    let path = path(head, &id, &subject);
    let habit = Habit {
        enums: there.iter().any(|one| one.text.contains("sa.Enum(")),
        prefix: if head.text.contains("import sqlalchemy as sa") {
            "sa."
        } else {
            "sqlalchemy."
        },
    };
    let text = format!(
        "{}\n\n\ndef upgrade() -> None:\n{}\n\n\ndef downgrade() -> None:\n{}",
        header(head, &id, &subject),
        upgrade(&habit, changes),
        downgrade(&habit, context, changes)
    );
    vec![block(path, "migration", text)]
}

/// Files with a `down_revision`, in path order.
fn revisions<'a>(context: &Context<'a>) -> Vec<Revision<'a>> {
    let texts = context.evidence.texts.iter();
    let python =
        texts.filter(|(path, text)| path.ends_with(".py") && text.contains("\ndown_revision"));
    let read = |(path, text): (&'a String, &'a std::sync::Arc<str>)| {
        let value = |name: &str| {
            let line = text.lines().find(|line| {
                let rest = line.strip_prefix(name).unwrap_or_default();
                rest.trim_start().starts_with(['=', ':'])
            })?;
            let (_, value) = line.split_once('=')?;
            let value = value.trim();
            let quoted = value.trim_matches(['"', '\'']);
            (quoted.len() + 2 == value.len()).then(|| quoted.to_owned())
        };
        Some(Revision {
            path,
            text,
            id: value("revision")?,
            down: value("down_revision"),
        })
    };
    python.filter_map(read).collect()
}

/// What the revision is about: its new table, else what changes.
fn subject(changes: &SchemaChanges) -> String {
    let new = changes.new_names();
    match new.as_slice() {
        [] => {
            let changed = changes.changed_names();
            format!("change_{}", changed.join("_and_"))
        }
        [one] => (*one).to_owned(),
        several => several.join("_and_"),
    }
}

/// The next number of the same width; where revisions are hashes, one of the subject.
fn following(last: &str, subject: &str) -> String {
    let width = last.len();
    if last.chars().all(|c| c.is_ascii_digit()) && width < 12 {
        let next = last.parse::<u64>().unwrap_or(0) + 1;
        return format!("{next:0width$}");
    }
    // FNV-1a: the same for the same plan, and unlike any other.
    let seed = format!("{last} {subject}");
    let hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}").chars().take(12).collect()
}

/// The file beside the last revision: its name with the new identifier, and the subject.
fn path(head: &Revision<'_>, id: &str, subject: &str) -> String {
    let stem = names::file_stem(head.path);
    let numbered = stem.starts_with(head.id.as_str());
    let name = if numbered || stem.contains(head.id.as_str()) {
        format!("{id}_{subject}.py")
    } else {
        format!("{subject}.py")
    };
    names::in_dir(names::dir_of(head.path), &name)
}

/// What stands above `upgrade`, as the last revision has it.
fn header(head: &Revision<'_>, id: &str, subject: &str) -> String {
    let title = names::capital(&subject.replace('_', " "));
    let declared = |name: &str, value: &str| {
        let line = head.text.lines().find(|line| line.starts_with(name));
        let left = line
            .and_then(|line| line.split_once('='))
            .map_or(name, |(left, _)| left.trim_end());
        format!("{left} = {value}\n")
    };
    let mut text = format!("\"\"\"{title}.");
    if head.text.contains("Revises:") {
        let _ = write!(text, "\n\nRevision ID: {id}\nRevises: {}\n", head.id);
    }
    text.push_str("\"\"\"\n\n");
    if head.text.contains("from typing import") && head.text.contains("Union[") {
        text.push_str("from typing import Sequence, Union\n\n");
    } else if head.text.contains("Sequence[") {
        text.push_str("from collections.abc import Sequence\n\n");
    }
    text.push_str("import sqlalchemy as sa\nfrom alembic import op\n\n");
    text.push_str(&declared("revision", &format!("\"{id}\"")));
    text.push_str(&declared("down_revision", &format!("\"{}\"", head.id)));
    for name in ["branch_labels", "depends_on"] {
        if head.text.contains(&format!("\n{name}")) {
            text.push_str(&declared(name, "None"));
        }
    }
    text.trim_end().to_owned()
}

struct Habit {
    /// Whether revisions declare enumerations; else they are text.
    enums: bool,
    /// What stands before names of SQLAlchemy.
    prefix: &'static str,
}

impl Habit {
    fn ty(&self, table: &str, field: &Field) -> String {
        let sa = self.prefix;
        let length = field.limit.as_ref().filter(|limit| limit.characters);
        match &field.ty {
            FieldType::Text => match length.and_then(|limit| limit.max.as_ref()) {
                Some(max) => format!("{sa}String({max})"),
                None => format!("{sa}Text()"),
            },
            FieldType::Integer | FieldType::Reference { .. } => format!("{sa}Integer()"),
            FieldType::Number => format!("{sa}Float()"),
            FieldType::Decimal => format!("{sa}Numeric(12, 4)"),
            FieldType::Boolean => format!("{sa}Boolean()"),
            FieldType::Timestamp => format!("{sa}DateTime(timezone=True)"),
            FieldType::Date => format!("{sa}Date()"),
            FieldType::Json | FieldType::List { .. } => format!("{sa}JSON()"),
            FieldType::Enum { values } if self.enums => {
                let values: Vec<String> =
                    values.iter().map(|value| format!("\"{value}\"")).collect();
                let name = names::join(&names::singular_words(table), Case::Snake);
                format!(
                    "{sa}Enum({}, name=\"{name}_{}\")",
                    values.join(", "),
                    field.name
                )
            }
            FieldType::Enum { values } => {
                let longest = values.iter().map(|value| value.chars().count()).max();
                format!("{sa}String({})", longest.unwrap_or(1).max(20))
            }
        }
    }

    fn column(&self, table: &str, field: &Field) -> String {
        let sa = self.prefix;
        let mut parts = vec![format!("\"{}\"", field.name), self.ty(table, field)];
        if let FieldType::Reference { table } = &field.ty {
            parts.push(format!("{sa}ForeignKey(\"{table}.id\")"));
        }
        parts.push(format!(
            "nullable={}",
            if field.required { "False" } else { "True" }
        ));
        parts.extend(field.unique.then(|| "unique=True".to_owned()));
        format!("{sa}Column({})", parts.join(", "))
    }

    fn index(&self, table: &str, index: &IndexDraft) -> String {
        let (fields, options) = index_parts(index, self.prefix);
        format!(
            "    op.create_index(\"{}\", \"{table}\", [{fields}]{options})",
            index.name
        )
    }
}

fn create(habit: &Habit, table: &TableDraft) -> String {
    let sa = habit.prefix;
    let mut text = format!(
        "    op.create_table(\n        \"{}\",\n        {sa}Column(\"id\", {sa}Integer(), primary_key=True),\n",
        table.name
    );
    for field in &table.fields {
        let _ = writeln!(text, "        {},", habit.column(&table.name, field));
    }
    let ranges = table.fields.iter().filter_map(|field| {
        let limit = field.limit.as_ref().filter(|limit| !limit.characters)?;
        Some(limit.condition(&field.name, " AND "))
    });
    let rules = table
        .checks
        .iter()
        .map(|check| check.rule.condition(&str::to_owned));
    for condition in ranges.chain(rules) {
        let _ = writeln!(text, "        {sa}CheckConstraint(\"{condition}\"),");
    }
    text.push_str("    )");
    for index in &table.indexes {
        let _ = write!(text, "\n{}", habit.index(&table.name, index));
    }
    text
}

fn upgrade(habit: &Habit, changes: &SchemaChanges) -> String {
    let mut parts: Vec<String> = changes
        .new_tables
        .iter()
        .map(|table| create(habit, table))
        .collect();
    for change in &changes.modified_tables {
        let table = &change.name;
        parts.extend(change.add.iter().map(|field| {
            format!(
                "    op.add_column(\"{table}\", {})",
                habit.column(table, field)
            )
        }));
        parts.extend(change.indexes.iter().map(|index| habit.index(table, index)));
        parts.extend(
            change
                .remove
                .iter()
                .map(|name| format!("    op.drop_column(\"{table}\", \"{name}\")")),
        );
    }
    parts.join("\n")
}

/// The steps of [`upgrade`] taken back, the last first.
fn downgrade(habit: &Habit, context: &Context<'_>, changes: &SchemaChanges) -> String {
    let mut parts: Vec<String> = Vec::new();
    for change in changes.modified_tables.iter().rev() {
        let table = &change.name;
        parts.extend(change.remove.iter().map(|name| {
            let ty = written_type(habit, context, change, name);
            let sa = habit.prefix;
            format!("    # values of {name} do not come back\n    op.add_column(\"{table}\", {sa}Column(\"{name}\", {ty}, nullable=True))")
        }));
        parts.extend(change.indexes.iter().rev().map(|index| {
            format!(
                "    op.drop_index(\"{}\", table_name=\"{table}\")",
                index.name
            )
        }));
        parts.extend(
            change
                .add
                .iter()
                .rev()
                .map(|field| format!("    op.drop_column(\"{table}\", \"{}\")", field.name)),
        );
    }
    let tables = changes.new_tables.iter().rev();
    parts.extend(tables.map(|table| format!("    op.drop_table(\"{}\")", table.name)));
    parts.join("\n")
}

/// The type of a column that goes, as its model has it.
fn written_type(habit: &Habit, context: &Context<'_>, change: &TableChange, name: &str) -> String {
    let tables = context.analysis().tables.iter();
    let table = tables.filter(|table| table.name == change.name);
    let written = table
        .flat_map(|table| &table.fields)
        .find(|field| field.name == name);
    let lower = written.map_or(String::new(), |field| field.ty.to_lowercase());
    let known = [
        ("datetime", "DateTime(timezone=True)"),
        ("date", "Date()"),
        ("bool", "Boolean()"),
        ("decimal", "Numeric(12, 4)"),
        ("numeric", "Numeric(12, 4)"),
        ("float", "Float()"),
        ("int", "Integer()"),
    ];
    let found = known.iter().find(|(cue, _)| lower.contains(cue));
    format!("{}{}", habit.prefix, found.map_or("Text()", |(_, ty)| ty))
}
