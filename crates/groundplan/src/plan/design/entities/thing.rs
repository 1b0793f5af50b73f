//! What the specification says is stored: key entities, then requirements.

use crate::model::evidence::Table;
use crate::model::names;
use crate::model::spec::{AcceptanceCriterion, KeyEntity, Requirement};
use crate::plan::context::Context;
use crate::plan::design::stored::{self, Attribute, Stored};
use crate::plan::design::{fields, phrases};

/// A thing to be stored, before it becomes a table.
pub(super) struct Thing {
    pub name: Vec<String>,
    pub owner: Option<String>,
    pub attributes: Vec<Attribute>,
    pub item: String,
    pub is_history: bool,
}

/// What the specification says is stored, key entities first.
pub(super) fn things(context: &Context<'_>) -> Vec<Thing> {
    let spec = context.spec;
    let mut all: Vec<Thing> = Vec::new();
    for entity in &spec.key_entities {
        all.push(Thing {
            is_history: is_history(&names::split(&entity.name)),
            name: names::split(&entity.name),
            owner: None,
            attributes: attributes_of(entity),
            item: entity.name.clone(),
        });
    }
    let mut silent: Vec<&Requirement> = Vec::new();
    for requirement in &spec.functional_requirements {
        match stored::read(&requirement.text) {
            Some(found) if found.attributes.is_empty() => {}
            Some(found) => all.push(thing_of(context, &requirement.id, found)),
            None => silent.push(requirement),
        }
    }
    for criterion in spec.criteria() {
        let text = criterion.then.as_deref().unwrap_or(&criterion.text);
        if let Some(found) = stored::read_outcome(text) {
            let about = name_of(context, criterion, &all);
            add(context, &mut all, &criterion.id, found, about);
        }
    }
    for requirement in silent {
        if let Some(found) = stored::read_added(&requirement.text) {
            let about = made_under(requirement, &all);
            add(context, &mut all, &requirement.id, found, about);
        }
    }
    states(context, &mut all);
    qualify(context, &mut all);
    all
}

/// "A report has …" of the feature "Damage Reports" is a damage report; records of it are named alike.
fn qualify(context: &Context<'_>, all: &mut [Thing]) {
    let named = context
        .spec
        .name
        .as_deref()
        .or(context.spec.title.as_deref());
    let words = phrases::words_of(&named.unwrap_or_default().to_lowercase());
    let whole: Vec<String> = words
        .iter()
        .filter(|word| phrases::is_content(word))
        .cloned()
        .collect();
    let Some(last) = whole.last().map(|last| names::singular(last)) else {
        return;
    };
    let is_it = |word: &String| names::singular(word) == last;
    let is_one = |thing: &Thing| matches!(thing.name.as_slice(), [only] if is_it(only));
    let new = all
        .iter()
        .any(|thing| is_one(thing) && table_named(context, &thing.name).is_none());
    if !(2..=3).contains(&whole.len()) || !new {
        return;
    }
    let full = [&whole[..whole.len() - 1], std::slice::from_ref(&last)].concat();
    for thing in all.iter_mut() {
        let record = thing.is_history && thing.name.first().is_some_and(is_it);
        if is_one(thing) || record {
            thing.name.splice(..1, full.iter().cloned());
        }
    }
}

/// Adds what a sentence says; one that only adds to a thing needs a thing that is described or there.
fn add(
    context: &Context<'_>,
    all: &mut Vec<Thing>,
    item: &str,
    mut found: Stored,
    about: Vec<String>,
) {
    if found.name.is_empty() && found.owner.is_empty() {
        found.name = about;
    }
    let known = all
        .iter()
        .find(|thing| ends_alike(&thing.name, &found.name) && !thing.is_history);
    let is_known = known.is_some() || table_named(context, &found.name).is_some();
    if let Some(known) = known.filter(|_| found.name.len() == 1) {
        found.name.clone_from(&known.name);
    }
    if found.adds && is_known {
        all.push(Thing {
            name: found.name,
            owner: None,
            attributes: found.attributes,
            item: item.to_owned(),
            is_history: false,
        });
    } else if !found.adds || (found.attributes.len() >= 3 && !found.name.is_empty()) {
        all.push(thing_of(context, item, found));
    }
}

/// The thing that criteria of a requirement make.
fn made_under(requirement: &Requirement, all: &[Thing]) -> Vec<String> {
    let mut criteria = requirement.acceptance_criteria.iter();
    let made = criteria.find_map(|one| all.iter().find(|thing| thing.item == one.id));
    made.map(|thing| thing.name.clone()).unwrap_or_default()
}

