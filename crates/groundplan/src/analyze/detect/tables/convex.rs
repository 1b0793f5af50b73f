//! Convex: `defineTable` in a schema file.

use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, closing, line_at, names, parts, regex};
use crate::analyze::detect::texts::Texts;
use crate::model::evidence::{Table, TableField, TableIndex};

/// The schema language.
pub const READER: Reader = Reader {
    language: "convex",
    may_hold: |file| file.path.ends_with("schema.ts"),
    read: convex,
};

static CONVEX: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"(\w+):\s*defineTable\(\s*\{"));
/// A call that is chained to a table: `.index(`, `.searchIndex(`.
static CHAINED: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"^\s*\.\s*(\w+)\("));
static INDEX: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"^\s*["'](\w+)["'],\s*\[([^\]]*)\]"#));
static CONVEX_REFERENCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r#"v\.id\(\s*["'](\w+)["']"#));

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
        let last = chained(&text, end, &mut table);
        table.anchor = texts.cite(
            path,
            line_at(&text, name.start()),
            line_at(&text, last),
            Some(&table.name),
        );
        all.push(table);
    }
}

/// Reads the calls behind a table's fields, whose brace closes at `end`; gives the end of the last.
fn chained(text: &str, end: usize, table: &mut Table) -> usize {
    let after = text.get(end + 1..).unwrap_or_default();
    let mut last = end + 1 + after.find(')').map_or(0, |at| at + 1);
    while let Some(found) = CHAINED
        .as_ref()
        .and_then(|pattern| pattern.captures(text.get(last..)?))
    {
        let opened = last + found.get(0).map_or(0, |all| all.end());
        let Some(closed) = closing(text, opened) else {
            break;
        };
        let inner = text.get(opened..closed).unwrap_or_default();
        let index = INDEX.as_ref().and_then(|pattern| pattern.captures(inner));
        if let Some(index) = index.filter(|_| &found[1] == "index") {
            table.indexes.push(TableIndex {
                name: index[1].to_owned(),
                fields: names(&index[2]),
                unique: false,
            });
        }
        last = closed + 1;
    }
    last
}
