//! What an action is done to: the planned or existing table that the verb's object names.

use super::action::{self, Action};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{FieldType, SchemaChanges, TableDraft};

/// A table that an action is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Name in the schema.
    pub table: String,
    /// Fields that the object names: "the input and output price".
    pub fields: Vec<String>,
}

/// The table of an action: named by its object; by a field that the object names; by what the object
/// belongs to.
pub(super) fn find(
    context: &Context<'_>,
    schema: &SchemaChanges,
    action: &Action,
) -> Option<Target> {
    let object = singular(&action.object);
    let rest = singular(&action::tokens(&action.rest));
    if let Some(table) = joining(schema, context, action, &object, &rest) {
        return Some(whole(table));
    }
    let planned = || schema.new_tables.iter().map(|table| table.name.as_str());
    let there = || {
        let tables = context.analysis().tables.iter();
        tables.map(|table| table.name.as_str())
    };
    let last = object.last().map(std::slice::from_ref).unwrap_or_default();
    named(planned(), &object)
        .or_else(|| headed(planned(), &object))
        .map(whole)
        .or_else(|| by_field(schema, &object))
        .or_else(|| named(there(), &object).map(whole))
        .or_else(|| named(planned(), &rest).map(whole))
        .or_else(|| headed(there(), last).map(whole))
        .or_else(|| stemmed(planned(), &object).map(whole))
}

fn whole(table: &str) -> Target {
    Target {
        table: table.to_owned(),
        fields: Vec::new(),
    }
}

pub(super) fn singular(words: &[String]) -> Vec<String> {
    words.iter().map(|word| names::singular(word)).collect()
}

/// The table all of whose words are said; the one with most words.
fn named<'t>(tables: impl Iterator<Item = &'t str>, said: &[String]) -> Option<&'t str> {
    let fits = tables.filter_map(|table| {
        let words = singular(&names::split(table));
        let all = !words.is_empty() && words.iter().all(|word| said.contains(word));
        all.then_some((words.len(), table))
    });
    fits.max_by_key(|(count, _)| *count).map(|(_, table)| table)
}

/// The table whose last word is the object's: "entry" for `waiting_list_entries`.
fn headed<'t>(mut tables: impl Iterator<Item = &'t str>, object: &[String]) -> Option<&'t str> {
    let head = object.last()?;
    tables.find(|table| singular(&names::split(table)).last() == Some(head))
}

/// "prices" for `pricing_configurations`: a shared beginning of four letters in a short object.
fn stemmed<'t>(mut tables: impl Iterator<Item = &'t str>, object: &[String]) -> Option<&'t str> {
    let head = object.last().filter(|head| head.len() > 4)?.get(..4)?;
    tables.find(|table| {
        let words = names::split(table);
        let is_history = words.iter().any(|word| word == "history");
        !is_history
            && words
                .iter()
                .any(|word| word.len() > 4 && word.get(..4) == Some(head))
    })
}

/// The table with fields that the object names, and these fields.
fn by_field(schema: &SchemaChanges, object: &[String]) -> Option<Target> {
    let new = schema
        .new_tables
        .iter()
        .map(|table| (&table.name, table.fields.iter().collect::<Vec<_>>()));
    let changed = schema
        .modified_tables
        .iter()
        .map(|table| (&table.name, table.add.iter().collect::<Vec<_>>()));
    let found = new.chain(changed).filter_map(|(name, fields)| {
        let fields: Vec<String> = fields
            .into_iter()
            .filter(|field| {
                let words = singular(&names::split(&field.name));
                let plain = !matches!(field.ty, FieldType::Reference { .. });
                plain && !words.is_empty() && words.iter().all(|word| object.contains(word))
            })
            .map(|field| field.name.clone())
            .collect();
        (!fields.is_empty()).then(|| Target {
            table: name.clone(),
            fields,
        })
    });
    found.reduce(|a, b| {
        if b.fields.len() > a.fields.len() {
            b
        } else {
            a
        }
    })
}

