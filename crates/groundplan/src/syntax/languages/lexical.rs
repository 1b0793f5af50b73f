//! Languages without a grammar of their own: lines and hash are known, and what their scripts declare.

use super::common::{HASH, MARKUP, PLAIN};
use super::typescript::TYPESCRIPT;
use crate::syntax::language::{Language, Nature};

/// All of them.
pub(super) static LEXICAL: &[Language] = &[
    Language {
        id: "svelte",
        name: "Svelte",
        extensions: &["svelte"],
        scripts: Some(&TYPESCRIPT),
        ..MARKUP
    },
    Language {
        id: "vue",
        name: "Vue",
        extensions: &["vue"],
        scripts: Some(&TYPESCRIPT),
        ..MARKUP
    },
    Language {
        id: "scss",
        name: "Sass and Less",
        extensions: &["scss", "sass", "less"],
        ..PLAIN
    },
    Language {
        id: "markdown",
        name: "Markdown",
        extensions: &["md", "mdx", "markdown"],
        nature: Nature::Docs,
        ..MARKUP
    },
    Language {
        id: "rst",
        name: "reStructuredText",
        extensions: &["rst"],
        nature: Nature::Docs,
        line_comments: &[".."],
        ..HASH
    },
    Language {
        id: "text",
        name: "Text",
        extensions: &["txt", "adoc"],
        nature: Nature::Docs,
        line_comments: &[],
        ..HASH
    },
    Language {
        id: "json",
        name: "JSON",
        extensions: &["json", "jsonc", "json5"],
        nature: Nature::Config,
        ..PLAIN
    },
    Language {
        id: "yaml",
        name: "YAML",
        extensions: &["yaml", "yml"],
        nature: Nature::Config,
        ..HASH
    },
    Language {
        id: "toml",
        name: "TOML",
        extensions: &["toml"],
        nature: Nature::Config,
        ..HASH
    },
    Language {
        id: "dockerfile",
        name: "Dockerfile",
        extensions: &["dockerfile"],
        file_names: &["Dockerfile", "Containerfile"],
        nature: Nature::Config,
        ..HASH
    },
    Language {
        id: "make",
        name: "Makefile",
        extensions: &["mk"],
        file_names: &["Makefile", "justfile"],
        nature: Nature::Config,
        ..HASH
    },
    Language {
        id: "hcl",
        name: "HCL",
        extensions: &["tf", "hcl"],
        nature: Nature::Config,
        ..HASH
    },
];
