//! Parameters and results of operations.

use super::super::verbs;
use super::wishes::Wish;
use super::{filters, options};
use crate::model::evidence::OperationKind;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{Field, FieldType, Param, Returns, SchemaChanges, TableDraft, Verb};

fn param(name: &str, ty: FieldType, required: bool, about: &str) -> Param {
    Param {
        name: name.to_owned(),
        ty,
        required,
        about: about.to_owned(),
    }
}

/// The name of the parameter that names one row, as the operations that are there call theirs:
/// `model_id`, `loanId`, `id`.
pub(super) fn id_name(context: &Context<'_>, object: &[String]) -> String {
    let mut words = object.to_vec();
    words.push("id".to_owned());
    let tables = context.analysis().tables.iter();
    let own: Vec<Vec<String>> = tables
        .map(|table| {
            let mut words = names::singular_words(&table.name);
            words.push("id".to_owned());
            words
        })
        .collect();
    let operations = context.analysis().operations.iter();
    let routes = operations.clone().filter_map(|op| op.route.as_deref());
    let in_route = |route: &str| {
        let parts = route
            .split('/')
            .filter(|part| part.starts_with(['{', ':', '<']));
        parts
            .map(|part| part.trim_matches(['{', '}', ':', '<', '>']).to_owned())
            .next()
    };
    if let Some(written) = routes.filter_map(in_route).next() {
        let written = written.rsplit(':').next().unwrap_or(&written).to_owned();
        return match names::split(&written).len() {
            1 => written,
            _ => names::join(&words, names::case_of(&written).unwrap_or_default()),
        };
    }
    let paths = operations.filter_map(|op| op.anchor.as_ref().map(|anchor| anchor.path.as_str()));
    for path in paths {
        let text = context.evidence.texts.get(path).map_or("", |text| text);
        for case in [names::Case::Snake, names::Case::Camel] {
            if own
                .iter()
                .any(|one| text.contains(&format!("{}:", names::join(one, case))))
            {
                return names::join(&words, case);
            }
        }
    }
    "id".to_owned()
}

/// Whether the caller gives the field when the row is made: not when or by whom, not what the state
/// machine or the signed-in person says.
fn is_given(context: &Context<'_>, field: &Field, wish: &Wish) -> bool {
    let words = names::split(&field.name);
    let last = words.last().map(String::as_str).unwrap_or_default();
    let first = words.first().map(String::as_str).unwrap_or_default();
    let moment = field.ty == FieldType::Timestamp
        && (last == "at"
            || verbs::verb_form(first).is_some_and(|(.., form)| form == verbs::Form::Past));
    let state = matches!(last, "status" | "state") && words.len() == 1;
    // `offered_start`, `revoke_reason`: given with that change of state.
    let later = verbs::verb_form(first)
        .is_some_and(|(base, ..)| words.len() > 1 && wish.states.contains(&base));
    let signed_in = wish.says("signed-in")
        && matches!(&field.ty, FieldType::Reference { table }
        if wish.texts.iter().any(|text| {
            text.to_lowercase().contains(&format!("signed-in {}", names::singular_words(table).join(" ")))
        }));
    let empty = format!("`{}` is empty until", field.name);
    let empty = context
        .spec
        .items()
        .iter()
        .any(|item| item.text.contains(&empty));
    !(moment || state || later || empty || signed_in || filters::made_here(&field.name))
}

fn given_fields(context: &Context<'_>, table: &TableDraft, wish: &Wish) -> Vec<Param> {
    let by_caller = table
        .fields
        .iter()
        .filter(|field| is_given(context, field, wish));
    by_caller
        .map(|field| {
            // What has a default need not be given.
            let required = field.required && field.default.is_none();
            param(&field.name, field.ty.clone(), required, "")
        })
        .collect()
}

/// Fields that the wish names, else those that a caller may give, without references.
fn changed_fields(context: &Context<'_>, table: &TableDraft, wish: &Wish) -> Vec<Param> {
    if !wish.fields.is_empty() {
        let named = table
            .fields
            .iter()
            .filter(|f| wish.fields.contains(&f.name));
        let only = wish.fields.len() == 1;
        return named
            .map(|field| {
                param(
                    &field.name,
                    field.ty.clone(),
                    only || wish.verb == Verb::BulkUpdate,
                    "",
                )
            })
            .collect();
    }
    let given = given_fields(context, table, wish).into_iter();
    given
        .filter(|p| !matches!(p.ty, FieldType::Reference { .. }))
        .map(|p| Param {
            required: false,
            ..p
        })
        .collect()
}

