//! TypeScript with JSX.

use super::ecma;
use crate::syntax::language::{Grammar, Language, Nature};

/// TypeScript with JSX.
pub static TSX: Language = Language {
    id: "tsx",
    name: "TSX",
    extensions: &["tsx"],
    file_names: &[],
    info_strings: &[],
    nature: Nature::Source,
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    scripts: None,
    grammar: Some(
        Grammar::new(tree_sitter_typescript::LANGUAGE_TSX, ecma::HANDLERS)
            .lenient(ecma::FRAGMENTS, None),
    ),
};