/// "Add a part to a job": the planned table that refers to both.
fn joining<'s>(
    schema: &'s SchemaChanges,
    context: &Context<'_>,
    action: &Action,
    object: &[String],
    rest: &[String],
) -> Option<&'s str> {
    if !matches!(action.word, "add" | "remove") || !(rest.iter().any(|w| w == "to" || w == "from"))
    {
        return None;
    }
    let new = schema.new_tables.iter().map(|table| table.name.as_str());
    let all: Vec<&str> = new
        .chain(context.analysis().tables.iter().map(|t| t.name.as_str()))
        .collect();
    let one = headed(all.iter().copied(), object)?;
    let other = rest
        .iter()
        .rev()
        .find_map(|word| headed(all.iter().copied(), std::slice::from_ref(word)))?;
    let found = schema.new_tables.iter().find(|table| {
        one != other && table.name != one && refers(table, one) && refers(table, other)
    });
    found.map(|table| table.name.as_str())
}

/// Whether the table refers to the other.
pub(super) fn refers(table: &TableDraft, other: &str) -> bool {
    table
        .fields
        .iter()
        .any(|field| matches!(&field.ty, FieldType::Reference { table } if table == other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::{Evidence, Table};
    use crate::model::ground::{Claim, Grounds};
    use crate::model::spec::Spec;
    use crate::plan::types::{Field, Key};

    fn field(name: &str, ty: FieldType) -> Field {
        Field {
            name: name.to_owned(),
            ty,
            required: true,
            unique: false,
            limit: None,
            default: None,
            claim: Claim::new(name, Grounds::spec("FR1")),
        }
    }

    fn reference(name: &str, table: &str) -> Field {
        let table = table.to_owned();
        field(name, FieldType::Reference { table })
    }

    fn table(name: &str, fields: Vec<Field>) -> TableDraft {
        TableDraft {
            key: Key::new("schema", name),
            name: name.to_owned(),
            entity: name.to_owned(),
            fields,
            indexes: Vec::new(),
            checks: Vec::new(),
            claim: Claim::new(name, Grounds::spec("FR1")),
            code: Vec::new(),
        }
    }

    fn target(goal: &str) -> Option<(String, Vec<String>)> {
        let schema = SchemaChanges {
            new_tables: vec![
                table(
                    "pricing_configurations",
                    vec![
                        field("margin", FieldType::Number),
                        field("input_price", FieldType::Decimal),
                    ],
                ),
                table("parts", vec![]),
                table(
                    "job_parts",
                    vec![reference("part_id", "parts"), reference("job_id", "jobs")],
                ),
            ],
            ..SchemaChanges::default()
        };
        let mut evidence = Evidence::default();
        for name in ["jobs", "models"] {
            evidence.analysis.tables.push(Table {
                name: name.to_owned(),
                ..Table::default()
            });
        }
        let spec = Spec::default();
        let context = Context::new(&spec, &evidence);
        let action = action::of_goal(goal).into_iter().next()?;
        find(&context, &schema, &action).map(|found| (found.table, found.fields))
    }

    #[test]
    fn the_object_names_a_table_or_a_field_of_one() {
        let of = |goal: &str| target(goal).map(|(table, _)| table);
        let is = |table: &str| Some(table.to_owned());
        assert_eq!(of("to create parts"), is("parts"));
        assert_eq!(
            of("to add a part with a quantity to a job"),
            is("job_parts")
        );
        assert_eq!(
            of("to export the current prices as CSV"),
            is("pricing_configurations")
        );
        assert_eq!(of("to archive a model"), is("models"));
        assert_eq!(of("to export a report"), None);
        assert_eq!(
            target("to edit the input price of a model"),
            Some((
                "pricing_configurations".to_owned(),
                vec!["input_price".to_owned()]
            ))
        );
    }
}
