//! Imports of languages without a grammar, read line by line.

use crate::model::index::{FileFacts, Import};

/// Adds the imports of a file to its facts, where its language has no grammar and states imports by line.
pub(in super::super) fn scan(facts: &mut FileFacts, text: &str) {
    let Some(language) = facts
        .language
        .as_deref()
        .filter(|_| facts.imports.is_empty())
    else {
        return;
    };
    let read: fn(&str) -> Option<&str> = match language {
        "dart" => |line| quoted_after(line, &["import ", "export ", "part "]),
        "svelte" | "vue" | "astro" => component,
        "java" | "kotlin" | "scala" => |line| word_after(line, "import "),
        "php" => |line| word_after(line, "use "),
        "ruby" => |line| quoted_after(line, &["require_relative ", "require "]),
        "c" | "cpp" => |line| quoted_after(line, &["#include ", "# include "]),
        "proto" => |line| quoted_after(line, &["import "]),
        _ => return,
    };
    for (number, line) in (1u32..).zip(text.lines()) {
        if let Some(module) = read(line.trim()).filter(|module| !module.is_empty()) {
            facts.imports.push(Import {
                module: module.to_owned(),
                line: number,
                ..Import::default()
            });
        }
    }
}

/// The quoted word behind one of these words at the beginning of a line.
fn quoted_after<'l>(line: &'l str, words: &[&str]) -> Option<&'l str> {
    let rest = words.iter().find_map(|word| line.strip_prefix(word))?;
    quoted(rest)
}

/// What a text begins with, if that is in quotes.
fn quoted(text: &str) -> Option<&str> {
    let text = text
        .trim_start()
        .trim_start_matches("public ")
        .trim_start_matches("weak ");
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
        .or_else(|| quoted_after(line, &["import "]))
}

/// The qualified name behind a word at the beginning of a line.
fn word_after<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(word)?.trim_start();
    let rest = rest.strip_prefix("static ").unwrap_or(rest);
    let end = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '\\')))
        .unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches('.'))
}
