//! One attribute of an enumeration: its name, and what is said of its values.

use super::qualifier;
use crate::model::names;
use crate::plan::design::phrases;
use crate::plan::types::Limit;

/// An attribute as a sentence gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribute {
    /// Words of its name, lower case.
    pub name: Vec<String>,
    /// Whether it may be absent.
    pub optional: bool,
    /// Whether no two rows may share it.
    pub unique: bool,
    /// The words that it may have.
    pub values: Vec<String>,
    /// What it starts as.
    pub default: Option<String>,
    /// The range of its values, or of their length.
    pub limit: Option<Limit>,
    /// Its type in a word, where one is said: `date`, `integer`, `percent`, `cents`.
    pub ty: Option<&'static str>,
}

/// Verbs of a clause with "whether".
const VERBS: &[&str] = &[
    "is", "are", "has", "have", "can", "was", "needs", "requires",
];

/// Words that a name can do without; articles first.
const SMALL: &[&str] = &[
    "the",
    "a",
    "an",
    "its",
    "their",
    "any",
    "optional",
    "unique",
    "required",
    "mandatory",
    "field",
    "column",
    "of",
    "own",
    "optionally",
    "following",
    "data",
];

/// What ends the name and opens a remark.
const ENDS: &[&str] = &[
    " that ",
    " which ",
    " who ",
    " whose ",
    " at the time ",
    " for which ",
    " of at most ",
    " of up to ",
    " of at least ",
    " of between ",
    " between ",
    " from ",
    " at most ",
    " at least ",
    " up to ",
    " in the form ",
    " is one of ",
    " one of ",
    " default",
    " starting ",
    " as ",
    " with ",
    " where ",
    " when ",
    " since ",
    " to be ",
    " is ",
    " are ",
    " must ",
    " may ",
    " if ",
];

impl Attribute {
    /// Reads one part of an enumeration; `None` where it names nothing.
    pub fn read(part: &str) -> Option<Self> {
        let (head, mut remarks) = brackets(part);
        let whether = whether(&head);
        let head = whether.as_deref().unwrap_or(head.trim());
        let (head, rest) = colon(head);
        remarks.extend(rest.map(str::to_owned));
        let (name, tail) = cut(head);
        let mut all = Self {
            optional: says(head, "optional") || says(head, "optionally"),
            unique: says(head, "unique"),
            name: match &whether {
                Some(named) => names::split(named),
                None => words(&turned(name)),
            },
            ty: match &whether {
                Some(_) => Some("boolean"),
                None => counted(name).map(|_| "integer"),
            },
            ..Self::default()
        };
        for remark in &remarks {
            qualifier::apply(&mut all, remark);
        }
        // "unit price at the time of use": a clause behind the name gives rules, no type.
        if let Some(tail) = tail {
            let ty = all.ty;
            qualifier::apply(&mut all, tail);
            all.ty = ty;
        }
        // "an active flag" is called `active`.
        if all.name.len() > 1 && all.name.last().is_some_and(|last| last == "flag") {
            all.name.pop();
            all.ty = Some("boolean");
        }
        let count = all.name.len();
        ((1..=5).contains(&count) && all.name[0].chars().any(char::is_alphabetic)).then_some(all)
    }

    /// Whether something is said of its values.
    pub fn is_qualified(&self) -> bool {
        self.optional
            || self.unique
            || !self.values.is_empty()
            || self.default.is_some()
            || self.limit.is_some()
            || self.ty.is_some()
    }

    /// The name in words.
    pub fn said(&self) -> String {
        self.name.join(" ")
    }
}

/// "a flag whether it is out of service" → `out of service`; "whether a postmortem is required" →
/// `postmortem required`: what is said of another thing keeps that thing's name.
fn whether(head: &str) -> Option<String> {
    let (_, rest) = head.split_once("whether ")?;
    let words: Vec<&str> = rest.split_whitespace().collect();
    let at = words.iter().position(|word| VERBS.contains(word))?;
    // "whether the long form is used" → `long form`: the predicate says no more than that it is so.
    if let [.., "used" | "applied" | "enabled" | "wanted"] = words[at..]
        && !matches!(words[..at], [] | ["it" | "they" | "this"])
    {
        let named = words[..at].iter().filter(|word| !SMALL[..3].contains(word));
        return Some(named.copied().collect::<Vec<_>>().join(" "));
    }
    // "whether it has pricing" → `has pricing`; "whether it is active" → `active`.
    let verb = match words.get(at).copied()? {
        "are" | "was" | "is" => None,
        "have" => Some("has"),
        other => Some(other),
    };
    let names = |word: &&str| !SMALL[..3].contains(word);
    let subject = words[..at].iter().copied().filter(names);
    let subject = subject.filter(|word| verb.is_none() && !["it", "they", "this"].contains(word));
    let said = words[at + 1..].iter().copied().filter(names).take(4);
    let named: Vec<&str> = subject.chain(verb).chain(said).collect();
    Some(named.join(" "))
}

