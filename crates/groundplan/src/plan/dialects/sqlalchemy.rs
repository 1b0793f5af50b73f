//! SQLAlchemy 2 models; the routes beside them are those of FastAPI.

use std::fmt::Write as _;

use super::{BASE, Dialect, alembic, common, fastapi};
use crate::model::evidence::Stack;
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, Field, FieldType, IndexDraft, TableChange, TableDraft};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    id: "sqlalchemy",
    summary: "SQLAlchemy models, FastAPI routes, pydantic schemas",
    fits: |stack: &Stack| stack.schema_language.as_deref() == Some("sqlalchemy"),
    new_table,
    change_table,
    migrations: alembic::migrations,
    operation: fastapi::operation,
    ..BASE
};

/// Python type of a value.
pub(super) fn python(ty: &FieldType, id: &str) -> String {
    match ty {
        FieldType::Text | FieldType::Enum { .. } => "str".to_owned(),
        FieldType::Integer => "int".to_owned(),
        FieldType::Number => "float".to_owned(),
        FieldType::Decimal => "Decimal".to_owned(),
        FieldType::Boolean => "bool".to_owned(),
        FieldType::Timestamp => "datetime".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::Json => "dict[str, object]".to_owned(),
        FieldType::Reference { .. } => id.to_owned(),
        FieldType::List { of } => format!("list[{}]", python(of, id)),
    }
}

fn column(field: &Field, id: &str) -> String {
    let mut inner: Vec<String> = Vec::new();
    match &field.ty {
        FieldType::Reference { table } => inner.push(format!("ForeignKey(\"{table}.id\")")),
        FieldType::Decimal => inner.push("Numeric(12, 4)".to_owned()),
        FieldType::Json | FieldType::List { .. } => inner.push("JSON".to_owned()),
        FieldType::Enum { values } => {
            let longest = values
                .iter()
                .map(|value| value.chars().count())
                .max()
                .unwrap_or(1);
            inner.push(format!("String({})", longest.max(16)));
        }
        _ => {}
    }
    if let (FieldType::Text, Some(limit)) = (&field.ty, &field.limit) {
        inner.extend(limit.max.as_ref().map(|max| format!("String({max})")));
    } else if let Some(limit) = field.limit.as_ref().filter(|limit| !limit.characters) {
        let condition = limit.condition(&field.name, " AND ");
        inner.push(format!("CheckConstraint(\"{condition}\")"));
    }
    if field.unique {
        inner.push("unique=True".to_owned());
    }
    let default = field.default.as_ref().map(|value| match &field.ty {
        FieldType::Enum { values } if values.contains(value) => format!("\"{value}\""),
        FieldType::Text => format!("\"{value}\""),
        FieldType::Boolean if value == "true" => "True".to_owned(),
        FieldType::Boolean => "False".to_owned(),
        _ => value.clone(),
    });
    match default.filter(|value| {
        value.starts_with('"')
            || value.parse::<f64>().is_ok()
            || value == "True"
            || value == "False"
    }) {
        Some(value) => inner.push(format!("default={value}")),
        None if !field.required => inner.push("default=None".to_owned()),
        None => {}
    }
    let ty = python(&field.ty, id);
    let ty = if field.required {
        ty
    } else {
        format!("{ty} | None")
    };
    format!(
        "    {}: Mapped[{ty}] = mapped_column({})",
        field.name,
        inner.join(", ")
    )
}

/// How models are written here.
struct Habit {
    /// Base class: `Base`, `db.Model`.
    base: String,
    /// What stands before `Column(` where columns are not mapped: `db.`, `sa.`, nothing.
    classic: Option<String>,
}

impl Habit {
    fn of(context: &Context<'_>) -> Self {
        let tables = context.analysis().tables.iter();
        let texts: Vec<&str> = tables
            .filter_map(|table| table.anchor.as_ref())
            .filter_map(|anchor| context.evidence.texts.get(&anchor.path))
            .map(AsRef::as_ref)
            .collect();
        let says = |cue: &str| texts.iter().any(|text| text.contains(cue));
        let classic = (!says("mapped_column(") && says("Column(")).then(|| {
            let prefixes = ["db.", "sa."];
            let found = prefixes.iter().find(|one| says(&format!("{one}Column(")));
            found.map_or(String::new(), |one| (*one).to_owned())
        });
        let base = if says("(db.Model)") {
            "db.Model"
        } else {
            "Base"
        };
        Self {
            base: base.to_owned(),
            classic,
        }
    }

    fn prefix(&self) -> &str {
        self.classic.as_deref().unwrap_or_default()
    }

    fn column(&self, field: &Field, id: &str) -> String {
        match &self.classic {
            Some(prefix) => classic(field, prefix),
            None => column(field, id),
        }
    }
}

