//! One walk over a syntax tree: the driver, the scopes, and what handlers write down.
//!
//! The walk is iterative and goes through each node once, parents first. A handler reads its node and
//! its children, never its parents or siblings (tree-sitter finds those from the root, which is slow):
//! what stands above is in the scopes, what stands before is in the lead.

mod declaration;
mod lead;
mod names;
mod scope;

pub(super) use declaration::Declaration;
pub(super) use lead::{LeadKind, attribute};
pub(super) use names::QUOTES;
pub(super) use scope::{Scope, ScopeKind};

use lead::Lead;
use names::Mark;
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::{Node, Tree};

use super::language::Grammar;
use crate::model::index::{FileFacts, SymbolKind};

/// The state of a walk.
#[derive(Debug)]
pub struct Walk<'t> {
    text: &'t str,
    depth: u32,
    scopes: Vec<Scope>,
    lead: Vec<Lead<'t>>,
    marks: Vec<(usize, Mark)>,
    seen: FxHashMap<(u32, &'t str), usize>,
    exports: FxHashSet<&'t str>,
    hidden: FxHashSet<usize>,
    bases: FxHashMap<String, Vec<String>>,
    facts: FileFacts,
}

/// Walks the tree and adds its symbols, imports and uses to the facts.
pub(super) fn walk(grammar: &Grammar, tree: &Tree, text: &str, facts: FileFacts) -> FileFacts {
    let handlers = grammar.by_kind();
    let mut state = Walk::new(text, facts);
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if let Some(Some(handler)) = handlers.get(usize::from(node.kind_id())) {
            handler(&mut state, node);
        }
        if cursor.goto_first_child() {
            state.depth += 1;
            continue;
        }
        loop {
            state.leave();
            if cursor.goto_next_sibling() {
                break;
            }
            if !cursor.goto_parent() {
                return state.finish();
            }
            state.depth -= 1;
        }
    }
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, facts: FileFacts) -> Self {
        Self {
            text,
            depth: 0,
            scopes: Vec::new(),
            lead: Vec::new(),
            marks: Vec::new(),
            seen: FxHashMap::default(),
            exports: FxHashSet::default(),
            hidden: FxHashSet::default(),
            bases: FxHashMap::default(),
            facts,
        }
    }

    /// What only the whole file tells: names exported elsewhere, bases given elsewhere.
    fn finish(mut self) -> FileFacts {
        for (at, symbol) in self.facts.symbols.iter_mut().enumerate() {
            let owner = symbol.container.as_deref().unwrap_or(&symbol.name);
            let named = self.exports.contains(owner) && !self.hidden.contains(&at);
            let member = symbol.container.is_none() || is_member(symbol.kind);
            symbol.exported |= named && member;
            let bases = self.bases.get(&symbol.name);
            if let Some(bases) = bases.filter(|_| symbol.container.is_none()) {
                symbol.bases.extend(bases.iter().cloned());
            }
        }
        self.facts.symbols.sort_by_key(|symbol| symbol.line_start);
        self.facts
    }

    /// The text of a node.
    pub(super) fn text(&self, node: Node<'_>) -> &'t str {
        self.slice(node.start_byte(), node.end_byte())
    }

    /// The text between two bytes.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }
}

fn is_member(kind: SymbolKind) -> bool {
    matches!(
        kind,
        SymbolKind::Method | SymbolKind::Field | SymbolKind::EnumMember
    )
}

/// A row as a line from 1.
pub(super) fn line(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX - 1) + 1
}
