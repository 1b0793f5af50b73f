//! Tables: new ones from what the specification says is stored, changed ones where it names a
//! table that is there; indexes from the access paths of stories and requirements.

use super::fields::{self, Habit};
use super::named::{Fate, Named};
use super::phrases;
use super::stored::{self, Attribute, Stored};
use crate::model::evidence::Table;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::model::spec::{KeyEntity, Requirement};
use crate::plan::context::Context;
use crate::plan::dialects::common;
use crate::plan::types::{
    Field, FieldType, IndexDraft, Key, SchemaChanges, TableChange, TableDraft,
};

/// A thing to be stored, before it becomes a table.
struct Thing {
    name: Vec<String>,
    owner: Option<String>,
    attributes: Vec<Attribute>,
    item: String,
    is_history: bool,
}

/// Settles tables; `none` says what was looked for where nothing is stored.
pub fn settle(context: &Context<'_>, named: &[Named<'_>]) -> SchemaChanges {
    let mut habit = Habit::of(context);
    let things = things(context);
    let (there, new): (Vec<Thing>, Vec<Thing>) = things
        .into_iter()
        .partition(|thing| existing(context, thing).is_some());
    let names: Vec<String> = new
        .iter()
        .map(|thing| table_name(context, &thing.name))
        .collect();
    habit.planned.clone_from(&names);
    let mut tables: Vec<TableDraft> = Vec::new();
    for (thing, name) in new.iter().zip(names) {
        match tables.iter_mut().find(|table| table.name == name) {
            Some(table) => merge(&habit, table, thing),
            None => tables.push(draft(context, &habit, &tables, thing, name)),
        }
    }
    tables.retain(|table| !table.fields.is_empty());
    let mut changes = SchemaChanges {
        dialect: Some(context.dialect.id.to_owned()),
        modified_tables: changed_tables(context, &habit, &there, &tables),
        new_tables: tables,
        none: None,
    };
    removed_fields(context, named, &mut changes.modified_tables);
    for table in &mut changes.new_tables {
        refine(context, table);
        table.indexes = indexes(context, table);
        unique_rules(context, table);
    }
    let code = |context: &Context<'_>, changes: &mut SchemaChanges| {
        for table in &mut changes.new_tables {
            table.code = (context.dialect.new_table)(context, table);
        }
        for change in &mut changes.modified_tables {
            change.code = (context.dialect.change_table)(context, change);
        }
    };
    code(context, &mut changes);
    common::renumber(&mut changes);
    changes
}

/// What other sentences say of a field's values: "Status is one of …", "`hold_until` is empty until …".
fn refine(context: &Context<'_>, table: &mut TableDraft) {
    for item in context.spec.items() {
        for sentence in item.text.split(". ") {
            let Some(said) = stored::told(sentence) else {
                continue;
            };
            let named = |field: &&mut Field| names::split(&field.name) == said.name;
            let Some(field) = table.fields.iter_mut().find(named) else {
                continue;
            };
            let text_like = matches!(field.ty, FieldType::Text);
            if said.values.len() > 1 && text_like {
                field.ty = FieldType::Enum {
                    values: said.values,
                };
            }
            field.required &= !said.optional;
            field.default = field.default.take().or(said.default);
            field.limit = field.limit.take().or(said.limit);
            field.claim.grounds = field.claim.grounds.clone().and(Ground::spec(item.id));
        }
    }
}

