//! Questions, what is left out, empty lists, prose beside items.

use super::{doc, found};

#[test]
fn a_question_is_answered_where_an_answer_stands() {
    let spec = doc(
        "## Clarifications\n\n### Session 2026-01-01\n\n- Q: One? → A: yes\n- Q: Two? → A:\n- Q: Three?\n- Q: Four?\n- A: no\n\n## Open Questions\n\n- **RQ1**: Limits?\n- **RQ2**: ~~VRAM?~~ **Answered**: 24 GB\n- Who pays? (Resolved: the client)\n",
    );
    let all = spec.open_questions.iter();
    let all: Vec<_> = all
        .map(|q| (q.text.as_str(), q.answered, q.answer.as_deref()))
        .collect();
    let want = [
        ("One?", true, Some("yes")),
        ("Two?", false, None),
        ("Three?", false, None),
        ("Four?", true, Some("no")),
        ("Limits?", false, None),
        ("VRAM?", true, Some("24 GB")),
        ("Who pays?", true, Some("the client")),
    ];
    assert_eq!(all, want);
}

#[test]
fn an_answer_has_its_bullets() {
    let spec = doc("## Clarifications\n\n- Q: What changes? → A: Two shapes:\n  - one\n  - two\n");
    let answer = spec.open_questions[0].answer.as_deref();
    assert_eq!(answer, Some("Two shapes:\n- one\n- two"));
}

#[test]
fn a_template_question_is_open_in_somebodys_requirement() {
    let spec = doc(
        "## Requirements\n\n- **FR-001**: Invoices MUST be kept for [NEEDS CLARIFICATION: retention period not specified] by law.\n- **FR-006**: System MUST authenticate users via [NEEDS CLARIFICATION: auth method not specified - email/password, SSO, OAuth?]\n",
    );
    assert_eq!(found(&spec, "spec-needs-clarification"), [7]);
    assert_eq!(found(&spec, "spec-template-leftover"), [8]);
}

#[test]
fn nothing_is_an_empty_list() {
    let spec = doc(
        "## Edge Cases\n\n- None\n\n## Assumptions\n\n- None identified.\n\n## Success Metrics\n\n- N/A\n\n## Constraints\n\n- None\n\n## Dependencies\n\n- **Blocks**: -\n\n## Non-Functional Requirements\n\n- N/A\n\n## Functional Requirements\n\n- TBD\n\n## Problem Statement\n\nN/A\n",
    );
    assert!(spec.items().is_empty(), "{:?}", spec.items());
    assert!(spec.dependencies.is_empty());
    assert_eq!(spec.problem, None);
}

#[test]
fn labels_with_a_value_are_lists_and_no_prose() {
    let spec = doc(
        "## Proposed Solution\n\nText\n\n**Key capabilities**: one; two\n\n**Out of scope**: tax, `currency`\n",
    );
    assert_eq!(spec.key_capabilities, ["one", "two"]);
    assert_eq!(spec.proposed_solution.as_deref(), Some("Text"));
    assert_eq!(spec.out_of_scope, ["tax, `currency`"]);
}

#[test]
fn what_is_left_out_can_be_cited() {
    let spec = doc("## Non-Goals\n\n- `src/a.rs` stays\n- No migration of `b`\n");
    let items: Vec<_> = spec.mentions.iter().map(|m| m.item.as_deref()).collect();
    assert_eq!(items, [Some("out-of-scope-1"), Some("out-of-scope-2")]);
    let cited: Vec<_> = spec.citable().iter().map(|item| item.id).collect();
    assert_eq!(cited, ["out-of-scope-1", "out-of-scope-2"]);
    assert!(spec.items().is_empty());
}

#[test]
fn sections_that_only_tell_are_statements() {
    let sections = [
        "What Changes",
        "Impact",
        "Behavior",
        "Territory",
        "Tests (minimum)",
        "Breakage/Compatibility",
        "Security",
    ];
    for name in sections {
        let spec = doc(&format!(
            "## {name}\n\n- The parser reads `src/a.rs` twice\n"
        ));
        let said: Vec<_> = spec.statements.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(said, ["The parser reads `src/a.rs` twice"], "{name}");
        assert_eq!(
            spec.mentions[0].item.as_ref(),
            Some(&spec.statements[0].id),
            "{name}"
        );
    }
}
