//! JavaScript, JSX included.

use super::{ecma, tsx};
use crate::syntax::language::{Grammar, Language, Nature};

/// JavaScript, JSX included.
pub static JAVASCRIPT: Language = Language {
    id: "javascript",
    name: "JavaScript",
    extensions: &["js", "jsx", "mjs", "cjs"],
    file_names: &[],
    info_strings: &["node"],
    nature: Nature::Source,
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    scripts: None,
    grammar: Some(
        Grammar::new(tree_sitter_javascript::LANGUAGE, ecma::HANDLERS)
            .lenient(ecma::FRAGMENTS, Some(&tsx::TSX)),
    ),
};
