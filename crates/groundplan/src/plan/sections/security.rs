//! Security Considerations: what is checked on input, who may, and what must not get out.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Section;
use super::common::{bullets, counted, heading, on_items, para, tick, ticked};
use super::said::{self, Said};
use crate::model::doc::Block;
use crate::model::evidence::{ConventionFact, SiblingGroup};
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::types::{
    Change, Field, FieldType, OperationDraft, Param, Plan, Returns, Security,
};

/// Lines of one list taken from the specification.
const SHOWN: usize = 10;
/// Lines that one requirement or story gives to a list.
const OF_ONE: usize = 2;

/// Who or what may: a limit, a switch, a consent, a policy.
static LIMITED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b(?i:only\ (?:an?\ |the\ )?(?:admin\w*|owner\w*|operator\w*|member\w*|user\w*|staff|author\w*|those|people)
        | may\ (?:only|read|see|access|write|not) | can\ only | (?:is|are|be)\ not\ allowed
        | (?:SHALL|MUST)\ (?:only|never)\ (?:be\ )?(?:call|run|read|execut|access)\w*
        | (?:be|is|are|and|or|limit|policy)\ gated
        | gated\ (?:behind|by)
        | (?:MUST\ |SHALL\ )?(?:be\ |is\ |are\ )?(?:disabled|off)\ by\ default | opt(?:s|ed)?[-\ ]in
        | refuses?\ (?:any\ |every\ |all\ )?(?:callers?|users?|visitors?)
        | never\ (?:mutat|appl|modif|chang|delet|execut|run|call)\w*
        | operator\ (?:\w+\ )?policy | allow-?list\w* | rate[-\ ]limit\w* | permissions?
        | unauthori[sz]ed | forbidden | unauthenticated | authenticated | access\ control
        | (?:admin|staff)[-\ ]only | non-admins? | with(?:out)?\ (?:the\ )?(?:\w+'s\ )?(?:explicit\ )?consent | untrusted
        | (?:explicit|human|user|operator)\ (?:approval|consent|affirmation|confirmation)
        | (?:logged|signed)[-\ ]in | scopes | (?:401|403)\b)",
    )
    .ok()
});

/// What must not get out, or not unprotected.
static KEPT_BACK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        \b(?:(?:SHALL|MUST|should|will)\ )?(?:be\ )?(?:redact(?:s|ed)?\b | scrub(?:s|bed)?\b | masked\b | encrypt(?:s|ed)?\b | withheld | withhold\w*)
        | \b(?:never|SHALL\ NOT|MUST\ NOT|does\ not|do\ not|not|without|no\ longer|avoids?)\ (?:be\ )?
          (?:leav|expos|leak|log|write|writ|stor|print|show|send|sent|includ|plac|contain|visible|see)\w*
          .{0,60}\b(?:secrets?|credentials?|tokens?|passwords?|keys?|personal|private|sensitive|confidential|plaintext|argv|logs?|others?')
        ",
    )
    .ok()
});

