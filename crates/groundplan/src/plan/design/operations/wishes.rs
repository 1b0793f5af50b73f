//! What stories and requirements ask for, before it becomes operations.

use crate::model::evidence::OperationKind;
use crate::model::names;
use crate::model::spec::{AcceptanceCriterion, Requirement, UserStory};
use crate::plan::context::Context;
use crate::plan::design::named::{Fate, Named};
use crate::plan::design::phrases;
use crate::plan::types::{NameKind, SchemaChanges, Verb};

/// What a story or requirement asks for, before it becomes an operation.
pub(super) struct Wish {
    /// What is asked for.
    pub verb: Verb,
    /// To what.
    pub object: Vec<String>,
    /// Items of the specification that ask.
    pub items: Vec<String>,
    /// Criteria that it fulfils.
    pub criteria: Vec<String>,
    /// Who may.
    pub role: Option<String>,
    /// A name that the specification itself gives: `edit`, `parse_config`.
    pub given: Option<String>,
    /// Parameters that it names.
    pub params: Vec<String>,
    /// Options that it names, with their hyphens.
    pub options: Vec<String>,
    /// Its kind, where the name shows it.
    pub kind: Option<OperationKind>,
}

impl Wish {
    /// Whether nothing is changed.
    pub fn reads(&self) -> bool {
        matches!(
            self.verb,
            Verb::Get | Verb::List | Verb::Search | Verb::History | Verb::Export
        )
    }
}

/// Everything that is asked for; one wish for one verb and one object.
pub(super) fn collect(
    context: &Context<'_>,
    schema: &SchemaChanges,
    named: &[Named<'_>],
) -> Vec<Wish> {
    merged(wishes(context, schema, named))
}

fn ids(criteria: &[AcceptanceCriterion]) -> Vec<String> {
    criteria
        .iter()
        .map(|criterion| criterion.id.clone())
        .collect()
}

fn wishes(context: &Context<'_>, schema: &SchemaChanges, named: &[Named<'_>]) -> Vec<Wish> {
    let spec = context.spec;
    let mut all: Vec<Wish> = given(context, named);
    // What the specification names itself is the whole of it.
    if !all.is_empty() {
        return all;
    }
    let stories = spec.user_stories.iter();
    all.extend(stories.filter_map(|story| of_story(context, schema, story)));
    let requirements = spec.functional_requirements.iter();
    all.extend(requirements.filter_map(|one| of_requirement(context, schema, one)));
    all.extend(implied(schema, &all));
    all
}

/// What a story asks for, where it is about something that is stored.
fn of_story(context: &Context<'_>, schema: &SchemaChanges, story: &UserStory) -> Option<Wish> {
    let goal = story.goal.as_deref().unwrap_or_default();
    let said = format!("{} {goal}", story.title);
    let criteria = &story.acceptance_criteria;
    let shown = || criteria.iter().find_map(|c| phrases::main_verb(&c.text));
    let verb = phrases::main_verb(&said).or_else(shown).unwrap_or_default();
    Some(Wish {
        verb,
        object: object(context, schema, &said, verb)?,
        items: vec![story.id.clone()],
        criteria: ids(criteria),
        role: story.role.as_deref().and_then(phrases::role),
        given: None,
        params: Vec::new(),
        options: Vec::new(),
        kind: None,
    })
}

/// A requirement that asks for something to be done: not one that stores or forbids.
fn of_requirement(
    context: &Context<'_>,
    schema: &SchemaChanges,
    requirement: &Requirement,
) -> Option<Wish> {
    let text = requirement.text.as_str();
    let verb = phrases::main_verb(text).filter(|_| !phrases::stores(text))?;
    let lower = text.to_lowercase();
    let forbids = ["cannot", "must not", "shall not", "not be able", "never"];
    let criteria = &requirement.acceptance_criteria;
    let only_says = matches!(verb, Verb::Validate | Verb::Get) && criteria.is_empty();
    if only_says || forbids.iter().any(|no| lower.contains(no)) {
        return None;
    }
    Some(Wish {
        verb,
        object: object(context, schema, text, verb)?,
        items: vec![requirement.id.clone()],
        criteria: ids(criteria),
        role: phrases::role(text),
        given: None,
        params: Vec::new(),
        options: Vec::new(),
        kind: None,
    })
}

/// Commands that the specification names, and functions and actions that the code does not have.
fn given(context: &Context<'_>, named: &[Named<'_>]) -> Vec<Wish> {
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
    let gains = named
        .iter()
        .any(|option| option.kind == NameKind::Option && option.belongs_to.contains(&one.name));
    let criteria: Vec<&str> = context.spec.criteria().map(|c| c.id.as_str()).collect();
    let shown = one.items.iter().any(|item| criteria.contains(item));
    one.fate == Fate::Changed && (gains || shown)
}

