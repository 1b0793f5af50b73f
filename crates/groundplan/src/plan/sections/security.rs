//! Security Considerations: what is checked on input, who may, and what must not get out.

use super::Section;
use super::common::{bullets, counted, heading, on_items, says, tick, ticked};
use super::external;
use crate::model::doc::Block;
use crate::model::evidence::{ConventionFact, SiblingGroup};
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::types::{
    Change, Field, FieldType, OperationDraft, Param, Plan, Returns, Security,
};

/// Words of a requirement that keeps something from getting out.
const HIDDEN: &[&str] = &[
    "never leave",
    "never leaves",
    "not leave",
    "not expose",
    "not exposed",
    "never expose",
    "not be exposed",
    "hidden from",
    "not visible",
    "not shown",
    "never shown",
    "sensitive",
    "confidential",
    "redact",
    "redacted",
    "mask",
    "masked",
    "encrypted",
    "encrypt",
    "personal data",
    "pii",
    "must not leak",
    "secret",
    "secrets",
    "not log",
    "never log",
];

/// Words of a requirement on who may.
const MAY: &[&str] = &[
    "only admins",
    "only admin",
    "admin only",
    "non-admin",
    "non-admins",
    "unauthorized",
    "unauthorised",
    "forbidden",
    "permission",
    "permissions",
    "authenticated",
    "role",
    "roles",
    "access control",
    "owner",
    "logged in",
    "signed in",
    "401",
    "403",
];

/// The section.
pub const SECTION: Section = Section {
    id: "security",
    heading: "Security Considerations",
    summary: "Input validation by operation, roles and guards, data that must not get out",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut security = Security {
        validation: plan
            .operations()
            .filter_map(|op| validation(plan, op))
            .collect(),
        authorization: authorization(context, plan),
        data_protection: data_protection(context, plan),
        notes: Vec::new(),
    };
    security.notes = notes(context, plan, &security);
    plan.security = security;
}

/// What an operation checks: rules of the fields that its parameters fill, then its refusals.
fn validation(plan: &Plan, op: &OperationDraft) -> Option<Claim> {
    if op.change == Change::Remove {
        return None;
    }
    let mut rules: Vec<String> = op
        .params
        .iter()
        .filter_map(|param| rule(plan, op, param))
        .collect();
    let refusals = op.errors.iter().filter(|error| !is_access(&error.when));
    rules.extend(
        refusals
            .clone()
            .map(|error| format!("refuses when {}", error.when)),
    );
    if rules.is_empty() {
        return None;
    }
    let grounds = refusals.fold(op.claim.grounds.clone(), |all, error| {
        error
            .grounds
            .iter()
            .fold(all, |all, ground| all.and(ground.clone()))
    });
    let text = format!("{}: {}", tick(&op.name), rules.join("; "));
    Some(Claim::new(text, grounds))
}

fn is_access(when: &str) -> bool {
    let lower = when.to_lowercase();
    [
        "admin",
        "role",
        "permission",
        "signed in",
        "logged in",
        "authoriz",
        "authoris",
        "authentic",
    ]
    .iter()
    .any(|cue| lower.contains(cue))
}

fn rule(plan: &Plan, op: &OperationDraft, param: &Param) -> Option<String> {
    let name = tick(&param.name);
    let field = field_of(plan, op, &param.name);
    if let Some(limit) = field.and_then(|field| field.limit.as_ref()) {
        return Some(format!("{name} is {}", limit.words()));
    }
    match &param.ty {
        FieldType::Enum { values } => Some(format!("{name} is one of {}", ticked(values, 6))),
        FieldType::Reference { table } => Some(format!("{name} names a row of {}", tick(table))),
        FieldType::List { .. } if param.required => Some(format!("{name} is not empty")),
        FieldType::Text if is_path(&param.name) => Some(format!(
            "{name} is read as a path: it is resolved before use"
        )),
        _ => None,
    }
}

fn is_path(name: &str) -> bool {
    names::split(name)
        .iter()
        .any(|word| ["path", "file", "dir", "directory", "folder"].contains(&word.as_str()))
}

fn field_of<'a>(plan: &'a Plan, op: &OperationDraft, name: &str) -> Option<&'a Field> {
    let table = op.entity.as_deref()?;
    let wanted = names::split(name);
    plan.schema
        .drafted_fields(table)
        .find(|field| names::split(&field.name) == wanted)
}

