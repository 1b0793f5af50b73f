//! The registry of languages: one file a language, listed here.

mod bash;
mod c;
mod c_family;
mod common;
mod cpp;
mod csharp;
mod css;
mod dart;
mod ecma;
mod elixir;
mod go;
mod graphql;
mod html;
mod java;
mod javascript;
mod kotlin;
mod lexical;
mod lua;
mod php;
mod prisma;
mod proto;
mod python;
mod ruby;
mod rust;
mod rust_use;
mod scala;
mod sql;
mod swift;
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
    &java::JAVA,
    &kotlin::KOTLIN,
    &dart::DART,
    &csharp::CSHARP,
    &ruby::RUBY,
    &php::PHP,
    &c::C,
    &cpp::CPP,
    &swift::SWIFT,
    &scala::SCALA,
    &elixir::ELIXIR,
    &lua::LUA,
    &bash::BASH,
    &graphql::GRAPHQL,
    &proto::PROTO,
    &prisma::PRISMA,
    &html::HTML,
    &css::CSS,
];

/// All languages, those with a grammar first.
pub fn all() -> impl Iterator<Item = &'static Language> + Clone {
    PARSED.iter().copied().chain(lexical::LEXICAL)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A grammar that renames a kind would else silently lose its symbols.
    #[test]
    fn every_handled_kind_is_one_of_a_grammar() {
        let grammars = all().filter_map(|language| language.grammar.as_ref());
        let known = grammars
            .clone()
            .flat_map(|grammar| {
                let language = grammar.language();
                let ids = 0..u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
                let names = ids.filter_map(|id| language.node_kind_for_id(id).map(str::to_owned));
                names.collect::<Vec<_>>()
            })
            .collect::<BTreeSet<_>>();
        let lost = grammars
            .flat_map(|grammar| grammar.kinds())
            .filter(|kind| !known.contains(*kind));
        assert_eq!(lost.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
