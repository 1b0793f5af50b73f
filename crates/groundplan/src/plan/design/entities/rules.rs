//! Rules on rows: which fields differ together, and what holds between fields of one row.

use super::facts::clauses;
use super::index::index;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::model::spec::ItemRef;
use crate::plan::context::Context;
use crate::plan::design::stored::{self, Between, Unique};
use crate::plan::types::{FieldType, RowCheck, RowRule, TableDraft};

/// Adds the rules that items state for a new table.
pub(super) fn rules(context: &Context<'_>, table: &mut TableDraft) {
    for item in context.spec.items() {
        for rule in stored::uniqueness(item.text) {
            unique(context, table, &rule, &item);
        }
        for clause in clauses(item.text) {
            if let Some(rule) = stored::between(clause) {
                between(table, &rule, &item);
            }
        }
    }
}

/// "No two plots have the same number": a unique field, or a unique index of several.
fn unique(context: &Context<'_>, table: &mut TableDraft, rule: &Unique, item: &ItemRef<'_>) {
    let Some(adjectives) = meant(table, rule) else {
        return;
    };
    let found: Option<Vec<String>> = rule
        .attributes
        .iter()
        .map(|words| field_of(table, words))
        .collect();
    let Some(fields) = found.filter(|fields| !fields.is_empty()) else {
        return;
    };
    let state = rule.state.iter().chain(&adjectives).next();
    let only = state.and_then(|state| holds_in(table, state));
    // "a second open reservation", where no field is ever `open`: the rule is for the code.
    let unique = state.is_none() || only.is_some();
    let ground = Ground::spec(item.id);
    let enforced = context.dialect.unique_indexes;
    if let ([only_one], None, true) = (fields.as_slice(), &only, unique) {
        let field = table
            .fields
            .iter_mut()
            .find(|field| field.name == *only_one);
        if let Some(field) = field {
            field.unique = true;
            field.claim.grounds = field.claim.grounds.clone().and(ground.clone());
        }
        if enforced {
            return;
        }
    }
    let mut draft = index(
        context,
        &table.name,
        &fields,
        &Grounds::from(ground.clone()),
    );
    if !unique || !enforced {
        draft.claim.text = format!(
            "{}; the code that writes refuses a second row",
            draft.claim.text
        );
    }
    draft.unique = unique && enforced;
    draft.only = only.filter(|_| enforced);
    let same = |names: &[String]| {
        names.len() == draft.fields.len() && names.iter().all(|name| draft.fields.contains(name))
    };
    match table.indexes.iter_mut().find(|there| same(&there.fields)) {
        Some(there) => {
            there.unique |= draft.unique;
            there.only = there.only.take().or(draft.only);
            there.claim.grounds = there.claim.grounds.clone().and(ground);
        }
        None => table.indexes.push(draft),
    }
}

/// Whether a rule is about this table: the words before the table's name, which may be a state.
fn meant(table: &TableDraft, rule: &Unique) -> Option<Vec<String>> {
    let named = names::singular_words(&table.entity);
    let Some(last) = rule.thing.last() else {
        return Some(Vec::new());
    };
    let fits = named.last() == Some(last);
    let others = rule.thing.iter().filter(|word| !named.contains(*word));
    fits.then(|| others.cloned().collect())
}

/// The field that the words name; a reference by its table's.
fn field_of(table: &TableDraft, words: &[String]) -> Option<String> {
    let named = names::singular_words(&table.entity);
    let has = |words: &[String]| {
        let mut fields = table.fields.iter();
        let found = fields.find(|field| {
            let name = names::singular_words(&field.name);
            words
                .iter()
                .all(|word| name.contains(&names::singular(word)))
        });
        found.map(|field| field.name.clone())
    };
    // "a part number" of a part is its number.
    let own: Vec<String> = words
        .iter()
        .filter(|word| !named.contains(word))
        .cloned()
        .collect();
    has(words).or_else(|| has(&own).filter(|_| !own.is_empty()))
}

/// The field and value that a word names as a state.
fn holds_in(table: &TableDraft, state: &str) -> Option<(String, String)> {
    table.fields.iter().find_map(|field| match &field.ty {
        FieldType::Enum { values } => {
            let value = values.iter().find(|value| *value == state)?;
            Some((field.name.clone(), value.clone()))
        }
        _ => None,
    })
}

fn between(table: &mut TableDraft, rule: &Between, item: &ItemRef<'_>) {
    let field = |name: &Vec<String>| {
        let mut fields = table.fields.iter();
        let found = fields.find(|field| stored::is_named(&names::split(&field.name), name));
        found.map(|field| field.name.clone())
    };
    let rule = match rule {
        Between::Above { high, low, or_same } => {
            let (Some(high), Some(low)) = (field(high), field(low)) else {
                return;
            };
            RowRule::Above {
                low,
                high,
                or_same: *or_same,
            }
        }
        Between::OneOf { names, only } => {
            let fields: Option<Vec<String>> = names.iter().map(field).collect();
            let Some(fields) = fields else {
                return;
            };
            for one in table
                .fields
                .iter_mut()
                .filter(|one| fields.contains(&one.name))
            {
                one.required = false;
            }
            RowRule::OneOf {
                fields,
                only: *only,
            }
        }
    };
    let text = match &rule {
        RowRule::Above {
            low,
            high,
            or_same: false,
        } => format!("`{high}` is above `{low}`"),
        RowRule::Above { low, high, .. } => format!("`{high}` is not below `{low}`"),
        _ => format!("one of `{}` is there", rule.fields().join("` and `")),
    };
    if let Some(there) = table.checks.iter_mut().find(|check| check.rule == rule) {
        there.claim.grounds = there.claim.grounds.clone().and(Ground::spec(item.id));
        return;
    }
    table.checks.push(RowCheck {
        rule,
        claim: Claim::new(text, Grounds::spec(item.id)),
    });
}
