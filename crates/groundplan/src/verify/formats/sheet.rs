//! A report as the sheet that machine-readable writers print.

use crate::diag::Severity;
use crate::report::{Case, Issue, Outcome, RuleNote, Sheet, Span, fingerprint};
use crate::verify::claim::{Claim, Report, Verdict};

/// Rules: the verdicts that are alarms.
const RULES: &[(Verdict, &str)] = &[
    (Verdict::Moved, "What a plan cites stands elsewhere."),
    (Verdict::Changed, "What a plan cites is not what it was."),
    (Verdict::Missing, "What a plan cites is not there."),
];

/// What to do about an alarm.
const HELP: &str =
    "Correct the citation, or let `groundplan verify --fix` correct moved lines and paths.";

/// The sheet of a report.
pub fn sheet(report: &Report) -> Sheet {
    let rules = RULES.iter().map(|(verdict, summary)| RuleNote {
        id: code(*verdict),
        level: level(*verdict),
        summary: (*summary).to_owned(),
        help: HELP.to_owned(),
    });
    Sheet {
        category: format!("verify/{}", report.plan),
        rules: rules.collect(),
        issues: report.alarms().map(|claim| issue(report, claim)).collect(),
        cases: report.claims.iter().map(|one| case(report, one)).collect(),
    }
}

/// `verify-missing`.
fn code(verdict: Verdict) -> String {
    format!("verify-{}", verdict.as_str())
}

fn level(verdict: Verdict) -> Severity {
    match verdict {
        Verdict::Missing => Severity::Error,
        _ => Severity::Warning,
    }
}

fn issue(report: &Report, claim: &Claim) -> Issue {
    let verdict = claim.verdict.as_str();
    let same = |one: &&Claim| {
        one.text == claim.text && one.verdict == claim.verdict && one.span.start < claim.span.start
    };
    let nth = report.claims.iter().filter(same).count();
    let suggested = claim.fixable && !claim.text.contains('\n');
    Issue {
        code: code(claim.verdict),
        level: level(claim.verdict),
        message: format!("`{}` is {verdict}: {}", claim.text, claim.reason),
        path: report.plan.clone(),
        span: span(claim),
        fingerprint: fingerprint(&[&report.plan, verdict, &claim.text], nth),
        suggestion: suggested.then(|| corrected(claim)),
        kind: Some(claim.kind.as_str().to_owned()),
    }
}

fn case(report: &Report, claim: &Claim) -> Case {
    let outcome = match claim.verdict {
        verdict if verdict.is_alarm() => Outcome::Failed {
            code: code(verdict),
            reason: claim.reason.clone(),
        },
        Verdict::Uncheckable => Outcome::Skipped(claim.reason.clone()),
        _ => Outcome::Passed,
    };
    Case {
        class: report.plan.clone(),
        name: format!("{}:{} {}", claim.line, claim.column, claim.text),
        outcome,
    }
}

fn span(claim: &Claim) -> Span {
    let number = |value: usize| u32::try_from(value).unwrap_or(0);
    let lines = number(claim.text.matches('\n').count());
    let tail = claim.text.rsplit('\n').next().unwrap_or_default();
    let width = number(tail.chars().count());
    Span {
        line: claim.line,
        column: claim.column,
        end_line: claim.line + lines,
        end_column: if lines == 0 {
            claim.column + width
        } else {
            width + 1
        },
        byte_column: claim.byte_column,
        byte_end: claim.byte_column + number(claim.text.len()),
    }
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
