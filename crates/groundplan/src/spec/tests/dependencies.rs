//! Dependencies: labels, items, tables, front matter.

use super::{at, doc};
use crate::model::spec::Spec;

fn all(spec: &Spec) -> Vec<(&str, &str)> {
    let all = spec.dependencies.iter();
    all.map(|d| {
        (
            d.kind.as_str(),
            d.feature.as_deref().unwrap_or(d.text.as_str()),
        )
    })
    .collect()
}

#[test]
fn every_feature_is_kept_with_its_relation() {
    let spec = doc(
        "## Dependencies\n\n- FEAT-001\n- FEAT-002: Credit System\n- **FEAT-003: Auth** (CRITICAL)\n- **Blocks**: FEAT-020, FEAT-021\n\n**Related to**:\n- FEAT-004\n- FEAT-005\n\n| Type | Feature | Reason |\n|---|---|---|\n| Blocks | FEAT-006 | x |\n",
    );
    let want = [
        ("depends_on", "FEAT-001"),
        ("depends_on", "FEAT-002"),
        ("depends_on", "FEAT-003"),
        ("blocks", "FEAT-020"),
        ("blocks", "FEAT-021"),
        ("related_to", "FEAT-004"),
        ("related_to", "FEAT-005"),
        ("blocks", "FEAT-006"),
    ];
    assert_eq!(all(&spec), want);
    assert_eq!(spec.dependencies[1].text, "Credit System");
}

#[test]
fn labels_anywhere_are_read() {
    let spec = at(
        "specs/002-b/spec.md",
        "# B\n\nDepends on: 001-auth\n**Blocks**: None\n- **Related**: FEAT-007\n\n## Approach\n\n**Depends on**: FEAT-008\n\n## Dependencies\n\n- **Depends on**:\n  - FEAT-009: later\n",
    );
    let want = [
        ("depends_on", "001-auth"),
        ("related_to", "FEAT-007"),
        ("depends_on", "FEAT-008"),
        ("depends_on", "FEAT-009"),
    ];
    assert_eq!(all(&spec), want);
}

#[test]
fn front_matter_names_features_and_paths() {
    let spec = at(
        "specs/018-c/spec.md",
        "---\nid: 018-c\ndepends_on:\n  - 001-registry\nrequires: None\nextends:\n  - { spec: 001-registry, unit: crates/x/src/a.rs }\nreferences:\n  - docs/design.md\n  - specs/004-index/spec.md\n---\n\n# C\n",
    );
    let want = [("depends_on", "001-registry"), ("related_to", "004-index")];
    assert_eq!(all(&spec), want);
    let mention = &spec.mentions[0];
    assert_eq!(mention.text, "crates/x/src/a.rs");
    assert_eq!(
        (mention.item.as_deref(), mention.line),
        (Some("front-extends-1"), 7)
    );
    let said: Vec<_> = spec.items().iter().map(|item| item.text).collect();
    assert_eq!(
        said,
        ["extends: spec: 001-registry, unit: crates/x/src/a.rs"]
    );
}

#[test]
fn a_line_names_the_change_that_comes_first() {
    let spec = at(
        "openspec/changes/add-diff/proposal.md",
        "# Change: diff\n\nDepends on: add-system-scan (the harvest layer).\n\n## Why\n\nDepends on: the weather\n",
    );
    assert_eq!(all(&spec), [("depends_on", "add-system-scan")]);
}
