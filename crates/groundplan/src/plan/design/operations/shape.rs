//! Parameters and results of operations on a planned table.

use super::wishes::Wish;
use crate::plan::types::{FieldType, Param, Returns, TableDraft, Verb};

fn param(name: &str, ty: FieldType, required: bool, about: &str) -> Param {
    Param {
        name: name.to_owned(),
        ty,
        required,
        about: about.to_owned(),
    }
}

/// Fields that a caller gives: not moments, not who did it.
fn given_fields(table: &TableDraft) -> Vec<Param> {
    let by_caller = table.fields.iter().filter(|field| {
        let lower = field.name.to_lowercase();
        let made_here =
            field.ty == FieldType::Timestamp || lower.ends_with("by") || lower.ends_with("by_id");
        !made_here
    });
    by_caller
        .map(|field| param(&field.name, field.ty.clone(), field.required, ""))
        .collect()
}

/// What is changed, and what it may be changed to.
fn changing(table: &TableDraft, which: Param) -> Vec<Param> {
    let given = given_fields(table).into_iter();
    let values = given.filter(|p| !matches!(p.ty, FieldType::Reference { .. }));
    let values = values.map(|p| Param {
        required: false,
        ..p
    });
    std::iter::once(which).chain(values).collect()
}

/// What a caller gives.
pub(super) fn params(table: Option<&TableDraft>, wish: &Wish) -> Vec<Param> {
    let Some(table) = table else {
        let given = wish.params.iter();
        let given = given.map(|name| param(name, FieldType::Text, true, ""));
        let options = wish.options.iter().map(|name| {
            let name = name.trim_start_matches('-');
            param(name, FieldType::Text, false, "")
        });
        return given.chain(options).collect();
    };
    let this = || FieldType::Reference {
        table: table.name.clone(),
    };
    let references = || {
        table.fields.iter().find_map(|field| match &field.ty {
            FieldType::Reference { .. } => Some((field.name.clone(), field.ty.clone())),
            _ => None,
        })
    };
    match wish.verb {
        Verb::Create => given_fields(table),
        Verb::Update => changing(table, param("id", this(), true, "the row to change")),
        Verb::BulkUpdate => {
            let many = FieldType::List {
                of: Box::new(this()),
            };
            changing(table, param("ids", many, true, "the rows to change"))
        }
        Verb::Delete | Verb::Get => vec![param("id", this(), true, "the row")],
        Verb::History => references()
            .map(|(name, ty)| param(&name, ty, true, "whose history"))
            .into_iter()
            .collect(),
        Verb::Search => vec![param("query", FieldType::Text, true, "words to find")],
        Verb::Import => vec![param(
            "content",
            FieldType::Text,
            true,
            "the file's content",
        )],
        Verb::List | Verb::Export => references()
            .map(|(name, ty)| param(&name, ty, false, "only rows of this one"))
            .into_iter()
            .collect(),
        _ => given_fields(table),
    }
}

/// What comes back.
pub(super) fn returns(table: Option<&TableDraft>, wish: &Wish) -> Returns {
    let Some(table) = table else {
        return if wish.reads() {
            Returns::Many { fields: Vec::new() }
        } else {
            Returns::Nothing
        };
    };
    let all = || {
        table
            .fields
            .iter()
            .map(|f| param(&f.name, f.ty.clone(), f.required, ""))
            .collect::<Vec<_>>()
    };
    match wish.verb {
        Verb::Create | Verb::Update => Returns::Id {
            table: table.name.clone(),
        },
        Verb::BulkUpdate | Verb::Import => Returns::One {
            fields: vec![param(
                "updated_count",
                FieldType::Integer,
                true,
                "rows changed",
            )],
        },
        Verb::Get => Returns::One { fields: all() },
        Verb::List | Verb::Search | Verb::History => Returns::Many { fields: all() },
        Verb::Export => Returns::Value {
            ty: FieldType::Text,
        },
        Verb::Calculate => {
            let numbers = all().into_iter().filter(|p| {
                matches!(
                    p.ty,
                    FieldType::Decimal | FieldType::Number | FieldType::Integer
                )
            });
            Returns::One {
                fields: numbers.collect(),
            }
        }
        _ => Returns::Nothing,
    }
}
