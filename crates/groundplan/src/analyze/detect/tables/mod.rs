//! Tables of the schema; one file a schema language.

mod convex;
mod sql;
mod sqlalchemy;

use std::collections::BTreeSet;

use regex::Regex;

use super::texts::Texts;
use crate::model::evidence::Table;
use crate::model::index::{FileFacts, FileKind, Index};
use crate::model::names::dir_of;

/// Reads tables of a schema language.
pub struct Reader {
    /// The schema language.
    pub language: &'static str,
    /// Whether a file may hold tables.
    pub may_hold: fn(&FileFacts) -> bool,
    /// Adds the tables of a file, or folds its changes into those that are there.
    pub read: fn(&str, &Texts<'_>, &mut Vec<Table>),
}

/// All schema languages.
pub const READERS: &[&Reader] = &[&convex::READER, &sqlalchemy::READER, &sql::READER];

/// Tables in path order, each once, those of migrations first; later migrations are folded into the table they change.
pub fn detect(index: &Index, texts: &Texts<'_>, language: Option<&str>) -> Vec<Table> {
    let mut all = Vec::new();
    let Some(reader) = READERS
        .iter()
        .find(|reader| Some(reader.language) == language)
    else {
        return all;
    };
    let own = |file: &&FileFacts| !matches!(file.kind, FileKind::Test | FileKind::Vendored);
    let files = index.files.values().filter(own);
    let mut files: Vec<&FileFacts> = files.filter(|file| (reader.may_hold)(file)).collect();
    // What migrations make is the schema; a dump of it repeats them.
    files.sort_by_key(|file| !is_migration(&file.path));
    for file in files {
        (reader.read)(&file.path, texts, &mut all);
    }
    let mut seen = BTreeSet::new();
    all.retain(|table: &Table| seen.insert(table.name.clone()));
    all
}

/// Whether a file lies in a folder of migrations.
fn is_migration(path: &str) -> bool {
    dir_of(path)
        .split('/')
        .any(|part| part.starts_with("migrat"))
}

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_dump_does_not_count_tables_twice() {
        let table = "CREATE TABLE orders (id INT PRIMARY KEY);\n";
        let files = [
            ("dump.sql", table),
            ("src/db/migration/V1__init.sql", table),
        ];
        let mut index = Index::default();
        for (path, _) in files {
            let file = FileFacts {
                path: path.to_owned(),
                ..FileFacts::default()
            };
            index.files.insert(path.to_owned(), file);
        }
        let world = MemoryWorld::new(files);
        let found = detect(&index, &Texts::new(&world), Some("sql"));
        let places: Vec<&str> = found
            .iter()
            .filter_map(|table| table.anchor.as_ref())
            .map(|anchor| anchor.path.as_str())
            .collect();
        assert_eq!(places, ["src/db/migration/V1__init.sql"]);
    }
}
