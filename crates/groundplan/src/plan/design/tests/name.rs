//! Names of tests in the habit of the file's language: what follows, and when.

use super::reading::Reading;
use crate::model::names::{self, Case};
use crate::plan::design::phrases;

/// Words that a test's name can do without.
const DROPPED: &[&str] = &[
    "a", "an", "the", "that", "which", "this", "these", "those", "their", "its", "his", "her",
    "is", "are", "be", "been", "being", "was", "were", "will", "shall", "must", "should", "may",
    "might", "can", "could", "would", "does", "do", "did", "has", "have", "had", "system", "it",
    "they", "he", "she", "then", "there", "any", "every", "each", "all", "able", "user", "users",
    "so", "also", "you", "i", "we", "as",
];

/// Words that cannot end a name.
const OPEN: &[&str] = &[
    "of", "to", "with", "in", "on", "at", "by", "for", "from", "and", "or", "into", "per", "than",
    "when", "not", "no", "under", "beside", "how", "without", "but", "only", "via", "between",
    "gets", "sees", "shows", "names",
];

/// Words of the first half at most, and of the second.
const THEN: usize = 6;
const WHEN: usize = 4;

/// A name that is not `taken` in the file: "newest change comes first", "rejects … when …".
pub fn of(
    reading: &Reading,
    id: &str,
    subject: &str,
    file: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut phrase = phrase(reading);
    if phrase.is_empty() {
        phrase = phrases::words_of(&names::split(subject).join(" "));
        phrase.push("meets".to_owned());
        phrase.extend(names::split(id));
    }
    let full = prefixed(subject, file, &phrase);
    let name = styled(file, &full);
    if !taken(&name) {
        return name;
    }
    let longer: Vec<String> = full.into_iter().chain(names::split(id)).collect();
    styled(file, &longer)
}

/// What follows, then what makes it happen.
fn phrase(reading: &Reading) -> Vec<String> {
    let mut all = squeezed(&reading.then, THEN);
    let when = reading.when.as_deref().map(|when| squeezed(when, WHEN));
    if let Some(when) = when.filter(|when| !when.is_empty() && !all.is_empty()) {
        all.push("when".to_owned());
        all.extend(when);
    }
    all
}

/// The first clause without articles and auxiliaries, at most so many words.
fn squeezed(text: &str, most: usize) -> Vec<String> {
    let plain = without_calls(text);
    let clause = first_clause(&plain);
    let said = clause.split(|c: char| !(c.is_alphanumeric() || "_'-".contains(c)));
    let mut kept: Vec<String> = said
        .map(|word| word.trim_matches(['-', '\'']).to_lowercase())
        .map(|word| word.strip_suffix("'s").map_or(word.clone(), str::to_owned))
        .filter(|word| !word.is_empty() && word.is_ascii() && !DROPPED.contains(&word.as_str()))
        .take(most)
        .collect();
    while kept
        .last()
        .is_some_and(|last| OPEN.contains(&last.as_str()))
    {
        kept.pop();
    }
    kept
}

/// The text up to the first mark after at least three words.
fn first_clause(text: &str) -> &str {
    let marks = text.match_indices([';', ':', '(', ',']);
    let mut ends = marks.map(|(at, _)| &text[..at]);
    let long = ends.find(|clause| clause.split_whitespace().count() > 3);
    long.unwrap_or(text)
}

/// The text without code spans that are calls or command lines; as it is where little remains.
fn without_calls(text: &str) -> String {
    let mut kept = String::new();
    for (at, part) in text.split('`').enumerate() {
        let is_code = at % 2 == 1;
        if !(is_code && part.contains([' ', '(', '=', '{', '/'])) {
            kept.push_str(part);
        }
    }
    if kept.split_whitespace().count() < 3 {
        text.to_owned()
    } else {
        kept
    }
}

/// The subject's words first, where neither the file nor the language's nesting names it.
fn prefixed(subject: &str, file: &str, phrase: &[String]) -> Vec<String> {
    let subject = names::split(subject);
    let stem = names::split(names::file_stem(file));
    let named = subject.iter().all(|word| stem.contains(word));
    if named || is_nested(file) {
        return phrase.to_vec();
    }
    let start = subject
        .iter()
        .zip(phrase)
        .take_while(|(a, b)| a == b)
        .count();
    subject
        .iter()
        .chain(phrase.iter().skip(start))
        .cloned()
        .collect()
}

/// Whether tests of this language stand in a named block.
fn is_nested(file: &str) -> bool {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "rb"].contains(&extension)
}

/// The name as the file's language has it.
fn styled(file: &str, phrase: &[String]) -> String {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let joined = phrase.join(" ");
    match extension {
        "go" => format!("Test{}", names::to_case(&joined, Case::Pascal)),
        "py" => format!("test_{}", names::to_case(&joined, Case::Snake)),
        "rs" => identifier(names::to_case(&joined, Case::Snake)),
        "java" | "kt" | "cs" | "swift" => identifier(names::to_case(&joined, Case::Camel)),
        "php" => format!("test{}", names::to_case(&joined, Case::Pascal)),
        _ => joined,
    }
}

/// A name that does not begin with a digit.
fn identifier(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("case_{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str, file: &str) -> String {
        of(
            &Reading::of_text(text),
            "US-1.AC2",
            "updatePrice",
            file,
            |_| false,
        )
    }

    #[test]
    fn habits_of_languages() {
        let text = "When the price is zero, the update is rejected with a message";
        let ts = named(text, "tests/updatePrice.test.ts");
        assert_eq!(ts, "update rejected with message when price zero");
        let py = named(text, "tests/test_prices.py");
        assert_eq!(
            py,
            "test_update_price_rejected_with_message_when_price_zero"
        );
        let go = named(
            "The newest change comes first",
            "price/update_price_test.go",
        );
        assert_eq!(go, "TestNewestChangeComesFirst");
    }

    #[test]
    fn another_script_falls_back_to_the_identifier() {
        assert_eq!(
            named("価格を保存する", "tests/update_price.rs"),
            "update_price_meets_us_1_ac2"
        );
    }

    #[test]
    fn a_taken_name_gets_the_identifier() {
        let reading = Reading::of_text("The newest change comes first");
        let name = of(&reading, "US-1.AC2", "x", "a.test.ts", |name| {
            name == "newest change comes first"
        });
        assert_eq!(name, "newest change comes first us 1 ac2");
    }
}
