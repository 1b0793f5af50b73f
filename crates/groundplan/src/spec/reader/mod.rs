//! A parsed document → the items of a [`Spec`]. One walk over the sections; what differs between
//! forms is in [`Rules`], what a heading is about comes from its [`Topic`].

mod criteria;
mod entities;
mod lists;
mod loose;
mod prose;
mod questions;
mod requirements;
mod statements;
mod stories;
mod tables;

pub use loose::Loose;
pub use prose::{artefacts, mentions, opening, section_text};
pub use questions::markers;
pub use statements::statements;

use super::headings::{self, Topic, Word};
use super::ids::{self, IdKind, LeadingId};
use super::markdown::{Block, Document, Item, Line, List, Text};
use super::words;
use crate::model::spec::{DeltaKind, Spec};

/// What differs between forms.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules {
    /// Headings "Requirement N" are user stories, and "N.M" their criteria (Kiro).
    pub requirements_are_stories: bool,
    /// Headings "Requirement: NAME" are requirements, "Scenario: NAME" their criteria (OpenSpec).
    pub requirement_headings: bool,
    /// Every heading directly below "User Stories" is a story (Agent OS).
    pub plain_story_headings: bool,
    /// Numbered items of "Spec Scope" are requirements (Agent OS).
    pub scope_items: bool,
    /// Items "As a …, I want …" below "User Stories" are stories.
    pub story_items: bool,
    /// The form gives its requirements identifiers, so one without is reported.
    pub wants_ids: bool,
}

impl Rules {
    /// Nothing special; each form says what it has otherwise.
    pub const PLAIN: Self = Self {
        requirements_are_stories: false,
        requirement_headings: false,
        plain_story_headings: false,
        scope_items: false,
        story_items: false,
        wants_ids: false,
    };
}

/// Who the next criterion belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Nobody,
    Story(usize),
    Requirement(usize),
}

/// A citable item and the lines it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Identifier.
    pub id: String,
    /// First line.
    pub from: u32,
    /// Last line.
    pub to: u32,
}

/// Something without an identifier that may be a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it begins with.
    pub text: String,
    /// Its line.
    pub line: u32,
}

/// One walk over one document.
pub struct Reader<'d> {
    pub(super) doc: &'d Document<'d>,
    pub(super) rules: Rules,
    pub(super) spec: &'d mut Spec,
    /// File, where it is not the main one.
    pub(super) path: Option<String>,
    pub(super) delta: Option<DeltaKind>,
    /// Open story, requirement and criterion: the level of its heading, and where it is.
    story: Option<(u8, usize)>,
    requirement: Option<(u8, usize)>,
    criterion: Option<(u8, Owner, usize)>,
    /// A criterion that a paragraph opened, and whose parts the next list holds.
    pending: Option<(Owner, usize)>,
    /// A definition that a paragraph opened; lists behind it are part of it.
    pending_item: Option<IdKind>,
    /// The owner whose criteria have identifiers: items without one continue the last.
    stated: Option<Owner>,
    /// Topic that a label line gave to the blocks behind it.
    label_topic: Option<Topic>,
    section: usize,
    pub(super) loose: Loose,
    /// Lines that each item takes.
    pub spans: Vec<Span>,
    /// Items without an identifier where the form wants one.
    pub missing: Vec<Missing>,
}

/// Sections whose items never define anything.
pub(super) fn is_quiet(topic: Option<Topic>) -> bool {
    matches!(
        topic,
        Some(
            Topic::Plan
                | Topic::Testing
                | Topic::Traceability
                | Topic::Checklist
                | Topic::Notes
                | Topic::Glossary
        )
    )
}

