//! A specification does not contradict itself: one limit has one value, and nothing is demanded and
//! forbidden.

use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Diagnostic;
use crate::lint::items::{self, Item};
use crate::lint::{Check, Level, Rule, SpecCase, spec_text};

/// One quantity, two values.
pub const NUMBERS: Rule = Rule {
    code: "spec-contradicting-numbers",
    level: Level::Off,
    summary: "One limit has one value",
    docs: "Two items that say the same of a quantity, with two numbers, cannot both be met. State the number once and cite it.",
    check: Check::Spec(numbers),
};

/// A limit: the words that make it one, a number and a unit.
static LIMIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?P<bound>at most|at least|no more than|up to|within|under|below|less than|more than|maximum of|max(?:imum)?|",
        r"minimum of|min(?:imum)?|exceeds?|timeout of|limit of|不超过|最多|至少|少于|小于|大于|最大|最小|以内|最低|最高)\s*(?P<number>\d+(?:[.,]\d+)?)\s*",
        r"(?P<unit>%|\p{L}{1,14})"
    ))
    .ok()
});

/// How many of the words before two numbers must be the same.
const ALIKE: usize = 3;

/// What is said of a number: the words before it in its sentence, what makes it a limit, and its unit.
struct Limit<'a> {
    item: Item<'a>,
    number: String,
    said: (String, String, Vec<String>),
}

fn numbers(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    // Criteria state one case each: two cases may have two numbers.
    let limits: Vec<Limit<'_>> = items::requirements(case.spec)
        .flat_map(|item| limits(&item))
        .collect();
    let mut found: Vec<Diagnostic> = Vec::new();
    for (at, one) in limits.iter().enumerate() {
        let differs = |other: &&Limit<'_>| {
            other.item.id != one.item.id && other.said == one.said && other.number != one.number
        };
        if let Some(other) = limits[..at].iter().find(differs) {
            let (a, b, unit) = (&other.number, &one.number, &one.said.1);
            let message = format!(
                "{} says {b} {unit}, and {} says {a}",
                one.item.id, other.item.id
            );
            let finding = rule.finding(message).at(one.item.path, one.item.line);
            found.push(finding.help("state the number once, and cite it"));
        }
    }
    found
}

fn limits<'a>(item: &Item<'a>) -> Vec<Limit<'a>> {
    let sentences = item.text.split(['.', ';', '。', '；', '\n']);
    let each = sentences.flat_map(|sentence| {
        let bounds = LIMIT
            .as_ref()
            .into_iter()
            .flat_map(|limit| limit.captures_iter(sentence));
        let limits = bounds.filter_map(|found| {
            let before = spec_text::words(&sentence[..found.get(0)?.start()]);
            let last = before.len().checked_sub(ALIKE)?;
            let part = |name: &str| Some(found.name(name)?.as_str().to_lowercase());
            let unit = part("unit")?;
            let unit = spec_text::words(&unit).pop().unwrap_or(unit);
            Some(Limit {
                item: *item,
                number: part("number")?,
                said: (part("bound")?, unit, before[last..].to_vec()),
            })
        });
        limits.collect::<Vec<_>>()
    });
    each.collect()
}

/// The same, demanded and forbidden.
pub const MODALS: Rule = Rule {
    code: "spec-demanded-and-forbidden",
    level: Level::Off,
    summary: "Nothing is demanded and forbidden at once",
    docs: "Two items that differ in nothing but \"not\" cannot both be met. Take one out, or say when each holds.",
    check: Check::Spec(modals),
};

fn modals(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let all = items::demanded(case.spec);
    let plain: Vec<(String, bool)> = all.iter().map(|item| without_not(item.text)).collect();
    let mut found = Vec::new();
    for (at, (words, denied)) in plain.iter().enumerate() {
        let opposite = plain[..at]
            .iter()
            .position(|(other, also)| other == words && also != denied);
        if let Some(other) = opposite.filter(|_| words.split(' ').count() > 3) {
            let message = format!(
                "{} forbids or demands the opposite of {}",
                all[at].id, all[other].id
            );
            found.push(
                rule.finding(message)
                    .at(all[at].path, all[at].line)
                    .help("take one out, or say when each holds"),
            );
        }
    }
    found
}

/// The words without negation, and whether there was one.
fn without_not(text: &str) -> (String, bool) {
    let spaceless = text
        .replace("不得", "必须")
        .replace("不能", "必须")
        .replace("不应", "应");
    let words = spec_text::plain(&spaceless);
    let kept: Vec<&str> = words
        .split(' ')
        .filter(|word| !["not", "never"].contains(word))
        .collect();
    let kept = kept.join(" ");
    let denied = kept != words || spaceless != text;
    (kept, denied)
}
