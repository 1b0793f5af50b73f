//! SARIF 2.1.0, for code scanning.

use serde_json::{Value, json};

use super::{Issue, RuleNote, Sheet, Writer, pretty};

/// The writer.
pub(super) const WRITER: Writer = Writer {
    id: "sarif",
    summary: "SARIF 2.1.0",
    write,
};

fn write(sheet: &Sheet) -> String {
    let rules: Vec<Value> = sheet.rules.iter().map(rule).collect();
    let results = sheet.issues.iter().map(|issue| result(sheet, issue));
    let results: Vec<Value> = results.collect();
    let repository = env!("CARGO_PKG_REPOSITORY");
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "groundplan",
                "informationUri": repository,
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "automationDetails": { "id": format!("groundplan/{}/", sheet.category) },
            "results": results,
        }],
    }))
}

fn rule(rule: &RuleNote) -> Value {
    json!({
        "id": rule.id,
        "name": name(&rule.id),
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.summary },
        "help": { "text": rule.help },
        "defaultConfiguration": { "level": rule.level.as_str() },
    })
}

/// `VerifyMissing` for `verify-missing`: SARIF wants names in this case.
fn name(code: &str) -> String {
    let words = code.split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

fn result(sheet: &Sheet, issue: &Issue) -> Value {
    let span = issue.span;
    let region = match span.column {
        0 => json!({ "startLine": span.line }),
        column => json!({
            "startLine": span.line,
            "startColumn": column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }),
    };
    let mut value = json!({
        "ruleId": issue.code,
        "level": issue.level.as_str(),
        "message": { "text": issue.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&issue.path) },
            "region": region,
        }}],
        "partialFingerprints": { "primaryLocationLineHash": issue.fingerprint },
    });
    if let Some(at) = sheet.rules.iter().position(|rule| rule.id == issue.code) {
        value["ruleIndex"] = at.into();
    }
    if let Some(kind) = &issue.kind {
        value["properties"] = json!({ "kind": kind });
    }
    value
}

/// A path as a URI reference; one from the root of the file system is no relative one.
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
