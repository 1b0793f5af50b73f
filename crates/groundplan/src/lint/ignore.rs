//! `<!-- groundplan: ignore CODE reason -->`: a finding that a team has looked at and accepts.
//!
//! The remark speaks for its own line, or for the next one with text where it stands alone;
//! `ignore-file` speaks for the whole document. A remark that silences nothing, names no rule or says no
//! reason is itself a finding: such remarks outlive what they were written for.

use std::sync::LazyLock;

use regex::Regex;

use super::page::Page;
use super::rules::remarks::{NO_REASON, UNKNOWN, UNUSED};
use super::{Levels, Rule, rule};
use crate::diag::Diagnostic;
use crate::model::edit::Edit;

static REMARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"<!--\s*groundplan:\s*(?P<scope>ignore(?:-file)?)\b\s*(?P<code>[a-z][a-z0-9-]*)?[\s:—–-]*(?P<reason>.*?)\s*-->").ok()
});

/// One remark.
struct Remark {
    code: String,
    reason: String,
    line: u32,
    /// The line that it speaks for; `None`: all.
    of: Option<u32>,
    span: std::ops::Range<usize>,
    used: bool,
}

/// Takes out what the page's remarks accept; says which remarks are of no use.
pub fn apply(page: &Page, found: Vec<Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
    let mut remarks = remarks(page);
    let mut left: Vec<Diagnostic> = Vec::new();
    for one in found {
        let here = one.path.as_deref() == Some(page.path.as_str());
        let fits = |remark: &&mut Remark| {
            let line = remark.of.is_none_or(|line| Some(line) == one.line);
            remark.code == one.code && line
        };
        match remarks.iter_mut().find(fits).filter(|_| here) {
            Some(remark) => remark.used = true,
            None => left.push(one),
        }
    }
    let useless = remarks
        .iter()
        .filter_map(|remark| useless(page, remark, levels));
    left.extend(useless);
    left
}

fn useless(page: &Page, remark: &Remark, levels: &Levels) -> Option<Diagnostic> {
    let code = &remark.code;
    let (judge, message): (&Rule, String) = match rule(code) {
        None if code.is_empty() => (&UNKNOWN, "the remark names no rule".to_owned()),
        None => (&UNKNOWN, format!("{code} is no rule")),
        Some(known) if !remark.used && levels.of(known).severity().is_some() => {
            (&UNUSED, format!("nothing here breaks {code}"))
        }
        Some(_) if remark.reason.is_empty() => (
            &NO_REASON,
            format!("no reason is given for accepting {code}"),
        ),
        Some(_) => return None,
    };
    let severity = levels.of(judge).severity()?;
    let mut finding = judge.finding(message).at(page.path.clone(), remark.line);
    finding.severity = severity;
    if judge.code == UNUSED.code {
        finding.edits = vec![Edit {
            range: whole(page, remark),
            text: String::new(),
        }];
    }
    Some(finding)
}

/// The bytes to take out with a remark: its line, where it stands alone.
fn whole(page: &Page, remark: &Remark) -> std::ops::Range<usize> {
    let start = page.start(remark.line);
    let line = page.text[start..]
        .split_inclusive('\n')
        .next()
        .unwrap_or("");
    if line.trim().len() == remark.span.len() {
        return start..start + line.len();
    }
    // Of the blanks around it, one side goes with it.
    let behind = &page.text[remark.span.end..start + line.len()];
    if behind.trim().is_empty() {
        let before = &page.text[start..remark.span.start];
        return start + before.trim_end().len()..remark.span.end;
    }
    let blanks = behind.len() - behind.trim_start().len();
    remark.span.start..remark.span.end + blanks
}

fn remarks(page: &Page) -> Vec<Remark> {
    let mut all = Vec::new();
    for (at, line) in page.text.lines().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if !line.contains("groundplan:") {
            continue;
        }
        for found in REMARK
            .as_ref()
            .into_iter()
            .flat_map(|remark| remark.captures_iter(line))
        {
            let part = |name: &str| found.name(name).map_or("", |part| part.as_str()).to_owned();
            let Some(span) = found.get(0).map(|all| all.range()) else {
                continue;
            };
            // Within code it is an example.
            if page.is_code(number) || line[..span.start].matches('`').count() % 2 == 1 {
                continue;
            }
            let start = page.start(number);
            all.push(Remark {
                code: part("code"),
                reason: part("reason"),
                line: number,
                of: (part("scope") == "ignore").then(|| spoken_for(page, number, line)),
                span: start + span.start..start + span.end,
                used: false,
            });
        }
    }
    all
}

/// The line that a remark speaks for.
fn spoken_for(page: &Page, number: u32, line: &str) -> u32 {
    let alone = page.prose_line(number).trim().is_empty() && line.trim().starts_with("<!--");
    if !alone {
        return number;
    }
    let rest = page.prose().skip(number as usize);
    let mut with_text = rest.filter(|(_, line)| !line.trim().is_empty());
    with_text.next().map_or(number, |(line, _)| line)
}
