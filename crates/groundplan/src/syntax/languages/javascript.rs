//! JavaScript, JSX included.

use super::{common, ecma, tsx};
use crate::syntax::language::{Grammar, Language};

/// JavaScript, JSX included.
pub static JAVASCRIPT: Language = Language {
    id: "javascript",
    name: "JavaScript",
    extensions: &["js", "jsx", "mjs", "cjs"],
    info_strings: &["node"],
    grammar: Some(
        Grammar::new(tree_sitter_javascript::LANGUAGE, ecma::HANDLERS)
            .lenient(ecma::FRAGMENTS, Some(&tsx::TSX)),
    ),
    ..common::PLAIN
};
