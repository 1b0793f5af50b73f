//! Enumerations: "input price, output price, margin and base cost", with what is in brackets and behind
//! a colon kept together.

use super::attribute::Attribute;
use super::clause;
use crate::model::names;

/// Attributes of an enumeration.
pub fn attributes(list: &str) -> Vec<Attribute> {
    attributes_of(list, "recorded")
}

/// The same; `verb` is what a lone "who" or "when" is about.
pub(super) fn attributes_of(list: &str, verb: &str) -> Vec<Attribute> {
    let purpose = [
        " so that ",
        ", so that ",
        " such that ",
        " in order to ",
        " because ",
    ];
    let end = purpose.iter().filter_map(|cue| list.find(cue)).min();
    let list = list.get(..end.unwrap_or(list.len())).unwrap_or(list);
    let list = list.trim().trim_end_matches(['.', ';', ',']);
    let mut all: Vec<Attribute> = Vec::new();
    for part in clause::named(parts(list), verb) {
        for moment in trailing(&part) {
            push(&mut all, Attribute::read(&moment));
        }
        push(&mut all, Attribute::read(&part));
    }
    all
}

fn push(all: &mut Vec<Attribute>, one: Option<Attribute>) {
    all.extend(one.filter(|one| !all.iter().any(|there| there.name == one.name)));
}

/// Attributes that a clause names without a noun: "when it was updated and by whom".
pub(super) fn attributes_in_passing(clause: &str) -> Vec<Attribute> {
    let named = trailing(clause);
    named
        .iter()
        .filter_map(|one| Attribute::read(one))
        .collect()
}

/// "together with when it was updated and by whom": two attributes without a noun.
fn trailing(part: &str) -> Vec<String> {
    let lower = part.to_lowercase();
    let mut all = Vec::new();
    let moment = ["when it was ", "when they were "]
        .iter()
        .find_map(|cue| lower.split(cue).nth(1));
    if let Some(rest) = moment {
        // "when it was last updated"
        let mut words = rest
            .split_whitespace()
            .filter(|word| !["last", "first"].contains(word));
        all.push(format!("{} at", words.next().unwrap_or("updated")));
    }
    if lower.contains("by whom") || lower.contains("who did it") {
        all.push("updated by user".to_owned());
    }
    all
}

/// Splits at commas, semicolons and "and" on the top level; "urgency: low, normal or high" stays one.
fn parts(list: &str) -> Vec<String> {
    let joined = list
        .replace(" as well as ", ", ")
        .replace(" together with ", ", ")
        .replace(" & ", ", ");
    let mut all: Vec<String> = Vec::new();
    let (mut depth, mut part, mut code) = (0i32, String::new(), false);
    let mut rest = joined.as_str();
    while let Some(c) = rest.chars().next() {
        depth += i32::from(c == '(' || c == '[') - i32::from(c == ')' || c == ']');
        code ^= c == '`';
        let top = depth <= 0 && !code;
        if top && (c == ',' || c == ';' || c == '\n') {
            all.push(std::mem::take(&mut part));
            rest = &rest[c.len_utf8()..];
        } else if top && rest.starts_with(" and ") {
            all.push(std::mem::take(&mut part));
            rest = &rest[" and ".len()..];
        } else {
            part.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    all.push(part);
    let trimmed = all.iter().map(|part| {
        let part = part.trim().trim_start_matches(['-', '*', '•']).trim();
        several(part.strip_prefix("and ").unwrap_or(part))
    });
    let parts = trimmed.filter(|part| !part.is_empty()).collect();
    values_together(rules_together(parts))
}

/// "at least one weekday": several of them belong to it.
fn several(part: &str) -> String {
    match part.strip_prefix("at least one ") {
        Some(one) if !one.contains(' ') => names::plural(one),
        _ => part.to_owned(),
    }
}

/// "`note`, up to 500 characters": what names nothing of its own is said of the part before it.
fn rules_together(parts: Vec<String>) -> Vec<String> {
    let opens = [
        "up to ",
        "at most ",
        "at least ",
        "between ",
        "not negative",
        "no more than ",
        "default ",
        "defaulting ",
        "starting ",
        "optional",
        "unique",
        "in cents",
        "max ",
        "min ",
    ];
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        let lower = part.to_lowercase();
        // "an allowance, 25 days if nobody set it otherwise"
        let number = lower
            .split(' ')
            .next()
            .filter(|word| word.parse::<f64>().is_ok());
        let unset = [" if nobody ", " unless ", " by default"];
        if let Some(number) = number.filter(|_| unset.iter().any(|cue| lower.contains(cue)))
            && let Some(before) = all.last_mut()
        {
            before.push_str(&format!(" (integer, default {number})"));
            continue;
        }
        let is_rule = opens.iter().any(|open| lower.starts_with(open));
        let few = lower.split_whitespace().count() <= 4 && !lower.starts_with("optional ");
        match all
            .last_mut()
            .filter(|_| is_rule && few && !lower.starts_with("unique "))
        {
            Some(before) => before.push_str(&format!(" ({part})")),
            None => all.push(part),
        }
    }
    all
}

/// "urgency: low" + "normal or high": values that a colon or "one of" opened, up to the one with "or".
fn values_together(parts: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let opens = (part.contains(": ") || part.contains(" one of ")) && !part.contains(" or ");
        let end = parts
            .iter()
            .enumerate()
            .skip(at + 1)
            .take(8)
            .take_while(|(_, later)| later.split_whitespace().count() <= 4)
            .find(|(_, later)| later.contains(" or "))
            .map(|(end, _)| end);
        match end.filter(|_| opens) {
            Some(end) => {
                all.push(parts[at..=end].join(", "));
                at = end + 1;
            }
            None => {
                all.push(part.clone());
                at += 1;
            }
        }
    }
    all
}

/// "pricing (input price, margin)" or "every change with old value and new value": what is named, and
/// its list where there is one.
pub(super) fn head_and_list(clause: &str) -> (&str, Option<&str>) {
    let colon = clause.find(": ").or_else(|| clause.find(":\n"));
    let bracket = clause.find('(').filter(|at| {
        let inside = &clause[*at..];
        inside.split(')').next().unwrap_or(inside).contains(',')
            && clause[..*at].split(',').count() == 1
    });
    if let Some(at) = bracket.filter(|at| colon.is_none_or(|colon| *at < colon)) {
        let inside = clause[at + 1..].trim_end_matches(['.', ' ']);
        let whole = balanced(inside);
        return (&clause[..at], Some(whole));
    }
    if let Some(at) = colon {
        // "with the following data:" names no thing.
        let head = &clause[..at];
        let cut = [
            " with the following",
            " with these",
            " with",
            " consisting of",
        ];
        let head = cut
            .iter()
            .find_map(|cue| head.find(cue).map(|end| &head[..end]))
            .unwrap_or(head);
        return (head, Some(&clause[at + 1..]));
    }
    for cue in [" with ", " including ", " containing ", " consisting of "] {
        if let Some((head, list)) = clause.split_once(cue) {
            return (head, Some(list));
        }
    }
    (clause, None)
}

/// The text up to the bracket that closes it, with what follows as one more part.
fn balanced(inside: &str) -> &str {
    let mut depth = 1i32;
    let end = inside.find(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    end.map_or(inside, |end| &inside[..end])
}
