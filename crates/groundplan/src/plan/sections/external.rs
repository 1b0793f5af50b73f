//! External systems that the feature calls ("fetched from the HuggingFace API"), and the code of the
//! repository that calls them already.

use std::sync::LazyLock;

use regex::Regex;

use super::common::tick;
use super::said::{self, Said};
use crate::model::evidence::Detected;
use crate::model::index::FileKind;
use crate::model::names;
use crate::plan::context::Context;

/// A system outside of the repository that the feature calls.
#[derive(Debug, Clone)]
pub struct External<'a> {
    /// Name as written.
    pub name: String,
    /// Identifiers of the items that have it called.
    pub items: Vec<String>,
    /// The package of that name which the project depends on.
    pub package: Option<&'a Detected>,
    /// The file of the repository that calls it already.
    pub client: Option<&'a str>,
}

impl External<'_> {
    /// What the repository has for it: `called in `src/x.ts``.
    pub fn state(&self) -> String {
        match (self.client, self.package) {
            (Some(client), _) => format!("{} calls it", tick(client)),
            (None, Some(package)) => format!("the manifests have {}", tick(&package.name)),
            (None, None) => "nothing in the repository calls it yet".to_owned(),
        }
    }
}

/// Names that say themselves that something is called.
static INTERFACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b([A-Z][A-Za-z0-9.+-]*(?: [A-Z][A-Za-z0-9.+-]*)?)(?:'s)? (?:REST |HTTP |batch )?(?:APIs?|SDK|OAuth|[Ww]ebhooks?)\b").ok()
});

/// Names of services, which may as well be the project's own.
static SERVICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b([A-Z][a-z][A-Za-z0-9]* (?:Service|Server|Gateway|Graph|Cloud))\b").ok()
});

/// Words of a call.
static CALLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:call|fetch|request|quer|post|patch|put|get|delet|send|sent|upload|download|sync|import|pull|push|submit|ask|read|load|retriev|us|return|respon|through|via|from|implement)(?:e[sd]?|s|ed|ing|ies|d)?\b").ok()
});

/// Words that say that nothing is called.
static NOT_CALLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:no|not|never|without|cannot|unsupported|instead of|rather than|neither|none)\b",
    )
    .ok()
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

/// Systems that the feature calls, in order of appearance: a sentence has them called, and they are
/// neither the feature itself nor a part of this repository.
pub fn systems<'a>(context: &Context<'a>) -> Vec<External<'a>> {
    let mut all: Vec<External<'a>> = Vec::new();
    let said = said::all(context.spec);
    // A constraint or an assumption says how things are, not what the feature calls.
    let constraints = context.spec.constraints.iter().map(|one| one.id.as_str());
    let assumptions = context.spec.assumptions.iter().map(|one| one.id.as_str());
    let given: Vec<&str> = constraints.chain(assumptions).collect();
    let asks = |one: &&Said<'_>| !given.contains(&one.id);
    let calls = |one: &&Said<'_>| one.at(&CALLED).is_some() && one.at(&NOT_CALLED).is_none();
    for one in said.iter().filter(asks).filter(calls) {
        for name in named(context, &one.text) {
            match all.iter_mut().find(|there| there.name == name) {
                Some(there) if there.items.iter().any(|id| id == one.id) => {}
                Some(there) => there.items.push(one.id.to_owned()),
                None => all.push(External {
                    package: package(context, &name),
                    client: client(context, &name),
                    name,
                    items: vec![one.id.to_owned()],
                }),
            }
        }
    }
    all
}

/// Names of systems in a sentence.
fn named(context: &Context<'_>, text: &str) -> Vec<String> {
    let found = |pattern: &LazyLock<Option<Regex>>| -> Vec<String> {
        let Some(pattern) = pattern.as_ref() else {
            return Vec::new();
        };
        let names = pattern.captures_iter(text).filter_map(|found| found.get(1));
        // The first word of a sentence is large without being a name.
        let is_plain = |word: &str| word.chars().skip(1).all(char::is_lowercase);
        let names = names.filter(|name| name.start() > 0 || !is_plain(name.as_str()));
        names
            .filter_map(|name| system_name(context, name.as_str()))
            .collect()
    };
    // A service is outside only where the code has a client of it.
    let services = found(&SERVICE).into_iter();
    let services = services.filter(|name| client(context, name).is_some());
    found(&INTERFACE).into_iter().chain(services).collect()
}

