//! One file of the knowledge base: `knowledge/TOPIC-YYYY-MM-DD.md`, read and written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;

use super::passages::{Passage, items_of_document};
use super::question::Question;
use super::redact;
use crate::model::evidence::{AnswerState, Finding, FindingSource, ResearchAnswer};
use crate::model::words::stems;

/// Share of a question's words that title and question of a file must hold.
const FITS: f64 = 0.7;

/// What a file found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeFinding {
    /// The sentence.
    pub passage: Passage,
    /// The address behind its footnote.
    pub url: Option<String>,
    /// The file and line behind its footnote: where the sentence itself stands.
    pub place: Option<(String, u32)>,
}

/// A file of the knowledge base.
#[derive(Debug, Clone, PartialEq)]
pub struct KnowledgeFile {
    /// Path.
    pub path: String,
    /// Date of the research; `None` where it is not stated.
    pub date: Option<Date>,
    /// How far its own question is answered.
    pub state: AnswerState,
    /// `high` 0.9, `medium` 0.7, `low` 0.4, or as stated.
    pub confidence: f64,
    /// What it found out.
    pub findings: Vec<KnowledgeFinding>,
    /// Stems of title, topic and question.
    topic: BTreeSet<String>,
}

impl KnowledgeFile {
    /// Reads a file; `None` where it holds no findings.
    pub fn read(path: &str, text: &str) -> Option<Self> {
        let fields = fields(text);
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        let stem = path.rsplit('/').next()?.strip_suffix(".md")?;
        let stated = date_at_end(stem).or_else(|| field("date").get(..10)?.parse().ok());
        let title = text
            .lines()
            .find_map(|line| line.strip_prefix("# "))
            .unwrap_or_default();
        let asked = field("question");
        let named = format!(
            "{title} {} {asked} {}",
            field("topic"),
            stem.replace(['-', '_'], " ")
        );
        let findings = findings(path, text);
        if findings.is_empty() || (stated.is_none() && asked.is_empty()) {
            return None;
        }
        Some(Self {
            path: path.to_owned(),
            date: stated,
            state: state(field("state"), field("confidence")),
            confidence: confidence(field("confidence")),
            findings,
            topic: stems(&named),
        })
    }

    /// Whether it is recent; one without a date is not, nor is one of a day to come.
    pub fn is_fresh(&self, today: Date, days: i32) -> bool {
        let limit = today.saturating_sub(jiff::Span::new().days(days.max(0)));
        self.date.is_some_and(|date| date >= limit && date <= today)
    }

    /// Share of the question's words that title and question hold, where that is enough.
    pub fn fits(&self, question: &Question) -> Option<f64> {
        let weight = |name: bool| if name { 2.0 } else { 1.0 };
        let (mut all, mut held) = (0.0, 0.0);
        for term in &question.terms {
            all += weight(term.name);
            if self.topic.contains(&term.stem) {
                held += weight(term.name);
            } else if term.name {
                return None;
            }
        }
        let share: f64 = if all > 0.0 { held / all } else { 0.0 };
        (share >= FITS).then_some(share)
    }
}

/// Fields of the front matter and of bold labels: `date: x`, `**Question**: x`.
fn fields(text: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for line in text.lines().take(60) {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let key = key.trim().trim_matches('*').trim().to_lowercase();
        if key.len() < 20 && key.chars().all(char::is_alphabetic) {
            let value = value
                .trim()
                .trim_start_matches("**")
                .trim()
                .trim_matches(['"', '\'']);
            all.entry(key).or_insert_with(|| value.to_owned());
        }
    }
    all
}

fn date_at_end(stem: &str) -> Option<Date> {
    stem.get(stem.len().checked_sub(10)?..)?.parse().ok()
}

fn state(stated: &str, confidence: &str) -> AnswerState {
    let lower = stated.to_lowercase();
    if lower.starts_with("open") {
        AnswerState::Open
    } else if lower.contains("part") || confidence.eq_ignore_ascii_case("low") {
        AnswerState::Partial
    } else {
        AnswerState::Answered
    }
}

fn confidence(stated: &str) -> f64 {
    match stated.to_lowercase().as_str() {
        "high" => 0.9,
        "medium" => 0.7,
        "low" => 0.4,
        other => other
            .parse()
            .map_or(0.7, |number: f64| number.clamp(0.0, 1.0)),
    }
}

