//! The texts of a run: the plan as markdown and JSON, and the lock.

use groundplan::Compiled;
use groundplan::diag::Diagnostic;
use groundplan::model::redact;
use groundplan::plan::statements::{Statement, statements};
use groundplan::plan::types::{Key, Plan};
use groundplan::render::{self, Header, Input, LockInput, LockItem, Merged};
use groundplan::world::{Encoding, Event, World as _, WorldError, decode};
use serde_json::Value;

use super::Run;
use super::previous::Previous;
use crate::failure::Failure;
use crate::ui;

/// What is written.
pub struct Documents {
    /// The plan for people.
    pub markdown: String,
    /// The typed plan.
    pub json: String,
    /// The typed plan on one line.
    pub json_line: String,
    /// Every claim with its grounds, quotes and hashes.
    pub lock: String,
    /// What was noticed while printing.
    pub notes: Vec<Diagnostic>,
}

impl Documents {
    /// Prints a compiled plan; what a person changed in the plan that is there stays.
    pub fn of(
        run: &Run<'_>,
        compiled: &Compiled,
        previous: Option<&Previous>,
    ) -> Result<Self, Failure> {
        let plan = &compiled.plan;
        let plan_path = run.places.shown(&run.places.plan);
        let header = header(run, plan, &plan_path);
        let value = serde_json::to_value(plan).map_err(|error| Failure::output(&error))?;
        let template = Template::of(run);
        let input = Input {
            header: &header,
            doc: &compiled.doc,
            template: &template.text,
            template_path: &run.repo.settings.template,
            plan: &value,
        };
        let rendered = render::render("markdown", &input).unwrap_or_default();
        let generated = redact::clean(&rendered.text);
        let merged = match previous {
            Some(previous) => previous.merge(&generated),
            None => render::merge(&generated, &generated, &generated),
        };
        let mut notes = rendered.diagnostics;
        notes.extend(template.wrong);
        notes.extend(unmerged(&merged, &plan_path));
        let lock = lock(run, plan, (&plan_path, &merged.text, &generated))?;
        Ok(Self {
            markdown: merged.text,
            json: ui::json(&value)?,
            json_line: ui::json_line(&value)?,
            lock,
            notes,
        })
    }
}

fn header(run: &Run<'_>, plan: &Plan, plan_path: &str) -> Header {
    let head = &plan.header;
    Header {
        name: head.name.clone(),
        feature_id: head.feature_id.clone(),
        status: head.status.as_str().to_owned(),
        created: head.created.clone(),
        updated: head.updated.clone(),
        spec_path: head.spec_path.clone(),
        plan_path: plan_path.to_owned(),
        tasks_path: head.tasks_path.clone(),
        to_root: run.places.to_root(),
    }
}

/// The template of a run, and what is wrong with the project's own.
struct Template {
    text: String,
    wrong: Option<Diagnostic>,
}

impl Template {
    /// The project's, else the built-in one. Another tool's file of the usual name has other marks and is
    /// left alone.
    fn of(run: &Run<'_>) -> Self {
        let settings = &run.repo.settings;
        let chosen = settings.set.iter().any(|name| name == "paths.template");
        let wrong = match run.repo.world.read(&settings.template).map(decode) {
            Ok((text, Encoding::Utf8)) if text.contains("sections.") => {
                return Self { text, wrong: None };
            }
            Ok((_, Encoding::Utf8)) if !chosen => {
                let text = format!(
                    "{}: another tool's template (it names no section), so the built-in one was used",
                    settings.template
                );
                run.repo.reporter.event(&Event::Note { text });
                return Self::built_in(None);
            }
            Ok((_, Encoding::Utf8)) => "the template names no section".to_owned(),
            Ok(_) => "the template is not UTF-8".to_owned(),
            Err(WorldError::NotFound { .. }) if !chosen => return Self::built_in(None),
            Err(error) => error.to_string(),
        };
        Self::built_in(Some(
            Diagnostic::error("template-broken", wrong)
                .at(settings.template.clone(), 0)
                .help(
                    "see docs/template.md, or take paths.template out; the built-in one was used",
                ),
        ))
    }

    fn built_in(wrong: Option<Diagnostic>) -> Self {
        Self {
            text: render::TEMPLATE.to_owned(),
            wrong,
        }
    }
}

/// What a person has to look at: two texts for one place, and ticks without a box.
fn unmerged(merged: &Merged, plan_path: &str) -> Vec<Diagnostic> {
    let conflict = |line: &u32| {
        let said = "the document and the generated text both changed here; both are kept";
        Diagnostic::error("plan-conflict", said)
            .at(plan_path, *line)
            .help("keep one of the two texts, and take the three lines of marks out")
    };
    let lost = |words: &String| {
        let said = format!("`{words}` was ticked and is not in the plan any more");
        Diagnostic::warning("plan-lost-tick", said).at(plan_path, 0)
    };
    let conflicts = merged.conflicts.iter().map(conflict);
    conflicts
        .chain(merged.lost_ticks.iter().map(lost))
        .collect()
}

/// The sidecar; the texts are the plan's path, the plan, and what of it was generated.
fn lock(
    run: &Run<'_>,
    plan: &Plan,
    (plan_path, markdown, generated): (&str, &str, &str),
) -> Result<String, Failure> {
    let item = |said: Statement<'_>| LockItem {
        key: said.key,
        claim: said.text.to_owned(),
        grounds: said.grounds.clone(),
    };
    let kinds = plan.kinds.iter().map(|found| LockItem {
        key: Key::new("kinds", &format!("{:?}", found.kind))
            .as_str()
            .to_owned(),
        claim: found.claim.text.clone(),
        grounds: found.claim.grounds.clone(),
    });
    let items: Vec<LockItem> = kinds
        .chain(statements(plan).into_iter().map(item))
        .collect();
    let spec = run.repo.world.read_text(&run.spec.path)?;
    let lock = render::lock(&LockInput {
        feature_id: plan.header.feature_id.as_deref(),
        plan_path,
        plan_text: markdown,
        generated,
        spec_path: &run.spec.path,
        spec_text: &spec,
        commit: plan.header.commit.as_deref(),
        items: &items,
    });
    let value = lock.and_then(|text| serde_json::from_str::<Value>(&text));
    ui::json(&value.map_err(|error| Failure::output(&error))?)
}
