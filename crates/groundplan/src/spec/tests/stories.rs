//! User stories as headings, paragraphs, items and rows.

use super::{at, doc};
use crate::model::spec::Spec;

/// Identifier, title, role and number of criteria of every story.
fn told(spec: &Spec) -> Vec<(&str, &str, &str, usize)> {
    let all = spec.user_stories.iter().map(|s| {
        let role = s.role.as_deref().unwrap_or("");
        (
            s.id.as_str(),
            s.title.as_str(),
            role,
            s.acceptance_criteria.len(),
        )
    });
    all.collect()
}

#[test]
fn items_are_stories_where_no_heading_is() {
    for path in [
        "spec.md",
        "specs/001-x/spec.md",
        "docs/features/FEAT-1-spec.md",
    ] {
        let spec = at(
            path,
            "# Feature Specification: X\n\n**Status**: Draft\n\n## User Stories\n\n- As a user, I want a, so that b.\n- **As an** admin **I want** c **so that** d\n",
        );
        assert_eq!(
            told(&spec),
            [("US-1", "a", "user", 0), ("US-2", "c", "admin", 0)],
            "{path}"
        );
    }
}

#[test]
fn rows_are_stories_by_their_columns() {
    let spec = doc(
        "## User Stories\n\n| ID | Title | As a | I want | So that | Priority |\n|--|--|--|--|--|--|\n| US-1 | Login | user | to log in | I am known | High |\n",
    );
    assert_eq!(told(&spec), [("US-1", "Login", "user", 0)]);
    let story = &spec.user_stories[0];
    assert_eq!(story.goal.as_deref(), Some("to log in"));
    assert_eq!(story.benefit.as_deref(), Some("I am known"));
    assert_eq!(story.priority.as_deref(), Some("High"));
}

#[test]
fn other_identifiers_open_stories_of_their_own() {
    let spec = doc(
        "## User Stories\n\n### [US1] Login\n\n**Acceptance Criteria**:\n\n- [ ] AC1: x\n\n#### US-AUTH-2: Two\n\n**US-3: Bold title**\n\n**As a** user **I want** a\n\n**Acceptance Criteria**:\n\n- [ ] AC1: y\n",
    );
    let want = [
        ("US-1", "Login", "", 1),
        ("US-AUTH-2", "Two", "", 0),
        ("US-3", "Bold title", "user", 1),
    ];
    assert_eq!(told(&spec), want);
}

#[test]
fn what_a_template_left_is_no_content() {
    let spec = doc(
        "## User Stories\n\n### US-1: [Title]\n\n**As a(n)** [role]\n**I want** [goal]\n\n**Priority**: High | Medium | Low\n\n### US-2: Real\n\n**As a(n)** admin **I want** a\n\n### Edge Cases\n\n- What happens when [boundary condition]?\n- How does system handle [error scenario]?\n",
    );
    assert_eq!(
        told(&spec),
        [("US-1", "", "", 0), ("US-2", "Real", "admin", 0)]
    );
    assert_eq!(spec.user_stories[0].priority, None);
    assert!(spec.edge_cases.is_empty());
    assert_eq!(
        super::found(&spec, "spec-template-leftover"),
        [7, 9, 10, 12, 20, 21]
    );
}

#[test]
fn an_objective_tells_the_story() {
    let spec = at(
        ".kiro/specs/x/requirements.md",
        "# Requirements Document\n\n## Requirements\n\n### Requirement 1\n\n**Objective:** 開発者として、依存を更新したい。\n\n#### Acceptance Criteria\n\n1. When 依存を更新する場合、システムは更新すること\n",
    );
    assert_eq!(told(&spec), [("1", "", "開発者", 1)]);
    assert_eq!(spec.user_stories[0].text, "");
}
