//! Headings: which item they open, and what they close.

use super::requirements::delta_of;
use super::{Reader, is_quiet};
use crate::spec::headings::{self, Topic, Word};
use crate::spec::ids::{self, IdKind};
use crate::spec::markdown::Line;

impl<'d> Reader<'d> {
    /// Opens a section: closes what it ends, and reads its heading as an item where it is one.
    pub(super) fn enter(&mut self, index: usize) {
        let section = &self.doc.sections[index];
        let level = section.level;
        self.section = index;
        self.label_topic = None;
        self.group = None;
        self.announced = None;
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
            self.delta = delta_of(&section.title.text);
        }
        let is_title = level == 1 && self.doc.title().is_some_and(|t| t.line == section.line);
        if is_title {
            return;
        }
        let title = &section.title;
        if is_quiet(section.within) {
            if self.has_home(title) {
                self.id_heading(index, title);
            }
            return;
        }
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
            IdKind::Story => self.open_story(index, id.id.clone(), &rest.text),
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

    /// A heading that names a scenario.
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
