//! The small things that all forms share: identifiers, labels, criteria, markers, targets.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::spec::{AcceptanceCriterion, CriterionForm};

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static ID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"^\s*(?:\[[ xX]\]\s*)?\**`?([A-Z]{1,6}(?:[-_][A-Z][A-Z0-9]{0,11}){0,3}[-_ ]?\d+(?:\.\d+)*[a-z]?)`?\s*(?:\(([^)]*)\))?\**\s*(?:\(([^)]*)\)\s*)?(\**\s*[:：—–.|-]|\*\*|\s|$)\**\s*",
    )
});

/// An identifier at the start of an item: (identifier, remark in brackets, rest).
pub fn leading_id(text: &str) -> Option<(String, Option<String>, String)> {
    let found = ID.as_ref()?.captures(text)?;
    let id = found.get(1)?.as_str().to_owned();
    let bold = text.trim_start().starts_with("**") || text.trim_start().starts_with('`');
    let joint = found.get(4).map_or("", |joint| joint.as_str());
    let marked =
        joint.contains([':', '：', '—', '–', '|']) || joint.contains("**") || joint.contains('-');
    if !bold && !marked && !id.contains('-') {
        return None;
    }
    let remark = found
        .get(2)
        .or(found.get(3))
        .map(|remark| remark.as_str().to_owned());
    let end = found.get(0)?.end();
    let rest = text
        .get(end..)
        .unwrap_or_default()
        .trim_start_matches([':', '：', ' ', '*'])
        .to_owned();
    Some((id, remark, rest))
}

/// The letters of an identifier before its number: `FR-AUTH-001` → `FR`.
pub fn prefix(id: &str) -> &str {
    id.split(|c: char| !c.is_ascii_alphabetic())
        .next()
        .unwrap_or(id)
}

static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(r"^\s*(?:[-*>]\s+)?\**([^*:：\n]{1,60}?)\s*(?:\*\*\s*[:：]|[:：]\s*\*\*|[:：])\s*(.*)$")
});

/// `**Label**: value`, `**Label:** value`, `Label: value`.
pub fn label(line: &str) -> Option<(String, String)> {
    let found = LABEL.as_ref()?.captures(line)?;
    let name = found
        .get(1)?
        .as_str()
        .trim()
        .trim_matches('`')
        .to_lowercase();
    let value = found
        .get(2)?
        .as_str()
        .trim()
        .trim_start_matches("**")
        .trim()
        .to_owned();
    Some((name, value))
}

/// Text without `**`.
pub fn unmark(text: &str) -> String {
    text.replace("**", "").trim().to_owned()
}

static MARKER: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"\[NEEDS[ _]CLARIFICATION(?:[:：]\s*([^\]]*))?\]"));

static CODE_SPAN: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"`[^`]*`"));

/// Open clarification markers of a text; those in code spans are only spoken of.
pub fn markers(text: &str) -> Vec<String> {
    let (Some(marker), Some(span)) = (MARKER.as_ref(), CODE_SPAN.as_ref()) else {
        return Vec::new();
    };
    let plain = span.replace_all(text, "");
    let found = marker.captures_iter(&plain);
    found
        .map(|found| {
            found
                .get(1)
                .map_or(String::new(), |words| words.as_str().trim().to_owned())
        })
        .collect()
}

static GIVEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?is)(?:\bgiven\b|前提|假设|给定|조건)[:：,]?\s*(.*?)[,，、]?\s*(?:\bwhen\b|もし|当|만약)[:：,]?\s+(.*?)[,，、]?\s*(?:\bthen\b|ならば|那么|그러면)[:：,]?\s+(.*)",
    )
});
static EARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?s)^\s*(?:\**\s*)?(?:(?:IF|WHEN|WHILE|WHERE|If|When|While|Where)\b\**\s*(.*?)[,，]?\s*(?:\**THEN\b\**\s*)?)?(\b[Tt]he\b.*|\b[A-Z][^,]*?\b|.*?)\s*\**\b(?:SHALL|MUST|shall)\b\**\s*(.*)$",
    )
});

/// A criterion from its text: form and parts.
pub fn criterion(id: String, text: &str, line: u32) -> AcceptanceCriterion {
    let plain = unmark(text);
    let part = |found: Option<regex::Match<'_>>| {
        found
            .map(|found| {
                found
                    .as_str()
                    .trim()
                    .trim_end_matches([',', '，'])
                    .to_owned()
            })
            .filter(|part| !part.is_empty())
    };
    let mut criterion = AcceptanceCriterion {
        id,
        text: plain.clone(),
        line,
        ..AcceptanceCriterion::default()
    };
    if let Some(found) = GIVEN.as_ref().and_then(|given| given.captures(&plain)) {
        criterion.form = CriterionForm::GivenWhenThen;
        criterion.given = part(found.get(1));
        criterion.when = part(found.get(2));
        criterion.then = part(found.get(3));
    } else if plain.contains("SHALL") || plain.contains("MUST") && starts_ears(&plain) {
        if let Some(found) = EARS.as_ref().and_then(|ears| ears.captures(&plain)) {
            criterion.form = CriterionForm::Ears;
            criterion.when = part(found.get(1));
            criterion.then = part(found.get(3));
        }
    } else if let Some((when, then)) = bare_when_then(&plain) {
        criterion.form = CriterionForm::GivenWhenThen;
        criterion.when = Some(when);
        criterion.then = Some(then);
    }
    criterion
}

fn starts_ears(text: &str) -> bool {
    [
        "IF ", "WHEN ", "WHILE ", "WHERE ", "If ", "When ", "While ", "Where ", "THE ", "The ",
    ]
    .iter()
    .any(|cue| text.starts_with(cue))
}