impl<'d> Reader<'d> {
    /// A reader of `doc` that adds to `spec`.
    pub fn new(doc: &'d Document<'d>, rules: Rules, spec: &'d mut Spec) -> Self {
        Self {
            doc,
            rules,
            spec,
            path: None,
            delta: None,
            story: None,
            requirement: None,
            criterion: None,
            pending: None,
            pending_item: None,
            stated: None,
            label_topic: None,
            section: 0,
            loose: Loose::default(),
            spans: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The same for a document that is not the main one.
    #[must_use]
    pub fn of_path(mut self, path: Option<String>) -> Self {
        self.path = path;
        self
    }

    /// Reads everything; gives the lines of items and what lacks an identifier.
    pub fn read(mut self) -> (Vec<Span>, Vec<Missing>) {
        for index in 0..self.doc.sections.len() {
            self.enter(index);
            self.blocks();
        }
        self.adopt_loose();
        (self.spans, self.missing)
    }

    pub(super) fn topic(&self) -> Option<Topic> {
        self.label_topic
            .or_else(|| self.doc.sections.get(self.section).and_then(|s| s.within))
    }

    pub(super) fn owner(&self) -> Owner {
        match (self.story, self.requirement) {
            (Some((a, _)), Some((b, index))) if b > a => Owner::Requirement(index),
            (Some((_, index)), _) => Owner::Story(index),
            (None, Some((_, index))) => Owner::Requirement(index),
            (None, None) => Owner::Nobody,
        }
    }

    pub(super) fn span(&mut self, id: &str, from: u32, to: u32) {
        self.spans.push(Span {
            id: id.to_owned(),
            from,
            to: to.max(from),
        });
    }

    /// Opens a section: closes what it ends, and reads its heading as an item where it is one.
    fn enter(&mut self, index: usize) {
        let section = &self.doc.sections[index];
        let level = section.level;
        self.section = index;
        self.label_topic = None;
        self.pending = None;
        self.pending_item = None;
        self.stated = None;
        let open = |slot: Option<(u8, usize)>| slot.filter(|(l, _)| *l < level);
        self.story = open(self.story);
        self.requirement = open(self.requirement);
        self.criterion = self.criterion.filter(|(l, ..)| *l < level);
        if level == 0 {
            return;
        }
        if self.rules.requirement_headings && section.level <= 2 {
            self.delta = requirements::delta_of(&section.title.text);
        }
        let is_title = level == 1 && self.doc.title().is_some_and(|t| t.line == section.line);
        if is_quiet(section.within) || is_title {
            return;
        }
        let title = &section.title;
        let _item = self.story_heading(index)
            || self.requirement_heading(index)
            || self.scenario_heading(index)
            || self.id_heading(index, title)
            || self.plain_heading(index);
    }

    /// A heading that an identifier opens.
    fn id_heading(&mut self, index: usize, title: &Line) -> bool {
        let Some(id) = ids::leading(title) else {
            return false;
        };
        let section = &self.doc.sections[index];
        let parent = section.parent.and_then(|p| self.doc.sections[p].within);
        let kind = ids::settle(&id, parent);
        let rest = title.from(id.rest);
        let (line, end) = (section.line, section.tree_end);
        let level = section.level;
        match kind {
            IdKind::Functional => {
                let at = self.push_requirement(&id.id, &rest.text, line, end);
                self.set_title(at, &rest.text);
                self.requirement = Some((level, at));
            }
            IdKind::NonFunctional => self.nonfunctional_heading(Some(&id), &rest.text, index),
            IdKind::Criterion => self.criterion_heading(index, Some(&id.id), &rest),
            IdKind::Question if !matches!(parent, Some(Topic::Clarifications)) => {
                self.question_heading(index, Some(&id.id), &rest.text);
            }
            IdKind::Entity => self.entity_heading(index, &rest),
            IdKind::Other => return false,
            _ => return self.define(&id, kind, &rest, None, (line, end)),
        }
        true
    }

    /// A heading without an identifier directly below a section whose headings are items.
    fn plain_heading(&mut self, index: usize) -> bool {
        let section = &self.doc.sections[index];
        let parent = section.parent.map(|p| &self.doc.sections[p]);
        let (None, Some(parent)) = (section.topic, parent) else {
            return false;
        };
        match parent.topic {
            Some(Topic::NonFunctional) => {
                self.nonfunctional_heading(None, &section.title.text, index)
            }
            Some(Topic::Functional | Topic::Requirements) => self.loose_heading(index),
            Some(Topic::EdgeCases) => self.loose_edge_heading(index),
            Some(Topic::Entities) => self.entity_heading(index, &section.title),
            Some(Topic::Questions) => self.question_heading(index, None, &section.title.text),
            _ => return false,
        }
        true
    }

    fn blocks(&mut self) {
        let section = &self.doc.sections[self.section];
        for block in &section.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::List(list) => {
                self.list(list);
                self.pending = None;
            }
            Block::Table(table) => {
                self.table(table);
                self.pending = None;
            }
            Block::Quote(inner) => {
                for block in inner {
                    self.block(block);
                }
            }
            Block::Code(code) => self.gherkin(code),
        }
    }

    fn paragraph(&mut self, text: &'d Text) {
        self.pending = None;
        let defined = self.defined_paragraph(text);
        if defined {
            return;
        }
        self.pending_item = None;
        if self.scenario_paragraph(text) {
            return;
        }
        let mut spoken = false;
        for line in &text.lines {
            spoken |= self.label_line(line);
        }
        self.story_text(text);
        if !spoken {
            self.plain_paragraph(text);
        }
    }

    /// `**FR-001**: …`, one or several in a paragraph.
    fn defined_paragraph(&mut self, text: &'d Text) -> bool {
        if is_quiet(self.topic()) {
            return false;
        }
        let starts: Vec<(usize, LeadingId)> = text
            .lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| ids::leading(line).map(|id| (at, id)))
            .collect();
        if starts.first().is_none_or(|(at, _)| *at > 0) {
            return false;
        }
        let mut any = false;
        for (index, (at, id)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(text.lines.len(), |s| s.0);
            let lines = text.lines.get(*at..end).unwrap_or_default();
            let joined = Text {
                lines: lines.to_vec(),
            }
            .joined();
            let rest = joined.from(id.rest);
            let span = (joined.number, lines.last().map_or(0, |l| l.number));
            let kind = ids::settle(id, self.topic());
            if kind == IdKind::Criterion {
                self.pending =
                    Some(self.push_criterion(Some(&id.id), &rest, rest.text.clone(), span));
                any = true;
            } else {
                let defined = self.define(id, kind, &rest, None, span);
                self.pending_item = defined.then_some(kind);
                any |= defined;
            }
        }
        any
    }

