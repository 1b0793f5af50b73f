//! SARIF 2.1.0, for code scanning.

use serde_json::{Value, json};

use super::{Format, code, end, fingerprint, message, pretty};
use crate::verify::claim::{Claim, Report, Verdict};

/// The format.
pub(super) const FORMAT: Format = Format {
    id: "sarif",
    summary: "SARIF 2.1.0",
    render,
};

/// Rules: the verdicts that are alarms.
const RULES: &[(Verdict, &str)] = &[
    (Verdict::Moved, "What a plan cites stands elsewhere."),
    (Verdict::Changed, "What a plan cites is not what it was."),
    (Verdict::Missing, "What a plan cites is not there."),
];

fn render(report: &Report) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|(verdict, text)| rule(*verdict, text))
        .collect();
    let results: Vec<Value> = report.alarms().map(|claim| result(report, claim)).collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "groundplan",
                "informationUri": "https://github.com/groundplan/groundplan",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "automationDetails": { "id": format!("groundplan/verify/{}/", report.plan) },
            "results": results,
        }],
    }))
}

fn rule(verdict: Verdict, text: &str) -> Value {
    json!({
        "id": code(verdict),
        "name": format!("Citation{}", match verdict { Verdict::Moved => "Moved", Verdict::Changed => "Changed", _ => "Missing" }),
        "shortDescription": { "text": text },
        "fullDescription": { "text": text },
        "help": { "text": "Correct the citation, or let `groundplan verify --fix` correct moved lines and paths." },
        "defaultConfiguration": { "level": level(verdict) },
    })
}

fn level(verdict: Verdict) -> &'static str {
    if verdict == Verdict::Missing {
        "error"
    } else {
        "warning"
    }
}

fn result(report: &Report, claim: &Claim) -> Value {
    let (end_line, end_column) = end(claim);
    let rule = RULES
        .iter()
        .position(|(verdict, _)| *verdict == claim.verdict);
    json!({
        "ruleId": code(claim.verdict),
        "ruleIndex": rule,
        "level": level(claim.verdict),
        "message": { "text": message(claim) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&report.plan) },
            "region": { "startLine": claim.line, "startColumn": claim.column, "endLine": end_line, "endColumn": end_column },
        }}],
        "partialFingerprints": { "primaryLocationLineHash": fingerprint(report, claim) },
        "properties": { "kind": claim.kind },
    })
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
