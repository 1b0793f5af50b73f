//! What an operation does besides its parameters and result: the order of its rows, pages, what it
//! writes with the change, fields that it gets, and who makes the first row.

use super::wishes::Wish;
use super::{action, errors};
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::index::SymbolKind;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{SchemaChanges, Verb};

/// Facts of an operation.
pub(super) fn settle(context: &Context<'_>, schema: &SchemaChanges, wish: &Wish) -> Vec<Claim> {
    if wish.goes {
        return Vec::new();
    }
    let mut all = Vec::new();
    if matches!(wish.verb, Verb::List | Verb::Search | Verb::History) {
        all.extend(rows(context, wish));
    }
    if !wish.reads() {
        all.extend(writes(context, schema, wish));
    }
    all.extend(gets(schema, wish));
    all.extend(rules(context, wish));
    all.extend(stated(context, wish));
    all.extend(first_row(schema, wish));
    all
}

/// The items of the wish with their texts.
fn items<'a>(context: &'a Context<'_>, wish: &'a Wish) -> impl Iterator<Item = (&'a str, &'a str)> {
    let all = wish.items.iter().chain(&wish.criteria);
    all.filter_map(|id| context.item(id).map(|item| (id.as_str(), item.text)))
}

/// How many stated rules an operation has.
const RULES: usize = 6;

/// Formulas, rounding and limits that the operation's own items state, whole; what is refused stands among
/// the refusals.
fn stated(context: &Context<'_>, wish: &Wish) -> Vec<Claim> {
    let mut all: Vec<Claim> = Vec::new();
    for (id, text) in items(context, wish) {
        let sentences = text.split(". ").flat_map(|part| part.split('\n'));
        for sentence in sentences.filter(|one| is_rule(one) && !errors::refuses(one)) {
            let plain = sentence.trim().trim_end_matches('.');
            if let Some(rule) = action::restated(plain) {
                note(&mut all, format!("Rule: {rule}"), id);
            }
        }
    }
    all.truncate(RULES);
    all
}

/// Whether a sentence gives a formula, a rounding or a limit on values.
fn is_rule(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let computes = |part: &str| {
        let sides = part.split_once(" = ");
        sides.is_some_and(|(_, value)| {
            [" + ", " - ", " * ", " / ", " × "]
                .iter()
                .any(|op| value.contains(op))
        })
    };
    let cues = [
        "rounded",
        "rounds up",
        "rounds down",
        "rounding",
        "must not exceed",
        "never exceeds",
        "never below",
        "never more than",
        "no more than",
        "not more than",
        "is the sum of",
        "is calculated as",
        "is computed as",
        "divided by",
        "multiplied by",
        "overflow",
    ];
    let number = |behind: &str| {
        behind
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
    };
    let limits = ["at most ", "at least ", "up to ", "between "];
    let limited = limits
        .iter()
        .any(|cue| lower.split(cue).skip(1).any(number));
    let pages = lower.contains("page");
    computes(sentence) || cues.iter().any(|cue| lower.contains(cue)) || (limited && !pages)
}

/// Order and pages, as the sentences have them.
fn rows(context: &Context<'_>, wish: &Wish) -> Vec<Claim> {
    let mut all: Vec<Claim> = Vec::new();
    for (id, text) in items(context, wish) {
        let lower = text.to_lowercase();
        let order = [
            "newest first",
            "oldest first",
            "newest change comes first",
            "next one first",
        ]
        .iter()
        .find(|cue| lower.contains(*cue));
        if let Some(order) = order {
            let text = match *order {
                "oldest first" => "Order: oldest first",
                "next one first" => "Order: the next one first",
                _ => "Order: newest first",
            };
            note(&mut all, text.to_owned(), id);
        }
        if let Some((_, by)) = lower.split_once("sorted by ") {
            let by = by.split([',', '.', ';']).next().unwrap_or_default();
            note(&mut all, format!("Order: by {by} first"), id);
        }
        let most = lower
            .split("at most ")
            .nth(1)
            .or_else(|| lower.split("pages of ").nth(1));
        let number: String = most
            .unwrap_or_default()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if !number.is_empty() && lower.contains("page") {
            note(&mut all, format!("Pages: at most {number} rows"), id);
        }
    }
    all
}

fn note(all: &mut Vec<Claim>, text: String, item: &str) {
    match all.iter_mut().find(|claim| claim.text == text) {
        Some(claim) => claim.grounds = claim.grounds.clone().and(Ground::spec(item)),
        None => all.push(Claim::new(text, Grounds::spec(item))),
    }
}

