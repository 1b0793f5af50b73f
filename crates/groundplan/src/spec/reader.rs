//! Reads an outline: headings open parts, items of a part become what the part holds. What differs
//! between forms is in [`Rules`].

use super::headings::{self, Role};
use super::items;
use super::outline::{Block, Kind, Outline};
use crate::diag::Diagnostic;
use crate::model::spec::{
    AcceptanceCriterion, Artefact, Constraint, DeltaKind, KeyEntity, Mention, NonFunctional,
    OpenQuestion, QuestionKind, Requirement, Spec, SpecDependency, TextItem, UserStory,
};

/// What differs between forms.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules {
    /// Headings "Requirement N" are user stories (Kiro).
    pub requirements_are_stories: bool,
    /// Headings "Requirement: NAME" are requirements, "Scenario: NAME" their criteria (OpenSpec).
    pub requirement_headings: bool,
    /// Headings "Scenario N" are criteria (Spec Kitty).
    pub scenario_headings: bool,
    /// Level-three headings below "User Stories" are stories (Agent OS).
    pub plain_story_headings: bool,
    /// Numbered items of "Spec Scope" are requirements (Agent OS).
    pub scope_items: bool,
    /// Numbered items with SHALL under plain headings are requirements, where there is no story.
    pub shall_items: bool,
}

/// Where the next item belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Nothing,
    Story(usize),
    Requirement(usize),
}

struct Reader<'a> {
    spec: &'a mut Spec,
    rules: Rules,
    path: Option<String>,
    /// Headings that are open: level, text, part.
    open: Vec<(u8, String, Option<Role>)>,
    owner: Owner,
    in_criteria: bool,
    delta: Option<DeltaKind>,
    owner_level: u8,
    criterion: bool,
    label_role: Option<Role>,
    table_head: Vec<String>,
    item: Option<String>,
}

/// Reads one document of a specification into `spec`; `path` names it where it is not the main one.
pub fn read(spec: &mut Spec, outline: &Outline, rules: Rules, path: Option<String>) {
    let mut reader = Reader {
        spec,
        rules,
        path,
        open: Vec::new(),
        owner: Owner::Nothing,
        in_criteria: false,
        delta: None,
        owner_level: 0,
        criterion: false,
        label_role: None,
        table_head: Vec::new(),
        item: None,
    };
    for block in &outline.blocks {
        reader.block(block);
    }
}

