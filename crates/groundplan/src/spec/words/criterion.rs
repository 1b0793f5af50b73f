//! Acceptance criteria: Given/When/Then and EARS, in several languages.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::trim_clause;
use crate::model::spec::{AcceptanceCriterion, CriterionForm};
use crate::spec::headings::{Label, strip_prefix_ignore_case, synonyms};
use crate::spec::markdown::Line;

/// Where a clause begins: the keyword's range.
struct Clause {
    label: Label,
    word: Range<usize>,
}

/// Builds a criterion: form and parts from its text. `line` carries what is strong.
pub fn criterion(id: String, line: &Line, text: String) -> AcceptanceCriterion {
    let mut out = AcceptanceCriterion {
        id,
        line: line.number,
        text,
        ..AcceptanceCriterion::default()
    };
    let flat = flat(&out.text);
    let marks: Vec<usize> = line.strong.iter().map(|range| range.start).collect();
    if let Some(parts) = ears(&flat) {
        out.form = CriterionForm::Ears;
        (out.given, out.when, out.then) = parts;
    } else if let Some(parts) = given_when_then(&out.text, &marks) {
        out.form = CriterionForm::GivenWhenThen;
        (out.given, out.when, out.then) = parts;
    }
    out
}

/// Bullets as plain lines.
fn flat(text: &str) -> String {
    text.replace("\n- ", "\n").replace("  - ", "")
}

type Parts = (Option<String>, Option<String>, Option<String>);

/// `marks` are offsets at which something strong begins: a keyword there opens a clause.
fn given_when_then(text: &str, marks: &[usize]) -> Option<Parts> {
    let clauses = clauses(text, marks);
    let has = |label| clauses.iter().any(|c| c.label == label);
    if !has(Label::Then) || !(has(Label::Given) || has(Label::When)) {
        return None;
    }
    let mut parts: [Option<String>; 3] = Default::default();
    let mut last = 0;
    for (index, clause) in clauses.iter().enumerate() {
        let end = clauses.get(index + 1).map_or(text.len(), |c| c.word.start);
        let slot = match clause.label {
            Label::Given => 0,
            Label::When => 1,
            Label::Then => 2,
            _ => last,
        };
        last = slot;
        let words = flat(text.get(clause.word.end..end).unwrap_or_default());
        let words = trim_clause(&words);
        if words.is_empty() {
            continue;
        }
        match &mut parts[slot] {
            Some(known) => {
                known.push_str("; ");
                known.push_str(words);
            }
            empty => *empty = Some(words.to_owned()),
        }
    }
    let [given, when, then] = parts;
    then.as_ref()?;
    Some((given, when, then))
}

/// Keywords at the start of the text, of a line, behind punctuation, or set apart by themselves.
fn clauses(text: &str, marks: &[usize]) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut boundary = true;
    let mut skip = 0;
    let mut seen_then = false;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let word = !boundary && c.is_uppercase() && before.ends_with(' ');
        if (boundary || word) && !c.is_whitespace() && !matches!(c, '*' | '-' | '_') {
            let keyword = clause_at(text, at);
            let set_apart =
                |clause: &Clause| boundary || marks.contains(&at) || is_shouted(text, clause);
            if let Some(clause) = keyword.filter(set_apart) {
                // "Then …, when …" is part of the outcome.
                let late = seen_then && matches!(clause.label, Label::Given | Label::When);
                skip = clause.word.end;
                if !late {
                    seen_then |= clause.label == Label::Then;
                    found.push(clause);
                }
                boundary = false;
                continue;
            }
            boundary = false;
        }
        if matches!(
            c,
            ',' | '，' | '、' | ';' | '；' | '.' | '。' | '\n' | '→' | '—' | ':' | '|'
        ) {
            boundary = true;
        }
    }
    if let Some(first) = found.first()
        && first.label == Label::And
    {
        found.remove(0);
    }
    found
}

/// `GIVEN`, `Given:`: a keyword in capitals or with a colon. An `AND` within a line only joins.
fn is_shouted(text: &str, clause: &Clause) -> bool {
    let said = text.get(clause.word.clone()).unwrap_or_default();
    let capitals = clause.label != Label::And
        && said.chars().count() > 2
        && !said.chars().any(char::is_lowercase);
    let rest = text.get(clause.word.end..).unwrap_or_default();
    capitals || rest.starts_with([':', '：'])
}

