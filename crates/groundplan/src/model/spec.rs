//! A specification as it was understood: the result of [`crate::spec::read`].
//!
//! The field names are the JSON contract of `groundplan spec --format json`; see `docs/spec-json.md`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::doc::Place;
use crate::diag::Diagnostic;

/// Version of the JSON that [`Spec`] serialises to.
pub const SPEC_SCHEMA_VERSION: u32 = 1;

/// One feature specification, whatever form it was written in.
///
/// A list that the document does not have is empty. Lines count from 1 in the file named by
/// [`Spec::path`], or by the item's own `path` where a specification spans several files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Spec {
    /// [`SPEC_SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Identifier of the form that was detected: `native`, `speckit`, `kiro`, `openspec`, …
    pub format: String,
    /// How sure the detection was, 0 to 100.
    pub format_score: u32,
    /// Path of the main document, relative to the repository where it lies inside.
    pub path: String,
    /// The feature's identifier as the document states it.
    pub feature_id: Option<String>,
    /// The first level-one heading, word for word.
    pub title: Option<String>,
    /// The title without the template's prefix ("Feature Specification: ").
    pub name: Option<String>,
    /// The stated status, as written.
    pub status: Option<String>,
    /// ISO 639-1 code of the main natural language.
    pub language: String,
    /// The problem statement (or introduction, purpose, "why"), as plain markdown.
    pub problem: Option<String>,
    /// The proposed solution (or "what changes"), as plain markdown.
    pub proposed_solution: Option<String>,
    /// Key capabilities of the proposed solution.
    pub key_capabilities: Vec<String>,
    /// What the feature leaves out.
    pub out_of_scope: Vec<String>,
    /// The entries of [`Spec::out_of_scope`] with identifiers, so that they can be cited.
    pub exclusions: Vec<TextItem>,
    /// User stories, in document order.
    pub user_stories: Vec<UserStory>,
    /// Functional requirements, in document order.
    pub functional_requirements: Vec<Requirement>,
    /// Non-functional requirements.
    pub nonfunctional_requirements: Vec<NonFunctional>,
    /// Constraints.
    pub constraints: Vec<Constraint>,
    /// Edge cases.
    pub edge_cases: Vec<TextItem>,
    /// Key entities.
    pub key_entities: Vec<KeyEntity>,
    /// Success criteria.
    pub success_criteria: Vec<TextItem>,
    /// Open questions: research questions and clarification markers.
    pub open_questions: Vec<OpenQuestion>,
    /// Dependencies on other features.
    pub dependencies: Vec<SpecDependency>,
    /// Assumptions that the specification states.
    pub assumptions: Vec<TextItem>,
    /// What the document says in no item: bullets and paragraphs of sections such as "What Changes"
    /// or "Behaviour".
    pub statements: Vec<TextItem>,
    /// Identifiers of the statements that stand in a section on tests, each of them a test case.
    pub test_statements: Vec<String>,
    /// Acceptance criteria that stand under no story and no requirement.
    pub acceptance_criteria: Vec<AcceptanceCriterion>,
    /// Fenced code blocks and tables that the specification gives as design input.
    pub artefacts: Vec<Artefact>,
    /// Paths, identifiers and commands the text names in code spans, in order of appearance.
    pub mentions: Vec<Mention>,
    /// What the reader noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// A user story (or a Kiro requirement, which is one).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UserStory {
    /// `US-1`; made from the position where the document gives none.
    pub id: String,
    /// Title of its heading, without the number and the priority.
    pub title: String,
    /// Priority as written: `High`, `P1`, …
    pub priority: Option<String>,
    /// "As a …".
    pub role: Option<String>,
    /// "I want …".
    pub goal: Option<String>,
    /// "So that …".
    pub benefit: Option<String>,
    /// Prose under the heading that is none of the above.
    pub text: String,
    /// Acceptance criteria.
    pub acceptance_criteria: Vec<AcceptanceCriterion>,
    /// Line of the heading.
    pub line: u32,
}

/// How an acceptance criterion is phrased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionForm {
    /// Given / When / Then.
    GivenWhenThen,
    /// EARS: WHEN/WHILE/IF/WHERE … the system SHALL ….
    Ears,
    /// Anything else.
    #[default]
    Prose,
}

