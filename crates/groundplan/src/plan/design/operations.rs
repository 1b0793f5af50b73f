//! Operations: from stories and requirements, each bound to its criteria, role and errors. A
//! command line gets commands and flags, a library its public functions.

use super::fields;
use super::phrases;
use super::placement;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{
    Change, ContractGroup, Contracts, ErrorCase, FieldType, Key, OperationDraft, Param, Returns,
    SchemaChanges, TableDraft, Verb,
};

/// What a story or requirement asks for, before it becomes an operation.
struct Wish {
    verb: Verb,
    object: Vec<String>,
    items: Vec<String>,
    criteria: Vec<String>,
    role: Option<String>,
    /// A name that the specification itself gives: `edit`, `parse_config`.
    given: Option<String>,
}

/// Settles contracts; what is bound to a table takes its fields from there.
pub fn settle(context: &Context<'_>, schema: &SchemaChanges) -> Contracts {
    let wishes = merged(wishes(context, schema));
    let mut drafts: Vec<OperationDraft> = Vec::new();
    for wish in &wishes {
        let draft = operation(context, schema, wish);
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
        none: None,
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

fn wishes(context: &Context<'_>, schema: &SchemaChanges) -> Vec<Wish> {
    let spec = context.spec;
    let mut all: Vec<Wish> = named(context);
    let surface = matches!(context.dialect.id, "cli" | "library");
    if surface && !all.is_empty() {
        return all;
    }
    for story in &spec.user_stories {
        let goal = story.goal.as_deref().unwrap_or_default();
        let said = format!("{} {goal}", story.title);
        let shown = || {
            story
                .acceptance_criteria
                .iter()
                .find_map(|c| phrases::main_verb(&c.text))
        };
        let verb = phrases::main_verb(&said).or_else(shown).unwrap_or_default();
        let object = object(context, schema, &said, verb);
        all.push(Wish {
            verb,
            object,
            items: vec![story.id.clone()],
            criteria: story
                .acceptance_criteria
                .iter()
                .map(|c| c.id.clone())
                .collect(),
            role: story.role.as_deref().and_then(phrases::role),
            given: None,
        });
    }
    for requirement in &spec.functional_requirements {
        let verb = phrases::main_verb(&requirement.text);
        let writes = phrases::stores(&requirement.text);
        let Some(verb) = verb.filter(|_| !writes) else {
            continue;
        };
        let lower = requirement.text.to_lowercase();
        let forbids = ["cannot", "must not", "shall not", "not be able", "never"]
            .iter()
            .any(|no| lower.contains(no));
        if forbids
            || matches!(verb, Verb::Validate | Verb::Get)
                && requirement.acceptance_criteria.is_empty()
        {
            continue;
        }
        all.push(Wish {
            verb,
            object: object(context, schema, &requirement.text, verb),
            items: vec![requirement.id.clone()],
            criteria: requirement
                .acceptance_criteria
                .iter()
                .map(|c| c.id.clone())
                .collect(),
            role: phrases::role(&requirement.text),
            given: None,
        });
    }
    all.extend(implied(schema, &all));
    all
}

/// Commands and functions that the specification names itself, in code spans.
fn named(context: &Context<'_>) -> Vec<Wish> {
    let spec = context.spec;
    let mut all: Vec<Wish> = Vec::new();
    for mention in &spec.mentions {
        let Some(item) = mention.item.as_deref() else {
            continue;
        };
        let Some(name) = given_name(context, &mention.text) else {
            continue;
        };
        let text = context.item(item).map_or("", |item| item.text);
        let verb = phrases::main_verb(text).unwrap_or_default();
        let criteria = criteria_of(context, item);
        match all
            .iter_mut()
            .find(|wish| wish.given.as_deref() == Some(&name))
        {
            Some(wish) => {
                push_new(&mut wish.items, item);
                criteria
                    .iter()
                    .for_each(|id| push_new(&mut wish.criteria, id));
            }
            None => all.push(Wish {
                verb,
                object: names::split(&name),
                items: vec![item.to_owned()],
                criteria,
                role: None,
                given: Some(name),
            }),
        }
    }
    all
}

fn push_new(all: &mut Vec<String>, one: &str) {
    if !all.iter().any(|there| there == one) {
        all.push(one.to_owned());
    }
}

/// The criteria of a story or requirement; of a criterion, itself.
fn criteria_of(context: &Context<'_>, item: &str) -> Vec<String> {
    let spec = context.spec;
    if let Some(story) = spec.user_stories.iter().find(|story| story.id == item) {
        return story
            .acceptance_criteria
            .iter()
            .map(|c| c.id.clone())
            .collect();
    }
    if let Some(requirement) = spec.functional_requirements.iter().find(|r| r.id == item) {
        return requirement
            .acceptance_criteria
            .iter()
            .map(|c| c.id.clone())
            .collect();
    }
    spec.criteria()
        .filter(|c| c.id == item)
        .map(|c| c.id.clone())
        .collect()
}

/// `tool edit NAME --flag` → `edit` for a command line; `parse(…)` → `parse` for a library.
fn given_name(context: &Context<'_>, text: &str) -> Option<String> {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            && word.chars().next().is_some_and(char::is_alphabetic)
    };
    if context.dialect.id == "cli" {
        let parts: Vec<&str> = text.split_whitespace().collect();
        let operations = &context.analysis().operations;
        let known = |word: &str| {
            operations
                .iter()
                .any(|op| op.kind == OperationKind::Command && op.name == word)
        };
        let first = parts.first()?;
        let rest: Vec<&str> = parts
            .iter()
            .skip(1)
            .take_while(|word| is_word(word) && word.chars().all(|c| !c.is_uppercase()))
            .copied()
            .collect();
        if !rest.is_empty() && is_word(first) {
            return Some(rest.join(" "));
        }
        return (parts.len() == 1 && known(first)).then(|| (*first).to_owned());
    }
    if context.dialect.id == "library" {
        let (name, rest) = text.split_once('(')?;
        let name = name.rsplit(['.', ':']).next().unwrap_or(name).trim();
        return (rest.contains(')') && is_word(name)).then(|| name.to_owned());
    }
    None
}

/// Reading what was drafted as a table: a list of it, and its history, are asked for by whoever
/// asks for the table, when no item says so itself.
fn implied(schema: &SchemaChanges, said: &[Wish]) -> Vec<Wish> {
    let mut all = Vec::new();
    for table in &schema.new_tables {
        let object = fields::singular_words(&table.name);
        let is_history = object.iter().any(|word| word == "history");
        let verb = if is_history {
            Verb::History
        } else {
            Verb::List
        };
        let read = said
            .iter()
            .any(|wish| wish.verb == verb && overlaps(&wish.object, &object))
            || said
                .iter()
                .any(|wish| is_history && wish.verb == Verb::History);
        if !read {
            let items = table
                .claim
                .grounds
                .spec_items()
                .map(str::to_owned)
                .collect();
            all.push(Wish {
                verb,
                object,
                items,
                criteria: Vec::new(),
                role: None,
                given: None,
            });
        }
    }
    all
}

fn overlaps(a: &[String], b: &[String]) -> bool {
    a.iter().any(|word| b.contains(word))
}

/// The thing that a sentence is about: a planned table, a table that is there, else its own words.
fn object(context: &Context<'_>, schema: &SchemaChanges, text: &str, verb: Verb) -> Vec<String> {
    let said: Vec<String> = phrases::words_of(text)
        .iter()
        .map(|word| names::singular(word))
        .collect();
    // "price" and "pricing" are one stem.
    let alike = |a: &str, b: &str| {
        let same = a.len() > 4 && b.len() > 4 && a.get(..4).is_some() && a.get(..4) == b.get(..4);
        a == b || same
    };
    let score = |name: &str| {
        let words = fields::singular_words(name);
        words
            .iter()
            .filter(|word| said.iter().any(|one| alike(one, word)))
            .count()
    };
    let wants_history = verb == Verb::History;
    let planned = schema
        .new_tables
        .iter()
        .filter(|table| table.name.contains("history") == wants_history);
    let best = planned
        .map(|table| (score(&table.name), &table.name))
        .max_by_key(|(score, _)| *score);
    if let Some((_, name)) = best.filter(|(score, _)| *score > 0) {
        return fields::singular_words(name);
    }
    let there = context
        .analysis()
        .tables
        .iter()
        .map(|table| (score(&table.name), &table.name));
    if let Some((_, name)) = there
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, _)| *score)
    {
        return fields::singular_words(name);
    }
    let verbs: Vec<String> = phrases::words_of(text);
    let content = verbs
        .iter()
        .filter(|word| phrases::is_content(word) && phrases::main_verb(word).is_none());
    content.take(2).map(|word| names::singular(word)).collect()
}

