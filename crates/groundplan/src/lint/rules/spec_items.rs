//! Rules over specifications: stories have criteria, targets can be measured, words are definite.

use crate::diag::{Diagnostic, Severity};
use crate::lint::{Check, Rule, spec_text};
use crate::model::spec::Spec;

/// A story without criteria cannot be tested.
pub const CRITERIA: Rule = Rule {
    code: "spec-story-without-criteria",
    level: Severity::Warning,
    summary: "Every user story has acceptance criteria",
    docs: "Without a criterion nothing can show that the story is done. Add one or more testable criteria.",
    check: Check::Spec(criteria),
};

fn criteria(spec: &Spec, rule: &Rule) -> Vec<Diagnostic> {
    let bare = spec
        .user_stories
        .iter()
        .filter(|story| story.acceptance_criteria.is_empty());
    let finding = |story: &crate::model::spec::UserStory| {
        rule.finding(format!("{} has no acceptance criterion", story.id))
            .at(&spec.path, story.line)
            .help("add at least one criterion that a test can show")
    };
    bare.map(finding).collect()
}

/// A non-functional requirement without a number cannot be measured.
pub const MEASURABLE: Rule = Rule {
    code: "spec-unmeasurable-nfr",
    level: Severity::Note,
    summary: "Performance and scale requirements state a number",
    docs: "A target without a number can neither be met nor missed. State value and unit.",
    check: Check::Spec(measurable),
};

fn measurable(spec: &Spec, rule: &Rule) -> Vec<Diagnostic> {
    let about_speed = |category: &Option<String>| {
        let category = category.as_deref().unwrap_or_default().to_lowercase();
        ["performance", "scal", "capacity", "availability"]
            .iter()
            .any(|cue| category.contains(cue))
    };
    let vague = spec
        .nonfunctional_requirements
        .iter()
        .filter(|requirement| {
            about_speed(&requirement.category)
                && requirement.target.is_none()
                && spec_text::numbers(&requirement.text).is_empty()
        });
    let finding = |requirement: &crate::model::spec::NonFunctional| {
        rule.finding(format!("{} states no number", requirement.id))
            .at(&spec.path, requirement.line)
            .help("state a value and a unit, such as a percentile and milliseconds")
    };
    vague.map(finding).collect()
}

/// Words that mean nothing definite.
pub const VAGUE: Rule = Rule {
    code: "spec-vague-word",
    level: Severity::Note,
    summary: "Requirements use definite words",
    docs: "Words such as \"fast\" or \"user-friendly\" cannot be tested. Say what is measured.",
    check: Check::Spec(vague),
};

const WORDS: &[&str] = &[
    "user friendly",
    "intuitive",
    "fast enough",
    "as appropriate",
    "if possible",
    "and so on",
    "etc",
    "seamless",
    "robust",
    "easy to use",
];

fn vague(spec: &Spec, rule: &Rule) -> Vec<Diagnostic> {
    let items = spec
        .functional_requirements
        .iter()
        .map(|r| (&r.id, &r.text, r.line));
    let finding = |(id, text, line): (&String, &String, u32)| {
        let plain = format!(" {} ", spec_text::plain(text));
        let word = WORDS
            .iter()
            .find(|word| plain.contains(&format!(" {word} ")))?;
        let found = rule.finding(format!("{id} says \"{word}\""));
        Some(
            found
                .at(&spec.path, line)
                .help("say what can be observed or measured"),
        )
    };
    items.filter_map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::spec::NonFunctional;

    #[test]
    fn a_target_beside_the_text_is_a_number() {
        let with = |target: Option<&str>| Spec {
            nonfunctional_requirements: vec![NonFunctional {
                category: Some("Performance".to_owned()),
                text: "Login is fast".to_owned(),
                target: target.map(str::to_owned),
                ..NonFunctional::default()
            }],
            ..Spec::default()
        };
        assert_eq!(measurable(&with(None), &MEASURABLE).len(), 1);
        assert!(measurable(&with(Some("< 300 ms")), &MEASURABLE).is_empty());
    }
}
