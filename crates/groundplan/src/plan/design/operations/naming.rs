//! Names, routes and summaries of operations, in the habit of the place.

use super::super::verbs;
use super::shape;
use super::wishes::Wish;
use crate::model::evidence::OperationKind;
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::{fields, placement};
use crate::plan::types::Verb;

/// What the operation does, in a few words: the specification's own, else by the verb.
pub(super) fn summary(wish: &Wish) -> String {
    let object = wish.object.join(" ");
    if let Some(says) = &wish.says {
        return match &wish.there {
            Some(_) if wish.goes => format!("`{}` goes", wish.given.as_deref().unwrap_or(&object)),
            Some(there) => format!("`{}` changes: {says}", there.name),
            None => says.clone(),
        };
    }
    if let Some(given) = &wish.given {
        return match &wish.there {
            Some(_) if wish.goes => format!("`{given}` goes"),
            Some(_) => format!("`{given}` changes"),
            None => format!("offers `{given}`"),
        };
    }
    let many = names::plural(&object);
    match (wish.verb, wish.word) {
        (Verb::BulkUpdate, Some(word)) => {
            format!("{} {many} in one call", verbs::third_person(word))
        }
        (_, Some(word)) => format!("{} one {object}", verbs::third_person(word)),
        (Verb::Create, _) => format!("makes one {object}"),
        (Verb::Update, _) => format!("changes one {object}"),
        (Verb::BulkUpdate, _) => format!("changes many {many} in one call"),
        (Verb::Delete, _) => format!("removes one {object}"),
        (Verb::Get, _) => format!("gives one {object}"),
        (Verb::List, _) => format!("gives {many}"),
        (Verb::Search, _) => format!("finds {many}"),
        (Verb::History, _) => "gives the recorded changes".to_owned(),
        (Verb::Export, _) => format!("gives {many} as a file"),
        (Verb::Import, _) => format!("takes {many} from a file"),
        (Verb::Calculate, _) => format!("computes the values of a {object}"),
        (Verb::Validate, _) => format!("checks a {object}"),
        (Verb::Notify, _) => format!("tells those concerned about a {object}"),
        (Verb::Run, _) => format!("`{object}`"),
    }
}

/// The verb of the name, in the habit of the siblings: `add…` where they say so and not `create…`.
fn spoken<'v>(wish: &Wish, siblings: &[String]) -> Vec<&'v str> {
    if let Some(word) = wish.word {
        return match wish.verb {
            Verb::BulkUpdate if matches!(word, "create" | "delete") => vec!["bulk", word],
            _ => vec![word],
        };
    }
    let alike: &[&'static str] = match wish.verb {
        Verb::Create => &["create", "add", "new", "insert"],
        Verb::Update => &["update", "change", "edit", "set"],
        Verb::Delete => &["delete", "remove"],
        Verb::List => &["list", "get", "find", "fetch"],
        _ => return verb_words(wish.verb).split(' ').collect(),
    };
    let count = |verb: &str| siblings.iter().filter(|word| *word == verb).count();
    let best = alike
        .iter()
        .rev()
        .max_by_key(|verb| (count(verb), **verb == alike[0]));
    vec![best.copied().unwrap_or(alike[0])]
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
pub(super) fn name(context: &Context<'_>, kind: OperationKind, wish: &Wish) -> String {
    if let Some(given) = &wish.given {
        return given.clone();
    }
    let group = placement::group_for(context, kind);
    let shown = group.into_iter().flat_map(|group| &group.members);
    let case = fields::majority(shown.filter_map(|member| names::case_of(&member.name)))
        .or_else(|| case_of_kind(context, kind))
        .unwrap_or(context.dialect.operation_case);
    let operations = context.analysis().operations.iter();
    let first = operations
        .filter(|op| op.kind == kind)
        .filter_map(|op| names::split(&op.name).into_iter().next());
    let mut all: Vec<String> = spoken(wish, &first.collect::<Vec<_>>())
        .into_iter()
        .map(str::to_owned)
        .collect();
    let several = matches!(
        wish.verb,
        Verb::List | Verb::BulkUpdate | Verb::Search | Verb::Export | Verb::Import
    );
    let mut object = wish.object.clone();
    let is_kept = |word: &String| word == "history" || word == "revision";
    if wish.verb == Verb::History && !object.iter().any(is_kept) {
        object.push("history".to_owned());
    }
    if let Some(last) = object.last_mut().filter(|_| several) {
        *last = names::plural(last);
    }
    all.extend(object);
    names::join(&all, case)
}

/// The case of most names of this kind, where no group shows one.
fn case_of_kind(context: &Context<'_>, kind: OperationKind) -> Option<Case> {
    let operations = context.analysis().operations.iter();
    let same = operations.filter(|op| op.kind == kind);
    let shown = context.dialect.handlers(context);
    let handlers = shown
        .iter()
        .filter_map(|(_, symbol)| names::case_of(&symbol.name));
    fields::majority(same.filter_map(|op| names::case_of(&op.name)))
        .or_else(|| fields::majority(handlers))
}

/// The HTTP method; a change of state is posted.
pub(super) fn method(wish: &Wish) -> &'static str {
    match wish.verb {
        _ if wish.reads() => "GET",
        Verb::Update | Verb::BulkUpdate if wish.word.is_some() => "POST",
        Verb::Update | Verb::BulkUpdate => "PATCH",
        Verb::Delete => "DELETE",
        _ => "POST",
    }
}

/// The command, or the path of the route.
pub(super) fn route(context: &Context<'_>, kind: OperationKind, wish: &Wish) -> Option<String> {
    if let Some(there) = &wish.there {
        return there.route.clone();
    }
    match kind {
        OperationKind::Command => Some(wish.given.clone().unwrap_or_else(|| wish.object.join("-"))),
        OperationKind::Route => Some(path(context, wish)),
        _ => None,
    }
}

fn path(context: &Context<'_>, wish: &Wish) -> String {
    let mut object = wish.object.clone();
    let history = object
        .iter()
        .position(|word| word == "history" || word == "revision");
    if let Some(at) = history.filter(|_| object.len() > 1) {
        object.remove(at);
    }
    if let Some(last) = object.last_mut() {
        *last = names::plural(&names::singular(last));
    }
    let operations = &context.analysis().operations;
    let routes = operations.iter().filter_map(|op| op.route.as_deref());
    let braces = routes.clone().any(|route| route.contains('{'));
    let colon = !braces && routes.clone().any(|route| route.contains("/:"));
    let name = shape::id_name(context, &wish.object);
    let id = if colon {
        format!(":{name}")
    } else {
        format!("{{{name}}}")
    };
    let base = format!(
        "{}/{}",
        common_prefix(routes),
        names::join(&object, Case::Kebab)
    );
    match (wish.verb, wish.word) {
        (Verb::Update, Some(word)) => return format!("{base}/{id}/{word}"),
        (Verb::BulkUpdate, Some(word)) => return format!("{base}/{word}"),
        _ => {}
    }
    match wish.verb {
        Verb::Get | Verb::Update | Verb::Delete => format!("{base}/{id}"),
        Verb::History => format!("{base}/{id}/history"),
        Verb::BulkUpdate => format!("{base}/bulk"),
        Verb::Export => format!("{base}/export"),
        Verb::Import => format!("{base}/import"),
        Verb::Calculate => format!("{base}/calculate"),
        Verb::Validate => format!("{base}/validate"),
        _ => base,
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
