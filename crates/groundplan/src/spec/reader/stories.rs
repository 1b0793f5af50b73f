//! User stories: headings "User Story N", "US-1", Kiro's "Requirement N", and their prose.

use super::{Owner, Reader};
use crate::model::spec::UserStory;
use crate::spec::headings::{self, Label, Topic, Word, is_label};
use crate::spec::ids::{self, IdKind};
use crate::spec::leftovers::{is_placeholder, is_unfilled};
use crate::spec::markdown::{Block, Item, Line, Section, Text};
use crate::spec::words;

impl<'d> Reader<'d> {
    /// Whether the heading opens a story; opens it.
    pub(super) fn story_heading(&mut self, index: usize) -> bool {
        let section = &self.doc.sections[index];
        let text = section.title.text.as_str();
        if let Some(found) = headings::numbered(text, Word::Story) {
            let id = format!("US-{}", found.number);
            self.open_story(index, id, found.title);
            return true;
        }
        if let Some(id) = ids::leading(&section.title).filter(|id| id.kind == IdKind::Story) {
            let title = section.title.from(id.rest);
            self.open_story(index, id.id, &title.text);
            return true;
        }
        if self.rules.requirements_are_stories && self.story.is_none() {
            if let Some(found) = headings::numbered(text, Word::Requirement) {
                self.open_story(index, found.number.to_owned(), found.title);
                return true;
            }
            if let Some((number, title)) = self.numbered_with_criteria(index) {
                self.open_story(index, number, &title);
                return true;
            }
        }
        if section.topic == Some(Topic::PrimaryStory) {
            self.open_story(index, "US-1".to_owned(), text);
            // Scenarios and edge cases stand beside it, not below it.
            let level = section.parent.map_or(0, |p| self.doc.sections[p].level);
            self.story = self.story.map(|(_, at)| (level, at));
            return true;
        }
        if self.is_plain_story(section) {
            let number = self.spec.user_stories.len() + 1;
            self.open_story(index, format!("US-{number}"), text);
            return true;
        }
        false
    }

    /// Whether stories are headings here; then no item is one.
    pub(super) fn has_story_headings(&self) -> bool {
        let is_story =
            |section: &Section| headings::numbered(&section.title.text, Word::Story).is_some();
        self.rules.requirements_are_stories || self.doc.sections.iter().any(is_story)
    }

    /// cc-sdd's `### 1. Title` below "Requirements", with criteria below it.
    fn numbered_with_criteria(&self, index: usize) -> Option<(String, String)> {
        let section = &self.doc.sections[index];
        let parent = section.parent.map(|p| &self.doc.sections[p])?;
        let number: String = section
            .title
            .text
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let number = number.trim_end_matches('.');
        if number.is_empty() || parent.within != Some(Topic::Requirements) {
            return None;
        }
        let below = self.doc.below(index);
        let has_criteria = below
            .clone()
            .any(|i| self.doc.sections[i].topic == Some(Topic::Acceptance))
            || section.blocks.iter().any(is_acceptance_label);
        let title = headings::without_number(&section.title.text).to_owned();
        has_criteria.then(|| (number.to_owned(), title))
    }

    /// A heading below "User Stories" that has no number of its own.
    fn is_plain_story(&self, section: &Section) -> bool {
        let Some(parent) = section.parent.map(|p| &self.doc.sections[p]) else {
            return false;
        };
        if parent.topic != Some(Topic::Stories) || section.topic.is_some() {
            return false;
        }
        if headings::numbered(&section.title.text, Word::Scenario).is_some()
            || headings::named(&section.title.text, Word::Scenario).is_some()
        {
            return false;
        }
        let tells_story = section.blocks.iter().any(|block| match block {
            Block::Paragraph(text) => words::story(&story_words(text)).is_some(),
            Block::List(list) => list
                .items
                .first()
                .is_some_and(|i| words::story(&i.text.joined().text).is_some()),
            _ => false,
        });
        self.rules.plain_story_headings || tells_story
    }

    pub(super) fn open_story(&mut self, index: usize, id: String, title: &str) {
        let section = &self.doc.sections[index];
        self.push_story(id, title, (section.line, section.tree_end), section.level);
    }

    /// `**US-3: Title**`: what follows is its own, up to the next heading that closes the section.
    pub(super) fn story_paragraph(&mut self, id: &str, title: &Line, end: u32) {
        let level = self.doc.sections[self.section].level;
        if words::story(&title.text).is_some() {
            self.push_story_item(Some(id), title, end);
            self.story = Some((level, self.spec.user_stories.len() - 1));
        } else {
            self.push_story(id.to_owned(), &title.text, (title.number, end), level);
        }
    }

    fn push_story(&mut self, id: String, title: &str, span: (u32, u32), level: u8) {
        let (title, priority) = words::priority(title);
        self.span(&id, span.0, span.1);
        self.spec.user_stories.push(UserStory {
            id,
            title: filled(title).unwrap_or_default(),
            priority: priority.filter(|p| !is_unfilled(p)),
            line: span.0,
            ..UserStory::default()
        });
        self.story = Some((level, self.spec.user_stories.len() - 1));
    }

