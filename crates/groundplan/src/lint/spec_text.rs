//! What a specification's text demands, read for judging and for nothing else: attributes that are
//! to be stored, stories, numbers. The drafter does not use this.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::spec::Spec;

/// An attribute that the text says is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demanded {
    /// The item that says so.
    pub item: String,
    /// Line of the item.
    pub line: u32,
    /// The attribute's words, lower case, singular.
    pub words: Vec<String>,
}

static STORED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let verbs = "stor(?:e|es|ed)|persist(?:s|ed)?|sav(?:e|es|ed)|record(?:s|ed)?|keeps?|track(?:s|ed)?|writes?";
    Regex::new(&format!(r"(?i)\b(?:{verbs})\b(?P<rest>[^.;]*)")).ok()
});

/// A record whose attributes are told: "Each part has a number, a name and a category".
static RECORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:each|every|an?) [\p{L} -]{2,40}? (?:has|have|holds|stores|consists of) (?P<rest>[^.;]*)").ok()
});

/// Attributes in requirements that store something, and in key entities.
pub fn demanded(spec: &Spec) -> Vec<Demanded> {
    let mut all = Vec::new();
    for requirement in &spec.functional_requirements {
        let text = requirement.text.replace(['`', '*'], "");
        let list = stored(&text).unwrap_or_default();
        if text.contains("one of ") || text.contains("one of:") || list.len() < 2 {
            continue;
        }
        all.extend(list.into_iter().map(|words| Demanded {
            item: requirement.id.clone(),
            line: requirement.line,
            words,
        }));
    }
    for entity in &spec.key_entities {
        for attribute in &entity.attributes {
            let words = words(attribute.split(['(', ':']).next().unwrap_or(attribute));
            all.push(Demanded {
                item: entity.name.clone(),
                line: entity.line,
                words,
            });
        }
    }
    all.retain(|one| !one.words.is_empty());
    all
}

/// The attributes that a sentence lists as stored.
fn stored(text: &str) -> Option<Vec<Vec<String>>> {
    let rest = |pattern: &LazyLock<Option<Regex>>| {
        let found = pattern.as_ref()?.captures(text)?;
        Some(found.name("rest")?.as_str().to_owned())
    };
    if let Some(rest) = rest(&RECORD) {
        let list = list_of(&rest);
        return (list.len() > 2).then_some(list);
    }
    Some(list_of(&rest(&STORED)?))
}

/// The last enumeration of a clause: behind a colon, in brackets, behind "with", else the clause.
fn list_of(rest: &str) -> Vec<Vec<String>> {
    let colon = rest
        .split_once(": ")
        .filter(|(head, _)| !head.contains('('));
    let colon = colon.map(|(_, list)| list.to_owned());
    let with = || rest.split_once(" with ").map(|(_, list)| list.to_owned());
    let bracketed = || {
        let rest = without_inner_brackets(rest);
        let (head, inner) = rest.split_once('(')?;
        let inner = inner.split(')').next().unwrap_or(inner);
        // "(1 to 100)" is no list, nor is one behind a list.
        (inner.contains(',') && !head.contains(',')).then(|| inner.to_owned())
    };
    let list = match colon.filter(|list| list.contains(',')) {
        Some(list) => list,
        None => bracketed().or_else(with).unwrap_or_else(|| rest.to_owned()),
    };
    let list = without_brackets(&list);
    let parts = list.split([',', '&']).flat_map(|part| part.split(" and "));
    let named = parts
        .filter_map(name_of)
        .map(|part| words(&part))
        .filter(|words| !words.is_empty() && words.len() <= 4);
    named.collect()
}

/// What a part names, without what it says of the values; none where it is a value itself.
fn name_of(part: &str) -> Option<String> {
    let (name, has_values) = match part.split_once(": ") {
        Some((name, _)) => (name, true),
        None => (part, false),
    };
    if !has_values && part.contains(" or ") {
        return None;
    }
    let name = name.replace("number of ", "");
    let name = name.as_str();
    let ends = [
        " of ",
        " that ",
        " which ",
        " when ",
        " whether ",
        " at the ",
        " up to ",
        " from ",
        " in ",
        " as ",
    ];
    let cut = ends.iter().filter_map(|end| name.find(end)).min();
    let name = name.get(..cut.unwrap_or(name.len())).unwrap_or(name);
    let flag = name.trim().ends_with("flag");
    (!flag).then(|| name.to_owned())
}

