//! Paragraphs: definitions, labels, and text of what is open.

use super::dependencies::relation;
use super::{Pending, Reader, is_quiet};
use crate::spec::headings::{self, Topic};
use crate::spec::ids::{self, IdKind, LeadingId};
use crate::spec::markdown::{Line, Text};
use crate::spec::words;

impl<'d> Reader<'d> {
    pub(super) fn paragraph(&mut self, text: &'d Text) {
        self.pending = None;
        let defined = self.defined_paragraph(text);
        if defined {
            return;
        }
        let pending = self.pending_item.take();
        if self.scenario_paragraph(text) || self.numbered_criteria(text) {
            return;
        }
        let mut spoken = false;
        for line in &text.lines {
            spoken |= self.renamed(line) || self.label_line(line);
        }
        if let Some(title) = pending.filter(|p| p.is_title && !spoken && !opens_label(text)) {
            let end = text.lines.last().map_or(0, |l| l.number);
            self.extend_definition(title.kind, &text.joined().text, end);
            self.pending_item = Some(title);
            return;
        }
        self.story_text(text);
        if !spoken {
            self.plain_paragraph(text);
        }
    }

    /// `**FR-001**: …`, one or several in a paragraph.
    fn defined_paragraph(&mut self, text: &'d Text) -> bool {
        let quiet = is_quiet(self.topic());
        if quiet && !text.lines.first().is_some_and(|line| self.has_home(line)) {
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
                let is_title = joined.is_all_strong();
                let extends = defined
                    && matches!(
                        kind,
                        IdKind::Functional
                            | IdKind::NonFunctional
                            | IdKind::Constraint
                            | IdKind::Success
                            | IdKind::EdgeCase
                    );
                self.pending_item = extends.then_some(Pending { kind, is_title });
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
                self.group = Some(line.text.clone());
                return self.label_topic.is_some();
            }
            return false;
        };
        let relation = relation(found.label);
        let topic = headings::topic(found.label).or(relation.map(|_| Topic::Dependencies));
        if found.value.is_empty() {
            if found.strong || all_strong || topic.is_some() {
                self.label_topic = topic;
                self.group = Some(found.label.to_owned());
            }
            return topic.is_some();
        }
        if found.strong {
            // "**Note**: these stay:" opens a list as a label alone does.
            let opens = is_quiet(topic) && found.value.ends_with([':', '：']);
            self.label_topic = topic.filter(|_| opens);
            self.group = None;
        }
        self.labelled_value(line, topic, &found)
    }
}

/// Whether a paragraph begins with a strong label.
fn opens_label(text: &Text) -> bool {
    text.lines
        .first()
        .and_then(words::labelled)
        .is_some_and(|found| found.strong)
}
