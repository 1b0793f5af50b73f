//! Report → text, one file a format, listed here.

mod github;
mod gitlab;
mod json;
mod junit;
mod rdjson;
mod sarif;
mod text;

use super::claim::{Claim, Report, Verdict};

/// An output format.
pub struct Format {
    /// Identifier, as `--format` takes it.
    pub id: &'static str,
    /// What reads it.
    pub summary: &'static str,
    /// Prints a report.
    pub render: fn(&Report) -> String,
}

/// All formats.
pub const FORMATS: &[&Format] = &[
    &text::FORMAT,
    &json::JSON,
    &json::JSONL,
    &sarif::FORMAT,
    &github::FORMAT,
    &rdjson::FORMAT,
    &gitlab::FORMAT,
    &junit::FORMAT,
];

/// The report in the format with this identifier; `None` if there is no such format.
pub fn render(format: &str, report: &Report) -> Option<String> {
    let format = FORMATS.iter().find(|known| known.id == format)?;
    Some((format.render)(report))
}

/// `verify-missing`.
fn code(verdict: Verdict) -> String {
    format!("verify-{}", verdict.as_str())
}

/// What an alarm says, with the place where there is one.
fn message(claim: &Claim) -> String {
    format!(
        "`{}` is {}: {}",
        claim.text,
        claim.verdict.as_str(),
        claim.reason
    )
}

/// What stays the same when lines above move: document, rule, citation, and which of several equal ones.
fn fingerprint(report: &Report, claim: &Claim) -> String {
    let same = |one: &&Claim| {
        one.text == claim.text && one.verdict == claim.verdict && one.span.start < claim.span.start
    };
    let nth = report.claims.iter().filter(same).count();
    let key = format!(
        "{}\n{}\n{}\n{nth}",
        report.plan,
        claim.verdict.as_str(),
        claim.text
    );
    blake3::hash(key.as_bytes()).to_hex()[..32].to_owned()
}

/// A JSON value as text with an end of line.
fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Line and column in bytes, from 1, at the end of a claim.
fn end(claim: &Claim) -> (u32, u32) {
    let lines = u32::try_from(claim.text.matches('\n').count()).unwrap_or(0);
    let tail = claim.text.rsplit('\n').next().unwrap_or_default();
    let width = u32::try_from(tail.chars().count()).unwrap_or(0);
    let column = if lines == 0 {
        claim.column + width
    } else {
        width + 1
    };
    (claim.line + lines, column)
}
