//! Open questions: items of their section, research questions, `[NEEDS CLARIFICATION: …]` markers.

use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, is_quiet};
use crate::model::spec::{OpenQuestion, QuestionKind};
use crate::spec::headings::{Label, Topic, is_label};
use crate::spec::ids;
use crate::spec::leftovers::{is_boilerplate, is_placeholder, is_unfilled};
use crate::spec::markdown::{Block, Document, Item, Line};
use crate::spec::words;

impl<'d> Reader<'d> {
    /// A question with or without an identifier.
    pub(super) fn question(
        &mut self,
        id: Option<&str>,
        line: &Line,
        item: Option<&'d Item>,
        span: (u32, u32),
    ) {
        let text = line.text.trim().to_owned();
        if is_nothing(&text) || is_unfilled(&text) {
            return;
        }
        // A marker in the section of questions is counted as the marker it is.
        if id.is_none() && has_open_marker(line) {
            return;
        }
        let mut nested = text.clone();
        if let Some(item) = item {
            crate::spec::markdown::flatten(&item.children, 0, &mut nested);
        }
        let (asked, inline) = split_answer(&text);
        let below = item.and_then(|i| nested_answer(&i.children));
        let ticked = item.and_then(|i| i.task) == Some(true);
        let struck = line
            .struck
            .first()
            .is_some_and(|r| r.start == 0 && r.len() * 2 > text.len());
        let answer = inline.or(below).filter(|a| !is_open_word(a));
        let said = answer.is_some() || ticked || struck || says_answered(&text);
        let research = id.is_some_and(|id| id.starts_with("RQ")) || self.is_research();
        let id = id.map_or_else(|| self.question_id(&asked), str::to_owned);
        self.span(&id, span.0, span.1);
        self.spec.open_questions.push(OpenQuestion {
            id,
            text: if answer.is_some() { asked } else { nested },
            kind: if research {
                QuestionKind::Research
            } else {
                QuestionKind::Clarification
            },
            answered: said,
            answer,
            line: span.0,
            ..OpenQuestion::default()
        });
    }

    /// The heading says that facts are looked for: "Open Questions (Research Needed)".
    fn is_research(&self) -> bool {
        let mut at = Some(self.section);
        while let Some(index) = at {
            let section = &self.doc.sections[index];
            if section.topic == Some(Topic::Questions) {
                return section.title.text.to_lowercase().contains("research");
            }
            at = section.parent;
        }
        false
    }

    fn question_id(&self, text: &str) -> String {
        let key = ids::content_key("Q", text);
        let taken = self
            .spec
            .open_questions
            .iter()
            .filter(|q| q.id.starts_with(&key))
            .count();
        super::lists::numbered(&key, taken)
    }

    /// A heading below "Open Questions".
    pub(super) fn question_heading(&mut self, index: usize, id: Option<&str>, title: &str) {
        let section = &self.doc.sections[index];
        let line = Line {
            text: crate::spec::headings::without_number(title).to_owned(),
            number: section.line,
            ..Line::default()
        };
        let before = self.spec.open_questions.len();
        self.question(id, &line, None, (section.line, section.tree_end));
        if let Some(asked) = self.spec.open_questions.get_mut(before)
            && let Some(answer) = nested_answer(&section.blocks)
        {
            asked.answered = true;
            asked.answer = Some(answer);
        }
        // Bullets below are about this question.
        self.label_topic = Some(Topic::Notes);
    }

    /// Prose in a section of questions: a question, or the word that there is none.
    pub(super) fn question_paragraph(&mut self, line: &Line, span: (u32, u32)) {
        if line.text.contains(['?', '？']) && !says_none(&line.text) {
            self.question(None, line, None, span);
        }
    }

