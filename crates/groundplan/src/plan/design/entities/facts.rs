//! What the rest of the specification says of drafted fields, merged into them: values, range, default,
//! uniqueness, and fields that only a later state fills.

use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::spec::ItemRef;
use crate::model::{names, words};
use crate::plan::context::Context;
use crate::plan::design::fields;
use crate::plan::design::stored::{self, Attribute, Told};
use crate::plan::types::{Field, FieldType, RowCheck, RowRule, SchemaChanges};

/// The fields of one drafted table, new or changed.
struct Record<'a> {
    /// Words of one row's name, singular.
    name: Vec<String>,
    fields: &'a mut Vec<Field>,
    /// Rules between fields; those of a table that is there are left to its code.
    checks: Option<&'a mut Vec<RowCheck>>,
}

/// Merges what items say into the drafted fields.
pub(super) fn gather(context: &Context<'_>, schema: &mut SchemaChanges) {
    let shared = shared(schema);
    let mut records = records(schema);
    // Values first: what a record starts with is one of them.
    for merge in [said, starts] {
        for item in context.spec.items() {
            for clause in clauses(item.text) {
                for record in &mut records {
                    merge(record, &shared, &item, clause);
                }
            }
        }
    }
    for record in &mut records {
        later_states(record);
    }
}

/// Sentences and what semicolons part.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").flat_map(|part| part.split(['\n', ';']))
}

fn records(schema: &mut SchemaChanges) -> Vec<Record<'_>> {
    let new = schema.new_tables.iter_mut().map(|table| Record {
        name: names::singular_words(&table.entity),
        fields: &mut table.fields,
        checks: Some(&mut table.checks),
    });
    let changed = schema.modified_tables.iter_mut().map(|change| Record {
        name: names::singular_words(&change.name),
        fields: &mut change.add,
        checks: None,
    });
    new.chain(changed).collect()
}

/// Names of fields that several drafted tables have.
fn shared(schema: &SchemaChanges) -> Vec<String> {
    let new = schema.new_tables.iter().flat_map(|table| &table.fields);
    let changed = schema.modified_tables.iter().flat_map(|change| &change.add);
    let mut all: Vec<&str> = new
        .chain(changed)
        .map(|field| field.name.as_str())
        .collect();
    all.sort_unstable();
    let twice = all.windows(2).filter(|pair| pair[0] == pair[1]);
    twice.map(|pair| pair[0].to_owned()).collect()
}

fn said(record: &mut Record<'_>, shared: &[String], item: &ItemRef<'_>, clause: &str) {
    for at in 0..record.fields.len() {
        let field = &record.fields[at];
        let is_shared = shared.contains(&field.name);
        if is_shared && !mentions(&record.name, clause) {
            continue;
        }
        let told = spoken(field)
            .iter()
            .find_map(|words| stored::told(words, clause));
        let Some(told) = told else {
            continue;
        };
        if !told.owner.is_empty() && told.owner.last() != record.name.last() {
            continue;
        }
        match &told.before {
            None => merge(&mut record.fields[at], &told.attribute, item),
            Some(word) if record.name.contains(&names::singular(word)) => {
                merge(&mut record.fields[at], &told.attribute, item);
            }
            Some(word) => in_state(record, at, word, &told, item),
        }
    }
}

/// The state that new rows have, where a sentence says it.
fn starts(record: &mut Record<'_>, shared: &[String], item: &ItemRef<'_>, clause: &str) {
    for field in record
        .fields
        .iter_mut()
        .filter(|field| field.default.is_none())
    {
        let is_meant = !shared.contains(&field.name) || mentions(&record.name, clause);
        if let FieldType::Enum { values } = &field.ty
            && is_meant
            && let Some(value) = stored::initial(&names::split(&field.name), values, clause)
        {
            field.default = Some(value);
            cite(field, item);
        }
    }
}

/// How a sentence may say a field's name: a reference without its `id`, a unit behind "in".
fn spoken(field: &Field) -> Vec<Vec<String>> {
    let mut words = names::split(&field.name);
    if matches!(field.ty, FieldType::Reference { .. }) && words.len() > 1 {
        words.retain(|word| word != "id");
    }
    let mut with_in = words.clone();
    let unit = words
        .last()
        .is_some_and(|last| fields::UNITS.contains(&last.as_str()));
    if unit && words.len() > 1 {
        with_in.insert(words.len() - 1, "in".to_owned());
        return vec![words, with_in];
    }
    vec![words]
}

