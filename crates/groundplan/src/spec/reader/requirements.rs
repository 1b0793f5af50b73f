//! Requirements with identifiers, OpenSpec's "Requirement: NAME" headings, non-functional ones.

use super::stories::add_line;
use super::{Reader, is_quiet};
use crate::model::spec::{Constraint, DeltaKind, NonFunctional, Requirement, TextItem};
use crate::spec::headings::{self, Topic, Word};
use crate::spec::ids::{self, IdKind, LeadingId};
use crate::spec::leftovers::is_unfilled;
use crate::spec::markdown::{Item, Line, List, Text};
use crate::spec::words;

/// The delta that an OpenSpec heading opens: `## ADDED Requirements`.
pub(super) fn delta_of(heading: &str) -> Option<DeltaKind> {
    let word = heading.trim().split(' ').next()?.to_uppercase();
    match word.as_str() {
        "ADDED" | "新增" | "新增需求" => Some(DeltaKind::Added),
        "MODIFIED" | "修改" | "修改需求" => Some(DeltaKind::Modified),
        "REMOVED" | "移除" | "移除需求" => Some(DeltaKind::Removed),
        "RENAMED" | "重命名" => Some(DeltaKind::Renamed),
        _ => None,
    }
}

impl<'d> Reader<'d> {
    pub(super) fn push_requirement(&mut self, id: &str, text: &str, line: u32, end: u32) -> usize {
        self.span(id, line, end);
        self.spec.functional_requirements.push(Requirement {
            id: id.to_owned(),
            text: text.to_owned(),
            delta: self.delta,
            path: self.path.clone(),
            line,
            ..Requirement::default()
        });
        self.spec.functional_requirements.len() - 1
    }

    pub(super) fn set_title(&mut self, at: usize, title: &str) {
        if let Some(requirement) = self.spec.functional_requirements.get_mut(at)
            && !title.is_empty()
        {
            requirement.title = Some(title.to_owned());
        }
    }

    /// OpenSpec: `### Requirement: NAME`.
    pub(super) fn requirement_heading(&mut self, index: usize) -> bool {
        let section = &self.doc.sections[index];
        if !self.rules.requirement_headings {
            return false;
        }
        let title = section.title.text.as_str();
        // `### MODIFIED Requirement: NAME` says itself what it does.
        let own = delta_of(title);
        let name = match (own, title.split_once(' ')) {
            (Some(_), Some((_, rest))) => rest,
            _ => title,
        };
        let Some(name) = headings::named(name, Word::Requirement) else {
            return false;
        };
        let id = self.unique_requirement_id(&ids::short_slug(name));
        let (line, end, level) = (section.line, section.tree_end, section.level);
        let at = self.push_requirement(&id, name, line, end);
        self.set_title(at, name);
        if let Some(requirement) = self.spec.functional_requirements.get_mut(at) {
            requirement.delta = own.or(requirement.delta);
        }
        self.requirement = Some((level, at));
        true
    }

    /// OpenSpec: "FROM: `### Requirement: Old`" and "TO: `### Requirement: New`" of renamed
    /// requirements. True where the line is one of the two.
    pub(super) fn renamed(&mut self, line: &Line) -> bool {
        if self.delta != Some(DeltaKind::Renamed) {
            return false;
        }
        let Some(found) = words::labelled(line) else {
            return false;
        };
        let heading = found.value.trim_matches(['`', '#', ' ']);
        let Some(name) = headings::named(heading, Word::Requirement) else {
            return false;
        };
        if found.label.eq_ignore_ascii_case("from") {
            self.renamed_from = Some(name.to_owned());
            return true;
        }
        let id = self.unique_requirement_id(&format!("renamed-{}", ids::short_slug(name)));
        let text = match self.renamed_from.take() {
            Some(old) => format!("{name} (renamed from \"{old}\")"),
            None => name.to_owned(),
        };
        let at = self.push_requirement(&id, &text, line.number, line.number);
        self.set_title(at, name);
        true
    }

    /// Two capabilities may use one name; the second one is qualified by its folder.
    fn unique_requirement_id(&self, slug: &str) -> String {
        let taken = |id: &str| self.spec.functional_requirements.iter().any(|r| r.id == id);
        let slug = if slug.is_empty() { "requirement" } else { slug };
        if !taken(slug) {
            return slug.to_owned();
        }
        let folder = self.path.as_deref().and_then(|p| p.rsplit('/').nth(1));
        let qualified = folder.map_or_else(|| slug.to_owned(), |f| format!("{f}/{slug}"));
        if !taken(&qualified) {
            return qualified;
        }
        let mut number = 2;
        while taken(&format!("{qualified}-{number}")) {
            number += 1;
        }
        format!("{qualified}-{number}")
    }

    /// Prose below a requirement's heading is its text.
    pub(super) fn requirement_text(&mut self, at: usize, text: &str) {
        if let Some(requirement) = self.spec.functional_requirements.get_mut(at) {
            let fresh = requirement.title.as_deref() == Some(requirement.text.as_str());
            if fresh {
                requirement.text.clear();
            }
            add_line(&mut requirement.text, text);
        }
    }

