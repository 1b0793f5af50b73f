//! What the code has of each name: one pass over the declarations, one over the texts for the rest.

use std::collections::BTreeMap;

use regex::Regex;

use super::{Fate, Named, State};
use crate::model::evidence::{Operation, OperationKind};
use crate::model::index::{FileKind, Located, Symbol, SymbolKind};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::dialects::common;
use crate::plan::types::NameKind;

/// Fills the state of each name.
pub(super) fn find<'a>(context: &Context<'a>, all: &mut [Named<'a>]) {
    let declared = declarations(context, all);
    for one in all.iter_mut() {
        one.state = match one.kind {
            NameKind::File => file(context, &one.name),
            NameKind::Command => command(context, &one.name),
            NameKind::Option => State::Absent,
            _ => declared
                .get(&one.name)
                .map_or(State::Absent, |found| settle(context, found, one)),
        };
    }
    for one in all.iter_mut() {
        if let State::Declared(found) = one.state {
            one.kind = declared_kind(found.symbol.kind).unwrap_or(one.kind);
        }
    }
    said(context, all);
}

/// What a declaration is says more than the words around its name.
fn declared_kind(kind: SymbolKind) -> Option<NameKind> {
    match kind {
        SymbolKind::Function | SymbolKind::Method => Some(NameKind::Operation),
        SymbolKind::Class
        | SymbolKind::Struct
        | SymbolKind::Enum
        | SymbolKind::Interface
        | SymbolKind::TypeAlias => Some(NameKind::Type),
        _ => None,
    }
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
fn settle<'a>(context: &Context<'a>, found: &[Located<'a>], one: &Named<'_>) -> State<'a> {
    let home = one.home.as_deref().map(|path| file(context, path));
    let of_owner = found.iter().filter(|hit| {
        let at_home = match home {
            Some(State::File(path)) => hit.file.path == path,
            // A home that is not there yet holds nothing.
            Some(State::Absent) => false,
            _ => true,
        };
        let owned = one.owner.is_none() || hit.symbol.container.as_deref() == one.owner.as_deref();
        at_home && owned
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

/// A command that the code offers, by its whole name or its last word.
fn command<'a>(context: &Context<'a>, name: &str) -> State<'a> {
    let operations = context.analysis().operations.iter();
    let mut commands = operations.filter(|op| op.kind == OperationKind::Command);
    let same = |op: &&Operation| op.name == name || op.route.as_deref() == Some(name);
    let found = commands.find(same).and_then(|op| op.anchor.as_ref());
    found.map_or(State::Absent, |anchor| State::Said {
        path: &anchor.path,
        line: anchor.line_start,
    })
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

/// Fills the state of options: a command that is there has one of this name, as a field of its arguments
/// or as a text in its file.
pub(super) fn options<'a>(context: &Context<'a>, all: &mut [Named<'a>]) {
    for one in all.iter_mut().filter(|one| one.kind == NameKind::Option) {
        let owners: Vec<String> = one.belongs_to.clone();
        let found = owners
            .iter()
            .find_map(|owner| option(context, owner, &one.name));
        one.state = found.unwrap_or(State::Absent);
        // What is not there cannot stay: "refuses to overwrite an existing one without `--force`".
        let asked = one.items.iter().any(|item| {
            let text = context.item(item).map_or("", |item| item.text);
            !super::is_excluded(item, text)
        });
        if one.is_absent() && one.fate == Fate::Kept && asked {
            one.fate = Fate::Used;
        }
    }
}

/// The option of a command that is there.
fn option<'a>(context: &Context<'a>, command: &str, option: &str) -> Option<State<'a>> {
    let operations = context.analysis().operations.iter();
    let mut commands = operations.filter(|op| op.kind == OperationKind::Command);
    let there = commands.find(|op| op.name == command)?;
    let field = names::to_case(option.trim_start_matches('-'), Case::Snake);
    let first = names::split(command);
    let of_command = |symbol: &Symbol| {
        let owner = names::split(symbol.container.as_deref().unwrap_or_default());
        owner.len() == first.len() + 1 && owner.starts_with(&first)
    };
    let is_field = |symbol: &&Symbol| {
        symbol.kind == SymbolKind::Field && symbol.name == field && of_command(symbol)
    };
    for file in context.evidence.index.of_kind(FileKind::Source) {
        if let Some(symbol) = file.symbols.iter().find(is_field) {
            return Some(State::Declared(Located { file, symbol }));
        }
    }
    let path = &there.anchor.as_ref()?.path;
    let (path, text) = context.evidence.texts.get_key_value(path)?;
    let quoted = format!("\"{}\"", option.trim_start_matches('-'));
    let at = text
        .lines()
        .position(|line| common::mentions(line, option) || line.contains(&quoted))?;
    Some(State::Said {
        path,
        line: at as u32 + 1,
    })
}

/// Whether a name is one word that source text may say.
fn is_word(kind: NameKind) -> bool {
    !matches!(kind, NameKind::File | NameKind::Command)
}

/// The first source file that says a name which nothing declares.
fn said<'a>(context: &Context<'a>, all: &mut [Named<'a>]) {
    let wanted: Vec<String> = all
        .iter()
        .filter(|one| one.is_absent() && is_word(one.kind))
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
    let sought = |one: &&mut Named<'a>| one.is_absent() && is_word(one.kind) && one.home.is_none();
    for one in all.iter_mut().filter(sought) {
        if let Some((path, line)) = places.get(&one.name) {
            one.state = State::Said { path, line: *line };
        }
    }
}
