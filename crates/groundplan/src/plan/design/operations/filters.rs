//! What a caller may narrow a list by, or has to give besides a row: read from the sentences that ask.

use super::action;
use super::target::singular;
use super::wishes::Wish;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{FieldType, Param, TableDraft};

/// Filters of a list, search or export: "filtered by vendor", "by name, category and minimum stock",
/// "of a garage", "of a month", "from a start date to an end date".
pub(super) fn of(context: &Context<'_>, table: &TableDraft, wish: &Wish) -> Vec<Param> {
    let mut all: Vec<Param> = Vec::new();
    for text in &wish.texts {
        for phrase in after_by(text) {
            for one in phrase
                .replace(" or ", " and ")
                .split([','])
                .flat_map(|part| part.split(" and "))
            {
                one_filter(context, table, one)
                    .into_iter()
                    .for_each(|found| add(&mut all, found));
            }
        }
        for owner in after_of(text) {
            let found = by_owner(context, table, &owner);
            found.into_iter().for_each(|found| add(&mut all, found));
        }
    }
    let said = |cue: &str| wish.says(cue);
    if said("pages of")
        || said(" a page")
        || said("per page")
        || said("in pages")
        || said("paginat")
    {
        add(&mut all, optional("page", FieldType::Integer));
    }
    all
}

fn add(all: &mut Vec<Param>, one: Param) {
    if !all.iter().any(|there| there.name == one.name) {
        all.push(one);
    }
}

fn optional(name: &str, ty: FieldType) -> Param {
    Param {
        name: name.to_owned(),
        ty,
        required: false,
        about: String::new(),
    }
}

/// What stands behind "by": "search parts by name, category and minimum stock".
fn after_by(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace(['`', '*'], "");
    let looks = ["filter", "search", "find", "list", "see"]
        .iter()
        .any(|cue| lower.contains(cue));
    if !looks || lower.contains("sorted by") {
        return Vec::new();
    }
    let mut parts = lower.split(" by ");
    parts.next();
    let ends = [".", ";", "(", " so that ", " alone", " that ", " in the "];
    let cut = |part: &str| {
        let end = ends.iter().filter_map(|end| part.find(end)).min();
        part[..end.unwrap_or(part.len())].to_owned()
    };
    parts.map(cut).collect()
}

/// Nouns behind "of" and "for": "the permits of a garage", "of a month".
fn after_of(text: &str) -> Vec<Vec<String>> {
    let words = action::tokens(text);
    let at = words
        .iter()
        .enumerate()
        .filter(|(_, word)| *word == "of" || *word == "for");
    at.map(|(at, _)| {
        let behind = words.get(at + 1..).unwrap_or_default();
        let noun = behind
            .iter()
            .filter(|word| !matches!(word.as_str(), "a" | "an" | "one" | "my" | "the"));
        singular(&noun.take(1).cloned().collect::<Vec<_>>())
    })
    .collect()
}

fn by_owner(context: &Context<'_>, table: &TableDraft, owner: &[String]) -> Option<Param> {
    if owner.first().is_some_and(|word| word == "month") {
        let month = optional("month", FieldType::Text);
        return Some(Param {
            about: "as 2026-01".to_owned(),
            ..month
        });
    }
    let field = table.fields.iter().find(|field| match &field.ty {
        FieldType::Reference { table: to } => {
            singular(&names::split(to)).last() == owner.last()
                && !made_here(&field.name)
                && context.analysis().tables.iter().any(|one| one.name == *to)
        }
        _ => false,
    })?;
    Some(optional(&field.name, field.ty.clone()))
}

/// Whether a field says who or when, and so is no caller's to give.
pub(super) fn made_here(name: &str) -> bool {
    let words = names::split(name);
    let last = words.last().map(String::as_str).unwrap_or_default();
    last == "by" || (last == "id" && words.iter().rev().nth(1).is_some_and(|word| word == "by"))
}

/// One filter of a list: a field, a bound of a field, a range of dates, the thing behind a reference.
fn one_filter(context: &Context<'_>, table: &TableDraft, phrase: &str) -> Vec<Param> {
    let words: Vec<String> = action::tokens(phrase)
        .into_iter()
        .filter(|word| {
            !matches!(
                word.as_str(),
                "a" | "an" | "the" | "by" | "their" | "its" | "optionally"
            )
        })
        .collect();
    let bound = words.iter().find_map(|word| match word.as_str() {
        "minimum" | "min" => Some("min"),
        "maximum" | "max" => Some("max"),
        _ => None,
    });
    let said = singular(&words);
    if said.iter().any(|word| word == "range") && said.iter().any(|word| word == "date") {
        let name = |side: &str| names::join(&[side.to_owned(), "date".to_owned()], case(table));
        return ["from", "to"]
            .map(|side| optional(&name(side), FieldType::Date))
            .to_vec();
    }
    let rest: Vec<String> = said
        .iter()
        .filter(|word| {
            !matches!(
                word.as_str(),
                "minimum" | "min" | "maximum" | "max" | "whether" | "they" | "have" | "has"
            )
        })
        .cloned()
        .collect();
    if rest.is_empty() || rest.len() > 4 {
        return Vec::new();
    }
    let field = table.fields.iter().find(|field| {
        let mut own = singular(&names::split(&field.name));
        own.retain(|word| word != "id");
        let shared = own.iter().filter(|word| rest.contains(word)).count();
        shared > 0 && (shared == own.len() || (shared == rest.len() && !rest.is_empty()))
    });
    let name = |base: &str| {
        let mut all = names::split(base);
        if let Some(bound) = bound {
            all.insert(0, bound.to_owned());
        }
        names::join(&all, case(table))
    };
    if let Some(field) = field {
        return vec![optional(&name(&field.name), field.ty.clone())];
    }
    by_far_owner(context, table, &rest).into_iter().collect()
}

/// "by vendor" where the row's model has one.
fn by_far_owner(context: &Context<'_>, table: &TableDraft, said: &[String]) -> Option<Param> {
    let beyond = context.analysis().tables.iter().find(|one| {
        let words = singular(&names::split(&one.name));
        words.last() == said.last() && reaches(context, table, &one.name)
    })?;
    let mut id = names::singular_words(&beyond.name);
    id.push("id".to_owned());
    let table_name = beyond.name.clone();
    Some(optional(
        &names::join(&id, case(table)),
        FieldType::Reference { table: table_name },
    ))
}

/// Whether a table that this one refers to refers to the other.
fn reaches(context: &Context<'_>, table: &TableDraft, other: &str) -> bool {
    let tables = &context.analysis().tables;
    table.fields.iter().any(|field| match &field.ty {
        FieldType::Reference { table: to } => tables.iter().any(|one| {
            one.name == *to
                && one
                    .fields
                    .iter()
                    .any(|f| f.references.as_deref() == Some(other))
        }),
        _ => false,
    })
}

/// The case of the table's fields.
pub(super) fn case(table: &TableDraft) -> names::Case {
    let mut cases = table
        .fields
        .iter()
        .filter_map(|field| names::case_of(&field.name));
    cases.next().unwrap_or(names::Case::Snake)
}
