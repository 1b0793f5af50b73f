//! Attributes that a clause says without a noun of its own: "who changed it and when", "how many attempts
//! failed", "until which day it is kept".

use std::sync::LazyLock;

use regex::Regex;

use crate::model::names;

static WHO: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:by\s+)?who\s+(?P<verb>[\p{L}]+)(?:\s+.*)?$").ok());
static WHEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^when\s+(?:it|they|he|she|this)\s+(?:(?:was|were|is|are)\s+)?(?:last\s+|first\s+)?(?P<verb>[\p{L}]+).*$").ok()
});
static HOW_MANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^how many\s+(?P<noun>[\p{L} _-]+?)\s+(?:(?:have|has|had|are|were|was)\s+(?:been\s+)?)?(?P<verb>[\p{L}]+)$").ok()
});
static UNTIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:the\s+(?:day|date|time|moment)\s+)?until\s+(?:which\s+(?:day|date|time)?\s*|when\s+)(?:it|they|the\s+[\p{L}]+)\s+(?:is|are)?\s*(?P<verb>[\p{L}]+).*$").ok()
});

/// The parts of an enumeration with clauses turned into names: "who changed it" → `changed by`, and a lone
/// "when" behind it → `changed at`. `verb` is what a lone "who" or "when" is about.
pub(super) fn named(parts: Vec<String>, verb: &str) -> Vec<String> {
    let mut last = verb.to_owned();
    let turn = |part: String| {
        // "how many attempts failed (starting at 0)": what is in brackets stays.
        let (said, behind) = part.split_once(" (").unwrap_or((&part, ""));
        match turned(said.trim(), &mut last) {
            Some(name) if behind.is_empty() => name,
            Some(name) => format!("{name} ({behind}"),
            None => part,
        }
    };
    parts.into_iter().map(turn).collect()
}

/// The name that a clause stands for; `last` is the verb that a lone "who" or "when" is about.
fn turned(clause: &str, last: &mut String) -> Option<String> {
    let lower = clause.to_lowercase();
    let found = |pattern: &LazyLock<Option<Regex>>| {
        let found = pattern.as_ref()?.captures(&lower)?;
        Some(found["verb"].to_owned())
    };
    match lower.as_str() {
        "who" | "by whom" => return Some(format!("{last} by")),
        "when" => return Some(format!("{last} at")),
        "why" => return Some("reason".to_owned()),
        _ => {}
    }
    for (pattern, end) in [(&WHO, "by"), (&WHEN, "at")] {
        if let Some(verb) = found(pattern) {
            *last = participle(&verb);
            return Some(format!("{last} {end}"));
        }
    }
    if let Some(verb) = found(&UNTIL) {
        return Some(format!("{verb} until (date)"));
    }
    if let Some(which) = ON_WHICH.as_ref().and_then(|which| which.captures(&lower)) {
        let ty = if &which["at"] == "on" {
            "date"
        } else {
            "timestamp"
        };
        return Some(format!("{} {} ({ty})", &which["verb"], &which["at"]));
    }
    let many = HOW_MANY.as_ref().and_then(|many| many.captures(&lower))?;
    let noun = names::plural(&names::singular(&many["noun"]));
    Some(format!("{} {noun} (integer)", &many["verb"]))
}

/// "Assessing" → `assessed`; a verb that is not regular gives "recorded".
pub(super) fn past(gerund: &str) -> String {
    let lower = gerund.to_lowercase();
    let stem = lower.strip_suffix("ing").unwrap_or(&lower);
    let irregular = [
        "sell", "pay", "send", "hold", "withdraw", "make", "giv", "tak", "mak",
    ];
    if irregular.contains(&stem) {
        return "recorded".to_owned();
    }
    format!("{stem}ed")
}

static ON_WHICH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:the\s+)?(?:day|date|time|moment)\s+(?P<at>on|at)\s+which\s+(?:it|they)\s+(?P<verb>[\p{L}]+)$").ok()
});

/// "did it" is done, "made" is created; other verbs stand in the past already.
fn participle(verb: &str) -> String {
    let known = [
        ("did", "done"),
        ("made", "created"),
        ("wrote", "written"),
        ("took", "taken"),
        ("gave", "given"),
    ];
    let found = known.iter().find(|(past, _)| *past == verb);
    found.map_or(verb, |(_, known)| known).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_become_names() {
        let said = |parts: &[&str]| {
            named(
                parts.iter().map(|one| (*one).to_owned()).collect(),
                "recorded",
            )
        };
        assert_eq!(
            said(&["the old status", "who changed it", "when"]),
            ["the old status", "changed by", "changed at"]
        );
        assert_eq!(said(&["who", "when"]), ["recorded by", "recorded at"]);
        assert_eq!(
            said(&["who did it", "when", "why"]),
            ["done by", "done at", "reason"]
        );
        assert_eq!(said(&["when it was made"]), ["created at"]);
        assert_eq!(said(&["until which day it is kept"]), ["kept until (date)"]);
        assert_eq!(
            said(&["how many attempts failed"]),
            ["failed attempts (integer)"]
        );
        assert_eq!(said(&["an optional note"]), ["an optional note"]);
    }
}
