//! C++.

use super::{c_family, common};
use crate::syntax::language::{Grammar, Language};

/// C++.
pub static CPP: Language = Language {
    id: "cpp",
    name: "C++",
    extensions: &["cpp", "cc", "cxx", "hpp", "hh", "hxx"],
    info_strings: &["c++"],
    grammar: Some(
        Grammar::new(tree_sitter_cpp::LANGUAGE, c_family::HANDLERS)
            .lenient(&[("void x() {", "}"), ("class X {", "};")], None),
    ),
    ..common::PLAIN
};
