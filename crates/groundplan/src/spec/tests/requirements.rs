//! Requirements, constraints, entities.

use super::{DELTA, at, change, doc, found};
use crate::model::spec::{DeltaKind, Spec};

fn functional(spec: &Spec) -> Vec<(&str, &str)> {
    let all = spec.functional_requirements.iter();
    all.map(|r| (r.id.as_str(), r.text.as_str())).collect()
}

#[test]
fn a_group_that_is_called_like_a_section_hides_no_requirement() {
    for group in [
        "**History**",
        "#### Validation",
        "**Dependencies**",
        "### Testing",
        "**impact(x)**",
    ] {
        let spec = doc(&format!(
            "## Requirements\n\n### Functional Requirements\n\n- **FR-001**: a\n\n{group}\n\n- **FR-002**: b\n- text\n"
        ));
        assert_eq!(
            functional(&spec),
            [("FR-001", "a"), ("FR-002", "b")],
            "{group}"
        );
    }
}

#[test]
fn a_section_about_requirements_defines_none_again() {
    let spec = doc(
        "## Requirements\n\n- **FR-001**: a\n\n### Testing\n\n- FR-001: by a test\n\n### Traceability\n\n- FR-002: see there\n",
    );
    assert_eq!(functional(&spec), [("FR-001", "a")]);
}

#[test]
fn identifiers_in_any_dress() {
    let spec = doc(
        "### Functional Requirements\n\n- **FR1**: a\n- The system must do b\n- FR3 store c\n- ✅ **FR4**: d\n- (FR5) e\n- **FR\u{2011}6**: f\n",
    );
    let want = [
        ("FR1", "a"),
        ("FR3", "store c"),
        ("FR4", "d"),
        ("FR5", "e"),
        ("FR-6", "f"),
    ];
    assert_eq!(functional(&spec), want);
    assert_eq!(found(&spec, "spec-missing-id"), [8]);
}

#[test]
fn what_stands_below_a_bold_title_is_its_text() {
    let spec = doc(
        "## Functional Requirements\n\n### FR-1: Parent\n\n**FR-1.1: Conversion**\n\nUse the table:\n- 100 = $10\n\n**FR-1.2 Plans**\n\n| Plan | Price |\n|---|---|\n| Free | 0 |\n",
    );
    let want = [
        ("FR-1", "Parent"),
        ("FR-1.1", "Conversion\nUse the table:\n- 100 = $10"),
        ("FR-1.2", "Plans\n- Free | 0"),
    ];
    assert_eq!(functional(&spec), want);
}

#[test]
fn code_and_tables_name_the_requirement_they_belong_to() {
    let spec = doc(
        "## Functional Requirements\n\n### FR-1: Parent\n\n```rust\nfn a();\n```\n\n### FR-2: Other\n\n- **FR-3**: as follows:\n\n```rust\nfn b();\n```\n\n## Notes\n\n```rust\nfn c();\n```\n",
    );
    let items: Vec<_> = spec.artefacts.iter().map(|a| a.item.as_deref()).collect();
    assert_eq!(items, [Some("FR-1"), Some("FR-3"), None]);
}

#[test]
fn renamed_and_modified_requirements_of_a_change() {
    let spec = change(
        "## RENAMED Requirements\n\n- FROM: `### Requirement: Old`\n- TO: `### Requirement: New`\n\n## ADDED Requirements\n\n### Requirement: One\n\nThe system SHALL one.\n\n### MODIFIED Requirement: Two\n\nThe system SHALL two.\n\n#### Scenario: T\n- **WHEN** a\n- **THEN** b\n",
    );
    let all = spec.functional_requirements.iter();
    let all: Vec<_> = all
        .map(|r| (r.id.as_str(), r.delta, r.acceptance_criteria.len()))
        .collect();
    let want = [
        ("renamed-new", Some(DeltaKind::Renamed), 0),
        ("one", Some(DeltaKind::Added), 0),
        ("two", Some(DeltaKind::Modified), 1),
    ];
    assert_eq!(all, want);
    let criterion = &spec.functional_requirements[2].acceptance_criteria[0];
    assert_eq!(
        (criterion.path.as_deref(), criterion.line),
        (Some(DELTA), 16)
    );
}

#[test]
fn constraints_keep_their_kind() {
    let spec = doc(
        "### Constraints\n\n- **Technical**:\n  - Convex only\n  - Node 18\n- Business: no budget\n\n**Design**: reuse admin\n",
    );
    let all = spec.constraints.iter();
    let all: Vec<_> = all
        .map(|c| (c.kind.as_deref().unwrap_or(""), c.text.as_str()))
        .collect();
    let want = [
        ("Technical", "Convex only"),
        ("Technical", "Node 18"),
        ("Business", "no budget"),
        ("Design", "reuse admin"),
    ];
    assert_eq!(all, want);
}

#[test]
fn a_label_of_a_quality_requirement_is_its_category() {
    let spec = doc(
        "## Non-Functional Requirements\n\n- Performance: p95 < 200 ms\n- **Security**: no leaks\n",
    );
    let all = spec.nonfunctional_requirements.iter();
    let all: Vec<_> = all
        .map(|r| (r.category.as_deref(), r.text.as_str()))
        .collect();
    assert_eq!(
        all,
        [
            (Some("Performance"), "p95 < 200 ms"),
            (Some("Security"), "no leaks")
        ]
    );
}

#[test]
fn a_target_stands_in_its_own_column() {
    let spec = doc(
        "### Non-Functional Requirements\n\n| ID | Category | Requirement | Target |\n|--|--|--|--|\n| NFR1 | Performance | Login is fast | < 300 ms |\n",
    );
    let target = spec.nonfunctional_requirements[0].target.as_deref();
    assert_eq!(target, Some("< 300 ms"));
}

#[test]
fn entities_with_their_attributes() {
    let spec = doc(
        "### Key Entities\n\n- **Order** (id, total): placed by a user\n- **Pay** *(new)*: x\n\n#### Invoice\n\n- number: string\n- total: money\n\n| Entity | Attributes | Description |\n|---|---|---|\n| User | id, mail | A person |\n",
    );
    let all = spec.key_entities.iter();
    let all: Vec<_> = all
        .map(|e| (e.name.as_str(), e.attributes.join(",")))
        .collect();
    let want = [
        ("Order", "id,total".to_owned()),
        ("Pay", String::new()),
        ("Invoice", "number,total".to_owned()),
        ("User", "id,mail".to_owned()),
    ];
    assert_eq!(all, want);
    assert_eq!(spec.key_entities[0].text, "placed by a user");
    assert_eq!(spec.key_entities[1].text, "x");
}

#[test]
fn a_line_that_nobody_filled_in_is_reported_and_defines_nothing() {
    let spec = doc(
        "## Requirements\n\n- **FR1**: {requirement}\n- **FR2**: [Requirement description]\n- **FR3**: TODO\n- **FR4**:\n- **FR5**: real\n",
    );
    assert_eq!(functional(&spec), [("FR5", "real")]);
    assert_eq!(found(&spec, "spec-template-leftover"), [7, 8, 9, 10]);
}

#[test]
fn a_title_under_a_double_line_is_one() {
    let text = "Feature Specification: Setext\n====\n\nRequirements\n----\n\n- **FR1**: a\n";
    for text in [text.to_owned(), text.replace('\n', "\r")] {
        let spec = at("spec.md", &text);
        assert_eq!(spec.title.as_deref(), Some("Feature Specification: Setext"));
        assert_eq!(spec.functional_requirements[0].line, 7);
    }
}
