//! What a specification demands, item by item, as rules read it.

use super::Rule;
use crate::diag::Diagnostic;
use crate::model::spec::{DeltaKind, Spec};

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A functional requirement.
    Functional,
    /// A non-functional requirement.
    Quality,
    /// An acceptance criterion.
    Criterion,
}

/// An item that demands something.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// What it is.
    pub kind: Kind,
    /// Identifier.
    pub id: &'a str,
    /// Text.
    pub text: &'a str,
    /// The document.
    pub path: &'a str,
    /// Line.
    pub line: u32,
}

/// Requirements and criteria that a specification demands; what it removes is not demanded.
pub fn demanded(spec: &Spec) -> Vec<Item<'_>> {
    let main = spec.path.as_str();
    let kept = spec.functional_requirements.iter();
    let kept = kept.filter(|one| one.delta != Some(DeltaKind::Removed));
    let functional = kept.map(|one| Item {
        kind: Kind::Functional,
        id: &one.id,
        text: &one.text,
        path: one.path.as_deref().unwrap_or(main),
        line: one.line,
    });
    let quality = spec.nonfunctional_requirements.iter().map(|one| Item {
        kind: Kind::Quality,
        id: &one.id,
        text: &one.text,
        path: main,
        line: one.line,
    });
    let criteria = spec.criteria().map(|one| Item {
        kind: Kind::Criterion,
        id: &one.id,
        text: &one.text,
        path: one.path.as_deref().unwrap_or(main),
        line: one.line,
    });
    functional.chain(quality).chain(criteria).collect()
}

/// A finding of the rule on each item, in the words of `said`, with the same help.
pub fn findings<'a>(
    rule: &Rule,
    items: impl Iterator<Item = Item<'a>>,
    said: impl Fn(&Item<'a>) -> String,
    help: &str,
) -> Vec<Diagnostic> {
    let finding = |item: Item<'a>| {
        let found = rule.finding(said(&item)).at(item.path, item.line);
        found.help(help)
    };
    items.map(finding).collect()
}

/// Requirements alone.
pub fn requirements(spec: &Spec) -> impl Iterator<Item = Item<'_>> {
    demanded(spec)
        .into_iter()
        .filter(|item| item.kind != Kind::Criterion)
}

/// Criteria alone.
pub fn criteria(spec: &Spec) -> impl Iterator<Item = Item<'_>> {
    demanded(spec)
        .into_iter()
        .filter(|item| item.kind == Kind::Criterion)
}
