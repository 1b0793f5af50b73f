//! What headings and labels say, in the languages that teams write. The words are data: one file a
//! language, `key: synonym | synonym`; adding a language is a file and a line in [`LANGUAGES`].

use std::collections::HashMap;
use std::sync::LazyLock;

/// A part of a specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Problem statement, introduction, why.
    Problem,
    /// Overview, summary.
    Overview,
    /// Proposed solution, what changes.
    Solution,
    /// Key capabilities.
    Capabilities,
    /// What is in scope.
    Scope,
    /// What is not.
    OutOfScope,
    /// User stories.
    Stories,
    /// The one story of old Spec Kit templates.
    PrimaryStory,
    /// Acceptance criteria or scenarios.
    Acceptance,
    /// Requirements of any kind.
    Requirements,
    /// Functional requirements.
    Functional,
    /// Non-functional requirements.
    NonFunctional,
    /// Constraints.
    Constraints,
    /// Edge cases.
    EdgeCases,
    /// Key entities.
    Entities,
    /// Success criteria.
    Success,
    /// Open questions.
    Questions,
    /// Questions with their answers.
    Clarifications,
    /// Dependencies.
    Dependencies,
    /// Assumptions.
    Assumptions,
    /// Terms.
    Glossary,
    /// Tables that refer to requirements.
    Traceability,
    /// Check lists about the document itself.
    Checklist,
    /// How and when it is built.
    Plan,
    /// How it is tested.
    Testing,
    /// Risks.
    Risks,
    /// What it touches.
    Impact,
    /// Notes, references, history.
    Notes,
}

/// A word that opens a numbered heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// "User Story 3".
    Story,
    /// "Requirement 3".
    Requirement,
    /// "Scenario 3".
    Scenario,
}

/// A label of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    FeatureId,
    FeatureBranch,
    Mission,
    Feature,
    Branch,
    Status,
    Priority,
    AsA,
    IWant,
    SoThat,
    UserStory,
    Given,
    When,
    Then,
    And,
    Answer,
    Question,
    DependsOn,
    Blocks,
    RelatedTo,
    Attributes,
    Nothing,
    TitlePrefix,
    Shall,
}

/// The languages: ISO 639-1 code and words.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("en.txt")),
    ("zh", include_str!("zh.txt")),
    ("ja", include_str!("ja.txt")),
    ("ko", include_str!("ko.txt")),
    ("pt", include_str!("pt.txt")),
    ("es", include_str!("es.txt")),
    ("fr", include_str!("fr.txt")),
    ("de", include_str!("de.txt")),
];

const TOPICS: &[(&str, Topic)] = &[
    ("problem", Topic::Problem),
    ("overview", Topic::Overview),
    ("solution", Topic::Solution),
    ("capabilities", Topic::Capabilities),
    ("scope", Topic::Scope),
    ("out_of_scope", Topic::OutOfScope),
    ("stories", Topic::Stories),
    ("primary_story", Topic::PrimaryStory),
    ("acceptance", Topic::Acceptance),
    ("requirements", Topic::Requirements),
    ("functional", Topic::Functional),
    ("nonfunctional", Topic::NonFunctional),
    ("constraints", Topic::Constraints),
    ("edge_cases", Topic::EdgeCases),
    ("entities", Topic::Entities),
    ("success", Topic::Success),
    ("questions", Topic::Questions),
    ("clarifications", Topic::Clarifications),
    ("dependencies", Topic::Dependencies),
    ("assumptions", Topic::Assumptions),
    ("glossary", Topic::Glossary),
    ("traceability", Topic::Traceability),
    ("checklist", Topic::Checklist),
    ("plan", Topic::Plan),
    ("testing", Topic::Testing),
    ("risks", Topic::Risks),
    ("impact", Topic::Impact),
    ("notes", Topic::Notes),
];

const WORDS: &[(&str, Word)] = &[
    ("word.story", Word::Story),
    ("word.requirement", Word::Requirement),
    ("word.scenario", Word::Scenario),
];