/// What every change of the thing writes besides: "Every price change MUST write a history entry".
fn writes(context: &Context<'_>, schema: &SchemaChanges, wish: &Wish) -> Vec<Claim> {
    let Some(table) = wish.table.as_deref() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for requirement in &context.spec.functional_requirements {
        let lower = requirement.text.to_lowercase();
        let per_change = ["every ", "each "].iter().any(|cue| lower.starts_with(cue))
            && ["write", "record", "log"]
                .iter()
                .any(|verb| lower.contains(verb));
        let written = schema.new_tables.iter().find(|one| {
            let refers = super::target::refers(one, table);
            let words = names::split(&one.name);
            let said = words
                .iter()
                .all(|word| lower.contains(names::singular(word).as_str()));
            one.name != table && refers && said
        });
        if let Some(written) = written.filter(|_| per_change) {
            let text = format!("Writes one row of `{}` with the change", written.name);
            all.push(Claim::new(text, Grounds::spec(requirement.id.as_str())));
        }
    }
    all
}

/// Who makes the first row of what is changed, where no item asks for it to be made.
fn first_row(schema: &SchemaChanges, wish: &Wish) -> Option<Claim> {
    let changes = wish.verb == Verb::Update && wish.word.is_none() && !wish.made_elsewhere;
    let table = wish
        .table
        .as_deref()
        .filter(|_| changes && wish.there.is_none())?;
    schema.new_tables.iter().find(|one| one.name == table)?;
    let ground = Ground::Assumption {
        why: format!("no item says what makes the first row of `{table}`"),
        settle: "say in the specification whether an update makes a row that is not there"
            .to_owned(),
    };
    Some(Claim::new(
        format!("Makes the row of `{table}` where there is none yet"),
        Grounds::from(ground),
    ))
}

/// Helpers that a rule of the project wants for this kind of operation.
fn rules(context: &Context<'_>, wish: &Wish) -> Vec<Claim> {
    let cues: &[&str] = match wish.verb {
        Verb::Export => &["csv", "export"],
        Verb::BulkUpdate | Verb::Import => &["audit", "bulk", "chunk", "batch"],
        Verb::Create | Verb::Update | Verb::Delete => &["audit"],
        _ => return Vec::new(),
    };
    let mut all: Vec<Claim> = Vec::new();
    for rule in &context.analysis().instructions {
        let lower = rule.text.to_lowercase();
        let fits = cues.iter().any(|cue| lower.contains(cue));
        let spans = rule.text.split('`').skip(1).step_by(2);
        let helper = spans
            .map(|span| span.split('(').next().unwrap_or(span))
            .find(|name| {
                let mut found = context.evidence.index.declarations(name);
                found.any(|one| one.symbol.exported && one.symbol.kind == SymbolKind::Function)
            });
        if let Some(helper) = helper.filter(|_| fits) {
            let text = format!("Uses `{helper}`, by a rule of the project");
            if all.iter().all(|claim| claim.text != text) {
                all.push(Claim::new(
                    text,
                    Grounds::from(Ground::Code(rule.anchor.clone())),
                ));
            }
        }
    }
    all.truncate(2);
    all
}

/// New fields of a changed table that the wish's items ask for.
fn gets(schema: &SchemaChanges, wish: &Wish) -> Vec<Claim> {
    if wish.there.is_none() {
        return Vec::new();
    }
    let own = |id: &str| {
        wish.items
            .iter()
            .chain(&wish.criteria)
            .any(|item| item == id || id.starts_with(&format!("{item}.")))
    };
    let added = schema
        .modified_tables
        .iter()
        .flat_map(|table| table.add.iter().map(move |field| (table, field)));
    added
        .filter(|(_, field)| field.claim.grounds.spec_items().any(own))
        .map(|(table, field)| {
            let text = format!("Sets the new `{}` of `{}`", field.name, table.name);
            Claim::new(text, field.claim.grounds.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_formulas_roundings_and_limits() {
        for text in [
            "`fee = hours * rate + 2`",
            "With `Nearest`, half a unit is rounded up",
            "A percent amount is between 1 and 90",
            "Rounding up MUST NOT overflow; the longest duration stays as it is",
        ] {
            assert!(is_rule(text), "{text}");
        }
        for text in [
            "The list has at most 20 rows a page",
            "`mode = fast`",
            "It is stored",
        ] {
            assert!(!is_rule(text), "{text}");
        }
    }
}
