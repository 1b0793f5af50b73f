//! Next Steps / Notes: what a reviewer has to decide, and what comes next.

use std::sync::LazyLock;

use regex::Regex;

use super::Section;
use super::common::{counted, heading, lead, line, listing, numbered, on_items, tick, ticked};
use super::{research, said};
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

/// Questions on vague words at most.
const MOST_VAGUE: usize = 4;

/// The section.
pub const SECTION: Section = Section {
    id: "notes",
    heading: "Next Steps / Notes",
    summary: "Questions for the reviewer with their defaults, and what comes next",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut questions: Vec<ReviewQuestion> = stack(context, plan).into_iter().collect();
    questions.extend(clarifications(context, plan));
    questions.extend(unanswered(context, plan));
    questions.append(&mut plan.questions);
    questions.extend(vague_targets(context));
    questions.extend(vague(context));
    questions.extend(uncovered(context, plan));
    plan.questions = questions;
    plan.notes = next_steps(context, plan);
    research::bind_uses(plan);
}

/// No code shows the stack: which one it is, and what depends on the answer.
fn stack(context: &Context<'_>, plan: &Plan) -> Option<ReviewQuestion> {
    let stack = &context.analysis().stack;
    let (asked, ground) = match &stack.stated {
        Some(stated) => {
            let text = format!(
                "The stack is {}, by its statement alone: is it?",
                stated.name
            );
            (text, stated.ground.clone())
        }
        None if stack.main_language().is_none() => {
            let text = "Which stack? Neither code nor a document shows one.";
            (text.to_owned(), Ground::spec("problem"))
        }
        None => return None,
    };
    let text = format!(
        "{asked} {}, {} and {} depend on it",
        counted(plan.files.len(), "path"),
        counted(plan.operations().count(), "contract"),
        counted(plan.test_cases().count(), "test")
    );
    Some(ReviewQuestion {
        key: Key::new("questions", "stack"),
        claim: Claim::new(text, Grounds::from(ground)),
    })
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
    let asked = context.item(id).map_or("", |item| item.text);
    let asked = research::asked(asked, id, 200);
    let cites = |claim: &Claim| claim.grounds.spec_items().any(|item| item == id);
    let at = plan
        .decisions
        .iter()
        .position(|one| one.context.iter().any(cites));
    match at {
        Some(at) => format!(
            "{id} {state}: \"{asked}\" Decision {} rests on the code that is there: does it stand?",
            at + 1
        ),
        None => format!("{id} {state}: \"{asked}\"{}", waiting(plan, id)),
    }
}

/// Markers and questions that only a person can answer: asked, never guessed.
fn clarifications(context: &Context<'_>, plan: &Plan) -> Vec<ReviewQuestion> {
    let questions = context.spec.open_questions.iter();
    let open = questions.filter(|one| one.kind == QuestionKind::Clarification && !one.answered);
    let questions = open.map(|one| {
        let asked = research::asked(&one.text, &one.id, 200);
        let text = match settled_by(context, &one.text) {
            Some(id) => format!(
                "{}: \"{asked}\" {id} says what holds: is that the answer?",
                one.id
            ),
            None => format!("{}: \"{asked}\"{}", one.id, waiting(plan, &one.id)),
        };
        ReviewQuestion {
            key: Key::new("questions", &one.id),
            claim: Claim::new(text, Grounds::spec(&one.id)),
        }
    });
    questions.collect()
}

/// What of the plan rests on a question: its files and operations.
fn waiting(plan: &Plan, id: &str) -> String {
    let cites = |claim: &Claim| claim.grounds.spec_items().any(|item| item == id);
    let operations = plan.operations().filter(|op| cites(&op.claim));
    let files = plan.files.iter().filter(|file| cites(&file.claim));
    let mut names: Vec<&str> = operations.map(|op| op.name.as_str()).collect();
    names.extend(files.map(|file| file.path.as_str()));
    if names.is_empty() {
        return String::new();
    }
    let verb = if names.len() == 1 { "waits" } else { "wait" };
    format!(" {} {verb} for it", ticked(&names, 3))
}

/// The requirement that answers a question: it demands something of the code names that the question
/// asks about, and of no others.
fn settled_by(context: &Context<'_>, question: &str) -> Option<String> {
    let spans = |text: &str| -> Vec<String> {
        let parts = text.split('`').enumerate();
        let code = parts.filter(|(at, _)| at % 2 == 1);
        code.map(|(_, span)| span.split('(').next().unwrap_or(span).to_owned())
            .collect()
    };
    let asked = spans(question);
    let choice = alternatives::choice(question)?;
    let sides = [choice.0, choice.1].map(|side| phrases::words_of(&side.to_lowercase()));
    let requirements = context.spec.functional_requirements.iter();
    let mut fitting = requirements.filter(|one| {
        let said = phrases::words_of(&one.text.to_lowercase());
        let names = spans(&one.text);
        let about = !asked.is_empty() && asked.iter().all(|name| names.contains(name));
        let holds = |side: &[String]| {
            let mut content = side.iter().filter(|word| phrases::is_content(word));
            content.any(|word| said.contains(word))
        };
        about && sides.iter().filter(|side| holds(side)).count() == 1
    });
    fitting.next().map(|one| one.id.clone())
}

static VAGUE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(suspicious|obviously|clearly (?:malformed|invalid|wrong|unsafe)|appropriate|reasonabl[ey]|sufficient|adequate|potentially|as needed|where necessary|user-friendly|and so on)\b(?: (?:and |or |other )?[\w-]{4,})?").ok()
});

/// Words of requirements that each reader fills in another way: one question a word.
fn vague(context: &Context<'_>) -> Vec<ReviewQuestion> {
    let mut found: Vec<(String, Vec<String>, Vec<&str>)> = Vec::new();
    let said = said::all(context.spec);
    for one in &said {
        let texts = [Some(one.text.as_str()), one.when].into_iter().flatten();
        for text in texts {
            let Some(hit) = VAGUE.as_ref().and_then(|vague| vague.captures(text)) else {
                continue;
            };
            let word = hit.get(1).map_or("", |word| word.as_str()).to_lowercase();
            let phrase = format!("\"{}\"", hit.get(0).map_or("", |all| all.as_str()));
            match found.iter_mut().find(|(there, _, _)| *there == word) {
                Some((_, phrases, ids)) => {
                    phrases.extend(Some(phrase.clone()).filter(|_| !phrases.contains(&phrase)));
                    ids.extend(Some(one.id).filter(|id| !ids.contains(id)));
                }
                None => found.push((word, vec![phrase], vec![one.id])),
            }
        }
    }
    let questions = found.into_iter().take(MOST_VAGUE);
    let questions = questions.map(|(word, phrases, ids)| ReviewQuestion {
        key: Key::new("questions", &format!("vague-{word}")),
        claim: Claim::new(
            format!("What exactly counts as {}?", listing(&phrases, 3)),
            on_items(&ids),
        ),
    });
    questions.collect()
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
    steps
}

/// That nothing is asked, and what is assumed all the same.
fn no_question(plan: &Plan) -> String {
    let assumed = statements::assumptions(plan).len();
    let open = "No question is open for the reviewer";
    match assumed {
        0 => format!("{open}, and the plan assumes nothing."),
        _ => format!(
            "{open}; the plan makes {}, listed among the risks.",
            counted(assumed, "assumption")
        ),
    }
}

fn lower(plan: &Plan) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    if plan.questions.is_empty() {
        blocks.push(lead(no_question(plan)));
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
