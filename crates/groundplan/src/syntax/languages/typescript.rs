//! TypeScript.

use super::{ecma, tsx};
use crate::syntax::language::{Grammar, Language, Nature};

/// TypeScript without JSX.
pub static TYPESCRIPT: Language = Language {
    id: "typescript",
    name: "TypeScript",
    extensions: &["ts", "mts", "cts"],
    file_names: &[],
    info_strings: &[],
    nature: Nature::Source,
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    scripts: None,
    grammar: Some(
        Grammar::new(tree_sitter_typescript::LANGUAGE_TYPESCRIPT, ecma::HANDLERS)
            .lenient(ecma::FRAGMENTS, Some(&tsx::TSX)),
    ),
};
