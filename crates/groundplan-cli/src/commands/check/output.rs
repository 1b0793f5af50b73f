//! How findings are shown: to people, as JSON, and by the writers that tools read.

use std::collections::BTreeSet;

use groundplan::diag::{Diagnostic, Severity};
use groundplan::lint::RULES;
use groundplan::model::redact;
use groundplan::report::{self, Case, Issue, Outcome, Sheet, Span};
use serde::Serialize;

use crate::args::Format;
use crate::failure::Failure;
use crate::ui;

/// What a run found.
pub struct Checked {
    /// Paths of the documents.
    pub documents: BTreeSet<String>,
    /// Findings that count, with their fingerprints.
    pub counted: Vec<(String, Diagnostic)>,
    /// Findings of the baseline.
    pub known: Vec<(String, Diagnostic)>,
}

impl Checked {
    /// Findings that count.
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.counted.iter().map(|(_, one)| one.clone()).collect()
    }
}

/// A finding as JSON has it.
#[derive(Serialize)]
struct Shown<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    path: &'a Option<String>,
    line: Option<u32>,
    columns: Option<(u32, u32)>,
    help: &'a Option<String>,
    fixable: bool,
    fingerprint: &'a str,
}

/// Prints what was found.
pub fn print(format: Format, checked: &Checked) -> Result<(), Failure> {
    if let Some(text) = report::write(format.id(), &sheet(checked)) {
        return ui::print(&text);
    }
    let shown: Vec<Shown<'_>> = checked.counted.iter().map(shown).collect();
    ui::list(format, "findings", &shown, || {
        let mut text = ui::findings(&checked.findings());
        if !checked.known.is_empty() {
            let count = checked.known.len();
            text.push_str(&format!("{count} more in the baseline do not count\n"));
        }
        text
    })
}

fn shown((print, one): &(String, Diagnostic)) -> Shown<'_> {
    Shown {
        code: &one.code,
        severity: one.severity,
        message: &one.message,
        path: &one.path,
        line: one.line,
        columns: one.columns,
        help: &one.help,
        fixable: !one.edits.is_empty(),
        fingerprint: print,
    }
}

fn sheet(checked: &Checked) -> Sheet {
    let broken: BTreeSet<&str> = checked
        .counted
        .iter()
        .map(|(_, one)| one.code.as_str())
        .collect();
    let rules = RULES.iter().filter(|rule| broken.contains(rule.code));
    Sheet {
        category: "check".to_owned(),
        rules: rules.map(|rule| rule.note()).collect(),
        issues: checked.counted.iter().map(issue).collect(),
        cases: cases(checked),
    }
}

fn issue((print, one): &(String, Diagnostic)) -> Issue {
    let line = Span::line(one.line.unwrap_or(1));
    let span = match one.columns {
        Some((first, end)) => Span {
            column: first,
            end_column: end,
            // Columns of bytes are for corrections, which are not sent along.
            byte_column: first,
            byte_end: end,
            ..line
        },
        None => line,
    };
    Issue {
        code: one.code.clone(),
        level: one.severity,
        message: redact::clean(&one.message),
        path: one.path.clone().unwrap_or_default(),
        span,
        fingerprint: print.clone(),
        suggestion: None,
        kind: None,
    }
}

/// A case for every finding, and one for each document without any.
fn cases(checked: &Checked) -> Vec<Case> {
    let failed = checked.counted.iter().map(|(_, one)| Case {
        class: one.path.clone().unwrap_or_default(),
        name: format!("{}:{}", one.line.unwrap_or(1), one.code),
        outcome: Outcome::Failed {
            code: one.code.clone(),
            reason: redact::clean(&one.message),
        },
    });
    let holds = |path: &&String| {
        let path = path.as_str();
        !checked
            .counted
            .iter()
            .any(|(_, one)| one.path.as_deref() == Some(path))
    };
    let passed = checked.documents.iter().filter(holds).map(|path| Case {
        class: path.clone(),
        name: "no findings".to_owned(),
        outcome: Outcome::Passed,
    });
    failed.chain(passed).collect()
}
