//! Imports of components whose scripts were not parsed, read line by line.

use crate::model::index::{FileFacts, Import};

/// Languages whose files hold scripts.
const COMPONENTS: &[&str] = &["svelte", "vue", "astro"];

/// Adds the imports of a component to its facts, where its scripts gave none.
pub(in super::super) fn scan(facts: &mut FileFacts, text: &str) {
    let language = facts.language.as_deref().unwrap_or_default();
    if !COMPONENTS.contains(&language) || !facts.imports.is_empty() {
        return;
    }
    for (number, line) in (1u32..).zip(text.lines()) {
        if let Some(module) = component(line.trim()).filter(|module| !module.is_empty()) {
            facts.imports.push(Import {
                module: module.to_owned(),
                line: number,
                ..Import::default()
            });
        }
    }
}

/// What a text begins with, if that is in quotes.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let mark = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].split(mark).next()
}

/// `import … from "x"`, `} from "x"`, `import "x"`, and `import("x")`.
fn component(line: &str) -> Option<&str> {
    if let Some((head, tail)) = line.rsplit_once(" from ") {
        let statement = ["import ", "export ", "}"]
            .iter()
            .any(|word| head.starts_with(word))
            || head.ends_with('}');
        return quoted(tail).filter(|_| statement);
    }
    let called = line.split_once("import(").map(|(_, rest)| rest);
    called
        .and_then(quoted)
        .or_else(|| line.strip_prefix("import ").and_then(quoted))
}
