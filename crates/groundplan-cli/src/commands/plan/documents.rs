//! The texts of a run: the plan as markdown and JSON, and the lock.

use groundplan::Compiled;
use groundplan::diag::Diagnostic;
use groundplan::plan::statements::{Statement, statements};
use groundplan::plan::types::{Key, Plan};
use groundplan::render::{self, Header, Input, LockInput, LockItem};
use groundplan::world::World as _;

use super::Run;
use crate::failure::Failure;

/// What is written.
pub struct Documents {
    /// The plan for people.
    pub markdown: String,
    /// The typed plan.
    pub json: String,
    /// Every claim with its grounds, quotes and hashes.
    pub lock: String,
    /// What was noticed while printing.
    pub notes: Vec<Diagnostic>,
}

impl Documents {
    /// Prints a compiled plan.
    pub fn of(run: &Run<'_>, compiled: &Compiled) -> Result<Self, Failure> {
        let plan = &compiled.plan;
        let plan_path = run.places.shown(&run.places.plan);
        let header = header(plan, &plan_path);
        let value = serde_json::to_value(plan).map_err(|error| Failure::output(&error))?;
        let input = Input {
            header: &header,
            doc: &compiled.doc,
            template: &template(run),
            plan: &value,
        };
        let mut notes = Vec::new();
        let mut text = |format: &str| {
            let rendered = render::render(format, &input).unwrap_or_default();
            notes.extend(rendered.diagnostics);
            rendered.text
        };
        let (markdown, json) = (text("markdown"), text("json"));
        let lock = lock(run, plan, &plan_path, &markdown)?;
        Ok(Self {
            markdown,
            json,
            lock,
            notes,
        })
    }
}

fn header(plan: &Plan, plan_path: &str) -> Header {
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
    }
}

/// The project's template; another tool's of that name has other marks and is left alone.
fn template(run: &Run<'_>) -> String {
    let own = run.repo.world.read_text(&run.repo.settings.template).ok();
    own.filter(|text| text.contains("sections."))
        .unwrap_or_else(|| render::TEMPLATE.to_owned())
}

fn lock(run: &Run<'_>, plan: &Plan, plan_path: &str, markdown: &str) -> Result<String, Failure> {
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
    render::lock(&LockInput {
        feature_id: plan.header.feature_id.as_deref(),
        plan_path,
        plan_text: markdown,
        spec_path: &run.spec.path,
        spec_text: &spec,
        commit: plan.header.commit.as_deref(),
        items: &items,
    })
    .map_err(|error| Failure::output(&error))
}
