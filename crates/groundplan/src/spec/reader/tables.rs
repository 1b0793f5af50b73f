//! Tables in place of lists: rows with identifiers, rows of sections that hold items.

use super::{Reader, is_quiet};
use crate::model::spec::{DeltaKind, NonFunctional, UserStory};
use crate::spec::headings::{Label, Topic, is_label};
use crate::spec::ids::{self, IdKind, LeadingId};
use crate::spec::leftovers::is_placeholder;
use crate::spec::markdown::{Line, Row, Table};
use crate::spec::words;

/// Headings of columns by what they hold.
const TEXT: &[&str] = &[
    "requirement",
    "description",
    "text",
    "statement",
    "constraint",
    "criterion",
    "criteria",
    "success criterion",
    "assumption",
    "outcome",
    "detail",
    "details",
    "specification",
    "acceptance criterion",
    "需求",
    "描述",
    "说明",
    "内容",
    "要件",
    "説明",
    "요구사항",
    "설명",
    "requisito",
    "descrição",
    "descripción",
    "exigence",
    "beschreibung",
    "anforderung",
    "measure",
    "behavior",
    "behaviour",
    "rule",
    "user story",
];
const TITLE: &[&str] = &[
    "title",
    "name",
    "summary",
    "标题",
    "名称",
    "タイトル",
    "名前",
    "título",
    "titre",
    "titel",
];
const CATEGORY: &[&str] = &[
    "category",
    "type",
    "kind",
    "area",
    "attribute",
    "quality attribute",
    "类别",
    "类型",
    "分类",
    "カテゴリ",
    "種別",
    "범주",
    "categoria",
    "categoría",
    "catégorie",
    "kategorie",
];
const TARGET: &[&str] = &[
    "target",
    "threshold",
    "metric",
    "measure",
    "measurement",
    "goal",
    "limit",
    "指标",
    "目标",
    "目标值",
    "目標",
    "目標値",
    "목표",
    "meta",
    "objetivo",
    "cible",
    "zielwert",
    "ziel",
    "measurable target",
    "measurable threshold",
];

fn column(head: &[Line], names: &[&str]) -> Option<usize> {
    let is = |cell: &Line| {
        let text = cell.text.trim().to_lowercase();
        names.contains(&text.as_str())
    };
    head.iter().position(is)
}

impl<'d> Reader<'d> {
    pub(super) fn table(&mut self, table: &'d Table) {
        if self.criterion.is_some() {
            return;
        }
        let within = self.doc.sections[self.section].within;
        if within == Some(Topic::Entities) && is_entity_table(table) {
            table
                .rows
                .iter()
                .for_each(|row| self.entity_row(table, row));
            return;
        }
        if is_quiet(self.topic()) {
            return;
        }
        if self.topic() == Some(Topic::Dependencies) {
            table.rows.iter().for_each(|row| self.dependency_row(row));
            return;
        }
        if let Some(pending) = self.pending_item.filter(|p| p.is_title) {
            let mut text = String::new();
            crate::spec::markdown::flatten_table(table, "", &mut text);
            self.extend_definition(pending.kind, &text, table.end);
            return;
        }
        for row in &table.rows {
            if !self.id_row(table, row) {
                self.plain_row(table, row);
            }
        }
    }

    /// `| Entity | Attributes | Description |`.
    fn entity_row(&mut self, table: &'d Table, row: &'d Row) {
        let Some(name) = row.cells.first().filter(|c| !c.text.is_empty()) else {
            return;
        };
        let fields = table
            .head
            .iter()
            .position(|head| is_label(&head.text, Label::Attributes));
        let other = |(at, _): &(usize, &Line)| *at > 0 && Some(*at) != fields;
        let rest = row.cells.iter().enumerate().filter(other);
        let rest: Vec<&str> = rest
            .map(|(_, c)| c.text.as_str())
            .filter(|t| !t.is_empty())
            .collect();
        let line = Line {
            text: format!("{}: {}", name.text, rest.join(" — ")),
            strong: std::iter::once(0..name.text.len()).collect(),
            number: row.line,
            ..Line::default()
        };
        let before = self.spec.key_entities.len();
        self.entity_item(&line, None, (row.line, row.line));
        let listed = fields.and_then(|at| row.cells.get(at));
        if let (Some(entity), Some(listed)) = (self.spec.key_entities.get_mut(before), listed) {
            entity.attributes = super::entities::split(&listed.text);
        }
    }

