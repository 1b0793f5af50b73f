//! How a line speaks: labels, criteria in Given/When/Then and EARS, stories, measurable targets.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::headings::{Label, is_label, strip_prefix_ignore_case, synonyms};
use super::markdown::Line;
use crate::model::spec::{AcceptanceCriterion, CriterionForm};

/// `**Label**: value`, `**Label:** value`, `Label: value`, `**Label** — value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled<'a> {
    /// Without marks and colon.
    pub label: &'a str,
    /// What follows, trimmed.
    pub value: &'a str,
    /// Offset of the value.
    pub at: usize,
    /// The label was strong.
    pub strong: bool,
}

/// Reads a label at the start of `line`.
pub fn labelled(line: &Line) -> Option<Labelled<'_>> {
    let text = line.text.as_str();
    if let Some(range) = line.strong.first().filter(|r| r.start == 0) {
        let strong = text.get(range.clone())?.trim_end();
        let rest = text.get(range.end..)?;
        let closed = strong.ends_with([':', '：']);
        let colon = rest.trim_start().strip_prefix([':', '：']);
        if closed || colon.is_some() {
            let value = if closed { rest } else { colon? };
            return Some(labelled_parts(text, strong, value, true));
        }
        // `**Label (remark)**` in which only a part is strong, or `**Label** (remark): value`.
        let (head, value) = split_colon(rest)?;
        let bracket = head.trim().starts_with(['(', '（', '*']) && head.len() < 60;
        if bracket {
            return Some(labelled_parts(text, strong, value, true));
        }
    }
    let (label, value) = split_colon(text)?;
    let short = label.chars().count() <= 40 && label.split_whitespace().count() <= 6;
    let plain = !label.contains(['`', '.', ',', '，', '。', ';']) && !label.trim().is_empty();
    (short && plain).then(|| labelled_parts(text, label, value, false))
}

fn labelled_parts<'a>(text: &'a str, label: &'a str, value: &'a str, strong: bool) -> Labelled<'a> {
    let value = value.trim_start();
    Labelled {
        label: label.trim().trim_end_matches([':', '：']).trim(),
        at: text.len() - value.len(),
        value: value.trim_end(),
        strong,
    }
}

/// At the first colon that ends a word: not in `12:30`, `a::b`, `http://`.
fn split_colon(text: &str) -> Option<(&str, &str)> {
    let found = text.char_indices().find(|(at, c)| match c {
        '：' => true,
        ':' => {
            let rest = text.get(at + 1..).unwrap_or_default();
            rest.is_empty() || rest.starts_with([' ', '\u{3000}', '*', '`'])
        }
        _ => false,
    });
    let (at, c) = found?;
    Some((text.get(..at)?, text.get(at + c.len_utf8()..)?))
}

/// Whether the line's label is one of `label`'s synonyms; then its value.
pub fn value_of(line: &Line, label: Label) -> Option<&str> {
    let found = labelled(line)?;
    is_label(found.label, label).then_some(found.value)
}

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
    let flat = out.text.replace("\n- ", "\n").replace("  - ", "");
    if let Some(parts) = ears(&flat) {
        out.form = CriterionForm::Ears;
        (out.given, out.when, out.then) = parts;
    } else if let Some(parts) = given_when_then(&flat) {
        out.form = CriterionForm::GivenWhenThen;
        (out.given, out.when, out.then) = parts;
    }
    out
}

type Parts = (Option<String>, Option<String>, Option<String>);

