//! Identifiers are of one form, without gaps, and what is cited exists.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::lint::marks::{self, Mark};
use crate::lint::{Check, Level, Page, Rule, SpecCase};

/// Identifiers of one kind are written in one way.
pub const STYLE: Rule = Rule {
    code: "spec-id-style",
    level: Level::Off,
    summary: "Identifiers of one kind are written alike",
    docs: "`FR-1`, `FR002` and `FR-003` in one document are three ways to search for a requirement. Write them alike.",
    check: Check::Spec(style),
};

fn style(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let mut kinds: BTreeMap<String, Vec<(Mark, u32)>> = BTreeMap::new();
    for (mark, line) in own(case) {
        kinds
            .entry(mark.letters.clone())
            .or_default()
            .push((mark, line));
    }
    let mut found = Vec::new();
    for all in kinds.values() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (mark, _) in all {
            *counts.entry(mark.style()).or_default() += 1;
        }
        let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count) else {
            continue;
        };
        let odd = all.iter().filter(|(mark, _)| !mark.fits(usual));
        found.extend(odd.map(|(mark, line)| {
            rule.finding(format!("{} is written otherwise than its like", mark.text))
                .at(&case.spec.path, *line)
                .help("write identifiers of one kind alike")
        }));
    }
    found
}

/// Numbers of one kind follow each other.
pub const GAP: Rule = Rule {
    code: "spec-id-gap",
    level: Level::Off,
    summary: "Identifiers of one kind have no gap in their numbers",
    docs: "A number that is left out makes readers look for what was there. Mark what was withdrawn as such.",
    check: Check::Spec(gap),
};

fn gap(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let mut kinds: BTreeMap<String, BTreeMap<u32, u32>> = BTreeMap::new();
    for (mark, line) in own(case)
        .into_iter()
        .filter(|(mark, _)| mark.rest.is_empty())
    {
        kinds
            .entry(mark.letters)
            .or_default()
            .insert(mark.number, line);
    }
    let mut found = Vec::new();
    for (letters, numbers) in &kinds {
        for ((before, _), (after, line)) in numbers.iter().zip(numbers.iter().skip(1)) {
            // A new hundred is a new group.
            if after - before > 1 && after / 10 == before / 10 {
                let message = format!("{letters} goes from {before} to {after}");
                found.push(rule.finding(message).at(&case.spec.path, *line));
            }
        }
    }
    found
}

/// What the specification refers to within itself.
pub const KNOWN: Rule = Rule {
    code: "spec-unknown-id",
    level: Level::Off,
    summary: "An identifier that a specification cites is one of its own",
    docs: "A reference to a requirement that is not there leads nowhere. Correct the identifier, or name the specification that has it.",
    check: Check::Spec(known),
};

fn known(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let own = marks::defined(case.pages);
    let finding = |page: &Page, (mark, line, span): (Mark, u32, std::ops::Range<usize>)| {
        rule.finding(format!("{} is cited, and is not defined here", mark.text))
            .at(&page.path, line)
            .within(page.line(line), span)
            .help("correct the identifier, or name the document that has it")
    };
    let pages = case.pages.iter();
    let found = pages.flat_map(|page| {
        let unknown = marks::unknown(marks::cited(page), &own).into_iter();
        unknown.map(move |one| finding(page, one))
    });
    found.collect()
}

/// Identifiers that the specification's own items have, with their lines.
fn own(case: &SpecCase<'_>) -> Vec<(Mark, u32)> {
    let items = case.spec.items();
    let written = items.iter().filter_map(|item| {
        let mark = Mark::read(item.id)?;
        case.line(None, item.line)
            .contains(item.id)
            .then_some((mark, item.line))
    });
    written.collect()
}
