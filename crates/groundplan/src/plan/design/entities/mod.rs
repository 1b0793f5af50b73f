//! Tables: new ones from what the specification says is stored, changed ones where it names a
//! table that is there; indexes from the access paths of stories and requirements.

mod changed;
mod facts;
mod index;
mod new;
mod rules;
mod thing;

use super::fields::Habit;
use super::named::Named;
use crate::plan::context::Context;
use crate::plan::dialects::common;
use crate::plan::types::{SchemaChanges, TableDraft};
use thing::Thing;

/// Settles tables; `none` says what was looked for where nothing is stored.
pub fn settle(context: &Context<'_>, named: &[Named<'_>]) -> SchemaChanges {
    let mut habit = Habit::of(context);
    let things = thing::things(context);
    let (there, new): (Vec<Thing>, Vec<Thing>) = things
        .into_iter()
        .partition(|thing| thing::existing(context, thing).is_some());
    let names: Vec<String> = new
        .iter()
        .map(|thing| new::table_name(context, &thing.name))
        .collect();
    habit.planned.clone_from(&names);
    let mut tables: Vec<TableDraft> = Vec::new();
    for (thing, name) in new.iter().zip(names) {
        match tables.iter_mut().find(|table| table.name == name) {
            Some(table) => new::merge(&habit, table, thing),
            None => tables.push(new::draft(context, &habit, &tables, thing, name)),
        }
    }
    tables.retain(|table| !table.fields.is_empty());
    let mut changes = SchemaChanges {
        dialect: Some(context.dialect.id.to_owned()),
        modified_tables: changed::changed_tables(context, &habit, &there, &tables),
        new_tables: tables,
        migrations: Vec::new(),
        none: None,
    };
    changed::removed_fields(context, named, &mut changes.modified_tables);
    facts::gather(context, &mut changes);
    for table in &mut changes.new_tables {
        rules::rules(context, table);
        index::add(context, table);
    }
    write_code(context, &mut changes);
    common::renumber(&mut changes);
    changes
}

/// Every table in the project's schema language.
fn write_code(context: &Context<'_>, changes: &mut SchemaChanges) {
    for table in &mut changes.new_tables {
        table.code = (context.dialect.new_table)(context, table);
    }
    for change in &mut changes.modified_tables {
        change.code = (context.dialect.change_table)(context, change);
    }
    changes.migrations = (context.dialect.migrations)(context, changes);
}