    /// A line that is a label: gives its topic to what follows, or a value. True if it was one.
    fn label_line(&mut self, line: &Line) -> bool {
        let all_strong = line.is_all_strong();
        let Some(found) = words::labelled(line) else {
            if all_strong {
                self.label_topic = headings::topic(&line.text);
                return self.label_topic.is_some();
            }
            return false;
        };
        let topic = headings::topic(found.label);
        if found.value.is_empty() {
            if found.strong || all_strong || topic.is_some() {
                self.label_topic = topic;
            }
            return topic.is_some();
        }
        if found.strong {
            self.label_topic = None;
        }
        self.labelled_value(line, topic, &found)
    }

    fn list(&mut self, list: &'d List) {
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
            return;
        }
        if topic == Some(Topic::Acceptance) || (self.story.is_some() && criteria::is_criteria(list))
        {
            self.criteria_list(list);
            return;
        }
        if let Some(kind) = self.pending_item
            && !list
                .items
                .iter()
                .any(|i| ids::leading(&i.text.joined()).is_some())
        {
            self.extend_definition(kind, list);
            return;
        }
        for item in &list.items {
            self.item(item, list.start.is_some(), 0);
        }
    }

    /// A top-level item, or one nested in an item that only groups others.
    fn item(&mut self, item: &'d Item, ordered: bool, depth: usize) {
        let line = item.text.joined();
        let topic = self.topic();
        if let Some(id) = ids::leading(&line) {
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

    /// Keeps the identifier of a criterion that a heading opens.
    fn scenario_heading(&mut self, index: usize) -> bool {
        let section = &self.doc.sections[index];
        let text = section.title.text.as_str();
        let named = headings::named(text, Word::Scenario);
        let numbered = headings::numbered(text, Word::Scenario);
        let parent = section.parent.and_then(|p| self.doc.sections[p].within);
        let fits = matches!(
            parent,
            Some(
                Topic::Stories
                    | Topic::PrimaryStory
                    | Topic::Acceptance
                    | Topic::Requirements
                    | Topic::Functional
            )
        ) || self.story.is_some()
            || self.requirement.is_some();
        let title = match (named, &numbered) {
            (Some(title), _) => title,
            (None, Some(found)) if fits => found.title,
            _ => return false,
        };
        let line = Line {
            text: if title.is_empty() { text } else { title }.to_owned(),
            number: section.line,
            ..Line::default()
        };
        self.criterion_heading(index, None, &line);
        true
    }
}