fn given_when_then(text: &str) -> Option<Parts> {
    let clauses = clauses(text);
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
        let words = trim_clause(text.get(clause.word.end..end).unwrap_or_default());
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

/// Keywords at the start of the text, of a line, or behind punctuation.
fn clauses(text: &str) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut boundary = true;
    let mut skip = 0;
    let mut seen_then = false;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        if boundary && !c.is_whitespace() && !matches!(c, '*' | '-' | '_') {
            if let Some(clause) = clause_at(text, at) {
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

fn trim_clause(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | '，' | ':' | '：' | '*' | '_' | ';' | '；' | '、' | '-' | '→' | '—'
            )
    })
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
        return ears_zh(text);
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

/// Role, goal and benefit of "As a …, I want …, so that …".
pub fn story(text: &str) -> Option<(String, Option<String>, Option<String>)> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let role_at = prefix_len(text, Label::AsA)?;
    let rest = text.get(role_at..)?;
    let (want, want_end) = find_word(rest, Label::IWant)?;
    let role = trim_clause(rest.get(..want)?).to_owned();
    if role.is_empty() || role.chars().count() > 200 {
        return None;
    }
    let tail = rest.get(want_end..)?;
    let benefit = find_word(tail, Label::SoThat);
    let goal = trim_end(tail.get(..benefit.map_or(tail.len(), |b| b.0))?);
    let why = benefit.and_then(|b| tail.get(b.1..)).map(trim_end);
    let some = |s: &str| Some(s.to_owned()).filter(|s| !s.is_empty());
    Some((role, some(goal), why.and_then(some)))
}

fn trim_end(text: &str) -> &str {
    trim_clause(text).trim_end_matches(['.', '。'])
}

fn prefix_len(text: &str, label: Label) -> Option<usize> {
    synonyms(label).iter().find_map(|word| {
        let tail = strip_prefix_ignore_case(text, word)?;
        let open = !word.is_ascii() || tail.starts_with([' ', ':', '*']) || word.ends_with('\'');
        (open && !tail.is_empty()).then(|| text.len() - tail.len())
    })
}

/// The earliest synonym in `text` at a word boundary: its range.
fn find_word(text: &str, label: Label) -> Option<(usize, usize)> {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let cjk = c > '\u{2e80}';
        let boundary = cjk || !previous.is_alphanumeric();
        previous = c;
        if !boundary {
            continue;
        }
        let rest = text.get(at..)?;
        for word in synonyms(label) {
            let Some(tail) = strip_prefix_ignore_case(rest, word) else {
                continue;
            };
            // A one-word preposition ("para", "um") needs a clause in front of it.
            let weak = matches!(*word, "para" | "pour" | "um" | "来");
            let behind = text.get(..at)?.trim_end();
            if weak && !behind.ends_with([',', '，']) {
                continue;
            }
            if cjk || word.ends_with('\'') || !tail.starts_with(char::is_alphanumeric) {
                return Some((at, text.len() - tail.len()));
            }
        }
    }
    None
}

/// `Title (Priority: P1) 🎯 MVP` → title and priority.
pub fn priority(title: &str) -> (String, Option<String>) {
    static PRIORITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)[\[(（【]\s*(?:(?:priority|prioridade|prioridad|priorité|priorität|优先级|優先級|優先度|우선순위)\s*[:：]?\s*)?(P\d|high|medium|low|critical|must(?: have)?|should(?: have)?|could(?: have)?|高|中|低|[^\])）】]{1,20}?)\s*[,，]?[^\])）】]*[\])）】]").ok()
    });
    static EXPLICIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)priorit|prioridad|优先|優先|우선|^[\[(（【]\s*(?:P\d|high|medium|low|critical|must|should|could|高|中|低)\b|^[（(](?:高|中|低)[)）]").ok()
    });
    let (Some(priority), Some(explicit)) = (PRIORITY.as_ref(), EXPLICIT.as_ref()) else {
        return (title.to_owned(), None);
    };
    let found = priority
        .captures_iter(title)
        .find(|c| c.get(0).is_some_and(|m| explicit.is_match(m.as_str())));
    let Some((whole, value)) = found.and_then(|c| Some((c.get(0)?, c.get(1)?))) else {
        return (title.trim().to_owned(), None);
    };
    let before = title.get(..whole.start()).unwrap_or_default();
    let clean =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–'));
    (clean.to_owned(), Some(value.as_str().trim().to_owned()))
}

