//! The registry of languages: one file a language, listed here.

mod ecma;
mod javascript;
mod lexical;
mod tsx;
mod typescript;

use super::language::Language;

/// Languages with a grammar.
static PARSED: &[&Language] = &[&typescript::TYPESCRIPT, &tsx::TSX, &javascript::JAVASCRIPT];

/// All languages, those with a grammar first.
pub fn all() -> impl Iterator<Item = &'static Language> + Clone {
    PARSED.iter().copied().chain(lexical::LEXICAL)
}