/// What the specification says is stored, key entities first.
fn things(context: &Context<'_>) -> Vec<Thing> {
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

fn is_history(name: &[String]) -> bool {
    name.iter().any(|word| {
        [
            "history",
            "change",
            "changes",
            "log",
            "audit",
            "revision",
            "revisions",
        ]
        .contains(&word.as_str())
    })
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
    if is_history && !name.iter().any(|word| word == "history" || word == "log") {
        name = vec![topic, "history".to_owned()];
    }
    Thing {
        owner: (is_there || is_history)
            .then_some(owner)
            .filter(|owner| !owner.is_empty()),
        name,
        attributes: found.attributes,
        item: requirement.id.clone(),
        is_history,
    }
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

fn existing<'a>(context: &Context<'a>, thing: &Thing) -> Option<&'a Table> {
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

/// A table's name in the habit of the tables that are there.
fn table_name(context: &Context<'_>, name: &[String]) -> String {
    let tables = &context.analysis().tables;
    let case = fields::majority(
        tables
            .iter()
            .filter_map(|table| names::case_of(&table.name)),
    )
    // One-word tables show no case; their fields do.
    .or_else(|| {
        let fields = tables.iter().flat_map(|table| &table.fields);
        fields::majority(fields.filter_map(|field| names::case_of(&field.name)))
    })
    .unwrap_or(context.dialect.table_case);
    let plurals = tables.iter().filter(|table| is_plural(&table.name)).count();
    let plural = if tables.is_empty() {
        context.dialect.plural_tables
    } else {
        2 * plurals >= tables.len()
    };
    let mut name: Vec<String> = name.iter().flat_map(|word| names::split(word)).collect();
    if let Some(last) = name.last_mut() {
        *last = if plural {
            names::plural(&names::singular(last))
        } else {
            names::singular(last)
        };
    }
    names::join(&name, case)
}

fn is_plural(name: &str) -> bool {
    names::split(name)
        .last()
        .is_some_and(|last| names::singular(last) != *last)
}

fn draft(
    context: &Context<'_>,
    habit: &Habit<'_>,
    earlier: &[TableDraft],
    thing: &Thing,
    name: String,
) -> TableDraft {
    let grounds = Grounds::spec(&thing.item);
    let mut table = TableDraft {
        key: Key::new("schema", &name),
        entity: thing.name.join(" "),
        fields: Vec::new(),
        indexes: Vec::new(),
        claim: Claim::new(
            format!("holds what {} says is stored", thing.item),
            grounds.clone(),
        ),
        code: Vec::new(),
        name,
    };
    let recorded = earlier.iter().rev().find(|_| thing.is_history);
    if let Some(recorded) = recorded {
        let owner = names::singular_words(&recorded.name).join(" ");
        table.fields.extend(fields::owner(habit, &owner, &grounds));
    } else if let Some(owner) = &thing.owner {
        table.fields.extend(fields::owner(habit, owner, &grounds));
    }
    for attribute in &thing.attributes {
        match (fields::is_generic_value(attribute), recorded) {
            (Some(prefix), Some(recorded)) => {
                let about_prices = attribute.name.iter().any(|word| word.starts_with("price"));
                let copies = copies(habit, recorded, prefix, about_prices, &grounds);
                table.fields.extend(copies);
            }
            _ => push(&mut table.fields, fields::field(habit, attribute, &grounds)),
        }
    }
    audit_fields(context, habit, &mut table, thing);
    dedupe(&mut table.fields);
    table
}

fn push(all: &mut Vec<Field>, field: Option<Field>) {
    all.extend(field.filter(|field| !all.iter().any(|there| there.name == field.name)));
}

fn dedupe(all: &mut Vec<Field>) {
    let mut seen: Vec<String> = Vec::new();
    all.retain(|field| {
        let fresh = !seen.contains(&field.name);
        seen.push(field.name.clone());
        fresh
    });
}

/// `old_…` and `new_…` of every numeric field that the recorded table has.
fn copies(
    habit: &Habit<'_>,
    recorded: &TableDraft,
    prefix: &str,
    about_prices: bool,
    grounds: &Grounds,
) -> Vec<Field> {
    let numeric = recorded.fields.iter().filter(|field| match field.ty {
        FieldType::Decimal => true,
        FieldType::Number | FieldType::Integer => !about_prices,
        _ => false,
    });
    let copy = |field: &Field| {
        let name = habit.name(&format!("{prefix} {}", names::split(&field.name).join(" ")));
        Field {
            claim: Claim::new(format!("`{name}`"), grounds.clone()),
            name,
            ..field.clone()
        }
    };
    numeric.map(copy).collect()
}

/// `updated_at` and `updated_by` where most tables that are there have them.
fn audit_fields(context: &Context<'_>, habit: &Habit<'_>, table: &mut TableDraft, thing: &Thing) {
    if thing.is_history {
        return;
    }
    let tables = &context.analysis().tables;
    for (phrase, ty) in [
        ("created at", FieldType::Timestamp),
        ("updated at", FieldType::Timestamp),
    ] {
        let name = habit.name(phrase);
        let having: Vec<&Table> = tables
            .iter()
            .filter(|one| one.fields.iter().any(|field| field.name == name))
            .collect();
        let missing = !table.fields.iter().any(|field| field.name == name);
        if missing && !having.is_empty() && 2 * having.len() >= tables.len() {
            let convention = Ground::Convention {
                rule: format!("tables have `{name}`"),
                support: having.len() as u32,
                total: tables.len() as u32,
                examples: having
                    .iter()
                    .filter_map(|one| one.anchor.clone())
                    .take(2)
                    .collect(),
            };
            table
                .fields
                .push(fields::plain(habit, phrase, ty, convention));
        }
    }
    let recorded = context
        .spec
        .functional_requirements
        .iter()
        .find(|requirement| {
            let lower = requirement.text.to_lowercase();
            lower.contains("who changed")
                || lower.contains("who made")
                || lower.contains("admin who")
        });
    if let Some(requirement) = recorded {
        let grounds = Grounds::spec(&requirement.id);
        push(
            &mut table.fields,
            fields::of_words(habit, "updated by admin", &grounds),
        );
    }
}

fn merge(habit: &Habit<'_>, table: &mut TableDraft, thing: &Thing) {
    let grounds = Grounds::spec(&thing.item);
    for attribute in &thing.attributes {
        push(&mut table.fields, fields::field(habit, attribute, &grounds));
    }
    let claim = table.claim.clone();
    table.claim = Claim::new(claim.text, claim.grounds.and(Ground::spec(&thing.item)));
}

/// Tables that are there and get fields.
fn changed_tables(
    context: &Context<'_>,
    habit: &Habit<'_>,
    there: &[Thing],
    new: &[TableDraft],
) -> Vec<TableChange> {
    let mut changes: Vec<TableChange> = Vec::new();
    for thing in there {
        let Some(table) = existing(context, thing) else {
            continue;
        };
        let grounds = Grounds::spec(&thing.item);
        // Rows that are there lack it, so it cannot be required at once.
        let wanted = thing.attributes.iter().filter_map(|one| {
            let field = fields::field(habit, one, &grounds)?;
            Some(Field {
                required: false,
                ..field
            })
        });
        add_fields(&mut changes, table, wanted.collect(), &grounds);
    }
    for requirement in &context.spec.functional_requirements {
        if stored::read(&requirement.text).is_some() {
            continue;
        }
        let Some((name, flag)) = phrases::wanted_field(&requirement.text) else {
            continue;
        };
        let Some(table) = named_table(context, &requirement.text) else {
            continue;
        };
        if new.iter().any(|draft| {
            draft
                .claim
                .grounds
                .spec_items()
                .any(|item| item == requirement.id)
        }) {
            continue;
        }
        let grounds = Grounds::spec(&requirement.id);
        let mut field = fields::of_words(habit, &name, &grounds);
        if let Some(field) = field.as_mut() {
            // Rows that are there lack it, so it cannot be required at once.
            field.required = false;
            if flag {
                field.ty = FieldType::Boolean;
            }
        }
        add_fields(&mut changes, table, field.into_iter().collect(), &grounds);
    }
    for change in &mut changes {
        let table_fields = &change.add;
        let flags = table_fields
            .iter()
            .filter(|field| matches!(field.ty, FieldType::Boolean | FieldType::Enum { .. }));
        let drafts = flags.map(|field| {
            index(
                context,
                &change.name,
                std::slice::from_ref(&field.name),
                &field.claim.grounds,
            )
        });
        change.indexes = drafts.collect();
    }
    changes
}

fn add_fields(
    changes: &mut Vec<TableChange>,
    table: &Table,
    wanted: Vec<Field>,
    grounds: &Grounds,
) {
    let Some(anchor) = table.anchor.clone() else {
        return;
    };
    let missing: Vec<Field> = wanted
        .into_iter()
        .filter(|field| !table.fields.iter().any(|there| there.name == field.name))
        .collect();
    if missing.is_empty() {
        return;
    }
    if let Some(change) = changes.iter_mut().find(|change| change.name == table.name) {
        missing
            .into_iter()
            .for_each(|field| push(&mut change.add, Some(field)));
        return;
    }
    let claim = Claim::new(
        format!("`{}` gets what is not there yet", table.name),
        grounds.clone().and(Ground::Code(anchor.clone())),
    );
    changes.push(TableChange {
        key: Key::new("schema", &table.name),
        name: table.name.clone(),
        anchor,
        add: missing,
        remove: Vec::new(),
        indexes: Vec::new(),
        claim,
        code: Vec::new(),
    });
}

/// Fields that the specification says go, of the tables that have them.
fn removed_fields(context: &Context<'_>, named: &[Named<'_>], changes: &mut Vec<TableChange>) {
    for one in named.iter().filter(|one| one.fate == Fate::Removed) {
        let tables = context.analysis().tables.iter();
        let mut holders = tables.filter(|table| table.fields.iter().any(|f| f.name == one.name));
        let (Some(table), None) = (holders.next(), holders.next()) else {
            continue;
        };
        let Some(anchor) = table.anchor.clone() else {
            continue;
        };
        if let Some(change) = changes.iter_mut().find(|change| change.name == table.name) {
            change.remove.push(one.name.clone());
            continue;
        }
        let items = one.items.iter().map(|item| context.ground(Some(item)));
        let grounds = items.chain([Ground::Code(anchor.clone())]).collect();
        let Some(grounds) = Grounds::from_vec(grounds) else {
            continue;
        };
        changes.push(TableChange {
            key: Key::new("schema", &table.name),
            name: table.name.clone(),
            claim: Claim::new(format!("`{}` loses `{}`", table.name, one.name), grounds),
            anchor,
            add: Vec::new(),
            remove: vec![one.name.clone()],
            indexes: Vec::new(),
            code: Vec::new(),
        });
    }
}

