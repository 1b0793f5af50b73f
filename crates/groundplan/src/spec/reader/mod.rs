//! A parsed document → the items of a [`Spec`]. One walk over the sections; what differs between
//! forms is in [`Rules`], what a heading is about comes from its [`Topic`].

mod criteria;
mod dependencies;
mod entities;
mod items;
mod lists;
mod loose;
mod paragraphs;
mod prose;
mod questions;
mod requirements;
mod sections;
mod statements;
mod stories;
mod tables;

pub(super) use dependencies::{feature_in, relation};
pub use loose::Loose;
pub use prose::{artefacts, mentions, opening, section_text};
pub use questions::markers;
pub use statements::statements;

use super::headings::Topic;
use super::ids::IdKind;
use super::markdown::{Block, Document};
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

/// A definition that a paragraph opened.
#[derive(Debug, Clone, Copy)]
struct Pending {
    kind: IdKind,
    /// The paragraph is nothing but a strong line: `**FR-1.1: Title**`.
    is_title: bool,
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
    /// A definition that a paragraph opened; lists and code behind it are part of it, and prose
    /// where the paragraph was but a title.
    pending_item: Option<Pending>,
    /// The owner whose criteria have identifiers: items without one continue the last.
    stated: Option<Owner>,
    /// Topic that a label line gave to the blocks behind it.
    label_topic: Option<Topic>,
    /// The words of a label line that groups the items behind it: `**Technical**:`.
    pub(super) group: Option<String>,
    /// The old name of an OpenSpec requirement, until its new one is read.
    pub(super) renamed_from: Option<String>,
    /// Last line of an item that announces what stands behind its list: "… as follows:".
    announced: Option<u32>,
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
            group: None,
            renamed_from: None,
            announced: None,
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
    fn blocks(&mut self) {
        let section = &self.doc.sections[self.section];
        for block in &section.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'d Block) {
        let announced = self.announced.take();
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::List(list) => {
                self.list(list);
                self.pending = None;
                let last = list.items.last().filter(|item| {
                    item.children.is_empty() && item.text.joined().text.ends_with([':', '：'])
                });
                self.announced = last.map(|item| item.end);
            }
            Block::Table(table) => {
                self.table(table);
                self.holds(announced, table.end);
                self.pending = None;
            }
            Block::Quote(inner) => {
                for block in inner {
                    self.block(block);
                }
            }
            Block::Code(code) => {
                self.gherkin(code);
                self.holds(announced, code.end);
            }
        }
    }

    /// Code or a table behind a definition is part of it: behind the paragraph that opened it, or
    /// behind an item that announces it.
    fn holds(&mut self, announced: Option<u32>, end: u32) {
        let belongs =
            |span: &Span| announced.map_or(self.pending_item.is_some(), |at| span.to == at);
        if let Some(last) = self.spans.last_mut().filter(|span| belongs(span)) {
            last.to = last.to.max(end);
        }
    }
}
