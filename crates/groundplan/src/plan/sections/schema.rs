//! Database Schema Changes: new and changed tables in the project's own schema language.

use super::Section;
use super::common::{codes, counted, heading, lead, line, para, tick};
use crate::model::doc::{Block, Item, Line};
use crate::plan::context::Context;
use crate::plan::types::{Field, FieldType, IndexDraft, Limit, Plan, TableChange, TableDraft};

/// The section.
pub const SECTION: Section = Section {
    id: "schema",
    heading: "Database Schema Changes",
    summary: "New and changed tables, all fields and indexes, in the project's schema language",
    draft,
    lower,
};

/// The design has settled it.
fn draft(_: &Context<'_>, _: &mut Plan) {}

fn lower(plan: &Plan) -> Vec<Block> {
    let schema = &plan.schema;
    let mut blocks: Vec<Block> = Vec::new();
    if !schema.new_tables.is_empty() {
        blocks.push(heading(3, "New Tables"));
        blocks.extend(schema.new_tables.iter().flat_map(new_table));
    }
    if !schema.modified_tables.is_empty() {
        blocks.push(heading(3, "Modified Tables"));
        blocks.extend(schema.modified_tables.iter().flat_map(changed_table));
    }
    if !schema.migrations.is_empty() {
        blocks.push(heading(3, "Migration"));
        blocks.extend(codes(&schema.migrations));
    }
    if blocks.is_empty() {
        blocks.push(match &schema.none {
            Some(none) => para(none),
            None => lead("No table changes."),
        });
    }
    blocks
}

fn new_table(table: &TableDraft) -> Vec<Block> {
    let mut blocks = vec![heading(4, tick(&table.name)), para(&table.claim)];
    blocks.extend(codes(&table.code));
    blocks.push(fields(&table.fields));
    blocks.extend(indexes(&table.indexes));
    if !table.checks.is_empty() {
        let items = table
            .checks
            .iter()
            .map(|check| Item::bullet(line(&check.claim)));
        blocks.push(lead("Rules between fields:"));
        blocks.push(Block::List {
            ordered: false,
            items: items.collect(),
        });
    }
    blocks
}

fn changed_table(table: &TableChange) -> Vec<Block> {
    let mut blocks = vec![
        heading(
            4,
            format!(
                "{} ({})",
                tick(&table.name),
                tick(&table.anchor.reference())
            ),
        ),
        para(&table.claim),
    ];
    blocks.extend(codes(&table.code));
    if !table.add.is_empty() {
        blocks.push(fields(&table.add));
    }
    blocks.extend(indexes(&table.indexes));
    if !table.remove.is_empty() {
        let gone: Vec<String> = table.remove.iter().map(|name| tick(name)).collect();
        blocks.push(lead(format!(
            "{} goes: {}.",
            counted(gone.len(), "field"),
            gone.join(", ")
        )));
    }
    blocks
}

fn fields(all: &[Field]) -> Block {
    let head = ["Field", "Type", "Rule"].map(str::to_owned).to_vec();
    let row = |field: &Field| {
        vec![
            Line::plain(tick(&field.name)),
            Line::plain(type_words(&field.ty)),
            Line::grounded(rule(field), &field.claim.grounds),
        ]
    };
    Block::Table {
        head,
        rows: all.iter().map(row).collect(),
    }
}

fn rule(field: &Field) -> String {
    let mut rules = vec![
        if field.required {
            "required"
        } else {
            "optional"
        }
        .to_owned(),
    ];
    if field.unique {
        rules.push("unique".to_owned());
    }
    rules.extend(field.limit.as_ref().map(Limit::words));
    let default = field.default.as_ref();
    rules.extend(default.map(|value| format!("starts as {}", tick(value))));
    let about = &field.claim.text;
    rules.extend((*about != tick(&field.name)).then(|| about.clone()));
    rules.join(", ")
}

fn indexes(all: &[IndexDraft]) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    let item = |index: &IndexDraft| {
        let unique = if index.unique { ", unique" } else { "" };
        let only = index.only.as_ref();
        let only = only.map(|(field, value)| format!(" where {} is {}", tick(field), tick(value)));
        let only = only.unwrap_or_default();
        let mut line = line(&index.claim);
        line.text = format!(
            "{} on {}{unique}{only}: {}",
            tick(&index.name),
            tick(&index.fields.join(", ")),
            line.text
        );
        Item::bullet(line)
    };
    vec![
        lead("Indexes:"),
        Block::List {
            ordered: false,
            items: all.iter().map(item).collect(),
        },
    ]
}

/// A type in words, whatever the schema language.
pub fn type_words(ty: &FieldType) -> String {
    match ty {
        FieldType::Text => "text".to_owned(),
        FieldType::Integer => "whole number".to_owned(),
        FieldType::Number => "number".to_owned(),
        FieldType::Decimal => "decimal".to_owned(),
        FieldType::Boolean => "yes or no".to_owned(),
        FieldType::Timestamp => "timestamp".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::Json => "structured data".to_owned(),
        FieldType::Enum { values } => {
            let values: Vec<String> = values.iter().map(|value| tick(value)).collect();
            format!("one of {}", values.join(", "))
        }
        FieldType::Reference { table } => format!("reference to {}", tick(table)),
        FieldType::List { of } => format!("list of {}", type_words(of)),
    }
}