/// "No two plots have the same number": unique fields and indexes of a new table.
fn unique_rules(context: &Context<'_>, table: &mut TableDraft) {
    for item in context.spec.items() {
        for rule in stored::uniqueness(item.text) {
            let named = names::singular_words(&table.name);
            let meant = rule.thing.is_empty()
                || named.ends_with(&rule.thing)
                || rule.thing.ends_with(&named);
            if !meant {
                continue;
            }
            let field_of = |words: &Vec<String>| {
                let mut fields = table.fields.iter();
                fields.find(|field| {
                    let name = names::split(&field.name);
                    words.iter().all(|word| name.contains(word))
                })
            };
            let found: Option<Vec<String>> = rule
                .attributes
                .iter()
                .map(|words| field_of(words).map(|field| field.name.clone()))
                .collect();
            match found.as_deref() {
                Some([only]) => {
                    let field = table.fields.iter_mut().find(|field| field.name == *only);
                    if let Some(field) = field {
                        field.unique = true;
                        let ground = Ground::spec(item.id);
                        field.claim.grounds = field.claim.grounds.clone().and(ground);
                    }
                }
                Some(several) => {
                    let grounds = Grounds::spec(item.id);
                    let mut draft = index(context, &table.name, several, &grounds);
                    draft.unique = true;
                    table.indexes.push(draft);
                }
                None => {}
            }
        }
    }
}

