//! Operations: from stories and requirements, each bound to its criteria, role and errors. A
//! command line gets commands and flags, a library its public functions.

mod action;
mod errors;
mod existing;
mod facts;
mod filters;
mod given;
mod guards;
mod named_wishes;
mod naming;
mod options;
mod shape;
mod target;
mod wishes;

use super::named::Named;
use super::placement;
use crate::model::evidence::{Operation, OperationKind};
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::analogy;
use crate::plan::context::Context;
use crate::plan::types::{
    Change, ContractGroup, Contracts, Key, OperationDraft, Param, SchemaChanges, Verb,
};
use wishes::Wish;

/// How many siblings are looked at for the lines that each has.
const SIBLINGS: usize = 16;

/// Settles contracts; what is bound to a table takes its fields from there.
pub fn settle(context: &Context<'_>, schema: &SchemaChanges, named: &[Named<'_>]) -> Contracts {
    let mut drafts: Vec<OperationDraft> = Vec::new();
    let wishes = wishes::collect(context, schema, named);
    for wish in &wishes {
        let draft = operation(context, schema, named, wish);
        if let Some(there) = drafts.iter_mut().find(|there| there.name == draft.name) {
            extend(there, &draft);
        } else {
            drafts.push(draft);
        }
    }
    take_filters(&mut drafts, &wishes);
    for draft in &mut drafts {
        draft.facts.extend(registered(context, draft));
        // What is there is changed in its place: a second declaration of it would not compile. What a
        // command gets is a patch.
        if draft.change == Change::Add || draft.kind == OperationKind::Command {
            draft.code = (context.dialect.operation)(context, draft);
        }
    }
    Contracts {
        groups: grouped(context, drafts),
        ..Contracts::default()
    }
}

/// Lines that a new operation needs where its siblings are named: commands by their names, others by
/// the files that each has for itself.
fn registered(context: &Context<'_>, draft: &OperationDraft) -> Vec<Claim> {
    if draft.change != Change::Add || draft.name.contains(' ') {
        return Vec::new();
    }
    let operations = context.analysis().operations.iter();
    let siblings = operations.filter(|op| op.kind == draft.kind && !op.name.contains(' '));
    let (new, mut all): (&str, Vec<String>) = match draft.kind {
        OperationKind::Command => (&draft.name, siblings.map(|op| op.name.clone()).collect()),
        OperationKind::Function => return Vec::new(),
        _ if context.evidence.file(&draft.file).is_some() => return Vec::new(),
        _ => {
            let dir = names::dir_of(&draft.file);
            let paths = siblings.filter_map(|op| op.anchor.as_ref());
            let beside = paths.filter(|anchor| names::dir_of(&anchor.path) == dir);
            let stems = beside.map(|anchor| names::file_stem(&anchor.path).to_owned());
            (names::file_stem(&draft.file), stems.collect())
        }
    };
    all.sort();
    all.dedup();
    all.truncate(SIBLINGS);
    let lines = analogy::lines(context, &all, new).into_iter();
    lines
        .map(|line| {
            let text = format!("A line `{}`, where its siblings have one", line.text);
            Claim::new(text, Grounds::from(Ground::Code(line.like)))
        })
        .collect()
}