fn clause_at(text: &str, at: usize) -> Option<Clause> {
    let rest = text.get(at..)?;
    for label in [Label::Given, Label::When, Label::Then, Label::And] {
        for word in synonyms(label) {
            let Some(tail) = strip_prefix_ignore_case(rest, word) else {
                continue;
            };
            let cjk = !word.is_ascii() && word.chars().all(|c| c > '\u{2e80}');
            let ends = tail.is_empty()
                || tail.starts_with([' ', ':', '：', ',', '，', '*', '_', '\n', '、']);
            if !(ends || cjk) {
                continue;
            }
            // "and the list" in lower case is a plain conjunction, never a clause.
            if label == Label::And && !rest.starts_with(char::is_uppercase) && !cjk {
                continue;
            }
            let end = text.len() - tail.len();
            return Some(Clause {
                label,
                word: at..end,
            });
        }
    }
    None
}

static SHALL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:SHALL|shall|Shall|MUST|MUST NOT|SHOULD|WILL)\b").ok());
static TRIGGER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(WHEN|IF|WHILE|WHERE|AFTER|ONCE|UPON|When|If|While|Where|After|Once|Upon)\b").ok()
});
static THEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r",?\s*\b(?:THEN|Then|then)\b:?\s*").ok());

/// EARS: `WHILE …, WHEN …, THE system SHALL …`; also 当…时，系统应….
fn ears(text: &str) -> Option<Parts> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(modal) = SHALL.as_ref()?.find(text) else {
        return ears_zh(text)
            .or_else(|| ears_ja(text))
            .or_else(|| if_then(text));
    };
    let head = text.get(..modal.start())?;
    let uppercase_modal =
        modal.as_str().to_lowercase() == "shall" || TRIGGER.as_ref()?.is_match(head);
    if !uppercase_modal {
        return None;
    }
    let Some(trigger) = TRIGGER.as_ref()?.find(head) else {
        let ubiquitous = head.to_lowercase().starts_with("the ") || !head.contains(',');
        return (ubiquitous && modal.as_str().eq_ignore_ascii_case("shall"))
            .then(|| (None, None, Some(text.trim().to_owned())));
    };
    let subject = match THEN.as_ref()?.find_iter(head).last() {
        Some(then) => (then.start(), then.end()),
        None => last_subject(head)?,
    };
    let conditions = trim_clause(head.get(trigger.end()..subject.0)?);
    let then = text.get(subject.1..)?.trim().to_owned();
    let is_state = matches!(trigger.as_str().to_uppercase().as_str(), "WHILE" | "WHERE");
    if is_state && let Some((state, event)) = split_event(conditions) {
        return Some((Some(state), Some(event), Some(then)));
    }
    let conditions = Some(conditions.to_owned()).filter(|c| !c.is_empty());
    Some(match is_state {
        true => (conditions, None, Some(then)),
        false => (None, conditions, Some(then)),
    })
}

/// Where the response's subject begins: behind the last comma, else at the last " the ".
fn last_subject(head: &str) -> Option<(usize, usize)> {
    let comma = head.rfind([',', '，']).map(|at| {
        let len = head
            .get(at..)
            .and_then(|t| t.chars().next())
            .map_or(1, char::len_utf8);
        (at, at + len)
    });
    comma.or_else(|| {
        let at = head.rfind(" THE ").or_else(|| head.rfind(" the "))?;
        Some((at, at + 1))
    })
}

fn split_event(conditions: &str) -> Option<(String, String)> {
    for word in [" WHEN ", " when ", " IF ", " if ", " When ", " If "] {
        if let Some((state, event)) = conditions.split_once(word) {
            return Some((trim_clause(state).to_owned(), trim_clause(event).to_owned()));
        }
    }
    None
}

fn ears_zh(text: &str) -> Option<Parts> {
    let trigger = ["当", "如果", "若", "當", "在"]
        .iter()
        .find(|w| text.starts_with(**w))?;
    let modal = ["应", "應", "必须", "必須", "需要", "不得", "将", "可以"];
    let (condition, response) = text.split_once(['，', ','])?;
    if !modal.iter().any(|m| response.contains(m)) {
        return None;
    }
    let condition = condition
        .strip_prefix(trigger)?
        .trim_end_matches(['时', '時']);
    let response = response.trim_start_matches(['则', '那', '么', '則', '，', ' ']);
    Some((
        None,
        Some(condition.trim().to_owned()),
        Some(response.trim().to_owned()),
    ))
}

