//! Lists and their items: who takes them.

use super::{Reader, criteria, is_quiet};
use crate::spec::headings::Topic;
use crate::spec::ids::{self, IdKind};
use crate::spec::markdown::{Block, Item, Line, List};

impl<'d> Reader<'d> {
    pub(super) fn list(&mut self, list: &'d List) {
        let topic = self.topic();
        if let Some((owner, at)) = self.pending {
            self.extend_criterion(owner, at, list);
            return;
        }
        if let Some((_, owner, at)) = self.criterion
            && !matches!(topic, Some(Topic::EdgeCases | Topic::Questions))
        {
            self.extend_criterion(owner, at, list);
            return;
        }
        if is_quiet(topic) {
            self.definitions(list);
            return;
        }
        if topic == Some(Topic::Acceptance) || (self.story.is_some() && criteria::is_criteria(list))
        {
            self.criteria_list(list);
            return;
        }
        if let Some(pending) = self.pending_item
            && !list
                .items
                .iter()
                .any(|i| ids::leading(&i.text.joined()).is_some())
        {
            self.extend_with_list(pending.kind, list);
            return;
        }
        for item in &list.items {
            self.item(item, list.start.is_some(), 0);
        }
    }

    /// Items of a list in a quiet group that are at home in a section around it, and criteria of
    /// the open story.
    fn definitions(&mut self, list: &'d List) {
        let stated = |item: &Item, kind: IdKind| {
            ids::leading(&item.text.joined()).is_some_and(|id| id.kind == kind)
        };
        let within = self.doc.sections[self.section].within;
        if self.story.is_some()
            && !is_quiet(within)
            && list
                .items
                .iter()
                .all(|item| stated(item, IdKind::Criterion))
        {
            self.criteria_list(list);
            return;
        }
        for item in &list.items {
            if self.has_home(&item.text.joined()) {
                self.item(item, list.start.is_some(), 0);
            }
        }
    }

    /// Whether a line defines something that is at home in a section around it.
    pub(super) fn has_home(&self, line: &Line) -> bool {
        ids::leading(line).is_some_and(|id| {
            let kind = ids::settle(&id, None);
            self.is_home(&id, kind)
        })
    }

    /// A top-level item, or one nested in an item that only groups others.
    fn item(&mut self, item: &'d Item, ordered: bool, depth: usize) {
        let line = item.text.joined();
        let topic = self.topic();
        if self.renamed(&line) {
            return;
        }
        let wanted = matches!(
            topic,
            Some(Topic::Functional | Topic::Requirements | Topic::NonFunctional)
        );
        let bare = || ids::bare(&line).filter(|_| wanted);
        if let Some(id) = ids::leading(&line).or_else(bare) {
            let kind = ids::settle(&id, topic);
            let rest = line.from(id.rest);
            if self.define(&id, kind, &rest, Some(item), (item.line, item.end)) {
                return;
            }
        }
        if depth < 4 && self.has_nested_ids(item) {
            for block in &item.children {
                if let Block::List(inner) = block {
                    for nested in &inner.items {
                        self.item(nested, inner.start.is_some(), depth + 1);
                    }
                }
            }
            return;
        }
        if depth == 0 {
            self.plain_item(item, &line, ordered);
        }
    }

    /// Whether an item's nested list holds definitions of its own.
    fn has_nested_ids(&self, item: &Item) -> bool {
        item.children.iter().any(|block| match block {
            Block::List(list) => list.items.iter().any(|nested| {
                let line = nested.text.joined();
                ids::leading(&line).is_some_and(|id| {
                    let kind = ids::settle(&id, self.topic());
                    kind != IdKind::Other && kind != IdKind::Criterion
                })
            }),
            _ => false,
        })
    }
}
