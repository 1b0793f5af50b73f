//! Items without an identifier, by the topic they stand under; values of labels.

use super::dependencies::{change_in, feature_in, relation};
use super::{Owner, Reader};
use crate::model::spec::{NonFunctional, TextItem};
use crate::spec::headings::{self, Topic};
use crate::spec::ids;
use crate::spec::leftovers::is_placeholder;
use crate::spec::markdown::{Block, Item, Line, List, Text};
use crate::spec::words::{self, Labelled};

impl<'d> Reader<'d> {
    /// A top-level item that no identifier opens.
    pub(super) fn plain_item(&mut self, item: &'d Item, line: &Line, ordered: bool) {
        let topic = self.topic();
        let span = (item.line, item.end);
        let nothing = item.children.is_empty() && words::is_nothing(&line.text);
        if line.text.is_empty() || nothing || is_placeholder(&line.text) {
            return;
        }
        if self.relation_item(item, line) {
            return;
        }
        if let Some((level, at)) = self.requirement
            && self.story.is_none_or(|(l, _)| l < level)
        {
            self.requirement_text(at, &format!("- {}", item.full_text()));
            return;
        }
        let own_topic = matches!(
            topic,
            Some(
                Topic::EdgeCases
                    | Topic::Entities
                    | Topic::Success
                    | Topic::Questions
                    | Topic::OutOfScope
                    | Topic::Assumptions
                    | Topic::Constraints
                    | Topic::NonFunctional
                    | Topic::Functional
                    | Topic::Dependencies
            )
        );
        if let (Owner::Story(at), false) = (self.owner(), own_topic) {
            self.story_item(at, item, line);
            return;
        }
        let text = item.full_text();
        match topic {
            Some(Topic::EdgeCases) => self.text_item(Topic::EdgeCases, text, span),
            Some(Topic::Success) => self.text_item(Topic::Success, text, span),
            Some(Topic::Assumptions) => self.text_item(Topic::Assumptions, text, span),
            Some(Topic::Entities) => self.entity_item(line, Some(item), span),
            Some(Topic::Questions) => self.question(None, line, Some(item), span),
            Some(Topic::Clarifications) => self.clarification(line, Some(item), span),
            Some(Topic::Constraints) => self.constraint_item(item, line, text, span),
            Some(Topic::Capabilities) => self.spec.key_capabilities.push(text),
            Some(Topic::OutOfScope) => self.out_of_scope(text, span),
            Some(Topic::Dependencies) => self.dependency(line, &text),
            Some(Topic::NonFunctional) => self.nonfunctional_item(line, text, span),
            Some(Topic::Scope) => self.scope_item(line, text, ordered, span),
            Some(Topic::Stories) if !self.has_story_headings() => {
                self.push_story_item(None, line, item.end);
            }
            Some(Topic::Functional | Topic::Requirements) => {
                self.loose_requirement(line, text, ordered, span);
            }
            _ => {}
        }
    }

    pub(super) fn text_item(&mut self, topic: Topic, text: String, span: (u32, u32)) {
        let prefix = match topic {
            Topic::EdgeCases => "EC",
            Topic::Success => "SC",
            _ => "A",
        };
        let entry = TextItem {
            id: ids::content_key(prefix, &text),
            text,
            line: span.0,
            ..TextItem::default()
        };
        if topic == Topic::Success {
            self.loose.success.push((entry, span));
            return;
        }
        let is_edge = topic == Topic::EdgeCases;
        let list = if is_edge {
            &mut self.spec.edge_cases
        } else {
            &mut self.spec.assumptions
        };
        let entry = TextItem {
            id: unique(&entry.id, list),
            ..entry
        };
        let id = entry.id.clone();
        list.push(entry);
        self.span(&id, span.0, span.1);
    }

