//! Open questions → answers, from the knowledge base and the project's documents, offline.
//!
//! A finding is a sentence of its source that holds the question's distinctive words. Nothing found
//! is said to be open; it is never made up. Text of a source is data: it is condensed, escaped and
//! cleared of secrets, never followed.

mod comments;
mod condense;
mod cover;
mod judge;
mod knowledge;
mod passages;
mod question;
mod rarity;
mod reader;
pub mod sources;
mod statement;
mod values;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::evidence::{AnswerState, Finding, FindingSource, ResearchAnswer};
use crate::model::redact;
use crate::model::spec::{OpenQuestion, Spec};
use crate::model::words::Wanted;
use crate::world::{Event, World};
use judge::{Hit, hit};
use knowledge::KnowledgeFile;
use passages::{Lens, Passage};
pub use question::needs_research;
use question::{Asks, Question};
use rarity::Rarity;
use sources::{Request, SOURCES};

/// How long a knowledge file is fresh by default, in days.
pub const FRESH_DAYS: i32 = 180;
/// Bytes that each source may read by default.
const BUDGET: u64 = 24 << 20;
/// How many findings an answer has.
const FINDINGS: usize = 5;
/// Findings whose score is below this share of the best one are left out.
const BESIDE_THE_BEST: f64 = 0.55;
/// The same for a choice, which needs facts on both sides.
const BESIDE_ON_A_CHOICE: f64 = 0.3;
/// Share of a question that its best finding must cover.
const LEAST: f64 = 0.5;

/// What a caller can choose.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether answers are written to `knowledge/`.
    pub write: bool,
    /// How long a knowledge file is fresh, in days.
    pub fresh_days: i32,
    /// Bytes that each source may read.
    pub budget: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            write: false,
            fresh_days: FRESH_DAYS,
            budget: BUDGET,
        }
    }
}

/// Answers the questions that need research, in question order; sources and questions are worked on
/// in parallel. With `options.write`, each answer is written the moment it lands.
pub fn answer(
    questions: &[OpenQuestion],
    spec: &Spec,
    world: &dyn World,
    options: &Options,
) -> Vec<ResearchAnswer> {
    let open: Vec<&OpenQuestion> = questions.iter().filter(|one| needs_research(one)).collect();
    let asked: Vec<Question> = open.iter().map(|one| Question::of(one)).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let known = sources::knowledge_files(world, options.budget);
    let plans: Vec<Plan<'_>> = asked
        .iter()
        .map(|question| Plan::of(question, &known, world, options))
        .collect();
    let fresh: Vec<bool> = plans
        .iter()
        .map(|plan| matches!(plan, Plan::Reuse(..)))
        .collect();
    let gathered = gather(&asked, &fresh, spec, world, options);
    let rarity = Rarity::of(&asked, gathered.iter().flat_map(|(_, passages)| passages));
    let paths = paths(&asked, world);
    let one = |at: usize| {
        let question = &asked[at];
        let mut found = match &plans[at] {
            Plan::Reuse(file, fit) => reuse(question, file, *fit),
            Plan::Ask(stale) => ask(
                question,
                &gathered,
                &rarity,
                stale.as_ref().map(|(file, _)| *file),
            ),
        };
        question.text.clone_into(&mut found.text);
        if options.write && found.file.is_none() && !found.findings.is_empty() {
            store(&mut found, question, &paths[at], world);
        }
        world.emit(Event::StepFinished {
            step: found.id.clone(),
            summary: told(&found),
        });
        found
    };
    (0..asked.len()).into_par_iter().map(one).collect()
}

