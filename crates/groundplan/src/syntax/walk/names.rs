//! Uses of names, and imports.

use tree_sitter::Node;

use super::{Walk, line};
use crate::model::index::{Import, NameUse};

/// Marks looked through for a name; they are a stack, so that the hit is near its top.
const MARKS_SEEN: usize = 8;
/// What some languages put around names.
pub(in crate::syntax) const QUOTES: &[char] = &['"', '`', '[', ']'];
/// Imports looked through for one of the same module on the same line.
const IMPORTS_SEEN: usize = 16;

/// What to do when the walk meets the name that stands at a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Call,
    Skip,
}

impl<'t> Walk<'t> {
    /// Notes a use of the name at a node.
    pub(in crate::syntax) fn name_use(&mut self, node: Node<'t>) {
        let mark = self.take_mark(node.start_byte());
        let name = self.text(node).trim_matches(QUOTES);
        if mark != Some(Mark::Skip) && name.len() > 1 {
            self.push_use(
                name,
                line(node.start_position().row),
                mark == Some(Mark::Call),
            );
        }
    }

    fn push_use(&mut self, name: &'t str, line: u32, call: bool) {
        let next = self.facts.uses.len();
        let at = *self.seen.entry((line, name)).or_insert(next);
        match self.facts.uses.get_mut(at) {
            Some(known) => known.call |= call,
            None => self.facts.uses.push(NameUse {
                name: name.to_owned(),
                line,
                call,
            }),
        }
    }

    /// The name at this node is called, where it is not the one declared there.
    pub(in crate::syntax) fn call(&mut self, name: Node<'t>) {
        let skipped = (name.start_byte(), Mark::Skip);
        let mut near = self.marks.iter().rev().take(MARKS_SEEN);
        if !near.any(|mark| *mark == skipped) {
            self.marks.push((name.start_byte(), Mark::Call));
        }
    }

    /// The name at this node is no use.
    pub(in crate::syntax) fn skip(&mut self, name: Node<'t>) {
        self.marks.push((name.start_byte(), Mark::Skip));
    }

    fn take_mark(&mut self, byte: usize) -> Option<Mark> {
        while self.marks.last().is_some_and(|(at, _)| *at < byte) {
            self.marks.pop();
        }
        let near = self.marks.iter().rev().take(MARKS_SEEN);
        let found = near.clone().position(|(at, _)| *at == byte)?;
        let at = self.marks.len() - 1 - found;
        Some(self.marks.remove(at).1)
    }

    /// Notes an import; the same module on the same line only once.
    pub(in crate::syntax) fn import(&mut self, module: &str, names: Vec<String>, node: Node<'t>) {
        let line = line(node.start_position().row);
        if module.is_empty() {
            return;
        }
        let mut near = self.facts.imports.iter_mut().rev().take(IMPORTS_SEEN);
        if let Some(known) = near.find(|known| known.line == line && known.module == module) {
            let new = names.into_iter().filter(|name| !known.names.contains(name));
            return known.names.extend(new.collect::<Vec<_>>());
        }
        self.facts.imports.push(Import {
            module: module.to_owned(),
            names,
            line,
            resolved: None,
        });
    }
}
