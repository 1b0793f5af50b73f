//! Operations that the specification names itself: commands, functions and actions, and what goes.

use super::super::verbs;
use super::action;
use super::wishes::{Wish, ids, push_new};
use crate::model::evidence::{Operation, OperationKind};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::named::{Fate, Named, State};
use crate::plan::design::phrases;
use crate::plan::types::NameKind;

/// Commands that the specification names, and functions and actions that the code does not have.
pub(super) fn given(context: &Context<'_>, named: &[Named<'_>]) -> Vec<Wish> {
    let wanted = named.iter().filter(|one| {
        let asked = one.items.iter().any(|item| *item != "problem");
        let is_new = one.is_absent() && one.fate != Fate::Kept;
        let fits = match one.kind {
            NameKind::Operation => is_new,
            NameKind::Command => is_new || changes(context, named, one),
            _ => false,
        };
        fits && asked
    });
    wanted.map(|one| of_name(context, named, one)).collect()
}

/// Whether a command that is there changes: it gets an option, or a criterion shows what it does.
fn changes(context: &Context<'_>, named: &[Named<'_>], one: &Named<'_>) -> bool {
    let gains = named.iter().any(|option| {
        let new = option.is_absent() && option.fate != Fate::Kept;
        let goes = !option.is_absent() && option.fate == Fate::Removed;
        let is_option = option.kind == NameKind::Option;
        is_option && (new || goes) && option.belongs_to.contains(&one.name)
    });
    let criteria: Vec<&str> = context.spec.criteria().map(|c| c.id.as_str()).collect();
    let shown = one.items.iter().any(|item| criteria.contains(item));
    let stays = matches!(one.fate, Fate::Kept | Fate::Removed);
    (one.fate == Fate::Changed && shown) || (gains && !stays)
}

fn of_name(context: &Context<'_>, named: &[Named<'_>], one: &Named<'_>) -> Wish {
    let items = one.items.iter().filter(|id| **id != "problem");
    let items: Vec<String> = items.map(|id| (*id).to_owned()).collect();
    let mut criteria = Vec::new();
    for item in &items {
        // A story that names one operation is about it as a whole.
        let part = item.split(".AC").next().unwrap_or(item);
        let whole = names_one(named, part);
        for id in criteria_of(context, if whole { part } else { item }) {
            push_new(&mut criteria, &id);
        }
    }
    let text = |id: &String| context.item(id).map_or("", |item| item.text);
    let is_command = one.kind == NameKind::Command;
    let options: Vec<&Named<'_>> = named
        .iter()
        .filter(|option| is_command && option.fate != Fate::Kept)
        .filter(|option| is_option_of(named, option, one))
        .collect();
    let gains = options
        .iter()
        .filter(|option| option.is_absent() && option.fate != Fate::Removed);
    let loses = options.iter().filter(|option| option.fate == Fate::Removed);
    let there = one.path().and_then(|_| there(context, one));
    let mut texts: Vec<String> = items.iter().map(|id| text(id).to_owned()).collect();
    texts.extend(criteria.iter().map(|id| text(id).to_owned()));
    let stories = context.spec.user_stories.iter();
    let goals = stories.filter(|story| items.contains(&story.id));
    texts.extend(goals.filter_map(|story| story.goal.clone()));
    Wish {
        verb: phrases::main_verb(&names::split(&one.name).join(" "))
            .or_else(|| items.iter().map(text).find_map(phrases::main_verb))
            .unwrap_or_default(),
        object: names::split(&one.name),
        criteria,
        says: texts.iter().find_map(|text| predicate(text, &one.name)),
        texts,
        given: Some(one.name.clone()),
        params: one.params.clone().unwrap_or_default(),
        signature: one.signature.clone(),
        options: gains.map(|option| option.name.clone()).collect(),
        drops: loses.map(|option| option.name.clone()).collect(),
        kind: match (is_command, context.dialect.kinds.0) {
            (true, _) => Some(OperationKind::Command),
            // A function that a command line's code gets is no command.
            (false, OperationKind::Command) => Some(OperationKind::Function),
            (false, _) => None,
        },
        there,
        items,
        ..Wish::default()
    }
}

