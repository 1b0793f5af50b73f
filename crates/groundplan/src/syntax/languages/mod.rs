//! The registry of languages: one file a language, listed here.

mod ecma;
mod go;
mod javascript;
mod lexical;
mod python;
mod rust;
mod rust_use;
mod sql;
mod tsx;
mod typescript;

use super::language::Language;

/// Languages with a grammar.
static PARSED: &[&Language] = &[
    &typescript::TYPESCRIPT,
    &tsx::TSX,
    &javascript::JAVASCRIPT,
    &python::PYTHON,
    &rust::RUST,
    &go::GO,
    &sql::SQL,
];

/// All languages, those with a grammar first.
pub fn all() -> impl Iterator<Item = &'static Language> + Clone {
    PARSED.iter().copied().chain(lexical::LEXICAL)
}
