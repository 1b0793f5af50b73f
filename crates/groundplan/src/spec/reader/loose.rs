//! Items without identifiers that count only where the document has no better ones.

use super::lists::{numbered, unique};
use super::{Missing, Reader};
use crate::model::spec::{KeyEntity, NonFunctional, TextItem};
use crate::spec::headings;
use crate::spec::ids;
use crate::spec::markdown::Line;

type Lines = (u32, u32);

/// A requirement without an identifier.
#[derive(Debug, Clone, Default)]
pub struct LooseRequirement {
    title: Option<String>,
    text: String,
    /// "The system MUST …".
    obliges: bool,
    /// Directly in the section "Functional Requirements", or numbered.
    certain: bool,
    /// Section it stands in.
    section: usize,
    lines: Lines,
}

/// What was put aside until the whole document is known.
#[derive(Debug, Default)]
pub struct Loose {
    items: Vec<LooseRequirement>,
    headings: Vec<LooseRequirement>,
    pub(super) nonfunctional_headings: Vec<(NonFunctional, Lines)>,
    pub(super) nonfunctional_items: Vec<(NonFunctional, Lines)>,
    pub(super) success: Vec<(TextItem, Lines)>,
    edge_headings: Vec<(TextItem, Lines)>,
    pub(super) entity_headings: Vec<(KeyEntity, Lines)>,
    /// `**Problem**: …` and `**Solution**: …` on a line.
    pub(super) problem: Option<String>,
    pub(super) solution: Option<String>,
}

/// Words that oblige: MUST, SHALL, 必须, deve, soll, ….
fn obliges(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let english = words.clone().any(|w| {
        matches!(
            w,
            "must" | "shall" | "should" | "will" | "cannot" | "required"
        )
    });
    english
        || headings::synonyms(headings::Label::Shall).iter().any(|w| {
            let cjk = w.chars().any(|c| c > '\u{2e80}');
            if cjk {
                lower.contains(w)
            } else {
                words.clone().any(|word| word == *w)
            }
        })
}

impl<'d> Reader<'d> {
    pub(super) fn loose_requirement(
        &mut self,
        line: &Line,
        text: String,
        ordered: bool,
        lines: Lines,
    ) {
        let section = &self.doc.sections[self.section];
        let functional = section.within == Some(headings::Topic::Functional);
        let title = line
            .leading_strong()
            .map(|t| t.trim_end_matches([':', '：']).to_owned());
        self.loose.items.push(LooseRequirement {
            title,
            obliges: obliges(&text),
            certain: functional || ordered,
            section: self.section,
            text,
            lines,
        });
    }

    pub(super) fn loose_heading(&mut self, index: usize) {
        let section = &self.doc.sections[index];
        let title = headings::without_number(&section.title.text).to_owned();
        let mut text = String::new();
        for i in std::iter::once(index).chain(self.doc.below(index)) {
            crate::spec::markdown::flatten(&self.doc.sections[i].blocks, 0, &mut text);
        }
        self.loose.headings.push(LooseRequirement {
            title: Some(title.clone()),
            obliges: obliges(&text),
            certain: true,
            section: index,
            text: if text.is_empty() { title } else { text },
            lines: (section.line, section.tree_end),
        });
    }

    pub(super) fn loose_edge_heading(&mut self, index: usize) {
        let section = &self.doc.sections[index];
        let mut text = headings::without_number(&section.title.text).to_owned();
        let id = ids::content_key("EC", &text);
        crate::spec::markdown::flatten(&section.blocks, 0, &mut text);
        let entry = TextItem {
            id,
            text,
            line: section.line,
            ..TextItem::default()
        };
        let lines = (section.line, section.tree_end);
        self.loose.edge_headings.push((entry, lines));
    }

    /// A free key from content for a requirement.
    pub(super) fn loose_id(&self, text: &str) -> String {
        let key = ids::content_key("FR", text);
        let all = &self.spec.functional_requirements;
        let taken = all
            .iter()
            .filter(|r| r.id == key || r.id.starts_with(&format!("{key}-")))
            .count();
        numbered(&key, taken)
    }

