//! Plans of any form, against their specification: what they cite is there, what it demands they cite, and
//! they can be read.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Diagnostic;
use crate::lint::marks::{self, Mark};
use crate::lint::{Check, Level, Rule, TextCase};

/// An identifier that the specification does not have.
pub const KNOWN: Rule = Rule {
    code: "plan-unknown-id",
    level: Level::Off,
    summary: "An identifier that a plan cites is one of its specification",
    docs: "Work that meets a requirement which is not there meets none: it was invented, or its number changed. Correct the identifier.",
    check: Check::PlanText(known),
};

fn known(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let page = case.page;
    let mut defined = marks::defined(case.spec_pages);
    if defined.is_empty() {
        return Vec::new();
    }
    defined.extend(marks::defined(std::slice::from_ref(page)));
    let unknown = marks::unknown(marks::cited(page), &defined).into_iter();
    let finding = |(mark, line, span): (Mark, u32, std::ops::Range<usize>)| {
        rule.finding(format!(
            "{} is cited, and the specification has none",
            mark.text
        ))
        .at(&page.path, line)
        .within(page.line(line), span)
        .help("correct the identifier")
    };
    unknown.map(finding).collect()
}

/// A requirement that a plan which traces leaves out.
pub const CITED: Rule = Rule {
    code: "plan-requirement-uncited",
    level: Level::Off,
    summary: "A plan that cites requirements cites all of them",
    docs: "Where most requirements are traced, one that is not was forgotten. Plan it, or say that it needs nothing.",
    check: Check::PlanText(cited),
};

fn cited(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let Some(spec) = case.spec else {
        return Vec::new();
    };
    let page = case.page;
    let ranges = ranges(&page.text);
    let there: BTreeSet<Mark> = marks::cited(page)
        .into_iter()
        .map(|(mark, ..)| mark)
        .collect();
    let there: BTreeSet<Mark> = there
        .into_iter()
        .chain(marks::defined(std::slice::from_ref(page)))
        .collect();
    let is_cited = |mark: &Mark| {
        marks::holds(&there, mark)
            || ranges.iter().any(|(letters, from, to)| {
                *letters == mark.letters && (*from..=*to).contains(&mark.number)
            })
    };
    let all = spec
        .functional_requirements
        .iter()
        .filter_map(|one| Mark::read(&one.id));
    let (traced, left): (Vec<Mark>, Vec<Mark>) = all.partition(is_cited);
    if traced.len() < 3 || traced.len() < left.len() * 2 {
        return Vec::new();
    }
    let finding = |mark: Mark| {
        rule.finding(format!(
            "{} is not cited, as {} others are",
            mark.text,
            traced.len()
        ))
        .at(&page.path, 1)
        .help("plan it, or say that it needs nothing")
    };
    left.into_iter().map(finding).collect()
}

/// `FR-001 to FR-005`, `FR-001–005`, `FR-001/002`: letters, first and last number.
fn ranges(text: &str) -> Vec<(String, u32, u32)> {
    let found = RANGE
        .as_ref()
        .into_iter()
        .flat_map(|range| range.captures_iter(text));
    let read = found.flat_map(|one| {
        let number = |name: &str| {
            one.name(name)
                .and_then(|part| part.as_str().parse::<u32>().ok())
        };
        let letters = one
            .name("letters")
            .map_or("", |part| part.as_str())
            .to_owned();
        let whole = number("from").zip(number("to"));
        let list = one.name("list").map_or("", |part| part.as_str());
        let list = list.split(|c: char| !c.is_ascii_digit());
        let single = list
            .filter_map(|part| part.parse().ok())
            .map(|one| (one, one));
        let all: Vec<_> = whole.into_iter().chain(single).collect();
        all.into_iter()
            .map(move |(from, to)| (letters.clone(), from, to))
    });
    read.collect()
}

/// A mark with what makes it several: the end of a range, or numbers behind slashes and commas.
static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?P<letters>[A-Z]{1,4}(?:-[A-Z]{2,12}){0,2})-?(?P<from>\d{1,4})",
        r"(?:\s*(?:to|through|[-–—~～]|\.\.+|…|至|から)\s*(?:[A-Z]{1,4}(?:-[A-Z]{2,12}){0,2})?-?(?P<to>\d{1,4})\b",
        r"|(?P<list>(?:\s?[/,、]\s?\d{2,4}\b)+))"
    ))
    .ok()
});

/// A plan that nobody reads.
pub const SIZE: Rule = Rule {
    code: "plan-too-long",
    level: Level::Off,
    summary: "A plan has at most 1000 lines",
    docs: "cc-sdd warns there too; a plan of 11,500 lines was seen, and nobody had read it. Split the feature, or cite instead of copying.",
    check: Check::PlanText(size),
};

/// Most lines of a plan.
const MOST: usize = 1000;

fn size(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let lines = case.page.text.lines().count();
    let finding = || {
        rule.finding(format!("the plan has {lines} lines"))
            .at(&case.page.path, 1)
    };
    (lines > MOST)
        .then(|| finding().help("split the feature, or cite instead of copying"))
        .into_iter()
        .collect()
}

/// A sentence of the specification, copied.
pub const COPIED: Rule = Rule {
    code: "plan-sentence-copied",
    level: Level::Off,
    summary: "No sentence of twelve or more words of the specification is copied into a plan",
    docs: "A copy goes stale when the specification changes. Cite the identifier.",
    check: Check::PlanText(copied),
};

/// From so many words on, a sentence is copied and not said alike by chance.
const WORDS: usize = 12;

fn copied(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    use crate::lint::spec_text;
    let Some(spec) = case.spec else {
        return Vec::new();
    };
    let long = |sentence: &(String, String)| sentence.1.split(' ').count() >= WORDS;
    let sentences: Vec<_> = spec_text::sentences(spec)
        .into_iter()
        .filter(long)
        .collect();
    let page = case.page;
    let found = page.prose().filter_map(|(number, line)| {
        let text = format!(" {} ", spec_text::plain(line));
        let (id, _) = sentences
            .iter()
            .find(|(_, one)| text.contains(&format!(" {one} ")))?;
        let finding = rule
            .finding(format!("a sentence of {id} is copied"))
            .at(&page.path, number);
        Some(finding.help("cite the identifier"))
    });
    found.collect()
}
