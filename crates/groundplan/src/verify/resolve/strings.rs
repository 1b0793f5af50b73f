//! What stands in strings and settings: environment variables, routes, tables.

use super::{Finding, Resolver};
use crate::model::index::SymbolKind;
use crate::verify::claim::{Kind, Target, Verdict};
use crate::verify::extract::Citation;
use crate::verify::plan_facts::Stance;

/// A part of a route that is written as it is.
pub(super) fn is_static(part: &str) -> bool {
    part.len() > 1
        && part
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn named(name: &str) -> Target {
    Target {
        symbol: Some(name.to_owned()),
        ..Target::default()
    }
}

impl Resolver<'_> {
    /// The verdict on an environment variable.
    pub(super) fn variable(&self, citation: &Citation, name: &str) -> Finding {
        let kind = Kind::EnvironmentVariable;
        let finding = match self.tree.seen(name).first() {
            Some(path) => Finding::new(kind, Verdict::Ok, format!("{path} names it")),
            None if self.is_new(citation, name) => {
                Finding::new(kind, Verdict::DeclaredNew, "the plan introduces it")
            }
            None => Finding::new(
                kind,
                Verdict::Missing,
                format!("`{name}` stands nowhere in the repository"),
            ),
        };
        finding.target(named(name))
    }

    fn is_new(&self, citation: &Citation, name: &str) -> bool {
        self.facts.names.contains(name)
            || self.facts.coded.contains(name)
            || self.facts.specified.contains(name)
            || self.stance(citation) == Stance::New
    }

    /// The verdict on a route: its parts stand in the code, or they are folders of routes.
    pub(super) fn route(&self, citation: &Citation, method: Option<&str>, route: &str) -> Finding {
        let kind = Kind::Route;
        let written = method.map_or_else(|| route.to_owned(), |method| format!("{method} {route}"));
        let parts: Vec<&str> = route.split('/').filter(|part| is_static(part)).collect();
        let lost = parts.iter().find(|part| {
            let folder = self.tree.paths().any(|path| {
                path.split('/')
                    .any(|folder| folder.split('.').next() == Some(**part))
            });
            self.tree.seen(part).is_empty() && !folder
        });
        let whole = self.tree.file_with(&parts, route);
        let finding = match (lost, whole) {
            (_, Some(path)) => Finding::new(kind, Verdict::Ok, format!("{path} names it")),
            (Some(_), None) if self.is_new(citation, route) => {
                Finding::new(kind, Verdict::DeclaredNew, "the plan adds it")
            }
            (Some(part), None) if self.stance(citation) == Stance::Existing => Finding::new(
                kind,
                Verdict::Missing,
                format!("`{part}` stands in no route"),
            ),
            _ => Finding::new(
                kind,
                Verdict::Uncheckable,
                "no file holds the route as one text",
            ),
        };
        finding.target(named(&written))
    }

    /// The verdict on a table.
    pub(super) fn table(&self, citation: &Citation, name: &str) -> Finding {
        let kind = Kind::Table;
        let homes = self.tree.homes(name);
        let declared = homes
            .iter()
            .find(|home| home.symbol.kind == SymbolKind::Table)
            .or(homes.first());
        let finding = match (declared, self.tree.seen(name).first()) {
            (Some(home), _) => Finding::new(
                kind,
                Verdict::Ok,
                format!("{} declares it", super::place(home)),
            )
            .at(home),
            (None, Some(path)) => Finding::new(kind, Verdict::Ok, format!("{path} names it")),
            (None, None) if self.is_new(citation, name) => {
                Finding::new(kind, Verdict::DeclaredNew, "the plan creates it")
            }
            (None, None) => Finding::new(
                kind,
                Verdict::Missing,
                format!("no table `{name}` stands in the repository"),
            ),
        };
        finding.target(named(name))
    }
}
