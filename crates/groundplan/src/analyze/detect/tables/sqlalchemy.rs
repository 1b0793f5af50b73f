//! SQLAlchemy: classes with `__tablename__`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, names, regex};
use crate::analyze::detect::texts::Texts;
use crate::model::evidence::{Table, TableField, TableIndex};
use crate::model::index::SymbolKind;
use crate::model::names as case;

/// The schema language.
pub const READER: Reader = Reader {
    language: "sqlalchemy",
    may_hold: |file| {
        let classes = file
            .symbols
            .iter()
            .any(|symbol| symbol.kind == SymbolKind::Class);
        file.path.ends_with(".py") && classes
    },
    read: sqlalchemy,
};

static TABLENAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"__tablename__\s*=\s*["'](\w+)["']"#));
static MAPPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"^\s+(\w+)\s*(?::\s*Mapped\[(.+)\])?\s*=\s*(?:\w+\.)?(?:mapped_column|Column)\((.*)$"#)
});
/// `due_on: Mapped[date]`, without a column.
static BARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"^\s+(\w+)\s*:\s*Mapped\[(.+)\]()\s*$"));
static FOREIGN: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r#"ForeignKey\(\s*["'](\w+)\."#));
static PY_INDEX: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"Index\(\s*["'](\w+)["']\s*,\s*([^)]*)\)"#));

fn sqlalchemy(path: &str, texts: &Texts<'_>, all: &mut Vec<Table>) {
    let Some(text) = texts
        .get(path)
        .filter(|text| text.contains("__tablename__") || text.contains("(db.Model)"))
    else {
        return;
    };
    let (mut class, mut start): (String, u32) = (String::new(), 1);
    let mut open: Option<Table> = None;
    let mut finish = |table: Option<Table>, start: u32, end: u32| {
        if let Some(mut table) = table {
            table.anchor = texts.cite(path, start, end, table.model.as_deref());
            all.push(table);
        }
    };
    let mut last = 1;
    for (at, line) in text.lines().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if let Some(rest) = line.strip_prefix("class ") {
            finish(open.take(), start, last);
            class = rest
                .split(['(', ':'])
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            start = number;
            // Flask-SQLAlchemy names the table after the class where nothing else does.
            if rest.contains("(db.Model)") {
                open = Some(Table {
                    name: case::to_case(&class, case::Case::Snake),
                    model: Some(class.clone()),
                    dialect: "sqlalchemy".to_owned(),
                    ..Table::default()
                });
            }
        } else if !line.is_empty() && !line.starts_with([' ', '\t', ')', '#']) {
            finish(open.take(), start, last);
        } else if let Some(found) = TABLENAME
            .as_ref()
            .and_then(|pattern| pattern.captures(line))
        {
            open = Some(Table {
                name: found[1].to_owned(),
                model: Some(class.clone()),
                dialect: "sqlalchemy".to_owned(),
                ..Table::default()
            });
        } else if let Some(table) = open.as_mut() {
            let mut patterns = [&MAPPED, &BARE].into_iter();
            let column = patterns.find_map(|pattern| pattern.as_ref()?.captures(line));
            if let Some(found) = column {
                let ty = found
                    .get(2)
                    .map_or_else(|| found.get(3).map_or("", |t| t.as_str()), |ty| ty.as_str())
                    .to_owned();
                let reference = FOREIGN
                    .as_ref()
                    .and_then(|pattern| pattern.captures(line))
                    .map(|found| found[1].to_owned());
                let is_mapped = found.get(2).is_some() || line.contains("mapped_column(");
                if line.contains("index=True") {
                    table.indexes.push(TableIndex {
                        name: format!("ix_{}_{}", table.name, &found[1]),
                        fields: vec![found[1].to_owned()],
                        unique: line.contains("unique=True"),
                    });
                }
                let nullable = !ty.contains("nullable=False") && !ty.contains("primary_key");
                table.fields.push(TableField {
                    name: found[1].to_owned(),
                    optional: if is_mapped {
                        ty.contains("None") || ty.contains("Optional")
                    } else {
                        nullable
                    },
                    references: reference,
                    ty,
                    line: number,
                });
            } else if let Some(found) = PY_INDEX.as_ref().and_then(|pattern| pattern.captures(line))
            {
                table.indexes.push(TableIndex {
                    name: found[1].to_owned(),
                    fields: names(&found[2]),
                    unique: line.contains("unique=True"),
                });
            }
        }
        if !line.trim().is_empty() {
            last = number;
        }
    }
    finish(open.take(), start, last);
}
