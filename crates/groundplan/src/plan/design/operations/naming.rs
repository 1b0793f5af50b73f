//! Names, routes and summaries of operations, in the habit of the place.

use super::wishes::Wish;
use crate::model::evidence::OperationKind;
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::{fields, placement};
use crate::plan::types::Verb;

pub(super) fn summary(wish: &Wish) -> String {
    let object = wish.object.join(" ");
    if wish.given.is_some() {
        return format!(
            "`{}`, as the specification names it",
            wish.given.as_deref().unwrap_or(&object)
        );
    }
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
pub(super) fn name(context: &Context<'_>, kind: OperationKind, wish: &Wish) -> String {
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

pub(super) fn method(verb: Verb) -> &'static str {
    match verb {
        Verb::Get | Verb::List | Verb::Search | Verb::History | Verb::Export => "GET",
        Verb::Update | Verb::BulkUpdate => "PATCH",
        Verb::Delete => "DELETE",
        _ => "POST",
    }
}

/// The command, or the path of the route.
pub(super) fn route(context: &Context<'_>, kind: OperationKind, wish: &Wish) -> Option<String> {
    match kind {
        OperationKind::Command => Some(wish.given.clone().unwrap_or_else(|| wish.object.join("-"))),
        OperationKind::Route => Some(path(context, wish)),
        _ => None,
    }
}

fn path(context: &Context<'_>, wish: &Wish) -> String {
    let mut object = wish.object.clone();
    let history = object.iter().position(|word| word == "history");
    if let Some(at) = history.filter(|_| object.len() > 1) {
        object.remove(at);
    }
    if let Some(last) = object.last_mut() {
        *last = names::plural(last);
    }
    let operations = &context.analysis().operations;
    let routes = operations.iter().filter_map(|op| op.route.as_deref());
    let braces = routes.clone().any(|route| route.contains('{'));
    let colon = !braces && routes.clone().any(|route| route.contains("/:"));
    let id = if colon { ":id" } else { "{id}" };
    let base = format!(
        "{}/{}",
        common_prefix(routes),
        names::join(&object, Case::Kebab)
    );
    match wish.verb {
        Verb::Get | Verb::Update | Verb::Delete => format!("{base}/{id}"),
        Verb::History => format!("{base}/{id}/history"),
        Verb::BulkUpdate => format!("{base}/bulk"),
        Verb::Export => format!("{base}/export"),
        Verb::Import => format!("{base}/import"),
        Verb::Search => format!("{base}/search"),
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
