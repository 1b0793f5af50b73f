//! reviewdog's rdjson, with suggestions for what can be corrected.

use serde_json::{Value, json};

use super::{Issue, Sheet, Writer, pretty};
use crate::diag::Severity;

/// The writer.
pub(super) const WRITER: Writer = Writer {
    id: "rdjson",
    summary: "reviewdog's rdjson",
    write,
};

fn write(sheet: &Sheet) -> String {
    let diagnostics: Vec<Value> = sheet.issues.iter().map(diagnostic).collect();
    pretty(&json!({
        "source": { "name": "groundplan", "url": env!("CARGO_PKG_REPOSITORY") },
        "severity": "WARNING",
        "diagnostics": diagnostics,
    }))
}

/// Columns count bytes: those of what is cited as it is, since that is what is replaced.
fn diagnostic(issue: &Issue) -> Value {
    let severity = match issue.level {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    };
    let span = issue.span;
    let range = match span.column {
        0 => json!({ "start": { "line": span.line } }),
        _ => json!({
            "start": { "line": span.line, "column": span.byte_column },
            "end": { "line": span.line, "column": span.byte_end },
        }),
    };
    let mut value = json!({
        "message": issue.message,
        "location": { "path": issue.path, "range": range },
        "severity": severity,
        "code": { "value": issue.code },
    });
    if let Some(text) = &issue.suggestion {
        value["suggestions"] = json!([{ "range": range, "text": text }]);
    }
    value
}