    /// `Q: … → A: …`: answered where there is an answer.
    pub(super) fn clarification(&mut self, line: &Line, item: Option<&'d Item>, span: (u32, u32)) {
        if let Some(answer) = words::value_of(line, Label::Answer)
            && self.answer_last(answer)
        {
            return;
        }
        let asks =
            words::value_of(line, Label::Question).is_some() || line.text.contains(['?', '？']);
        if !asks || is_nothing(&line.text) || is_placeholder(&line.text) {
            return;
        }
        let (mut asked, mut inline) = split_answer(&line.text);
        if let (Some(answer), Some(item)) = (&mut inline, item) {
            crate::spec::markdown::flatten(&item.children, 0, answer);
        }
        let below = item.and_then(|i| nested_answer(&i.children)).or_else(|| {
            let nested = item?.children.iter().find_map(|b| match b {
                Block::List(list) => list.items.first().map(Item::full_text),
                Block::Paragraph(text) => Some(text.joined().text),
                _ => None,
            });
            nested.filter(|_| line.text.trim_end().ends_with(['?', '？']))
        });
        let mut answer = inline.or(below);
        // "Which store? The one we have." answers itself.
        if answer.is_none()
            && let Some(at) = asked.rfind(['?', '？'])
        {
            let end = at
                + asked
                    .get(at..)
                    .and_then(|t| t.chars().next())
                    .map_or(1, char::len_utf8);
            let said = asked
                .get(end..)
                .unwrap_or_default()
                .trim_matches([' ', '*', '—', '-', ':']);
            if said.chars().any(char::is_alphanumeric) {
                answer = Some(said.to_owned());
                asked.truncate(end);
            }
        }
        let id = self.question_id(&asked);
        self.span(&id, span.0, span.1);
        self.spec.open_questions.push(OpenQuestion {
            id,
            text: asked,
            kind: QuestionKind::Clarification,
            answered: answer.as_deref().is_some_and(|a| !is_open_word(a)) && !has_open_marker(line),
            answer,
            line: span.0,
            ..OpenQuestion::default()
        });
    }

    /// `A: …` on its own answers the question before it. False where none waits for an answer.
    fn answer_last(&mut self, answer: &str) -> bool {
        let waits = |q: &&mut OpenQuestion| !q.answered && q.answer.is_none();
        let Some(asked) = self.spec.open_questions.last_mut().filter(waits) else {
            return false;
        };
        asked.answered = !answer.is_empty() && !is_open_word(answer);
        asked.answer = Some(answer.to_owned()).filter(|a| !a.is_empty());
        true
    }
}

/// Markers of the prose that are open questions, in document order.
pub fn markers(document: &Document<'_>) -> Vec<(String, u32)> {
    let mut out = Vec::new();
    for section in &document.sections {
        let quiet = matches!(
            section.within,
            Some(Topic::Checklist | Topic::Notes | Topic::Testing | Topic::Clarifications)
        );
        // A marker below "Notes" is as open as any; only lines of check lists speak about them.
        let checks = section.within == Some(Topic::Checklist);
        scan_line(&section.title, &mut out);
        walk(&section.blocks, quiet && checks, &mut out);
    }
    out
}

fn walk(blocks: &[Block], checks: bool, out: &mut Vec<(String, u32)>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) if !checks => scan_line(&text.joined(), out),
            Block::List(list) => {
                for item in &list.items {
                    let joined = item.text.joined();
                    // "- [ ] No [NEEDS CLARIFICATION] markers remain" checks, it does not ask.
                    if !(checks || item.task.is_some() && speaks_about(&joined.text)) {
                        scan_item(item, &joined, out);
                    }
                    walk(&item.children, checks, out);
                }
            }
            Block::Table(table) if !checks => {
                for cell in table.rows.iter().flat_map(|r| &r.cells) {
                    scan_line(cell, out);
                }
            }
            Block::Quote(inner) => walk(inner, checks, out),
            _ => {}
        }
    }
}