impl Reader<'_> {
    fn role(&self) -> Option<Role> {
        self.label_role
            .or_else(|| self.open.iter().rev().find_map(|(_, _, role)| *role))
    }

    fn heading(&self) -> String {
        self.open
            .last()
            .map(|(_, text, _)| text.clone())
            .unwrap_or_default()
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::Heading(level) => self.on_heading(*level, block),
            Kind::Code(info) => self.artefact(info, block),
            Kind::Paragraph => self.on_paragraph(block),
            Kind::Item { depth, number } => self.on_item(*depth, *number, block),
            Kind::TableHead(cells) => {
                self.table_head.clone_from(cells);
                self.artefact("table", block);
            }
            Kind::Row(cells) => self.on_row(cells, block),
        }
        let quiet = matches!(block.kind, Kind::Code(_)) || self.role() == Some(Role::Checklist);
        if !quiet {
            self.after(block);
        }
    }

    /// Markers and code spans of any text.
    fn after(&mut self, block: &Block) {
        for words in items::markers(&block.text) {
            let id = format!(
                "NC-{}",
                1 + self
                    .spec
                    .open_questions
                    .iter()
                    .filter(|q| q.id.starts_with("NC-"))
                    .count()
            );
            let text = if words.is_empty() {
                items::unmark(&block.text)
            } else {
                words
            };
            self.spec.open_questions.push(OpenQuestion {
                id,
                text,
                kind: QuestionKind::Clarification,
                line: block.line,
                ..OpenQuestion::default()
            });
        }
        for code in &block.code {
            self.spec.mentions.push(Mention {
                text: code.clone(),
                line: block.line,
                item: self.item.clone(),
            });
        }
    }

    fn artefact(&mut self, language: &str, block: &Block) {
        let heading = self.heading();
        self.spec.artefacts.push(Artefact {
            language: language.to_owned(),
            heading,
            text: block.text.clone(),
            line: block.line,
        });
    }

    fn on_heading(&mut self, level: u8, block: &Block) {
        let text = block.text.clone();
        self.open.retain(|(open, _, _)| *open < level);
        self.label_role = None;
        self.item = None;
        if level <= self.owner_level {
            self.owner = Owner::Nothing;
            self.owner_level = 0;
        }
        self.in_criteria = false;
        self.criterion = false;
        if level == 1 && self.spec.title.is_none() && self.path.is_none() {
            self.spec.title = Some(text.clone());
            self.open.push((level, text, None));
            return;
        }
        let role = headings::role(&text);
        self.delta_of(level, &text);
        if self.opens_item(level, &text, block) {
            self.open.push((level, text, None));
            return;
        }
        self.in_criteria = role == Some(Role::Criteria);
        if self.in_criteria && self.owner != Owner::Nothing {
            self.open.push((level, text, None));
            return;
        }
        if self.role() == Some(Role::NonFunctional) && role.is_none() && level > 2 {
            self.nonfunctional_heading(&text, block.line);
        }
        self.open.push((level, text, role));
    }

    fn delta_of(&mut self, level: u8, text: &str) {
        if level != 2 {
            return;
        }
        let lower = text.to_lowercase();
        self.delta = if lower.contains("added") {
            Some(DeltaKind::Added)
        } else if lower.contains("modified") {
            Some(DeltaKind::Modified)
        } else if lower.contains("removed") {
            Some(DeltaKind::Removed)
        } else if lower.contains("renamed") {
            Some(DeltaKind::Renamed)
        } else {
            None
        };
    }

    /// Headings that are themselves an item: story, requirement, scenario, identifier.
    fn opens_item(&mut self, level: u8, text: &str, block: &Block) -> bool {
        let numbered_story = headings::numbered(text, false);
        let requirement =
            headings::numbered(text, true).filter(|_| self.rules.requirements_are_stories);
        let is_requirement = requirement.is_some();
        let plain_story =
            self.rules.plain_story_headings && level == 3 && self.role() == Some(Role::Stories);
        if let Some((number, title)) = numbered_story.or(requirement) {
            self.open_story(
                level,
                &format!("{}{number}", if is_requirement { "" } else { "US-" }),
                &title,
                block.line,
            );
            return true;
        }
        if plain_story || headings::plain(text) == "primary user story" {
            let id = format!("US-{}", self.spec.user_stories.len() + 1);
            self.open_story(level, &id, text, block.line);
            return true;
        }
        let lower = text.to_lowercase();
        if self.rules.requirement_headings
            && let Some(name) = strip_word(text, &lower, "requirement:")
        {
            self.open_requirement(level, slug(name), Some(name.to_owned()), block.line);
            return true;
        }
        let scenario =
            strip_word(text, &lower, "scenario:").filter(|_| self.rules.requirement_headings);
        let numbered = self.rules.scenario_headings && scenario_number(&lower);
        if scenario.is_some() || numbered {
            let title = scenario.unwrap_or(text).to_owned();
            self.open_criterion(&title, block.line);
            return true;
        }
        self.identifier_heading(level, text, block)
    }

    fn identifier_heading(&mut self, level: u8, text: &str, block: &Block) -> bool {
        let Some((id, remark, rest)) = items::leading_id(text) else {
            return false;
        };
        let prefix = items::prefix(&id).to_owned();
        match prefix.as_str() {
            "NFR" => {
                let category = remark.or_else(|| (!rest.is_empty()).then(|| rest.clone()));
                self.push_nonfunctional(id, category, rest, block.line);
                true
            }
            "FR" | "REQ" => {
                self.open_requirement(level, id, Some(items::unmark(&rest)), block.line);
                true
            }
            _ => false,
        }
    }

    fn open_story(&mut self, level: u8, id: &str, title: &str, line: u32) {
        let (title, priority) = items::priority(title);
        self.spec.user_stories.push(UserStory {
            id: id.to_owned(),
            title: items::unmark(&title),
            priority,
            line,
            ..UserStory::default()
        });
        self.owner = Owner::Story(self.spec.user_stories.len() - 1);
        self.owner_level = level;
        self.item = Some(id.to_owned());
    }

    fn open_requirement(&mut self, level: u8, id: String, title: Option<String>, line: u32) {
        self.item = Some(id.clone());
        self.spec.functional_requirements.push(Requirement {
            id,
            text: title.clone().unwrap_or_default(),
            title,
            delta: self.delta,
            path: self.path.clone(),
            line,
            ..Requirement::default()
        });
        self.owner = Owner::Requirement(self.spec.functional_requirements.len() - 1);
        self.owner_level = level;
    }

    fn open_criterion(&mut self, title: &str, line: u32) {
        let list = self.criteria();
        let id = list.1;
        let title = items::unmark(title);
        list.0.push(items::criterion(id.clone(), &title, line));
        self.item = Some(id);
        self.criterion = true;
    }

    /// The list that the next criterion joins, and its identifier there.
    fn criteria(&mut self) -> (&mut Vec<AcceptanceCriterion>, String) {
        match self.owner {
            Owner::Story(at) if at < self.spec.user_stories.len() => {
                let story = &mut self.spec.user_stories[at];
                let bare = story.id.chars().all(|c| c.is_ascii_digit() || c == '.');
                let number = story.acceptance_criteria.len() + 1;
                let id = if bare {
                    format!("{}.{number}", story.id)
                } else {
                    format!("{}.AC{number}", story.id)
                };
                (&mut story.acceptance_criteria, id)
            }
            Owner::Requirement(at) if at < self.spec.functional_requirements.len() => {
                let requirement = &mut self.spec.functional_requirements[at];
                let id = format!(
                    "{}.S{}",
                    requirement.id,
                    requirement.acceptance_criteria.len() + 1
                );
                (&mut requirement.acceptance_criteria, id)
            }
            _ => {
                let id = format!("AC-{}", self.spec.acceptance_criteria.len() + 1);
                (&mut self.spec.acceptance_criteria, id)
            }
        }
    }

    fn nonfunctional_heading(&mut self, text: &str, line: u32) {
        let (id, remark, rest) = items::leading_id(text).unwrap_or_else(|| {
            (
                format!("NFR-{}", self.spec.nonfunctional_requirements.len() + 1),
                None,
                text.to_owned(),
            )
        });
        let category = remark.unwrap_or_else(|| items::unmark(&rest));
        self.push_nonfunctional(id, Some(category), String::new(), line);
    }

    fn push_nonfunctional(
        &mut self,
        id: String,
        category: Option<String>,
        text: String,
        line: u32,
    ) {
        self.item = Some(id.clone());
        let text = items::unmark(&text);
        let target = items::target(&text);
        self.spec.nonfunctional_requirements.push(NonFunctional {
            id,
            category,
            text,
            target,
            line,
        });
    }

    fn on_paragraph(&mut self, block: &Block) {
        let text = block.text.as_str();
        if self.criterion {
            self.extend_criterion(text);
            return;
        }
        let before = self.spec.functional_requirements.len();
        for (offset, line) in text.lines().enumerate() {
            let at = block.line + u32::try_from(offset).unwrap_or_default();
            self.line(line, at);
        }
        match self.owner {
            Owner::Story(at) => self.story_text(at, text),
            Owner::Requirement(at) if before == self.spec.functional_requirements.len() => {
                if let Some(requirement) = self.spec.functional_requirements.get_mut(at) {
                    let fresh = requirement.title.as_deref() == Some(requirement.text.as_str());
                    let plain = items::unmark(text);
                    requirement.text = if fresh {
                        plain
                    } else {
                        format!("{}\n{plain}", requirement.text)
                    };
                }
            }
            _ => self.part_text(text),
        }
    }

    fn extend_criterion(&mut self, text: &str) {
        let (list, _) = self.criteria();
        if let Some(last) = list.pop() {
            let text = format!("{}\n{}", last.text, items::unmark(text));
            list.push(items::criterion(last.id, &text, last.line));
        }
    }

    fn story_text(&mut self, at: usize, text: &str) {
        let Some(story) = self.spec.user_stories.get_mut(at) else {
            return;
        };
        if let Some((role, goal, benefit)) = items::story(text) {
            story.role.get_or_insert(role);
            story.goal.get_or_insert(goal);
            if let Some(benefit) = benefit {
                story.benefit.get_or_insert(benefit);
            }
        } else if !text.trim().is_empty() && !self.in_criteria {
            if !story.text.is_empty() {
                story.text.push('\n');
            }
            story.text.push_str(&items::unmark(text));
        }
    }

    fn part_text(&mut self, text: &str) {
        let slot = match self.role() {
            Some(Role::Problem) => &mut self.spec.problem,
            Some(Role::Solution) => &mut self.spec.proposed_solution,
            _ => return,
        };
        let known = slot.get_or_insert_with(String::new);
        if !known.is_empty() {
            known.push_str("\n\n");
        }
        known.push_str(&items::unmark(text));
    }

    /// A line of a paragraph: a label, or an item with an identifier.
    fn line(&mut self, line: &str, at: u32) {
        if let Owner::Story(story) = self.owner
            && self.story_label(story, line)
        {
            return;
        }
        if line.trim_start().starts_with("**") && self.defined(line, at) {
            return;
        }
        let Some((name, value)) = items::label(line) else {
            return;
        };
        let header = self.open.len() <= 1;
        if header {
            self.header(&name, &value);
        }
        let role = headings::role(&name);
        match role {
            Some(Role::Criteria) => self.in_criteria = true,
            Some(role) if value.is_empty() && line.trim_start().starts_with("**") => {
                self.label_role = Some(role)
            }
            _ => {}
        }
    }

    fn header(&mut self, name: &str, value: &str) {
        let value = items::unmark(value).trim_matches('`').trim().to_owned();
        if value.is_empty() {
            return;
        }
        let value = value.trim_matches('`').to_owned();
        match name {
            "feature id"
            | "feature branch"
            | "feature"
            | "mission"
            | "branch"
            | "spec"
            | "spec id"
            | "功能分支"
            | "フィーチャーブランチ"
            | "ブランチ" => {
                let id = value
                    .split_whitespace()
                    .next()
                    .unwrap_or(&value)
                    .trim_matches('`')
                    .to_owned();
                self.spec.feature_id.get_or_insert(id);
            }
            "status" | "状态" | "ステータス" | "상태" => {
                self.spec.status.get_or_insert(value);
            }
            _ => {}
        }
    }

    /// Labels of a story: as a, I want, so that, priority, acceptance criteria.
    fn story_label(&mut self, at: usize, line: &str) -> bool {
        let plain = items::unmark(line);
        let lower = plain.to_lowercase();
        let Some(story) = self.spec.user_stories.get_mut(at) else {
            return false;
        };
        let rest = |cue: &str| {
            plain
                .get(cue.len()..)
                .unwrap_or_default()
                .trim()
                .trim_matches([':', ',', '.'])
                .trim()
                .to_owned()
        };
        let whole = items::story(line).is_some();
        for (cue, slot) in [
            ("as an ", 0),
            ("as a ", 0),
            ("as a(n) ", 0),
            ("i want ", 1),
            ("so that ", 2),
        ] {
            if !whole && lower.starts_with(cue) {
                let value = rest(cue);
                let value = value.strip_prefix("to ").unwrap_or(&value).to_owned();
                match slot {
                    0 => story.role = Some(value),
                    1 => story.goal = Some(value),
                    _ => story.benefit = Some(value),
                }
                return true;
            }
        }
        let Some((name, value)) = items::label(line) else {
            return false;
        };
        if name == "priority" || name == "优先级" || name == "優先度" {
            story.priority = Some(items::unmark(&value));
            return true;
        }
        if headings::role(&name) == Some(Role::Criteria) {
            self.in_criteria = true;
            return true;
        }
        if [
            "independent test",
            "why this priority",
            "notes",
            "priority rationale",
        ]
        .contains(&name.as_str())
        {
            self.in_criteria = false;
        }
        false
    }

    fn on_item(&mut self, depth: usize, number: Option<u64>, block: &Block) {
        let text = block.text.as_str();
        if self.criterion {
            self.extend_criterion(&format!("- {text}"));
            return;
        }
        if depth == 0 {
            self.item = None;
        }
        if let Owner::Story(at) = self.owner {
            if self.in_criteria {
                self.story_criterion(depth, block);
                return;
            }
            if self.story_label(at, text) {
                return;
            }
            let (id, _, _) = items::leading_id(text).unwrap_or_default();
            if depth == 0 && items::prefix(&id) == "AC" {
                self.in_criteria = true;
                self.story_criterion(depth, block);
                return;
            }
            if self.role() == Some(Role::Stories)
                || self
                    .open
                    .last()
                    .is_some_and(|last| last.0 == self.owner_level)
            {
                self.story_text(at, text);
                return;
            }
        }
        if let Owner::Requirement(at) = self.owner {
            if self.in_criteria {
                self.story_criterion(depth, block);
            } else if let Some(requirement) = self.spec.functional_requirements.get_mut(at) {
                requirement.text = format!("{}\n- {}", requirement.text, items::unmark(text));
            }
            return;
        }
        if self.defined(text, block.line) {
            return;
        }
        if depth == 0 || self.in_header() {
            self.part_item(number, block);
        }
    }

    fn in_header(&self) -> bool {
        self.open.len() <= 1
    }

    fn story_criterion(&mut self, depth: usize, block: &Block) {
        if depth > 0 {
            self.extend_last(&block.text);
            return;
        }
        let text = match items::leading_id(&block.text) {
            Some((id, _, rest)) if items::prefix(&id) == "AC" => rest,
            _ => block.text.clone(),
        };
        let (list, id) = self.criteria();
        list.push(items::criterion(id.clone(), &text, block.line));
        self.item = Some(id);
    }

    fn extend_last(&mut self, text: &str) {
        let (list, _) = self.criteria();
        if let Some(last) = list.last_mut() {
            last.text = format!("{}\n- {}", last.text, items::unmark(text));
        }
    }

    /// An item that begins with an identifier, wherever it stands.
    fn defined(&mut self, text: &str, line: u32) -> bool {
        let Some((id, remark, rest)) = items::leading_id(text) else {
            return false;
        };
        if rest.trim().is_empty() && !text.contains("**") {
            return false;
        }
        let role = self.role();
        if matches!(
            role,
            Some(Role::Checklist | Role::Clarifications | Role::Dependencies)
        ) {
            return false;
        }
        let text = items::unmark(&rest);
        self.item = Some(id.clone());
        match items::prefix(&id) {
            "NFR" => self.push_nonfunctional(id, remark, rest, line),
            "FR" | "REQ" if role == Some(Role::NonFunctional) => {
                self.push_nonfunctional(id, remark, rest, line)
            }
            "FR" | "REQ" | "F" | "R"
                if items::prefix(&id).len() > 1
                    || matches!(role, Some(Role::Functional | Role::Requirements)) =>
            {
                self.spec.functional_requirements.push(Requirement {
                    id,
                    text,
                    delta: self.delta,
                    path: self.path.clone(),
                    line,
                    ..Requirement::default()
                });
            }
            "SC" => self.spec.success_criteria.push(TextItem { id, text, line }),
            "EC" => self.spec.edge_cases.push(TextItem { id, text, line }),
            "C" | "CON" | "TC" if matches!(role, Some(Role::Constraints | Role::Requirements)) => {
                self.spec.constraints.push(Constraint {
                    id,
                    kind: remark,
                    text,
                    line,
                });
            }
            "A" | "AS" if role == Some(Role::Assumptions) => {
                self.spec.assumptions.push(TextItem { id, text, line })
            }
            "RQ" | "Q" | "OQ" if !matches!(role, Some(Role::Clarifications)) => {
                self.question(id, &rest, line, QuestionKind::Research)
            }
            "AC" if matches!(role, Some(Role::Criteria)) => {
                self.spec
                    .acceptance_criteria
                    .push(items::criterion(id, &rest, line));
            }
            _ => {
                self.item = None;
                return false;
            }
        }
        true
    }

    fn question(&mut self, id: String, text: &str, line: u32, kind: QuestionKind) {
        let lower = text.to_lowercase();
        let answered = [
            "answer:",
            "answered",
            "resolved",
            "decision:",
            "~~",
            "✅",
            "→ ",
        ]
        .iter()
        .any(|cue| lower.contains(cue));
        self.spec.open_questions.push(OpenQuestion {
            id,
            text: items::unmark(text),
            kind,
            answered,
            line,
            ..OpenQuestion::default()
        });
    }

    /// An item without an identifier, by the part it stands in.
    fn part_item(&mut self, number: Option<u64>, block: &Block) {
        let text = items::unmark(&block.text);
        let line = block.line;
        let numbered = |kind: &str, count: usize| format!("{kind}-{}", count + 1);
        let under_label = items::label(&block.text).filter(|_| self.in_header());
        if let Some((name, value)) = under_label {
            self.header(&name, &value);
            return;
        }
        if self.in_criteria || self.role() == Some(Role::Criteria) {
            let id = numbered("AC", self.spec.acceptance_criteria.len());
            self.item = Some(id.clone());
            self.spec
                .acceptance_criteria
                .push(items::criterion(id, &block.text, line));
            return;
        }
        let spec = &mut *self.spec;
        let item = match self
            .label_role
            .or_else(|| self.open.iter().rev().find_map(|(_, _, role)| *role))
        {
            Some(Role::Capabilities | Role::Solution)
                if self.rules.scope_items
                    && number.is_some()
                    && headings::plain(
                        &self.open.last().map(|o| o.1.clone()).unwrap_or_default(),
                    ) == "spec scope" =>
            {
                let id = numbered("FR", spec.functional_requirements.len());
                spec.functional_requirements.push(Requirement {
                    id: id.clone(),
                    text,
                    line,
                    ..Requirement::default()
                });
                id
            }
            Some(Role::Capabilities) => {
                spec.key_capabilities.push(text);
                return;
            }
            Some(Role::OutOfScope) => {
                spec.out_of_scope.push(text);
                return;
            }
            Some(Role::Constraints) => {
                let id = numbered("C", spec.constraints.len());
                let kind = items::label(&block.text).filter(|_| block.text.starts_with("**"));
                let (kind, text) = kind.map_or((None, text), |(kind, rest)| {
                    (Some(kind), items::unmark(&rest))
                });
                spec.constraints.push(Constraint {
                    id: id.clone(),
                    kind,
                    text,
                    line,
                });
                id
            }
            Some(Role::EdgeCases) => push_text(&mut spec.edge_cases, "EC", text, line),
            Some(Role::Success) => push_text(&mut spec.success_criteria, "SC", text, line),
            Some(Role::Assumptions) => push_text(&mut spec.assumptions, "A", text, line),
            Some(Role::Entities) => {
                let (name, rest) = entity(&block.text);
                let attributes = items::attributes(&rest);
                spec.key_entities.push(KeyEntity {
                    name: name.clone(),
                    attributes,
                    text: items::unmark(&rest),
                    line,
                });
                name
            }
            Some(Role::Questions) => {
                let id = numbered("Q", spec.open_questions.len());
                let raw = block.text.clone();
                self.question(id.clone(), &raw, line, QuestionKind::Clarification);
                id
            }
            Some(Role::Dependencies) => {
                let found = dependency(&block.text, line);
                spec.dependencies.push(found);
                return;
            }
            Some(Role::NonFunctional) => {
                let has_heading = spec.nonfunctional_requirements.last().is_some_and(|last| {
                    last.line > 0 && self.open.last().is_some_and(|open| open.2.is_none())
                });
                if has_heading && let Some(last) = spec.nonfunctional_requirements.last_mut() {
                    let joined = if last.text.is_empty() {
                        text
                    } else {
                        format!("{}\n{text}", last.text)
                    };
                    last.target = last.target.take().or_else(|| items::target(&joined));
                    last.text = joined;
                }
                return;
            }
            _ if self.rules.shall_items && number.is_some() && text.contains("SHALL") => {
                let id = numbered("FR", spec.functional_requirements.len());
                spec.functional_requirements.push(Requirement {
                    id: id.clone(),
                    text,
                    line,
                    ..Requirement::default()
                });
                id
            }
            _ => return,
        };
        self.item = Some(item);
    }

    fn on_row(&mut self, cells: &[String], block: &Block) {
        let Some(last) = self
            .spec
            .artefacts
            .last_mut()
            .filter(|a| a.language == "table")
        else {
            return;
        };
        last.text.push('\n');
        last.text.push_str(&block.text);
        let Some(first) = cells.first() else { return };
        let bare = items::unmark(first).trim_matches('`').to_owned();
        let Some((id, _, rest)) = items::leading_id(&format!("**{bare}**")) else {
            return;
        };
        if !rest.is_empty() {
            return;
        }
        let prefix = items::prefix(&id).to_owned();
        let known = ["FR", "NFR", "REQ", "C", "SC", "EC", "A", "CON"].contains(&prefix.as_str());
        let joined = cells
            .iter()
            .skip(1)
            .filter(|cell| !cell.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" — ");
        let references = matches!(
            self.role(),
            Some(Role::Criteria | Role::Stories | Role::Checklist)
        );
        if known && !references {
            self.defined(&format!("**{id}**: {joined}"), block.line);
        }
    }
}

