//! What a plan cites, node by node, as it was when the lock was written: for plans that no `plan` run made, and to
//! take the present state after a change that was looked at.
//!
//! Only a change of the cited node counts. White space between its marks, other nodes of the file, moved lines and
//! renamed files do not.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::claim::{Claim, Found, Report, Verdict};
use crate::model::redact;
use crate::render::LOCK_SCHEMA_VERSION;
use crate::world::World;

/// Longest quote, in characters.
const QUOTE: usize = 120;

/// A cited node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The citation as written.
    pub text: String,
    /// Its file.
    pub path: String,
    /// Name of the node; `None` for lines alone.
    pub symbol: Option<String>,
    /// First line, from 1: a hint.
    pub line_start: u32,
    /// Last line: a hint.
    pub line_end: u32,
    /// The first line of the node, without secrets.
    pub quote: String,
    /// BLAKE3 of the node without the white space between its marks, first 16 hexadecimal digits.
    pub hash: String,
}

/// Why and when the present state was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline<'a> {
    /// A person's reason.
    pub reason: Option<&'a str>,
    /// The day, `2026-01-31`.
    pub date: String,
}

/// The text of a lock that holds the present state of all that a report found to be right. What else a lock holds
/// already stays. The error is a sentence.
pub fn relock(
    world: &dyn World,
    report: &Report,
    present: Option<&str>,
    baseline: &Baseline<'_>,
) -> Result<String, String> {
    let mut lock: Value = match present {
        Some(text) => {
            serde_json::from_str(text).map_err(|error| format!("the lock is damaged: {error}"))?
        }
        None => json!({ "schema_version": LOCK_SCHEMA_VERSION, "plan": { "path": report.plan } }),
    };
    let cited: Vec<Cited> = report
        .claims
        .iter()
        .filter(|claim| matches!(claim.verdict, Verdict::Ok | Verdict::Changed))
        .filter_map(|claim| cite(world, claim))
        .collect();
    let fields = lock.as_object_mut().ok_or("the lock is no object")?;
    fields.insert("cited".to_owned(), json!(cited));
    fields.insert(
        "baseline".to_owned(),
        json!({ "date": baseline.date, "commit": report.commit, "reason": baseline.reason }),
    );
    let text = serde_json::to_string_pretty(&lock).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// Marks what is right but not what it was.
pub(super) fn compare(world: &dyn World, locked: &[Cited], claims: &mut [Claim]) {
    for claim in claims
        .iter_mut()
        .filter(|claim| claim.verdict == Verdict::Ok)
    {
        let same = |one: &&Cited| one.text == claim.text && one.symbol == claim.target.symbol;
        let mut known = locked.iter().filter(same).peekable();
        if known.peek().is_none() {
            continue;
        }
        let Some(now) = cite(world, claim) else {
            continue;
        };
        if known.clone().any(|one| one.hash == now.hash) {
            continue;
        }
        let Some(old) = known.next() else { continue };
        match old
            .symbol
            .is_none()
            .then(|| moved(world, old, &now.path))
            .flatten()
        {
            Some(found) => {
                let line = found.line_start.unwrap_or_default();
                claim.verdict = Verdict::Moved;
                claim.reason = format!("the same lines now begin at {line}");
                claim.found = Some(found);
            }
            None => {
                claim.verdict = Verdict::Changed;
                let name = old.symbol.as_deref().unwrap_or("it");
                claim.reason = format!(
                    "`{name}` ({}:{}) is not what it was: it began with `{}`",
                    now.path, now.line_start, old.quote
                );
            }
        }
    }
}

/// The node of a claim; `None` where it cites a whole file or no code.
fn cite(world: &dyn World, claim: &Claim) -> Option<Cited> {
    let found = claim.found.as_ref();
    let lines = found.and_then(|found| Some((found.line_start?, found.line_end?)));
    let lines = lines.or(claim.target.line_start.zip(claim.target.line_end))?;
    let path = found
        .map(|found| found.path.as_str())
        .or(claim.target.path.as_deref())?;
    let text = world.read_text(path).ok()?;
    let from = lines.0.max(1) as usize - 1;
    let node: Vec<&str> = text
        .lines()
        .skip(from)
        .take((lines.1 as usize).saturating_sub(from))
        .collect();
    let first = node.iter().find(|line| !line.trim().is_empty())?;
    Some(Cited {
        text: claim.text.clone(),
        path: path.to_owned(),
        symbol: claim.target.symbol.clone(),
        line_start: lines.0,
        line_end: lines.1,
        quote: redact::clean(first.trim()).chars().take(QUOTE).collect(),
        hash: hash(&node),
    })
}

/// Where lines without a name stand now, if they stand in their file.
fn moved(world: &dyn World, old: &Cited, path: &str) -> Option<Found> {
    let text = world.read_text(path).ok()?;
    let lines: Vec<&str> = text.lines().collect();
    let size = (old.line_end - old.line_start + 1) as usize;
    let at = lines
        .windows(size)
        .position(|window| hash(window) == old.hash)?;
    let line = u32::try_from(at + 1).ok()?;
    Some(Found {
        path: path.to_owned(),
        line_start: Some(line),
        line_end: Some(line + old.line_end - old.line_start),
    })
}

/// The hash of lines without white space, but where it parts two words.
fn hash(lines: &[&str]) -> String {
    let mut text = String::new();
    for word in lines.iter().flat_map(|line| line.split_whitespace()) {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        if text.ends_with(part) && word.starts_with(part) {
            text.push(' ');
        }
        text.push_str(word);
    }
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}
