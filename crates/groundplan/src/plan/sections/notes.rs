//! Next Steps / Notes: what a reviewer has to decide, and what comes next.

use super::Section;
use super::common::{counted, heading, lead, line, listing, numbered, on_items, tick};
use super::research;
use crate::model::doc::{Block, Item};
use crate::model::evidence::AnswerState;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::spec::QuestionKind;
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::design::tests::untested;
use crate::plan::sections::decisions::alternatives;
use crate::plan::statements;
use crate::plan::types::{Key, Plan, ReviewQuestion};

/// The section.
pub const SECTION: Section = Section {
    id: "notes",
    heading: "Next Steps / Notes",
    summary: "Questions for the reviewer with their defaults, and what comes next",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut questions = clarifications(context);
    questions.extend(unanswered(context, plan));
    questions.append(&mut plan.questions);
    questions.extend(vague_targets(context));
    questions.extend(uncovered(context, plan));
    plan.questions = questions;
    plan.notes = next_steps(context, plan);
    research::bind_uses(plan);
}

/// Research that found no full answer: what the plan does without it.
fn unanswered(context: &Context<'_>, plan: &Plan) -> Vec<ReviewQuestion> {
    let answered = |id: &str| {
        let mut answers = context.evidence.research.iter();
        answers.any(|one| one.id == id && one.state == AnswerState::Answered)
    };
    let asked = |id: &str| {
        let mut there = plan.questions.iter();
        there.any(|one| one.claim.grounds.spec_items().any(|item| item == id))
    };
    let open = context.spec.open_questions.iter().filter(|one| {
        let is_research = one.kind == QuestionKind::Research && !one.answered;
        is_research && !answered(&one.id) && !asked(&one.id)
    });
    let questions = open.map(|one| ReviewQuestion {
        key: Key::new("questions", &one.id),
        claim: Claim::new(
            without_answer(context, plan, &one.id),
            Grounds::spec(&one.id),
        ),
    });
    questions.collect()
}

fn without_answer(context: &Context<'_>, plan: &Plan, id: &str) -> String {
    let answer = context.evidence.research.iter().find(|one| one.id == id);
    let state = match answer.map(|one| one.state) {
        Some(AnswerState::Partial) => "is answered in part",
        _ => "has no answer",
    };
    let cites = |claim: &Claim| claim.grounds.spec_items().any(|item| item == id);
    let at = plan
        .decisions
        .iter()
        .position(|one| one.context.iter().any(cites));
    match at {
        Some(at) => format!(
            "{id} {state}; decision {} rests on the code that is there: does it stand?",
            at + 1
        ),
        None => format!("{id} {state}; what rests on it waits: who answers it?"),
    }
}

/// Markers and questions that only a person can answer: asked, never guessed.
fn clarifications(context: &Context<'_>) -> Vec<ReviewQuestion> {
    let questions = context.spec.open_questions.iter();
    let open = questions.filter(|one| one.kind == QuestionKind::Clarification && !one.answered);
    let questions = open.map(|one| {
        // A short choice can be put; a long one would repeat the specification.
        let brief = |(left, right): &(String, String)| {
            left.split_whitespace().count() + right.split_whitespace().count() <= 5
        };
        let sides = alternatives::choice(&one.text).filter(brief);
        let text = match sides {
            Some((left, right)) => format!(
                "{}: {left}, or {right}? Nothing is planned on it until then",
                one.id
            ),
            None => format!(
                "{} (specification line {}) is open: {}",
                one.id,
                one.line,
                about(&one.text)
            ),
        };
        ReviewQuestion {
            key: Key::new("questions", &one.id),
            claim: Claim::new(text, Grounds::spec(&one.id)),
        }
    });
    questions.collect()
}

