//! Tests of sections over hand-made specifications, evidence and plans.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use super::SECTIONS;
use crate::model::doc::Block;
use crate::model::evidence::{
    AnswerState, ConventionFact, Evidence, Finding, Instruction, LanguageShare, Member,
    ResearchAnswer, SiblingGroup, StatedStack,
};
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::spec::{
    AcceptanceCriterion, NonFunctional, OpenQuestion, QuestionKind, Spec, SpecDependency, TextItem,
    UserStory,
};
use crate::plan::statements;
use crate::plan::types::{Change, CodeBlock, Impact, Key, Plan};
use crate::plan::{DraftOptions, draft, lower};

fn anchor(path: &str, symbol: &str) -> Anchor {
    Anchor::cite(path, "x\ny\nz", 1, 2, Some(symbol)).unwrap()
}

fn question(id: &str, text: &str, kind: QuestionKind) -> OpenQuestion {
    OpenQuestion {
        id: id.to_owned(),
        text: text.to_owned(),
        kind,
        ..OpenQuestion::default()
    }
}

/// A feature that is no CRUD: a tool's behaviour changes.
fn behaviour() -> Spec {
    let criterion = AcceptanceCriterion {
        id: "US-1.AC1".to_owned(),
        text: "Running the tool twice gives the same order of lines in its report".to_owned(),
        ..AcceptanceCriterion::default()
    };
    Spec {
        name: Some("Stable report order".to_owned()),
        user_stories: vec![UserStory {
            id: "US-1".to_owned(),
            title: "Compare two reports".to_owned(),
            acceptance_criteria: vec![criterion],
            ..UserStory::default()
        }],
        nonfunctional_requirements: vec![NonFunctional {
            id: "NFR-1".to_owned(),
            category: Some("Performance".to_owned()),
            text: "Sorting adds less than 50 ms".to_owned(),
            ..NonFunctional::default()
        }],
        open_questions: vec![
            question(
                "Q-1",
                "Does the format stay stable?",
                QuestionKind::Research,
            ),
            question(
                "Q-2",
                "Newest or oldest first?",
                QuestionKind::Clarification,
            ),
        ],
        dependencies: vec![SpecDependency {
            kind: "depends_on".to_owned(),
            feature: Some("FEAT-001".to_owned()),
            ..SpecDependency::default()
        }],
        ..Spec::default()
    }
}

fn evidence() -> Evidence {
    let mut evidence = Evidence::default();
    evidence.analysis.stack.languages.push(LanguageShare {
        language: "rust".to_owned(),
        files: 3,
        lines: 90,
    });
    let spec = "# Base\n\n**Status**: Complete\n";
    let path = "docs/features/FEAT-001-spec.md".to_owned();
    evidence.texts.insert(path, Arc::from(spec));
    evidence
}

fn plan_of(spec: &Spec, evidence: &Evidence) -> Plan {
    draft(spec, evidence, &DraftOptions::default())
}