/// How a question is answered.
enum Plan<'a> {
    /// A fresh file answers it, and fits by this share.
    Reuse(&'a KnowledgeFile, f64),
    /// Sources are asked; a file that fits is older than allowed.
    Ask(Option<(&'a KnowledgeFile, f64)>),
}

impl<'a> Plan<'a> {
    fn of(
        question: &Question,
        known: &'a [KnowledgeFile],
        world: &dyn World,
        options: &Options,
    ) -> Self {
        let fitting = known
            .iter()
            .filter(|file| file.state != AnswerState::Open)
            .filter_map(|file| Some((file, file.fits(question)?)));
        // The best fit, of equals the newest.
        let best = |a: &(&KnowledgeFile, f64), b: &(&KnowledgeFile, f64)| {
            a.1.total_cmp(&b.1).then_with(|| a.0.date.cmp(&b.0.date))
        };
        let (fresh, stale): (Vec<_>, Vec<_>) =
            fitting.partition(|(file, _)| file.is_fresh(world.today(), options.fresh_days));
        match fresh.into_iter().max_by(best) {
            Some((file, fit)) => Self::Reuse(file, fit),
            None => Self::Ask(stale.into_iter().max_by(best)),
        }
    }
}

/// Sentences of all sources, unless everything is known already.
fn gather(
    asked: &[Question],
    fresh: &[bool],
    spec: &Spec,
    world: &dyn World,
    options: &Options,
) -> Vec<(&'static str, Vec<Passage>)> {
    let open: Vec<Question> = asked
        .iter()
        .zip(fresh)
        .filter(|(_, fresh)| !**fresh)
        .map(|(one, _)| one.clone())
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let stems = open
        .iter()
        .flat_map(|question| &question.terms)
        .flat_map(|term| std::iter::once(&term.stem).chain(&term.also).cloned());
    let lens = Lens::Only(Wanted::new(stems.collect()));
    let request = Request {
        lens: &lens,
        spec,
        questions: &open,
        budget: options.budget,
        fresh_days: options.fresh_days,
    };
    SOURCES
        .par_iter()
        .map(|source| (source.id, (source.gather)(&request, world)))
        .collect()
}

/// An answer that was there.
fn reuse(question: &Question, file: &KnowledgeFile, fit: f64) -> ResearchAnswer {
    ResearchAnswer {
        id: question.id.clone(),
        state: file.state,
        confidence: rounded(file.confidence * fit),
        file: Some(file.path.clone()),
        reused: true,
        asked_of: vec![SOURCES[0].id.to_owned()],
        findings: knowledge::findings_for(file, question, FINDINGS),
        ..ResearchAnswer::default()
    }
}

fn ask(
    question: &Question,
    gathered: &[(&'static str, Vec<Passage>)],
    rarity: &Rarity,
    stale: Option<&KnowledgeFile>,
) -> ResearchAnswer {
    let mut hits: Vec<Hit<'_>> = gathered
        .iter()
        .flat_map(|(_, passages)| passages)
        .filter_map(|passage| hit(question, rarity, passage))
        .collect();
    hits.sort_by(|a, b| {
        let by_score = b
            .full
            .cmp(&a.full)
            .then_with(|| b.score.total_cmp(&a.score));
        by_score
            .then_with(|| (&a.passage.path, a.passage.line).cmp(&(&b.passage.path, b.passage.line)))
    });
    let mut answer = ResearchAnswer {
        id: question.id.clone(),
        asked_of: gathered.iter().map(|(id, _)| (*id).to_owned()).collect(),
        ..ResearchAnswer::default()
    };
    let Some(best) = hits.first().filter(|best| best.coverage >= LEAST) else {
        return with_stale(answer, question, stale);
    };
    answer.confidence = rounded(best.coverage * if best.full { 0.9 } else { 0.6 });
    answer.state = if best.full {
        AnswerState::Answered
    } else {
        AnswerState::Partial
    };
    answer.findings = findings(question, &hits);
    answer
}

/// What a file says that is older than allowed, where nothing else was found.
fn with_stale(
    mut answer: ResearchAnswer,
    question: &Question,
    stale: Option<&KnowledgeFile>,
) -> ResearchAnswer {
    if let Some(file) = stale {
        answer.stale = true;
        answer.state = AnswerState::Partial;
        answer.confidence = rounded(file.confidence * 0.5);
        answer.file = Some(file.path.clone());
        answer.findings = knowledge::findings_for(file, question, FINDINGS);
    }
    answer
}

fn findings(question: &Question, hits: &[Hit<'_>]) -> Vec<Finding> {
    let wanted: Vec<&str> = question
        .terms
        .iter()
        .map(|term| term.stem.as_str())
        .collect();
    let Some(best) = hits.first() else {
        return Vec::new();
    };
    let is_choice = question.asks == Asks::Choice;
    let share = if is_choice {
        BESIDE_ON_A_CHOICE
    } else {
        BESIDE_THE_BEST
    };
    let least = best.score * share;
    // A list that is asked for is taken as a whole.
    let beside = |hit: &&Hit<'_>| hit.score >= least || (hit.is_headed && hit.is_beside(best));
    let mut all: Vec<Finding> = Vec::new();
    for hit in hits.iter().filter(beside) {
        let text = condense::finding(&hit.text, &wanted);
        if all
            .iter()
            .any(|there| there.text.eq_ignore_ascii_case(&text))
        {
            continue;
        }
        let source = FindingSource {
            path: Some(hit.passage.path.to_string()),
            line: Some(hit.passage.line),
            url: None,
            quote: condense::quote(&hit.text),
        };
        all.push(Finding { text, source });
        if all.len() == FINDINGS {
            break;
        }
    }
    all
}

/// A free path for each question's file: what is there stays.
fn paths(asked: &[Question], world: &dyn World) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let today = world.today();
    let free = |question: &Question| {
        let topic = question.topic();
        let names = std::iter::once(topic.clone())
            .chain((2..100).map(|number| format!("{topic}-{number}")));
        let paths = names.map(|name| format!("knowledge/{name}-{today}.md"));
        let path = paths
            .into_iter()
            .find(|path| !taken.contains(path) && world.read(path).is_err())
            .unwrap_or_default();
        taken.insert(path.clone());
        path
    };
    asked.iter().map(free).collect()
}

/// Writes the knowledge file of an answer.
fn store(answer: &mut ResearchAnswer, question: &Question, path: &str, world: &dyn World) {
    let text = knowledge::write(answer, question, world.today());
    if !path.is_empty() && world.write(path, text.as_bytes()).is_ok() {
        answer.file = Some(path.to_owned());
    } else {
        world.emit(Event::Note {
            text: format!("{}: knowledge file {path} could not be written", answer.id),
        });
    }
}

/// A state as a person says it.
pub fn state_word(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Answered => "answered",
        AnswerState::Partial => "answered in part",
        AnswerState::Open => "open",
    }
}

fn told(answer: &ResearchAnswer) -> String {
    let state = state_word(answer.state);
    match (&answer.file, answer.reused, answer.stale) {
        (Some(file), true, _) => format!("{state} by {file}"),
        (Some(file), _, true) => format!("{state} by {file}, whose date is not fresh"),
        _ => state.to_owned(),
    }
}

fn rounded(share: f64) -> f64 {
    (share.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
