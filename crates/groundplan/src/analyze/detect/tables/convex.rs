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
static CONVEX_INDEX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r#"^\s*\)?\s*\.(?:index|searchIndex)\(\s*"(\w+)",\s*\[([^\]]*)\]\s*\)"#)
});
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
