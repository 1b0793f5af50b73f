//! What stands at the head, from where it is read.

use super::at;

#[test]
fn the_mission_branch_is_an_identifier() {
    let spec = at(
        "spec.md",
        "# Mission Specification: X\n\n**Mission Branch**: `feat/x`\n**Status**: Draft\n",
    );
    assert_eq!(spec.feature_id.as_deref(), Some("feat/x"));
}

#[test]
fn a_template_identifier_is_none_and_reported() {
    let spec = at(
        "spec.md",
        "# X\n\n**Feature ID**: FEAT-XXX\n**Status**: Approved\n",
    );
    assert_eq!(spec.feature_id, None);
    assert_eq!(super::found(&spec, "spec-template-leftover"), [3]);
}