    /// `| ID | Title | As a | I want | So that | Priority |`.
    fn story_row(&mut self, table: &Table, row: &Row, id: &LeadingId, text: String) {
        let cell = |at: Option<usize>| {
            let text = row.cells.get(at?)?.text.trim();
            (!text.is_empty() && !is_placeholder(text)).then(|| text.to_owned())
        };
        let said = |label, names: &[&str]| {
            let by_label = table
                .head
                .iter()
                .position(|head| is_label(&head.text, label));
            cell(by_label.or_else(|| column(&table.head, names)))
        };
        let goal = said(Label::IWant, &["goal", "want"]);
        let role = said(Label::AsA, &["role", "persona", "user", "actor"]);
        let told = words::story(&text);
        let line = Line {
            text,
            number: row.line,
            ..Line::default()
        };
        if told.is_some() || (role.is_none() && goal.is_none()) {
            self.push_story_item(Some(&id.id), &line, row.line);
        } else {
            self.span(&id.id, row.line, row.line);
            self.spec.user_stories.push(UserStory {
                id: id.id.clone(),
                title: cell(column(&table.head, TITLE))
                    .or_else(|| goal.clone())
                    .unwrap_or_default(),
                role,
                goal,
                benefit: said(Label::SoThat, &["benefit", "value", "why"]),
                text: line.text,
                line: row.line,
                ..UserStory::default()
            });
        }
        let priority = said(Label::Priority, &[]);
        if let Some(story) = self.spec.user_stories.last_mut() {
            story.priority = priority.or(story.priority.take());
        }
    }

    /// A row whose first cell (or second, behind a running number) is an identifier alone.
    fn id_row(&mut self, table: &'d Table, row: &'d Row) -> bool {
        let found = row.cells.iter().take(2).enumerate().find_map(|(at, cell)| {
            let id = ids::leading(cell)?;
            let alone = cell.from(id.rest).text.is_empty();
            alone.then_some((at, id))
        });
        let Some((at, id)) = found else {
            return false;
        };
        let topic = self.topic();
        let kind = ids::settle(&id, topic);
        if kind == IdKind::Other || self.refers(&id) {
            return false;
        }
        let text = row_text(table, row, at);
        let span = (row.line, row.line);
        match kind {
            IdKind::Criterion => {
                let line = Line {
                    text: text.clone(),
                    number: row.line,
                    ..Line::default()
                };
                self.push_criterion(Some(&id.id), &line, text, span);
                true
            }
            IdKind::Question => {
                self.question_row(&table.head, &row.cells, row.line);
                true
            }
            IdKind::NonFunctional => {
                self.nonfunctional_row(table, row, &id, text);
                true
            }
            IdKind::Story => {
                self.story_row(table, row, &id, text);
                true
            }
            _ => {
                let title = column(&table.head, TITLE).and_then(|c| row.cells.get(c));
                let kind_cell = column(&table.head, CATEGORY).and_then(|c| row.cells.get(c));
                let remark = match kind {
                    IdKind::Constraint => kind_cell.or(title),
                    _ => title,
                };
                let id = LeadingId {
                    remark: remark.map(|c| c.text.clone()).filter(|t| !t.is_empty()),
                    ..id
                };
                let line = Line {
                    text,
                    number: row.line,
                    ..Line::default()
                };
                self.define(&id, kind, &line, None, span)
            }
        }
    }

    /// A table in another section than the definition's only refers to it.
    fn refers(&self, id: &LeadingId) -> bool {
        let section = &self.doc.sections[self.section];
        self.spans
            .iter()
            .any(|s| s.id == id.id && !(section.line..=section.end).contains(&s.from))
    }

    fn nonfunctional_row(&mut self, table: &Table, row: &Row, id: &LeadingId, text: String) {
        let cell = |names| {
            let at = column(&table.head, names)?;
            let text = row.cells.get(at)?.text.clone();
            (!text.is_empty()).then_some(text)
        };
        let stated = cell(TARGET).filter(|t| *t != text);
        let entry = NonFunctional {
            id: id.id.clone(),
            category: cell(CATEGORY).or_else(|| cell(TITLE)),
            target: stated.or_else(|| words::target(&text)),
            text,
            line: row.line,
        };
        self.push_nonfunctional(entry, (row.line, row.line));
    }

