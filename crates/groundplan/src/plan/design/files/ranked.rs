//! Files that the analyzer ranks and nothing else names.

use std::collections::BTreeSet;

use super::Files;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::model::spec::UserStory;
use crate::plan::context::Context;
use crate::plan::design::{Design, phrases};
use crate::plan::types::{ChangeKind, Reading};

/// How many ranked files are taken that nothing else names.
const RANKED: usize = 6;

/// Among how many ranked files the place of a story is looked for that nothing cites.
const UNMET: usize = 20;

/// Score, as a share of the best, from which the ranking alone makes a file one that changes.
///
/// Measured on 94 real features against what their authors changed: of the files above it 58 in 100
/// were changed, of those below 35.
const SURE: f64 = 0.8;

/// Score from which a file changes that has a ground beside its words.
const LIKELY: f64 = 0.6;

/// Other files of the feature from which on the ranking is no longer asked for its place.
const PLACED: usize = 2;

/// The best ranked files that nothing has named yet, while their score is near the best: those that
/// change are added, those that only say much of it are returned, to be read.
pub(super) fn ranked(context: &Context<'_>, design: &Design, files: &mut Files) -> Vec<Reading> {
    let all = &context.analysis().files;
    let Some(best) = all.first().map(|file| file.score) else {
        return Vec::new();
    };
    let behaviour = design.contracts.groups.is_empty() || design.is(ChangeKind::Behaviour);
    let (most, share) = if behaviour { (RANKED, 0.45) } else { (2, SURE) };
    let near = all
        .iter()
        .take(10)
        .filter(|file| file.score >= best * share)
        .take(most);
    let placed = files.all.len() >= PLACED;
    let mut reading = Vec::new();
    for file in near {
        let avoided = context
            .analysis()
            .anti_patterns
            .iter()
            .any(|anti| anti.anchor.path == file.path);
        if avoided || files.all.iter().any(|there| there.path == file.path) {
            continue;
        }
        let line = file.line.unwrap_or(1);
        let start = line.saturating_sub(2).max(1);
        let Some(anchor) = context.cite(&file.path, start, line + 2, None) else {
            continue;
        };
        let item = best_item(context, &file.path);
        let grounds = Grounds::new(Ground::Code(anchor), item.map(Ground::spec));
        let reason = file.reasons.first().cloned().unwrap_or_default();
        let has_ground = || !placed || is_linked(context, &file.path, files);
        if file.score >= best * SURE || (file.score >= best * LIKELY && has_ground()) {
            let text = format!("likely to change: {reason}");
            files.add(context, &file.path, "logic", &text, &grounds);
        } else {
            reading.push(Reading {
                path: file.path.clone(),
                claim: Claim::new(reason, grounds),
            });
        }
    }
    reading
}

/// Whether a file imports one of the feature's files that are there, or is imported by one.
fn is_linked(context: &Context<'_>, path: &str, files: &Files) -> bool {
    let imports = |from: &str, to: &str| {
        let imports = context.evidence.file(from).into_iter();
        let mut imports = imports.flat_map(|file| &file.imports);
        imports.any(|import| import.resolved.as_deref() == Some(to))
    };
    let mut planned = files.all.iter().map(|file| file.path.as_str());
    planned.any(|there| imports(path, there) || imports(there, path))
}