fn push_text(list: &mut Vec<TextItem>, kind: &str, text: String, line: u32) -> String {
    let id = format!("{kind}-{}", list.len() + 1);
    list.push(TextItem {
        id: id.clone(),
        text,
        line,
    });
    id
}

/// "**Name** *(new)*: text" → name and text.
fn entity(text: &str) -> (String, String) {
    let marked = text
        .strip_prefix("**")
        .and_then(|rest| rest.split_once("**"));
    let (name, rest) = marked.unwrap_or_else(|| {
        let cut = [": ", "：", " — ", " – ", " - "]
            .iter()
            .filter_map(|cut| text.find(cut).map(|at| (at, cut.len())))
            .min();
        cut.map_or((text, ""), |(at, len)| (&text[..at], &text[at + len..]))
    });
    let name = name.trim().trim_end_matches([':', '：']).trim().to_owned();
    (
        name,
        rest.trim_start_matches([':', '：', ' ', '—', '-', '–'])
            .to_owned(),
    )
}

fn dependency(text: &str, line: u32) -> SpecDependency {
    let (name, value) = items::label(text).unwrap_or_else(|| (String::new(), text.to_owned()));
    let kind = if name.contains("block") {
        "blocks"
    } else if name.contains("related") {
        "related_to"
    } else {
        "depends_on"
    };
    let value = items::unmark(&value);
    let feature = value
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .find(|word| {
            items::prefix(word).len() > 1
                && word.chars().any(|c| c.is_ascii_digit())
                && word.contains('-')
        })
        .map(str::to_owned);
    SpecDependency {
        kind: kind.to_owned(),
        feature,
        text: value,
        line,
    }
}

