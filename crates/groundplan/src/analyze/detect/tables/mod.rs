//! Tables of the schema; one file a schema language.

mod convex;
mod sql;
mod sqlalchemy;

use regex::Regex;

use super::texts::Texts;
use crate::model::evidence::Table;
use crate::model::index::{FileFacts, FileKind, Index};

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

/// Tables in path order, later migrations folded into the table they change.
pub fn detect(index: &Index, texts: &Texts<'_>, language: Option<&str>) -> Vec<Table> {
    let mut all = Vec::new();
    let Some(reader) = READERS
        .iter()
        .find(|reader| Some(reader.language) == language)
    else {
        return all;
    };
    let own = |file: &&FileFacts| !matches!(file.kind, FileKind::Test | FileKind::Vendored);
    for file in index
        .files
        .values()
        .filter(own)
        .filter(|file| (reader.may_hold)(file))
    {
        (reader.read)(&file.path, texts, &mut all);
    }
    all
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
