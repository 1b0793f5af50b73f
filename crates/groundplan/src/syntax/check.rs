//! Does a piece of code parse? For the code blocks of specifications and plans.

use tree_sitter::{Node, Tree};

use super::language::{Grammar, Language};
use super::{languages, parse, text, walk};

/// Errors reported for one text.
const MAX_ERRORS: usize = 20;

/// A place where a text does not follow its grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in bytes.
    pub column: u32,
    /// One terse sentence.
    pub message: String,
}

/// Syntax errors of a text whose language is an identifier, extension or info string (`ts`,
/// ```` ```python title="x" ````); `None` where there is no grammar for it or it cannot be parsed
/// within the limits.
///
/// A fragment that is right inside of a class, an object or a function has no errors.
pub fn check(info_string: &str, text: &str) -> Option<Vec<SyntaxError>> {
    let language = of_info_string(info_string)?;
    let grammar = language.grammar.as_ref()?;
    let errors = errors_of(grammar, text)?;
    if errors.is_empty() || is_fragment(grammar, text) {
        return Some(Vec::new());
    }
    let wider = grammar.superset.and_then(|wider| wider.grammar.as_ref());
    match wider.and_then(|wider| errors_of(wider, text)) {
        Some(fewer) if fewer.len() < errors.len() => Some(fewer),
        _ => Some(errors),
    }
}

/// The language an info string names: its first word, without attributes.
pub fn of_info_string(info_string: &str) -> Option<&'static Language> {
    let word = info_string
        .trim_start_matches(|c: char| c.is_whitespace() || c == '{' || c == '.')
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':'))
        .next()?
        .to_lowercase();
    languages::all().find(|language| {
        let named = [language.info_strings, language.extensions];
        language.id == word || named.iter().any(|names| names.contains(&word.as_str()))
    })
}

/// The tree of a text, by the grammar's superset where that makes fewer errors of it.
pub(super) fn parse_best<'g>(grammar: &'g Grammar, text: &str) -> Option<(&'g Grammar, Tree)> {
    let tree = parse::parse(grammar, text)?;
    let wider = grammar.superset.and_then(|wider| wider.grammar.as_ref());
    let wider = wider.filter(|_| tree.root_node().has_error());
    let other = wider.and_then(|wider| Some((wider, parse::parse(wider, text)?)));
    let better =
        other.filter(|(_, other)| errors_in(other, text).len() < errors_in(&tree, text).len());
    Some(better.unwrap_or((grammar, tree)))
}

fn is_fragment(grammar: &Grammar, text: &str) -> bool {
    grammar.fragments.iter().any(|(before, after)| {
        let whole = format!("{before}{text}\n{after}");
        errors_of(grammar, &whole).is_some_and(|errors| errors.is_empty())
    })
}

fn errors_of(grammar: &Grammar, text: &str) -> Option<Vec<SyntaxError>> {
    parse::parse(grammar, text).map(|tree| errors_in(&tree, text))
}

/// The errors of a tree, in order of their places; only branches that have one are entered.
fn errors_in(tree: &Tree, text: &str) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        let found = node.is_error() || node.is_missing();
        if found {
            errors.push(error_at(node, text));
        }
        if errors.len() >= MAX_ERRORS {
            return errors;
        }
        if !found && node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return errors;
            }
        }
    }
}

fn error_at(node: Node<'_>, source: &str) -> SyntaxError {
    let start = node.start_position();
    let message = if node.is_missing() {
        format!("`{}` is missing", node.kind())
    } else {
        let found = source.get(node.byte_range()).unwrap_or_default();
        let found = found.lines().next().unwrap_or_default().trim();
        format!("`{}` does not fit here", text::cut(found, 60))
    };
    SyntaxError {
        line: walk::line(start.row),
        column: walk::line(start.column),
        message,
    }
}