/// The name without generic words; `None` where nothing remains, the feature itself has that name, or
/// the repository declares it.
fn system_name(context: &Context<'_>, raw: &str) -> Option<String> {
    let kept: Vec<&str> = raw
        .split(' ')
        .filter(|word| !GENERIC.contains(&word.to_lowercase().as_str()))
        .collect();
    let name = kept.join(" ");
    let index = &context.evidence.index;
    let own = index.declarations(&name).next().is_some();
    (!name.is_empty() && !own && !is_subject(context, &name) && !is_package(context, &name))
        .then_some(name)
}

/// Whether the feature is named after it: the Skills API of a feature "Skills API support".
fn is_subject(context: &Context<'_>, name: &str) -> bool {
    let wanted = squashed(name);
    let stem = context.spec.stem();
    let titles = [context.spec.name.as_deref(), Some(stem.as_str())];
    titles.into_iter().flatten().any(|title| {
        let words = title.split(|c: char| !c.is_alphanumeric());
        words.map(squashed).any(|word| word == wanted)
    })
}

/// Whether a package of the workspace has the name.
fn is_package(context: &Context<'_>, name: &str) -> bool {
    let packages = context.analysis().stack.packages.iter();
    let mut last = packages.filter_map(|path| path.rsplit('/').next());
    last.any(|package| squashed(package) == squashed(name))
}

/// The source file that calls a system: its path has all words of the name, or it says the name in
/// any spelling beside an address.
fn client<'a>(context: &Context<'a>, name: &str) -> Option<&'a str> {
    let words: Vec<String> = name.split(' ').map(squashed).collect();
    let files = context.evidence.index.of_kind(FileKind::Source);
    let by_path = files.map(|file| file.path.as_str()).find(|path| {
        let parts: Vec<String> = path.split('/').flat_map(names::split).collect();
        words.len() > 1 && words.iter().all(|word| parts.contains(word))
    });
    by_path.or_else(|| {
        let sources = context.evidence.texts.iter();
        let mut sources = sources.filter(|(path, _)| {
            context
                .evidence
                .file(path)
                .is_some_and(|file| file.kind == FileKind::Source)
        });
        let forms = [words.join("_"), words.join("-"), words.join("")];
        let found = sources.find(|(_, text)| {
            let lower = text.to_lowercase();
            let mut forms = forms.iter().filter(|form| form.len() > 4);
            forms.any(|form| lower.contains(form.as_str())) && is_calling(&lower)
        });
        found.map(|(path, _)| path.as_str())
    })
}

/// Whether a lower-case text calls something over the network.
fn is_calling(text: &str) -> bool {
    [
        "http://", "https://", "/api/", "base_url", "baseurl", "fetch(",
    ]
    .iter()
    .any(|mark| text.contains(mark))
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
    use crate::model::spec::{Spec, TextItem};

    fn names_in(text: &str, name: &str) -> Vec<String> {
        let spec = Spec {
            name: Some(name.to_owned()),
            statements: vec![TextItem {
                id: "what-1".to_owned(),
                text: text.to_owned(),
                line: 1,
                path: None,
            }],
            ..Spec::default()
        };
        let evidence = Evidence::default();
        let found = systems(&Context::new(&spec, &evidence));
        found.into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn keywords_and_kinds_of_interface_are_no_systems() {
        let text = "WHEN asked THEN API calls stop; it reads the REST API and calls the Gmail API";
        assert_eq!(names_in(text, "x"), ["Gmail"]);
    }

    #[test]
    fn what_is_not_called_is_no_external_system() {
        assert!(names_in("There SHALL be no call to the Gmail API", "x").is_empty());
        assert!(names_in("The Gmail API is well known", "x").is_empty());
        assert!(names_in("Clear API with which callers get it", "x").is_empty());
    }

    #[test]
    fn the_feature_itself_is_no_external_system() {
        assert!(names_in("Pull calls the Skills API", "Skills API support").is_empty());
    }
}
