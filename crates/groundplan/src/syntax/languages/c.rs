//! C.

use super::cpp::CPP;
use super::{c_family, common};
use crate::syntax::language::{Grammar, Language};

/// C, and headers of which only the text tells whether they are C++.
pub static C: Language = Language {
    id: "c",
    name: "C",
    extensions: &["c", "h"],
    grammar: Some(
        Grammar::new(tree_sitter_c::LANGUAGE, c_family::HANDLERS)
            .lenient(&[("void x() {", "}"), ("struct x {", "};")], Some(&CPP)),
    ),
    ..common::PLAIN
};