    /// Takes what was put aside where nothing better was found.
    pub(super) fn adopt_loose(&mut self) {
        let loose = std::mem::take(&mut self.loose);
        self.adopt_requirements(&loose);
        if self.spec.nonfunctional_requirements.is_empty() {
            let from = match loose.nonfunctional_headings.is_empty() {
                true => loose.nonfunctional_items,
                false => loose.nonfunctional_headings,
            };
            self.adopt_nonfunctional(from);
        } else if self.rules.wants_ids {
            let below = |line: u32| self.spans.iter().any(|s| (s.from..=s.to).contains(&line));
            let without = loose.nonfunctional_items.into_iter();
            let without = without.filter(|(entry, _)| !below(entry.line));
            let without: Vec<Missing> = without
                .map(|(entry, _)| Missing {
                    text: entry.text,
                    line: entry.line,
                })
                .collect();
            self.missing.extend(without);
        }
        if self.spec.success_criteria.is_empty() {
            for (entry, lines) in loose.success {
                let id = unique(&entry.id, &self.spec.success_criteria);
                self.span(&id, lines.0, lines.1);
                self.spec.success_criteria.push(TextItem { id, ..entry });
            }
        }
        if self.spec.edge_cases.is_empty() {
            for (entry, lines) in loose.edge_headings {
                self.span(&entry.id, lines.0, lines.1);
                self.spec.edge_cases.push(entry);
            }
        }
        self.adopt_entities(loose.entity_headings);
        self.spec.problem = self.spec.problem.take().or(loose.problem);
        self.spec.proposed_solution = self.spec.proposed_solution.take().or(loose.solution);
    }

    /// Headings below "Key Entities": all of them where nothing else names any, else those that
    /// list attributes.
    fn adopt_entities(&mut self, headings: Vec<(KeyEntity, Lines)>) {
        let alone = self.spec.key_entities.is_empty();
        for (entry, lines) in headings {
            let known = self.spec.key_entities.iter().any(|e| e.name == entry.name);
            if alone || !entry.attributes.is_empty() && !known {
                self.span(&entry.name, lines.0, lines.1);
                self.spec.key_entities.push(entry);
            }
        }
        if !alone && self.path.is_none() {
            self.spec.key_entities.sort_by_key(|entity| entity.line);
        }
    }

    fn adopt_nonfunctional(&mut self, from: Vec<(NonFunctional, Lines)>) {
        let mut taken: std::collections::BTreeMap<String, usize> =
            std::collections::BTreeMap::new();
        for (entry, lines) in from {
            let count = taken.entry(entry.id.clone()).or_default();
            let id = numbered(&entry.id, *count);
            *count += 1;
            self.push_nonfunctional(NonFunctional { id, ..entry }, lines);
        }
    }

    fn adopt_requirements(&mut self, loose: &Loose) {
        let has_ids = !self.spec.functional_requirements.is_empty();
        if has_ids || self.rules.requirement_headings {
            if has_ids && !self.rules.requirement_headings {
                self.report_missing(&loose.items);
            }
            return;
        }
        if self.rules.requirements_are_stories && !self.spec.user_stories.is_empty() {
            return;
        }
        let obliging = loose.items.iter().filter(|i| i.obliges).count();
        let chosen: Vec<LooseRequirement> =
            if obliging * 2 > loose.items.len() || loose.headings.is_empty() {
                loose
                    .items
                    .iter()
                    .filter(|i| i.certain || i.obliges)
                    .cloned()
                    .collect()
            } else {
                let inside = |i: &LooseRequirement| {
                    loose.headings.iter().any(|h| {
                        h.section == i.section || self.doc.below(h.section).contains(&i.section)
                    })
                };
                let outside = loose
                    .items
                    .iter()
                    .filter(|i| (i.certain || i.obliges) && !inside(i));
                let mut all: Vec<_> = loose.headings.iter().chain(outside).cloned().collect();
                all.sort_by_key(|i| i.lines.0);
                all
            };
        if self.rules.wants_ids {
            self.report_missing(&chosen);
        }
        for item in chosen {
            let id = self.loose_id(item.title.as_deref().unwrap_or(&item.text));
            let at = self.push_requirement(&id, &item.text, item.lines.0, item.lines.1);
            self.set_title(at, item.title.as_deref().unwrap_or_default());
        }
    }

    fn report_missing(&mut self, items: &[LooseRequirement]) {
        for item in items.iter().filter(|i| i.obliges) {
            self.missing.push(Missing {
                text: item.text.lines().next().unwrap_or_default().to_owned(),
                line: item.lines.0,
            });
        }
    }
}
