//! Names that a plan promises by the place where they stand: tests to be written, names that the specification
//! fixes, and whatever the specification itself names.

use std::collections::BTreeSet;

use super::PLANS;
use super::evidence::{Spot, Tree, base};
use super::extract::{Citation, NameRef, Place, What, is_file_name};
use super::passage::{Block, BlockKind, Passages};
use super::pattern::Pattern;
use crate::analyze::files::is_test;

static TESTING: Pattern = Pattern::new(r"(?i)\btest(?:s|ing)?\b");
static FIXED: Pattern = Pattern::new(
    r"(?i)\b(?:names?|identifiers?|terms?)\b.{0,20}\bspec(?:ification)?\s+(?:fixes|names|requires|prescribes|introduces)",
);
static NAMED: Pattern = Pattern::new(r"(?i)^\W*name\W*$");
static LABEL: Pattern = Pattern::new(r"(?i)\bspec(?:ification)?\W*$");
static NAME: Pattern = Pattern::new(r"[A-Za-z_$][\w$]{2,}(?:\.[a-z]{1,5}\b)?|/[\w/{}.:-]+\w");

/// Whether the place of a name says that it is still to be written.
pub(super) fn is_promised(
    source: &str,
    block: &Block,
    citation: &Citation,
    name: &NameRef,
) -> bool {
    let under = |pattern: &Pattern| block.context.iter().any(|text| pattern.is_match(text));
    if block.kind == BlockKind::Row && under(&FIXED) {
        return true;
    }
    if NAMED.is_match(&block.prose(source, &(block.range.start..citation.span.start))) {
        return true;
    }
    // The name that an item begins with, below the file of tests or a heading about them.
    let heads = block.kind == BlockKind::Item && citation.span.start == block.range.start;
    let labels = || {
        let texts = block.context.iter();
        texts.map(|text| text.trim_matches(['`', ':', '*', ' ']))
    };
    let lower = name.name.to_lowercase();
    let test = lower.starts_with("test") || lower.ends_with("test") || lower.contains("should");
    let of_file = || labels().any(is_file);
    heads && (labels().any(is_test_file) || under(&TESTING) && (test || of_file()))
}

fn is_file(label: &str) -> bool {
    is_file_name(label) && !label.contains(char::is_whitespace)
}

fn is_test_file(label: &str) -> bool {
    is_file(label) && is_test(label)
}

/// Every name, file name and route that the specification of a plan writes: what is to be built is not there yet.
pub(super) fn specified(
    source: &str,
    passages: &Passages,
    citations: &[Citation],
    tree: &Tree<'_>,
    beside: &str,
) -> BTreeSet<String> {
    let cited = citations.iter().filter_map(|citation| {
        let (What::Path(path), Place::Block(at)) = (&citation.what, citation.place) else {
            return None;
        };
        let block = passages.blocks.get(at)?;
        let before = block.prose(source, &(block.range.start..citation.span.start));
        (path.path.ends_with(".md") && LABEL.is_match(&before)).then_some(path)
    });
    let Some(Spot::File(file)) = cited.map(|path| tree.locate(&path.path, beside)).next() else {
        return BTreeSet::new();
    };
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    // A document of a general name shares its folder with the others of its feature alone.
    let whole = !folder.is_empty() && PLANS.contains(&base(&file));
    let belongs = |path: &&str| {
        let inside = path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'));
        *path == file || whole && inside && path.ends_with(".md")
    };
    let texts = tree
        .paths()
        .filter(belongs)
        .filter_map(|path| tree.text(path));
    texts
        .flat_map(|text| {
            let found = NAME.all(&text).into_iter();
            let words = found.filter_map(|found| {
                let word = found.get(0)?.as_str();
                let stem = word.split('.').next().unwrap_or(word);
                Some([word.to_owned(), stem.to_owned()])
            });
            words.flatten().collect::<Vec<_>>()
        })
        .collect()
}
