//! Documents that go with the change: a page for a new command where the others have one, and the
//! changelog where the project keeps one.

use super::Files;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Ground, Grounds};
use crate::model::index::FileKind;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::Design;
use crate::plan::design::layers::Layers;
use crate::plan::design::named::{Fate, Named, State};
use crate::plan::types::{Change, OperationDraft};

/// Adds documents; they come after the code that they describe.
pub(super) fn documents(
    context: &Context<'_>,
    design: &Design,
    named: &[Named<'_>],
    files: &mut Files,
) {
    asked(context, named, files);
    pages(context, design, files);
    changelog(context, files);
}

/// Documents that an item says are written or changed.
fn asked(context: &Context<'_>, named: &[Named<'_>], files: &mut Files) {
    for one in named.iter().filter(|one| one.fate == Fate::Changed) {
        let State::File(path) = one.state else {
            continue;
        };
        let kind = context.evidence.file(path).map(|file| file.kind);
        let items = one.items.iter().filter(|item| **item != "problem");
        let grounds = Grounds::from_vec(items.take(4).map(|item| Ground::spec(*item)).collect());
        if let Some(grounds) = grounds.filter(|_| kind == Some(FileKind::Docs)) {
            files.add(
                context,
                path,
                "docs",
                "named by the specification",
                &grounds,
            );
        }
    }
}

/// A page for each new command, where most commands have one.
fn pages(context: &Context<'_>, design: &Design, files: &mut Files) {
    let operations = context.analysis().operations.iter();
    let there: Vec<Vec<String>> = operations
        .filter(|op| op.kind == OperationKind::Command)
        .map(|op| names::split(&op.name))
        .collect();
    let layers = Layers::read(context, FileKind::Docs);
    let groups = design.contracts.groups.iter();
    let new = groups
        .flat_map(|group| &group.operations)
        .filter(|op| op.kind == OperationKind::Command && op.change == Change::Add);
    for operation in new {
        if let Some(slot) = layers.slot_beside(&first_word(operation), &there) {
            let example = context.cite(&slot.example, 1, 1, None).map(Ground::Code);
            let grounds = operation.claim.grounds.clone();
            let grounds = example.map_or(grounds.clone(), |ground| grounds.and(ground));
            let text = format!(
                "page of `{}`, as `{}` has one",
                operation.name, slot.example
            );
            files.add(context, &slot.path, "docs", &text, &grounds);
        }
    }
}

fn first_word(operation: &OperationDraft) -> Vec<String> {
    names::split(operation.name.split(' ').next().unwrap_or(&operation.name))
}

/// The changelog, where commits keep touching it or the project's rules name it.
fn changelog(context: &Context<'_>, files: &mut Files) {
    let is_changelog = |path: &str| names::file_stem(path).eq_ignore_ascii_case("changelog");
    let analysis = context.analysis();
    let rule = analysis
        .instructions
        .iter()
        .find(|rule| rule.text.to_lowercase().contains("changelog") && !rule.text.contains('\n'));
    let hot = analysis.history.hot_files.iter();
    let kept = hot.map(|(path, _)| path).find(|path| is_changelog(path));
    let root = context.evidence.index.files.keys();
    let there = root
        .filter(|path| !path.contains('/'))
        .find(|path| is_changelog(path));
    let (Some(path), false) = (kept.or(there), files.all.is_empty()) else {
        return;
    };
    let ground = match rule {
        Some(rule) => Some(Ground::Code(rule.anchor.clone())),
        None if kept.is_some() => context.cite(path, 1, 3, None).map(Ground::Code),
        None => None,
    };
    if let Some(ground) = ground {
        let grounds = Grounds::from(ground);
        files.add(context, path, "docs", "an entry for the feature", &grounds);
    }
}
