//! Acceptance criteria in all their forms.

use super::{at, change, doc};
use crate::model::spec::{AcceptanceCriterion, CriterionForm, Spec};

fn parts(criterion: &AcceptanceCriterion) -> [&str; 3] {
    [
        criterion.given.as_deref().unwrap_or(""),
        criterion.when.as_deref().unwrap_or(""),
        criterion.then.as_deref().unwrap_or(""),
    ]
}

fn all(spec: &Spec) -> Vec<[&str; 3]> {
    spec.criteria().map(parts).collect()
}

const STORY: &str = "## User Stories\n\n### US-1: T\n\n**As a** user **I want** a\n\n";

#[test]
fn clauses_on_their_own_lines_and_set_apart_by_marks() {
    let spec = doc(&format!(
        "{STORY}**Acceptance Criteria**:\n- [ ] AC1: **Given** a\n  **When** b\n  **Then** c\n- [ ] AC2: **Given** a **When** b **Then** c\n- [ ] AC3: GIVEN a WHEN b THEN c\n- [ ] AC4: **Given:** a **When:** b **Then:** c\n- [ ] AC5: Given a\n  When b\n  Then c\n"
    ));
    assert_eq!(all(&spec), [["a", "b", "c"]; 5]);
    assert!(
        spec.criteria()
            .all(|c| c.form == CriterionForm::GivenWhenThen)
    );
}

#[test]
fn prose_behind_the_steps_of_a_scenario_is_the_requirements() {
    let spec = change(
        "## ADDED Requirements\n\n### Requirement: Cors\n\nThe system SHALL check.\n\n#### Scenario: Reject\n- **WHEN** it is evil\n- **THEN** it is blocked\n\nThe prefix MUST NOT be used.\n",
    );
    assert_eq!(all(&spec), [["", "it is evil", "it is blocked"]]);
    let text = &spec.functional_requirements[0].text;
    assert_eq!(
        text,
        "The system SHALL check.\nThe prefix MUST NOT be used."
    );
}

#[test]
fn lazy_lines_of_a_scenario_are_steps() {
    let spec = change(
        "## ADDED Requirements\n\n### Requirement: R\n\nIt SHALL r.\n\n#### Scenario: S\n- **Given** a\n**When** b\n**Then** c\n",
    );
    assert_eq!(all(&spec), [["a", "b", "c"]]);
}

#[test]
fn a_list_behind_a_note_is_no_criterion() {
    let spec = at(
        ".kiro/specs/note/requirements.md",
        "# Requirements Document\n\n## Requirements\n\n### Requirement 1: A\n\n**User Story:** As a user, I want a\n\n#### Acceptance Criteria\n\n1. WHEN a, THE System SHALL b\n\n**Note:** these stay:\n- one\n- two\n",
    );
    assert_eq!(all(&spec), [["", "a", "THE System SHALL b"]]);
}

#[test]
fn labels_and_paragraphs_of_criteria() {
    let spec = doc(&format!(
        "{STORY}**验收场景**：\n\n1. **假设** 一，**当** 二，**那么** 三\n2. **假设** 四，**当** 五，**那么** 六\n\n### US-2: P\n\n**Acceptance Scenarios**:\n\n**Given** a\n**When** b\n**Then** c\n\n**Given** d\n**When** e\n**Then** f\n\n### US-3: N\n\n#### Criteria\n\n3.1.1 WHEN a THEN b\n3.1.2 WHEN c THEN d\n"
    ));
    let want = [
        ["一", "二", "三"],
        ["四", "五", "六"],
        ["a", "b", "c"],
        ["d", "e", "f"],
        ["", "a", "b"],
        ["", "c", "d"],
    ];
    assert_eq!(all(&spec), want);
    assert_eq!(spec.user_stories[2].acceptance_criteria[1].id, "3.1.2");
}

#[test]
fn criteria_behind_notes_of_a_story_are_its_own() {
    let spec = doc(&format!(
        "{STORY}**Acceptance Criteria**:\n- [ ] AC1: x\n\n**Notes**\n\n- [ ] AC2: y\n"
    ));
    assert_eq!(spec.user_stories[0].acceptance_criteria.len(), 2);
}
