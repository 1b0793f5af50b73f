//! Annotations of a GitHub workflow.

use super::{Issue, Sheet, Writer};
use crate::diag::Severity;

/// The writer.
pub(super) const WRITER: Writer = Writer {
    id: "github",
    summary: "annotations of a GitHub workflow",
    write,
};

fn write(sheet: &Sheet) -> String {
    sheet.issues.iter().map(annotation).collect()
}

fn annotation(issue: &Issue) -> String {
    let level = match issue.level {
        Severity::Note => "notice",
        level => level.as_str(),
    };
    let span = issue.span;
    let columns = match span.column {
        0 => String::new(),
        column => format!(",col={column},endColumn={}", span.end_column),
    };
    format!(
        "::{level} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&issue.path),
        span.line,
        span.end_line,
        issue.code,
        data(&issue.message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
