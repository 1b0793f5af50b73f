//! The sidecar of decisions: who decided what about which text, oldest first.
#![expect(
    clippy::disallowed_methods,
    reason = "a run reads its own record again"
)]

use serde_json::{Value, json};

use super::Run;
use super::decide::Decision;
use super::documents::Documents;
use crate::failure::Failure;
use crate::os_world::environment;
use crate::ui;

/// Version of the sidecar.
const SCHEMA_VERSION: u32 = 1;

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
    let spec = groundplan::world::World::read_text(&run.repo.world, &run.spec.path)?;
    all.push(json!({
        "status": decision.status.as_str(),
        "at": format!("{:.0}", environment::now()),
        "by": who(),
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

fn who() -> Option<String> {
    let names = ["USER", "LOGNAME", "USERNAME"];
    names.into_iter().find_map(environment::variable)
}

/// As in the lock: the first 16 digits of the text's BLAKE3.
fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}