    /// A heading in a section of non-functional requirements.
    pub(super) fn nonfunctional_heading(
        &mut self,
        id: Option<&LeadingId>,
        title: &str,
        index: usize,
    ) {
        let section = &self.doc.sections[index];
        let title = headings::without_number(title);
        let mut text = String::new();
        for i in std::iter::once(index).chain(self.doc.below(index)) {
            crate::spec::markdown::flatten(&self.doc.sections[i].blocks, 0, &mut text);
        }
        let target = words::target(&text).or_else(|| words::target(title));
        let stated = id.map(|id| id.id.clone());
        let remark = id.and_then(|id| id.remark.clone());
        let entry = NonFunctional {
            id: stated
                .clone()
                .unwrap_or_else(|| ids::content_key("NFR", title)),
            category: remark.or_else(|| Some(title.to_owned()).filter(|t| !t.is_empty())),
            text: if text.is_empty() {
                title.to_owned()
            } else {
                text
            },
            target,
            line: section.line,
        };
        let span = (section.line, section.tree_end);
        if stated.is_some() {
            self.push_nonfunctional(entry, span);
        } else {
            self.loose.nonfunctional_headings.push((entry, span));
        }
    }

    pub(super) fn push_nonfunctional(&mut self, entry: NonFunctional, span: (u32, u32)) {
        self.span(&entry.id, span.0, span.1);
        self.spec.nonfunctional_requirements.push(entry);
    }

    /// A definition with an identifier. False where the topic says it only refers to one.
    pub(super) fn define(
        &mut self,
        id: &LeadingId,
        kind: IdKind,
        rest: &Line,
        item: Option<&'d Item>,
        span: (u32, u32),
    ) -> bool {
        let topic = self.topic();
        let other = kind == IdKind::Success && topic != Some(Topic::Success) && self.is_security();
        if other || !(self.is_home(id, kind) || (!is_quiet(topic) && may_define(kind, topic))) {
            return false;
        }
        let mut text = rest.text.clone();
        if let Some(item) = item {
            crate::spec::markdown::flatten(&item.children, 0, &mut text);
        }
        // A template's line that nobody filled in defines nothing; it is reported as a leftover.
        let empty = text.is_empty() && item.is_some();
        if kind != IdKind::Dependency && (empty || is_unfilled(&text)) {
            return true;
        }
        let entry = || TextItem {
            id: id.id.clone(),
            text: text.clone(),
            line: span.0,
            ..TextItem::default()
        };
        match kind {
            IdKind::Functional => {
                let at = self.push_requirement(&id.id, &text, span.0, span.1);
                let title = id.remark.clone().or_else(|| lead_title(rest));
                self.set_title(at, title.as_deref().unwrap_or_default());
            }
            IdKind::NonFunctional => {
                let entry = NonFunctional {
                    id: id.id.clone(),
                    category: id
                        .remark
                        .clone()
                        .or_else(|| lead_title(rest))
                        .or_else(|| self.category()),
                    target: words::target(&text),
                    text,
                    line: span.0,
                };
                self.push_nonfunctional(entry, span);
            }
            IdKind::Constraint => {
                let kind = id.remark.clone().or_else(|| lead_title(rest));
                self.push_constraint(id.id.clone(), kind, text, span);
            }
            IdKind::Success => {
                let entry = entry();
                self.spec.success_criteria.push(entry);
                self.span(&id.id, span.0, span.1);
            }
            IdKind::EdgeCase => {
                let entry = entry();
                self.spec.edge_cases.push(entry);
                self.span(&id.id, span.0, span.1);
            }
            IdKind::Assumption => {
                let entry = entry();
                self.spec.assumptions.push(entry);
                self.span(&id.id, span.0, span.1);
            }
            IdKind::Question => self.question(Some(&id.id), rest, item, span),
            IdKind::Story if item.is_none() => self.story_paragraph(&id.id, rest, span.1),
            IdKind::Story => return self.push_story_item(Some(&id.id), rest, span.1),
            IdKind::Dependency => return self.dependency_of(rest, &text, Some(id)),
            IdKind::Entity => self.entity_item(rest, item, span),
            IdKind::Criterion | IdKind::Other => return false,
        }
        true
    }

    /// Whether a section around this place holds definitions of this kind, whatever the label or
    /// sub-heading between is called: "Validation" may group requirements. An identifier that is
    /// defined already is only referred to.
    pub(super) fn is_home(&self, id: &LeadingId, kind: IdKind) -> bool {
        let own = |topic: Topic| match kind {
            IdKind::Functional => matches!(topic, Topic::Functional | Topic::Requirements),
            IdKind::NonFunctional => matches!(topic, Topic::NonFunctional | Topic::Requirements),
            IdKind::Success => topic == Topic::Success,
            IdKind::Constraint => topic == Topic::Constraints,
            _ => false,
        };
        let never = matches!(
            self.topic(),
            Some(Topic::Traceability | Topic::OutOfScope | Topic::Clarifications)
        );
        if never || self.spans.iter().any(|span| span.id == id.id) {
            return false;
        }
        let mut at = Some(self.section);
        while let Some(index) = at {
            let section = &self.doc.sections[index];
            if section.topic.is_some_and(own) {
                return true;
            }
            at = section.parent;
        }
        false
    }

