//! Acceptance criteria: lists, headings and paragraphs under stories, requirements, or alone.

use super::{Owner, Reader};
use crate::model::spec::{AcceptanceCriterion, CriterionForm};
use crate::spec::headings::{self, Label, Topic, Word, is_label, synonyms};
use crate::spec::ids::{self, IdKind};
use crate::spec::markdown::{Block, Code, Item, Line, List, Text};
use crate::spec::words;

/// Whether a list without a heading of its own is one of criteria: all Given/When/Then or EARS.
pub(super) fn is_criteria(list: &List) -> bool {
    let Some(first) = list.items.first() else {
        return false;
    };
    let line = first.text.joined();
    if ids::leading(&line).is_some_and(|id| id.kind == IdKind::Criterion) {
        return true;
    }
    let read = words::criterion(String::new(), &line, first.full_text());
    match read.form {
        CriterionForm::GivenWhenThen => true,
        CriterionForm::Ears => read.when.is_some() || read.given.is_some() || list.start.is_some(),
        CriterionForm::Prose => clause(&line.text) == Some(Label::Given),
    }
}

/// The lines of a paragraph as one; a line that opens a clause which nothing else sets apart stays
/// a line of its own. As many bytes as [`Text::joined`] has, so that offsets hold for both.
fn spoken(text: &Text) -> String {
    let mut out = String::new();
    for line in &text.lines {
        if !out.is_empty() {
            let word = line.text.split([' ', ':']).next().unwrap_or_default();
            let capital = word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().any(char::is_lowercase);
            let opens = capital && line.leading_strong().is_none() && clause(word).is_some();
            let apart = out.ends_with([',', '.', ';', ':', '，', '。']);
            out.push(if opens && !apart { '\n' } else { ' ' });
        }
        out.push_str(&line.text);
    }
    out
}

/// Items as lines of one text that remembers what was strong.
fn bullets(items: &[Item]) -> Line {
    let mut all = Line::default();
    for item in items {
        if !all.text.is_empty() {
            all.text.push('\n');
        }
        all.text.push_str("- ");
        let base = all.text.len();
        let strong = item.text.joined().strong;
        all.strong
            .extend(strong.iter().map(|r| r.start + base..r.end + base));
        all.text.push_str(&spoken(&item.text));
        crate::spec::markdown::flatten(&item.children, 0, &mut all.text);
    }
    all
}

/// The clause that an item opens, if it is only one of several.
fn clause(text: &str) -> Option<Label> {
    let word = text.split([' ', ':', '：', ',']).next().unwrap_or_default();
    [Label::Given, Label::When, Label::Then, Label::And]
        .into_iter()
        .find(|label| {
            let whole = is_label(word, *label);
            whole
                || synonyms(*label)
                    .iter()
                    .any(|w| !w.is_ascii() && text.starts_with(w))
        })
}

/// Bullets of one criterion: Given, When, Then, And in a row.
fn groups(list: &List) -> Vec<Vec<&Item>> {
    let mut out: Vec<Vec<&Item>> = Vec::new();
    let mut have: Vec<Label> = Vec::new();
    for item in &list.items {
        let line = item.text.joined();
        let loose = list.start.is_none() && item.task.is_none();
        let part = clause(&line.text).filter(|_| loose).filter(|_| {
            let full = words::criterion(String::new(), &line, item.full_text());
            full.form == CriterionForm::Prose
        });
        let joins = match part {
            None | Some(Label::Given) => false,
            Some(Label::When) => {
                have.contains(&Label::Given)
                    && !have.contains(&Label::When)
                    && !have.contains(&Label::Then)
            }
            Some(Label::Then) => !have.contains(&Label::Then) && !have.is_empty(),
            Some(_) => !have.is_empty(),
        };
        match (joins, out.last_mut()) {
            (true, Some(last)) => last.push(item),
            _ => {
                out.push(vec![item]);
                have.clear();
            }
        }
        have.extend(part);
    }
    out
}

impl<'d> Reader<'d> {
    pub(super) fn criteria(&mut self, owner: Owner) -> &mut Vec<AcceptanceCriterion> {
        match owner {
            Owner::Story(at) if at < self.spec.user_stories.len() => {
                &mut self.spec.user_stories[at].acceptance_criteria
            }
            Owner::Requirement(at) if at < self.spec.functional_requirements.len() => {
                &mut self.spec.functional_requirements[at].acceptance_criteria
            }
            _ => &mut self.spec.acceptance_criteria,
        }
    }

