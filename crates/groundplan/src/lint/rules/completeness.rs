//! Nothing is left out that a story or requirement needs to be built and shown.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, Rule, SpecCase};
use crate::model::spec::{DeltaKind, Requirement, UserStory};

/// A story without criteria cannot be tested.
pub const CRITERIA: Rule = Rule {
    code: "spec-story-without-criteria",
    level: Level::Warning,
    summary: "Every user story has acceptance criteria",
    docs: "Without a criterion nothing can show that the story is done. Add one or more testable criteria.",
    check: Check::Spec(criteria),
};

fn criteria(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let stories = case.spec.user_stories.iter();
    let bare = stories.filter(|story| story.acceptance_criteria.is_empty());
    let finding = |story: &UserStory| {
        rule.finding(format!("{} has no acceptance criterion", story.id))
            .at(&case.spec.path, story.line)
            .help("add at least one criterion that a test can show")
    };
    bare.map(finding).collect()
}

/// A story that does not say what it is good for.
pub const BENEFIT: Rule = Rule {
    code: "spec-story-without-benefit",
    level: Level::Off,
    summary: "A story that names a role and a goal names the benefit too",
    docs: "The benefit tells what to give up when time is short. Add \"so that …\".",
    check: Check::Spec(benefit),
};

fn benefit(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let stories = case.spec.user_stories.iter();
    let bare =
        stories.filter(|one| one.role.is_some() && one.goal.is_some() && one.benefit.is_none());
    let finding = |story: &UserStory| {
        rule.finding(format!("{} does not say what it is good for", story.id))
            .at(&case.spec.path, story.line)
            .help("add \"so that …\"")
    };
    bare.map(finding).collect()
}

/// In a form where requirements carry their scenarios, one without any.
pub const SCENARIO: Rule = Rule {
    code: "spec-requirement-without-scenario",
    level: Level::Off,
    summary: "Where requirements carry their scenarios, every added or changed one has one",
    docs: "OpenSpec refuses such a change, and nothing shows that the requirement is met. Add `#### Scenario: …`.",
    check: Check::Spec(scenario),
};

fn scenario(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let wants =
        |one: &&Requirement| matches!(one.delta, Some(DeltaKind::Added | DeltaKind::Modified));
    let all = case.spec.functional_requirements.iter().filter(wants);
    let bare = all.filter(|one| one.acceptance_criteria.is_empty());
    let finding = |one: &Requirement| {
        rule.finding(format!("{} has no scenario", one.id))
            .at(one.path.as_deref().unwrap_or(&case.spec.path), one.line)
            .help("add a scenario with WHEN and THEN")
    };
    bare.map(finding).collect()
}

/// A specification that is said to be approved, with a question open.
pub const OPEN: Rule = Rule {
    code: "spec-approved-open",
    level: Level::Off,
    summary: "An approved specification has no open marker",
    docs: "Who approved it decided without the answer, or the marker was forgotten. Answer it, or take the approval back.",
    check: Check::Spec(open),
};

/// States that a person gave on purpose.
const APPROVED: &[&str] = &[
    "approved",
    "accepted",
    "final",
    "ready",
    "批准",
    "承認",
    "已确认",
    "确定",
];

fn open(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let status = case
        .spec
        .status
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    let denied = ["not ", "未", "pending", "draft"]
        .iter()
        .any(|word| status.contains(word));
    if denied || !APPROVED.iter().any(|word| status.contains(word)) {
        return Vec::new();
    }
    let marked = case.spec.open_questions.iter();
    let marked = marked.filter(|one| one.id.starts_with("NC-") && !one.answered);
    let finding = |one: &crate::model::spec::OpenQuestion| {
        rule.finding(format!(
            "the specification is approved, and this is open: {}",
            one.text
        ))
        .at(one.path.as_deref().unwrap_or(&case.spec.path), one.line)
        .help("answer it in the text and take the marker out")
    };
    marked.map(finding).collect()
}

/// A specification of stories that does not say when the whole is a success.
pub const SUCCESS: Rule = Rule {
    code: "spec-without-success-criterion",
    level: Level::Off,
    summary: "A specification of stories says when the whole is a success",
    docs: "Criteria show that each story works; success criteria show that it was worth it. Add a section with outcomes that can be measured.",
    check: Check::Spec(success),
};

fn success(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let spec = case.spec;
    let silent = !spec.user_stories.is_empty() && spec.success_criteria.is_empty();
    let finding = || {
        rule.finding("no success criterion is stated")
            .at(&spec.path, 1)
            .help("say what can be measured when the feature is in use")
    };
    silent.then(finding).into_iter().collect()
}

/// A specification that excludes nothing.
pub const SCOPE: Rule = Rule {
    code: "spec-without-exclusion",
    level: Level::Off,
    summary: "A specification says what it leaves out",
    docs: "What is not excluded is expected by somebody. Add a section \"Out of Scope\".",
    check: Check::Spec(scope),
};

fn scope(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let spec = case.spec;
    let finding = || {
        rule.finding("nothing is left out")
            .at(&spec.path, 1)
            .help("add a section \"Out of Scope\"")
    };
    spec.out_of_scope
        .is_empty()
        .then(finding)
        .into_iter()
        .collect()
}