/// `    note = db.Column(db.String(200), nullable=True)`.
fn classic(field: &Field, prefix: &str) -> String {
    let length = field.limit.as_ref().filter(|limit| limit.characters);
    let length = length.and_then(|limit| limit.max.as_ref());
    let ty = match &field.ty {
        FieldType::Text => match length {
            Some(max) => format!("String({max})"),
            None => "Text".to_owned(),
        },
        FieldType::Integer | FieldType::Reference { .. } => "Integer".to_owned(),
        FieldType::Number => "Float".to_owned(),
        FieldType::Decimal => "Numeric(12, 4)".to_owned(),
        FieldType::Boolean => "Boolean".to_owned(),
        FieldType::Timestamp => "DateTime".to_owned(),
        FieldType::Date => "Date".to_owned(),
        FieldType::Json | FieldType::List { .. } => "JSON".to_owned(),
        FieldType::Enum { values } => {
            let words: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
            format!("Enum({}, name=\"{}\")", words.join(", "), field.name)
        }
    };
    let mut inner = vec![format!("{prefix}{ty}")];
    if let FieldType::Reference { table } = &field.ty {
        inner.push(format!("{prefix}ForeignKey(\"{table}.id\")"));
    }
    if let Some(limit) = field.limit.as_ref().filter(|limit| !limit.characters) {
        let condition = limit.condition(&field.name, " AND ");
        inner.push(format!("{prefix}CheckConstraint(\"{condition}\")"));
    }
    let required = if field.required { "False" } else { "True" };
    inner.push(format!("nullable={required}"));
    inner.extend(field.unique.then(|| "unique=True".to_owned()));
    let quoted = matches!(field.ty, FieldType::Enum { .. } | FieldType::Text);
    inner.extend(field.default.as_ref().map(|value| {
        if quoted {
            format!("default=\"{value}\"")
        } else {
            format!("default={value}")
        }
    }));
    format!("    {} = {prefix}Column({})", field.name, inner.join(", "))
}

/// Python type of identifiers here, from the tables that are there.
pub(super) fn id_type(context: &Context<'_>) -> String {
    let fields = context
        .analysis()
        .tables
        .iter()
        .flat_map(|table| &table.fields);
    let written = fields
        .filter(|field| field.name == "id")
        .map(|field| field.ty.to_lowercase())
        .next();
    match written.unwrap_or_default() {
        ty if ty.contains("uuid") => "UUID".to_owned(),
        ty if ty.contains("str") => "str".to_owned(),
        _ => "int".to_owned(),
    }
}

fn class_name(table: &str) -> String {
    names::join(&names::singular_words(table), Case::Pascal)
}

/// Where models live: the file of the tables that are there, or one beside it where each has its own.
fn models_path(context: &Context<'_>, table: &str) -> String {
    let anchors: Vec<&str> = context
        .analysis()
        .tables
        .iter()
        .filter_map(|table| table.anchor.as_ref())
        .map(|anchor| anchor.path.as_str())
        .collect();
    let Some(first) = anchors.first() else {
        return "app/models.py".to_owned();
    };
    let shared = anchors.iter().filter(|path| path == &first).count();
    if shared > 1 || anchors.len() == 1 {
        return (*first).to_owned();
    }
    let dir = names::dir_of(first);
    let name = names::join(&names::singular_words(table), Case::Snake);
    if dir.is_empty() {
        format!("{name}.py")
    } else {
        format!("{dir}/{name}.py")
    }
}

/// `__table_args__`: indexes and rules between fields; `prefix` is `db.` where names are not imported.
fn table_args(table: &TableDraft, prefix: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for index in &table.indexes {
        lines.push(index_call(&table.name, index, prefix));
    }
    for check in &table.checks {
        let condition = check.rule.condition(&str::to_owned);
        lines.push(format!("{prefix}CheckConstraint(\"{condition}\")"));
    }
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines
        .iter()
        .map(|line| format!("        {line},\n"))
        .collect();
    format!("    __table_args__ = (\n{lines}    )\n")
}

/// `Index("ix_loans_book_id", "book_id")`.
fn index_call(table: &str, index: &IndexDraft, prefix: &str) -> String {
    let (fields, options) = index_parts(index, prefix);
    let name = if index.name.starts_with("by_") {
        format!("ix_{table}_{}", index.name)
    } else {
        index.name.clone()
    };
    format!("{prefix}Index(\"{name}\", {fields}{options})")
}

