//! New tables: a name in the habit of those that are there, fields, copies for a history.

use super::thing::Thing;
use crate::model::evidence::Table;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::fields::{self, Habit};
use crate::plan::types::{Field, FieldType, Key, TableDraft};

/// A table's name in the habit of the tables that are there.
pub(super) fn table_name(context: &Context<'_>, name: &[String]) -> String {
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

pub(super) fn draft(
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
        checks: Vec::new(),
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

pub(super) fn push(all: &mut Vec<Field>, field: Option<Field>) {
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

pub(super) fn merge(habit: &Habit<'_>, table: &mut TableDraft, thing: &Thing) {
    let grounds = Grounds::spec(&thing.item);
    for attribute in &thing.attributes {
        push(&mut table.fields, fields::field(habit, attribute, &grounds));
    }
    let claim = table.claim.clone();
    table.claim = Claim::new(claim.text, claim.grounds.and(Ground::spec(&thing.item)));
}