/// Items under "Findings"; where no such heading is, all sentences that are no label.
fn findings(path: &str, text: &str) -> Vec<KnowledgeFinding> {
    let section = section(
        text,
        &["findings", "key findings", "answer", "summary", "results"],
    );
    let urls = footnotes(text);
    let places = places(text);
    let (first, last) = section.unwrap_or((0, u32::MAX));
    let sources =
        self::section(text, &["sources", "references", "links"]).unwrap_or((u32::MAX, u32::MAX));
    let inside = |passage: &Passage| {
        let line = passage.line;
        line > first
            && line <= last
            && !(line > sources.0 && line <= sources.1)
            && !is_label(&passage.text)
    };
    let whole_items = items_of_document(path, text).into_iter().filter(inside);
    whole_items
        .filter(|passage| super::statement::is_statement(&passage.text))
        .map(|passage| KnowledgeFinding {
            url: cited(&passage.text).and_then(|number| urls.get(&number).cloned()),
            place: cited(&passage.text).and_then(|number| places.get(&number).cloned()),
            passage,
        })
        .collect()
}

/// Lines between a heading of one of these names and the next heading of its level.
fn section(text: &str, names: &[&str]) -> Option<(u32, u32)> {
    let mut found: Option<(u32, usize)> = None;
    for (at, line) in text.lines().enumerate() {
        let level = line.len() - line.trim_start_matches('#').len();
        if !(1..=6).contains(&level) {
            continue;
        }
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        match found {
            Some((first, own)) if level <= own => return Some((first, number - 1)),
            None if names.contains(&line.trim_matches(['#', ' ', ':']).to_lowercase().as_str()) => {
                found = Some((number, level));
            }
            _ => {}
        }
    }
    found.map(|(first, _)| (first, u32::MAX))
}

fn is_label(text: &str) -> bool {
    let lower = text.trim_start_matches('*').to_lowercase();
    [
        "question",
        "date",
        "state",
        "topic",
        "confidence",
        "source",
        "asked",
    ]
    .iter()
    .any(|label| {
        lower
            .strip_prefix(label)
            .is_some_and(|rest| rest.trim_start_matches(['s', '*']).starts_with(':'))
    })
}

/// Numbered addresses: `1. https://…`, `[1]: https://…`.
fn footnotes(text: &str) -> BTreeMap<u32, String> {
    let mut all = BTreeMap::new();
    for line in text.lines() {
        let trimmed = line.trim().trim_start_matches(['[', '^']);
        let digits: String = trimmed.chars().take_while(char::is_ascii_digit).collect();
        let Some(start) = trimmed.find("https://").or_else(|| trimmed.find("http://")) else {
            continue;
        };
        let apart = trimmed[digits.len()..].starts_with(['.', ')', ']']);
        if let (Ok(number), true) = (digits.parse(), apart) {
            let url: String = trimmed[start..]
                .chars()
                .take_while(|c| !c.is_whitespace() && !matches!(c, '>' | ')'))
                .collect();
            all.insert(number, url);
        }
    }
    all
}

/// Numbered places of the repository: "1. `docs/limits.md:12`".
fn places(text: &str) -> BTreeMap<u32, (String, u32)> {
    let place = |line: &str| {
        let (number, rest) = line.trim().split_once(". `")?;
        let (path, at) = rest.strip_suffix('`')?.rsplit_once(':')?;
        let place = (path.to_owned(), at.parse().ok()?);
        Some((number.parse().ok()?, place))
    };
    text.lines().filter_map(place).collect()
}

/// The number of the footnote that a sentence ends with.
fn cited(text: &str) -> Option<u32> {
    let open = text.rfind('[')?;
    let inner = text[open + 1..].split(']').next()?;
    inner.trim_start_matches('^').parse().ok()
}

/// The text of a knowledge file for an answer.
pub fn write(answer: &ResearchAnswer, question: &Question, today: Date) -> String {
    let mut places: Vec<String> = Vec::new();
    let mut findings = String::new();
    for finding in &answer.findings {
        let place = place(&finding.source);
        let at = places
            .iter()
            .position(|there| *there == place)
            .unwrap_or_else(|| {
                places.push(place);
                places.len() - 1
            });
        let _ = writeln!(findings, "- {} [{}]", finding.text, at + 1);
    }
    let title = question
        .terms
        .iter()
        .map(|term| term.word.as_str())
        .take(6)
        .collect::<Vec<_>>()
        .join(" ");
    let asked = redact::clean(&question.text);
    let state = super::state_word(answer.state);
    let confidence = answer.confidence;
    let mut text = format!(
        "---\ntopic: {}\ndate: {today}\nconfidence: {confidence}\n---\n\n# {}\n\n**Question**: {asked}\n\n**State**: {state}\n\n## Findings\n\n{findings}\n## Sources\n\n",
        quoted(&title),
        capital(&title),
    );
    for (at, place) in places.iter().enumerate() {
        let _ = writeln!(text, "{}. {place}", at + 1);
    }
    text
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace(['"', '\\'], " "))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn place(source: &FindingSource) -> String {
    match (&source.url, &source.path, source.line) {
        (Some(url), ..) => url.clone(),
        (None, Some(path), Some(line)) => format!("`{path}:{line}`"),
        (None, Some(path), None) => format!("`{path}`"),
        (None, None, _) => "not stated".to_owned(),
    }
}