/// One acceptance criterion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AcceptanceCriterion {
    /// Unique in the specification: `US-1.AC2`, `1.2`, …
    pub id: String,
    /// How it is phrased.
    pub form: CriterionForm,
    /// Its name, where the document gives one: "Scenario: NAME".
    pub title: Option<String>,
    /// The whole text.
    pub text: String,
    /// The Given (or While/Where) part.
    pub given: Option<String>,
    /// The When (or If) part.
    pub when: Option<String>,
    /// The Then (or SHALL) part.
    pub then: Option<String>,
    /// File, where it is not the main document.
    pub path: Option<String>,
    /// Its line.
    pub line: u32,
}

/// What a delta (OpenSpec) does to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeltaKind {
    /// New requirement.
    Added,
    /// Changed requirement.
    Modified,
    /// Requirement that goes away.
    Removed,
    /// Requirement with a new name.
    Renamed,
}

/// A functional requirement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// `FR-001`; made from the text where the document gives none.
    pub id: String,
    /// Title, where the form has one apart from the text.
    pub title: Option<String>,
    /// The requirement's text.
    pub text: String,
    /// Delta kind where the form is a change of an earlier specification.
    pub delta: Option<DeltaKind>,
    /// Criteria that stand under this requirement (OpenSpec scenarios).
    pub acceptance_criteria: Vec<AcceptanceCriterion>,
    /// File, where it is not the main document.
    pub path: Option<String>,
    /// Its line.
    pub line: u32,
}

/// A non-functional requirement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NonFunctional {
    /// `NFR-1`.
    pub id: String,
    /// `Performance`, `Security`, …
    pub category: Option<String>,
    /// Text.
    pub text: String,
    /// The measurable part, as written: `p95 < 200 ms`.
    pub target: Option<String>,
    /// Its line.
    pub line: u32,
}

/// A constraint.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Constraint {
    /// `C-1`.
    pub id: String,
    /// `Technical`, `Business`, `Design`, …
    pub kind: Option<String>,
    /// Text.
    pub text: String,
    /// Its line.
    pub line: u32,
}

/// A key entity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct KeyEntity {
    /// Name as written, without marks.
    pub name: String,
    /// Attributes that its text lists.
    pub attributes: Vec<String>,
    /// The text.
    pub text: String,
    /// Its line.
    pub line: u32,
}

/// An item that is only a text with an identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TextItem {
    /// `SC-001`, `EC-1`, `A-1`, …
    pub id: String,
    /// Text.
    pub text: String,
    /// File, where it is not the main document.
    pub path: Option<String>,
    /// Its line.
    pub line: u32,
}

/// Why a question is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Facts are to be found.
    #[default]
    Research,
    /// A person has to decide.
    Clarification,
}

/// An open (or answered) question of the specification.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OpenQuestion {
    /// `RQ-1`, `Q-1`, …
    pub id: String,
    /// Text.
    pub text: String,
    /// Research or clarification.
    pub kind: QuestionKind,
    /// Whether the document answers it.
    pub answered: bool,
    /// The answer, where there is one.
    pub answer: Option<String>,
    /// File, where it is not the main document.
    pub path: Option<String>,
    /// Its line.
    pub line: u32,
}

/// A dependency on, or relation to, another feature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SpecDependency {
    /// `depends_on`, `blocks`, `related_to`.
    pub kind: String,
    /// `FEAT-001`, where an identifier is given.
    pub feature: Option<String>,
    /// Text.
    pub text: String,
    /// Its line.
    pub line: u32,
}

/// A piece of design that the specification itself gives: a code block or a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Artefact {
    /// Info string of the fence (`sql`, `json`, …), or `table`.
    pub language: String,
    /// Heading it stands under.
    pub heading: String,
    /// The text, without the fence.
    pub text: String,
    /// The identifier of the item it stands in, where it stands in one.
    pub item: Option<String>,
    /// Its first line.
    pub line: u32,
}

/// A code span of the specification's prose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The words between the backticks.
    pub text: String,
    /// Its line.
    pub line: u32,
    /// The identifier of the item it stands in, where it stands in one.
    pub item: Option<String>,
}