    pub(super) fn out_of_scope(&mut self, text: String, span: (u32, u32)) {
        if words::is_nothing(&text) {
            return;
        }
        let id = format!("out-of-scope-{}", self.spec.exclusions.len() + 1);
        self.span(&id, span.0, span.1);
        self.spec.exclusions.push(TextItem {
            id,
            text: text.clone(),
            line: span.0,
            ..TextItem::default()
        });
        self.spec.out_of_scope.push(text);
    }

    /// `- **Technical**: Convex only`, `- Business: no budget`, or a kind with its items below.
    fn constraint_item(&mut self, item: &'d Item, line: &Line, text: String, span: (u32, u32)) {
        let found = words::labelled(line)
            .filter(|l| l.label.chars().count() <= 40 && (l.strong || is_constraint_kind(l.label)));
        let Some(found) = found else {
            let kind = self.constraint_kind();
            return self.keyed_constraint(kind, text, span);
        };
        let kind = Some(found.label.to_owned());
        if !found.value.is_empty() {
            let nested = text.get(line.text.len()..).unwrap_or_default();
            return self.keyed_constraint(kind, format!("{}{nested}", found.value), span);
        }
        for list in nested_lists(item) {
            for below in &list.items {
                self.keyed_constraint(kind.clone(), below.full_text(), (below.line, below.end));
            }
        }
    }

    /// A constraint whose identifier comes from its words.
    pub(super) fn keyed_constraint(
        &mut self,
        kind: Option<String>,
        text: String,
        span: (u32, u32),
    ) {
        let key = ids::content_key("C", &text);
        let taken = self.spec.constraints.iter().filter(|c| c.id == key).count();
        let id = numbered(&key, taken);
        self.push_constraint(id, kind, text, span);
    }

    /// A label in front of the items, or "Technical Constraints", gives them their kind.
    fn constraint_kind(&self) -> Option<String> {
        let kind = self
            .group
            .as_ref()
            .filter(|group| headings::topic(group).is_none());
        if let Some(kind) = kind {
            return Some(kind.clone());
        }
        let title = &self.doc.sections[self.section].title.text;
        let title = headings::without_number(title).trim();
        let first = title.split(' ').next()?;
        is_constraint_kind(first).then(|| first.to_owned())
    }

    fn nonfunctional_item(&mut self, line: &Line, text: String, span: (u32, u32)) {
        let found = words::labelled(line).filter(|l| {
            let few = l.label.split_whitespace().count() <= 3;
            !l.value.is_empty() && (l.strong && l.label.chars().count() <= 60 || few)
        });
        let id = ids::content_key("NFR", &text);
        let nested = text.get(line.text.len()..).unwrap_or_default();
        let (category, text) = match found {
            Some(l) => (Some(l.label.to_owned()), format!("{}{nested}", l.value)),
            None => (self.category(), text),
        };
        let entry = NonFunctional {
            id,
            category,
            target: words::target(&text),
            text,
            line: span.0,
        };
        self.loose.nonfunctional_items.push((entry, span));
    }

    fn scope_item(&mut self, line: &Line, text: String, ordered: bool, span: (u32, u32)) {
        if !(self.rules.scope_items && ordered) {
            self.spec.key_capabilities.push(text);
            return;
        }
        let title = line.leading_strong().unwrap_or_default();
        let title = title.trim_end_matches([':', '：']);
        let key = if title.is_empty() { &text } else { title };
        let id = self.loose_id(key);
        let at = self.push_requirement(&id, &text, span.0, span.1);
        self.set_title(at, title);
    }

