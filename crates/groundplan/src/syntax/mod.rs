//! Languages: which file is written in what, and the symbols, imports and uses its syntax tree holds.
//!
//! [`parse_file`] is one parse and one walk. A language is one file of [`languages`]: how its files are
//! recognised, and a table from node kinds to handlers. Text of any content gives facts; what cannot be
//! parsed within the limits gives its number of lines and its hash.

mod check;
mod language;
pub mod languages;
mod parse;
mod script;
mod text;
mod walk;

pub use check::{SyntaxError, check, of_info_string};
pub use language::{Grammar, Handler, Language, Nature};
pub use walk::Walk;

use crate::model::index::{FileFacts, Symbol};

/// Facts of a file: from its path the language, from its text the rest. The kind is left as it is by
/// default, and imports are not resolved.
pub fn parse_file(path: &str, text: &str) -> FileFacts {
    let language = language_of(path);
    let facts = FileFacts {
        path: path.to_owned(),
        language: language.map(|language| language.id.to_owned()),
        lines: u32::try_from(text.lines().count()).unwrap_or(u32::MAX),
        hash: blake3::hash(text.as_bytes())
            .to_hex()
            .chars()
            .take(16)
            .collect(),
        ..FileFacts::default()
    };
    let Some(language) = language else {
        return facts;
    };
    let facts = add_facts(language, text, facts);
    match language.scripts {
        Some(of_scripts) => add_facts(of_scripts, &script::scripts_only(text), facts),
        None => facts,
    }
}

/// The facts with what the language's grammar finds in the text.
fn add_facts(language: &Language, text: &str, facts: FileFacts) -> FileFacts {
    let grammar = language.grammar.as_ref();
    match grammar.and_then(|grammar| check::parse_best(grammar, text)) {
        Some((grammar, tree)) => walk::walk(grammar, &tree, text, facts),
        None => facts,
    }
}

/// The language of a file by its name; `None` where it is not known.
pub fn language_of(path: &str) -> Option<&'static Language> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let all = languages::all();
    let mut by_name = all
        .clone()
        .filter(|language| language.file_names.contains(&name));
    if let Some(language) = by_name.next() {
        return Some(language);
    }
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_lowercase();
    all.clone()
        .find(|language| language.extensions.contains(&extension.as_str()))
}

/// The language with an identifier.
pub fn language(id: &str) -> Option<&'static Language> {
    languages::all().find(|language| language.id == id)
}

/// First and last line of a declaration; the symbol is written as `name`, `Type.name`, `Type::name`
/// or `Type#name`, with or without `()`. The first hit where there are several.
pub fn node_span(path: &str, text: &str, symbol: &str) -> Option<(u32, u32)> {
    let facts = parse_file(path, text);
    let found = find_symbol(&facts, symbol)?;
    Some((found.line_start, found.line_end))
}

/// A symbol of a file by its name, written as in [`node_span`].
pub fn find_symbol<'a>(facts: &'a FileFacts, symbol: &str) -> Option<&'a Symbol> {
    let wanted = symbol
        .trim()
        .trim_end_matches("()")
        .replace("::", ".")
        .replace('#', ".");
    let mut symbols = facts.symbols.iter();
    let whole = symbols.clone().find(|symbol| symbol.qualified() == wanted);
    whole.or_else(|| match wanted.rsplit_once('.') {
        // `module.Type.name`: the innermost container decides.
        Some((containers, name)) => symbols.find(|symbol| {
            let container = symbol.container.as_deref();
            symbol.name == name && container == containers.rsplit('.').next()
        }),
        None => symbols.find(|symbol| symbol.name == wanted),
    })
}
