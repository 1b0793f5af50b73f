//! Edges between components: imports and calls that the code has, and those that are planned.

use super::component_key;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::index::FileKind;
use crate::plan::context::Context;
use crate::plan::sections::common::{dir_of, file_name, tick};
use crate::plan::types::{Architecture, Change, Component, Edge, Key, OperationDraft, Plan, Verb};

/// Existing components that are drawn although nothing changes in them.
const NEIGHBOURS: usize = 3;
/// Edges shown.
const SHOWN: usize = 6;

/// Adds edges, and the existing components at their other ends.
pub fn add(context: &Context<'_>, plan: &Plan, architecture: &mut Architecture) {
    imports(context, plan, architecture);
    guards(context, plan, architecture);
    callers(context, plan, architecture);
    interface(plan, architecture);
    tables(plan, architecture);
    externals(context, plan, architecture);
    // What is planned before what is there; imports say least.
    let rank = |edge: &Edge| (!edge.planned, edge.label.starts_with("imports"));
    architecture.edges.sort_by_key(rank);
    architecture.edges.truncate(SHOWN);
}

/// The component that a file of the plan belongs to.
fn component_of(plan: &Plan, architecture: &Architecture, path: &str) -> Option<Key> {
    let file = plan.files.iter().find(|file| file.path == path)?;
    folder_of(architecture, &file.path)
}

fn push(architecture: &mut Architecture, edge: Edge) {
    if edge.from == edge.to {
        return;
    }
    let there = architecture
        .edges
        .iter_mut()
        .find(|one| (&one.from, &one.to) == (&edge.from, &edge.to));
    match there {
        Some(there) => {
            there.label = joined(&there.label, &edge.label);
            there.planned = there.planned && edge.planned;
            for ground in edge.grounds.iter().take(1) {
                there.grounds = there.grounds.clone().and(ground.clone());
            }
        }
        None => architecture.edges.push(edge),
    }
}

/// Two labels in one: things with the same verb are listed behind it.
fn joined(labels: &str, label: &str) -> String {
    let (verb, thing) = label.split_once(' ').unwrap_or((label, ""));
    let mut parts: Vec<String> = labels.split("; ").map(str::to_owned).collect();
    let same = parts
        .iter_mut()
        .find(|part| part.starts_with(&format!("{verb} ")));
    match same {
        Some(part) if part.contains(thing) => {}
        Some(part) => *part = format!("{part}, {thing}"),
        None => parts.push(label.to_owned()),
    }
    parts.join("; ")
}

/// Imports of changed files that lead into another component.
fn imports(context: &Context<'_>, plan: &Plan, architecture: &mut Architecture) {
    for file in &plan.files {
        let Some(from) = component_of(plan, architecture, &file.path) else {
            continue;
        };
        let imports = context
            .evidence
            .file(&file.path)
            .map(|facts| facts.imports.as_slice());
        for import in imports.unwrap_or_default() {
            let Some(target) = import.resolved.as_deref() else {
                continue;
            };
            let to = component_of(plan, architecture, target);
            let anchor = context.cite(&file.path, import.line, import.line, None);
            if let Some((to, anchor)) = to.zip(anchor) {
                let edge = Edge {
                    from: from.clone(),
                    to,
                    label: format!("imports {}", tick(file_name(target))),
                    planned: false,
                    grounds: Ground::Code(anchor).into(),
                };
                push(architecture, edge);
            }
        }
    }
}

/// Guards that operations call first: the component that declares them.
fn guards(context: &Context<'_>, plan: &Plan, architecture: &mut Architecture) {
    for operation in plan.operations() {
        let Some(guard) = &operation.guard else {
            continue;
        };
        let Some(name) = guard_name(guard) else {
            continue;
        };
        let declared = context.evidence.index.declarations(name).next();
        let Some(path) = declared.map(|found| found.file.path.clone()) else {
            continue;
        };
        let Some(from) = component_of(plan, architecture, &operation.file) else {
            continue;
        };
        if let Some(to) = neighbour(plan, architecture, "domain", &path, name, guard) {
            let edge = Edge {
                from,
                to,
                label: format!("calls {}", tick(name)),
                planned: operation.change == Change::Add,
                grounds: guard.grounds.clone(),
            };
            push(architecture, edge);
        }
    }
}

/// The name between the first backticks of a guard's claim, without arguments.
fn guard_name(guard: &Claim) -> Option<&str> {
    let call = guard.text.split('`').nth(1)?;
    let name = call.split('(').next()?.rsplit(['.', ' ', ':']).next()?;
    (!name.is_empty()).then_some(name)
}

