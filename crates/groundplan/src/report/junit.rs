//! JUnit: a test case for each thing that was judged.

use std::fmt::Write as _;

use super::{Case, Outcome, Sheet, Writer};

/// The writer.
pub(super) const WRITER: Writer = Writer {
    id: "junit",
    summary: "JUnit XML",
    write,
};

fn write(sheet: &Sheet) -> String {
    let count = |is: fn(&Outcome) -> bool| sheet.cases.iter().filter(|c| is(&c.outcome)).count();
    let failures = count(|outcome| matches!(outcome, Outcome::Failed { .. }));
    let skipped = count(|outcome| matches!(outcome, Outcome::Skipped(_)));
    let command = sheet.category.split('/').next().unwrap_or_default();
    let head = format!(
        "name=\"groundplan {command}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\"",
        sheet.cases.len()
    );
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {head}>\n  <testsuite {head} skipped=\"{skipped}\">\n"
    );
    for case in &sheet.cases {
        write_case(&mut out, case);
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn write_case(out: &mut String, case: &Case) {
    let (class, name) = (escaped(&case.class), escaped(&case.name));
    let _ = write!(out, "    <testcase classname=\"{class}\" name=\"{name}\"");
    let _ = match &case.outcome {
        Outcome::Failed { code, reason } => writeln!(
            out,
            ">\n      <failure type=\"{code}\" message=\"{}\"/>\n    </testcase>",
            escaped(reason)
        ),
        Outcome::Skipped(reason) => writeln!(
            out,
            ">\n      <skipped message=\"{}\"/>\n    </testcase>",
            escaped(reason)
        ),
        Outcome::Passed => writeln!(out, "/>"),
    };
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
