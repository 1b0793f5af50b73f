//! Files that the analyzer ranks and nothing else names.

use std::collections::BTreeSet;

use super::Files;
use crate::model::ground::{Ground, Grounds};
use crate::model::names;
use crate::model::spec::UserStory;
use crate::plan::context::Context;
use crate::plan::design::{Design, phrases};
use crate::plan::types::ChangeKind;

/// How many ranked files are taken that nothing else names.
const RANKED: usize = 6;

/// Among how many ranked files the place of a story is looked for that nothing cites.
const UNMET: usize = 20;

/// The best ranked files that nothing has named yet, while their score is near the best.
pub(super) fn ranked(context: &Context<'_>, design: &Design, files: &mut Files) {
    let all = &context.analysis().files;
    let Some(best) = all.first().map(|file| file.score) else {
        return;
    };
    let behaviour = design.contracts.groups.is_empty() || design.is(ChangeKind::Behaviour);
    let (most, share) = if behaviour { (RANKED, 0.45) } else { (2, 0.8) };
    let near = all
        .iter()
        .take(10)
        .filter(|file| file.score >= best * share)
        .take(most);
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
        files.add(
            context,
            &file.path,
            "logic",
            &format!("likely to change: {reason}"),
            &grounds,
        );
    }
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
