//! TypeScript with JSX.

use super::{common, ecma};
use crate::syntax::language::{Grammar, Language};

/// TypeScript with JSX.
pub static TSX: Language = Language {
    id: "tsx",
    name: "TSX",
    extensions: &["tsx"],
    grammar: Some(
        Grammar::new(tree_sitter_typescript::LANGUAGE_TSX, ecma::HANDLERS)
            .lenient(ecma::FRAGMENTS, None),
    ),
    ..common::PLAIN
};
