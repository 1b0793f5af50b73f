//! JUnit: a test case a citation; an alarm is a failure, what is uncheckable is skipped.

use std::fmt::Write as _;

use super::{Format, code};
use crate::verify::claim::{Report, Verdict};

/// The format.
pub(super) const FORMAT: Format = Format {
    id: "junit",
    summary: "JUnit XML",
    render,
};

fn render(report: &Report) -> String {
    let (tests, failures) = (report.claims.len(), report.alarms().count());
    let skipped = report
        .claims
        .iter()
        .filter(|claim| claim.verdict == Verdict::Uncheckable)
        .count();
    let head = format!(
        "name=\"groundplan verify\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\""
    );
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {head}>\n  <testsuite {head} skipped=\"{skipped}\">\n"
    );
    for claim in &report.claims {
        let name = format!("{}:{} {}", claim.line, claim.column, claim.text);
        let _ = write!(
            out,
            "    <testcase classname=\"{}\" name=\"{}\"",
            escaped(&report.plan),
            escaped(&name)
        );
        let _ = match claim.verdict {
            verdict if verdict.is_alarm() => writeln!(
                out,
                ">\n      <failure type=\"{}\" message=\"{}\"/>\n    </testcase>",
                code(verdict),
                escaped(&claim.reason)
            ),
            Verdict::Uncheckable => writeln!(
                out,
                ">\n      <skipped message=\"{}\"/>\n    </testcase>",
                escaped(&claim.reason)
            ),
            _ => writeln!(out, "/>"),
        };
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// Text of an XML attribute; what XML does not allow is replaced.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