/// Wishes with one verb and one object are one wish.
fn merged(all: Vec<Wish>) -> Vec<Wish> {
    let mut out: Vec<Wish> = Vec::new();
    for wish in all {
        let twin = out.iter_mut().find(|there| {
            there.given == wish.given && there.verb == wish.verb && there.object == wish.object
        });
        match twin {
            Some(there) => {
                wish.items
                    .iter()
                    .for_each(|item| push_new(&mut there.items, item));
                wish.criteria
                    .iter()
                    .for_each(|id| push_new(&mut there.criteria, id));
                there.role = there.role.take().or(wish.role);
            }
            None => out.push(wish),
        }
    }
    out
}

fn reads(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Get | Verb::List | Verb::Search | Verb::History | Verb::Export
    )
}

fn operation(context: &Context<'_>, schema: &SchemaChanges, wish: &Wish) -> OperationDraft {
    let (read, write) = context.dialect.kinds;
    let kind = if reads(wish.verb) { read } else { write };
    let table = schema
        .new_tables
        .iter()
        .find(|table| fields::singular_words(&table.name) == wish.object);
    let name = name(context, kind, wish);
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
    let file = placed.or_else(|| place.as_ref().map(|place| place.path.clone()));
    let mut grounds = wish.items.iter().map(Ground::spec).collect::<Vec<_>>();
    grounds.extend(there.and_then(|op| op.anchor.clone()).map(Ground::Code));
    let group = placement::group_for(context, kind);
    let guarded = group.and_then(placement::guard).or_else(|| {
        // Reads for a role are guarded as writes are.
        wish.role.as_ref()?;
        placement::group_for(context, write).and_then(placement::guard)
    });
    let guard = guarded.filter(|_| !reads(wish.verb) || wish.role.is_some());
    let fallback = || fallback_file(context, &wish.object);
    OperationDraft {
        key: Key::new("contracts", &name),
        params: params(table, wish),
        returns: returns(table, wish),
        errors: errors(context, wish, guard.is_some()),
        role: wish.role.clone(),
        guard: guard.map(|(call, ground)| Claim::new(format!("calls `{call}` first"), ground)),
        criteria: wish.criteria.clone(),
        nearest: placement::nearest(context, kind, &name).cloned(),
        claim: Claim::new(
            summary(wish),
            Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::spec("problem")),
        ),
        entity: table
            .map(|table| table.name.clone())
            .or_else(|| table_of(context, &wish.object)),
        method: (kind == OperationKind::Route).then(|| method(wish.verb).to_owned()),
        route: route(context, kind, wish),
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
        .find(|table| fields::singular_words(&table.name) == object)
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

fn summary(wish: &Wish) -> String {
    let object = wish.object.join(" ");
    match wish.verb {
        Verb::Create => format!("makes one {object}"),
        Verb::Update => format!("changes one {object}"),
        Verb::BulkUpdate => format!("changes many {} in one call", names::plural(&object)),
        Verb::Delete => format!("removes one {object}"),
        Verb::Get => format!("gives one {object}"),
        Verb::List => format!("gives {}, filtered and in pages", names::plural(&object)),
        Verb::Search => format!("finds {} by words", names::plural(&object)),
        Verb::History => "gives the recorded changes, newest first".to_owned(),
        Verb::Export => format!("gives {} as a file", names::plural(&object)),
        Verb::Import => format!("takes {} from a file", names::plural(&object)),
        Verb::Calculate => format!("computes the values of a {object}"),
        Verb::Validate => format!("checks a {object}"),
        Verb::Notify => format!("tells those concerned about a {object}"),
        Verb::Run => format!("`{object}`"),
    }
}

fn verb_words(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "create",
        Verb::Update => "update",
        Verb::BulkUpdate => "bulk update",
        Verb::Delete => "delete",
        Verb::Get | Verb::History => "get",
        Verb::List => "list",
        Verb::Search => "search",
        Verb::Export => "export",
        Verb::Import => "import",
        Verb::Calculate => "calculate",
        Verb::Validate => "validate",
        Verb::Notify => "notify",
        Verb::Run => "run",
    }
}