fn scan_item(item: &Item, joined: &Line, out: &mut Vec<(String, u32)>) {
    let before = out.len();
    scan_line(joined, out);
    // The joined text carries the first line's number; find the exact one.
    for found in out.iter_mut().skip(before) {
        let exact = item
            .text
            .lines
            .iter()
            .find(|l| MARKER.as_ref().is_some_and(|m| m.is_match(&l.text)));
        if let Some(line) = exact {
            found.1 = line.number;
        }
    }
}

static MARKER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\[\s*(?:NEEDS?[ _-]CLARIFICATIONS?|需要澄清|待澄清|要明確化|明確化が必要|명확화 필요|NECESITA ACLARACIÓN|PRECISA DE ESCLARECIMENTO)\s*(?:[:：\-–—]\s*([^\]]*))?\]").ok()
});

fn scan_line(line: &Line, out: &mut Vec<(String, u32)>) {
    let Some(marker) = MARKER.as_ref() else {
        return;
    };
    for found in marker.captures_iter(&line.text) {
        let Some(whole) = found.get(0) else { continue };
        let question = found.get(1).map(|m| m.as_str().trim());
        let struck = line.struck.iter().any(|r| r.contains(&whole.start()));
        if line.in_code(whole.start()) || struck || is_quoted(&line.text, whole.start()) {
            continue;
        }
        let text = match question {
            Some(question) if is_boilerplate(question, &line.text) => continue,
            Some(question) => question.trim_matches(['*', '_', ' ']).to_owned(),
            None if speaks_about(&line.text) => continue,
            None => line.text.clone(),
        };
        out.push((text, line.number));
    }
}

fn is_quoted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches('*');
    before.ends_with(['"', '“', '「', '\'', '‘', '«'])
}

/// Text about markers: "No [NEEDS CLARIFICATION] markers remain".
fn speaks_about(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "marker",
        "remain",
        "tag",
        "placeholder",
        "no [needs",
        "all [needs",
        "any [needs",
        "limit ",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

fn has_open_marker(line: &Line) -> bool {
    let mut out = Vec::new();
    scan_line(line, &mut out);
    !out.is_empty()
}

/// Splits `… → A: …`, `… **Answer**: …`, `Q … — resolved: …` into question and answer.
fn split_answer(text: &str) -> (String, Option<String>) {
    static ANSWER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*(?:(?:→|->|=>|⇒)\s*(?:(?:A|Answer|答|回答|答え)\s*[:：])?|\b(?:A|Answer|Answered|Resolution|Resolved|Decision|Decided)\s*[:：]|(?:答案|回答|决定|結論|结论|答え|決定|답변|결정|Resposta|Respuesta|Réponse|Antwort)\s*[:：])\s*").ok()
    });
    let question = |t: &str| {
        let t = t.trim();
        let line = Line {
            text: t.to_owned(),
            ..Line::default()
        };
        let value = words::value_of(&line, Label::Question).unwrap_or(t).trim();
        // "Who pays? (Resolved: …)" leaves a bracket behind.
        value
            .trim_end_matches(['*', '—', '-', ' ', '(', '[', '（'])
            .to_owned()
    };
    let Some(found) = ANSWER.as_ref().and_then(|a| a.find(text)) else {
        return (question(text), None);
    };
    let answer = text.get(found.end()..).unwrap_or_default().trim();
    let before = text.get(..found.start()).unwrap_or_default();
    let asked = question(before);
    if asked.is_empty() {
        return (question(text), None);
    }
    if answer.is_empty() {
        return (asked, None);
    }
    let bracketed = before.trim_end().ends_with(['(', '[', '（']);
    let answer = match bracketed {
        true => answer.trim_end_matches([')', ']', '）']),
        false => answer,
    };
    (asked, Some(answer.to_owned()))
}

/// A nested `**Answer**: …`.
fn nested_answer(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) => text.lines.iter().find_map(answer_line),
        Block::List(list) => list
            .items
            .iter()
            .find_map(|item| answer_line(&item.text.joined())),
        Block::Quote(inner) => nested_answer(inner),
        _ => None,
    })
}