/// The component of an existing file; made where there is none yet and room is left.
fn neighbour(
    plan: &Plan,
    architecture: &mut Architecture,
    layer: &str,
    path: &str,
    member: &str,
    claim: &Claim,
) -> Option<Key> {
    if let Some(key) = component_of(plan, architecture, path) {
        return Some(key);
    }
    let dir = dir_of(path);
    let key = component_key(dir);
    let there = architecture
        .components
        .iter_mut()
        .find(|one| one.key == key);
    if let Some(there) = there {
        let is_changed = plan.files.iter().any(|file| dir_of(&file.path) == dir);
        if !is_changed && !there.members.iter().any(|one| one == member) {
            there.members.push(member.to_owned());
        }
        return Some(key);
    }
    let is_planned = |one: &Component| {
        let mut files = plan.files.iter();
        one.layer == "external" || files.any(|file| component_key(dir_of(&file.path)) == one.key)
    };
    let existing = architecture
        .components
        .iter()
        .filter(|one| !is_planned(one));
    if existing.count() >= NEIGHBOURS {
        return None;
    }
    architecture.components.push(Component {
        key: key.clone(),
        name: if dir == "." { "repository root" } else { dir }.to_owned(),
        layer: layer.to_owned(),
        members: vec![member.to_owned()],
        claim: Claim::new(
            format!("used as it is: {}", tick(member)),
            claim.grounds.clone(),
        ),
    });
    Some(key)
}

/// Changed folders that call what changes or goes in another; other callers stand under its impact.
fn callers(context: &Context<'_>, plan: &Plan, architecture: &mut Architecture) {
    let is_test = |path: &str| {
        let file = context.evidence.file(path);
        file.is_some_and(|file| file.kind == FileKind::Test)
    };
    for impact in &plan.impact {
        let Some(to) = component_of(plan, architecture, &impact.anchor.path) else {
            continue;
        };
        for caller in impact.callers.iter().filter(|one| !is_test(&one.path)) {
            let from = folder_of(architecture, &caller.path);
            let edge = from.map(|from| Edge {
                from,
                to: to.clone(),
                label: format!("uses {}", tick(&impact.subject)),
                planned: false,
                grounds: Ground::Code(caller.clone()).into(),
            });
            edge.into_iter().for_each(|edge| push(architecture, edge));
        }
    }
}

/// The component of a path's folder.
fn folder_of(architecture: &Architecture, path: &str) -> Option<Key> {
    let key = component_key(dir_of(path));
    let mut components = architecture.components.iter();
    components.any(|one| one.key == key).then_some(key)
}

/// From new pages and components to operations that serve the same items.
fn interface(plan: &Plan, architecture: &mut Architecture) {
    let operations: Vec<&OperationDraft> = plan.operations().collect();
    for file in plan.files.iter().filter(|file| file.role == "ui") {
        let Some(from) = component_of(plan, architecture, &file.path) else {
            continue;
        };
        for operation in &operations {
            let shared = operation
                .criteria
                .iter()
                .find(|id| serves(&file.implements, id));
            let to = component_of(plan, architecture, &operation.file);
            if let Some((to, item)) = to.zip(shared) {
                let edge = Edge {
                    from: from.clone(),
                    to,
                    label: format!("calls {}", tick(&operation.name)),
                    planned: true,
                    grounds: Grounds::spec(item.as_str()),
                };
                push(architecture, edge);
            }
        }
    }
}

/// Whether a list of items names the criterion or the story that it stands under.
fn serves(items: &[String], criterion: &str) -> bool {
    items.iter().any(|item| {
        item == criterion
            || criterion
                .strip_prefix(item.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
    })
}

/// From operations to the tables that they read or write.
fn tables(plan: &Plan, architecture: &mut Architecture) {
    let known = |name: &str| {
        plan.schema
            .new_tables
            .iter()
            .any(|table| table.name == name)
            || plan
                .schema
                .modified_tables
                .iter()
                .any(|table| table.name == name)
    };
    let data = architecture
        .components
        .iter()
        .find(|one| one.layer == "data")
        .map(|one| one.key.clone());
    let Some(to) = data else { return };
    for operation in plan.operations() {
        let Some(table) = operation.entity.as_deref().filter(|name| known(name)) else {
            continue;
        };
        if let Some(from) = component_of(plan, architecture, &operation.file) {
            let verb = if is_read(operation.verb) {
                "reads"
            } else {
                "writes"
            };
            let edge = Edge {
                from,
                to: to.clone(),
                label: format!("{verb} {}", tick(table)),
                planned: true,
                grounds: operation.claim.grounds.clone(),
            };
            push(architecture, edge);
        }
    }
}

/// Whether an operation with this verb leaves the stored data as it is.
fn is_read(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Get
            | Verb::List
            | Verb::Search
            | Verb::History
            | Verb::Export
            | Verb::Calculate
            | Verb::Validate
    )
}

/// To systems outside, from operations whose criteria or requirements name them.
fn externals(context: &Context<'_>, plan: &Plan, architecture: &mut Architecture) {
    for system in crate::plan::sections::external::systems(context) {
        let to = component_key(&format!("external/{}", system.name));
        for operation in plan.operations() {
            let named = operation
                .criteria
                .iter()
                .map(String::as_str)
                .chain(operation.claim.grounds.spec_items());
            let named: Vec<&str> = named
                .filter(|id| system.items.iter().any(|item| item == id))
                .collect();
            let from = component_of(plan, architecture, &operation.file);
            if let (Some(item), Some(from)) = (named.first(), from) {
                let edge = Edge {
                    from,
                    to: to.clone(),
                    label: format!("{} asks it", tick(&operation.name)),
                    planned: true,
                    grounds: Grounds::spec(*item),
                };
                push(architecture, edge);
            }
        }
    }
}