/// Who may, one claim for all operations with the same guard and role.
fn authorization(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let mut kinds: Vec<(String, Vec<&str>, Grounds)> = Vec::new();
    for op in plan.operations().filter(|op| op.change != Change::Remove) {
        let Some((said, grounds)) = access(op) else {
            continue;
        };
        match kinds.iter_mut().find(|(there, _, _)| *there == said) {
            Some((_, names, all)) => {
                names.push(&op.name);
                let items = op.claim.grounds.spec_items().take(1).map(Ground::spec);
                *all = items.fold(all.clone(), Grounds::and);
            }
            None => kinds.push((said, vec![&op.name], grounds)),
        }
    }
    let claims = kinds.into_iter().map(|(said, names, grounds)| {
        Claim::new(format!("{}: {said}", ticked(&names, 12)), grounds)
    });
    let mut claims: Vec<Claim> = claims.collect();
    claims.extend(demands(context, plan));
    let groups = guard_groups(context, plan).into_iter();
    claims.extend(groups.filter_map(|(group, fact)| exceptions(group, fact)));
    claims
}

/// The guard and role of an operation in words.
fn access(op: &OperationDraft) -> Option<(String, Grounds)> {
    match (&op.guard, &op.role) {
        (Some(guard), role) => {
            let whom = role
                .as_ref()
                .map_or(String::new(), |role| format!(" (role: {role})"));
            Some((format!("{}{whom}", guard.text), guard.grounds.clone()))
        }
        (None, Some(role)) => {
            let text =
                format!("lets only the role {role} through; no guard for it was found in the code");
            Some((text, op.claim.grounds.clone()))
        }
        (None, None) => None,
    }
}

/// Requirements on access that no operation carries.
fn demands(context: &Context<'_>, plan: &Plan) -> Option<Claim> {
    if plan
        .operations()
        .any(|op| op.guard.is_some() || op.role.is_some())
    {
        return None;
    }
    let ids = items_saying(context, MAY);
    (!ids.is_empty()).then(|| {
        Claim::new(
            "Access is limited: the check stands at the entry of the changed code, before anything is read",
            on_items(&ids),
        )
    })
}

fn items_saying(context: &Context<'_>, cues: &[&str]) -> Vec<String> {
    let items = context.spec.items();
    let said = items
        .into_iter()
        .filter(|item| says(&item.text.to_lowercase(), cues));
    said.map(|item| item.id.to_owned()).take(4).collect()
}

/// Guard conventions of groups that the plan's guards rest on: openings with the guard's name.
fn guard_groups<'a>(
    context: &Context<'a>,
    plan: &Plan,
) -> Vec<(&'a SiblingGroup, &'a ConventionFact)> {
    let guards: Vec<&str> = plan
        .operations()
        .filter_map(|op| op.guard.as_ref()?.text.split('`').nth(1))
        .collect();
    let groups = context.analysis().groups.iter().flat_map(|group| {
        let facts = group
            .conventions
            .iter()
            .filter(|fact| fact.aspect == "opening");
        facts.map(move |fact| (group, fact))
    });
    let named = groups.filter(|(_, fact)| {
        let name = fact.value.split('(').next().unwrap_or_default().trim();
        !name.is_empty() && guards.iter().any(|guard| guard.contains(name))
    });
    named.collect()
}

/// Existing members that lack the guard.
fn exceptions(group: &SiblingGroup, fact: &ConventionFact) -> Option<Claim> {
    let grounds: Vec<Ground> = fact
        .exceptions
        .iter()
        .take(3)
        .cloned()
        .map(Ground::Code)
        .collect();
    let grounds = Grounds::from_vec(grounds)?;
    let names: Vec<&str> = fact.exceptions.iter().map(shown).collect();
    let text = format!(
        "{} of {} {} do not begin with {}: {}; do not copy from {}",
        fact.total.saturating_sub(fact.support),
        fact.total,
        names::plural(&group.noun),
        tick(&fact.value),
        ticked(&names, 5),
        if names.len() == 1 { "it" } else { "them" }
    );
    Some(Claim::new(text, grounds))
}

fn shown(anchor: &Anchor) -> &str {
    anchor.symbol.as_deref().unwrap_or(&anchor.path)
}