/// The text without anything in brackets.
fn without_brackets(text: &str) -> String {
    let (mut depth, mut out) = (0i32, String::new());
    for c in text.chars() {
        depth += i32::from(c == '(');
        if depth < 1 {
            out.push(c);
        }
        depth -= i32::from(c == ')');
    }
    out
}

/// Values within an attribute, such as "status (open, closed)" inside a list, are no attributes.
fn without_inner_brackets(text: &str) -> String {
    let (mut depth, mut out) = (0i32, String::new());
    for c in text.chars() {
        depth += i32::from(c == '(');
        if depth < 2 {
            out.push(c);
        }
        depth -= i32::from(c == ')');
    }
    out
}

const SKIP: &[&str] = &[
    "a",
    "an",
    "the",
    "its",
    "unique",
    "required",
    "used",
    "following",
    "data",
    "their",
    "per",
    "each",
    "every",
    "model",
    "for",
    "of",
    "optional",
    "who",
    "that",
    "which",
    "made",
    "it",
    "all",
    "any",
    "changed",
    "change",
    "and",
    "or",
    "with",
];

/// Lower-case words in the singular, without those that name nothing.
pub fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let split = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    split
        .filter(|word| !SKIP.contains(word))
        .map(stem)
        .collect()
}

fn stem(word: &str) -> String {
    let long =
        word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    if long {
        word[..word.len() - 1].to_owned()
    } else {
        word.to_owned()
    }
}

/// Whether a field's name meets a demanded attribute.
pub fn meets(field: &str, wanted: &[String]) -> bool {
    let mut have: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in field.chars() {
        if c == '_' || c.is_uppercase() {
            have.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    have.push(word);
    let have: Vec<String> = have.iter().map(|word| stem(word)).collect();
    let last = have.last().map_or("", String::as_str);
    let is = |cues: &[&str]| wanted.iter().any(|word| cues.contains(&word.as_str()));
    wanted.iter().all(|word| have.contains(word))
        || is(&["timestamp", "time", "when", "date"])
            && ["at", "time", "date", "timestamp"].contains(&last)
        || is(&["admin", "user", "actor", "author", "administrator", "who"])
            && (last == "by" || have.iter().any(|w| w == "user" || w == "by"))
        || is(&["old", "previous"])
            && have
                .first()
                .is_some_and(|first| first == "old" || first == "previou")
        || is(&["new"]) && have.first().is_some_and(|first| first == "new")
}

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\d+(?:[.,]\d+)?").ok());

/// Numbers of a text, as written.
pub fn numbers(text: &str) -> Vec<String> {
    let Some(number) = NUMBER.as_ref() else {
        return Vec::new();
    };
    number
        .find_iter(text)
        .map(|found| found.as_str().to_owned())
        .collect()
}

/// Where a sentence ends: a line's end alone ends none, since prose is wrapped.
static END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[.!?](?:\s|$)|;|\n\s*(?:\n|[-*+]\s|\d+[.)]\s)").ok());

/// Sentences of a specification's items with eight or more words, as lower-case words joined.
pub fn sentences(spec: &Spec) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut push = |id: &str, text: &str| {
        let text = text.replace("e.g.", "eg").replace("i.e.", "ie");
        for sentence in END.as_ref().into_iter().flat_map(|end| end.split(&text)) {
            let words = plain(sentence);
            if words.split(' ').count() >= 8 {
                all.push((id.to_owned(), words));
            }
        }
    };
    for item in spec.items() {
        push(item.id, item.text);
    }
    push(
        "the problem statement",
        spec.problem.as_deref().unwrap_or_default(),
    );
    all
}

/// Words in lower case joined by one space.
pub fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_meet_demands_by_words() {
        assert!(meets("input_price", &words("input price")));
        assert!(meets("inputPrice", &words("the input price")));
        assert!(meets("changed_at", &words("timestamp")));
        assert!(meets("changed_by", &words("the admin")));
        assert!(!meets("margin", &words("base cost")));
    }
}