    /// `US-1.AC2`, Kiro's `1.2`, or the stated one where it is unique by itself (`AC 3.1.2`).
    fn criterion_id(&mut self, owner: Owner, stated: Option<&str>) -> String {
        let number = self.criteria(owner).len() + 1;
        let holder = match owner {
            Owner::Story(at) => self.spec.user_stories.get(at).map(|s| s.id.clone()),
            Owner::Requirement(at) => {
                let all = &self.spec.functional_requirements;
                all.get(at).map(|r| r.id.clone())
            }
            Owner::Nobody => None,
        };
        let digits = stated.map(|s| {
            s.trim_start_matches(|c: char| !c.is_ascii_digit())
                .to_owned()
        });
        let own = digits.as_deref().is_some_and(|d| d.contains(['.', '-']));
        match (holder, stated, digits) {
            (_, Some(stated), _) if own => stated.to_owned(),
            (None, Some(stated), _) => stated.to_owned(),
            (None, None, _) => format!("AC-{number}"),
            (Some(holder), _, digits) => {
                let bare = holder.chars().all(|c| c.is_ascii_digit() || c == '.');
                let number = digits.unwrap_or_else(|| number.to_string());
                let infix = if bare { "" } else { "AC" };
                format!("{holder}.{infix}{number}")
            }
        }
    }

    pub(super) fn push_criterion(
        &mut self,
        stated: Option<&str>,
        line: &Line,
        text: String,
        span: (u32, u32),
    ) -> (Owner, usize) {
        let owner = self.owner();
        let id = self.criterion_id(owner, stated);
        if stated.is_some() {
            self.stated = Some(owner);
        }
        self.span(&id, span.0, span.1);
        let criterion = words::criterion(id, line, text);
        let list = self.criteria(owner);
        list.push(criterion);
        (owner, list.len() - 1)
    }

    pub(super) fn criteria_list(&mut self, list: &'d List) {
        for group in groups(list) {
            let Some(first) = group.first() else { continue };
            let line = first.text.joined();
            let topic = self.topic();
            let stated =
                ids::leading(&line).filter(|id| ids::settle(id, topic) == IdKind::Criterion);
            let owner = self.owner();
            let last = self.criteria(owner).len();
            if stated.is_none() && self.stated == Some(owner) && last > 0 {
                let more = bullets(std::slice::from_ref(*first));
                self.add_to_criterion(owner, last - 1, &more, first.end);
                continue;
            }
            // "FR-001: verified by …" below "Acceptance" is a criterion all the same.
            let rest = match &stated {
                Some(id) => line.from(id.rest),
                None => line.clone(),
            };
            let said = spoken(&first.text);
            let from = said.len().saturating_sub(rest.text.len());
            let mut text = said.get(from..).unwrap_or(&rest.text).to_owned();
            if !first.children.is_empty() {
                crate::spec::markdown::flatten(&first.children, 0, &mut text);
            }
            for item in group.iter().skip(1) {
                text.push_str("\n- ");
                text.push_str(&item.full_text());
            }
            let end = group.last().map_or(first.end, |i| i.end);
            let stated = stated.map(|id| id.id);
            self.push_criterion(stated.as_deref(), &rest, text, (first.line, end));
        }
    }

    pub(super) fn criterion_heading(&mut self, index: usize, id: Option<&str>, line: &Line) {
        let section = &self.doc.sections[index];
        let line = Line {
            number: section.line,
            ..line.clone()
        };
        let span = (section.line, section.tree_end);
        let (owner, at) = self.push_criterion(id, &line, line.text.clone(), span);
        self.set_criterion_title(owner, at, &line.text);
        self.criterion = Some((section.level, owner, at));
    }

    /// `**Scenario 2: Title**` in front of its Given, When and Then.
    pub(super) fn scenario_paragraph(&mut self, text: &'d Text) -> bool {
        let fits = self.topic() == Some(Topic::Acceptance) || self.story.is_some();
        let Some(first) = text
            .lines
            .first()
            .filter(|_| fits && self.criterion.is_none())
        else {
            return false;
        };
        let marked = first.leading_strong().is_some();
        let numbered = headings::numbered(&first.text, Word::Scenario);
        // "Acceptance scenario:" alone is a label of what follows.
        let named = headings::named(&first.text, Word::Scenario).filter(|name| !name.is_empty());
        let joined = text.joined();
        let whole = words::criterion(String::new(), &joined, joined.text.clone());
        let is_gwt = whole.form == CriterionForm::GivenWhenThen && whole.given.is_some();
        if !(marked && (numbered.is_some() || named.is_some()) || is_gwt) {
            return false;
        }
        let span = (
            first.number,
            text.lines.last().map_or(first.number, |l| l.number),
        );
        let lines: Vec<&str> = text.lines.iter().map(|l| l.text.as_str()).collect();
        let title = named
            .or(numbered.map(|found| found.title))
            .map(|title| title.trim_matches(['*', '_', ' ', ':']).to_owned());
        let (owner, at) = self.push_criterion(None, &joined, lines.join("\n"), span);
        // Where the clauses follow on the same line, the name ends before them.
        let alone = title.filter(|title| {
            words::criterion(String::new(), first, title.clone())
                .then
                .is_none()
        });
        self.set_criterion_title(owner, at, alone.as_deref().unwrap_or_default());
        self.pending = Some((owner, at));
        true
    }

