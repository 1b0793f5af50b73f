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

/// Attributes in requirements that store something, and in key entities.
pub fn demanded(spec: &Spec) -> Vec<Demanded> {
    let mut all = Vec::new();
    for requirement in &spec.functional_requirements {
        let text = requirement.text.replace(['`', '*'], "");
        let rest = STORED
            .as_ref()
            .and_then(|stored| stored.captures(&text))
            .and_then(|found| found.name("rest").map(|rest| rest.as_str().to_owned()));
        let Some(rest) = rest else { continue };
        let values = text.contains("one of ") || text.contains("one of:");
        if values {
            continue;
        }
        let list = list_of(&rest);
        if list.len() < 2 {
            continue;
        }
        for words in list {
            all.push(Demanded {
                item: requirement.id.clone(),
                line: requirement.line,
                words,
            });
        }
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

/// The last enumeration of a clause: in brackets, else after "with", else the clause.
fn list_of(rest: &str) -> Vec<Vec<String>> {
    let rest = &without_inner_brackets(rest);
    let inner = rest
        .split_once('(')
        .map(|(_, inner)| inner.split(')').next().unwrap_or(inner));
    let inner = inner
        .or_else(|| rest.split_once(" with ").map(|(_, list)| list))
        .or_else(|| rest.split_once(": ").map(|(_, list)| list))
        .unwrap_or(rest);
    let parts = inner.split([',', '&']).flat_map(|part| part.split(" and "));
    let named = parts
        .map(words)
        .filter(|words| !words.is_empty() && words.len() <= 4);
    named.collect()
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
    "a", "an", "the", "its", "their", "per", "each", "every", "model", "for", "of", "optional",
    "who", "that", "which", "made", "it", "all", "any", "changed", "change", "and", "or", "with",
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