/// `When 依存を更新する場合、システムは…すること`.
fn ears_ja(text: &str) -> Option<Parts> {
    const MODAL: &[&str] = &[
        "すること",
        "しなければならない",
        "ものとする",
        "してはならない",
        "べきである",
    ];
    let (condition, response) = text.split_once('、')?;
    let trigger = TRIGGER.as_ref()?.find(condition);
    let ends = [
        "場合",
        "場合は",
        "場合に",
        "とき",
        "ときは",
        "時",
        "時に",
        "時は",
        "たら",
        "限り",
    ];
    let conditional = trigger.is_some() || ends.iter().any(|end| condition.ends_with(end));
    if !conditional || !MODAL.iter().any(|modal| response.contains(modal)) {
        return None;
    }
    let condition = condition.get(trigger.map_or(0, |t| t.end())..)?.trim();
    let response = response.trim().to_owned();
    let is_state =
        trigger.is_some_and(|t| matches!(t.as_str().to_uppercase().as_str(), "WHILE" | "WHERE"));
    let condition = Some(condition.to_owned()).filter(|c| !c.is_empty());
    Some(match is_state {
        true => (condition, None, Some(response)),
        false => (None, condition, Some(response)),
    })
}

/// "If x, then y" without a modal verb.
fn if_then(text: &str) -> Option<Parts> {
    let rest = text
        .strip_prefix("If ")
        .or_else(|| text.strip_prefix("IF "))?;
    let (condition, response) = [", then ", ", Then ", ", THEN ", " THEN "]
        .iter()
        .find_map(|word| rest.split_once(word))?;
    Some((
        None,
        Some(trim_clause(condition).to_owned()),
        Some(response.trim().to_owned()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (CriterionForm, Parts) {
        let line = Line::default();
        let c = criterion(String::new(), &line, text.to_owned());
        (c.form, (c.given, c.when, c.then))
    }

    fn parts(given: &str, when: &str, then: &str) -> Parts {
        let some = |s: &str| Some(s.to_owned()).filter(|s| !s.is_empty());
        (some(given), some(when), some(then))
    }

    #[test]
    fn criteria_in_their_forms() {
        use CriterionForm::{Ears, GivenWhenThen, Prose};
        for (text, form, want) in [
            (
                "Given a list, When it is empty, Then a hint shows",
                GivenWhenThen,
                parts("a list", "it is empty", "a hint shows"),
            ),
            (
                "Given a\n- When b\n- Then c\n- And d",
                GivenWhenThen,
                parts("a", "b", "c; d"),
            ),
            (
                "WHEN a user saves THEN the system SHALL store it",
                Ears,
                parts("", "a user saves", "the system SHALL store it"),
            ),
            (
                "WHILE offline, WHEN a user saves, THE App SHALL queue it",
                Ears,
                parts("offline", "a user saves", "THE App SHALL queue it"),
            ),
            (
                "IF the file is missing, THEN THE Loader SHALL fail",
                Ears,
                parts("", "the file is missing", "THE Loader SHALL fail"),
            ),
            (
                "The App shall start",
                Ears,
                parts("", "", "The App shall start"),
            ),
            (
                "当请求失败时，系统应显示错误",
                Ears,
                parts("", "请求失败", "系统应显示错误"),
            ),
            (
                "Dado que existe uma lista, Quando está vazia, Então aparece uma dica",
                GivenWhenThen,
                parts("existe uma lista", "está vazia", "aparece uma dica"),
            ),
            ("GIVEN a WHEN b THEN c", GivenWhenThen, parts("a", "b", "c")),
            (
                "Given: a When: b Then: c",
                GivenWhenThen,
                parts("a", "b", "c"),
            ),
            (
                "WHEN no remote is set THEN the audit MAY warn",
                GivenWhenThen,
                parts("", "no remote is set", "the audit MAY warn"),
            ),
            (
                "When 依存を更新する場合、システムは Next.js を更新すること",
                Ears,
                parts(
                    "",
                    "依存を更新する場合",
                    "システムは Next.js を更新すること",
                ),
            ),
            (
                "QUANDO o usuário entra ENTÃO o sistema DEVE criar uma sessão",
                GivenWhenThen,
                parts("", "o usuário entra", "o sistema DEVE criar uma sessão"),
            ),
            ("If x, Then y", Ears, parts("", "x", "y")),
            ("Prices are positive", Prose, parts("", "", "")),
        ] {
            assert_eq!(read(text), (form, want), "{text}");
        }
    }
}