const LABELS: &[(&str, Label)] = &[
    ("label.feature_id", Label::FeatureId),
    ("label.feature_branch", Label::FeatureBranch),
    ("label.mission", Label::Mission),
    ("label.feature", Label::Feature),
    ("label.branch", Label::Branch),
    ("label.status", Label::Status),
    ("label.priority", Label::Priority),
    ("label.as_a", Label::AsA),
    ("label.i_want", Label::IWant),
    ("label.so_that", Label::SoThat),
    ("label.user_story", Label::UserStory),
    ("label.given", Label::Given),
    ("label.when", Label::When),
    ("label.then", Label::Then),
    ("label.and", Label::And),
    ("label.answer", Label::Answer),
    ("label.question", Label::Question),
    ("label.depends_on", Label::DependsOn),
    ("label.blocks", Label::Blocks),
    ("label.related_to", Label::RelatedTo),
    ("label.attributes", Label::Attributes),
    ("label.none", Label::Nothing),
    ("label.title_prefix", Label::TitlePrefix),
    ("label.shall", Label::Shall),
];

#[derive(Default)]
struct Table {
    topics: HashMap<String, Topic>,
    words: HashMap<Word, Vec<&'static str>>,
    labels: HashMap<Label, Vec<&'static str>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (key, synonyms) in LANGUAGES.iter().flat_map(|(_, data)| entries(data)) {
        if let Some((_, topic)) = TOPICS.iter().find(|(name, _)| *name == key) {
            for synonym in synonyms {
                table.topics.entry(normal(synonym)).or_insert(*topic);
            }
        } else if let Some((_, word)) = WORDS.iter().find(|(name, _)| *name == key) {
            table.words.entry(*word).or_default().extend(synonyms);
        } else if let Some((_, label)) = LABELS.iter().find(|(name, _)| *name == key) {
            table.labels.entry(*label).or_default().extend(synonyms);
        }
    }
    for list in table.words.values_mut().chain(table.labels.values_mut()) {
        list.sort_by_key(|s| std::cmp::Reverse(s.len()));
        list.dedup();
    }
    table
});

fn entries(data: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lines = data.lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|line| {
        let (key, values) = line.split_once(':')?;
        let values = values.split('|').map(str::trim).filter(|v| !v.is_empty());
        Some((key.trim(), values.collect()))
    })
}

/// Synonyms of a label in all languages, longest first.
pub fn synonyms(label: Label) -> &'static [&'static str] {
    TABLE.labels.get(&label).map_or(&[], Vec::as_slice)
}

/// Whether `text` is one of the label's synonyms.
pub fn is_label(text: &str, label: Label) -> bool {
    let text = text.trim().trim_matches(['*', '_', '`']).to_lowercase();
    synonyms(label).contains(&text.as_str())
}

/// Lower case, hyphens as blanks, `&` as "and"; without marks, numbering, emoji, trailing colon.
fn normal(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            '*' | '`' | '_' | '#' | '"' | '“' | '”' => {}
            '-' | '\u{2011}' => out.push(' '),
            '’' => out.push('\''),
            '&' => out.push_str("and"),
            c => out.push(c),
        }
    }
    let out = out
        .trim_start_matches(|c: char| !c.is_alphabetic() && !matches!(c, '(' | '[' | '（' | '【'));
    let out = out.trim_end_matches([':', '：', '.', ' ', '?', '？', '!', '✅', '*']);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts everything in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Numbering in front of a heading: `4.`, `1.2`, `IV.`, `§3`, `A.`, `一、`, `第3章`.
pub fn without_number(text: &str) -> &str {
    let text = text.trim_start();
    let digits = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '§' | '一'..='九' | '十' | '第' | '章' | '节')
    };
    let has_digit = text.starts_with(|c: char| {
        c.is_ascii_digit() || matches!(c, '§' | '第') || "一二三四五六七八九十".contains(c)
    });
    if has_digit {
        let rest = text.trim_start_matches(digits);
        if let Some(rest) = rest.strip_prefix([' ', ')', '、', ':', '：', '．', '）']) {
            return rest.trim_start();
        }
    }
    for numeral in ["VIII", "VII", "VI", "IV", "IX", "III", "II", "I", "V", "X"] {
        if let Some(rest) = text.strip_prefix(numeral)
            && let Some(rest) = rest.strip_prefix(['.', ')'])
        {
            return rest.trim_start();
        }
    }
    text
}

