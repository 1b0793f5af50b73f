//! What the specification says is stored: key entities, then requirements.

use crate::model::evidence::Table;
use crate::model::names;
use crate::model::spec::{KeyEntity, Requirement};
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
    let said = spec
        .functional_requirements
        .iter()
        .filter_map(|requirement| {
            let found = stored::read(&requirement.text)?;
            (!found.attributes.is_empty()).then_some((requirement, found))
        });
    for (requirement, found) in said {
        all.push(thing_of(context, requirement, found));
    }
    all
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

/// Whether a name is that of a record of what was.
pub(super) fn is_record(name: &[String]) -> bool {
    let mut words = name.iter().map(|word| names::singular(word));
    words.any(|word| RECORDS.contains(&word.as_str()))
}

fn thing_of(context: &Context<'_>, requirement: &Requirement, found: Stored) -> Thing {
    let told = found
        .attributes
        .iter()
        .any(|attribute| fields::is_generic_value(attribute).is_some());
    let is_history = told || is_history(&found.name);
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
        item: requirement.id.clone(),
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

/// The table that is there and is named so, in the singular or plural.
fn table_named<'a>(context: &Context<'a>, name: &[String]) -> Option<&'a Table> {
    let wanted = names::singular_words(&name.join(" "));
    context.analysis().tables.iter().find(|table| {
        names::singular_words(&table.name) == wanted
            || table
                .model
                .as_deref()
                .is_some_and(|model| names::singular_words(model) == wanted)
    })
}