/// The states that the specification says of things with a status.
fn states(context: &Context<'_>, all: &mut [Thing]) {
    let items = context.spec.items();
    for thing in all.iter_mut() {
        let Thing {
            name, attributes, ..
        } = thing;
        let status = attributes
            .iter_mut()
            .find(|one| one.name == ["status"] && one.values.is_empty());
        let Some(status) = status.filter(|status| status.default.is_some()) else {
            continue;
        };
        let mut values: Vec<String> = status.default.clone().into_iter().collect();
        for state in items
            .iter()
            .flat_map(|item| stored::states_of(name, item.text))
        {
            if !values.contains(&state) {
                values.push(state);
            }
        }
        if values.len() > 1 {
            status.values = values;
        }
    }
}

/// What a criterion's list belongs to: what the trigger makes ("a driver records an attempt"), else the thing
/// known so far that the criterion's story is about.
fn name_of(context: &Context<'_>, criterion: &AcceptanceCriterion, known: &[Thing]) -> Vec<String> {
    let trigger = criterion.when.as_deref().unwrap_or_default();
    if let Some(made) = stored::made(trigger) {
        return made;
    }
    if let Some(named) = named_in(context, trigger, known) {
        return named;
    }
    let story = context.spec.user_stories.iter().find(|story| {
        let mut criteria = story.acceptance_criteria.iter();
        criteria.any(|one| one.id == criterion.id)
    });
    let about = story.map(|story| {
        let goal = story.goal.as_deref().unwrap_or_default();
        phrases::words_of(&format!("{} {goal}", story.title).to_lowercase())
    });
    let about = about.unwrap_or_default();
    let is_about = |thing: &&Thing| {
        let last = thing.name.last().map(|last| names::singular(last));
        about.iter().any(|word| Some(names::singular(word)) == last)
    };
    let found = known
        .iter()
        .filter(|thing| !thing.is_history)
        .find(is_about);
    found.map(|thing| thing.name.clone()).unwrap_or_default()
}

/// The first thing that a trigger names behind its subject, known so far or there: "an admin blocks a voucher".
fn named_in(context: &Context<'_>, trigger: &str, known: &[Thing]) -> Option<Vec<String>> {
    let words = phrases::words_of(&trigger.to_lowercase());
    words.iter().skip(2).find_map(|word| {
        let word = vec![names::singular(word)];
        let known = known.iter().find(|thing| ends_alike(&thing.name, &word));
        let known = known.map(|thing| thing.name.clone());
        known.or_else(|| table_named(context, &word).map(|_| word))
    })
}

fn ends_alike(name: &[String], other: &[String]) -> bool {
    let last = |name: &[String]| name.last().map(|last| names::singular(last));
    last(name).is_some() && last(name) == last(other)
}

/// The attributes of a key entity: a bullet each, with what it says of the values; what its sentence
/// lists; else the names that the reader found.
fn attributes_of(entity: &KeyEntity) -> Vec<Attribute> {
    let bullets = entity.text.lines().filter_map(|line| {
        let bullet = line.trim_start().strip_prefix(['-', '*', '•'])?;
        Attribute::read(bullet.trim())
    });
    let mut all: Vec<Attribute> = bullets.collect();
    let sentence = format!("{} {}", entity.name, entity.text);
    if let Some(found) = stored::read(&sentence).filter(|_| all.is_empty()) {
        all = found.attributes;
    }
    if let Some((head, list)) = entity.text.split_once(": ").filter(|_| all.is_empty()) {
        // "A place in the queue: the item, when it was made, its status (waiting, ready)"
        let listed = stored::listed(list);
        if !head.contains(['(', ',']) && listed.len() >= 2 {
            return listed;
        }
    }
    for name in &entity.attributes {
        let read = Attribute::read(name);
        all.extend(read.filter(|one| !all.iter().any(|there| there.name == one.name)));
    }
    all
}

/// Nouns of a record of what was.
const RECORDS: &[&str] = &["history", "log", "revision", "version", "snapshot", "audit"];

fn is_history(name: &[String]) -> bool {
    is_record(name) || name.iter().any(|word| names::singular(word) == "change")
}

/// "the old litres, the new litres": of one thing, what was and what is.
fn tells_before_and_after(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|old| match old.name.split_first() {
        Some((first, rest)) if first == "old" => attributes.iter().any(|new| {
            let new = new.name.split_first();
            new.is_some_and(|(first, of)| first == "new" && of == rest)
        }),
        _ => false,
    })
}

