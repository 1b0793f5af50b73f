//! Indexes from the access paths of stories and requirements, and from rules of uniqueness.

use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::stored;
use crate::plan::types::{FieldType, IndexDraft, TableDraft};

/// Indexes from access paths: references, moments that lists are sorted by, states that are
/// filtered by.
pub(super) fn indexes(context: &Context<'_>, table: &TableDraft) -> Vec<IndexDraft> {
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

pub(super) fn index(
    context: &Context<'_>,
    table: &str,
    fields: &[String],
    grounds: &Grounds,
) -> IndexDraft {
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

/// "No two plots have the same number": unique fields and indexes of a new table.
pub(super) fn unique_rules(context: &Context<'_>, table: &mut TableDraft) {
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
