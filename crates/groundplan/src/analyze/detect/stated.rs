//! The stack of a repository without code: the one that the specification's constraints, a manifest or
//! the repository's documents state. What it brings is its usual convention, an assumption.

use super::profiles::starts::{SQL, STARTS, Start};
use super::texts::Texts;
use crate::model::evidence::{Detected, LanguageShare, Stack, StatedStack};
use crate::model::ground::Ground;
use crate::model::spec::Spec;

/// Documents that state a stack, best first.
const DOCUMENTS: &[&str] = &["AGENTS.md", "CLAUDE.md", "README.md", "CONTRIBUTING.md"];

/// A text that may state the stack, and what it is cited by.
type Said = (String, Ground);

/// Fills the stack where no code shows it and something states it; else leaves it as it is.
pub fn read(spec: Option<&Spec>, texts: &Texts<'_>, stack: &mut Stack) {
    if stack.main_language().is_some() {
        return;
    }
    let mut said = in_spec(spec);
    said.extend(in_documents(texts));
    let found = of_manifest(stack).or_else(|| {
        let named =
            |said: &Said| start_of(&said.0).map(|(name, start)| (name, start, said.1.clone()));
        said.iter().find_map(named)
    });
    if let Some((name, start, ground)) = found {
        let database = said
            .iter()
            .any(|(text, _)| SQL.iter().any(|one| names(text, one)));
        take(stack, name, start, ground, database);
    }
}

/// The specification's constraints, then what it asks of quality.
fn in_spec(spec: Option<&Spec>) -> Vec<Said> {
    let Some(spec) = spec else { return Vec::new() };
    let cited = |id: &str, text: &str| (text.to_owned(), Ground::spec(id));
    let constraints = spec.constraints.iter().map(|one| cited(&one.id, &one.text));
    let qualities = spec.nonfunctional_requirements.iter();
    constraints
        .chain(qualities.map(|one| cited(&one.id, &one.text)))
        .collect()
}

/// Lines of the documents at the root.
fn in_documents(texts: &Texts<'_>) -> Vec<Said> {
    let mut all = Vec::new();
    for path in DOCUMENTS {
        let Some(text) = texts.get(path) else {
            continue;
        };
        for (at, line) in (1_u32..).zip(text.lines()) {
            let anchor = || texts.cite(path, at, at, None);
            if let Some(anchor) = start_of(line).and_then(|_| anchor()) {
                all.push((line.to_owned(), Ground::Code(anchor)));
            }
        }
    }
    all
}

/// The stack of the frameworks that manifests require.
fn of_manifest(stack: &Stack) -> Option<(&'static str, &'static Start, Ground)> {
    let required = |start: &&Start| {
        let mut profiles = stack.profiles.iter();
        profiles.any(|profile| start.profile == Some(profile.as_str()))
    };
    let start = STARTS.iter().find(required)?;
    let mut anchors = stack.frameworks.iter().filter_map(|one| one.anchor.clone());
    Some((start.names.first()?, start, Ground::Code(anchors.next()?)))
}

/// The first stack that a text names.
fn start_of(text: &str) -> Option<(&'static str, &'static Start)> {
    let named = |start: &&Start| start.names.iter().any(|name| names(text, name));
    let start = STARTS.iter().find(named)?;
    Some((start.names.first()?, start))
}

/// Whether a text has the name as words of their own.
fn names(text: &str, name: &str) -> bool {
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '/');
    text.match_indices(name).any(|(at, _)| {
        let open = name.ends_with('.');
        let after = text[at + name.len()..].chars().next();
        !glued(text[..at].chars().next_back()) && (open || !glued(after))
    })
}

/// What the stack brings.
fn take(stack: &mut Stack, name: &str, start: &Start, ground: Ground, database: bool) {
    stack.languages.push(LanguageShare {
        language: start.language.to_owned(),
        files: 0,
        lines: 0,
    });
    let plain = |name: &str| Detected {
        name: name.to_owned(),
        version: None,
        anchor: None,
    };
    if let Some(profile) = start
        .profile
        .filter(|id| !stack.profiles.iter().any(|one| one == id))
    {
        stack.profiles.push(profile.to_owned());
        stack.frameworks.push(plain(profile));
    }
    if stack.test_frameworks.is_empty() {
        stack.test_frameworks.push(plain(start.test));
    }
    let schema = start.schema.or(database.then_some("sql"));
    if let Some(schema) = schema {
        stack
            .schema_language
            .get_or_insert_with(|| schema.to_owned());
    }
    stack.stated = Some(StatedStack {
        name: name.to_owned(),
        file: start.file.to_owned(),
        plural: start.plural,
        serves: start.serves,
        ground,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::spec::Constraint;
    use crate::world::MemoryWorld;

    fn stated(constraint: &str, files: &[(&str, &str)]) -> Stack {
        let spec = Spec {
            constraints: vec![Constraint {
                id: "C-1".to_owned(),
                text: constraint.to_owned(),
                ..Constraint::default()
            }],
            ..Spec::default()
        };
        let world = MemoryWorld::new(files.iter().copied());
        let mut stack = Stack::default();
        read(Some(&spec), &Texts::new(&world), &mut stack);
        stack
    }

    fn in_short(stack: &Stack) -> (&str, &str, &str) {
        let name = stack.stated.as_ref().map_or("", |one| one.name.as_str());
        let schema = stack.schema_language.as_deref().unwrap_or_default();
        (name, stack.main_language().unwrap_or_default(), schema)
    }

    #[test]
    fn a_constraint_states_the_stack() {
        for (text, wanted) in [
            ("Django 5 with PostgreSQL", ("Django", "python", "django")),
            ("Go with chi and PostgreSQL", ("chi", "go", "sql")),
            ("written in Go", ("Golang", "go", "")),
            ("Rust, axum, SQLite", ("axum", "rust", "sql")),
            ("Ruby on Rails 7", ("Ruby on Rails", "ruby", "activerecord")),
            ("Go to the shop and click; no springs", ("", "", "")),
        ] {
            assert_eq!(in_short(&stated(text, &[])), wanted, "{text}");
        }
    }

    #[test]
    fn a_document_states_it_where_the_specification_does_not() {
        let stack = stated(
            "Answers in time",
            &[("AGENTS.md", "# Stack\n\nA Flutter app.\n")],
        );
        assert_eq!(in_short(&stack), ("Flutter", "dart", ""));
        let ground = stack.stated.map(|one| one.ground);
        assert!(matches!(ground, Some(Ground::Code(anchor)) if anchor.line_start == 3));
    }
}
