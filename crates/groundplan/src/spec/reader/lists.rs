//! Items without an identifier, by the topic they stand under; values of labels; dependencies.

use std::sync::LazyLock;

use regex::Regex;

use super::{Owner, Reader};
use crate::model::spec::{NonFunctional, SpecDependency, TextItem};
use crate::spec::headings::{self, Label, Topic, is_label};
use crate::spec::ids;
use crate::spec::leftovers::is_placeholder;
use crate::spec::markdown::{Item, Line, Text};
use crate::spec::words::{self, Labelled};

impl<'d> Reader<'d> {
    /// A top-level item that no identifier opens.
    pub(super) fn plain_item(&mut self, item: &'d Item, line: &Line, ordered: bool) {
        let topic = self.topic();
        let span = (item.line, item.end);
        if line.text.is_empty() || is_placeholder(&line.text) {
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
            Some(Topic::Constraints) => self.constraint_item(line, text, span),
            Some(Topic::Capabilities) => self.spec.key_capabilities.push(text),
            Some(Topic::OutOfScope) => self.out_of_scope(text),
            Some(Topic::Dependencies) => self.dependency(line, &text),
            Some(Topic::NonFunctional) => self.nonfunctional_item(line, text, span),
            Some(Topic::Scope) => self.scope_item(line, text, ordered, span),
            Some(Topic::Stories) if self.rules.story_items => {
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

    pub(super) fn out_of_scope(&mut self, text: String) {
        if !is_label(text.trim_end_matches('.'), Label::Nothing) {
            self.spec.out_of_scope.push(text);
        }
    }

    /// `- **Technical**: Convex only`.
    fn constraint_item(&mut self, line: &Line, text: String, span: (u32, u32)) {
        let found = words::labelled(line).filter(|l| l.label.chars().count() <= 40);
        let (kind, text) = match found {
            Some(found) if found.strong && !found.value.is_empty() => {
                let nested = text.get(line.text.len()..).unwrap_or_default();
                (
                    Some(found.label.to_owned()),
                    format!("{}{nested}", found.value),
                )
            }
            _ => (self.constraint_kind(), text),
        };
        let key = ids::content_key("C", &text);
        let taken = self.spec.constraints.iter().filter(|c| c.id == key).count();
        let id = numbered(&key, taken);
        self.push_constraint(id, kind, text, span);
    }

    /// "Technical Constraints" gives its items their kind.
    fn constraint_kind(&self) -> Option<String> {
        let title = &self.doc.sections[self.section].title.text;
        let title = headings::without_number(title).trim();
        let first = title.split(' ').next()?;
        let known = [
            "technical",
            "business",
            "design",
            "legal",
            "regulatory",
            "security",
            "performance",
            "resource",
        ];
        known
            .contains(&first.to_lowercase().as_str())
            .then(|| first.to_owned())
    }

    fn nonfunctional_item(&mut self, line: &Line, text: String, span: (u32, u32)) {
        let found = words::labelled(line).filter(|l| l.strong && l.label.chars().count() <= 60);
        let category = found
            .map(|l| l.label.to_owned())
            .or_else(|| self.category());
        let entry = NonFunctional {
            id: ids::content_key("NFR", &text),
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
        if is_label(found.label, Label::DependsOn)
            || is_label(found.label, Label::Blocks)
            || is_label(found.label, Label::RelatedTo)
        {
            let known = self.story.is_none() && self.requirement.is_none();
            if known && (found.strong || self.topic() == Some(Topic::Dependencies)) {
                self.dependency(line, value);
                return true;
            }
            return false;
        }
        match topic.filter(|_| found.strong && self.story.is_none() && self.requirement.is_none()) {
            Some(Topic::OutOfScope) => self.out_of_scope(value.to_owned()),
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
            && !section
                .blocks
                .iter()
                .any(|b| matches!(b, crate::spec::markdown::Block::Table(_)));
        let joined = text.joined();
        let nothing = is_label(joined.text.trim_end_matches(['.', '。']), Label::Nothing);
        if !alone || section.topic.is_none() || nothing || is_placeholder(&joined.text) {
            return;
        }
        let span = (joined.number, text.lines.last().map_or(0, |l| l.number));
        match section.topic {
            Some(Topic::OutOfScope) => self.out_of_scope(joined.text),
            Some(Topic::Assumptions) => self.text_item(Topic::Assumptions, joined.text, span),
            Some(Topic::Dependencies) => self.dependency(&joined, &joined.text.clone()),
            Some(Topic::Questions) => self.question_paragraph(&joined, span),
            Some(Topic::Clarifications) => self.clarification(&joined, None, span),
            _ => {}
        }
    }

    /// A dependency, or a relation to another feature.
    pub(super) fn dependency(&mut self, line: &Line, text: &str) {
        static FEATURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
            Regex::new(r"\b([A-Z]{2,}(?:-[A-Z]{2,})*-\d{2,}|(?:[Ss]pec|[Ff]eature|SPEC)[ -]#?\d{2,}(?:-[a-z0-9-]+)?|\d{3}-[a-z][a-z0-9-]+)\b").ok()
        });
        let found = words::labelled(line);
        let label = found.as_ref().map_or("", |f| f.label);
        let bare = label.split(['(', '（']).next().unwrap_or(label).trim();
        let kind = if is_label(bare, Label::Blocks) {
            Some("blocks")
        } else if is_label(bare, Label::RelatedTo) {
            Some("related_to")
        } else if is_label(bare, Label::DependsOn) {
            Some("depends_on")
        } else {
            None
        };
        let text = match (&found, kind) {
            (Some(found), Some(_)) => found.value,
            _ => text,
        };
        if is_label(text.trim_end_matches('.'), Label::Nothing) || text.is_empty() {
            return;
        }
        let feature = FEATURE
            .as_ref()
            .and_then(|f| f.find_iter(text).find(|m| names_feature(m.as_str())));
        self.spec.dependencies.push(SpecDependency {
            kind: kind.unwrap_or("depends_on").to_owned(),
            feature: feature.map(|f| f.as_str().to_owned()),
            text: text.to_owned(),
            line: line.number,
        });
    }
}

/// `CN-003` is an item, `ADR-0006` a decision, `UTF-16` a word: none names a feature.
fn names_feature(id: &str) -> bool {
    let line = Line {
        text: format!("{id}:"),
        ..Line::default()
    };
    let letters = id.split('-').next().unwrap_or(id);
    let other = [
        "ADR", "RFC", "ISO", "UTF", "SHA", "HTTP", "PR", "AES", "TLS", "CVE", "GPT",
    ];
    !other.contains(&letters) && ids::leading(&line).is_none_or(|id| id.kind == ids::IdKind::Other)
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