/// Whether a name is that of a record of what was.
pub(super) fn is_record(name: &[String]) -> bool {
    let mut words = name.iter().map(|word| names::singular(word));
    words.any(|word| RECORDS.contains(&word.as_str()))
}

fn thing_of(context: &Context<'_>, item: &str, found: Stored) -> Thing {
    let told = found
        .attributes
        .iter()
        .any(|attribute| fields::is_generic_value(attribute).is_some());
    let is_history = told || tells_before_and_after(&found.attributes) || is_history(&found.name);
    let mut name = found.name;
    if is_history {
        name.retain(|word| {
            !["change", "changes", "entry", "entries", "timestamp"].contains(&word.as_str())
        });
    }
    let owner = found.owner.join(" ");
    let is_there = table_named(context, &found.owner).is_some();
    let topic = topic(context);
    if name.is_empty() {
        name = match (found.owner.is_empty(), is_there, is_history) {
            // "Store per permit: …": the permit is what is stored.
            (false, false, false) => found.owner.clone(),
            (false, true, false) => vec![owner.clone(), topic.clone()],
            _ => vec![topic.clone()],
        };
    }
    // "a postmortem revision" keeps the name that the specification has for it.
    let recorded = name.last().map(|last| names::singular(last));
    let recorded = recorded.filter(|last| RECORDS.contains(&last.as_str()));
    match recorded.filter(|_| is_history) {
        Some(_) if name.len() > 1 => {}
        Some(last) => name = vec![names::singular(&topic), last],
        None if is_history => name = vec![names::singular(&topic), "history".to_owned()],
        None => {}
    }
    let thing_name = name.clone();
    Thing {
        owner: (is_there || is_history)
            .then_some(owner)
            .filter(|owner| !owner.is_empty()),
        name,
        attributes: own(found.attributes, &thing_name),
        item: item.to_owned(),
        is_history,
    }
}

/// "whether the sensor is calibrated" of a sensor: a flag need not repeat whose it is.
fn own(attributes: Vec<Attribute>, thing: &[String]) -> Vec<Attribute> {
    let last = thing.last().map(|last| names::singular(last));
    let strip = |mut one: Attribute| {
        let repeats = one.name.len() > 1 && one.name.first().map(|w| names::singular(w)) == last;
        if one.ty == Some("boolean") && repeats {
            one.name.remove(0);
        }
        one
    };
    attributes.into_iter().map(strip).collect()
}

/// The word that the feature is about: of its name's content words, that which requirements and
/// stories use most.
fn topic(context: &Context<'_>) -> String {
    let spec = context.spec;
    let name = spec
        .name
        .as_deref()
        .or(spec.title.as_deref())
        .unwrap_or_default();
    let generic = [
        "management",
        "feature",
        "support",
        "system",
        "interface",
        "admin",
        "implementation",
    ];
    let items = spec.items();
    let used = |word: &str| {
        items
            .iter()
            .filter(|item| item.text.to_lowercase().contains(word))
            .count()
    };
    let words = phrases::words_of(name);
    let candidates = words
        .iter()
        .filter(|w| phrases::is_content(w) && !generic.contains(&w.as_str()));
    let mut best: Option<(usize, &String)> = None;
    for word in candidates {
        let count = used(word);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, word));
        }
    }
    best.map_or_else(|| "record".to_owned(), |(_, word)| word.clone())
}

pub(super) fn existing<'a>(context: &Context<'a>, thing: &Thing) -> Option<&'a Table> {
    table_named(context, &thing.name)
}

/// The table that is there and is named so, in the singular or plural; "staff member" is one of `staff`.
fn table_named<'a>(context: &Context<'a>, name: &[String]) -> Option<&'a Table> {
    let whole = table_called(context, name);
    whole.or_else(|| match name {
        [rest @ .., last] if !rest.is_empty() && ["member", "record"].contains(&last.as_str()) => {
            table_called(context, rest)
        }
        _ => None,
    })
}

fn table_called<'a>(context: &Context<'a>, name: &[String]) -> Option<&'a Table> {
    let wanted = names::singular_words(&name.join(" "));
    context.analysis().tables.iter().find(|table| {
        names::singular_words(&table.name) == wanted
            || table
                .model
                .as_deref()
                .is_some_and(|model| names::singular_words(model) == wanted)
    })
}