/// Stories that no operation, impact or file cites: the ranked file that shares most words with
/// each; with none, the first, and that it is a guess is said.
pub(super) fn unmet(context: &Context<'_>, design: &Design, files: &mut Files) {
    let cited = |files: &Files, story: &UserStory| {
        let own = |id: &str| id == story.id || story.acceptance_criteria.iter().any(|c| c.id == id);
        let mut operations = design
            .contracts
            .groups
            .iter()
            .flat_map(|group| &group.operations);
        let worked = files.all.iter().filter(|file| file.role != "test");
        operations.any(|op| {
            op.criteria.iter().any(|id| own(id)) || op.claim.grounds.spec_items().any(own)
        }) || design
            .impact
            .iter()
            .any(|one| one.claim.grounds.spec_items().any(own))
            || worked.flat_map(|file| &file.implements).any(|id| own(id))
    };
    for story in &context.spec.user_stories {
        if cited(files, story) {
            continue;
        }
        let criteria = story.acceptance_criteria.iter().map(|c| c.text.as_str());
        let said: Vec<&str> = std::iter::once(story.title.as_str())
            .chain(criteria)
            .collect();
        let said = said.join(" ");
        // Files that the plan has already, else the best ranked: a story alone adds no guess.
        let planned = |path: &str| {
            let mut worked = files.all.iter().filter(|file| file.role != "test");
            worked.any(|file| file.path == path)
        };
        let ranked = || context.analysis().files.iter().take(UNMET);
        let any = ranked().any(|file| planned(&file.path));
        let candidates = ranked().filter(|file| !any || planned(&file.path));
        let scored =
            candidates.map(|file| (shared(&said, &known_words(context, &file.path)), file));
        // The first of equals is ranked best.
        let Some((count, file)) = scored.reduce(|a, b| if b.0 > a.0 { b } else { a }) else {
            return;
        };
        let line = file.line.unwrap_or(1);
        let anchor = context.cite(&file.path, line.saturating_sub(2).max(1), line + 2, None);
        let mut grounds = Grounds::new(Ground::spec(&story.id), anchor.map(Ground::Code));
        if count == 0 {
            grounds = grounds.and(Ground::assumption(
                format!("no file shares a word with {}", story.id),
                "name the place in the specification",
            ));
        }
        let text = format!("likely place of {}", story.id);
        files.add(context, &file.path, "logic", &text, &grounds);
    }
}

/// Words of a path and of the symbols in it.
pub(in crate::plan::design) fn known_words(context: &Context<'_>, path: &str) -> Vec<String> {
    let symbols = context
        .evidence
        .file(path)
        .into_iter()
        .flat_map(|file| file.symbols.iter().take(60));
    let named = symbols.flat_map(|symbol| names::split(&symbol.name));
    names::split(path).into_iter().chain(named).collect()
}

/// How many content words of a text are among those known.
fn shared(text: &str, known: &[String]) -> usize {
    let said = phrases::words_of(text);
    let common = said
        .iter()
        .filter(|word| phrases::is_content(word) && known.contains(word));
    common.collect::<BTreeSet<_>>().len()
}

/// The specification's item that shares most words with a path and its symbols.
fn best_item(context: &Context<'_>, path: &str) -> Option<String> {
    let known = known_words(context, path);
    let items = context.spec.items();
    let scored = items
        .iter()
        .map(|item| (shared(item.text, &known), item.id));
    let best = scored.max_by_key(|(count, id)| (*count, std::cmp::Reverse(*id)))?;
    (best.0 > 0).then(|| best.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::{Evidence, RankedFile};
    use crate::model::index::{FileFacts, Import, Index};
    use crate::model::spec::Spec;
    use std::sync::Arc;

    /// Paths of a plan over ranked files: those that change, and those to read.
    fn split(scores: &[(&str, f64)], import: (&str, &str)) -> (Vec<String>, Vec<String>) {
        let mut evidence = Evidence::default();
        let mut index = Index::default();
        for (path, score) in scores {
            let mut facts = FileFacts {
                path: (*path).to_owned(),
                ..FileFacts::default()
            };
            if import.0 == *path {
                facts.imports.push(Import {
                    resolved: Some(import.1.to_owned()),
                    ..Import::default()
                });
            }
            index.files.insert((*path).to_owned(), facts);
            evidence.texts.insert((*path).to_owned(), "x\ny\n".into());
            evidence.analysis.files.push(RankedFile {
                path: (*path).to_owned(),
                score: *score,
                line: Some(1),
                reasons: vec!["says `x`".to_owned()],
            });
        }
        evidence.index = Arc::new(index);
        let spec = Spec::default();
        let context = Context::new(&spec, &evidence);
        let mut files = Files::default();
        let grounds = Grounds::spec("FR-1");
        for path in ["src/new_a.rs", "src/new_b.rs"] {
            files.add(&context, path, "logic", "named", &grounds);
        }
        let reading = ranked(&context, &Design::default(), &mut files);
        let changed = files.all.into_iter().skip(2).map(|file| file.path);
        let read = reading.into_iter().map(|one| one.path);
        (changed.collect(), read.collect())
    }

    #[test]
    fn a_file_that_only_says_like_words_is_read_and_not_changed() {
        let scores = [
            ("src/a.rs", 1.0),
            ("src/b.rs", 0.7),
            ("src/c.rs", 0.7),
            ("src/d.rs", 0.5),
        ];
        let (changed, read) = split(&scores, ("src/b.rs", "src/a.rs"));
        assert_eq!(changed, ["src/a.rs", "src/b.rs"]);
        assert_eq!(read, ["src/c.rs", "src/d.rs"]);
    }
}