static TARGET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let unit = r"(?:\s?(?:ms|µs|ns|s|sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|h|days?|weeks?|months?|years?|%|percent|percentage points?|[KMGT]i?B(?:/s)?|bytes?|requests?(?:\s?(?:/|per)\s?\w+)?|req/s|rps|qps|tps|users?|connections?|sessions?|items?|records?|rows?|files?|lines?|px|pixels?|fps|x|times|nines|retries|attempts|characters|chars|concurrent \w+|AA|秒|毫秒|分钟|小时|天|行|次|个|件|ミリ秒|分|初|밀리초|초)(?:\b|\s|$|[^\p{L}]))?";
    let number = r"\d[\d,.]*\s?(?:[KkMm]\b)?\+?";
    let context = r"(?:(?:p\d{2,3}(?:\.\d+)?|\d+(?:st|nd|rd|th) percentile|median|average|uptime|coverage|availability|latency|WCAG \d(?:\.\d)?)\s*(?:of|is|:|response time|latency)?\s*)?";
    let comparator = r"(?:<=|>=|<|>|≤|≥|~|±|under|below|within|less than|fewer than|more than|greater than|no more than|not more than|not exceed(?:ing)?|at least|at most|up to|no less than|minimum(?: of)?|maximum(?: of)?|max|min|over|exceeds?|better than|in|小于|低于|少于|不超过|至少|最多|超过|大于|以内|未満|以下|以上|최대|최소|이하|이상|menos de|abaixo de|até|moins de|unter|höchstens|mindestens|weniger als)";
    Regex::new(&format!(
        r"(?i){context}{comparator}\s*{number}{unit}(?:\s*(?:\(?p\d{{2,3}}\)?|p95|at the \d+th percentile))?|{number}\s?(?:%|percent\b|ms\b|nines\b)(?:\s*(?:uptime|availability|coverage|accuracy|p\d{{2}}))?|WCAG\s*\d(?:\.\d)?\s*(?:Level\s*)?A{{1,3}}\b|\bzero\b [\w -]{{3,40}}|\bO\((?:1|n|log n|n log n)\)"
    ))
    .ok()
});

/// The measurable part of a text, as written: `p95 < 200 ms`.
pub fn target(text: &str) -> Option<String> {
    let regex = TARGET.as_ref()?;
    let mut found: Vec<&str> = Vec::new();
    for hit in regex.find_iter(text) {
        let words = trim_clause(hit.as_str()).trim_end_matches(['.', '(', ' ']);
        let weak = words.to_lowercase().starts_with("in ")
            && !words.ends_with(|c: char| c.is_alphabetic());
        if !words.is_empty() && !weak {
            found.push(words);
        }
    }
    found.dedup();
    found.truncate(4);
    (!found.is_empty()).then(|| found.join("; "))
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
            ("Prices are positive", Prose, parts("", "", "")),
        ] {
            assert_eq!(read(text), (form, want), "{text}");
        }
    }

    #[test]
    fn stories_in_several_languages() {
        let read = |t| story(t);
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            read("As an admin, I want to edit prices, so that they are right."),
            Some(("admin".into(), some("edit prices"), some("they are right")))
        );
        assert_eq!(
            read("作为管理员，我希望编辑价格，以便保持正确。"),
            Some(("管理员".into(), some("编辑价格"), some("保持正确")))
        );
        assert_eq!(
            read("Como administrador, quero editar preços, para que fiquem certos"),
            Some((
                "administrador".into(),
                some("editar preços"),
                some("fiquem certos")
            ))
        );
        assert_eq!(read("As soon as it ends, the list is closed"), None);
    }

    #[test]
    fn targets_are_the_measurable_part() {
        for (text, want) in [
            ("Reads answer with p95 < 200 ms", Some("p95 < 200 ms")),
            ("500 models in < 5 s", Some("< 5 s")),
            ("99.9% uptime", Some("99.9% uptime")),
            ("at least 90% of new code", Some("at least 90%")),
            ("It is fast", None),
        ] {
            assert_eq!(target(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn priorities_leave_the_title() {
        let (title, priority) = priority("Connect (Priority: P1) 🎯 MVP");
        assert_eq!(
            (title.as_str(), priority.as_deref()),
            ("Connect", Some("P1"))
        );
        let (title, priority) = super::priority("Connect (beta)");
        assert_eq!((title.as_str(), priority), ("Connect (beta)", None));
    }
}