    /// `**Label**: value` lines in the body. True if they said something known.
    pub(super) fn labelled_value(
        &mut self,
        line: &Line,
        topic: Option<Topic>,
        found: &Labelled<'_>,
    ) -> bool {
        let value = found.value;
        if is_placeholder(value) {
            return false;
        }
        if relation(found.label).is_some() {
            let known = self.story.is_none() && self.requirement.is_none();
            let meant = found.strong || feature_in(value).is_some();
            if known && (meant || self.topic() == Some(Topic::Dependencies)) {
                self.dependency(line, value);
                return true;
            }
            if known && let Some(change) = change_in(value) {
                self.relate(found.label, change, value, line);
                return true;
            }
            return false;
        }
        if found.strong && self.topic() == Some(Topic::Constraints) && topic.is_none() {
            let span = (line.number, line.number);
            self.keyed_constraint(Some(found.label.to_owned()), value.to_owned(), span);
            return true;
        }
        match topic.filter(|_| found.strong && self.story.is_none() && self.requirement.is_none()) {
            Some(Topic::OutOfScope) => {
                self.out_of_scope(value.to_owned(), (line.number, line.number));
            }
            Some(Topic::Capabilities) => {
                let separator = if value.contains(';') { ';' } else { ',' };
                let parts = value.trim_end_matches('.').split(separator).map(str::trim);
                let parts = parts.filter(|p| !p.is_empty()).map(str::to_owned);
                self.spec.key_capabilities.extend(parts);
            }
            Some(Topic::Problem) if self.spec.problem.is_none() => {
                self.loose.problem.get_or_insert_with(|| value.to_owned());
            }
            Some(Topic::Solution) => {
                self.loose.solution.get_or_insert_with(|| value.to_owned());
            }
            Some(Topic::Assumptions) if self.topic() != Some(Topic::Assumptions) => {
                let span = (line.number, line.number);
                self.text_item(Topic::Assumptions, value.to_owned(), span);
            }
            _ => return false,
        }
        true
    }

    /// Prose of a section that otherwise holds a list.
    pub(super) fn topic_paragraph(&mut self, text: &Text) {
        let section = &self.doc.sections[self.section];
        let alone = !super::criteria::has_list(&section.blocks)
            && !section.blocks.iter().any(|b| matches!(b, Block::Table(_)));
        let joined = text.joined();
        let nothing = words::is_nothing(&joined.text);
        if !alone || section.topic.is_none() || nothing || is_placeholder(&joined.text) {
            return;
        }
        let span = (joined.number, text.lines.last().map_or(0, |l| l.number));
        match section.topic {
            Some(Topic::OutOfScope) => self.out_of_scope(joined.text, span),
            Some(Topic::Assumptions) => self.text_item(Topic::Assumptions, joined.text, span),
            Some(Topic::Dependencies) => self.dependency(&joined, &joined.text.clone()),
            Some(Topic::Questions) => self.question_paragraph(&joined, span),
            Some(Topic::Clarifications) => self.clarification(&joined, None, span),
            _ => {}
        }
    }
}

/// Kinds of constraints that need no strong label.
fn is_constraint_kind(word: &str) -> bool {
    const KINDS: &[&str] = &[
        "technical",
        "business",
        "design",
        "legal",
        "regulatory",
        "security",
        "performance",
        "resource",
        "operational",
        "compliance",
        "budget",
    ];
    KINDS.contains(&word.trim().to_lowercase().as_str())
}

/// Lists right below an item.
pub(super) fn nested_lists(item: &Item) -> impl Iterator<Item = &List> {
    item.children.iter().filter_map(|child| match child {
        Block::List(list) => Some(list),
        _ => None,
    })
}

/// `key`, `key-2`, …: the first that is free in `list`.
pub(super) fn unique(key: &str, list: &[TextItem]) -> String {
    let taken = list
        .iter()
        .filter(|t| {
            t.id == key
                || t.id.strip_prefix(key).is_some_and(|r| {
                    r.strip_prefix('-')
                        .is_some_and(|n| n.parse::<u32>().is_ok())
                })
        })
        .count();
    numbered(key, taken)
}

pub(super) fn numbered(key: &str, taken: usize) -> String {
    match taken {
        0 => key.to_owned(),
        n => format!("{key}-{}", n + 1),
    }
}