/// Findings of a file for an answer, in the file's order; of many, those that hold most of the question.
pub fn findings_for(file: &KnowledgeFile, question: &Question, most: usize) -> Vec<Finding> {
    let held = |one: &KnowledgeFinding| {
        let stands = question
            .terms
            .iter()
            .filter(|term| one.passage.own.contains(&term.stem));
        stands.count()
    };
    let mut ranked: Vec<(usize, &KnowledgeFinding)> = file.findings.iter().enumerate().collect();
    ranked.sort_by_key(|(_, one)| std::cmp::Reverse(held(one)));
    ranked.truncate(most);
    ranked.sort_by_key(|(at, _)| *at);
    let wanted: Vec<&str> = question
        .terms
        .iter()
        .map(|term| term.stem.as_str())
        .collect();
    let made = ranked.into_iter().map(|(_, one)| Finding {
        text: super::condense::finding(&one.passage.text, &wanted),
        source: FindingSource {
            path: Some(
                one.place
                    .as_ref()
                    .map_or(&file.path, |(path, _)| path)
                    .clone(),
            ),
            line: Some(
                one.place
                    .as_ref()
                    .map_or(one.passage.line, |(_, line)| *line),
            ),
            url: one.url.clone(),
            quote: super::condense::quote(&one.passage.text),
        },
    });
    made.collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::spec::OpenQuestion;

    const FILE: &str = "---\ntopic: Search at scale\ndate: 2025-12-01\nconfidence: low\n---\n\n# Search at scale\n\n**Question**: How does Convex search scale?\n\n## Findings\n\n- A search index covers one field. [1]\n- Filters are named. It takes 38 ms.\n\n## Sources\n\n1. https://docs.example.dev/search\n";

    fn question(text: &str) -> Question {
        Question::of(&OpenQuestion {
            id: "RQ1".into(),
            text: text.into(),
            ..OpenQuestion::default()
        })
    }

    #[test]
    fn a_file_is_read() {
        let file = KnowledgeFile::read("knowledge/search.md", FILE).unwrap();
        assert_eq!(
            file.date.map(|date| date.to_string()).as_deref(),
            Some("2025-12-01")
        );
        assert_eq!(file.state, AnswerState::Partial);
        assert_eq!(file.findings[0].passage.line, 13);
        assert_eq!(
            file.findings[0].url.as_deref(),
            Some("https://docs.example.dev/search")
        );
        assert!(
            file.fits(&question("How does Convex search scale?"))
                .is_some()
        );
        assert!(
            file.fits(&question("How does Postgres search scale?"))
                .is_none()
        );
        assert!(
            file.fits(&question("How does Convex authentication handle tokens?"))
                .is_none()
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let asked = question("What is the rate limit of the Acme API?");
        let source = FindingSource {
            path: Some("docs/a.md".into()),
            line: Some(3),
            ..FindingSource::default()
        };
        let answer = ResearchAnswer {
            state: AnswerState::Partial,
            confidence: 0.61,
            findings: vec![Finding {
                text: "The Acme API allows few requests.".into(),
                source,
            }],
            ..ResearchAnswer::default()
        };
        let text = write(&answer, &asked, jiff::civil::date(2026, 1, 15));
        let file = KnowledgeFile::read("knowledge/acme.md", &text).unwrap();
        assert_eq!(
            (file.state, file.confidence),
            (AnswerState::Partial, 0.61),
            "{text}"
        );
        assert!(file.fits(&asked).is_some());
        assert!(text.contains("1. `docs/a.md:3`"));
        // The next run cites the place itself, as the first one did.
        let again = findings_for(&file, &asked, 5);
        assert_eq!(again[0].source.path.as_deref(), Some("docs/a.md"));
        assert_eq!(again[0].source.line, Some(3));
    }
}