/// The topic that a heading opens.
///
/// Tried in turn: the whole heading; without brackets; what stands in brackets (bilingual
/// headings); the parts around a slash, dash, colon or "and".
pub fn topic(heading: &str) -> Option<Topic> {
    if heading.len() > 160 {
        return None;
    }
    let heading = without_number(heading);
    let find = |text: &str| TABLE.topics.get(normal(text).as_str()).copied();
    let bare = without_brackets(heading);
    if let Some(topic) = find(heading).or_else(|| find(&bare)) {
        return Some(topic);
    }
    if let Some(inner) = heading
        .split_once(['(', '（', '[', '【'])
        .map(|(_, rest)| rest.trim_end_matches([')', '）', ']', '】']))
        && let Some(topic) = find(inner)
    {
        return Some(topic);
    }
    let separators = [
        " / ", "/", " | ", " — ", " – ", " - ", ": ", "：", "＆", " + ",
    ];
    for separator in separators {
        let mut parts = bare.split(separator);
        let (Some(first), Some(second)) = (parts.next(), parts.next()) else {
            continue;
        };
        if let Some(topic) = find(first) {
            return Some(topic);
        }
        // "Phase 2: Testing" is about testing; "Decision: Requirements" is still a decision.
        if matches!(separator, " / " | "/" | " | ")
            && let Some(topic) = find(second)
        {
            return Some(topic);
        }
    }
    conjunction(&normal(&bare))
}

/// "edge cases and limits", "detailed functional requirements": a known name at an end.
fn conjunction(text: &str) -> Option<Topic> {
    for glue in [
        " and ", " und ", " y ", " e ", " et ", "与", "和", "及", "と",
    ] {
        if let Some((first, second)) = text.split_once(glue) {
            let known = |t: &str| TABLE.topics.get(t.trim()).copied();
            let second = known(second).filter(|t| qualifies(*t) && *t != Topic::OutOfScope);
            if let Some(topic) = known(first).or(second) {
                return Some(topic);
            }
        }
    }
    let words: Vec<&str> = text.split(' ').collect();
    if !(2..=5).contains(&words.len()) {
        return None;
    }
    (1..words.len()).find_map(|skip| {
        let tail = words.get(skip..)?.join(" ");
        let two_words = tail.contains(' ') || tail.contains("requirements");
        let topic = TABLE.topics.get(&tail).copied().filter(|_| two_words)?;
        qualifies(topic).then_some(topic)
    })
}

/// Topics that a longer heading names at its end without being about something else.
fn qualifies(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Acceptance
            | Topic::Functional
            | Topic::NonFunctional
            | Topic::EdgeCases
            | Topic::Success
            | Topic::Questions
            | Topic::Stories
            | Topic::OutOfScope
            | Topic::Entities
    )
}

/// A heading that a word and a number open: "User Story 3 - Title" → ("3", "Title").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered<'a> {
    /// The number as written: `3`, `1.2`, `013-01`.
    pub number: &'a str,
    /// What follows, without the separator.
    pub title: &'a str,
    /// The word was an abbreviation that an identifier has: `US-1`.
    pub short: bool,
}

/// Reads `heading` as `word` and a number.
pub fn numbered(heading: &str, word: Word) -> Option<Numbered<'_>> {
    let heading = heading.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = TABLE.words.get(&word)?;
    words.iter().find_map(|name| {
        let rest = strip_prefix_ignore_case(heading, name)?;
        let ascii = name.is_ascii();
        let glued = rest.starts_with(|c: char| c.is_ascii_digit());
        let short = name.len() <= 3 && ascii;
        let mut tail = rest.trim_start_matches([' ', '\u{a0}', '#']);
        if short || tail.starts_with('-') {
            tail = tail.trim_start_matches(['-', '_']);
        }
        if ascii && !short && glued {
            return None;
        }
        let len = tail
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-'))
            .unwrap_or(tail.len());
        let number = tail.get(..len)?.trim_end_matches(['.', '-']);
        if number.is_empty() || !number.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let after = tail.get(number.len()..)?;
        let letter = after.chars().next().filter(|c| c.is_ascii_alphabetic());
        let len = number.len() + letter.map_or(0, char::len_utf8);
        let after = tail.get(len..)?;
        if after.starts_with(|c: char| c.is_alphanumeric() && c.is_ascii()) {
            return None;
        }
        Some(Numbered {
            number: tail.get(..len)?,
            title: strip_separator(after),
            short,
        })
    })
}

