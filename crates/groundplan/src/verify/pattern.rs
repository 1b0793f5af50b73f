//! A regular expression that is built when it is first used.

use std::sync::OnceLock;

use regex::{Captures, Regex};

/// A pattern. One that does not compile matches nothing; the tests of its users notice.
pub(super) struct Pattern {
    text: &'static str,
    built: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern of this text.
    pub(super) const fn new(text: &'static str) -> Self {
        Self {
            text,
            built: OnceLock::new(),
        }
    }

    fn regex(&self) -> Option<&Regex> {
        self.built
            .get_or_init(|| Regex::new(self.text).ok())
            .as_ref()
    }

    /// The first match.
    pub(super) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(text)
    }

    /// All matches.
    pub(super) fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.regex()
            .map_or_else(Vec::new, |regex| regex.captures_iter(text).collect())
    }

    /// Whether it matches anywhere.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }
}
