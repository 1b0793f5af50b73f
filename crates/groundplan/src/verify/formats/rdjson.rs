//! reviewdog's rdjson, with suggestions for what can be corrected.

use serde_json::{Value, json};

use super::{Format, code, message, pretty};
use crate::verify::claim::{Claim, Report, Verdict};

/// The format.
pub(super) const FORMAT: Format = Format {
    id: "rdjson",
    summary: "reviewdog's rdjson",
    render,
};

fn render(report: &Report) -> String {
    let diagnostics: Vec<Value> = report
        .alarms()
        .map(|claim| diagnostic(report, claim))
        .collect();
    pretty(&json!({
        "source": { "name": "groundplan", "url": "https://github.com/groundplan/groundplan" },
        "severity": "WARNING",
        "diagnostics": diagnostics,
    }))
}

/// Columns count bytes: those of the citation as it is, since it is what is replaced.
fn diagnostic(report: &Report, claim: &Claim) -> Value {
    let severity = if claim.verdict == Verdict::Missing {
        "ERROR"
    } else {
        "WARNING"
    };
    let width = u32::try_from(claim.text.len()).unwrap_or(0);
    let range = json!({
        "start": { "line": claim.line, "column": claim.byte_column },
        "end": { "line": claim.line, "column": claim.byte_column + width },
    });
    let mut value = json!({
        "message": message(claim),
        "location": { "path": report.plan, "range": range },
        "severity": severity,
        "code": { "value": code(claim.verdict) },
    });
    if claim.fixable && !claim.text.contains('\n') {
        value["suggestions"] = json!([{ "range": range, "text": corrected(claim) }]);
    }
    value
}

/// The citation with its corrections that lie in it.
fn corrected(claim: &Claim) -> String {
    let mut text = claim.text.clone();
    let mut edits: Vec<_> = claim.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    for edit in edits {
        let inside = edit
            .range
            .start
            .checked_sub(claim.span.start)
            .zip(edit.range.end.checked_sub(claim.span.start));
        if let Some((from, to)) = inside.filter(|(from, to)| text.get(*from..*to).is_some()) {
            text.replace_range(from..to, &edit.text);
        }
    }
    text
}
