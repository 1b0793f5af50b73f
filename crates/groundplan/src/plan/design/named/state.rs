//! What the code has of each name: one pass over the declarations, one over the texts for the rest.

use std::collections::BTreeMap;

use regex::Regex;

use super::{Named, State};
use crate::model::index::{FileKind, Located, SymbolKind};
use crate::plan::context::Context;
use crate::plan::types::NameKind;

/// Fills the state of each name.
pub(super) fn find<'a>(context: &Context<'a>, all: &mut [Named<'a>]) {
    let declared = declarations(context, all);
    for one in all.iter_mut() {
        if one.kind == NameKind::File {
            one.state = file(context, &one.name);
            continue;
        }
        let Some(found) = declared.get(one.name.trim_start_matches('-')) else {
            continue;
        };
        if one.kind == NameKind::Option {
            continue;
        }
        one.state = settle(found, one);
    }
    said(context, all);
}

fn declarations<'a>(
    context: &Context<'a>,
    all: &[Named<'_>],
) -> BTreeMap<String, Vec<Located<'a>>> {
    let mut found: BTreeMap<String, Vec<Located<'a>>> = all
        .iter()
        .map(|one| (one.name.clone(), Vec::new()))
        .collect();
    for file in context.evidence.index.of_kind(FileKind::Source) {
        for symbol in &file.symbols {
            if symbol.kind == SymbolKind::Module {
                continue;
            }
            if let Some(hits) = found.get_mut(&symbol.name) {
                hits.push(Located { file, symbol });
            }
        }
    }
    found.retain(|_, hits| !hits.is_empty());
    found
}

/// One declaration, of the owner where one is named; a declaration counts more than its members.
fn settle<'a>(found: &[Located<'a>], one: &Named<'_>) -> State<'a> {
    let of_owner = found.iter().filter(|hit| {
        one.owner.is_none() || hit.symbol.container.as_deref() == one.owner.as_deref()
    });
    let of_owner: Vec<&Located<'a>> = of_owner.collect();
    let top = of_owner
        .iter()
        .filter(|hit| !matches!(hit.symbol.kind, SymbolKind::Field | SymbolKind::Variable));
    let top: Vec<&&Located<'a>> = top.collect();
    match (top.as_slice(), of_owner.as_slice()) {
        ([only], _) => State::Declared(***only),
        ([], [only]) => State::Declared(**only),
        ([], []) => State::Absent,
        _ => State::Several,
    }
}

/// A path that is there: as written, or the only file whose path ends so.
fn file<'a>(context: &Context<'a>, path: &str) -> State<'a> {
    if let Some(there) = context.evidence.file(path) {
        return State::File(&there.path);
    }
    let tail = format!("/{path}");
    let mut ends = context
        .evidence
        .index
        .files
        .keys()
        .filter(|there| there.ends_with(&tail));
    match (ends.next(), ends.next()) {
        (Some(only), None) => State::File(only),
        (Some(_), Some(_)) => State::Several,
        (None, _) => State::Absent,
    }
}

/// The first source file that says a name which nothing declares.
fn said<'a>(context: &Context<'a>, all: &mut [Named<'a>]) {
    let wanted: Vec<String> = all
        .iter()
        .filter(|one| one.is_absent() && one.kind != NameKind::File)
        .map(|one| regex::escape(&one.name))
        .collect();
    if wanted.is_empty() {
        return;
    }
    let Ok(pattern) = Regex::new(&format!(r"(?:{})\b", wanted.join("|"))) else {
        return;
    };
    let mut places: BTreeMap<String, (&'a str, u32)> = BTreeMap::new();
    for file in context.evidence.index.of_kind(FileKind::Source) {
        let Some((path, text)) = context.evidence.texts.get_key_value(&file.path) else {
            continue;
        };
        for hit in pattern.find_iter(text) {
            let glued = |c: char| c.is_alphanumeric() || c == '_';
            let free = !text[..hit.start()].chars().next_back().is_some_and(glued);
            if free && !places.contains_key(hit.as_str()) {
                let line = 1 + text[..hit.start()].matches('\n').count() as u32;
                places.insert(hit.as_str().to_owned(), (path, line));
            }
        }
    }
    for one in all.iter_mut().filter(|one| one.is_absent()) {
        if let Some((path, line)) = places.get(&one.name) {
            one.state = State::Said { path, line: *line };
        }
    }
}