fn answer_line(line: &Line) -> Option<String> {
    let value = words::value_of(line, Label::Answer)?;
    (!value.is_empty() && !is_open_word(value)).then(|| value.to_owned())
}

fn is_open_word(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let open = [
        "tbd",
        "open",
        "unknown",
        "pending",
        "to be decided",
        "to be determined",
        "?",
        "-",
        "—",
        "待定",
        "未定",
        "미정",
    ];
    open.contains(&lower.as_str()) || lower.starts_with("[needs")
}

fn says_answered(text: &str) -> bool {
    let lower = text.to_lowercase();
    let head: String = lower.chars().take(24).collect();
    let heads = [
        "✅",
        "☑",
        "resolved",
        "[resolved]",
        "(resolved)",
        "answered",
        "[answered]",
        "closed",
        "~~",
        "已解决",
        "已确认",
        "解決済",
    ];
    heads
        .iter()
        .any(|w| head.trim_start_matches(['*', '[', '(']).starts_with(w))
        || [
            "(resolved",
            "[resolved",
            "✅ resolved",
            "— resolved",
            "(answered",
            "(已解决",
            "（已解决",
            "（解決済",
            "(decided",
        ]
        .iter()
        .any(|w| lower.contains(w))
}

/// "None", "No open questions at this time."
fn is_nothing(text: &str) -> bool {
    let bare = text
        .trim()
        .trim_matches(['*', '_', '(', ')'])
        .trim_end_matches(['.', '。', '!']);
    is_label(bare, Label::Nothing) || says_none(text)
}

fn says_none(text: &str) -> bool {
    let lower = text
        .trim_start_matches(['*', '_', '(', '✅', ' '])
        .to_lowercase();
    let starts = [
        "none.",
        "none ",
        "none;",
        "none—",
        "none,",
        "none:",
        "no open ",
        "no outstanding ",
        "no unresolved ",
        "no remaining ",
        "no questions",
        "no further ",
        "all questions ",
        "all open questions",
        "all clarif",
        "all resolved",
        "n/a ",
        "无。",
        "暂无",
        "なし。",
        "没有",
        "无开放",
        "无未决",
        "없음",
    ];
    starts.iter().any(|w| lower.starts_with(w)) || matches!(lower.as_str(), "none" | "无" | "なし")
}

impl Reader<'_> {
    /// A row of a table of questions: the first wordy cell asks, a column may answer.
    pub(super) fn question_row(&mut self, head: &[Line], cells: &[Line], line: u32) {
        if is_quiet(self.topic()) {
            return;
        }
        let Some(first) = cells.first() else { return };
        let id = ids::leading(first).filter(|id| first.from(id.rest).text.is_empty());
        let number = first
            .text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '#' | '.'));
        let skip = usize::from(id.is_some() || number);
        let Some(asked) = cells.get(skip) else { return };
        let column = |label: Label| {
            let at = head.iter().position(|h| is_label(&h.text, label))?;
            cells
                .get(at)
                .map(|c| c.text.clone())
                .filter(|t| !t.is_empty())
        };
        let answer = column(Label::Answer).filter(|a| !is_open_word(a));
        let closed = column(Label::Status).is_some_and(|s| {
            let s = s.to_lowercase();
            ["resolved", "closed", "answered", "decided", "done", "✅"]
                .iter()
                .any(|w| s.contains(w))
        });
        if is_nothing(&asked.text) || asked.text.is_empty() {
            return;
        }
        let id = id.map_or_else(|| self.question_id(&asked.text), |id| id.id);
        self.span(&id, line, line);
        self.spec.open_questions.push(OpenQuestion {
            kind: match id.starts_with("RQ") || self.is_research() {
                true => QuestionKind::Research,
                false => QuestionKind::Clarification,
            },
            id,
            text: asked.text.clone(),
            answered: answer.is_some() || closed,
            answer,
            line,
            ..OpenQuestion::default()
        });
    }
}