fn mentions(name: &[String], clause: &str) -> bool {
    let said = names::singular_words(clause);
    name.last().is_some_and(|last| said.contains(last))
        || clause
            .split_whitespace()
            .any(|word| Some(&names::singular(&word.to_lowercase())) == name.last())
}

fn cite(field: &mut Field, item: &ItemRef<'_>) {
    field.claim.grounds = field.claim.grounds.clone().and(Ground::spec(item.id));
}

/// Adds what is said to what is known; what was known first stays.
fn merge(field: &mut Field, said: &Attribute, item: &ItemRef<'_>) {
    let is_reference = matches!(field.ty, FieldType::Reference { .. });
    if is_reference && !(said.optional || said.unique) {
        return;
    }
    let is_text = matches!(field.ty, FieldType::Text);
    if said.values.len() > 1 && is_text {
        field.ty = FieldType::Enum {
            values: said.values.clone(),
        };
    }
    let counts = said.limit.as_ref().is_some_and(|limit| !limit.characters);
    if said.ty == Some("integer") || counts && is_text && said.ty.is_none() {
        let number = matches!(
            field.ty,
            FieldType::Text | FieldType::Number | FieldType::Decimal
        );
        if number {
            field.ty = FieldType::Integer;
        }
    }
    field.required &= !said.optional;
    field.unique |= said.unique;
    field.default = field.default.take().or_else(|| said.default.clone());
    let fits = match &said.limit {
        Some(limit) if limit.characters => matches!(field.ty, FieldType::Text),
        Some(_) => matches!(
            field.ty,
            FieldType::Integer | FieldType::Number | FieldType::Decimal
        ),
        None => false,
    };
    if fits {
        field.limit = field.limit.take().or_else(|| said.limit.clone());
    }
    cite(field, item);
}

/// "A percent amount is between 1 and 90": the range holds where another field has that value.
fn in_state(record: &mut Record<'_>, at: usize, word: &str, told: &Told, item: &ItemRef<'_>) {
    let state = record.fields.iter().find(|field| match &field.ty {
        FieldType::Enum { values } => values.iter().any(|value| value == word),
        _ => false,
    });
    let (Some(state), Some(limit)) = (state, told.attribute.limit.clone()) else {
        return;
    };
    let (field, of) = (state.name.clone(), record.fields[at].name.clone());
    let text = format!("`{of}` of {word}: {}", limit.words());
    let check = RowCheck {
        rule: RowRule::When {
            field,
            value: word.to_owned(),
            of,
            limit,
        },
        claim: Claim::new(text, Grounds::spec(item.id)),
    };
    if let Some(checks) = record.checks.as_mut() {
        checks.push(check);
    }
}

/// `published_at` is empty as long as the record is a draft: what is named after a state that records
/// do not start in is optional.
fn later_states(record: &mut Record<'_>) {
    let states = record.fields.iter().filter_map(|field| match &field.ty {
        FieldType::Enum { values } if values.len() > 1 => {
            let first = field.default.as_ref().or(values.first());
            let later = values.iter().filter(|value| Some(*value) != first);
            let later: Vec<String> = later.map(|value| words::stem(value)).collect();
            Some((later, field.name.clone(), field.claim.grounds.clone()))
        }
        _ => None,
    });
    let states: Vec<(Vec<String>, String, Grounds)> = states.collect();
    for field in record.fields.iter_mut().filter(|field| field.required) {
        let named = names::split(&field.name);
        let first = named.first().map(|word| words::stem(word));
        let state = states.iter().find(|(later, of, _)| {
            *of != field.name && first.as_ref().is_some_and(|first| later.contains(first))
        });
        if let Some((_, of, grounds)) = state {
            field.required = false;
            let ground = grounds.iter().nth(1).or(grounds.iter().next()).cloned();
            field.claim.text = format!("empty until `{of}` says so");
            if let Some(ground) = ground {
                field.claim.grounds = field.claim.grounds.clone().and(ground);
            }
        }
    }
}
