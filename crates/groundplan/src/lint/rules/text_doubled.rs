//! No word stands twice in a row.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, Page, Rule, TextCase};
use crate::model::edit::Edit;

/// A slip of the pen.
pub const DOUBLED: Rule = Rule {
    code: "text-doubled-word",
    level: Level::Off,
    summary: "No word stands twice in a row",
    docs: "\"the the\" is a slip. `groundplan check --fix` takes the second one out.",
    check: Check::Text(doubled),
};

/// Words that may follow themselves, and names of places, bands and tools that do.
const MAY: &[&str] = &[
    "that", "had", "is", "do", "no", "bye", "ha", "very", "so", "blah", "x", "log", "one",
];

fn doubled(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let page = case.page;
    let found = page.prose().flat_map(|(number, line)| {
        let words = words(line);
        let pairs = words
            .windows(2)
            .filter(|pair| is_slip(line, &pair[0], &pair[1]));
        let found =
            pairs.map(|pair| finding(page, rule, number, line, (pair[0].clone(), pair[1].clone())));
        found.collect::<Vec<_>>()
    });
    found.collect()
}

type Span = std::ops::Range<usize>;

fn finding(
    page: &Page,
    rule: &Rule,
    number: u32,
    line: &str,
    (one, two): (Span, Span),
) -> Diagnostic {
    let start = page.start(number);
    let edit = Edit {
        range: start + one.end..start + two.end,
        text: String::new(),
    };
    rule.finding(format!("\"{}\" stands twice", &line[two.clone()]))
        .at(&page.path, number)
        .within(line, one.start..two.end)
        .help("take one out")
        .corrected(edit)
}

fn is_slip(line: &str, one: &Span, two: &Span) -> bool {
    let (a, b) = (&line[one.clone()], &line[two.clone()]);
    let plain = a.len() > 1 && a.chars().all(|c| c.is_alphabetic() && c.is_lowercase());
    let apart = line[one.end..two.start].chars().all(|c| c == ' ') && two.start - one.end == 1;
    // What is quoted is cited, mistakes and all.
    let quoted = line[..one.start].matches('"').count() % 2 == 1;
    plain && a == b && apart && !quoted && !MAY.contains(&a)
}

fn words(line: &str) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let joins = c.is_alphanumeric() || "_-'/.@`’".contains(c);
        match (joins, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                all.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    all
}