fn bare_when_then(text: &str) -> Option<(String, String)> {
    let at = text.find("WHEN ")?;
    let rest = text.get(at + 5..)?;
    let (when, then) = rest.split_once("THEN ")?;
    let clean = |part: &str| {
        part.trim()
            .trim_end_matches([',', '-', '\n'])
            .trim()
            .to_owned()
    };
    Some((clean(when), clean(then)))
}

static TARGET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)(?:\bp\d{2}\b\s*)?(?:[<>≤≥]=?|under|within|less than|at least|at most|no more than|up to|below|above|over|fewer than|more than)?\s*\d[\d,.]*\s*(?:\+|%|ms|milliseconds?|s\b|sec(?:onds?)?\b|minutes?|min\b|hours?|days?|kb|mb|gb|tb|rps|requests?(?:/| per )\w+|[\p{L}-]+)?",
    )
});

/// The measurable part of a requirement, as written.
pub fn target(text: &str) -> Option<String> {
    let plain = unmark(text);
    let found: Vec<&str> = TARGET
        .as_ref()?
        .find_iter(&plain)
        .map(|found| found.as_str().trim())
        .collect();
    let best = found.iter().max_by_key(|part| {
        let compares =
            part.contains(['<', '>', '≤', '≥', '%']) || part.split_whitespace().count() > 2;
        let unit = part.chars().any(char::is_alphabetic);
        (compares, unit)
    })?;
    Some((*best).to_owned())
}

static STORY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?is)\bas\s+(?:an?\s+|the\s+)?(.+?),?\s+\bi\s+(?:want|need|would like|can)\s+(?:to\s+)?(.+?)(?:,?\s+\bso\s+(?:that\s+)?(.+))?$",
    )
});

/// "As a …, I want …, so that …".
pub fn story(text: &str) -> Option<(String, String, Option<String>)> {
    let plain = unmark(text).replace('\n', " ");
    let found = STORY.as_ref()?.captures(&plain)?;
    let trim = |found: regex::Match<'_>| {
        found
            .as_str()
            .trim()
            .trim_matches([',', '.', ' '])
            .to_owned()
    };
    Some((
        trim(found.get(1)?),
        trim(found.get(2)?),
        found.get(3).map(trim),
    ))
}

static PRIORITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(?i)\s*[(（]?(?:priority|优先级|優先度|우선순위|prioridade|prioridad|priorité|priorität)\s*[:：]\s*([^)）]+)[)）]?\s*(?:🎯.*)?$",
    )
});

/// A title without its priority, and that.
pub fn priority(title: &str) -> (String, Option<String>) {
    let Some(found) = PRIORITY
        .as_ref()
        .and_then(|priority| priority.captures(title))
    else {
        return (title.trim().to_owned(), None);
    };
    let start = found.get(0).map_or(title.len(), |all| all.start());
    let value = found.get(1).map(|value| value.as_str().trim().to_owned());
    (title.get(..start).unwrap_or(title).trim().to_owned(), value)
}

/// The items of an enumeration behind a name: "input price, output price (USD) and margin".
pub fn attributes(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let cues = [
        "attributes:",
        "fields:",
        "includes:",
        "including ",
        "includes ",
        "contains ",
        "consists of ",
        "with attributes ",
        "identified by ",
        "has ",
        "with ",
        "attributes ",
    ];
    let Some((at, cue)) = cues
        .iter()
        .filter_map(|cue| lower.find(cue).map(|at| (at, *cue)))
        .min()
    else {
        return Vec::new();
    };
    let rest = text.get(at + cue.len()..).unwrap_or_default();
    let sentence = rest.split(['.', ';', '\n']).next().unwrap_or(rest);
    let mut parts: Vec<String> = Vec::new();
    let (mut depth, mut part) = (0i32, String::new());
    for c in sentence.replace(" and ", ", ").chars() {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        if c == ',' && depth <= 0 {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    parts.push(part);
    let clean = |part: String| {
        part.trim()
            .trim_matches(['`', '*', ' ', '.', '"'])
            .to_owned()
    };
    let words = |part: &String| (1..=6).contains(&part.split_whitespace().count());
    let all: Vec<String> = parts.into_iter().map(clean).filter(words).collect();
    if all.len() > 1 { all } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_at_the_start() {
        let id = |text: &str| leading_id(text).map(|(id, _, rest)| (id, rest));
        assert_eq!(
            id("**FR-001**: System MUST"),
            Some(("FR-001".into(), "System MUST".into()))
        );
        assert_eq!(
            id("**NFR1 (Performance)**: p95"),
            Some(("NFR1".into(), "p95".into()))
        );
        assert_eq!(id("FR-7: plain"), Some(("FR-7".into(), "plain".into())));
        assert_eq!(id("UTF8 files are read"), None);
        assert_eq!(
            leading_id("**NFR1 (Performance)**: p95").and_then(|found| found.1),
            Some("Performance".into())
        );
    }

    #[test]
    fn criteria_have_parts() {
        let found = criterion(
            "1".into(),
            "**Given** a model, **When** saved, **Then** shown",
            1,
        );
        assert_eq!(found.form, CriterionForm::GivenWhenThen);
        assert_eq!(found.then.as_deref(), Some("shown"));
        let found = criterion(
            "1".into(),
            "WHEN a user saves THEN the system SHALL show it",
            1,
        );
        assert_eq!(found.form, CriterionForm::Ears);
        assert_eq!(found.then.as_deref(), Some("show it"));
    }

    #[test]
    fn markers_in_code_are_only_spoken_of() {
        assert_eq!(
            markers("use `[NEEDS CLARIFICATION: x]` and [NEEDS CLARIFICATION: which?]"),
            ["which?"]
        );
    }
}
