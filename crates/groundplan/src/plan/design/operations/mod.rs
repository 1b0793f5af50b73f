//! Operations: from stories and requirements, each bound to its criteria, role and errors. A
//! command line gets commands and flags, a library its public functions.

mod errors;
mod given;
mod naming;
mod shape;
mod wishes;

use super::named::Named;
use super::placement;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{
    Change, ContractGroup, Contracts, Key, OperationDraft, SchemaChanges, Verb,
};
use wishes::Wish;

/// Settles contracts; what is bound to a table takes its fields from there.
pub fn settle(context: &Context<'_>, schema: &SchemaChanges, named: &[Named<'_>]) -> Contracts {
    let mut drafts: Vec<OperationDraft> = Vec::new();
    for wish in &wishes::collect(context, schema, named) {
        let draft = operation(context, schema, named, wish);
        if let Some(there) = drafts.iter_mut().find(|there| there.name == draft.name) {
            extend(there, &draft);
        } else {
            drafts.push(draft);
        }
    }
    for draft in &mut drafts {
        // What is there is changed in its place: a second declaration of it would not compile.
        if draft.change == Change::Add {
            draft.code = (context.dialect.operation)(context, draft);
        }
    }
    Contracts {
        groups: grouped(context, drafts),
        ..Contracts::default()
    }
}

fn extend(there: &mut OperationDraft, more: &OperationDraft) {
    for id in &more.criteria {
        if !there.criteria.contains(id) {
            there.criteria.push(id.clone());
        }
    }
    for ground in &more.claim.grounds {
        there.claim.grounds = there.claim.grounds.clone().and(ground.clone());
    }
}

/// Groups by kind in the dialect's order of headings.
fn grouped(context: &Context<'_>, drafts: Vec<OperationDraft>) -> Vec<ContractGroup> {
    let headings = context.dialect.headings;
    let mut groups: Vec<ContractGroup> = Vec::new();
    for (kind, heading) in headings {
        let operations: Vec<OperationDraft> = drafts
            .iter()
            .filter(|draft| draft.kind == *kind)
            .cloned()
            .collect();
        if !operations.is_empty() {
            groups.push(ContractGroup {
                heading: (*heading).to_owned(),
                operations,
            });
        }
    }
    let rest: Vec<OperationDraft> = drafts
        .into_iter()
        .filter(|draft| !headings.iter().any(|(kind, _)| *kind == draft.kind))
        .collect();
    if !rest.is_empty() {
        groups.push(ContractGroup {
            heading: "Other".to_owned(),
            operations: rest,
        });
    }
    groups
}

fn operation(
    context: &Context<'_>,
    schema: &SchemaChanges,
    named: &[Named<'_>],
    wish: &Wish,
) -> OperationDraft {
    let (read, write) = context.dialect.kinds;
    let by_verb = if wish.reads() { read } else { write };
    let kind = wish.kind.unwrap_or(by_verb);
    let table = schema
        .new_tables
        .iter()
        .find(|table| names::singular_words(&table.name) == wish.object);
    let name = naming::name(context, kind, wish);
    let there = context
        .analysis()
        .operations
        .iter()
        .find(|op| op.name == name);
    let change = match (there, wish.verb) {
        (Some(_), Verb::Delete) if wish.given.is_some() => Change::Remove,
        (Some(_), _) => Change::Modify,
        (None, _) => Change::Add,
    };
    let topic = wish.object.join(" ");
    let place = placement::place(context, kind, &name, &topic);
    let placed = there
        .and_then(|op| op.anchor.as_ref())
        .map(|anchor| anchor.path.clone());
    let file = placed
        .or_else(|| given::file(context, named, wish))
        .or_else(|| given::ranked(context, kind, wish))
        .or_else(|| place.as_ref().map(|place| place.path.clone()));
    let mut grounds = wish.items.iter().map(Ground::spec).collect::<Vec<_>>();
    grounds.extend(there.and_then(|op| op.anchor.clone()).map(Ground::Code));
    let group = placement::group_for(context, kind);
    let guarded = group.and_then(placement::guard).or_else(|| {
        // Reads for a role are guarded as writes are.
        wish.role.as_ref()?;
        placement::group_for(context, write).and_then(placement::guard)
    });
    let guard = guarded.filter(|_| !wish.reads() || wish.role.is_some());
    let fallback = || fallback_file(context, &wish.object);
    OperationDraft {
        key: Key::new("contracts", &name),
        params: shape::params(table, wish),
        returns: shape::returns(table, wish),
        errors: errors::settle(context, wish, guard.is_some()),
        role: wish.role.clone(),
        guard: guard.map(|(call, ground)| Claim::new(format!("calls `{call}` first"), ground)),
        criteria: wish.criteria.clone(),
        nearest: placement::nearest(context, kind, &name).cloned(),
        claim: Claim::new(
            naming::summary(wish),
            Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::spec("problem")),
        ),
        entity: table
            .map(|table| table.name.clone())
            .or_else(|| table_of(context, &wish.object)),
        method: (kind == OperationKind::Route).then(|| naming::method(wish.verb).to_owned()),
        route: naming::route(context, kind, wish),
        file: file.unwrap_or_else(fallback),
        code: Vec::new(),
        verb: wish.verb,
        change,
        kind,
        name,
    }
}

fn table_of(context: &Context<'_>, object: &[String]) -> Option<String> {
    let tables = &context.analysis().tables;
    tables
        .iter()
        .find(|table| names::singular_words(&table.name) == object)
        .map(|t| t.name.clone())
}

/// Without a group: the best ranked file, else a file named after the object.
fn fallback_file(context: &Context<'_>, object: &[String]) -> String {
    let ranked = context
        .analysis()
        .files
        .first()
        .map(|file| file.path.clone());
    ranked.unwrap_or_else(|| format!("src/{}", names::join(object, Case::Snake)))
}
