//! Text → [`Spec`]: a tolerant reader over real markdown, one file a form.
//!
//! Content never fails the reader: what is missing or odd is a diagnostic ([`CODES`]).
//!
//! ```text
//! locate    target + paths → documents        what a person named
//! markdown  text → Document                   sections of blocks, exact lines
//! front     front matter → dependencies, paths
//! headings  words → topics and labels         data, one file a language
//! formats   Document → form and its rules     one file a form
//! reader    Document + rules → items          one walk
//! check     Spec → diagnostics
//! ```

mod check;
mod codes;
mod formats;
mod front;
mod header;
mod headings;
mod ids;
mod language;
mod leftovers;
mod locate;
mod markdown;
mod reader;
#[cfg(test)]
mod tests;
mod words;

pub use codes::{CODES, Code};
pub use formats::{FORMATS, Format};
pub use locate::{LocateError, Located, locate};

use std::borrow::Cow;

use crate::model::spec::{OpenQuestion, QuestionKind, SPEC_SCHEMA_VERSION, Spec, TextItem};
use headings::Topic;
use markdown::Document;
use reader::Reader;

/// A document of a specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path, with `/`.
    pub path: String,
    /// Content.
    pub text: String,
}

/// Reads a specification from its documents; `main` names the one that counts first. Never fails.
pub fn read(main: &str, sources: &[Source]) -> Spec {
    let found = sources.iter().find(|source| source.path == main);
    let text = lines_ended(found.map_or("", |source| source.text.as_str()));
    let text = text.as_ref();
    let document = Document::parse(main, text);
    let (format, score) = formats::detect(&document);
    let mut spec = Spec {
        schema_version: SPEC_SCHEMA_VERSION,
        format: format.id.to_owned(),
        format_score: score,
        path: main.to_owned(),
        language: language::of(text).to_owned(),
        ..Spec::default()
    };
    if found.is_none() {
        spec.diagnostics
            .push(codes::MISSING_DOCUMENT.at(None, main, 1));
        return spec;
    }
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        spec.diagnostics.push(codes::EMPTY.at(None, main, 1));
        return spec;
    }
    let lines = head(&mut spec, &document, format);
    front::read(&mut spec, &document);
    read_document(&mut spec, &document, format, None);
    let others = sources
        .iter()
        .filter(|s| s.path != main && s.path.ends_with(".md"));
    for source in others.filter(|_| format.is_folder) {
        let text = lines_ended(&source.text);
        let document = Document::parse(&source.path, &text);
        read_document(&mut spec, &document, format, Some(&source.path));
    }
    prose(&mut spec, &document);
    check::unique_criteria(&mut spec);
    let found = check::spec(&spec, format.is_folder, lines.0, lines.1);
    spec.diagnostics.extend(found);
    spec.diagnostics
        .sort_by_key(|d| (d.path.as_deref() != Some(main), d.path.clone(), d.line));
    spec
}

/// The text with its lines ended by `\n`, where an old editor ended them by `\r` alone.
fn lines_ended(text: &str) -> Cow<'_, str> {
    if text.contains('\r') && !text.contains('\n') {
        return Cow::Owned(text.replace('\r', "\n"));
    }
    Cow::Borrowed(text)
}

/// Title, identifier and status; gives the lines of title and status.
fn head(spec: &mut Spec, document: &Document<'_>, format: &Format) -> (u32, u32) {
    let head = header::read(document);
    let status_line = head.status.as_ref().map_or(1, |s| s.line);
    spec.title = head.title;
    spec.status = head.status.map(|s| s.value);
    spec.feature_id = head.feature_id;
    spec.problem = head.input;
    if format.folder_names && spec.feature_id.is_none() {
        spec.feature_id = header::folder_name(document.path);
    }
    let named = spec.feature_id.as_deref().and_then(header::name_from_id);
    let front = document.front.get("title").map(|f| f.value.clone());
    spec.name = head.name.or(front.filter(|t| !t.is_empty())).or(named);
    (head.title_line, status_line)
}

fn read_document(spec: &mut Spec, document: &Document<'_>, format: &Format, path: Option<&str>) {
    let before = Place::of(spec);
    let reader = Reader::new(document, format.rules, spec).of_path(path.map(str::to_owned));
    let (mut spans, missing) = reader.read();
    let said = reader::statements(document, format.rules, &spans);
    spec.statements.extend(said.statements);
    spec.test_statements.extend(said.tests);
    spans.extend(said.spans);
    spec.artefacts.extend(reader::artefacts(document, &spans));
    spec.mentions.extend(reader::mentions(document, &spans));
    for (text, line) in reader::markers(document) {
        let number = 1 + spec
            .open_questions
            .iter()
            .filter(|q| q.id.starts_with("NC-"))
            .count();
        let message = format!("open question: {text}");
        let place = path.unwrap_or(document.path);
        spec.diagnostics
            .push(codes::NEEDS_CLARIFICATION.at(Some(message), place, line));
        spec.open_questions.push(OpenQuestion {
            id: format!("NC-{number}"),
            text,
            kind: QuestionKind::Clarification,
            line,
            ..OpenQuestion::default()
        });
    }
    spec.diagnostics.extend(check::document(document, &missing));
    if let Some(path) = path {
        before.name(spec, path);
    }
}

/// How many items there were before a document was read.
struct Place {
    stories: usize,
    criteria: usize,
    questions: usize,
    texts: [usize; 5],
}

impl Place {
    fn of(spec: &mut Spec) -> Self {
        Self {
            stories: spec.user_stories.len(),
            criteria: spec.acceptance_criteria.len(),
            questions: spec.open_questions.len(),
            texts: Self::texts(spec).map(|list| list.len()),
        }
    }

    fn texts(spec: &mut Spec) -> [&mut Vec<TextItem>; 5] {
        [
            &mut spec.edge_cases,
            &mut spec.success_criteria,
            &mut spec.assumptions,
            &mut spec.statements,
            &mut spec.exclusions,
        ]
    }

    /// Names the file of every item that came since: its line counts in there.
    fn name(self, spec: &mut Spec, path: &str) {
        let named = || Some(path.to_owned());
        let stories = spec.user_stories.iter_mut().skip(self.stories);
        let told = stories.flat_map(|story| &mut story.acceptance_criteria);
        let alone = spec.acceptance_criteria.iter_mut().skip(self.criteria);
        let requirements = spec.functional_requirements.iter_mut();
        let own = requirements
            .filter(|r| r.path.as_deref() == Some(path))
            .flat_map(|r| &mut r.acceptance_criteria);
        told.chain(alone).chain(own).for_each(|c| c.path = named());
        let questions = spec.open_questions.iter_mut().skip(self.questions);
        questions.for_each(|question| question.path = named());
        for (list, before) in Self::texts(spec).into_iter().zip(self.texts) {
            list.iter_mut()
                .skip(before)
                .for_each(|one| one.path = named());
        }
    }
}

/// Problem and solution: their sections, else what a label or Spec Kit's input line said, else the
/// overview, else the opening words.
fn prose(spec: &mut Spec, document: &Document<'_>) {
    let overview = reader::section_text(document, Topic::Overview);
    let said = spec.problem.take();
    let problem = reader::section_text(document, Topic::Problem);
    let used = problem.is_none() && overview.is_some();
    spec.problem = problem
        .or(if used { overview.clone() } else { None })
        .or(said)
        .or_else(|| reader::opening(document));
    let solution = reader::section_text(document, Topic::Solution);
    spec.proposed_solution =
        solution
            .or(spec.proposed_solution.take())
            .or(if used { None } else { overview });
}
