//! Tables that are there and get or lose fields.

use super::index::{index, read_by};
use super::new::push;
use super::thing::{Thing, existing};
use crate::model::evidence::Table;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::fields::{self, Habit};
use crate::plan::design::named::{Fate, Named};
use crate::plan::design::{phrases, stored};
use crate::plan::types::{Field, FieldType, Key, TableChange, TableDraft};

/// Tables that are there and get fields.
pub(super) fn changed_tables(
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
        let drafts = flags.filter_map(|field| {
            let ground = read_by(context, field)?;
            let grounds = field.claim.grounds.clone().and(ground);
            let fields = std::slice::from_ref(&field.name);
            Some(index(context, &change.name, fields, &grounds))
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
pub(super) fn removed_fields(
    context: &Context<'_>,
    named: &[Named<'_>],
    changes: &mut Vec<TableChange>,
) {
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
