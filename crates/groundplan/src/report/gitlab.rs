//! GitLab's Code Quality.

use serde_json::{Value, json};

use super::{Sheet, Writer, pretty};
use crate::diag::Severity;

/// The writer.
pub(super) const WRITER: Writer = Writer {
    id: "gitlab",
    summary: "GitLab Code Quality",
    write,
};

fn write(sheet: &Sheet) -> String {
    let issues = sheet.issues.iter().map(|issue| {
        let severity = match issue.level {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        };
        json!({
            "description": issue.message,
            "check_name": issue.code,
            "fingerprint": issue.fingerprint,
            "severity": severity,
            "location": { "path": issue.path, "lines": { "begin": issue.span.line } },
        })
    });
    pretty(&issues.collect::<Vec<Value>>())
}
