//! The contract (`docs/verify.md`), as one document or on one line.

use super::Format;
use crate::report::pretty;

/// One document.
pub(super) const JSON: Format = Format {
    id: "json",
    summary: "the report as one document",
    render: |report| pretty(report),
};
/// One line.
pub(super) const JSONL: Format = Format {
    id: "jsonl",
    summary: "the report on one line",
    render: |report| serde_json::to_string(report).unwrap_or_default() + "\n",
};
