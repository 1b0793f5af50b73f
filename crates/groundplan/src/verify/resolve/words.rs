//! Names: how they are written, whether a declaration fits them, and what is looked up for them.

use std::collections::BTreeSet;

use super::Resolver;
use crate::model::index::Symbol;
use crate::verify::evidence::{Home, bare, base, last};
use crate::verify::extract::{Citation, NameRef, What};

/// Words for the object at hand.
const SELF: &[&str] = &[
    "self", "this", "Self", "cls", "super", "static", "crate", "exports", "module",
];

/// All names to look up for the citations of a document.
pub(in crate::verify) fn lookups(citations: &[Citation]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for citation in citations {
        match &citation.what {
            What::Name(name) => {
                all.extend(variants(&name.name));
                all.insert(name.name.clone());
                let parts = name
                    .qualifier
                    .iter()
                    .flat_map(|qualifier| qualifier.split('.'));
                all.extend(parts.map(str::to_owned));
            }
            What::Path(path) => {
                let symbol = path
                    .symbol
                    .iter()
                    .flat_map(|symbol| symbol.split(['.', ':', '#']));
                all.extend(symbol.map(str::to_owned));
            }
            What::Variable(name) | What::Table(name) => {
                all.insert(name.clone());
            }
            What::Dependency(dependency) => {
                all.insert(dependency.name.clone());
            }
            What::Route(_, route) => {
                let parts = route
                    .split('/')
                    .filter(|part| super::strings::is_static(part));
                all.extend(parts.map(str::to_owned));
            }
            What::Script(_, name) => {
                all.insert(name.clone());
            }
            What::Import => {}
        }
    }
    all.retain(|name| name.len() > 1);
    all
}

/// The same name in other cases.
pub(super) fn variants(name: &str) -> Vec<String> {
    let parts = parts(name);
    if parts.len() < 2 {
        return Vec::new();
    }
    let capital = |part: &String| {
        let mut chars = part.chars();
        chars.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(chars).collect()
        })
    };
    let snake = parts.join("_");
    let pascal: String = parts.iter().map(capital).collect();
    let camel: String = parts[..1]
        .iter()
        .cloned()
        .chain(parts[1..].iter().map(capital))
        .collect();
    let mut all = vec![snake.to_uppercase(), snake, pascal, camel];
    all.retain(|one| one != name);
    all
}

/// Whether a name has several words: hardly two projects write the same.
pub(super) fn is_compound(name: &str) -> bool {
    parts(name).len() > 1
}

/// Parts of a name, in lower case.
fn parts(name: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut last_lower = false;
    let mut fresh = true;
    for c in name.chars() {
        if c == '_' || c == '$' {
            fresh = true;
            continue;
        }
        if fresh || c.is_uppercase() && last_lower {
            all.push(String::new());
        }
        if let Some(part) = all.last_mut() {
            part.extend(c.to_lowercase());
        }
        last_lower = c.is_lowercase() || c.is_ascii_digit();
        fresh = false;
    }
    all
}

/// A name as it is shown: `Type.member`.
pub(super) fn written(name: &NameRef) -> String {
    match &name.qualifier {
        Some(qualifier) => format!("{qualifier}.{}", name.name),
        None => name.name.clone(),
    }
}

/// Whether the owner of a member is an object of unknown type rather than a type or a module.
pub(super) fn is_object(owner: &str) -> bool {
    SELF.contains(&owner)
}

/// Whether a declaration is what a name says: its own name, and its container or file.
pub(super) fn fits(symbol: &Symbol, name: &NameRef, path: &str) -> bool {
    if last(bare(&symbol.name)) != name.name {
        return false;
    }
    let Some(owner) = name.qualifier.as_deref().map(last) else {
        return true;
    };
    let container = symbol.container.as_deref().map(last);
    is_object(owner) || container == Some(owner) || is_module_of(owner, path) && container.is_none()
}

/// Whether a file is the module of that name, or in it.
pub(super) fn is_module_of(module: &str, path: &str) -> bool {
    let stem = base(path).split('.').next().unwrap_or_default();
    let mut folders = path.split('/').rev().skip(1);
    stem == module || folders.next() == Some(module)
}

impl Resolver<'_> {
    /// Declarations that a name fits.
    pub(super) fn homes_of(&self, name: &NameRef) -> Vec<&Home> {
        let homes = self.tree.homes(&name.name).iter();
        homes
            .filter(|home| fits(&home.symbol, name, &home.path))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_its_other_cases() {
        assert_eq!(variants("fooBar"), ["FOO_BAR", "foo_bar", "FooBar"]);
        assert_eq!(
            variants("Foo_Bar"),
            ["FOO_BAR", "foo_bar", "FooBar", "fooBar"]
        );
        assert!(variants("word").is_empty());
    }
}