/// The operation's name in the habit of its group.
fn name(context: &Context<'_>, kind: OperationKind, wish: &Wish) -> String {
    if let Some(given) = &wish.given {
        return given.clone();
    }
    let group = placement::group_for(context, kind);
    let shown = group.into_iter().flat_map(|group| &group.members);
    let case = fields::majority(shown.filter_map(|member| names::case_of(&member.name)))
        .unwrap_or(context.dialect.operation_case);
    let mut all = names::split(verb_words(wish.verb));
    let several = matches!(
        wish.verb,
        Verb::List | Verb::BulkUpdate | Verb::Search | Verb::Export | Verb::Import
    );
    let mut object = wish.object.clone();
    if wish.verb == Verb::History && !object.iter().any(|word| word == "history") {
        object.push("history".to_owned());
    }
    if let Some(last) = object.last_mut().filter(|_| several) {
        *last = names::plural(last);
    }
    all.extend(object);
    names::join(&all, case)
}

fn method(verb: Verb) -> &'static str {
    match verb {
        Verb::Get | Verb::List | Verb::Search | Verb::History | Verb::Export => "GET",
        Verb::Update | Verb::BulkUpdate => "PATCH",
        Verb::Delete => "DELETE",
        _ => "POST",
    }
}

fn route(context: &Context<'_>, kind: OperationKind, wish: &Wish) -> Option<String> {
    match kind {
        OperationKind::Command => Some(wish.given.clone().unwrap_or_else(|| wish.object.join("-"))),
        OperationKind::Route => {
            let mut object = wish.object.clone();
            let history = object.iter().position(|word| word == "history");
            if let Some(at) = history.filter(|_| object.len() > 1) {
                object.remove(at);
            }
            if let Some(last) = object.last_mut() {
                *last = names::plural(last);
            }
            let routes = context
                .analysis()
                .operations
                .iter()
                .filter_map(|op| op.route.as_deref());
            let braces = routes.clone().any(|route| route.contains('{'));
            let colon = !braces && routes.clone().any(|route| route.contains("/:"));
            let prefix = common_prefix(routes);
            let id = if colon { ":id" } else { "{id}" };
            let base = format!("{prefix}/{}", names::join(&object, Case::Kebab));
            Some(match wish.verb {
                Verb::Get | Verb::Update | Verb::Delete => format!("{base}/{id}"),
                Verb::History => format!("{base}/{id}/history"),
                Verb::BulkUpdate => format!("{base}/bulk"),
                Verb::Export => format!("{base}/export"),
                Verb::Import => format!("{base}/import"),
                Verb::Search => format!("{base}/search"),
                Verb::Calculate => format!("{base}/calculate"),
                Verb::Validate => format!("{base}/validate"),
                _ => base,
            })
        }
        _ => None,
    }
}