/// A heading that a word and a colon open: "Scenario: Name" → "Name".
pub fn named(heading: &str, word: Word) -> Option<&str> {
    let heading = heading.trim_start_matches(|c: char| !c.is_alphanumeric());
    TABLE.words.get(&word)?.iter().find_map(|name| {
        let rest = strip_prefix_ignore_case(heading, name)?;
        let rest = rest.trim_start().strip_prefix([':', '：'])?;
        Some(rest.trim())
    })
}

/// Whether a heading is that of an item: a story, requirement or scenario with number or name.
pub fn is_item(heading: &str) -> bool {
    [Word::Story, Word::Requirement, Word::Scenario]
        .into_iter()
        .any(|word| numbered(heading, word).is_some() || named(heading, word).is_some())
}

/// What follows `prefix` in `text`, whatever the case.
pub fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in prefix.chars() {
        let got = rest.next()?;
        if got != wanted && !got.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Cuts blanks and one separator in front: ` - `, `: `, `. `, `) `, `、`.
pub fn strip_separator(text: &str) -> &str {
    text.trim_start_matches([' ', '\u{a0}', ')', '）', ']', '.', '*'])
        .trim_start_matches([':', '：', '-', '–', '—', '|', '、', '．', '・', '·', '→'])
        .trim_start_matches([' ', '*', '\u{3000}'])
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_main_topics() {
        for (code, data) in LANGUAGES {
            let keys: Vec<&str> = entries(data).map(|(key, _)| key).collect();
            for (topic, _) in TOPICS {
                assert!(keys.contains(topic), "{code}.txt lacks {topic}");
            }
            let known = |key: &&str| {
                TOPICS.iter().any(|(k, _)| k == key)
                    || WORDS.iter().any(|(k, _)| k == key)
                    || LABELS.iter().any(|(k, _)| k == key)
            };
            let strange: Vec<_> = keys.iter().filter(|key| !known(key)).collect();
            assert!(
                strange.is_empty(),
                "{code}.txt has unknown keys {strange:?}"
            );
        }
    }

    #[test]
    fn headings_in_all_their_dress() {
        for (heading, want) in [
            ("4. Non-Functional Requirements", Some(Topic::NonFunctional)),
            (
                "Key Entities *(include if feature involves data)*",
                Some(Topic::Entities),
            ),
            ("Open Questions (Research Needed)", Some(Topic::Questions)),
            ("User Scenarios & Testing (mandatory)", Some(Topic::Stories)),
            ("🎯 Success Metrics:", Some(Topic::Success)),
            ("验收标准 (Acceptance Criteria)", Some(Topic::Acceptance)),
            ("Overview / 概要", Some(Topic::Overview)),
            ("Risks and Mitigations", Some(Topic::Risks)),
            ("Edge Cases and Limits", Some(Topic::EdgeCases)),
            ("Detailed Functional Requirements", Some(Topic::Functional)),
            ("一、功能需求", Some(Topic::Functional)),
            ("Casos límite", Some(Topic::EdgeCases)),
            ("Widgets", None),
            ("Security Requirements", None),
        ] {
            assert_eq!(topic(heading), want, "{heading}");
        }
    }

    #[test]
    fn numbered_headings() {
        let read = |h, w| numbered(h, w).map(|n| (n.number, n.title));
        assert_eq!(
            read("User Story 2 - Bulk (Priority: P1)", Word::Story),
            Some(("2", "Bulk (Priority: P1)"))
        );
        assert_eq!(read("US-1: Update", Word::Story), Some(("1", "Update")));
        assert_eq!(read("US-013-01: Buy", Word::Story), Some(("013-01", "Buy")));
        assert_eq!(read("需求 1：数据", Word::Requirement), Some(("1", "数据")));
        assert_eq!(read("Requirement 12", Word::Requirement), Some(("12", "")));
        assert_eq!(read("Usage 3", Word::Story), None);
        assert_eq!(read("USB 3 port", Word::Story), None);
        assert_eq!(
            named("Scenario: Empty list", Word::Scenario),
            Some("Empty list")
        );
        assert_eq!(named("Requirement:插件", Word::Requirement), Some("插件"));
    }
}
