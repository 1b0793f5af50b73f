//! Small documents and what comes out of them. Every one stands for real documents that were once
//! read wrong.

mod criteria;
mod dependencies;
mod head;
mod lists;
mod requirements;
mod stories;

use super::{Source, read};
use crate::model::spec::Spec;

/// Reads one document, with a title and a status in front.
fn doc(body: &str) -> Spec {
    let text = format!("# Feature Specification: X\n\n**Status**: Approved\n\n{body}");
    at("docs/features/FEAT-016-spec.md", &text)
}

/// Reads one document word for word.
fn at(path: &str, text: &str) -> Spec {
    let source = Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    read(path, &[source])
}

/// Reads an OpenSpec change with one delta.
fn change(delta: &str) -> Spec {
    let proposal = "openspec/changes/x/proposal.md";
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let sources = [
        source(
            proposal,
            "# Change: T\n\n## Why\n\nBecause.\n\n## What Changes\n\n- a\n",
        ),
        source(DELTA, delta),
    ];
    read(proposal, &sources)
}

const DELTA: &str = "openspec/changes/x/specs/cap/spec.md";

/// Codes of the findings and their lines.
fn found(spec: &Spec, code: &str) -> Vec<u32> {
    let of_code = spec.diagnostics.iter().filter(|d| d.code == code);
    of_code.filter_map(|d| d.line).collect()
}
