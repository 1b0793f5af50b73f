//! External systems that the specification names ("the HuggingFace API"), and whether the
//! repository has a package for them.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::evidence::Detected;
use crate::plan::context::Context;

/// A system outside of the repository.
#[derive(Debug, Clone)]
pub struct External<'a> {
    /// Name as written.
    pub name: String,
    /// Identifiers of the items that name it.
    pub items: Vec<String>,
    /// The package of that name which the project depends on.
    pub package: Option<&'a Detected>,
}

static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b([A-Z][A-Za-z0-9.+-]*(?: [A-Z][A-Za-z0-9.+-]*)?)(?:'s)? (?:APIs?|SDK|OAuth|[Ww]ebhooks?)\b").ok()
});

/// Words before "API" that name no system.
const GENERIC: &[&str] = &[
    "then",
    "and",
    "or",
    "if",
    "not",
    "shall",
    "must",
    "should",
    "given",
    "while",
    "where",
    "may",
    "a",
    "admin",
    "all",
    "an",
    "any",
    "backend",
    "core",
    "each",
    "every",
    "existing",
    "external",
    "frontend",
    "graphql",
    "grpc",
    "http",
    "https",
    "in",
    "internal",
    "json",
    "new",
    "no",
    "node",
    "open",
    "our",
    "private",
    "public",
    "python",
    "rest",
    "restful",
    "rpc",
    "rust",
    "server",
    "soap",
    "the",
    "these",
    "this",
    "typescript",
    "use",
    "using",
    "via",
    "web",
    "when",
    "with",
    "client",
    "user",
    "browser",
    "language",
    "streaming",
    "batch",
    "search",
    "go",
    "java",
];

/// Systems that the specification's items name, in order of appearance.
pub fn systems<'a>(context: &Context<'a>) -> Vec<External<'a>> {
    let Some(named) = NAMED.as_ref() else {
        return Vec::new();
    };
    let mut all: Vec<External<'a>> = Vec::new();
    for item in context.spec.items() {
        for found in named.captures_iter(item.text) {
            let name = found.get(1).map_or("", |name| name.as_str());
            let Some(name) = system_name(context, name) else {
                continue;
            };
            match all.iter_mut().find(|there| there.name == name) {
                Some(there) if there.items.iter().any(|id| id == item.id) => {}
                Some(there) => there.items.push(item.id.to_owned()),
                None => all.push(External {
                    package: package(context, &name),
                    name,
                    items: vec![item.id.to_owned()],
                }),
            }
        }
    }
    all
}

/// The name without generic words; `None` where nothing remains or the repository declares it.
fn system_name(context: &Context<'_>, raw: &str) -> Option<String> {
    let kept: Vec<&str> = raw
        .split(' ')
        .filter(|word| !GENERIC.contains(&word.to_lowercase().as_str()))
        .collect();
    let name = kept.join(" ");
    let own = context.evidence.index.declarations(&name).next().is_some();
    (!name.is_empty() && !own).then_some(name)
}

fn package<'a>(context: &Context<'a>, name: &str) -> Option<&'a Detected> {
    let wanted = squashed(name);
    let versions = context.analysis().stack.versions.iter();
    let mut fits = versions.filter(|one| wanted.len() > 2 && squashed(&one.name).contains(&wanted));
    fits.next()
}

fn squashed(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::spec::{Constraint, Spec};

    #[test]
    fn keywords_and_kinds_of_interface_are_no_systems() {
        let text = "WHEN asked THEN API calls stop; the REST API and the Gmail API stay";
        let spec = Spec {
            constraints: vec![Constraint {
                id: "C-1".to_owned(),
                text: text.to_owned(),
                ..Constraint::default()
            }],
            ..Spec::default()
        };
        let evidence = Evidence::default();
        let found = systems(&Context::new(&spec, &evidence));
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Gmail"]);
    }
}