/// What a change of state takes besides the row: fields that begin with its verb (`revoke_reason`),
/// but for moments and persons.
fn of_transition(table: &TableDraft, word: &str) -> Vec<Param> {
    let own = table.fields.iter().filter(|field| {
        let words = names::split(&field.name);
        let last = words.last().map(String::as_str).unwrap_or_default();
        let base = words.first().and_then(|first| verbs::verb_form(first));
        base.is_some_and(|(base, ..)| base == word)
            && words.len() > 1
            && !matches!(last, "at" | "by" | "on")
    });
    own.map(|field| param(&field.name, field.ty.clone(), true, ""))
        .collect()
}

/// "a percentage", "the given number of months (1 to 12)": numbers that a caller gives.
fn given_numbers(wish: &Wish) -> Vec<Param> {
    let mut all: Vec<Param> = Vec::new();
    for text in &wish.texts {
        let lower = text.to_lowercase();
        if let Some((_, behind)) = lower.split_once("given number of ") {
            let name: String = behind.chars().take_while(|c| c.is_alphanumeric()).collect();
            let about = behind
                .split_once('(')
                .and_then(|(_, rest)| rest.split_once(')'))
                .map_or("", |(inner, _)| inner);
            all.push(param(&name, FieldType::Integer, true, about));
        }
        if lower.contains("by a percentage") && all.is_empty() {
            all.push(param("percentage", FieldType::Number, true, ""));
        }
    }
    all.truncate(1);
    all
}

/// What many rows at once take: which rows, and what they get.
fn of_bulk(
    context: &Context<'_>,
    schema: &SchemaChanges,
    table: &TableDraft,
    wish: &Wish,
) -> Vec<Param> {
    let case = filters::case(table);
    if wish.word == Some("create") {
        let mut name = vec![wish.object.last().cloned().unwrap_or_default()];
        name[0] = names::plural(&name[0]);
        let rows = FieldType::List {
            of: Box::new(FieldType::Json),
        };
        let owner = owners(table).next();
        let owner = owner
            .map(|(name, ty)| param(&name, ty, true, ""))
            .into_iter();
        let about = given_fields(context, table, wish)
            .iter()
            .map(|p| p.name.clone())
            .collect::<Vec<_>>();
        return owner
            .chain([param(
                &names::join(&name, case),
                rows,
                true,
                &format!("each with {}", about.join(", ")),
            )])
            .collect();
    }
    let numbers = given_numbers(wish);
    let selected = wish.says("selected") || wish.says("list of ") || wish.says("many codes");
    let by_rule = wish.says("all ") && !selected;
    let mut all = if by_rule {
        filters::of(context, table, wish)
            .into_iter()
            .filter(|p| matches!(p.ty, FieldType::Reference { .. }))
            .map(|p| Param {
                required: true,
                ..p
            })
            .collect()
    } else {
        vec![selected_rows(schema, table, wish, case)]
    };
    all.extend(numbers.iter().cloned());
    if wish.word.is_none() && numbers.is_empty() {
        all.extend(changed_fields(context, table, wish));
    }
    all
}

/// The rows that are chosen: those of the thing that the sentence says is selected.
fn selected_rows(
    schema: &SchemaChanges,
    table: &TableDraft,
    wish: &Wish,
    case: names::Case,
) -> Param {
    let lower: Vec<String> = wish.texts.iter().map(|text| text.to_lowercase()).collect();
    let chosen = owners(table).find(|(_, ty)| match ty {
        FieldType::Reference { table: to } => {
            let many = to.replace('_', " ");
            !schema.new_tables.iter().any(|one| one.name == *to)
                && lower.iter().any(|text| {
                    text.contains(&format!("selected {many}"))
                        || text.contains(&format!("list of {many}"))
                })
        }
        _ => false,
    });
    let (name, ty) = chosen.unwrap_or_else(|| {
        let mut name = names::singular_words(&table.name);
        name.push("id".to_owned());
        let ty = FieldType::Reference {
            table: table.name.clone(),
        };
        (names::join(&name, case), ty)
    });
    param(
        &names::plural(&name),
        FieldType::List { of: Box::new(ty) },
        true,
        "the rows to change",
    )
}

