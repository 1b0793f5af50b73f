//! The forms of specifications; one file a form.

mod agentos;
mod fallback;
mod kiro;
mod moai;
mod native;
mod openspec;
mod prd;
mod speckit;
mod speckitty;

use super::header;
use super::headings::{self, Topic, Word};
use super::markdown::Document;
use super::reader::Rules;

/// A form of specification.
pub struct Format {
    /// Identifier: `speckit`.
    pub id: &'static str,
    /// One sentence for documentation.
    pub summary: &'static str,
    /// How sure it is that a document has this form, 0 to 100; from its path and headings.
    pub detect: fn(&Signs<'_>) -> u32,
    /// How it is read.
    pub(super) rules: Rules,
    /// The folder names the feature where the document does not.
    pub folder_names: bool,
    /// The specification is a folder: companions below `specs/` belong to it.
    pub is_folder: bool,
}

/// What detection looks at.
pub struct Signs<'a> {
    /// Path of the main document, with `/`.
    pub path: &'a str,
    /// Its last part, in lower case.
    pub file: String,
    document: &'a Document<'a>,
    /// Headings, in lower case.
    headings: Vec<String>,
}

impl Signs<'_> {
    /// Whether a heading begins with `words`.
    pub fn heading(&self, words: &str) -> bool {
        self.headings.iter().any(|h| h.starts_with(words))
    }

    /// Whether a heading is about `topic`.
    pub(super) fn about(&self, topic: Topic) -> bool {
        self.document
            .sections
            .iter()
            .any(|s| s.topic == Some(topic))
    }

    /// How many headings are `word` and a number.
    pub(super) fn numbered(&self, word: Word) -> usize {
        let sections = self.document.sections.iter();
        sections
            .filter(|s| headings::numbered(&s.title.text, word).is_some())
            .count()
    }

    /// How many headings are `word`, a colon and a name.
    pub(super) fn named(&self, word: Word) -> usize {
        let sections = self.document.sections.iter();
        sections
            .filter(|s| headings::named(&s.title.text, word).is_some())
            .count()
    }

    /// Whether the text has `words`, in any case.
    pub fn says(&self, words: &str) -> bool {
        let head = self.document.source.get(..self.cut()).unwrap_or_default();
        head.to_lowercase().contains(words)
    }

    /// Whether the front matter has `key`.
    pub fn front(&self, key: &str) -> bool {
        self.document.front.contains_key(key)
    }

    /// The first 16 KB tell the form.
    fn cut(&self) -> usize {
        let source = self.document.source;
        let mut cut = source.len().min(16_384);
        while !source.is_char_boundary(cut) {
            cut -= 1;
        }
        cut
    }

    /// The stated identifier.
    pub fn stated_id(&self) -> Option<String> {
        header::read(self.document).feature_id
    }
}

/// All forms; the best score wins, the first on a tie.
pub const FORMATS: &[&Format] = &[
    &native::FORMAT,
    &speckitty::FORMAT,
    &speckit::FORMAT,
    &kiro::FORMAT,
    &openspec::FORMAT,
    &agentos::FORMAT,
    &moai::FORMAT,
    &prd::FORMAT,
    &fallback::FORMAT,
];

/// The form of a document, and how sure that is.
pub(super) fn detect(document: &Document<'_>) -> (&'static Format, u32) {
    let file = document.path.rsplit('/').next().unwrap_or_default();
    let titles = document
        .sections
        .iter()
        .map(|s| s.title.text.to_lowercase());
    let signs = Signs {
        path: document.path,
        file: file.to_lowercase(),
        document,
        headings: titles.collect(),
    };
    let mut best: (&'static Format, u32) = (&fallback::FORMAT, 1);
    for format in FORMATS {
        let score = (format.detect)(&signs).min(100);
        if score > best.1 {
            best = (format, score);
        }
    }
    best
}