/// `/api` or `/api/v1` where every route begins so.
fn common_prefix<'a>(routes: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<Vec<&str>> = routes
        .map(|route| route.trim_start_matches('/').split('/').collect())
        .collect();
    let Some(first) = all.first().filter(|_| all.len() > 1) else {
        return String::new();
    };
    let shared = first
        .iter()
        .enumerate()
        .take_while(|(at, part)| {
            (**part == "api" || (part.starts_with('v') && part.len() <= 3 && part.len() > 1))
                && all.iter().all(|route| route.get(*at) == Some(part))
        })
        .map(|(_, part)| format!("/{part}"));
    shared.collect()
}

fn param(name: &str, ty: FieldType, required: bool, about: &str) -> Param {
    Param {
        name: name.to_owned(),
        ty,
        required,
        about: about.to_owned(),
    }
}

/// Fields that a caller gives: not moments, not who did it.
fn given_fields(table: &TableDraft) -> Vec<Param> {
    let by_caller = table.fields.iter().filter(|field| {
        let lower = field.name.to_lowercase();
        let made_here =
            field.ty == FieldType::Timestamp || lower.ends_with("by") || lower.ends_with("by_id");
        !made_here
    });
    by_caller
        .map(|field| param(&field.name, field.ty.clone(), field.required, ""))
        .collect()
}