fn owners(table: &TableDraft) -> impl Iterator<Item = (String, FieldType)> + '_ {
    table.fields.iter().filter_map(|field| match &field.ty {
        FieldType::Reference { .. } if !filters::made_here(&field.name) => {
            Some((field.name.clone(), field.ty.clone()))
        }
        _ => None,
    })
}

/// What a calculation takes: what stands behind "from". What is a field of a row that is there is
/// read from that row.
fn of_calculation(context: &Context<'_>, table: &TableDraft, wish: &Wish) -> Vec<Param> {
    let case = filters::case(table);
    let mut all: Vec<Param> = owners(table)
        .take(1)
        .filter(|(_, ty)| matches!(ty, FieldType::Reference { table } if context.analysis().tables.iter().any(|t| t.name == *table)))
        .map(|(name, ty)| param(&name, ty, true, ""))
        .collect();
    for text in &wish.texts {
        let lower = text.to_lowercase();
        let Some((_, behind)) = lower.split_once("given ") else {
            continue;
        };
        let clause = behind.split([',', '.', ';']).next().unwrap_or_default();
        let words: Vec<String> = super::action::tokens(clause)
            .into_iter()
            .filter(|word| word != "a" && word != "an" && word != "the")
            .collect();
        // "price of a GPU hour" → `gpu_hour_price`.
        let name = match words.iter().position(|word| word == "of") {
            Some(at) => [&words[at + 1..], &words[..at]].concat(),
            None => words,
        };
        if !name.is_empty() && name.len() <= 4 {
            all.push(param(
                &names::join(&name, case),
                FieldType::Decimal,
                true,
                "",
            ));
        }
    }
    all
}

/// What a caller gives.
pub(super) fn params(
    context: &Context<'_>,
    schema: &SchemaChanges,
    table: Option<&TableDraft>,
    wish: &Wish,
) -> Vec<Param> {
    let Some(table) = table.filter(|_| wish.there.is_none()) else {
        return named(context, schema, wish);
    };
    let this = || FieldType::Reference {
        table: table.name.clone(),
    };
    let id = || param(&id_name(context, &wish.object), this(), true, "the row");
    match wish.verb {
        Verb::Create => given_fields(context, table, wish),
        Verb::Update => {
            let more = match wish.word {
                Some(word) => of_transition(table, word),
                None => changed_fields(context, table, wish),
            };
            std::iter::once(id()).chain(more).collect()
        }
        Verb::BulkUpdate => of_bulk(context, schema, table, wish),
        Verb::Delete | Verb::Get => vec![id()],
        Verb::History => owners(table)
            .next()
            .map(|(name, ty)| param(&name, ty, true, "whose history"))
            .into_iter()
            .collect(),
        Verb::Search | Verb::List | Verb::Export => filters::of(context, table, wish),
        Verb::Import => vec![param(
            "content",
            FieldType::Text,
            true,
            "the file's content",
        )],
        Verb::Calculate => of_calculation(context, table, wish),
        _ => given_fields(context, table, wish),
    }
}

/// Parameters of an operation that the specification names, or of one that is there and gets more.
fn named(context: &Context<'_>, schema: &SchemaChanges, wish: &Wish) -> Vec<Param> {
    if wish.goes {
        return Vec::new();
    }
    let options = wish
        .options
        .iter()
        .map(|name| options::option(context, &wish.texts, name));
    if wish.kind == Some(OperationKind::Command) {
        let name = wish.given.clone().unwrap_or_default();
        let arguments = options::arguments(&wish.texts, &name);
        let options = options.map(|one| options::beside(&wish.texts, one, arguments.as_ref()));
        return arguments.iter().cloned().chain(options).collect();
    }
    let given = wish.params.iter();
    let mut all: Vec<Param> = given
        .map(|name| param(name, options::by_word(name), true, ""))
        .chain(options)
        .collect();
    if wish.there.is_none() && wish.given.is_none() {
        let id = |table: &str| FieldType::Reference {
            table: table.to_owned(),
        };
        let table = wish.table.as_deref().unwrap_or_default();
        let one = matches!(wish.verb, Verb::Update | Verb::Delete | Verb::Get);
        if one {
            all.push(param(
                &id_name(context, &wish.object),
                id(table),
                true,
                "the row",
            ));
        }
        let added = schema
            .drafted_fields(table)
            .filter(|f| wish.fields.contains(&f.name));
        all.extend(added.map(|field| param(&field.name, field.ty.clone(), field.required, "")));
    }
    all
}