/// One citable item of a specification: its identifier, text and line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemRef<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Text.
    pub text: &'a str,
    /// Line.
    pub line: u32,
}

impl Spec {
    /// All acceptance criteria: of stories, of requirements, and those that stand alone.
    pub fn criteria(&self) -> impl Iterator<Item = &AcceptanceCriterion> {
        self.user_stories
            .iter()
            .flat_map(|s| &s.acceptance_criteria)
            .chain(
                self.functional_requirements
                    .iter()
                    .flat_map(|r| &r.acceptance_criteria),
            )
            .chain(&self.acceptance_criteria)
    }

    /// Every item that a ground may cite: [`Spec::items`], and what is left out.
    pub fn citable(&self) -> Vec<ItemRef<'_>> {
        let mut all = self.items();
        all.extend(self.exclusions.iter().map(|one| ItemRef {
            id: &one.id,
            text: &one.text,
            line: one.line,
        }));
        all
    }

    /// Every item that asks for something, in document order of its kind.
    pub fn items(&self) -> Vec<ItemRef<'_>> {
        fn item<'a>(id: &'a str, text: &'a str, line: u32) -> ItemRef<'a> {
            ItemRef { id, text, line }
        }
        let mut all = Vec::new();
        all.extend(
            self.user_stories
                .iter()
                .map(|s| item(&s.id, &s.title, s.line)),
        );
        all.extend(self.criteria().map(|c| item(&c.id, &c.text, c.line)));
        all.extend(
            self.functional_requirements
                .iter()
                .map(|r| item(&r.id, &r.text, r.line)),
        );
        all.extend(
            self.nonfunctional_requirements
                .iter()
                .map(|r| item(&r.id, &r.text, r.line)),
        );
        all.extend(
            self.constraints
                .iter()
                .map(|c| item(&c.id, &c.text, c.line)),
        );
        all.extend(
            self.key_entities
                .iter()
                .map(|e| item(&e.name, &e.text, e.line)),
        );
        let lists = [
            &self.edge_cases,
            &self.success_criteria,
            &self.assumptions,
            &self.statements,
        ];
        for list in lists {
            all.extend(list.iter().map(|t| item(&t.id, &t.text, t.line)));
        }
        all.extend(
            self.open_questions
                .iter()
                .map(|q| item(&q.id, &q.text, q.line)),
        );
        all
    }

    /// Where each item stands that a ground may cite; items without a line are left out.
    pub fn places(&self) -> BTreeMap<String, Place> {
        let place = |path: &str, line: u32| Place {
            path: path.to_owned(),
            line,
        };
        let own = self.items().into_iter();
        let own = own.map(|item| (item.id.to_owned(), place(&self.path, item.line)));
        let elsewhere = self.functional_requirements.iter().flat_map(|one| {
            let path = one.path.as_deref().unwrap_or(&self.path);
            let criteria = one.acceptance_criteria.iter();
            let criteria = criteria.map(|criterion| (&criterion.id, criterion.line));
            criteria
                .chain([(&one.id, one.line)])
                .map(move |(id, line)| (id.clone(), place(path, line)))
        });
        let features = self
            .dependencies
            .iter()
            .filter_map(|one| Some((one.feature.clone()?, place(&self.path, one.line))));
        let mut all: BTreeMap<String, Place> = features.chain(own).chain(elsewhere).collect();
        all.retain(|_, place| place.line > 0);
        all
    }

    /// The stem of the feature's documents: the stated identifier, else a slug of the name.
    pub fn stem(&self) -> String {
        let raw = self
            .feature_id
            .as_deref()
            .or(self.name.as_deref())
            .or(self.title.as_deref())
            .unwrap_or("feature");
        let mut stem = String::new();
        for c in raw.chars() {
            match c {
                c if c.is_alphanumeric() || c == '_' || c == '.' => stem.push(c),
                _ if stem.ends_with('-') || stem.is_empty() => {}
                _ => stem.push('-'),
            }
        }
        let stem = stem
            .trim_matches(['-', '.'])
            .chars()
            .take(80)
            .collect::<String>();
        if stem.is_empty() {
            "feature".to_owned()
        } else {
            stem
        }
    }
}
