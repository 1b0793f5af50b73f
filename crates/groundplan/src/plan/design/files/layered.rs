//! Files of new things in the layers that the project has.

use std::collections::BTreeSet;

use super::Files;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Ground, Grounds};
use crate::model::index::FileKind;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::layers::{Layers, Slot};
use crate::plan::design::named::Named;
use crate::plan::design::phrases;
use crate::plan::types::{NameKind, Verb};

/// How many key entities get files in the project's layers.
const ENTITIES: usize = 3;

/// Files of new things in the layers that the project has: of key entities that no code has, and of
/// commands.
pub(super) fn layers(context: &Context<'_>, named: &[Named<'_>], files: &mut Files) {
    let all = Layers::read(context, FileKind::Source);
    let managed = context.spec.key_entities.iter();
    let managed = managed.filter(|entity| is_managed(context, &entity.name));
    for entity in managed.take(ENTITIES) {
        let words = names::split(&entity.name);
        let grounds = Grounds::spec(&entity.name);
        for slot in all.slots(context, &words, 2) {
            add_slot(context, &slot, &entity.name, &grounds, files);
        }
    }
    let commands = named.iter().filter(|one| one.kind == NameKind::Command);
    let new: BTreeSet<&str> = commands
        .filter(|one| one.is_absent())
        .filter_map(|one| one.name.split(' ').next())
        .collect();
    let operations = context.analysis().operations.iter();
    let there: Vec<Vec<String>> = operations
        .filter(|op| op.kind == OperationKind::Command)
        .map(|op| names::split(&op.name))
        .collect();
    for command in new {
        let words = names::split(command);
        let items = named
            .iter()
            .filter(|one| one.name.split(' ').next() == Some(command));
        let items = items.flat_map(|one| &one.items).take(4);
        let grounds = Grounds::from_vec(items.map(|item| context.ground(Some(item))).collect());
        if let (Some(slot), Some(grounds)) = (all.slot_beside(&words, &there), grounds) {
            add_slot(context, &slot, command, &grounds, files);
        }
    }
}

/// Whether people make, change, list or remove the thing: a value that others hold has no files of its
/// own.
fn is_managed(context: &Context<'_>, name: &str) -> bool {
    let thing: Vec<String> = names::split(name)
        .iter()
        .map(|word| names::singular(word))
        .collect();
    let mut verbs: Vec<Verb> = Vec::new();
    let mut items = 0;
    for item in context.spec.items() {
        let said: Vec<String> = phrases::words_of(item.text)
            .iter()
            .map(|word| names::singular(word))
            .collect();
        if !said.windows(thing.len()).any(|run| run == thing) {
            continue;
        }
        items += 1;
        for verb in phrases::verbs(item.text) {
            let manages = matches!(
                verb,
                Verb::Create | Verb::Update | Verb::Delete | Verb::List | Verb::Search
            );
            if manages && !verbs.contains(&verb) {
                verbs.push(verb);
            }
        }
    }
    items >= 3 && verbs.len() >= 2
}

fn add_slot(context: &Context<'_>, slot: &Slot, thing: &str, grounds: &Grounds, files: &mut Files) {
    let example = context.cite(&slot.example, 1, 1, None).map(Ground::Code);
    let grounds = example.map_or(grounds.clone(), |ground| grounds.clone().and(ground));
    let text = format!(
        "`{thing}`, as `{}` and {} more are there",
        slot.example,
        slot.support - 1
    );
    files.add(context, &slot.path, "logic", &text, &grounds);
}
