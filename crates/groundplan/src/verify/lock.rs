//! The lock beside a plan: whether what it cites is still what it was.

use serde::Deserialize;

use super::cited::Cited;
use super::claim::{Edit, Found, Verdict};
use super::evidence::View;
use super::extract::PathRef;
use super::resolve::{Finding, Resolver};
use crate::model::ground::{Anchor, Ground};
use crate::render::LOCK_SCHEMA_VERSION;

/// Anchors of the code that a plan cites.
#[derive(Debug, Default)]
pub(super) struct Lock {
    anchors: Vec<Anchor>,
    cited: Vec<Cited>,
}

#[derive(Deserialize)]
struct Written {
    schema_version: u32,
    #[serde(default)]
    claims: Vec<WrittenClaim>,
    #[serde(default)]
    cited: Vec<Cited>,
}

#[derive(Deserialize)]
struct WrittenClaim {
    #[serde(default)]
    grounds: Vec<Ground>,
}

impl Lock {
    /// The lock of this text; the error is a sentence.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| format!("it is damaged: {error}"))?;
        let version = value
            .get("schema_version")
            .and_then(serde_json::Value::as_u64);
        if version.is_some_and(|version| version > u64::from(LOCK_SCHEMA_VERSION)) {
            return Err("a newer groundplan wrote it".to_owned());
        }
        let written: Written =
            serde_json::from_value(value).map_err(|error| format!("it is damaged: {error}"))?;
        debug_assert!(written.schema_version <= LOCK_SCHEMA_VERSION);
        let grounds = written.claims.into_iter().flat_map(|claim| claim.grounds);
        let anchors = grounds.flat_map(|ground| match ground {
            Ground::Code(anchor) => vec![anchor],
            Ground::Convention { examples, .. } => examples,
            _ => Vec::new(),
        });
        Ok(Self {
            anchors: anchors.collect(),
            cited: written.cited,
        })
    }

    /// The state that `verify --lock` took.
    pub(super) fn cited(&self) -> &[Cited] {
        &self.cited
    }

    fn anchor(&self, file: &str, lines: (u32, u32)) -> Option<&Anchor> {
        self.anchors.iter().find(|anchor| {
            anchor.path == file && anchor.line_start == lines.0 && anchor.line_end == lines.1
        })
    }
}

impl Resolver<'_> {
    /// The verdict that the lock allows on lines; `None` without an anchor for them.
    pub(super) fn locked(&self, path: &PathRef, file: &str, view: &View) -> Option<Finding> {
        let lines = path.lines?;
        let anchor = self.lock?.anchor(file, lines)?;
        let text: Vec<&str> = view.text.lines().collect();
        let size = (anchor.line_end - anchor.line_start + 1) as usize;
        let holds = |start: usize| {
            text.get(start..start + size)
                .is_some_and(|lines| Anchor::hash_lines(lines) == anchor.hash)
        };
        let kind = super::resolve::kind_of(path);
        if holds(lines.0.max(1) as usize - 1) {
            return Some(Finding::new(
                kind,
                Verdict::Ok,
                "it is what it was when the plan was written",
            ));
        }
        let starts = text
            .iter()
            .enumerate()
            .filter(|(_, line)| line.trim().starts_with(anchor.quote.as_str()));
        let found = starts.map(|(at, _)| at).find(|at| holds(*at));
        let Some(start) = found else {
            let reason = format!("it no longer is what the plan cited: `{}`", anchor.quote);
            return Some(Finding::new(kind, Verdict::Changed, reason));
        };
        let first = u32::try_from(start + 1).unwrap_or(u32::MAX);
        let last = first + anchor.line_end - anchor.line_start;
        let shown = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        let found = Found {
            path: file.to_owned(),
            line_start: Some(first),
            line_end: Some(last),
        };
        let edit = Edit {
            range: path.lines_span.clone(),
            text: shown.clone(),
        };
        let finding = Finding::new(
            kind,
            Verdict::Moved,
            format!("the same lines are now {shown}"),
        );
        Some(finding.found(found).edits(vec![edit]))
    }
}