fn of_name(context: &Context<'_>, named: &[Named<'_>], one: &Named<'_>) -> Wish {
    let items = one.items.iter().filter(|id| **id != "problem");
    let items: Vec<String> = items.map(|id| (*id).to_owned()).collect();
    let mut criteria = Vec::new();
    for id in items.iter().flat_map(|item| criteria_of(context, item)) {
        push_new(&mut criteria, &id);
    }
    let text = |id: &String| context.item(id).map_or("", |item| item.text);
    let is_command = one.kind == NameKind::Command;
    let options = named.iter().filter(|option| {
        option.kind == NameKind::Option && option.belongs_to.contains(&one.name) && is_command
    });
    Wish {
        verb: phrases::main_verb(&names::split(&one.name).join(" "))
            .or_else(|| items.iter().map(text).find_map(phrases::main_verb))
            .unwrap_or_default(),
        object: names::split(&one.name),
        criteria,
        role: None,
        given: Some(one.name.clone()),
        params: one.params.clone().unwrap_or_default(),
        options: options.map(|option| option.name.clone()).collect(),
        kind: match (is_command, context.dialect.kinds.0) {
            (true, _) => Some(OperationKind::Command),
            // A function that a command line's code gets is no command.
            (false, OperationKind::Command) => Some(OperationKind::Function),
            (false, _) => None,
        },
        items,
    }
}

fn push_new(all: &mut Vec<String>, one: &str) {
    if !all.iter().any(|there| there == one) {
        all.push(one.to_owned());
    }
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

/// Reading what was drafted as a table: a list of it, and its history, are asked for by whoever
/// asks for the table, when no item says so itself.
fn implied(schema: &SchemaChanges, said: &[Wish]) -> Vec<Wish> {
    let mut all = Vec::new();
    for table in &schema.new_tables {
        let object = names::singular_words(&table.name);
        let is_history = object.iter().any(|word| word == "history");
        let verb = if is_history {
            Verb::History
        } else {
            Verb::List
        };
        let read = said
            .iter()
            .any(|wish| wish.verb == verb && overlaps(&wish.object, &object))
            || said
                .iter()
                .any(|wish| is_history && wish.verb == Verb::History);
        if !read {
            let items = table
                .claim
                .grounds
                .spec_items()
                .map(str::to_owned)
                .collect();
            all.push(Wish {
                verb,
                object,
                items,
                criteria: Vec::new(),
                role: None,
                given: None,
                params: Vec::new(),
                options: Vec::new(),
                kind: None,
            });
        }
    }
    all
}

fn overlaps(a: &[String], b: &[String]) -> bool {
    a.iter().any(|word| b.contains(word))
}

/// The thing that a sentence is about: a planned table, or one that is there. The sentence's own
/// words are no thing: an operation named after them would be one that nobody asked for.
fn object(
    context: &Context<'_>,
    schema: &SchemaChanges,
    text: &str,
    verb: Verb,
) -> Option<Vec<String>> {
    let said: Vec<String> = phrases::words_of(text)
        .iter()
        .map(|word| names::singular(word))
        .collect();
    // "price" and "pricing" are one stem.
    let alike = |a: &str, b: &str| {
        let same = a.len() > 4 && b.len() > 4 && a.get(..4).is_some() && a.get(..4) == b.get(..4);
        a == b || same
    };
    let score = |name: &str| {
        let words = names::singular_words(name);
        words
            .iter()
            .filter(|word| said.iter().any(|one| alike(one, word)))
            .count()
    };
    let wants_history = verb == Verb::History;
    let planned = schema
        .new_tables
        .iter()
        .filter(|table| table.name.contains("history") == wants_history);
    let best = planned
        .map(|table| (score(&table.name), &table.name))
        .max_by_key(|(score, _)| *score);
    if let Some((_, name)) = best.filter(|(score, _)| *score > 0) {
        return Some(names::singular_words(name));
    }
    let there = context
        .analysis()
        .tables
        .iter()
        .map(|table| (score(&table.name), &table.name));
    let best = there.max_by_key(|(score, _)| *score);
    best.filter(|(score, _)| *score > 0)
        .map(|(_, name)| names::singular_words(name))
}

/// Wishes with one verb and one object are one wish.
fn merged(all: Vec<Wish>) -> Vec<Wish> {
    let mut out: Vec<Wish> = Vec::new();
    for wish in all {
        let twin = out.iter_mut().find(|there| {
            there.given == wish.given && there.verb == wish.verb && there.object == wish.object
        });
        match twin {
            Some(there) => {
                wish.items
                    .iter()
                    .for_each(|item| push_new(&mut there.items, item));
                wish.criteria
                    .iter()
                    .for_each(|id| push_new(&mut there.criteria, id));
                there.role = there.role.take().or(wish.role);
            }
            None => out.push(wish),
        }
    }
    out
}