/// Whether a story or requirement names one operation or command only.
fn names_one(named: &[Named<'_>], part: &str) -> bool {
    let inside = format!("{part}.");
    let operations = named.iter().filter(|one| {
        matches!(one.kind, NameKind::Operation | NameKind::Command)
            && one.is_absent()
            && one
                .items
                .iter()
                .any(|id| *id == part || id.starts_with(&inside))
    });
    operations.count() == 1
}

/// Whether an option is one of this command: by what the sentences say, else of the only command
/// that its story or requirement names.
fn is_option_of(named: &[Named<'_>], option: &Named<'_>, command: &Named<'_>) -> bool {
    if option.kind != NameKind::Option {
        return false;
    }
    if !option.belongs_to.is_empty() {
        return option.belongs_to.contains(&command.name);
    }
    let part = |id: &str| id.split(".AC").next().unwrap_or(id).to_owned();
    let parts: Vec<String> = option.items.iter().map(|id| part(id)).collect();
    let mut there = named.iter().filter(|one| {
        one.kind == NameKind::Command
            && one.fate != Fate::Removed
            && one.items.iter().any(|id| parts.contains(&part(id)))
    });
    there.next().is_some_and(|one| one.name == command.name) && there.next().is_none()
}

/// Words in `s` behind a name that are no verb.
const NOUNS: &[&str] = &[
    "is",
    "has",
    "was",
    "actions",
    "commands",
    "functions",
    "fields",
    "methods",
    "options",
    "types",
    "tools",
    "values",
    "errors",
    "flags",
    "as",
    "this",
    "always",
    "calls",
    "parameters",
    "operations",
];

/// What a sentence says that the named one does: "`add 3` marks the notes as archived" → "marks the
/// notes as archived".
fn predicate(text: &str, name: &str) -> Option<String> {
    let spans = text.split('`').collect::<Vec<_>>();
    let at = spans
        .iter()
        .enumerate()
        .position(|(at, span)| at % 2 == 1 && is_call_of(span, name))?;
    let behind = spans.get(at + 1..)?.join("`");
    let behind = behind.trim_start();
    if behind.is_empty() {
        return None;
    }
    let behind = behind.trim_start_matches("MUST ").trim_start_matches("to ");
    let few = action::few_words(behind.split(" and ").next()?);
    let first = few.split_whitespace().next()?;
    let (base, form) = match verbs::verb_form(first) {
        Some((base, _, form)) => (Some(base), form),
        None => (None, verbs::Form::Third),
    };
    let rest = few.strip_prefix(first)?.trim();
    if rest.is_empty() {
        return None;
    }
    match (base, form) {
        (Some(base), verbs::Form::Base) => Some(format!("{} {rest}", verbs::third_person(base))),
        (Some(_), verbs::Form::Third) => Some(few),
        (None, _) if first.ends_with('s') && !NOUNS.contains(&first) => Some(few),
        _ => None,
    }
}

/// Whether a code span is this name, with a program before it or arguments behind it.
fn is_call_of(span: &str, name: &str) -> bool {
    let words: Vec<&str> = span.split(['(', ' ', '<', '[']).collect();
    let parts: Vec<&str> = name.split(' ').collect();
    words
        .windows(parts.len())
        .take(2)
        .any(|window| window == parts)
}

/// Operations that the code has and that the specification says go.
pub(super) fn removed(context: &Context<'_>, named: &[Named<'_>]) -> Vec<Wish> {
    let gone = named.iter().filter(|one| one.fate == Fate::Removed);
    gone.filter_map(|one| {
        let there = there(context, one)?;
        let items = one.items.iter().filter(|id| **id != "problem");
        let items: Vec<String> = items.map(|id| (*id).to_owned()).collect();
        let criteria = items.iter().filter(|id| id.contains(".AC")).cloned();
        Some(Wish {
            object: names::split(&one.name),
            criteria: criteria.collect(),
            given: Some(one.name.clone()),
            kind: Some(there.kind),
            there: Some(there),
            goes: true,
            items,
            ..Wish::default()
        })
    })
    .collect()
}

/// The operation of that name, in the file where the name is declared.
fn there(context: &Context<'_>, one: &Named<'_>) -> Option<Operation> {
    let path = match one.state {
        State::Declared(found) => Some(found.file.path.as_str()),
        _ => None,
    };
    let mut all = context.analysis().operations.iter();
    let fits = |op: &&Operation| {
        let at = op.anchor.as_ref().map(|anchor| anchor.path.as_str());
        op.name == one.name && at.is_some() && (path.is_none() || path == at)
    };
    all.find(fits).cloned()
}

/// The criteria of a story or requirement; of a criterion, itself.
fn criteria_of(context: &Context<'_>, item: &str) -> Vec<String> {
    let spec = context.spec;
    if let Some(story) = spec.user_stories.iter().find(|story| story.id == item) {
        return ids(&story.acceptance_criteria);
    }
    if let Some(requirement) = spec.functional_requirements.iter().find(|r| r.id == item) {
        return ids(&requirement.acceptance_criteria);
    }
    spec.criteria()
        .filter(|c| c.id == item)
        .map(|c| c.id.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_what_the_sentence_says_of_the_name() {
        let said = |text: &str, name: &str| predicate(text, name).unwrap_or_default();
        let text = "`jot archive 3 5` marks the notes as archived and prints how many";
        assert_eq!(said(text, "archive"), "marks the notes as archived");
        let text = "`add(a, b)` returns nothing and makes it usable in `convert`";
        assert_eq!(said(text, "add"), "returns nothing");
        assert_eq!(said("I want `jot list` to hide archived notes", "list"), "");
        assert_eq!(said("`report` MUST print totals as hours", "report"), "");
        assert_eq!(said("`run` is removed", "run"), "");
        assert_eq!(said("`a` and `run` actions backed by it", "run"), "");
    }
}