    /// A row without an identifier in a section that holds items.
    fn plain_row(&mut self, table: &'d Table, row: &'d Row) {
        let span = (row.line, row.line);
        let Some(first) = row.cells.first().filter(|c| !c.text.is_empty()) else {
            return;
        };
        let cells: Vec<&str> = row
            .cells
            .iter()
            .map(|c| c.text.as_str())
            .filter(|t| !t.is_empty())
            .collect();
        if cells.iter().all(|text| words::is_nothing(text)) {
            return;
        }
        let joined = cells.join(" — ");
        let in_story = self.story.is_some() || self.requirement.is_some();
        match self.topic() {
            Some(Topic::Acceptance) => {
                let text = clauses(table, row).unwrap_or(joined);
                self.criterion_row(&text, row.line);
            }
            _ if in_story => {}
            Some(topic @ (Topic::EdgeCases | Topic::Success | Topic::Assumptions)) => {
                self.text_item(topic, joined, span);
            }
            Some(Topic::Entities) if !self.entity_table_is_attributes() => {
                let rest: Vec<&str> = cells.iter().skip(1).copied().collect();
                let line = Line {
                    text: format!("{}: {}", first.text, rest.join(" — ")),
                    strong: std::iter::once(0..first.text.len()).collect(),
                    number: row.line,
                    ..Line::default()
                };
                self.entity_item(&line, None, span);
            }
            Some(Topic::Questions) => self.question_row(&table.head, &row.cells, row.line),
            Some(Topic::OutOfScope) => self.out_of_scope(joined, span),
            Some(Topic::Constraints) => self.keyed_constraint(None, joined, span),
            Some(Topic::NonFunctional) => self.loose_nonfunctional_row(table, row, joined),
            Some(Topic::Functional) => {
                self.loose_requirement(first, joined, false, span);
            }
            Some(Topic::Requirements) if self.delta == Some(DeltaKind::Added) => {}
            Some(Topic::Capabilities) => self.spec.key_capabilities.push(joined),
            _ => {}
        }
    }

    fn loose_nonfunctional_row(&mut self, table: &Table, row: &Row, text: String) {
        let at = column(&table.head, TARGET);
        let target = at.and_then(|c| row.cells.get(c)).map(|c| c.text.clone());
        let category = column(&table.head, CATEGORY).unwrap_or(0);
        let entry = NonFunctional {
            id: ids::content_key("NFR", &text),
            category: row.cells.get(category).map(|c| c.text.clone()),
            target: target.or_else(|| words::target(&text)),
            text,
            line: row.line,
        };
        self.loose
            .nonfunctional_items
            .push((entry, (row.line, row.line)));
    }

    /// Below a list of entities a table shows fields.
    fn entity_table_is_attributes(&self) -> bool {
        let section = &self.doc.sections[self.section];
        !self.spec.key_entities.is_empty() && super::criteria::has_list(&section.blocks)
    }
}

/// Whether the first column names entities.
pub(super) fn is_entity_table(table: &Table) -> bool {
    let first = table
        .head
        .first()
        .map(|head| head.text.trim().to_lowercase());
    first.is_some_and(|first| {
        let names = [
            "entity",
            "entities",
            "entity name",
            "model",
            "实体",
            "實體",
            "エンティティ",
            "엔티티",
            "entidade",
            "entidad",
            "entité",
            "entität",
        ];
        names.contains(&first.as_str())
    })
}

/// The text of a row: its title and text columns, else all cells but the identifier's, its
/// priority and its status.
fn row_text(table: &Table, row: &Row, id_at: usize) -> String {
    let text = column(&table.head, TEXT).filter(|c| *c != id_at);
    let cell = |at: usize| {
        row.cells
            .get(at)
            .map(|c| c.text.as_str())
            .filter(|t| !t.is_empty())
    };
    if let Some(text) = text.and_then(cell) {
        return text.to_owned();
    }
    let dull = [
        "priority",
        "status",
        "id",
        "优先级",
        "状态",
        "優先度",
        "ステータス",
        "prioridade",
        "prioridad",
        "priorité",
        "priorität",
    ];
    let parts = table.head.iter().enumerate().filter_map(|(at, head)| {
        let name = head.text.to_lowercase();
        let keep = at != id_at && !dull.contains(&name.as_str());
        keep.then(|| cell(at)).flatten()
    });
    parts.collect::<Vec<_>>().join(" — ")
}

/// `| Given | When | Then |` as a sentence.
fn clauses(table: &Table, row: &Row) -> Option<String> {
    let part = |label| {
        let at = table.head.iter().position(|h| is_label(&h.text, label))?;
        row.cells.get(at).map(|c| c.text.as_str())
    };
    let (given, when, then) = (part(Label::Given), part(Label::When), part(Label::Then)?);
    let mut out = Vec::new();
    out.extend(given.map(|g| format!("Given {g}")));
    out.extend(when.map(|w| format!("When {w}")));
    out.push(format!("Then {then}"));
    Some(out.join(", "))
}
