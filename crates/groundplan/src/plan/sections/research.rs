//! Research Summary: what is known of every research question, and which items rest on it.

use super::Section;
use super::common::{bullets, heading, lead, listing, short, tick};
use crate::model::doc::Block;
use crate::model::evidence::{AnswerState, Finding, ResearchAnswer};
use crate::model::ground::{Claim, Ground};
use crate::model::spec::{OpenQuestion, QuestionKind};
use crate::plan::context::Context;
use crate::plan::statements;
use crate::plan::types::{Key, Plan, ResearchItem};

/// Findings shown of one answer.
const FINDINGS: usize = 5;

/// The section.
pub const SECTION: Section = Section {
    id: "research",
    heading: "Research Summary",
    summary: "What is known of every research question, where it was found, and what rests on it",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let answers = &context.evidence.research;
    plan.research = answers.iter().map(|answer| item(context, answer)).collect();
    let asked = context.spec.open_questions.iter().filter(|question| {
        question.kind == QuestionKind::Research && !answers.iter().any(|a| a.id == question.id)
    });
    plan.research.extend(asked.map(unasked));
}

fn item(context: &Context<'_>, answer: &ResearchAnswer) -> ResearchItem {
    let findings = answer.findings.iter().take(FINDINGS);
    ResearchItem {
        key: Key::new("research", &answer.id),
        question: answer.id.clone(),
        title: asked(&answer.text, &answer.id, 90),
        state: answer.state,
        findings: findings
            .map(|found| finding(context, answer, found))
            .collect(),
        file: answer.file.clone(),
        note: note(answer),
        used_in: Vec::new(),
    }
}

/// A question as a title: its first sentence, without its identifier and its kind ("RQ1: … [Research]").
pub fn asked(text: &str, id: &str, max: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = flat.trim_start_matches('*');
    let numbered = |id: &str| {
        let rest = plain.strip_prefix(id)?;
        rest.strip_prefix([':', '.', ')', ' ', '*'])
    };
    let bare = numbered(id)
        .or_else(|| numbered(&id.replace('-', "")))
        .unwrap_or(plain);
    let bare = bare.trim_start_matches(['*', ':', ' ', '-']);
    let marks = [
        "[research]",
        "[clarification]",
        "[needs clarification]",
        "(research)",
    ];
    let lower = bare.to_lowercase();
    let end = marks.iter().filter_map(|mark| lower.find(mark)).min();
    let end = end.filter(|at| *at > 0 && bare.is_char_boundary(*at));
    let bare = bare[..end.unwrap_or(bare.len())].trim_end();
    let first = bare.find("? ").map_or(bare, |at| &bare[..=at]);
    short(first.trim_matches(['*', ' ']), max)
}

/// A question that no researcher was asked: the specification answers it, or nobody did yet.
fn unasked(question: &OpenQuestion) -> ResearchItem {
    let (state, note) = if question.answered {
        (
            AnswerState::Answered,
            "answered in the specification itself",
        )
    } else {
        (AnswerState::Open, "no source was asked")
    };
    ResearchItem {
        key: Key::new("research", &question.id),
        question: question.id.clone(),
        title: asked(&question.text, &question.id, 90),
        state,
        findings: Vec::new(),
        file: None,
        note: note.to_owned(),
        used_in: Vec::new(),
    }
}

fn finding(context: &Context<'_>, answer: &ResearchAnswer, found: &Finding) -> Claim {
    let source = &found.source;
    let place = match (&source.path, source.line, &source.url) {
        (Some(path), Some(line), _) => format!(" ({})", tick(&format!("{path}:{line}"))),
        (Some(path), None, _) => format!(" ({})", tick(path)),
        (None, _, Some(url)) => format!(" (<{url}>)"),
        (None, _, None) => String::new(),
    };
    let text = format!("{}{place}", found.text.trim());
    Claim::new(text, ground_of_finding(context, answer, found))
}

/// The knowledge file where there is one, else the place itself, else the question.
fn ground_of_finding(context: &Context<'_>, answer: &ResearchAnswer, found: &Finding) -> Ground {
    if let Some(file) = &answer.file {
        return Ground::Research {
            file: file.clone(),
            finding: found.text.clone(),
        };
    }
    let source = &found.source;
    let cited = source.path.as_deref().zip(source.line);
    let anchor = cited.and_then(|(path, line)| context.cite(path, line, line, None));
    match (anchor, &source.url) {
        (Some(anchor), _) => Ground::Code(anchor),
        (None, Some(url)) => Ground::Research {
            file: url.clone(),
            finding: found.text.clone(),
        },
        (None, None) => Ground::spec(&answer.id),
    }
}

fn note(answer: &ResearchAnswer) -> String {
    let mut parts = Vec::new();
    if answer.file.is_some() && !answer.stale {
        parts.push("kept in the knowledge base".to_owned());
    }
    if answer.stale {
        parts.push("stale: older than allowed, to be asked again before it is built on".to_owned());
    }
    let kept = answer.file.is_some() && !answer.stale;
    if answer.state != AnswerState::Answered && !kept {
        parts.push(match answer.asked_of.as_slice() {
            [] => "no source was asked".to_owned(),
            asked => format!("asked of {}", listing(asked, 6)),
        });
    }
    parts.join("; ")
}

