//! SQL: `CREATE TABLE`, `ALTER TABLE … ADD`, `CREATE INDEX` in migrations.

use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, closing, line_at, names, parts, regex};
use crate::analyze::detect::texts::Texts;
use crate::model::evidence::{Table, TableField, TableIndex};

/// The schema language.
pub const READER: Reader = Reader {
    language: "sql",
    may_hold: |file| file.path.ends_with(".sql") && !file.path.contains(".down."),
    read: sql,
};

static CREATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"(?i)CREATE TABLE\s+(?:IF NOT EXISTS\s+)?["`]?(?:\w+\.)?(\w+)["`]?\s*\("#)
});
static INDEX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r#"(?i)CREATE\s+(UNIQUE\s+)?INDEX\s+(?:IF NOT EXISTS\s+)?["`]?(\w+)["`]?\s+ON\s+["`]?(\w+)["`]?\s*\(([^)]*)\)"#,
    )
});
static ALTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r#"(?i)ALTER TABLE\s+["`]?(\w+)["`]?\s+ADD\s+(?:COLUMN\s+)?(?:IF NOT EXISTS\s+)?([^;]+);"#,
    )
});
static SQL_REFERENCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"(?i)REFERENCES\s+["`]?(\w+)"#));

fn sql(path: &str, texts: &Texts<'_>, all: &mut Vec<Table>) {
    let Some(text) = texts.get(path) else { return };
    for found in CREATE
        .iter()
        .flat_map(|pattern| pattern.captures_iter(&text))
    {
        let Some(whole) = found.get(0) else { continue };
        let Some(end) = closing(&text, whole.end()) else {
            continue;
        };
        let mut table = Table {
            name: found[1].to_owned(),
            dialect: "sql".to_owned(),
            ..Table::default()
        };
        for (offset, part) in parts(&text, whole.end(), end) {
            let skipped = part.len() - part.trim_start().len();
            table
                .fields
                .extend(sql_field(&part, line_at(&text, offset + skipped)));
        }
        table.anchor = texts.cite(
            path,
            line_at(&text, whole.start()),
            line_at(&text, end),
            Some(&found[1]),
        );
        all.push(table);
    }
    for found in ALTER
        .iter()
        .flat_map(|pattern| pattern.captures_iter(&text))
    {
        let line = found.get(0).map_or(1, |all| line_at(&text, all.start()));
        if let Some(table) = all.iter_mut().find(|table| table.name == found[1]) {
            table.fields.extend(sql_field(&found[2], line));
        }
    }
    for found in INDEX
        .iter()
        .flat_map(|pattern| pattern.captures_iter(&text))
    {
        if let Some(table) = all.iter_mut().find(|table| table.name == found[3]) {
            table.indexes.push(TableIndex {
                name: found[2].to_owned(),
                fields: names(&found[4]),
                unique: found.get(1).is_some(),
            });
        }
    }
}

fn sql_field(part: &str, line: u32) -> Option<TableField> {
    let lines: Vec<&str> = part
        .lines()
        .map(|line| line.split("--").next().unwrap_or(line))
        .collect();
    let bare = lines.join(" ");
    let mut words = bare.split_whitespace();
    let name = words.next()?.trim_matches(['"', '`']).to_owned();
    let ty = words.collect::<Vec<_>>().join(" ");
    let upper = name.to_uppercase();
    if [
        "PRIMARY",
        "FOREIGN",
        "UNIQUE",
        "CHECK",
        "CONSTRAINT",
        "INDEX",
        "KEY",
    ]
    .contains(&upper.as_str())
        || ty.is_empty()
    {
        return None;
    }
    let reference = SQL_REFERENCE
        .as_ref()
        .and_then(|pattern| pattern.captures(&ty))
        .map(|found| found[1].to_owned());
    let optional =
        !ty.to_uppercase().contains("NOT NULL") && !ty.to_uppercase().contains("PRIMARY KEY");
    Some(TableField {
        name,
        optional,
        references: reference,
        ty,
        line,
    })
}