fn params(table: Option<&TableDraft>, wish: &Wish) -> Vec<Param> {
    let Some(table) = table else {
        return Vec::new();
    };
    let this = || FieldType::Reference {
        table: table.name.clone(),
    };
    let references = || {
        table.fields.iter().find_map(|field| match &field.ty {
            FieldType::Reference { .. } => Some((field.name.clone(), field.ty.clone())),
            _ => None,
        })
    };
    match wish.verb {
        Verb::Create => given_fields(table),
        Verb::Update => {
            let mut all = vec![param("id", this(), true, "the row to change")];
            let changed = given_fields(table).into_iter();
            all.extend(
                changed
                    .filter(|p| !matches!(p.ty, FieldType::Reference { .. }))
                    .map(|p| Param {
                        required: false,
                        ..p
                    }),
            );
            all
        }
        Verb::BulkUpdate => {
            let mut all = vec![param(
                "ids",
                FieldType::List {
                    of: Box::new(this()),
                },
                true,
                "the rows to change",
            )];
            let changed = given_fields(table).into_iter();
            all.extend(
                changed
                    .filter(|p| !matches!(p.ty, FieldType::Reference { .. }))
                    .map(|p| Param {
                        required: false,
                        ..p
                    }),
            );
            all
        }
        Verb::Delete | Verb::Get => vec![param("id", this(), true, "the row")],
        Verb::History => references()
            .map(|(name, ty)| param(&name, ty, true, "whose history"))
            .into_iter()
            .collect(),
        Verb::Search => vec![param("query", FieldType::Text, true, "words to find")],
        Verb::Import => vec![param(
            "content",
            FieldType::Text,
            true,
            "the file's content",
        )],
        Verb::List | Verb::Export => references()
            .map(|(name, ty)| param(&name, ty, false, "only rows of this one"))
            .into_iter()
            .collect(),
        _ => given_fields(table),
    }
}

fn returns(table: Option<&TableDraft>, wish: &Wish) -> Returns {
    let Some(table) = table else {
        return if reads(wish.verb) {
            Returns::Many { fields: Vec::new() }
        } else {
            Returns::Nothing
        };
    };
    let all = || {
        table
            .fields
            .iter()
            .map(|f| param(&f.name, f.ty.clone(), f.required, ""))
            .collect::<Vec<_>>()
    };
    match wish.verb {
        Verb::Create | Verb::Update => Returns::Id {
            table: table.name.clone(),
        },
        Verb::BulkUpdate | Verb::Import => Returns::One {
            fields: vec![param(
                "updated_count",
                FieldType::Integer,
                true,
                "rows changed",
            )],
        },
        Verb::Get => Returns::One { fields: all() },
        Verb::List | Verb::Search | Verb::History => Returns::Many { fields: all() },
        Verb::Export => Returns::Value {
            ty: FieldType::Text,
        },
        Verb::Calculate => {
            let numbers = all().into_iter().filter(|p| {
                matches!(
                    p.ty,
                    FieldType::Decimal | FieldType::Number | FieldType::Integer
                )
            });
            Returns::One {
                fields: numbers.collect(),
            }
        }
        _ => Returns::Nothing,
    }
}

/// Refusals that requirements and criteria ask for.
fn errors(context: &Context<'_>, wish: &Wish, guarded: bool) -> Vec<ErrorCase> {
    let spec = context.spec;
    let mut all: Vec<ErrorCase> = Vec::new();
    let requirements = spec
        .functional_requirements
        .iter()
        .map(|r| (r.id.as_str(), r.text.as_str()));
    let limits = spec
        .nonfunctional_requirements
        .iter()
        .map(|r| (r.id.as_str(), r.text.as_str()));
    let own = spec
        .criteria()
        .filter(|c| wish.criteria.contains(&c.id))
        .map(|c| (c.id.as_str(), c.text.as_str()));
    let mut push = |when: &str, result: &str, item: &str| match all
        .iter_mut()
        .find(|case| case.when == when)
    {
        Some(case) => case.grounds = case.grounds.clone().and(Ground::spec(item)),
        None => all.push(ErrorCase {
            when: when.to_owned(),
            result: result.to_owned(),
            grounds: Grounds::spec(item),
        }),
    };
    for (id, text) in requirements.chain(limits).chain(own) {
        let lower = text.to_lowercase();
        let words = phrases::words_of(&lower);
        let has = |cue: &str| words.iter().any(|word| word == cue);
        if !reads(wish.verb)
            && (has("positive") || has("negative") || lower.contains("greater than"))
        {
            push(
                "a number is out of its range",
                "rejected with a validation error; nothing is written",
                id,
            );
        }
        if (guarded || wish.role.is_some())
            && (lower.contains("non-admin")
                || has("unauthorized")
                || has("forbidden")
                || has("permission"))
        {
            push(
                "the caller lacks the role",
                "rejected before anything is read or written",
                id,
            );
        }
        if wish.criteria.iter().any(|own| own == id)
            && (lower.contains("not found") || lower.contains("does not exist") || has("unknown"))
        {
            push(
                "the thing named does not exist",
                "rejected with a message that names it",
                id,
            );
        }
    }
    all
}
