//! Operations that the project offers: members of groups that are such.

use std::sync::LazyLock;

use regex::Regex;

use super::conventions::Affix;
use crate::analyze::detect::routes::Found;
use crate::model::evidence::{Operation, OperationKind, SiblingGroup};
use crate::model::index::Index;
use crate::model::names::{self, Case};

static ROUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\.(get|post|put|patch|delete)\(\s*["']([^"']*)["']"#).ok());

/// Operations: members of groups that are such.
pub fn operations(groups: &[SiblingGroup], index: &Index, routes: &[Found]) -> Vec<Operation> {
    let mut all = Vec::new();
    for group in groups {
        let kind = match (group.kind.as_str(), group.noun.as_str()) {
            (kind, _) if kind.to_lowercase().contains("query") => OperationKind::Query,
            (kind, _) if kind.to_lowercase().contains("mutation") => OperationKind::Mutation,
            (kind, _) if kind.to_lowercase().contains("action") => OperationKind::Action,
            (_, "route") => OperationKind::Route,
            (_, "command") => OperationKind::Command,
            (_, "tool") => OperationKind::Action,
            ("function", _) => OperationKind::Function,
            _ => continue,
        };
        let names: Vec<&str> = group
            .members
            .iter()
            .map(|member| member.name.as_str())
            .collect();
        let affix = Affix::of(&names);
        for member in &group.members {
            let symbol = index.file(&member.anchor.path).and_then(|file| {
                file.symbols
                    .iter()
                    .find(|symbol| Some(symbol.qualified()) == member.anchor.symbol)
            });
            let by_string = routes.iter().find(|route| route.handler == member.name);
            let attribute = symbol.and_then(|symbol| {
                symbol
                    .attributes
                    .iter()
                    .find_map(|a| ROUTE.as_ref()?.captures(a))
            });
            let method = by_string
                .and_then(|route| route.method.clone())
                .or_else(|| attribute.as_ref().map(|found| found[1].to_uppercase()));
            let route = by_string
                .map(|route| route.route.clone())
                .or_else(|| attribute.as_ref().map(|found| found[2].to_owned()));
            let name = if kind == OperationKind::Command {
                command_name(&member.name, affix.as_ref())
            } else {
                member.name.clone()
            };
            all.push(Operation {
                name,
                kind,
                method,
                route,
                signature: symbol
                    .map(|symbol| symbol.signature.clone())
                    .unwrap_or_default(),
                group: Some(group.id.clone()),
                anchor: Some(member.anchor.clone()),
            });
        }
    }
    all
}

/// What a person types for a command, by the name of what declares it: `diff-route` of `newDiffRouteCmd`.
pub(super) fn command_name(name: &str, affix: Option<&Affix>) -> String {
    let words = affix.and_then(|affix| affix.strip(name));
    words.map_or_else(
        || names::to_case(name, Case::Kebab),
        |words| names::join(&words, Case::Kebab),
    )
}
