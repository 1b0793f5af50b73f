//! Change impact: symbols, commands and documents that exist and change or go, with their callers,
//! tests and mentions.

use crate::model::evidence::OperationKind;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::index::{FileFacts, FileKind, Located, SymbolKind};
use crate::plan::context::Context;
use crate::plan::types::{Change, Impact, Key};

/// How many symbols are listed.
const MOST: usize = 12;
/// How many callers, tests and mentions are listed of each.
const PLACES: usize = 6;

const REMOVE: &[&str] = &[
    "remove",
    "removes",
    "removed",
    "drop",
    "drops",
    "delete",
    "retire",
    "deprecate",
    "deprecated",
    "no longer",
    "replaced by",
    "get rid",
];

/// What changes: names in code spans that resolve to declarations, then names of declared symbols
/// that requirements use as plain words.
pub fn settle(context: &Context<'_>) -> Vec<Impact> {
    let mut all: Vec<Impact> = Vec::new();
    for mention in &context.spec.mentions {
        let name = bare_name(&mention.text);
        let Some(found) = unique_declaration(context, name) else {
            continue;
        };
        let item = mention.item.as_deref().unwrap_or("problem");
        let Some(anchor) = anchor(context, found) else {
            continue;
        };
        if let Some(there) = all.iter_mut().find(|there| there.anchor == anchor) {
            there.claim.grounds = there.claim.grounds.clone().and(context.ground(Some(item)));
            continue;
        }
        let text = context
            .item(item)
            .map_or("", |item| item.text)
            .to_lowercase();
        all.push(impact(context, found, anchor, item, removal(&text, name)));
        if all.len() == MOST {
            break;
        }
    }
    all
}

/// `Type.member()`, `crate::name`, `name(…)` → the last name.
fn bare_name(text: &str) -> &str {
    let head = text.split(['(', '<', ' ']).next().unwrap_or(text);
    head.rsplit(['.', ':', '#', '/']).next().unwrap_or(head)
}

/// The one declaration of a name in source files; several homes are no home.
fn unique_declaration<'a>(context: &Context<'a>, name: &'a str) -> Option<Located<'a>> {
    let long = name.len() > 3
        && name
            .chars()
            .any(|c| c.is_uppercase() || c == '_' || c == '-')
        || name.len() > 5;
    if !long {
        return None;
    }
    let mut found = context.evidence.index.declarations(name).filter(|hit| {
        hit.file.kind == FileKind::Source
            && !matches!(
                hit.symbol.kind,
                SymbolKind::Field | SymbolKind::Variable | SymbolKind::Module
            )
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn anchor(context: &Context<'_>, found: Located<'_>) -> Option<Anchor> {
    let name = found.symbol.qualified();
    if let Some(anchor) = context.anchor_of(&found.file.path, &name) {
        return Some(anchor.clone());
    }
    context.cite(
        &found.file.path,
        found.symbol.name_line,
        found.symbol.line_end.min(found.symbol.name_line + 40),
        Some(&name),
    )
}

/// Whether a text says that the named thing goes: the verb stands before the name, near it.
fn removal(text: &str, name: &str) -> Change {
    let at = text.find(&name.to_lowercase()).unwrap_or(text.len());
    let before: String = text[..at]
        .chars()
        .rev()
        .take(60)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let after: String = text[at..].chars().take(60).collect();
    let goes = REMOVE.iter().any(|cue| before.contains(cue))
        || after.contains("no longer")
        || after.contains("is removed");
    if goes { Change::Remove } else { Change::Modify }
}

fn impact(
    context: &Context<'_>,
    found: Located<'_>,
    anchor: Anchor,
    item: &str,
    change: Change,
) -> Impact {
    let name = found.symbol.name.as_str();
    let index = &context.evidence.index;
    let (mut callers, mut tests, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
    for (file, line) in index.uses(name, &found.file.path) {
        let list = match file.kind {
            FileKind::Source => &mut callers,
            FileKind::Test => &mut tests,
            FileKind::Docs | FileKind::Config => &mut mentions,
            _ => continue,
        };
        add_place(context, list, file, line);
    }
    let public = found.symbol.exported && context.dialect.is_public;
    let is_command = context.analysis().operations.iter().any(|op| {
        matches!(op.kind, OperationKind::Command | OperationKind::Route)
            && op
                .anchor
                .as_ref()
                .is_some_and(|there| there.path == anchor.path && op.name == name)
    });
    let verb = if change == Change::Remove {
        "goes"
    } else {
        "changes"
    };
    let grounds = Grounds::new(context.ground(Some(item)), [Ground::Code(anchor.clone())]);
    Impact {
        key: Key::new(
            "impact",
            &format!("{}/{}", anchor.path, found.symbol.qualified()),
        ),
        subject: found.symbol.qualified(),
        change,
        before: found.symbol.signature.clone(),
        after: String::new(),
        breaking: change == Change::Remove && (public || is_command || !callers.is_empty()),
        claim: Claim::new(format!("`{}` {verb}", found.symbol.qualified()), grounds),
        anchor,
        callers,
        tests,
        mentions,
    }
}

fn add_place(context: &Context<'_>, list: &mut Vec<Anchor>, file: &FileFacts, line: u32) {
    let full =
        list.len() >= PLACES || list.iter().filter(|there| there.path == file.path).count() >= 2;
    if !full {
        list.extend(context.cite(&file.path, line, line, None));
    }
}