/// The text of a section, line by line.
fn text_of(plan: &Plan, id: &str) -> String {
    let doc = lower(plan, &Spec::default());
    let section = doc
        .sections
        .iter()
        .find(|section| section.id == id)
        .unwrap();
    let lines = section.blocks.iter().map(|block| match block {
        Block::Heading { text, .. } => text.clone(),
        Block::Paragraph(line) => line.text.clone(),
        Block::List { items, .. } => {
            let texts: Vec<&str> = items.iter().map(|item| item.line.text.as_str()).collect();
            texts.join("\n")
        }
        Block::Table { rows, .. } => {
            let cells: Vec<&str> = rows
                .iter()
                .flatten()
                .map(|line| line.text.as_str())
                .collect();
            cells.join("\n")
        }
        Block::Code { text, .. } => text.clone(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_section_has_its_heading_and_says_something() {
    for (spec, evidence) in [
        (Spec::default(), Evidence::default()),
        (behaviour(), evidence()),
    ] {
        let plan = plan_of(&spec, &evidence);
        let doc = lower(&plan, &spec);
        assert_eq!(doc.sections.len(), SECTIONS.len());
        for section in &doc.sections {
            assert!(!section.blocks.is_empty(), "{}", section.id);
        }
        assert!(text_of(&plan, "decisions").starts_with("Decision 1: File Organization"));
    }
}

#[test]
fn section_identifiers_and_headings_are_unique() {
    for (at, section) in SECTIONS.iter().enumerate() {
        let twin = SECTIONS[..at].iter();
        let twin = twin.filter(|one| one.id == section.id || one.heading == section.heading);
        assert_eq!(twin.count(), 0, "{}", section.id);
        assert!(!section.summary.is_empty());
    }
}

#[test]
fn no_claim_repeats_the_specification() {
    let spec = behaviour();
    let plan = plan_of(&spec, &evidence());
    let statements = statements::statements(&plan);
    assert!(!statements.is_empty());
    for statement in statements {
        for item in spec
            .items()
            .iter()
            .filter(|item| item.text.split(' ').count() > 7)
        {
            assert!(!statement.text.contains(item.text), "{}", statement.text);
        }
    }
}

#[test]
fn an_open_question_is_said_to_be_open_and_is_asked() {
    let plan = plan_of(&behaviour(), &evidence());
    let research = text_of(&plan, "research");
    assert!(
        research.contains("Open (no source was asked)"),
        "{research}"
    );
    let notes = text_of(&plan, "notes");
    assert!(notes.contains("Q-1 has no answer"), "{notes}");
    assert!(notes.contains("Q-2"), "{notes}");
    let risks = text_of(&plan, "risks");
    assert!(risks.contains("Q-1") && risks.contains("Q-2"), "{risks}");
}

#[test]
fn a_clarification_is_never_decided() {
    let plan = plan_of(&behaviour(), &evidence());
    assert_eq!(plan.decisions.len(), 1);
}

#[test]
fn a_stale_partial_answer_shows_its_sources() {
    let mut evidence = evidence();
    evidence.research.push(ResearchAnswer {
        id: "Q-1".to_owned(),
        text: "Does the format stay stable?".to_owned(),
        state: AnswerState::Partial,
        file: Some("knowledge/format-2026-01-01.md".to_owned()),
        stale: true,
        reused: true,
        asked_of: vec!["knowledge".to_owned()],
        findings: vec![Finding {
            text: "Version 2 keeps the order".to_owned(),
            ..Finding::default()
        }],
        ..ResearchAnswer::default()
    });
    let plan = plan_of(&behaviour(), &evidence);
    let research = text_of(&plan, "research");
    for part in [
        "Partly answered",
        "stale",
        "asked of knowledge",
        "knowledge/format",
    ] {
        assert!(research.contains(part), "{part}: {research}");
    }
    assert!(!plan.research[0].findings[0].grounds.is_weak());
}

#[test]
fn a_dependency_is_in_its_true_state() {
    let plan = plan_of(&behaviour(), &evidence());
    let text = &plan.dependencies.required[0].text;
    assert!(text.contains("its spec says Complete"), "{text}");
    let plan = plan_of(&behaviour(), &Evidence::default());
    let text = &plan.dependencies.required[0].text;
    assert!(text.contains("its state is unknown"), "{text}");
}

#[test]
fn a_target_is_the_number_and_not_the_sentence() {
    let plan = plan_of(&behaviour(), &evidence());
    assert_eq!(plan.performance.targets[0].text, "NFR-1: `less than 50 ms`");
}

#[test]
fn a_breaking_change_is_decided_and_risked() {
    let spec = behaviour();
    let evidence = evidence();
    let context = crate::plan::context::Context::new(&spec, &evidence);
    let design = crate::plan::design::Design {
        impact: vec![Impact {
            key: Key::new("impact", "sort_lines"),
            subject: "sort_lines".to_owned(),
            change: Change::Modify,
            before: "fn sort_lines(lines: &mut Vec<String>)".to_owned(),
            after: "fn sort_lines(lines: &mut [String])".to_owned(),
            anchor: anchor("src/lib.rs", "sort_lines"),
            callers: vec![anchor("src/report.rs", "report")],
            tests: Vec::new(),
            mentions: Vec::new(),
            breaking: true,
            deprecated: false,
            replacement: None,
            gains: Vec::new(),
            code: vec![CodeBlock {
                language: "diff".to_owned(),
                path: "src/lib.rs".to_owned(),
                role: "contract".to_owned(),
                text: "+ fn sort_lines(lines: &mut [String])".to_owned(),
            }],
            claim: Claim::new("takes a slice", Grounds::spec("US-1.AC1")),
        }],
        ..crate::plan::design::Design::default()
    };
    let header = crate::plan::types::PlanHeader::default();
    let mut plan = crate::plan::design::into_plan(design, header);
    for section in SECTIONS {
        (section.draft)(&context, &mut plan);
    }
    let decision = plan.decisions.last().unwrap();
    assert_eq!(decision.title, "Break or Deprecate");
    assert!(decision.options.len() >= 2);
    assert!(text_of(&plan, "contracts").contains("+ fn sort_lines"));
    assert!(text_of(&plan, "risks").contains("`sort_lines` breaks"));
    let assumed = statements::assumptions(&plan);
    assert_eq!(
        assumed.len(),
        1,
        "the default is an assumption: {assumed:?}"
    );
}

#[test]
fn instructions_that_share_a_word_with_the_plan_are_its_rules() {
    let mut evidence = evidence();
    for text in [
        "Every change brings a test with it.",
        "Logos are kept as vector files.",
    ] {
        evidence.analysis.instructions.push(Instruction {
            heading: "Rules".to_owned(),
            text: text.to_owned(),
            anchor: anchor("AGENTS.md", "Rules"),
        });
    }
    let plan = plan_of(&behaviour(), &evidence);
    let rules: Vec<&str> = plan
        .patterns
        .rules
        .iter()
        .map(|rule| rule.text.as_str())
        .collect();
    assert_eq!(rules, ["Every change brings a test with it"]);
}

/// A specification that says these things, a statement each.
fn saying(texts: &[&str]) -> Spec {
    let statements = texts.iter().enumerate().map(|(at, text)| TextItem {
        id: format!("what-{}", at + 1),
        text: (*text).to_owned(),
        path: None,
        line: 1,
    });
    Spec {
        statements: statements.collect(),
        ..Spec::default()
    }
}

#[test]
fn what_the_specification_refuses_limits_and_keeps_back_is_security() {
    let spec = saying(&[
        "The tool SHALL reject a negative price before any write",
        "Deletion MUST be disabled by default",
        "The token is redacted in logs",
        "Security: plugins remain untrusted",
        "The list is sorted instead of raising an error",
    ]);
    let text = text_of(&plan_of(&spec, &evidence()), "security");
    for wanted in [
        "Rejects a negative price before any write",
        "Deletion MUST be disabled by default",
        "Redacted in logs",
        "Plugins remain untrusted",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains("sorted"), "{text}");
    assert!(!text.contains("Looked for"), "{text}");
}

#[test]
fn a_section_without_content_says_what_was_looked_for() {
    let plan = plan_of(&saying(&["The list is sorted by name"]), &evidence());
    for id in ["security", "performance", "research", "risks"] {
        let text = text_of(&plan, id);
        assert!(text.starts_with("Looked for"), "{id}: {text}");
        assert_eq!(text.lines().count(), 1, "{id}: {text}");
    }
}

#[test]
fn the_phases_of_the_specification_are_the_phases_of_the_rollout() {
    let mut spec = saying(&["Phase 1: Add the new table", "Phase 2: Switch the callers"]);
    for (at, one) in spec.statements.iter_mut().enumerate() {
        one.id = format!("migration-strategy-{}", at + 1);
    }
    let plan = plan_of(&spec, &evidence());
    let phases: Vec<&str> = plan
        .rollout
        .phases
        .iter()
        .map(|phase| phase.text.as_str())
        .collect();
    assert_eq!(phases, ["Add the new table", "Switch the callers"]);
}

#[test]
fn vague_words_are_asked_about_once() {
    let spec = saying(&[
        "It refuses suspicious patterns",
        "It logs suspicious patterns with appropriate detail",
    ]);
    let plan = plan_of(&spec, &evidence());
    let asked: Vec<&str> = plan
        .questions
        .iter()
        .map(|one| one.claim.text.as_str())
        .filter(|text| text.starts_with("What exactly"))
        .collect();
    assert_eq!(asked, ["What exactly counts as \"suspicious patterns\"?"]);
}

#[test]
fn what_users_have_to_do_again_is_a_risk() {
    let spec = saying(&["Existing accounts must re-consent", "Nothing will break"]);
    let text = text_of(&plan_of(&spec, &evidence()), "risks");
    assert!(text.contains("Existing accounts must re-consent"), "{text}");
    assert!(!text.contains("Nothing"), "{text}");
}

#[test]
fn two_habits_in_one_group_are_a_decision() {
    let fact = |value: &str, support: u32, path: &str| ConventionFact {
        aspect: "opening".to_owned(),
        rule: format!("begins with {value}"),
        value: value.to_owned(),
        support,
        total: 9,
        examples: vec![anchor(path, value)],
        exceptions: Vec::new(),
    };
    let mut evidence = evidence();
    evidence.analysis.groups.push(SiblingGroup {
        id: "command@tests".to_owned(),
        kind: "cli-command".to_owned(),
        noun: "command".to_owned(),
        dir: "tests".to_owned(),
        members: vec![Member {
            name: "add".to_owned(),
            anchor: anchor("tests/add.rs", "add"),
        }],
        conventions: vec![
            fact("open_store", 5, "tests/add.rs"),
            fact("open_memory", 3, "tests/list.rs"),
        ],
        ..SiblingGroup::default()
    });
    let plan = plan_of(&behaviour(), &evidence);
    let decision = plan
        .decisions
        .iter()
        .find(|one| one.title.starts_with("Opening"))
        .unwrap();
    assert_eq!(decision.options.len(), 2);
    assert!(decision.decision.text.contains("open_store"));
    let grounds = &decision.decision.grounds;
    assert!(
        grounds
            .iter()
            .any(|ground| matches!(ground, Ground::Convention { .. }))
    );
}

#[test]
fn without_code_the_stack_is_asked_for_and_what_states_it_decides_places() {
    let mut evidence = Evidence::default();
    let plan = draft(&behaviour(), &evidence, &DraftOptions::default());
    assert!(text_of(&plan, "notes").contains("Which stack?"));
    evidence.analysis.stack.stated = Some(StatedStack {
        name: "Django".to_owned(),
        file: "{snake_case}/views.py".to_owned(),
        plural: true,
        serves: true,
        ground: Ground::spec("NFR-1"),
    });
    let plan = draft(&behaviour(), &evidence, &DraftOptions::default());
    assert!(text_of(&plan, "notes").contains("The stack is Django"));
    assert!(text_of(&plan, "decisions").contains("paths are the usual ones of Django"));
}