fn data_protection(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let mut claims: Vec<Claim> = hidden_fields(context, plan);
    let ids = items_saying(context, HIDDEN);
    if claims.is_empty() && !ids.is_empty() {
        claims.push(Claim::new(
            "What these items keep back is left out where results, messages and logs are made, not where they are shown",
            on_items(&ids),
        ));
    }
    claims.extend(external::systems(context).into_iter().map(|system| {
        let text = format!(
            "Credentials of {}, where it asks for any, come from the environment; code, logs and results never hold them",
            system.name
        );
        let example = env_example(context).map(Ground::Code);
        let grounds = example.into_iter().fold(on_items(&system.items), Grounds::and);
        Claim::new(text, grounds)
    }));
    claims
}

/// The file that shows which environment variables the project has.
pub fn env_example(context: &Context<'_>) -> Option<Anchor> {
    let names = [
        ".env.example",
        ".env.sample",
        ".env.template",
        ".env.local.example",
    ];
    let path = context.evidence.texts.keys().find(|path| {
        names
            .iter()
            .any(|name| path.as_str() == *name || path.ends_with(&format!("/{name}")))
    })?;
    context.cite(path, 1, 1, None)
}

/// Fields that a requirement keeps back, against reads that anybody may call.
fn hidden_fields(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let items = context.spec.items();
    let hiding: Vec<_> = items
        .iter()
        .filter(|item| says(&item.text.to_lowercase(), HIDDEN))
        .collect();
    let fields = plan
        .schema
        .new_tables
        .iter()
        .flat_map(|table| &table.fields);
    let fields: Vec<&Field> = fields.collect();
    let mut claims = Vec::new();
    for item in hiding {
        let said = phrases::words_of(&item.text.to_lowercase());
        let kept = fields.iter().filter(|field| {
            let words = names::split(&field.name);
            !words.is_empty() && words.iter().all(|word| said.contains(word))
        });
        let kept: Vec<&str> = kept.map(|field| field.name.as_str()).collect();
        if kept.is_empty() {
            continue;
        }
        let open = plan.operations().filter(|op| is_open_read(op));
        let open: Vec<&str> = open.map(|op| op.name.as_str()).collect();
        let text = if open.is_empty() {
            let guarded = "no operation without a role or guard gives them";
            format!(
                "{} stay inside: {guarded}, and none may come to",
                ticked(&kept, 6)
            )
        } else {
            format!("{} leave out {}", ticked(&open, 4), ticked(&kept, 6))
        };
        claims.push(Claim::new(text, Grounds::spec(item.id)));
    }
    claims
}

fn is_open_read(op: &OperationDraft) -> bool {
    op.role.is_none()
        && op.guard.is_none()
        && matches!(op.returns, Returns::One { .. } | Returns::Many { .. })
}

/// What was looked for, where a list is empty.
fn notes(context: &Context<'_>, plan: &Plan, security: &Security) -> Vec<Claim> {
    let operations = plan.operations().count();
    let ids: Vec<&str> = context
        .spec
        .functional_requirements
        .iter()
        .map(|one| one.id.as_str())
        .take(2)
        .collect();
    let note = |text: String| Claim::new(text, on_items(&ids));
    let mut notes = Vec::new();
    if security.validation.is_empty() {
        notes.push(note(format!(
            "Input validation: no rule on values in {} and no refusal in {}",
            counted(context.spec.functional_requirements.len(), "requirement"),
            counted(operations, "operation")
        )));
    }
    if security.authorization.is_empty() {
        notes.push(note(format!(
            "Authentication and authorisation: no item limits who may, and no guard is counted for {}",
            counted(operations, "operation")
        )));
    }
    if security.data_protection.is_empty() {
        notes.push(note(
            "Data protection: no item keeps data back, and no external system is named".to_owned(),
        ));
    }
    notes
}

fn lower(plan: &Plan) -> Vec<Block> {
    let security = &plan.security;
    let lists = [
        ("Input Validation", &security.validation),
        ("Authentication and Authorization", &security.authorization),
        ("Data Protection", &security.data_protection),
    ];
    let mut blocks: Vec<Block> = Vec::new();
    for (title, claims) in lists {
        if !claims.is_empty() {
            blocks.push(heading(3, title));
            blocks.push(bullets(claims));
        }
    }
    if !security.notes.is_empty() {
        blocks.push(bullets(&security.notes));
    }
    blocks
}