/// What is refused or checked before anything is done with it.
static REFUSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b(?:(?i:SHALL|MUST|should|will)\ )?(?i:rejects?\b | (?:is|are|be)\ rejected | refus(?:e|es)\b | (?:is|are|be)\ refused | raise[sd]?\ (?:an?\ )?`?[\w.]*\w | throws?\b
        | fails?\ (?:closed|before|with|naming) | mutually\ exclusive | validat(?:e|es|ed)\ | verif(?:y|ies)\b.{0,80}\bbefore\b
        | (?:is|are)\ (?:invalid|unsupported|refused)
        | (?:is|be|are|has|contains?)\ (?:at\ most|at\ least|no\ (?:more|longer)\ than|a\ maximum\ of|between)\ `?\d
        | must\ be\ (?:unique|positive|greater|less|between|one\ of|in\ the\ future)
        | (?:return|result|respond)s?\ (?:in\ |with\ )?(?:an?\ )?(?:[\w-]+\ )?(?:error|4\d\d\b) )
        | \b(?:(?i:SHALL|MUST)\ )?(?i:return|respond)s?\ (?:\w+\ )?(?:.{0,40}code:\ .)?`?[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+",
    )
    .ok()
});

/// What looks like a refusal and is none.
static GOES_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:instead of|rather than|without|not|never) (?:an? )?(?:rais|throw|fail|error|reject|refus)").ok()
});

/// The section.
pub const SECTION: Section = Section {
    id: "security",
    heading: "Security Considerations",
    summary: "Input validation by operation, roles and guards, data that must not get out",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let said = said::all(context.spec);
    let mut validation: Vec<Claim> = plan
        .operations()
        .filter_map(|op| validation(plan, op))
        .collect();
    let mut authorization = authorization(context, plan);
    let mut kept_back = hidden_fields(context, plan);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    // A sentence stands in one list: what is kept back before who may, that before what is refused.
    let kept = taken_from(plan, &said, &KEPT_BACK, &mut taken);
    kept_back.extend(kept);
    authorization.extend(taken_from(plan, &said, &LIMITED, &mut taken));
    authorization.extend(labelled_security(plan, &said, &mut taken));
    let stated: BTreeSet<&str> = validation
        .iter()
        .flat_map(|claim| claim.grounds.spec_items())
        .collect();
    let refusals = said.iter().filter(|one| one.at(&GOES_ON).is_none());
    let refusals: Vec<Said<'_>> = refusals
        .filter(|one| !stated.contains(one.id))
        .cloned()
        .collect();
    let refused = taken_from(plan, &refusals, &REFUSED, &mut taken);
    validation.extend(refused);
    let mut security = Security {
        validation,
        authorization,
        data_protection: kept_back,
        notes: Vec::new(),
    };
    security.notes.extend(nothing(context, &security));
    plan.security = security;
}

/// The clauses that a pattern finds, each with the place where the plan does it; a requirement gives
/// few, so that one with many scenarios does not fill the list. Items that gave one are `taken`.
fn taken_from<'a>(
    plan: &Plan,
    said: &[Said<'a>],
    pattern: &'static LazyLock<Option<Regex>>,
    taken: &mut BTreeSet<&'a str>,
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut families: Vec<&str> = Vec::new();
    let mut here: BTreeSet<&str> = BTreeSet::new();
    for one in said.iter().filter(|one| !taken.contains(one.id)) {
        let given = families.iter().filter(|family| **family == one.family());
        let Some(at) = one.at(pattern).filter(|_| given.count() < OF_ONE) else {
            continue;
        };
        // A limit is often a noun: its statement begins before it.
        let from = if std::ptr::eq(pattern, &LIMITED) {
            one.begin(at)
        } else {
            at
        };
        let clause = said::line(&one.clause_if(from));
        let text = format!("{clause}{}", said::place(plan, one.id));
        let is_new = !claims.iter().any(|claim| claim.text == text);
        if clause.contains(' ') && is_new && here.insert(one.id) {
            families.push(one.family());
            claims.push(Claim::new(text, one.ground()));
        }
    }
    taken.extend(here);
    claims.truncate(SHOWN);
    claims
}

/// What stands under a label "Security" and in no list yet.
fn labelled_security<'a>(
    plan: &Plan,
    said: &[Said<'a>],
    taken: &mut BTreeSet<&'a str>,
) -> Vec<Claim> {
    let is_security = |one: &&Said<'a>| {
        let label = one.label.map(str::to_lowercase);
        label.is_some_and(|label| label.starts_with("security")) && !taken.contains(one.id)
    };
    let found: Vec<&Said<'a>> = said.iter().filter(is_security).collect();
    taken.extend(found.iter().map(|one| one.id));
    let claims = found.into_iter().map(|one| {
        let text = format!(
            "{}{}",
            said::line(&one.clause(0)),
            said::place(plan, one.id)
        );
        Claim::new(text, one.ground())
    });
    claims.collect()
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
    if let Some(check) = field.and_then(|field| field.check.as_ref()) {
        return Some(format!("{name} {}", tick(check)));
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
    for op in plan.operations().filter(|op| op.change != Change::Remove) {
        let Some((said, grounds)) = access(op, guarded) else {
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

/// Whether the code or its packages know who calls: a name with such a word is declared.
fn has_authentication(context: &Context<'_>) -> bool {
    let knows = |name: &str| {
        let words = names::split(name);
        let cues = [
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
        words.iter().any(|word| cues.contains(&word.as_str()))
    };
    let files = context.evidence.index.files.values();
    let mut symbols = files.flat_map(|file| &file.symbols);
    let packages = &context.analysis().stack.versions;
    symbols.any(|symbol| knows(&symbol.name)) || packages.iter().any(|one| knows(&one.name))
}

/// The guard and role of an operation in words; a role without any authentication in the repository
/// is only who the story is about.
fn access(op: &OperationDraft, guarded: bool) -> Option<(String, Grounds)> {
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
            let text =
                format!("lets only the role {role} through; no guard for it was found in the code");
            Some((text, op.claim.grounds.clone()))
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
    let hides = |text: &str| KEPT_BACK.as_ref().is_some_and(|kept| kept.is_match(text));
    let hiding: Vec<_> = items.iter().filter(|item| hides(item.text)).collect();
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