/// Answers whose question has one of the words or phrases (lower case).
pub fn about<'a>(context: &Context<'a>, cues: &[&str]) -> Vec<&'a ResearchAnswer> {
    let answers = context.evidence.research.iter();
    let fits = answers.filter(|answer| super::common::says(&answer.text.to_lowercase(), cues));
    fits.collect()
}

/// The finding that says most: the first with a number outside of addresses, else the first.
pub fn best(answer: &ResearchAnswer) -> Option<&Finding> {
    let says_number = |found: &&Finding| {
        let words = found.text.split_whitespace();
        let mut words = words.filter(|word| !word.contains(['/', '`', '#']));
        words.any(|word| word.chars().any(|c| c.is_ascii_digit()))
    };
    let whole = |found: &&Finding| !found.text.trim_end().ends_with(':');
    let numbered = answer.findings.iter().filter(whole).find(says_number);
    let numbered = numbered.or_else(|| answer.findings.iter().find(whole));
    numbered.or(answer.findings.first())
}

/// The ground that an answer gives: its best finding, else the question itself.
pub fn ground(answer: &ResearchAnswer) -> Ground {
    match (&answer.file, best(answer)) {
        (Some(file), Some(found)) if answer.state != AnswerState::Open => Ground::Research {
            file: file.clone(),
            finding: found.text.clone(),
        },
        _ => Ground::spec(&answer.id),
    }
}

/// Binds every answer to the items that rest on it; called when all sections are drafted.
pub fn bind_uses(plan: &mut Plan) {
    let uses: Vec<Vec<Key>> = plan
        .research
        .iter()
        .map(|item| uses_of(plan, item))
        .collect();
    for (item, used_in) in plan.research.iter_mut().zip(uses) {
        item.used_in = used_in;
    }
}

fn uses_of(plan: &Plan, item: &ResearchItem) -> Vec<Key> {
    let rests = |ground: &Ground| match ground {
        Ground::Research { file, .. } => item.file.as_ref() == Some(file),
        Ground::Spec { item: cited } => *cited == item.question,
        _ => false,
    };
    let own = |key: &str| {
        ["research/", "risks/", "questions/", "notes", "dependencies"]
            .iter()
            .any(|prefix| key.starts_with(prefix))
    };
    let mut keys: Vec<Key> = Vec::new();
    for statement in statements::statements(plan) {
        if own(&statement.key) || !statement.grounds.iter().any(rests) {
            continue;
        }
        let key = match statement.key.split_once('/') {
            Some((section, subject)) => Key::new(section, subject),
            None => Key::new(&statement.key, &item.question),
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn lower(plan: &Plan) -> Vec<Block> {
    if plan.research.is_empty() {
        return vec![lead(
            "Looked for research questions in the specification; none is asked.",
        )];
    }
    plan.research
        .iter()
        .flat_map(|item| lower_item(plan, item))
        .collect()
}

/// Where an answer is used, as the document calls it: `Decision 3`, `API Contracts`.
fn used_in(plan: &Plan, item: &ResearchItem) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for key in &item.used_in {
        let decision = plan.decisions.iter().position(|one| one.key == *key);
        let section = key.as_str().split('/').next().unwrap_or_default();
        let heading = super::SECTIONS.iter().find(|one| one.id == section);
        let name = match (decision, heading) {
            (Some(at), _) => format!("Decision {}", at + 1),
            (None, Some(section)) => section.heading.to_owned(),
            (None, None) => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn lower_item(plan: &Plan, item: &ResearchItem) -> Vec<Block> {
    let mut blocks = vec![heading(3, format!("{}: {}", item.question, item.title))];
    let state = match item.state {
        AnswerState::Answered => "Answered",
        AnswerState::Partial => "Partly answered",
        AnswerState::Open => "Open",
    };
    let note = if item.note.is_empty() {
        String::new()
    } else {
        format!(" ({})", item.note)
    };
    if !item.findings.is_empty() {
        blocks.push(bullets(&item.findings));
    }
    let source = item.file.as_deref();
    let source = source.map_or(String::new(), |file| {
        format!(" **Source**: {}.", tick(file))
    });
    let used = used_in(plan, item);
    let used = if used.is_empty() {
        String::new()
    } else {
        format!(" **Used in**: {}.", listing(&used, 4))
    };
    blocks.push(lead(format!("**State**: {state}{note}.{source}{used}")));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_question_alone() {
        let text = "RQ1: **How fast is it? More words.** [Research]";
        assert_eq!(asked(text, "RQ1", 90), "How fast is it?");
        assert_eq!(asked("RQ1: Why? [Research]", "RQ-1", 90), "Why?");
        assert_eq!(asked("Why so", "RQ1", 90), "Why so");
    }
}