fn strip_word<'t>(text: &'t str, lower: &str, word: &str) -> Option<&'t str> {
    lower
        .starts_with(word)
        .then(|| text.get(word.len()..))
        .flatten()
        .map(str::trim)
}

fn scenario_number(lower: &str) -> bool {
    let rest = lower.strip_prefix("scenario").map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A stable identifier from a name.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().take(80) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Duplicate identifiers, stories without criteria, unclosed fences.
pub fn diagnose(spec: &mut Spec, outline: &Outline) {
    let path = spec.path.clone();
    let mut found: Vec<Diagnostic> = Vec::new();
    if let Some(line) = outline.unclosed_fence {
        found.push(
            Diagnostic::warning(
                "spec-unclosed-fence",
                "a code fence is never closed; what follows is read as code",
            )
            .at(&path, line)
            .help("close the fence with ```"),
        );
    }
    let mut seen: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
    for item in spec.items() {
        if item.line == 0 || item.id.is_empty() {
            continue;
        }
        if let Some(first) = seen.insert(item.id.to_owned(), item.line) {
            let message = format!("{} stands twice, first on line {first}", item.id);
            found.push(
                Diagnostic::warning("spec-duplicate-id", message)
                    .at(&path, item.line)
                    .help("give each item its own identifier"),
            );
        }
    }
    if spec.title.is_none() {
        found.push(
            Diagnostic::warning("spec-no-title", "there is no level-one heading")
                .at(&path, 1)
                .help("begin the document with `# NAME`"),
        );
    }
    let empty = spec.user_stories.is_empty()
        && spec.functional_requirements.is_empty()
        && spec.criteria().next().is_none();
    if empty {
        found.push(
            Diagnostic::warning(
                "spec-no-requirements",
                "no story, requirement or criterion was found",
            )
            .at(&path, 1)
            .help("see docs/spec-json.md for the forms that are read"),
        );
    }
    match spec.status.as_deref() {
        None => found.push(
            Diagnostic::note("spec-no-status", "the status is not stated")
                .at(&path, 1)
                .help("add a line `**Status**: Approved`"),
        ),
        Some(status) if status.to_lowercase().contains("draft") => {
            found.push(
                Diagnostic::warning("spec-draft", "the specification is a draft")
                    .at(&path, 1)
                    .help("have it approved before its plan is"),
            );
        }
        Some(_) => {}
    }
    spec.diagnostics.extend(found);
}
