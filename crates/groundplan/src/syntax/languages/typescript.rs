//! TypeScript.

use super::{common, ecma, tsx};
use crate::syntax::language::{Grammar, Language};

/// TypeScript without JSX.
pub static TYPESCRIPT: Language = Language {
    id: "typescript",
    name: "TypeScript",
    extensions: &["ts", "mts", "cts"],
    grammar: Some(
        Grammar::new(tree_sitter_typescript::LANGUAGE_TYPESCRIPT, ecma::HANDLERS)
            .lenient(ecma::FRAGMENTS, Some(&tsx::TSX)),
    ),
    ..common::PLAIN
};
