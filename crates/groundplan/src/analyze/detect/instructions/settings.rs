//! Settings of a specification tool: `context: |` holds prose, `rules:` lists by kind of document.

use super::blocks::{self, Piece};

/// Kinds of documents that come before a plan: how they are written is no rule of the code.
const BEFORE: &[&str] = &["proposal", "spec", "specs"];

/// The prose and the rules as pieces of a document.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut document = String::new();
    let mut section = "";
    let mut skipped = false;
    for line in text.lines() {
        let top = line
            .split_once(':')
            .filter(|_| line.starts_with(|c: char| c.is_alphabetic()));
        if let Some((key, _)) = top {
            section = key;
            let heading = if matches!(key, "context" | "rules") {
                format!("## {key}")
            } else {
                String::new()
            };
            // A line stays a line, so that places hold.
            document.push_str(&heading);
        } else if section == "context" {
            document.push_str(line.strip_prefix("  ").unwrap_or(line));
        } else if section == "rules" {
            let key = line
                .trim()
                .strip_suffix(':')
                .filter(|key| !key.contains(' '));
            skipped = key.map_or(skipped, |key| BEFORE.contains(&key));
            if key.is_none() && !skipped {
                document.push_str(line);
            }
        }
        document.push('\n');
    }
    blocks::pieces(&document)
}