    /// Takes role, goal and benefit; what a template left is none.
    fn tell(story: &mut UserStory, role: String, goal: Option<String>, benefit: Option<String>) {
        story.role = story.role.take().or(filled(role));
        story.goal = story.goal.take().or(goal.and_then(filled));
        story.benefit = story.benefit.take().or(benefit.and_then(filled));
    }

    /// Takes role, goal and benefit, and other prose, from a paragraph of the open story.
    pub(super) fn story_text(&mut self, text: &Text) {
        let Owner::Story(at) = self.owner() else {
            return;
        };
        if matches!(self.topic(), Some(Topic::Acceptance | Topic::EdgeCases))
            || self.criterion.is_some()
        {
            return;
        }
        let Some(story) = self.spec.user_stories.get_mut(at) else {
            return;
        };
        if story.role.is_none()
            && let Some((role, goal, benefit)) = words::story(&story_words(text))
        {
            Self::tell(story, role, goal, benefit);
            return;
        }
        for line in &text.lines {
            let Some(found) = words::labelled(line) else {
                add_line(&mut story.text, &line.text);
                continue;
            };
            if is_label(found.label, Label::Priority) {
                if !is_unfilled(found.value) {
                    story.priority.get_or_insert_with(|| found.value.to_owned());
                }
            } else if is_label(found.label, Label::UserStory) && !found.value.is_empty() {
                add_line(&mut story.text, found.value);
            } else if !found.value.is_empty() {
                add_line(&mut story.text, &line.text);
            }
        }
    }

    /// Items of a story that are no criteria: `- **As a** …`, `- Priority: High`, anything else.
    pub(super) fn story_item(&mut self, at: usize, item: &Item, line: &Line) {
        let Some(story) = self.spec.user_stories.get_mut(at) else {
            return;
        };
        if let Some(value) = words::value_of(line, Label::Priority) {
            story.priority.get_or_insert_with(|| value.to_owned());
            return;
        }
        let part = |label| {
            let tail = headings::synonyms(label)
                .iter()
                .find_map(|w| headings::strip_prefix_ignore_case(&line.text, w))?;
            let tail = tail.trim_start_matches([':', '：', ' ', ',']);
            Some(tail.trim_end_matches([',', '.', '，']).to_owned())
        };
        if let Some((role, goal, benefit)) = words::story(&line.text) {
            Self::tell(story, role, goal, benefit);
        } else if let Some(role) = part(Label::AsA).filter(|_| line.leading_strong().is_some()) {
            story.role.get_or_insert(role);
        } else if let Some(goal) = part(Label::IWant).filter(|_| line.leading_strong().is_some()) {
            story.goal.get_or_insert(goal);
        } else if let Some(why) = part(Label::SoThat).filter(|_| line.leading_strong().is_some()) {
            story.benefit.get_or_insert(why);
        } else {
            add_line(&mut story.text, &format!("- {}", item.full_text()));
        }
    }

    /// A story that an item tells: "- As an admin, I want …".
    pub(super) fn push_story_item(&mut self, id: Option<&str>, line: &Line, end: u32) -> bool {
        let told = words::story(&line.text);
        if told.is_none() && id.is_none() {
            return false;
        }
        let id = id.map_or_else(
            || format!("US-{}", self.spec.user_stories.len() + 1),
            str::to_owned,
        );
        let (title, priority) = words::priority(&line.text);
        let (role, goal, benefit) = match told {
            Some((role, goal, benefit)) => (Some(role), goal, benefit),
            None => (None, None, None),
        };
        self.span(&id, line.number, end);
        self.spec.user_stories.push(UserStory {
            id,
            title: goal.clone().unwrap_or(title),
            priority,
            role,
            goal,
            benefit,
            text: line.text.clone(),
            line: line.number,
            ..UserStory::default()
        });
        true
    }
}

fn is_acceptance_label(block: &Block) -> bool {
    let Block::Paragraph(text) = block else {
        return false;
    };
    text.lines.iter().any(|line| {
        let label = words::labelled(line).map(|l| l.label.to_owned());
        let label = label.unwrap_or_else(|| line.text.clone());
        headings::topic(&label) == Some(Topic::Acceptance)
    })
}

/// The paragraph as one sentence, without a label such as `User Story:`.
fn story_words(text: &Text) -> String {
    let joined = text.joined();
    match words::labelled(&joined) {
        Some(found) if is_label(found.label, Label::UserStory) => found.value.to_owned(),
        _ => joined.text,
    }
}

/// A value that somebody wrote: no placeholder of a template.
fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !is_placeholder(text))
}

pub(super) fn add_line(to: &mut String, line: &str) {
    if !to.is_empty() {
        to.push('\n');
    }
    to.push_str(line);
}
