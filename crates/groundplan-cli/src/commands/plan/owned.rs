//! Whose files stand where a run writes: only what this program wrote, for the same specification, is
//! replaced.
#![expect(
    clippy::disallowed_methods,
    reason = "a run looks at what it would replace"
)]

use std::path::Path;

use groundplan::world::World as _;
use serde_json::Value;

use super::Run;
use crate::failure::Failure;
use crate::target::{is_plan, specification};

/// What a person can do about a file that is not replaced.
const HELP: &str = "move it away, or write the plan elsewhere with --out";

/// Says which file of somebody else stands in the way, if one does.
pub fn check(run: &Run<'_>) -> Result<(), Failure> {
    let places = &run.places;
    let lock = read_json(&places.lock);
    let lock_is_ours = lock.as_ref().is_some_and(is_lock);
    if places.lock.exists() && !lock_is_ours {
        return Err(foreign(run, &places.lock, "not the lock of a plan"));
    }
    let json_is_ours = || read_json(&places.json).as_ref().is_some_and(is_typed_plan);
    if places.json.exists() && !json_is_ours() {
        return Err(foreign(run, &places.json, "not written by groundplan"));
    }
    let Ok(bytes) = std::fs::read(&places.plan) else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(&bytes);
    if !lock_is_ours && !is_plan(&text) {
        return Err(foreign(run, &places.plan, "not an implementation plan"));
    }
    let recorded = lock.as_ref().and_then(|lock| lock["spec"]["path"].as_str());
    match recorded.or_else(|| specification(&text)) {
        Some(other) if is_another(run, other) => Err(of_another(run, other)),
        _ => Ok(()),
    }
}

fn foreign(run: &Run<'_>, path: &Path, what: &str) -> Failure {
    let path = run.places.named(path);
    Failure::new(format!("{path}: {what}, and is not replaced")).help(HELP)
}

fn of_another(run: &Run<'_>, other: &str) -> Failure {
    let (plan, spec) = (run.places.named(&run.places.plan), &run.spec.path);
    Failure::new(format!("{plan}: is the plan of {other}, not of {spec}")).help(format!(
        "give {spec} a feature ID of its own, or write its plan elsewhere with --out"
    ))
}

/// Whether that is another specification: one that is gone was moved here.
fn is_another(run: &Run<'_>, path: &str) -> bool {
    path != run.spec.path && run.repo.world.read(path).is_ok()
}

fn read_json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

fn is_lock(value: &Value) -> bool {
    value["claims"].is_array() && value["plan"]["hash"].is_string() && value["spec"].is_object()
}

fn is_typed_plan(value: &Value) -> bool {
    value["schema_version"].is_u64() && value["header"]["spec_path"].is_string()
}