/// What comes back.
pub(super) fn returns(context: &Context<'_>, table: Option<&TableDraft>, wish: &Wish) -> Returns {
    let Some(table) = table.filter(|_| wish.there.is_none()) else {
        return match wish.verb {
            _ if wish.given.is_some() && wish.kind != Some(OperationKind::Command) => {
                named_result(context, wish)
            }
            _ if wish.reads() => Returns::Many { fields: Vec::new() },
            _ => Returns::Nothing,
        };
    };
    let all = || {
        let fields = table.fields.iter();
        fields
            .map(|f| param(&f.name, f.ty.clone(), f.required, ""))
            .collect::<Vec<_>>()
    };
    match wish.verb {
        Verb::Create | Verb::Update => Returns::Id {
            table: table.name.clone(),
        },
        Verb::BulkUpdate | Verb::Import => Returns::One {
            fields: counts(table, wish),
        },
        Verb::Get => Returns::One { fields: all() },
        Verb::List | Verb::Search | Verb::History => Returns::Many { fields: all() },
        Verb::Export => Returns::Value {
            ty: FieldType::Text,
        },
        Verb::Calculate => Returns::One {
            fields: computed(table, wish, all()),
        },
        _ => Returns::Nothing,
    }
}

/// How many rows were changed, and which were left out, as the sentences say.
fn counts(table: &TableDraft, wish: &Wish) -> Vec<Param> {
    let case = filters::case(table);
    let name = |text: &str| names::join(&names::split(text), case);
    let done = match wish.word {
        Some("create") => "stored count".to_owned(),
        Some(word) => format!("{} count", past(word)),
        None => "updated count".to_owned(),
    };
    let mut all = vec![param(
        &name(&done),
        FieldType::Integer,
        true,
        "rows changed",
    )];
    if wish.says("skipped") {
        all.push(param(
            &name("skipped count"),
            FieldType::Integer,
            true,
            "rows left out",
        ));
    }
    if wish.says("left out") && wish.says("named") {
        let ty = FieldType::List {
            of: Box::new(FieldType::Text),
        };
        all.push(param(
            &name("skipped names"),
            ty,
            true,
            "names of what was left out",
        ));
    }
    all
}

fn past(word: &str) -> String {
    if word.ends_with('e') {
        format!("{word}d")
    } else {
        format!("{word}ed")
    }
}

/// The numbers that the sentences name; none may come, where they say so.
fn computed(table: &TableDraft, wish: &Wish, all: Vec<Param>) -> Vec<Param> {
    let case = filters::case(table);
    let numeric = |ty: &FieldType| {
        matches!(
            ty,
            FieldType::Decimal | FieldType::Number | FieldType::Integer
        )
    };
    let numbers: Vec<Param> = all.into_iter().filter(|p| numeric(&p.ty)).collect();
    let is_said = |p: &Param| wish.says(&names::split(&p.name).join(" "));
    let said: Vec<Param> = numbers.iter().filter(|p| is_said(p)).cloned().collect();
    let mut out = if said.is_empty() { numbers } else { said };
    if wish.says("says why") || wish.says("no proposal") {
        for one in &mut out {
            one.required = false;
        }
        out.push(param(
            &names::join(&["reason".to_owned()], case),
            FieldType::Text,
            false,
            "why there is none",
        ));
    }
    out
}

/// "returns a `Quantity`": the type that the sentence names.
fn named_result(context: &Context<'_>, wish: &Wish) -> Returns {
    let Some(name) = wish.given.as_deref() else {
        return Returns::Nothing;
    };
    let said = wish
        .texts
        .iter()
        .filter(|text| text.contains(&format!("`{name}")));
    for text in said {
        let lower = text.to_lowercase();
        let Some(at) = lower.find("returns ") else {
            continue;
        };
        let behind = text.get(at + "returns ".len()..).unwrap_or_default();
        let ty = behind
            .split('`')
            .nth(1)
            .filter(|_| behind.find('`').is_some_and(|at| at < 6));
        if let Some(ty) = ty.filter(|ty| context.evidence.index.declarations(ty).next().is_some()) {
            return Returns::Named {
                name: ty.to_owned(),
            };
        }
    }
    Returns::Nothing
}
