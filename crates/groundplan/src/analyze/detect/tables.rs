//! Tables of the schema: Convex, SQLAlchemy, SQL migrations.

use std::sync::LazyLock;

use regex::Regex;

use super::texts::Texts;
use crate::model::evidence::{Table, TableField, TableIndex};
use crate::model::index::{FileKind, Index, SymbolKind};

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static CONVEX: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"(\w+):\s*defineTable\(\s*\{"));
static CONVEX_INDEX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"^\s*\)?\s*\.(?:index|searchIndex)\(\s*"(\w+)",\s*\[([^\]]*)\]\s*\)"#)
});
static CONVEX_REFERENCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"v\.id\(\s*["'](\w+)["']"#));
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
static TABLENAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"__tablename__\s*=\s*["'](\w+)["']"#));
static MAPPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"^\s+(\w+)\s*(?::\s*Mapped\[(.+)\])?\s*=\s*(?:mapped_column|Column|sa\.Column)\((.*)$"#)
});
static FOREIGN: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r#"ForeignKey\(\s*["'](\w+)\."#));
static PY_INDEX: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"Index\(\s*["'](\w+)["']\s*,\s*([^)]*)\)"#));

/// Tables in path order, later migrations folded into the table they change.
pub fn detect(index: &Index, texts: &Texts<'_>, language: Option<&str>) -> Vec<Table> {
    let mut all = Vec::new();
    for file in index.files.values() {
        if file.kind == FileKind::Test || file.kind == FileKind::Vendored {
            continue;
        }
        match language {
            Some("convex") if file.path.ends_with("schema.ts") => {
                convex(&file.path, texts, &mut all)
            }
            Some("sqlalchemy")
                if file.path.ends_with(".py")
                    && file.symbols.iter().any(|s| s.kind == SymbolKind::Class) =>
            {
                sqlalchemy(&file.path, texts, &mut all);
            }
            Some("sql") if file.path.ends_with(".sql") && !file.path.contains(".down.") => {
                sql(&file.path, texts, &mut all)
            }
            _ => {}
        }
    }
    all
}

/// The offset behind the bracket that closes the one before `from`.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut depth = 1i32;
    for (at, c) in text.get(from..)?.char_indices() {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(from + at);
        }
    }
    None
}

fn line_at(text: &str, offset: usize) -> u32 {
    let lines = text
        .get(..offset)
        .map_or(0, |head| head.matches('\n').count());
    u32::try_from(lines + 1).unwrap_or(u32::MAX)
}

/// Parts at top-level commas, with their offsets.
fn parts(text: &str, from: usize, to: usize) -> Vec<(usize, String)> {
    let (mut all, mut depth, mut start) = (Vec::new(), 0i32, from);
    for (at, c) in text.get(from..to).unwrap_or_default().char_indices() {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            ',' if depth == 0 => {
                all.push((
                    start,
                    text.get(start..from + at).unwrap_or_default().to_owned(),
                ));
                start = from + at + 1;
            }
            _ => {}
        }
    }
    all.push((start, text.get(start..to).unwrap_or_default().to_owned()));
    all
}

fn convex(path: &str, texts: &Texts<'_>, all: &mut Vec<Table>) {
    let (Some(text), Some(pattern)) = (texts.get(path), CONVEX.as_ref()) else {
        return;
    };
    for found in pattern.captures_iter(&text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else {
            continue;
        };
        let Some(end) = closing(&text, whole.end()) else {
            continue;
        };
        let mut table = Table {
            name: name.as_str().to_owned(),
            dialect: "convex".to_owned(),
            ..Table::default()
        };
        for (offset, part) in parts(&text, whole.end(), end) {
            let bare: String = part
                .lines()
                .filter(|line| !line.trim().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            let Some((name, ty)) = bare.split_once(':') else {
                continue;
            };
            let skipped = part.len() - part.trim_start().len();
            let reference = CONVEX_REFERENCE
                .as_ref()
                .and_then(|pattern| pattern.captures(ty))
                .and_then(|found| found.get(1));
            table.fields.push(TableField {
                name: name.trim().to_owned(),
                ty: ty.split_whitespace().collect::<Vec<_>>().join(" "),
                optional: ty.contains("v.optional("),
                references: reference.map(|table| table.as_str().to_owned()),
                line: line_at(&text, offset + skipped),
            });
        }
        let mut last = end + 1;
        while let Some(found) = CONVEX_INDEX
            .as_ref()
            .and_then(|pattern| pattern.captures(text.get(last..).unwrap_or_default()))
        {
            let fields = found.get(2).map_or("", |fields| fields.as_str());
            table.indexes.push(TableIndex {
                name: found[1].to_owned(),
                fields: names(fields),
                unique: false,
            });
            last += found.get(0).map_or(1, |all| all.end());
        }
        table.anchor = texts.cite(
            path,
            line_at(&text, name.start()),
            line_at(&text, last),
            Some(&table.name),
        );
        all.push(table);
    }
}

fn names(list: &str) -> Vec<String> {
    let clean = |name: &str| {
        name.trim()
            .trim_matches(['"', '\'', '`'])
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    list.split(',')
        .map(clean)
        .filter(|name| !name.is_empty() && !name.contains('='))
        .collect()
}

fn sqlalchemy(path: &str, texts: &Texts<'_>, all: &mut Vec<Table>) {
    let Some(text) = texts
        .get(path)
        .filter(|text| text.contains("__tablename__"))
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
            if let Some(found) = MAPPED.as_ref().and_then(|pattern| pattern.captures(line)) {
                let ty = found
                    .get(2)
                    .map_or_else(|| found.get(3).map_or("", |t| t.as_str()), |ty| ty.as_str())
                    .to_owned();
                let reference = FOREIGN
                    .as_ref()
                    .and_then(|pattern| pattern.captures(line))
                    .map(|found| found[1].to_owned());
                table.fields.push(TableField {
                    name: found[1].to_owned(),
                    optional: ty.contains("None") || ty.contains("Optional"),
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