/// The table whose name (in the singular or plural) a sentence has first.
fn named_table<'a>(context: &Context<'a>, text: &str) -> Option<&'a Table> {
    let words: Vec<String> = phrases::words_of(text)
        .iter()
        .map(|word| names::singular(word))
        .collect();
    context
        .analysis()
        .tables
        .iter()
        .filter_map(|table| {
            let name = names::singular_words(&table.name);
            let at = words
                .windows(name.len().max(1))
                .position(|window| window == name.as_slice())?;
            Some((at, table))
        })
        .min_by_key(|(at, _)| *at)
        .map(|(_, table)| table)
}

/// Indexes from access paths: references, moments that lists are sorted by, states that are
/// filtered by.
fn indexes(context: &Context<'_>, table: &TableDraft) -> Vec<IndexDraft> {
    let mut all: Vec<IndexDraft> = Vec::new();
    let people = |target: &str| {
        ["user", "account", "member"].contains(&names::singular_words(target).join(" ").as_str())
    };
    for field in &table.fields {
        let wanted = match &field.ty {
            FieldType::Reference { table } => !people(table),
            FieldType::Timestamp => {
                field.name.to_lowercase().contains("changed")
                    || field.name.to_lowercase().contains("updated")
            }
            FieldType::Enum { .. } => true,
            _ => false,
        };
        if wanted {
            all.push(index(
                context,
                &table.name,
                std::slice::from_ref(&field.name),
                &field.claim.grounds,
            ));
        }
    }
    all
}

fn index(context: &Context<'_>, table: &str, fields: &[String], grounds: &Grounds) -> IndexDraft {
    let existing = context
        .analysis()
        .tables
        .iter()
        .flat_map(|table| &table.indexes);
    let prefix = ["by_", "idx_", "ix_"]
        .into_iter()
        .find(|prefix| existing.clone().any(|index| index.name.starts_with(prefix)))
        .unwrap_or(context.dialect.index_prefix);
    let stem: Vec<String> = fields
        .iter()
        .map(|field| {
            let words = names::split(field);
            let short = words.len() > 1 && words.last().is_some_and(|last| last == "id");
            names::join(&words[..words.len() - usize::from(short)], Case::Snake)
        })
        .collect();
    let name = match prefix {
        "by_" => format!("by_{}", stem.join("_and_")),
        other => format!("{other}{table}_{}", fields.join("_")),
    };
    let claim = Claim::new(
        format!("finds rows of `{table}` by {}", fields.join(", ")),
        grounds.clone(),
    );
    IndexDraft {
        name,
        fields: fields.to_vec(),
        unique: false,
        claim,
    }
}
