//! What every drafting function sees: the specification, the evidence, and look-ups over both.

use std::collections::BTreeMap;

use super::dialects::{self, Dialect};
use crate::model::evidence::{Analysis, Evidence};
use crate::model::ground::{Anchor, Ground};
use crate::model::spec::{ItemRef, Spec};

/// The specification, the evidence, and look-ups over both.
pub struct Context<'a> {
    /// The specification.
    pub spec: &'a Spec,
    /// Everything that was found.
    pub evidence: &'a Evidence,
    /// How this project writes tables and operations.
    pub dialect: &'static Dialect,
    items: BTreeMap<&'a str, ItemRef<'a>>,
}

impl<'a> Context<'a> {
    /// A context; the dialect is the first in the registry that fits the stack.
    pub fn new(spec: &'a Spec, evidence: &'a Evidence) -> Self {
        let features = spec.dependencies.iter().filter_map(|one| {
            Some(ItemRef {
                id: one.feature.as_deref()?,
                text: &one.text,
                line: one.line,
            })
        });
        let items = features
            .chain(spec.citable())
            .map(|item| (item.id, item))
            .collect();
        let dialect = dialects::of(&evidence.analysis.stack);
        Self {
            spec,
            evidence,
            dialect,
            items,
        }
    }

    /// The analyzer's result.
    pub fn analysis(&self) -> &'a Analysis {
        &self.evidence.analysis
    }

    /// The specification's item with this identifier.
    pub fn item(&self, id: &str) -> Option<ItemRef<'a>> {
        self.items.get(id).copied()
    }

    /// A ground on the specification's item that is most like `preferred`, else the problem.
    pub fn ground(&self, preferred: Option<&str>) -> Ground {
        match preferred.filter(|id| self.items.contains_key(id)) {
            Some(id) => Ground::spec(id),
            None => Ground::spec("problem"),
        }
    }

    /// Whether the repository has source files at all.
    pub fn has_code(&self) -> bool {
        self.evidence
            .analysis
            .stack
            .languages
            .iter()
            .any(|language| language.files > 0)
    }

    /// Cites lines of a file that the evidence holds the text of; `None` where it does not.
    pub fn cite(&self, path: &str, start: u32, end: u32, symbol: Option<&str>) -> Option<Anchor> {
        let text = self.evidence.texts.get(path)?;
        Anchor::cite(path, text, start, end, symbol)
    }

    /// An anchor on the symbol called `name` in the file at `path`, from the ranked symbols,
    /// groups and operations that are known.
    pub fn anchor_of(&self, path: &str, name: &str) -> Option<&'a Anchor> {
        let analysis = self.analysis();
        let members = analysis.groups.iter().flat_map(|group| &group.members);
        let operations = analysis
            .operations
            .iter()
            .filter_map(|op| op.anchor.as_ref());
        let tables = analysis
            .tables
            .iter()
            .filter_map(|table| table.anchor.as_ref());
        members
            .map(|member| &member.anchor)
            .chain(operations)
            .chain(tables)
            .find(|anchor| anchor.path == path && anchor.symbol.as_deref() == Some(name))
    }
}
