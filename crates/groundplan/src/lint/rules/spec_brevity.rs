//! Items are short, single, and said once.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::lint::items::{self, Kind};
use crate::lint::{Check, Level, Rule, SpecCase, spec_text};
use crate::model::words::is_spaceless;

/// An item that nobody reads to its end.
pub const LONG: Rule = Rule {
    code: "spec-long-item",
    level: Level::Off,
    summary: "A requirement or criterion has at most 120 words",
    docs: "OpenSpec warns from 500 characters on. A long item hides several demands. Split it, or move the reasons to prose.",
    check: Check::Spec(long),
};

/// Most words of an item; a sign of Chinese or Japanese counts as half a word.
const MOST: usize = 120;

fn long(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let size = |text: &str| {
        let signs = text.chars().filter(|c| is_spaceless(*c)).count();
        text.split_whitespace().count() + signs / 2
    };
    let all = items::demanded(case.spec).into_iter();
    let long = all.filter(|item| size(item.text) > MOST);
    let said = |item: &items::Item<'_>| format!("{} has {} words", item.id, size(item.text));
    items::findings(rule, long, said, "split it, or move the reasons to prose")
}

/// Several demands under one identifier.
pub const COMPOUND: Rule = Rule {
    code: "spec-compound-requirement",
    level: Level::Off,
    summary: "A requirement makes one demand",
    docs: "Three demands under one identifier are met, tested and traced as one. Give each its own (ISO/IEC/IEEE 29148 calls this \"singular\").",
    check: Check::Spec(compound),
};

/// From so many demands on, a requirement is several.
const DEMANDS: usize = 3;

fn compound(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let binding = |text: &str| {
        let plain = spec_text::plain(text);
        let words = plain
            .split(' ')
            .filter(|word| ["must", "shall"].contains(word));
        let signs = ["必须", "应当", "しなければならない"].map(|sign| text.matches(sign).count());
        words.count() + signs.iter().sum::<usize>()
    };
    let all = items::requirements(case.spec);
    let several = all.filter(|item| item.kind == Kind::Functional && binding(item.text) >= DEMANDS);
    let said = |item: &items::Item<'_>| format!("{} makes {} demands", item.id, binding(item.text));
    items::findings(rule, several, said, "give each demand its own identifier")
}

/// Two items that say the same.
pub const REPEATED: Rule = Rule {
    code: "spec-repeated-item",
    level: Level::Off,
    summary: "No two items of a document say the same words",
    docs: "What stands twice is changed once. Keep one, and cite it.",
    check: Check::Spec(repeated),
};

fn repeated(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<(&str, String), String> = BTreeMap::new();
    let mut found = Vec::new();
    for item in items::demanded(case.spec) {
        let words = spec_text::plain(item.text);
        let signs = words.chars().filter(|c| is_spaceless(*c)).count();
        if words.split(' ').count() + signs / 2 < 6 {
            continue;
        }
        if let Some(first) = seen.get(&(item.path, words.clone())) {
            let message = format!("{} says the same as {first}", item.id);
            found.push(
                rule.finding(message)
                    .at(item.path, item.line)
                    .help("keep one, and cite it"),
            );
        } else {
            seen.insert((item.path, words), item.id.to_owned());
        }
    }
    found
}
