//! Where an operation goes that the specification names: beside those that it names with it and that
//! the code has, in the habit of that folder.

use std::collections::BTreeMap;

use super::wishes::Wish;
use crate::model::evidence::OperationKind;
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::fields::majority;
use crate::plan::design::named::Named;
use crate::plan::design::{family, files, placement};
use crate::plan::types::NameKind;

/// Among how many ranked files the place of a function is looked for.
const RANKED: usize = 12;

/// The file of a new operation that the specification names; `None` where nothing beside it is there.
pub(super) fn file(context: &Context<'_>, named: &[Named<'_>], wish: &Wish) -> Option<String> {
    let given = wish.given.as_deref()?;
    if wish.kind == Some(OperationKind::Command) {
        return command(context, named, given);
    }
    // What takes the place of a function stands beside it.
    let replaces = |one: &&Named<'_>| one.replacement.as_deref() == Some(given);
    if let Some(path) = named.iter().find(replaces).and_then(Named::path) {
        return Some(path.to_owned());
    }
    if let Some(found) = family::place(context, given) {
        return Some(found.path);
    }
    let siblings: Vec<&str> = named
        .iter()
        .filter(|one| one.kind == NameKind::Operation && one.name != given)
        .filter_map(Named::path)
        .collect();
    let dir = most_common(siblings.iter().map(|path| names::dir_of(path)))?;
    let here: Vec<&str> = siblings
        .into_iter()
        .filter(|path| names::dir_of(path) == dir)
        .collect();
    let words = names::split(given);
    // Several that share one file: the habit is one file for all of them.
    if let [first, rest @ ..] = here.as_slice()
        && !rest.is_empty()
        && rest.iter().all(|path| path == first)
    {
        return Some((*first).to_owned());
    }
    if let Some(path) = covering(&here, &words) {
        return Some(path.to_owned());
    }
    let example = here.first()?.rsplit('/').next()?;
    let (_, extension) = example.split_once('.')?;
    let case = case_in(context, dir);
    let stem = names::join(&topic(named, given), case);
    Some(names::in_dir(dir, &format!("{stem}.{extension}")))
}

/// The file of a command: of one below a command that is there, its file; of several below one that
/// is new, the file of that one.
fn command(context: &Context<'_>, named: &[Named<'_>], given: &str) -> Option<String> {
    let (first, _) = given.split_once(' ')?;
    let operations = context.analysis().operations.iter();
    let mut commands = operations.filter(|op| op.kind == OperationKind::Command);
    let above = commands.find(|op| op.name.eq_ignore_ascii_case(first));
    if let Some(anchor) = above.and_then(|op| op.anchor.as_ref()) {
        return Some(anchor.path.clone());
    }
    let beside = named
        .iter()
        .filter(|one| one.kind == NameKind::Command && one.name.split(' ').next() == Some(first));
    let place = placement::place(context, OperationKind::Command, first, first);
    place.filter(|_| beside.count() > 1).map(|place| place.path)
}

/// Without such: for a function, the ranked file that shares most of its words.
pub(super) fn ranked(context: &Context<'_>, kind: OperationKind, wish: &Wish) -> Option<String> {
    let given = wish
        .given
        .as_deref()
        .filter(|_| kind == OperationKind::Function)?;
    let words = names::split(given);
    let files = context.analysis().files.iter().take(RANKED);
    let shared = files.map(|file| {
        let known = files::known_words(context, &file.path);
        let found = words.iter().filter(|word| known.contains(word)).count();
        (found, file.path.as_str())
    });
    // The first of equals is ranked best.
    let (found, path) = shared.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (found > 0).then(|| path.to_owned())
}

/// A file whose name has most of the operation's words.
fn covering<'p>(paths: &[&'p str], words: &[String]) -> Option<&'p str> {
    let share = |path: &str| {
        let stem = names::split(names::file_stem(path));
        let found = stem.iter().filter(|part| words.contains(part)).count();
        (found == stem.len() && 2 * found >= words.len()).then_some(found)
    };
    let scored = paths.iter().filter_map(|path| Some((share(path)?, *path)));
    scored.max_by_key(|(found, _)| *found).map(|(_, path)| path)
}

/// What the new operations have in common: `scheduled send` of `cancel_scheduled_send` and
/// `list_scheduled_sends`; the whole name of one that stands alone.
fn topic(named: &[Named<'_>], given: &str) -> Vec<String> {
    let singular = |name: &str| -> Vec<String> {
        names::split(name)
            .iter()
            .map(|word| names::singular(word))
            .collect()
    };
    let own = singular(given);
    let others = named
        .iter()
        .filter(|one| one.kind == NameKind::Operation && one.is_absent() && one.name != given);
    let shared = others.map(|one| {
        let theirs = singular(&one.name);
        own.iter()
            .filter(|word| theirs.contains(word))
            .cloned()
            .collect::<Vec<String>>()
    });
    let best = shared.max_by_key(Vec::len).unwrap_or_default();
    if best.is_empty() { own } else { best }
}

/// How most files of a folder are named.
fn case_in(context: &Context<'_>, dir: &str) -> Case {
    let files = context.evidence.index.files.keys();
    let stems = files
        .filter(|path| names::dir_of(path) == dir)
        .map(|path| names::file_stem(path));
    majority(stems.filter_map(names::case_of)).unwrap_or(context.dialect.operation_case)
}

fn most_common<'p>(all: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let best = counts
        .into_iter()
        .max_by_key(|(dir, count)| (*count, std::cmp::Reverse(*dir)));
    best.map(|(dir, _)| dir)
}
