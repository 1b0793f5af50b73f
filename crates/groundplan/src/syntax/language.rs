//! What a language is: how its files are recognised, and how its syntax tree becomes facts.

use std::fmt;
use std::sync::OnceLock;

use tree_sitter::Node;
use tree_sitter_language::LanguageFn;

use super::walk::Walk;

/// What files of a language are mostly for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Programs, schemas, styles, templates.
    Source,
    /// Settings and manifests.
    Config,
    /// Prose.
    Docs,
}

/// One language of the registry.
#[derive(Debug)]
pub struct Language {
    /// Stable identifier: `typescript`.
    pub id: &'static str,
    /// Name for people: `TypeScript`.
    pub name: &'static str,
    /// Extensions without the dot, lower case.
    pub extensions: &'static [&'static str],
    /// Whole file names that have no telling extension: `Dockerfile`.
    pub file_names: &'static [&'static str],
    /// Info strings of fenced code blocks, besides the identifier and the extensions.
    pub info_strings: &'static [&'static str],
    /// What its files are mostly for.
    pub nature: Nature,
    /// Tokens that begin a comment up to the end of the line.
    pub line_comments: &'static [&'static str],
    /// Tokens around a block comment.
    pub block_comment: Option<(&'static str, &'static str)>,
    /// Language of the scripts that its files hold between `<script>` tags.
    pub scripts: Option<&'static Language>,
    /// Its grammar; `None` where only lines and the hash are known.
    pub grammar: Option<Grammar>,
}

/// What a grammar's node of some kind means; called once a node, parents first.
pub type Handler = for<'t> fn(&mut Walk<'t>, Node<'t>);

/// A tree-sitter grammar and what its nodes mean.
pub struct Grammar {
    language: LanguageFn,
    handlers: &'static [(&'static str, Handler)],
    /// Text around a fragment that does not parse by itself: `("class X {", "}")`.
    pub(super) fragments: &'static [(&'static str, &'static str)],
    /// Language to try where this one reports errors: TSX for TypeScript.
    pub(super) superset: Option<&'static Language>,
    by_kind: OnceLock<Vec<Option<Handler>>>,
}

impl fmt::Debug for Grammar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grammar")
            .field("handlers", &self.handlers.len())
            .finish_non_exhaustive()
    }
}

impl Grammar {
    /// A grammar with the handlers of its named node kinds.
    pub(super) const fn new(
        language: LanguageFn,
        handlers: &'static [(&'static str, Handler)],
    ) -> Self {
        Self {
            language,
            handlers,
            fragments: &[],
            superset: None,
            by_kind: OnceLock::new(),
        }
    }

    /// The same grammar with text to put around fragments, and a superset.
    pub(super) const fn lenient(
        mut self,
        fragments: &'static [(&'static str, &'static str)],
        superset: Option<&'static Language>,
    ) -> Self {
        self.fragments = fragments;
        self.superset = superset;
        self
    }

    /// The grammar for a parser.
    pub(super) fn language(&self) -> tree_sitter::Language {
        self.language.into()
    }

    /// Handlers by kind id, so that the walk compares no strings.
    pub(super) fn by_kind(&self) -> &[Option<Handler>] {
        self.by_kind.get_or_init(|| {
            let language = self.language();
            let ids = 0..u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
            ids.map(|id| {
                let kind = language.node_kind_for_id(id).unwrap_or_default();
                let hit = self.handlers.iter().find(|(name, _)| *name == kind);
                hit.filter(|_| language.node_kind_is_named(id))
                    .map(|(_, handler)| *handler)
            })
            .collect()
        })
    }

    /// Kinds that have a handler.
    #[cfg(test)]
    pub(super) fn kinds(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.handlers.iter().map(|(kind, _)| *kind)
    }
}