    /// The name of a criterion; a number or an identifier alone is none.
    fn set_criterion_title(&mut self, owner: Owner, at: usize, title: &str) {
        let title = title.trim();
        let is_name = title.chars().filter(|c| c.is_alphabetic()).count() > 3;
        if let Some(known) = self.criteria(owner).get_mut(at).filter(|_| is_name) {
            known.title = Some(title.to_owned());
        }
    }

    /// Lines `1.1.1 WHEN …` below a label of criteria, a criterion each.
    pub(super) fn numbered_criteria(&mut self, text: &'d Text) -> bool {
        if self.topic() != Some(Topic::Acceptance) || self.criterion.is_some() {
            return false;
        }
        let number = |line: &Line| -> Option<(String, usize)> {
            let (first, _) = line.text.split_once(' ')?;
            let digits = first.trim_end_matches(['.', ')']);
            let shaped = digits.contains('.')
                && digits
                    .split('.')
                    .all(|n| !n.is_empty() && n.len() < 4 && n.bytes().all(|b| b.is_ascii_digit()));
            shaped.then(|| (digits.to_owned(), first.len()))
        };
        let read: Vec<_> = text.lines.iter().map(number).collect();
        if read.first().is_none_or(Option::is_none) {
            return false;
        }
        let starts: Vec<usize> = (0..read.len()).filter(|at| read[*at].is_some()).collect();
        for (index, at) in starts.iter().enumerate() {
            let Some((id, skip)) = read[*at].clone() else {
                continue;
            };
            let end = starts.get(index + 1).map_or(read.len(), |next| *next);
            let lines = text.lines.get(*at..end).unwrap_or_default().to_vec();
            let last = lines.last().map_or(0, |l| l.number);
            let joined = Text { lines }.joined();
            let rest = joined.from(skip);
            self.push_criterion(Some(&id), &rest, rest.text.clone(), (joined.number, last));
        }
        true
    }

    /// Adds a list's items to the text of a criterion and reads it anew.
    pub(super) fn extend_criterion(&mut self, owner: Owner, at: usize, list: &List) {
        let end = list.items.last().map_or(0, |i| i.end);
        self.add_to_criterion(owner, at, &bullets(&list.items), end);
    }

    /// Whether the criterion says what comes out: prose behind it is none of it.
    pub(super) fn is_told(&mut self, owner: Owner, at: usize) -> bool {
        let criterion = self.criteria(owner).get(at);
        criterion.is_some_and(|c| c.then.is_some() && c.form == CriterionForm::GivenWhenThen)
    }

    pub(super) fn add_to_criterion(&mut self, owner: Owner, at: usize, more: &Line, end: u32) {
        let Some(known) = self.criteria(owner).get_mut(at) else {
            return;
        };
        let line = Line {
            number: known.line,
            strong: more.strong.clone(),
            ..Line::default()
        };
        let text = format!("{}\n{}", known.text, more.text);
        let id = std::mem::take(&mut known.id);
        let title = known.title.take();
        let mut body = words::criterion(id.clone(), &line, more.text.clone());
        if body.form == CriterionForm::Prose {
            // Its parts may stand in several lists.
            let bare = Line {
                number: known.line,
                ..Line::default()
            };
            body = words::criterion(id.clone(), &bare, text.clone());
        }
        *known = AcceptanceCriterion {
            title,
            text,
            ..body
        };
        if let Some(span) = self.spans.iter_mut().rev().find(|s| s.id == id) {
            span.to = span.to.max(end);
        }
    }

    /// Fenced Gherkin under a story or a heading of criteria is read for its form only where a
    /// heading opened the criterion; fenced text never counts by itself.
    pub(super) fn gherkin(&mut self, code: &'d Code) {
        let Some((_, owner, at)) = self.criterion else {
            return;
        };
        let gherkin = code
            .info
            .as_deref()
            .is_some_and(|i| i.starts_with("gherkin"));
        if gherkin {
            let more = Line {
                text: code.text.trim().to_owned(),
                ..Line::default()
            };
            self.add_to_criterion(owner, at, &more, code.end);
        }
    }

    /// A row of a table of criteria.
    pub(super) fn criterion_row(&mut self, text: &str, line: u32) {
        let line = Line {
            text: text.to_owned(),
            number: line,
            ..Line::default()
        };
        let stated = ids::leading(&line).filter(|id| id.kind == IdKind::Criterion);
        let rest = stated
            .as_ref()
            .map_or_else(|| line.clone(), |id| line.from(id.rest));
        let span = (line.number, line.number);
        self.push_criterion(
            stated.map(|id| id.id).as_deref(),
            &rest,
            rest.text.clone(),
            span,
        );
    }
}

/// Whether any block below is a list.
pub(super) fn has_list(blocks: &[Block]) -> bool {
    blocks.iter().any(|b| matches!(b, Block::List(_)))
}