    /// A list behind `**FR-1.1: Title**` belongs to that definition.
    pub(super) fn extend_with_list(&mut self, kind: IdKind, list: &List) {
        let lines = list.items.iter().map(|i| format!("- {}", i.full_text()));
        let more = lines.collect::<Vec<_>>().join("\n");
        self.extend_definition(kind, &more, list.items.last().map_or(0, |i| i.end));
    }

    /// Adds to the text of the last definition of this kind.
    pub(super) fn extend_definition(&mut self, kind: IdKind, more: &str, end: u32) {
        let spec = &mut *self.spec;
        let text = match kind {
            IdKind::Functional => spec.functional_requirements.last_mut().map(|r| &mut r.text),
            IdKind::NonFunctional => spec
                .nonfunctional_requirements
                .last_mut()
                .map(|r| &mut r.text),
            IdKind::Constraint => spec.constraints.last_mut().map(|r| &mut r.text),
            IdKind::Success => spec.success_criteria.last_mut().map(|r| &mut r.text),
            IdKind::EdgeCase => spec.edge_cases.last_mut().map(|r| &mut r.text),
            _ => None,
        };
        if let Some(text) = text {
            add_line(text, more);
        }
        if let Some(last) = spec.nonfunctional_requirements.last_mut()
            && kind == IdKind::NonFunctional
            && last.target.is_none()
        {
            last.target = words::target(&last.text);
        }
        if let Some(span) = self.spans.last_mut() {
            span.to = span.to.max(end);
        }
    }

    /// "Security Considerations" number their items SC-1 too; those are no success criteria.
    fn is_security(&self) -> bool {
        let section = &self.doc.sections[self.section];
        let parent = section.parent.map(|p| &self.doc.sections[p]);
        let names = std::iter::once(section).chain(parent);
        names
            .map(|s| s.title.text.to_lowercase())
            .any(|t| t.contains("secur"))
    }

    pub(super) fn push_constraint(
        &mut self,
        id: String,
        kind: Option<String>,
        text: String,
        span: (u32, u32),
    ) {
        self.span(&id, span.0, span.1);
        self.spec.constraints.push(Constraint {
            id,
            kind,
            text,
            line: span.0,
        });
    }

    /// The sub-heading that an item of the non-functional section stands under.
    pub(super) fn category(&self) -> Option<String> {
        let section = &self.doc.sections[self.section];
        let below = section.topic.is_none() && section.within == Some(Topic::NonFunctional);
        let heading = below.then(|| headings::without_number(&section.title.text).to_owned());
        self.group.clone().or(heading)
    }

    /// Paragraphs that are neither label nor definition: text of what is open.
    pub(super) fn plain_paragraph(&mut self, text: &Text) {
        let lines: Vec<&str> = text.lines.iter().map(|l| l.text.as_str()).collect();
        let end = text.lines.last().map_or(0, |l| l.number);
        if let Some((_, owner, at)) = self.criterion
            && !self.is_told(owner, at)
        {
            let more = Line {
                text: lines.join("\n"),
                ..text.joined()
            };
            self.add_to_criterion(owner, at, &more, end);
            return;
        }
        match (self.requirement, self.story) {
            (Some((level, at)), story) if story.is_none_or(|(l, _)| l < level) => {
                let criteria = self.topic() == Some(Topic::Acceptance);
                if !criteria {
                    self.requirement_text(at, &lines.join("\n"));
                }
            }
            (_, None) => self.topic_paragraph(text),
            _ => {}
        }
    }
}

/// `**FR-001 Title**: text`: a strong lead in the rest is the title.
fn lead_title(rest: &Line) -> Option<String> {
    let found = words::labelled(rest).filter(|l| l.strong && !l.value.is_empty())?;
    let short = found.label.chars().count() <= 60;
    short.then(|| found.label.to_owned())
}

/// Where an identifier of this kind defines something.
fn may_define(kind: IdKind, topic: Option<Topic>) -> bool {
    match topic {
        Some(Topic::Clarifications) => false,
        Some(Topic::OutOfScope) => false,
        Some(Topic::Dependencies) => kind == IdKind::Dependency,
        Some(Topic::Questions | Topic::Risks) => kind == IdKind::Question,
        Some(Topic::Assumptions) => kind == IdKind::Assumption,
        Some(Topic::Success) => kind == IdKind::Success,
        Some(Topic::EdgeCases) => kind == IdKind::EdgeCase,
        Some(Topic::Entities) => kind == IdKind::Entity,
        Some(Topic::Impact) => false,
        _ => true,
    }
}
