//! Indexes from the access paths of stories and requirements.

use super::thing;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::types::{Field, FieldType, IndexDraft, TableDraft};

/// Words of a sentence that reads rows.
const READS: &[&str] = &[
    "filter", "filters", "filtered", "list", "listed", "lists", "search", "find", "found", "sort",
    "sorted", "export", "show", "shown", "shows", "select", "look",
];

/// Adds the indexes of a new table, but those that another one serves as well.
pub(super) fn add(context: &Context<'_>, table: &mut TableDraft) {
    let ruled = std::mem::take(&mut table.indexes);
    let mut all = indexes(context, table);
    let serves = |other: &IndexDraft, one: &IndexDraft| {
        other.only.is_none() && other.fields.starts_with(&one.fields)
    };
    all.retain(|one| {
        !ruled
            .iter()
            .any(|other| serves(other, one) || other.fields == one.fields)
    });
    all.extend(ruled);
    table.indexes = all;
}

/// Indexes of a new table: what it belongs to, with the moment that such lists are sorted by; values that
/// lists are filtered by.
fn indexes(context: &Context<'_>, table: &TableDraft) -> Vec<IndexDraft> {
    let mut all: Vec<IndexDraft> = Vec::new();
    let sorted = sorted_by(context, table);
    let of_people = indexes_people(context);
    // What the store keeps unique has an index by that.
    let served = |field: &Field| field.unique && context.dialect.unique_indexes;
    for field in table.fields.iter().filter(|field| !served(field)) {
        let grounds = &field.claim.grounds;
        match &field.ty {
            FieldType::Reference { table: to }
                if !is_people(to) || of_people && !field.name.to_lowercase().ends_with("by") =>
            {
                // The first owner is whose rows are listed; of one row there is no order.
                let moment = sorted.as_ref().filter(|_| all.is_empty() && !field.unique);
                let fields: Vec<String> = std::iter::once(&field.name)
                    .chain(moment.map(|(moment, _)| moment))
                    .cloned()
                    .collect();
                let grounds = match moment {
                    Some((_, Some(ground))) => grounds.clone().and(ground.clone()),
                    _ => grounds.clone(),
                };
                all.push(index(context, &table.name, &fields, &grounds));
            }
            FieldType::Enum { .. } => {
                if let Some(ground) = read_by(context, field) {
                    let fields = std::slice::from_ref(&field.name);
                    all.push(index(
                        context,
                        &table.name,
                        fields,
                        &grounds.clone().and(ground),
                    ));
                }
            }
            _ => {}
        }
    }
    all
}

/// Whether tables that are there have indexes by people.
fn indexes_people(context: &Context<'_>) -> bool {
    context.analysis().tables.iter().any(|table| {
        let people = table
            .fields
            .iter()
            .filter(|field| field.references.as_deref().is_some_and(is_people));
        let mut firsts = table
            .indexes
            .iter()
            .filter_map(|index| index.fields.first());
        let people: Vec<&String> = people.map(|field| &field.name).collect();
        firsts.any(|first| people.contains(&first))
    })
}

/// Whether rows of a table are people: who did something is seldom looked up.
fn is_people(table: &str) -> bool {
    ["user", "account", "member"].contains(&names::singular_words(table).join(" ").as_str())
}

/// The moment that rows are listed by, newest first, and the item that says so; a record of what was is always
/// read so.
fn sorted_by(context: &Context<'_>, table: &TableDraft) -> Option<(String, Option<Ground>)> {
    let mut moments = table
        .fields
        .iter()
        .filter(|field| matches!(field.ty, FieldType::Timestamp) && field.required);
    let moment = moments.next()?.name.clone();
    let named = names::singular_words(&table.name);
    let orders = [
        "newest first",
        "latest first",
        "oldest first",
        "most recent first",
        "newest change comes first",
    ];
    let said = context.spec.items().into_iter().find(|item| {
        let lower = item.text.to_lowercase();
        let words = names::singular_words(&phrases::words_of(&lower).join(" "));
        let about = named.last().is_some_and(|last| words.contains(last));
        about && orders.iter().any(|order| lower.contains(order))
    });
    let is_record = thing::is_record(&named);
    (said.is_some() || is_record).then(|| (moment, said.map(|item| Ground::spec(item.id))))
}

/// The item that reads rows by a field's value.
pub(super) fn read_by(context: &Context<'_>, field: &Field) -> Option<Ground> {
    let name = names::split(&field.name);
    let values: &[String] = match &field.ty {
        FieldType::Enum { values } => values,
        _ => &[],
    };
    let reads = |text: &str| {
        let words = phrases::words_of(&text.replace(['`', '_'], " "));
        let says = |name: &[String]| words.windows(name.len().max(1)).any(|run| run == name);
        // "list published postmortems": the value stands before what is listed.
        let valued = words
            .windows(2)
            .any(|pair| READS.contains(&pair[0].as_str()) && values.contains(&pair[1]));
        let listed = words.iter().any(|word| READS.contains(&word.as_str()));
        valued || listed && says(&name)
    };
    let wants = context.spec.user_stories.iter();
    let wants = wants.map(|story| (story.id.as_str(), story.goal.as_deref().unwrap_or_default()));
    let items = context.spec.items();
    let items = items.iter().map(|item| (item.id, item.text));
    let found = wants.chain(items).find(|(_, text)| reads(text));
    found.map(|(id, _)| Ground::spec(id))
}

/// An index in the habit of those that are there.
pub(super) fn index(
    context: &Context<'_>,
    table: &str,
    fields: &[String],
    grounds: &Grounds,
) -> IndexDraft {
    let claim = Claim::new(
        format!("finds rows of `{table}` by {}", fields.join(", ")),
        grounds.clone(),
    );
    IndexDraft {
        name: name(context, table, fields),
        fields: fields.to_vec(),
        unique: false,
        only: None,
        claim,
    }
}

fn name(context: &Context<'_>, table: &str, fields: &[String]) -> String {
    let tables = context.analysis().tables.iter();
    let existing: Vec<&str> = tables
        .flat_map(|table| &table.indexes)
        .map(|index| index.name.as_str())
        .collect();
    let any = |fits: &dyn Fn(&str) -> bool| existing.iter().any(|name| fits(name));
    let prefix = ["by_", "idx_", "ix_"]
        .into_iter()
        .find(|prefix| any(&|name| name.starts_with(prefix)));
    if prefix.is_none() && any(&|name| name.ends_with("_idx")) {
        return format!("{table}_{}_idx", fields.join("_"));
    }
    match prefix.unwrap_or(context.dialect.index_prefix) {
        "by_" => {
            let long = any(&|name| name.contains("_and_"));
            let several = any(&|name| name.matches('_').count() > 1);
            let joint = if several && !long { "_" } else { "_and_" };
            let stems: Vec<String> = fields.iter().map(|field| stem(field)).collect();
            format!("by_{}", stems.join(joint))
        }
        other => format!("{other}{table}_{}", fields.join("_")),
    }
}

/// `modelId` → `model`.
fn stem(field: &str) -> String {
    let words = names::split(field);
    let short = words.len() > 1 && words.last().is_some_and(|last| last == "id");
    names::join(&words[..words.len() - usize::from(short)], Case::Snake)
}
