//! The sidecar of decisions: who decided what about which text, oldest first.
#![expect(
    clippy::disallowed_methods,
    reason = "a run reads its own record again"
)]

use groundplan::plan::types::PlanStatus;
use groundplan::world::World as _;
use serde_json::{Value, json};

use super::Run;
use super::decide::Decision;
use super::documents::Documents;
use super::previous::Previous;
use crate::failure::Failure;
use crate::os_world::environment;
use crate::ui;

/// Version of the sidecar.
const SCHEMA_VERSION: u32 = 1;

/// Says whether the state that the plan claims was decided on this text and this specification; the
/// error is a sentence that says why it was not.
pub fn confirms(run: &Run<'_>, previous: &Previous) -> Result<(), String> {
    let path = run.places.shown(&run.places.review);
    let state = previous.status.as_str();
    let void = |why: &str| Err(format!("the plan said {state}, but {why}"));
    let last = match std::fs::read_to_string(&run.places.review) {
        Ok(text) => match decisions(&text) {
            Some(mut all) => all.pop(),
            None => {
                return Err(format!(
                    "{path}: not a record of decisions; the plan is a draft"
                ));
            }
        },
        Err(_) => None,
    };
    if previous.status == PlanStatus::Draft {
        return Ok(());
    }
    let Some(last) = last else {
        return void(&format!("no decision is recorded in {path}"));
    };
    if last["spec_hash"] != hash(&spec_text(run).unwrap_or_default()) {
        return void("its specification was changed since");
    }
    let under_way = matches!(
        previous.status,
        PlanStatus::InProgress | PlanStatus::Complete
    );
    let decided = if under_way {
        last["status"] == PlanStatus::Approved.as_str()
    } else {
        last["status"] == state && last["plan_hash"] == hash(&previous.text)
    };
    if decided {
        Ok(())
    } else {
        void(&format!(
            "the last decision in {path} is another, or on another text"
        ))
    }
}

fn spec_text(run: &Run<'_>) -> Result<String, Failure> {
    Ok(run.repo.world.read_text(&run.spec.path)?)
}

/// The sidecar's text with one decision more. A file that cannot be read is not overwritten.
pub fn review(
    run: &Run<'_>,
    documents: &Documents,
    decision: &Decision,
) -> Result<String, Failure> {
    let path = &run.places.review;
    let mut all = match std::fs::read_to_string(path) {
        Ok(text) => decisions(&text).ok_or_else(|| {
            Failure::new(format!(
                "{}: not a record of decisions; nothing was decided",
                run.places.shown(path)
            ))
            .help("repair the file or move it away")
        })?,
        Err(_) => Vec::new(),
    };
    let spec = spec_text(run)?;
    all.push(json!({
        "status": decision.status.as_str(),
        "at": format!("{:.0}", environment::now()),
        "by": who(run),
        "unattended": decision.unattended,
        "allow_draft": run.args.allow_draft,
        "note": decision.note,
        "spec_status": run.spec.status,
        "plan_hash": hash(&documents.markdown),
        "spec_hash": hash(&spec),
    }));
    ui::json(&json!({ "schema_version": SCHEMA_VERSION, "decisions": all }))
}

fn decisions(text: &str) -> Option<Vec<Value>> {
    let value: Value = serde_json::from_str(text).ok()?;
    value.get("decisions")?.as_array().cloned()
}

/// Who decides: as told, as git would sign, or as the machine calls the person.
pub fn who(run: &Run<'_>) -> Option<String> {
    let names = ["USER", "LOGNAME", "USERNAME"];
    let told = run.args.by.clone().filter(|name| !name.trim().is_empty());
    told.or_else(|| run.repo.world.author())
        .or_else(|| names.into_iter().find_map(environment::variable))
}

/// As in the lock: the first 16 digits of the text's BLAKE3.
fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}