/// "date of the last inspection" → "last inspection date".
fn turned(name: &str) -> String {
    // "date when its calibration is due" → "calibration due date".
    if let Some((head, rest)) = name.split_once(" when ") {
        let said = rest.trim_start_matches("its ").trim_start_matches("the ");
        if let Some((thing, state)) = said.split_once(" is ") {
            return format!("{thing} {state} {head}");
        }
    }
    let lower = name.to_lowercase();
    if let Some((before, rest)) = counted(&lower) {
        // "maximum number of uses" → "maximum uses"; "number of copies" → "copy count".
        return match before {
            "maximum" | "minimum" | "max" | "min" | "total" => format!("{before} {rest}"),
            _ => format!("{before} {} count", names::singular(rest)),
        };
    }
    let heads = ["date", "time", "day", "name", "price", "amount"];
    let found = heads.iter().find_map(|head| {
        let mark = format!("{head} of ");
        let at = lower.find(&mark)?;
        let rest = name.get(at + mark.len()..)?;
        let before = name.get(..at)?;
        Some(format!("{before} {rest} {head}"))
    });
    found.unwrap_or_else(|| name.to_owned())
}

/// "the maximum number of uses" → (`maximum`, `uses`).
fn counted(lower: &str) -> Option<(&str, &str)> {
    let (before, rest) = lower.split_once("number of ")?;
    let before = before.trim().rsplit(' ').next().unwrap_or_default();
    let before = if SMALL.contains(&before) { "" } else { before };
    Some((before, rest.trim().trim_start_matches("the ")))
}

fn says(text: &str, word: &str) -> bool {
    phrases::words_of(text).iter().any(|one| one == word)
}

/// The part without its brackets, and what stood in them.
fn brackets(part: &str) -> (String, Vec<String>) {
    let (mut out, mut inner, mut all, mut depth) = (String::new(), String::new(), Vec::new(), 0i32);
    for c in part.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                if depth > 1 {
                    inner.push(c);
                }
            }
            ')' | ']' => {
                depth -= 1;
                if depth == 0 {
                    all.push(std::mem::take(&mut inner));
                } else if depth > 0 {
                    inner.push(c);
                }
            }
            c if depth > 0 => inner.push(c),
            c => out.push(c),
        }
    }
    if depth > 0 && !inner.is_empty() {
        all.push(inner);
    }
    (out, all)
}

/// "`hold_until`: date until which …" → the name and what is said of it.
fn colon(head: &str) -> (&str, Option<&str>) {
    match head.split_once(": ").or_else(|| head.split_once(" — ")) {
        Some((name, rest)) => (name, Some(rest)),
        None => (head, None),
    }
}

/// The name up to the first word that opens a remark.
fn cut(head: &str) -> (&str, Option<&str>) {
    let lower = head.to_lowercase();
    let is_moment = lower.contains("date when ") && lower.contains(" is ");
    let ends = ENDS.iter().filter(|_| !is_moment);
    let by_word = ends.filter_map(|end| lower.find(end)).min();
    // "a code of 4 to 20 characters"
    let by_number = lower.find(" of ").filter(|at| {
        let rest = lower[at + 4..].trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit())
    });
    let at = match (by_word, by_number) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    // Lower case may change the length of a letter; then nothing is cut.
    match at.filter(|at| *at > 1 && lower.len() == head.len()) {
        Some(at) => (&head[..at], Some(&head[at..])),
        None => (head, None),
    }
}

fn words(name: &str) -> Vec<String> {
    let plain = name.replace(['`', '"', '\''], "");
    let named = plain.split_whitespace().flat_map(names::split);
    named
        .filter(|word| !SMALL.contains(&word.as_str()))
        .collect()
}
