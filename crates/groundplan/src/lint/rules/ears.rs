//! Criteria in a form have all parts of the form: EARS its SHALL, Given/When/Then its Then.

use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Diagnostic;
use crate::lint::items;
use crate::lint::{Check, Level, Rule, SpecCase};
use crate::model::spec::AcceptanceCriterion;

/// A trigger and no response.
pub const RESPONSE: Rule = Rule {
    code: "spec-ears-incomplete",
    level: Level::Off,
    summary: "An EARS sentence has its response: WHEN … THE SYSTEM SHALL …",
    docs: "A trigger without SHALL says when, and not what. Write WHEN, WHILE, IF … THEN or WHERE, then the system and what it SHALL do (Mavin and others, \"Easy Approach to Requirements Syntax\", 2009).",
    check: Check::Spec(response),
};

/// A keyword of EARS in capitals at the start; in Chinese the trigger is a bracket of two words.
static TRIGGER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[*_\s]*(?:WHEN|WHILE|IF|WHERE)[*_]*\s|^[*_\s]*当[^,，。]{2,40}?(?:时|后)[,，]")
        .ok()
});

/// What binds.
static BINDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:shall|must|should|will|then)\b|应|必须|须|需|将|会|不得|不能|要|しなければ|こと",
    )
    .ok()
});

fn response(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let (Some(trigger), Some(binds)) = (TRIGGER.as_ref(), BINDS.as_ref()) else {
        return Vec::new();
    };
    let all = items::demanded(case.spec).into_iter();
    let bare = all.filter(|item| trigger.is_match(item.text) && !binds.is_match(item.text));
    let said = |item: &items::Item<'_>| format!("{} has a trigger and no response", item.id);
    items::findings(rule, bare, said, "add what the system SHALL do")
}

/// Given and When, and no Then.
pub const THEN: Rule = Rule {
    code: "spec-scenario-without-then",
    level: Level::Off,
    summary: "A scenario has an outcome: Given … When … Then …",
    docs: "A scenario without Then has nothing to assert. Write what is seen.",
    check: Check::Spec(then),
};

/// Given and When, in that order; and what would be the Then.
static SCENARIO: LazyLock<Option<[Regex; 2]>> = LazyLock::new(|| {
    let start =
        Regex::new(r"(?is)^\W*given\b.*\bwhen\b|^\W*(?:假设|给定|假如|前提).*(?:当|とき)").ok()?;
    Some([start, Regex::new(r"(?i)\bthen\b|那么|则|ならば|こと").ok()?])
});

fn then(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let Some([start, end]) = SCENARIO.as_ref() else {
        return Vec::new();
    };
    let bare = case.spec.criteria();
    let bare = bare
        .filter(|one| one.then.is_none() && start.is_match(&one.text) && !end.is_match(&one.text));
    let finding = |one: &AcceptanceCriterion| {
        rule.finding(format!("{} has no Then", one.id))
            .at(one.path.as_deref().unwrap_or(&case.spec.path), one.line)
            .help("add what is seen")
    };
    bare.map(finding).collect()
}
