//! What the reader noticed, as diagnostics; and identifiers made unique where the contract says so.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::{self, Code};
use super::leftovers;
use super::markdown::Document;
use super::reader::Missing;
use crate::diag::Diagnostic;
use crate::model::spec::{AcceptanceCriterion, Spec};

/// Most findings of one code that are listed one by one.
const LIMIT: usize = 20;

/// Findings about one document's text.
pub fn document(document: &Document<'_>, missing: &[Missing]) -> Vec<Diagnostic> {
    let path = document.path;
    let mut out = Vec::new();
    for line in &document.unclosed_fences {
        out.push(codes::UNCLOSED_FENCE.at(None, path, *line));
    }
    if let Some(line) = document.unclosed_comment {
        out.push(codes::UNCLOSED_COMMENT.at(None, path, line));
    }
    let leftovers = leftovers::find(document);
    let leftovers = leftovers
        .into_iter()
        .map(|(text, line)| (format!("template placeholder {text}"), line));
    limited(
        codes::TEMPLATE_LEFTOVER,
        path,
        leftovers.collect(),
        &mut out,
    );
    let missing = missing.iter().map(|m| {
        let start: String = m.text.chars().take(60).collect();
        (format!("no identifier: {start}"), m.line)
    });
    limited(codes::MISSING_ID, path, missing.collect(), &mut out);
    out
}

fn limited(code: Code, path: &str, found: Vec<(String, u32)>, out: &mut Vec<Diagnostic>) {
    let more = found.len().saturating_sub(LIMIT);
    let mut last = 0;
    for (message, line) in found.into_iter().take(LIMIT) {
        last = line;
        out.push(code.at(Some(message), path, line));
    }
    if more > 0 {
        out.push(code.at(Some(format!("{} ({more} more)", code.summary)), path, last));
    }
}

/// Findings about the whole specification.
pub fn spec(spec: &Spec, needs_deltas: bool, title_line: u32, status_line: u32) -> Vec<Diagnostic> {
    let path = spec.path.as_str();
    let mut out = duplicates(spec);
    if spec.title.is_none() && !needs_deltas {
        out.push(codes::NO_TITLE.at(None, path, 1));
    }
    let nothing = spec.user_stories.is_empty()
        && spec.functional_requirements.is_empty()
        && spec.criteria().next().is_none();
    if nothing && needs_deltas {
        out.push(codes::NO_DELTAS.at(None, path, 1));
    } else if nothing {
        out.push(codes::NO_REQUIREMENTS.at(None, path, 1));
    }
    match spec.status.as_deref() {
        None => out.push(codes::NO_STATUS.at(None, path, title_line.max(1))),
        Some(status) if is_draft(status) => out.push(codes::DRAFT.at(None, path, status_line)),
        Some(_) => {}
    }
    out
}

fn is_draft(status: &str) -> bool {
    let lower = status.to_lowercase();
    [
        "draft",
        "草稿",
        "草案",
        "ドラフト",
        "下書き",
        "초안",
        "rascunho",
        "borrador",
        "brouillon",
        "entwurf",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// One identifier, two items of a kind that people give identifiers to.
fn duplicates(spec: &Spec) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut out = Vec::new();
    let main = spec.path.as_str();
    let stories = spec
        .user_stories
        .iter()
        .map(|s| (main, s.id.as_str(), s.line));
    let functional = spec
        .functional_requirements
        .iter()
        .map(|r| (r.path.as_deref().unwrap_or(main), r.id.as_str(), r.line));
    let nonfunctional = spec
        .nonfunctional_requirements
        .iter()
        .map(|r| (main, r.id.as_str(), r.line));
    let constraints = spec
        .constraints
        .iter()
        .map(|c| (main, c.id.as_str(), c.line));
    let lists = [&spec.success_criteria, &spec.edge_cases, &spec.assumptions];
    let texts = lists
        .into_iter()
        .flatten()
        .map(|t| (main, t.id.as_str(), t.line));
    let questions = spec
        .open_questions
        .iter()
        .map(|q| (main, q.id.as_str(), q.line));
    let all = stories
        .chain(functional)
        .chain(nonfunctional)
        .chain(constraints)
        .chain(texts)
        .chain(questions);
    for (path, id, line) in all {
        if let Some(first) = seen.insert((path, id), line) {
            let message = format!("{id} stands twice, first on line {first}");
            out.push(codes::DUPLICATE_ID.at(Some(message), path, line));
        }
    }
    out
}

/// Makes criteria's identifiers unique: a repeated one gets `-2`; reported.
pub fn unique_criteria(spec: &mut Spec) {
    let path = spec.path.clone();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut fix = |list: &mut Vec<AcceptanceCriterion>, path: &str| {
        for criterion in list {
            if seen.insert(criterion.id.clone()) {
                continue;
            }
            let message = format!("{} stands twice", criterion.id);
            found.push(codes::DUPLICATE_ID.at(Some(message), path, criterion.line));
            let mut number = 2;
            while !seen.insert(format!("{}-{number}", criterion.id)) {
                number += 1;
            }
            criterion.id = format!("{}-{number}", criterion.id);
        }
    };
    for story in &mut spec.user_stories {
        fix(&mut story.acceptance_criteria, &path);
    }
    for requirement in &mut spec.functional_requirements {
        let path = requirement.path.clone().unwrap_or_else(|| path.clone());
        fix(&mut requirement.acceptance_criteria, &path);
    }
    fix(&mut spec.acceptance_criteria, &path);
    spec.diagnostics.extend(found);
}