/// The columns of an index and the options behind them, as `Index` and Alembic's `create_index` take them.
pub(super) fn index_parts(index: &IndexDraft, prefix: &str) -> (String, String) {
    let fields = index.fields.iter().map(|field| format!("\"{field}\""));
    let unique = if index.unique { ", unique=True" } else { "" };
    let only = index.only.as_ref().map(|(field, value)| {
        let state = format!("{prefix}text(\"{field} = '{value}'\")");
        format!(", postgresql_where={state}, sqlite_where={state}")
    });
    let options = format!("{unique}{}", only.unwrap_or_default());
    (fields.collect::<Vec<_>>().join(", "), options)
}

pub(super) fn imports(
    body: &str,
    taken: &std::collections::BTreeMap<String, Vec<String>>,
) -> String {
    const KNOWN: &[(&str, &str)] = &[
        ("datetime", "datetime"),
        ("date", "datetime"),
        ("Decimal", "decimal"),
        ("UUID", "uuid"),
        ("APIRouter", "fastapi"),
        ("Depends", "fastapi"),
        ("HTTPException", "fastapi"),
        ("BaseModel", "pydantic"),
        ("CheckConstraint", "sqlalchemy"),
        ("Column", "sqlalchemy"),
        ("Integer", "sqlalchemy"),
        ("Text", "sqlalchemy"),
        ("Float", "sqlalchemy"),
        ("Boolean", "sqlalchemy"),
        ("DateTime", "sqlalchemy"),
        ("Date", "sqlalchemy"),
        ("Enum", "sqlalchemy"),
        ("ForeignKey", "sqlalchemy"),
        ("Index", "sqlalchemy"),
        ("JSON", "sqlalchemy"),
        ("Numeric", "sqlalchemy"),
        ("String", "sqlalchemy"),
        ("text", "sqlalchemy"),
        ("Mapped", "sqlalchemy.orm"),
        ("mapped_column", "sqlalchemy.orm"),
    ];
    let mut all = taken.clone();
    for (name, module) in KNOWN {
        let have = all.values().flatten().any(|there| there == name);
        // A field may be called `text`; the function is called.
        let used = match *name {
            "text" => body.contains("=text("),
            name => common::mentions(body, name),
        };
        if used && !have {
            all.entry((*module).to_owned())
                .or_default()
                .push((*name).to_owned());
        }
    }
    let lines = all
        .iter()
        .map(|(module, names)| format!("from {module} import {}\n", names.join(", ")));
    lines.collect()
}

/// A block of Python.
pub(super) fn block(path: String, role: &str, text: String) -> CodeBlock {
    CodeBlock {
        language: "python".to_owned(),
        path,
        role: role.to_owned(),
        text,
    }
}

/// A model of a new table, in the form of the models that are there.
pub(super) fn new_table(context: &Context<'_>, table: &TableDraft) -> Vec<CodeBlock> {
    let id = id_type(context);
    let path = models_path(context, &table.name);
    let habit = Habit::of(context);
    let mut body = format!(
        "class {}({}):\n    __tablename__ = \"{}\"\n",
        class_name(&table.name),
        habit.base,
        table.name
    );
    body.push_str(&table_args(table, habit.prefix()));
    let _ = match &habit.classic {
        Some(prefix) => write!(
            body,
            "\n    id = {prefix}Column({prefix}Integer, primary_key=True)"
        ),
        None => write!(
            body,
            "\n    id: Mapped[{id}] = mapped_column(primary_key=True)"
        ),
    };
    for field in &table.fields {
        let _ = write!(body, "\n{}", habit.column(field, &id));
    }
    let there = context
        .analysis()
        .tables
        .iter()
        .find_map(|table| table.anchor.as_ref());
    let sibling = there.and_then(|anchor| context.evidence.file(&anchor.path));
    let taken = common::taken_imports(sibling, &body);
    // `db.Column` brings its names with it.
    let named = if habit.prefix().is_empty() { &body } else { "" };
    let text = format!("{}\n\n{body}", imports(named, &taken));
    vec![block(path, "schema", text)]
}

/// What a model gets; the rest of it stays as it is.
pub(super) fn change_table(context: &Context<'_>, change: &TableChange) -> Vec<CodeBlock> {
    let id = id_type(context);
    let habit = Habit::of(context);
    let there = context
        .analysis()
        .tables
        .iter()
        .find(|table| table.name == change.name);
    let class = there
        .and_then(|table| table.model.clone())
        .unwrap_or_else(|| class_name(&change.name));
    let mut text = format!(
        "class {class}({}):\n    # fields that are there stay; add:",
        habit.base
    );
    for field in &change.add {
        let _ = write!(text, "\n{}", habit.column(field, &id));
    }
    for name in &change.remove {
        let _ = write!(text, "\n    # remove: {name}");
    }
    for index in &change.indexes {
        let call = index_call(&change.name, index, habit.prefix());
        let _ = write!(text, "\n    # __table_args__: {call}");
    }
    vec![block(change.anchor.path.clone(), "schema", text)]
}
