//! Security Considerations: what is checked on input, who may, and what must not get out.

mod stated;

use super::Section;
use super::common::{bullets, counted, heading, on_items, para, tick, ticked};
use crate::model::doc::Block;
use crate::model::evidence::{ConventionFact, SiblingGroup};
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::index::FileKind;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::types::{
    Change, Field, FieldType, OperationDraft, Param, Plan, Returns, Security,
};

/// The section.
pub const SECTION: Section = Section {
    id: "security",
    heading: "Security Considerations",
    summary: "Input validation by operation, roles and guards, data that must not get out",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let of_operations = plan.operations();
    let mut security = Security {
        validation: of_operations
            .filter_map(|op| validation(plan, op))
            .collect(),
        authorization: authorization(context, plan),
        data_protection: hidden_fields(context, plan),
        notes: Vec::new(),
    };
    stated::add(context, plan, &mut security);
    security.notes.extend(nothing(context, &security));
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
    let guarded = has_authentication(context);
    let like = guard_like(context);
    for op in plan.operations().filter(|op| op.change != Change::Remove) {
        let Some((said, grounds)) = access(op, guarded, like.as_ref()) else {
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
    let groups = guard_groups(context, plan).into_iter();
    claims.extend(groups.filter_map(|(group, fact)| exceptions(group, fact)));
    claims
}

/// Words of names that know who calls.
const KNOWS: &[&str] = &[
    "auth",
    "authenticate",
    "authenticated",
    "authentication",
    "authorize",
    "authorization",
    "login",
    "jwt",
    "oauth",
    "passport",
    "permission",
    "permissions",
    "role",
    "roles",
    "principal",
];

fn knows(name: &str) -> bool {
    let words = names::split(name);
    words.iter().any(|word| KNOWS.contains(&word.as_str()))
}

/// Whether the code or its packages know who calls: a name with such a word is declared.
fn has_authentication(context: &Context<'_>) -> bool {
    let files = context.evidence.index.files.values();
    let mut symbols = files.flat_map(|file| &file.symbols);
    let packages = &context.analysis().stack.versions;
    symbols.any(|symbol| knows(&symbol.name)) || packages.iter().any(|one| knows(&one.name))
}

/// A function that by its name demands a role or a login: `requireRole`.
fn guard_like(context: &Context<'_>) -> Option<(String, Anchor)> {
    let demands = ["require", "ensure", "check", "assert", "guard", "must"];
    let index = &context.evidence.index;
    index.of_kind(FileKind::Source).find_map(|file| {
        let symbol = file.symbols.iter().find(|symbol| {
            let words = names::split(&symbol.name);
            knows(&symbol.name) && words.iter().any(|word| demands.contains(&word.as_str()))
        })?;
        let anchor = context.cite(
            &file.path,
            symbol.line_start,
            symbol.line_end,
            Some(&symbol.qualified()),
        )?;
        Some((symbol.name.clone(), anchor))
    })
}

/// The guard and role of an operation in words; a role without any authentication in the repository
/// is only who the story is about.
fn access(
    op: &OperationDraft,
    guarded: bool,
    like: Option<&(String, Anchor)>,
) -> Option<(String, Grounds)> {
    match (&op.guard, &op.role) {
        (Some(guard), role) => {
            let whom = role
                .as_ref()
                .map_or(String::new(), |role| format!(" (role: {role})"));
            Some((format!("{}{whom}", guard.text), guard.grounds.clone()))
        }
        (None, Some(role)) if !guarded => {
            let text = format!(
                "open to every caller: the story's {role} is who it is for, and no authentication was found in the code or its packages"
            );
            Some((text, op.claim.grounds.clone()))
        }
        (None, Some(role)) => {
            let grounds = op.claim.grounds.clone();
            let (found, grounds) = match like {
                Some((name, anchor)) => (
                    format!("{} looks like the guard for it", tick(name)),
                    Grounds::from(Ground::Code(anchor.clone())),
                ),
                None => ("no guard for it was found in the code".to_owned(), grounds),
            };
            let text = format!("lets only the role {role} through; {found}");
            Some((text, grounds))
        }
        (None, None) => None,
    }
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
    let one = names.len() == 1;
    let text = format!(
        "{} {} with no guard, where {} of {} {} do with {}; do not copy from {}",
        ticked(&names, 5),
        if one { "begins" } else { "begin" },
        fact.support,
        fact.total,
        names::plural(&group.noun),
        tick(&fact.value),
        if one { "it" } else { "them" }
    );
    Some(Claim::new(text, grounds))
}

fn shown(anchor: &Anchor) -> &str {
    anchor.symbol.as_deref().unwrap_or(&anchor.path)
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
    let hiding = items.iter().filter(|item| stated::keeps_back(item.text));
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

/// What was looked for, where nothing was found.
fn nothing(context: &Context<'_>, security: &Security) -> Option<Claim> {
    let lists = [
        &security.validation,
        &security.authorization,
        &security.data_protection,
    ];
    let items = context.spec.items();
    let ids: Vec<&str> = items.iter().map(|item| item.id).take(1).collect();
    lists.iter().all(|list| list.is_empty()).then(|| {
        let text = format!(
            "Looked for refused values, limits on who may, and data to keep back in {} of the specification; none is stated",
            counted(items.len(), "item")
        );
        Claim::new(text, on_items(&ids))
    })
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
    blocks.extend(security.notes.iter().map(para));
    blocks
}
