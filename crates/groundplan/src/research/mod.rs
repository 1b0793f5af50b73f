//! Open questions → answers, from the knowledge base and the project's documents, offline.
//!
//! A finding is a sentence of its source that holds the question's distinctive words. Nothing found
//! is said to be open; it is never made up.

mod passages;
mod redact;
pub mod sources;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::evidence::{AnswerState, Finding, FindingSource, ResearchAnswer};
use crate::model::spec::{OpenQuestion, Spec};
use crate::world::{Event, World};
use passages::Passage;

/// How long a knowledge file is fresh, in days.
pub const FRESH_DAYS: i32 = 180;
/// How many findings an answer has.
const FINDINGS: usize = 5;

/// What a caller can choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether answers are written to `knowledge/`.
    pub write: bool,
}

/// Answers in question order; asked in parallel. With `options.write`, each is written as it lands.
pub fn answer(
    questions: &[OpenQuestion],
    spec: &Spec,
    world: &dyn World,
    options: &Options,
) -> Vec<ResearchAnswer> {
    let open: Vec<&OpenQuestion> = questions
        .iter()
        .filter(|question| !question.answered)
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let gathered: Vec<(&'static str, Vec<Passage>)> = sources::SOURCES
        .par_iter()
        .map(|source| (source.id, (source.gather)(spec, world)))
        .collect();
    let one = |question: &&OpenQuestion| {
        let mut found = ask(question, &gathered, world.today());
        if options.write && !found.reused && !found.findings.is_empty() {
            store(&mut found, world);
        }
        world.emit(Event::StepFinished {
            step: found.id.clone(),
            summary: state_word(found.state).to_owned(),
        });
        found
    };
    open.par_iter().map(one).collect()
}

fn state_word(state: AnswerState) -> &'static str {
    match state {
        AnswerState::Answered => "answered",
        AnswerState::Partial => "answered in part",
        AnswerState::Open => "open",
    }
}

fn ask(
    question: &OpenQuestion,
    gathered: &[(&'static str, Vec<Passage>)],
    today: Date,
) -> ResearchAnswer {
    let wanted = passages::distinctive(&question.text);
    let mut answer = ResearchAnswer {
        id: question.id.clone(),
        text: question.text.clone(),
        asked_of: gathered.iter().map(|(id, _)| (*id).to_owned()).collect(),
        ..ResearchAnswer::default()
    };
    let mut hits: Vec<(f64, bool, &Passage)> = Vec::new();
    for passage in gathered.iter().flat_map(|(_, passages)| passages) {
        let score = passage.covers(&wanted);
        if score >= passages::ENOUGH {
            hits.push((score, passage.is_fresh(today), passage));
        }
    }
    let fresh_knowledge = hits
        .iter()
        .any(|(_, fresh, passage)| passage.date.is_some() && *fresh);
    if fresh_knowledge {
        hits.retain(|(_, fresh, passage)| passage.date.is_some() && *fresh);
        answer.reused = true;
    }
    answer.stale = !fresh_knowledge
        && hits
            .iter()
            .any(|(_, fresh, passage)| passage.date.is_some() && !fresh);
    hits.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| (&a.2.path, a.2.line).cmp(&(&b.2.path, b.2.line)))
    });
    answer.confidence = hits
        .first()
        .map_or(0.0, |hit| (hit.0 * 100.0).round() / 100.0);
    for (_, _, passage) in &hits {
        let text = redact::clean(&passage.text);
        if answer.findings.len() < FINDINGS
            && !answer.findings.iter().any(|there| there.text == text)
        {
            let source = FindingSource {
                path: Some(passage.path.clone()),
                line: Some(passage.line),
                url: None,
                quote: text.chars().take(200).collect(),
            };
            answer.findings.push(Finding { text, source });
        }
    }
    let (first, complete) = (
        hits.first().map(|hit| hit.2),
        answer.confidence >= passages::FULL,
    );
    answer.state = match (
        answer.findings.is_empty(),
        answer.reused || complete && !answer.stale,
    ) {
        (true, _) => AnswerState::Open,
        (false, true) => AnswerState::Answered,
        (false, false) => AnswerState::Partial,
    };
    if answer.reused || answer.stale {
        answer.file = first.map(|passage| passage.path.clone());
    }
    answer
}

/// Writes `knowledge/TOPIC-DATE.md`; a file that is there is a person's and stays.
fn store(answer: &mut ResearchAnswer, world: &dyn World) {
    let topic = passages::topic(&answer.text);
    let path = format!("knowledge/{topic}-{}.md", world.today());
    if world.read(&path).is_err() {
        let mut text = format!(
            "# {}\n\n**Question**: {} ({})\n**Date**: {}\n**State**: {}\n\n## Findings\n\n",
            topic.replace('-', " "),
            redact::clean(&answer.text),
            answer.id,
            world.today(),
            state_word(answer.state)
        );
        for finding in &answer.findings {
            let place = format!(
                "{}:{}",
                finding.source.path.as_deref().unwrap_or_default(),
                finding.source.line.unwrap_or(1)
            );
            text.push_str(&format!("- {} (`{place}`)\n", finding.text));
        }
        if world.write(&path, text.as_bytes()).is_err() {
            world.emit(Event::Note {
                text: format!("{path} could not be written"),
            });
            return;
        }
    }
    answer.file = Some(path);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    fn question(text: &str) -> OpenQuestion {
        OpenQuestion {
            id: "RQ1".into(),
            text: text.into(),
            ..OpenQuestion::default()
        }
    }

    fn answered(files: &[(&str, &str)], text: &str) -> (ResearchAnswer, MemoryWorld) {
        let world = MemoryWorld::new(files.iter().copied());
        let mut all = answer(
            &[question(text)],
            &Spec::default(),
            &world,
            &Options { write: true },
        );
        (all.remove(0), world)
    }

    #[test]
    fn a_fresh_file_is_used_again() {
        let files = [(
            "knowledge/vram-2025-12-01.md",
            "# GPU VRAM\n\n- A 7B model needs 14 GB of VRAM in FP16.\n",
        )];
        let (found, _) = answered(&files, "How much GPU VRAM does a model need per size?");
        assert_eq!((found.state, found.reused), (AnswerState::Answered, true));
        assert_eq!(found.findings[0].source.line, Some(3));
    }

    #[test]
    fn a_stale_file_is_said_to_be_stale() {
        let files = [(
            "knowledge/vram-2023-12-01.md",
            "# GPU VRAM\n\n- A 7B model needs 14 GB of VRAM in FP16.\n",
        )];
        let (found, _) = answered(&files, "How much GPU VRAM does a model need per size?");
        assert_eq!((found.state, found.stale), (AnswerState::Partial, true));
    }

    #[test]
    fn unrelated_text_is_no_answer() {
        let files = [(
            "README.md",
            "The model is stored per size. Need help? Ask.\n",
        )];
        let (found, _) = answered(&files, "What are the rate limits of the HuggingFace API?");
        assert_eq!(found.state, AnswerState::Open);
        assert!(found.file.is_none());
    }

    #[test]
    fn an_answer_is_written_with_its_source() {
        let files = [(
            "docs/adr/1.md",
            "The HuggingFace API allows 5000 requests an hour; rate limits answer 429.\n",
        )];
        let (found, world) = answered(&files, "What are the rate limits of the HuggingFace API?");
        let text = found
            .file
            .and_then(|path| world.read_text(&path).ok())
            .unwrap_or_default();
        assert!(text.contains("docs/adr/1.md:1"), "{text}");
    }
}
