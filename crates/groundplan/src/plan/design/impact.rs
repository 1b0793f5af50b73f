//! Change impact: symbols, commands and documents that exist and change or go, with their callers,
//! tests and mentions.

use crate::model::evidence::OperationKind;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::index::{FileFacts, FileKind, Located, SymbolKind};
use crate::plan::context::Context;
use crate::plan::design::named::{Fate, Named, State};
use crate::plan::types::{Change, Impact, Key};

/// How many symbols are listed.
const MOST: usize = 12;
/// How many items a symbol cites.
const ITEMS: usize = 4;
/// How many callers, tests and mentions are listed of each.
const PLACES: usize = 6;

/// What changes: names in code spans that resolve to one declaration, and that the specification does
/// not say are kept.
pub fn settle(context: &Context<'_>, named: &[Named<'_>]) -> Vec<Impact> {
    let mut all: Vec<Impact> = Vec::new();
    for one in named
        .iter()
        .filter(|one| matches!(one.fate, Fate::Changed | Fate::Removed) && is_distinct(&one.name))
    {
        let State::Declared(found) = one.state else {
            continue;
        };
        let plain = matches!(
            found.symbol.kind,
            SymbolKind::Field | SymbolKind::Variable | SymbolKind::Module
        );
        let Some(anchor) = anchor(context, found).filter(|_| !plain) else {
            continue;
        };
        if all.iter().any(|there| there.anchor == anchor) {
            continue;
        }
        let change = match one.fate {
            Fate::Removed => Change::Remove,
            _ => Change::Modify,
        };
        all.push(impact(
            context,
            found,
            anchor,
            one,
            &gains(named, &one.name),
            change,
        ));
        if all.len() == MOST {
            break;
        }
    }
    all
}

/// New names that belong to the one that is there.
fn gains(named: &[Named<'_>], name: &str) -> Vec<String> {
    let new = named.iter().filter(|one| {
        one.is_absent()
            && one.fate != Fate::Kept
            && one.belongs_to.iter().any(|owner| owner == name)
    });
    new.map(|one| format!("`{}`", one.name)).take(4).collect()
}

/// Whether a name is more than a word that prose may use.
fn is_distinct(name: &str) -> bool {
    let marked = |c: char| c.is_uppercase() || c == '_' || c == '-';
    name.len() > 3 && name.chars().any(marked) || name.len() > 5
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

fn impact(
    context: &Context<'_>,
    found: Located<'_>,
    anchor: Anchor,
    one: &Named<'_>,
    gains: &[String],
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
    let verb = match (change, gains) {
        (Change::Remove, _) => "goes".to_owned(),
        (_, []) => "changes".to_owned(),
        (_, gains) => format!("gets {}", gains.join(", ")),
    };
    let items = one.items.iter().map(|item| context.ground(Some(item)));
    let mut grounds: Vec<Ground> = items.take(ITEMS).collect();
    grounds.push(Ground::Code(anchor.clone()));
    let grounds =
        Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::from(Ground::Code(anchor.clone())));
    Impact {
        key: Key::new(
            "impact",
            &format!("{}/{}", anchor.path, found.symbol.qualified()),
        ),
        subject: found.symbol.qualified(),
        change,
        before: found.symbol.signature.clone(),
        after: match change {
            Change::Remove => String::new(),
            _ => one.signature.clone().unwrap_or_default(),
        },
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