/// "the rows of the current filter": an export has the filters of the list.
fn take_filters(drafts: &mut [OperationDraft], wishes: &[Wish]) {
    for wish in wishes {
        if wish.verb != Verb::Export || !wish.says("current filter") {
            continue;
        }
        let looks = |op: &&OperationDraft| {
            matches!(op.verb, Verb::List | Verb::Search) && op.entity == wish.table
        };
        let filters: Vec<Param> = drafts
            .iter()
            .find(looks)
            .map(|list| {
                list.params
                    .iter()
                    .filter(|p| p.name != "page")
                    .cloned()
                    .collect()
            })
            .unwrap_or_default();
        let export = drafts
            .iter_mut()
            .find(|op| op.verb == Verb::Export && op.entity == wish.table && op.params.is_empty());
        if let Some(export) = export {
            export.params = filters;
        }
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
        .find(|table| Some(&table.name) == wish.table.as_ref());
    let name = naming::name(context, kind, wish);
    let there = wish.there.as_ref().or_else(|| {
        let mut all = context.analysis().operations.iter();
        all.find(|op| op.name == name && op.kind == kind)
    });
    let change = match there {
        Some(_) if wish.goes => Change::Remove,
        Some(_) => Change::Modify,
        None => Change::Add,
    };
    let mut grounds = wish.items.iter().map(Ground::spec).collect::<Vec<_>>();
    grounds.extend(there.and_then(|op| op.anchor.clone()).map(Ground::Code));
    let guard = guards::find(context, kind, wish.role.as_deref(), wish.reads())
        .filter(|_| change == Change::Add);
    OperationDraft {
        key: Key::new("contracts", &name),
        signature: wish.signature.clone().filter(|_| change == Change::Add),
        drops: wish.drops.clone(),
        params: shape::params(context, schema, table, wish),
        returns: shape::returns(context, table, wish),
        errors: errors::settle(context, schema, wish, guard.is_some()),
        facts: facts::settle(context, schema, wish),
        role: wish
            .role
            .clone()
            .filter(|_| change == Change::Add && (guard.is_some() || guards::are_known(context))),
        guard,
        criteria: wish.criteria.clone(),
        nearest: placement::nearest(context, kind, &name)
            .filter(|_| change == Change::Add)
            .cloned(),
        claim: Claim::new(
            naming::summary(wish),
            Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::spec("problem")),
        ),
        entity: wish
            .table
            .clone()
            .or_else(|| table_of(context, &wish.object)),
        method: match there {
            Some(there) => there.method.clone(),
            None => (kind == OperationKind::Route).then(|| naming::method(wish).to_owned()),
        },
        route: naming::route(context, kind, wish),
        file: file_of(context, named, wish, kind, &name, there),
        code: Vec::new(),
        verb: wish.verb,
        change,
        kind,
        name,
    }
}

/// The file: where it stands, beside what the specification names with it, in the group's habit.
fn file_of(
    context: &Context<'_>,
    named: &[Named<'_>],
    wish: &Wish,
    kind: OperationKind,
    name: &str,
    there: Option<&Operation>,
) -> String {
    let placed = there
        .and_then(|op| op.anchor.as_ref())
        .map(|anchor| anchor.path.clone());
    let topic = wish.object.join(" ");
    placed
        .or_else(|| given::file(context, named, wish))
        .or_else(|| given::ranked(context, kind, wish))
        .or_else(|| placement::place(context, kind, name, &topic).map(|place| place.path))
        .unwrap_or_else(|| fallback_file(context, &wish.object))
}

fn table_of(context: &Context<'_>, object: &[String]) -> Option<String> {
    let tables = &context.analysis().tables;
    tables
        .iter()
        .find(|table| names::singular_words(&table.name) == object)
        .map(|t| t.name.clone())
}

/// Without a group: where handlers are, beside them; else the best ranked file, else one named after
/// the object.
fn fallback_file(context: &Context<'_>, object: &[String]) -> String {
    let known = beside_handlers(context, object).or_else(|| placement::usual(context, object));
    if let Some(path) = known {
        return path;
    }
    let ranked = context
        .analysis()
        .files
        .first()
        .map(|file| file.path.clone());
    ranked.unwrap_or_else(|| format!("src/{}", names::join(object, Case::Snake)))
}

/// The file of the object among those of the handlers; a new one where each thing has its own.
fn beside_handlers(context: &Context<'_>, object: &[String]) -> Option<String> {
    let handlers = context.dialect.handlers(context);
    let mut paths: Vec<&str> = handlers.iter().map(|(path, _)| *path).collect();
    paths.dedup();
    let words = |path: &str| -> Vec<String> {
        let stem = names::split(names::file_stem(path));
        stem.iter().map(|word| names::singular(word)).collect()
    };
    let own = |path: &&&str| words(path).iter().all(|word| object.contains(word));
    if let Some(path) = paths.iter().find(own) {
        return Some((**path).to_owned());
    }
    let first = *paths.first()?;
    if paths.len() == 1 {
        return Some(first.to_owned());
    }
    let mut name = object.to_vec();
    let plural = names::file_stem(first).ends_with('s');
    if let Some(last) = name.last_mut().filter(|_| plural) {
        *last = names::plural(&names::singular(last));
    }
    let (_, extension) = first.rsplit_once('.')?;
    let file = format!("{}.{extension}", names::join(&name, Case::Snake));
    Some(names::in_dir(names::dir_of(first), &file))
}