/// The topic of a question in a few of its words.
fn about(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in phrases::words_of(&text.to_lowercase()) {
        let is_marker = [
            "needs",
            "clarification",
            "needed",
            "what",
            "how",
            "which",
            "who",
            "should",
        ]
        .contains(&word.as_str());
        if phrases::is_content(&word) && !is_marker && !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() {
        "decide what is meant".to_owned()
    } else {
        format!(
            "decide on {}",
            listing(&words.into_iter().take(5).collect::<Vec<_>>(), 5)
        )
    }
}

/// Performance requirements without a number.
fn vague_targets(context: &Context<'_>) -> Vec<ReviewQuestion> {
    let vague = context
        .spec
        .nonfunctional_requirements
        .iter()
        .filter(|one| {
            let about_speed = one
                .category
                .as_deref()
                .is_some_and(|category| category.to_lowercase().contains("performance"));
            about_speed && one.target.is_none() && super::targets::numbers(&one.text).is_empty()
        });
    let questions = vague.map(|one| ReviewQuestion {
        key: Key::new("questions", &format!("target-{}", one.id)),
        claim: Claim::new(
            format!(
                "{} gives no number: which one shows that it is met?",
                one.id
            ),
            Grounds::spec(&one.id),
        ),
    });
    questions.collect()
}

/// Criteria that no test shows.
fn uncovered(context: &Context<'_>, plan: &Plan) -> Option<ReviewQuestion> {
    let shown = |id: &str| {
        plan.test_cases()
            .any(|case| case.criteria.iter().any(|one| one == id))
    };
    let bare: Vec<&str> = context
        .spec
        .criteria()
        .filter(|one| untested(one).is_none())
        .map(|one| one.id.as_str())
        .filter(|id| !shown(id))
        .collect();
    (!bare.is_empty()).then(|| ReviewQuestion {
        key: Key::new("questions", "without-test"),
        claim: Claim::new(
            format!(
                "{} have no test in this plan: how are they shown?",
                listing(&bare, 8)
            ),
            on_items(&bare),
        ),
    })
}

fn next_steps(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let mut steps: Vec<Claim> = Vec::new();
    let asked: Vec<&str> = plan
        .questions
        .iter()
        .flat_map(|one| one.claim.grounds.spec_items())
        .collect();
    if !plan.questions.is_empty() {
        let text = format!(
            "Answer the {} above, then review and approve this plan",
            counted(plan.questions.len(), "question")
        );
        steps.push(Claim::new(text, on_items(&asked[..asked.len().min(3)])));
    }
    let first = context.spec.criteria().next().map(|one| one.id.as_str());
    let tests = plan.test_cases().count();
    let text = format!(
        "Generate tasks into {}: {}, {}, {}",
        tick(&plan.header.tasks_path),
        counted(plan.operations().count(), "operation"),
        counted(plan.files.len(), "file"),
        counted(tests, "test")
    );
    steps.push(Claim::new(text, context.ground(first)));
    steps.extend(weak_share(plan, context.ground(first)));
    steps
}

/// The share of statements that rest on weak grounds only.
fn weak_share(plan: &Plan, ground: Ground) -> Option<Claim> {
    let all = statements::statements(plan);
    let weak = all.iter().filter(|one| one.grounds.is_weak()).count();
    if weak == 0 {
        return None;
    }
    let text = format!(
        "{} of {} statements rest on the problem statement or an assumption alone",
        weak,
        all.len()
    );
    Some(Claim::new(text, ground))
}

fn lower(plan: &Plan) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    if plan.questions.is_empty() {
        blocks.push(lead("No question is left for the reviewer."));
    } else {
        blocks.push(heading(3, "Questions for the Reviewer"));
        let items = plan
            .questions
            .iter()
            .map(|one| Item::bullet(line(&one.claim)));
        blocks.push(Block::List {
            ordered: true,
            items: items.collect(),
        });
    }
    if !plan.notes.is_empty() {
        blocks.push(heading(3, "Next Steps"));
        blocks.push(numbered(&plan.notes));
    }
    blocks
}
