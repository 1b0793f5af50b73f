//! Words of prose: split, folded to a stem, common ones known. Shared by passes that compare texts.

use std::collections::BTreeSet;

/// Words that say nothing about a subject, as stems of themselves; sorted.
const COMMON: &[&str] = &[
    "a",
    "able",
    "about",
    "after",
    "all",
    "also",
    "always",
    "am",
    "an",
    "and",
    "any",
    "anybody",
    "anything",
    "are",
    "as",
    "ask",
    "at",
    "away",
    "back",
    "be",
    "because",
    "been",
    "before",
    "being",
    "best",
    "better",
    "between",
    "both",
    "but",
    "by",
    "can",
    "cannot",
    "case",
    "come",
    "could",
    "did",
    "do",
    "does",
    "done",
    "down",
    "each",
    "either",
    "else",
    "etc",
    "even",
    "every",
    "example",
    "few",
    "find",
    "first",
    "for",
    "from",
    "get",
    "give",
    "given",
    "go",
    "good",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "know",
    "known",
    "last",
    "later",
    "less",
    "let",
    "like",
    "look",
    "lot",
    "made",
    "make",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "need",
    "needed",
    "neither",
    "never",
    "new",
    "no",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "off",
    "often",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "per",
    "please",
    "possible",
    "put",
    "question",
    "rather",
    "really",
    "research",
    "right",
    "same",
    "see",
    "shall",
    "she",
    "should",
    "show",
    "since",
    "so",
    "some",
    "somebody",
    "something",
    "still",
    "such",
    "system",
    "take",
    "tell",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "this",
    "those",
    "through",
    "to",
    "together",
    "too",
    "two",
    "under",
    "unless",
    "until",
    "up",
    "upon",
    "us",
    "use",
    "used",
    "using",
    "very",
    "via",
    "want",
    "was",
    "way",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whole",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yes",
    "yet",
    "you",
    "your",
];

/// Endings that are taken off a long word, longest first.
const ENDINGS: &[&str] = &[
    "ations", "ation", "ements", "ances", "ences", "ement", "ments", "ating", "ated", "ates",
    "ance", "ence", "ment", "ions", "able", "ing", "ion", "ate", "ers", "ed", "er", "es", "ly",
    "al", "e", "s",
];

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// [`stem`] of it.
    pub stem: String,
    /// Byte offset.
    pub at: usize,
}

/// Whether a lower-case word says nothing about a subject.
pub fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// Words in order, common ones included; runs of a script without spaces give pairs of characters.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    each_word(text, |word, at| {
        all.push(Word {
            text: word,
            stem: stem(word),
            at,
        })
    });
    all
}

/// Calls `each` with every word and its byte offset.
fn each_word<'a>(text: &'a str, mut each: impl FnMut(&'a str, usize)) {
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_alphanumeric() || c == '_';
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                run(text, from, at, &mut each);
                start = None;
            }
            _ => {}
        }
    }
}

/// One run of letters: a word, or pairs of characters.
fn run<'a>(text: &'a str, from: usize, to: usize, each: &mut impl FnMut(&'a str, usize)) {
    let word = &text[from..to];
    if word.is_ascii() || !word.chars().any(is_spaceless) {
        each(word, from);
        return;
    }
    let ends: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let width = 2.min(ends.len() - 1);
    for pair in ends.windows(width + 1) {
        each(&word[pair[0]..pair[width]], from + pair[0]);
    }
}

/// Whether a character belongs to a script that writes no spaces between words.
pub fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Parts of an identifier: `getRateLimit` and `rate_limit` → get, Rate, Limit; rate, limit.
pub fn parts(word: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut before = '_';
    for (at, c) in word.char_indices() {
        if c == '_' || (c.is_uppercase() && before.is_lowercase()) {
            all.push(&word[start..at]);
            start = if c == '_' { at + 1 } else { at };
        }
        before = c;
    }
    all.push(&word[start..]);
    all.retain(|part| !part.is_empty());
    all
}

/// A lower-case form that related words share: prices, pricing, price → pric.
pub fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    if !lower.is_ascii() || lower.len() < 4 || lower.bytes().any(|b| b.is_ascii_digit()) {
        return lower;
    }
    let single = singular(&lower);
    for ending in ENDINGS {
        let Some(rest) = single.strip_suffix(ending) else {
            continue;
        };
        let least = if ending.len() > 3 || ending.starts_with("at") {
            5
        } else {
            3
        };
        if rest.len() < least || rest.ends_with('e') && ending.starts_with('e') || !has_vowel(rest)
        {
            continue;
        }
        return undoubled(rest);
    }
    single
}

fn singular(word: &str) -> String {
    if let Some(rest) = word.strip_suffix("ies").filter(|rest| rest.len() > 2) {
        return format!("{rest}y");
    }
    let kept = ["ss", "us", "is", "as"]
        .iter()
        .any(|end| word.ends_with(end));
    match word.strip_suffix('s') {
        Some(rest) if !kept && rest.len() > 2 => rest.to_owned(),
        _ => word.to_owned(),
    }
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

fn undoubled(word: &str) -> String {
    let bytes = word.as_bytes();
    match bytes {
        [.., a, b] if a == b && !matches!(b, b'l' | b's' | b'z' | b'e' | b'o') => {
            word[..word.len() - 1].to_owned()
        }
        _ => word.to_owned(),
    }
}

/// Every stem a text may be asked for: words, the parts of identifiers, and neighbours written
/// together ("Hugging Face" is found by `huggingface`).
pub fn stems(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    each_form(text, |form| {
        all.insert(stem(form));
    });
    all
}

/// The wanted stems that a text holds; much faster than all of them.
pub fn stems_among(text: &str, wanted: &Wanted) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_form(text, |form| {
        if wanted.may_hold(form) {
            let stem = stem(form);
            if wanted.stems.contains(&stem) {
                found.insert(stem);
            }
        }
    });
    found
}

/// Stems to look for. A stem keeps the first two characters of its words, so most words need no stemming.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    stems: BTreeSet<String>,
    starts: BTreeSet<[char; 2]>,
}

impl Wanted {
    /// Looks for these.
    pub fn new(stems: BTreeSet<String>) -> Self {
        let starts = stems.iter().map(|stem| start(stem)).collect();
        Self { stems, starts }
    }

    fn may_hold(&self, word: &str) -> bool {
        self.starts.contains(&start(word))
    }
}

fn start(word: &str) -> [char; 2] {
    let mut chars = word.chars().flat_map(char::to_lowercase);
    [chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0')]
}

/// Calls `each` with every form under which a word may be looked for.
fn each_form(text: &str, mut each: impl FnMut(&str)) {
    let mut before: Option<&str> = None;
    let mut joined = String::new();
    each_word(text, |word, _| {
        if let Some(left) = before.filter(|left| left.len() > 1 && word.len() > 1) {
            joined.clear();
            joined.push_str(left);
            joined.push_str(word);
            each(&joined);
        }
        let split = parts(word);
        if split.len() > 1 {
            split.iter().for_each(|part| each(part));
        }
        each(word);
        before = Some(word);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn related_words_share_a_stem() {
        for group in [
            &["price", "prices", "pricing", "priced"][..],
            &["perform", "performance", "performing"],
            &["mutation", "mutations", "mutate"],
            &["query", "queries"],
            &["estimate", "estimation", "estimated"],
            &["limit", "limits", "limited"],
            &["validate", "validation", "validating"],
            &["require", "requirement", "requires", "required"],
            &["batch", "batches", "batched"],
        ] {
            let stems: BTreeSet<String> = group.iter().map(|word| stem(word)).collect();
            assert_eq!(stems.len(), 1, "{group:?}: {stems:?}");
        }
    }

    #[test]
    fn other_words_keep_apart() {
        for (a, b) in [
            ("user", "use"),
            ("model", "mode"),
            ("speed", "spell"),
            ("access", "acces"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        assert!(stems("the Hugging Face API").contains(&stem("HuggingFace")));
        assert!(stems("const MAX_UPLOAD_SIZE, getRateLimit").contains("upload"));
        assert!(stems("getRateLimit").contains("limit"));
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        let all: Vec<String> = words("价格历史")
            .into_iter()
            .map(|word| word.stem)
            .collect();
        assert_eq!(all, ["价格", "格历", "历史"]);
    }

    #[test]
    fn looking_for_some_finds_what_looking_for_all_finds() {
        let text = "Queries of getRateLimit and Hugging Face prices; 価格の上限 é";
        let all = stems(text);
        assert_eq!(stems_among(text, &Wanted::new(all.clone())), all);
        let some: BTreeSet<String> = ["queri", "query", "limit", "huggingfac", "x"]
            .map(str::to_owned)
            .into();
        let found = stems_among(text, &Wanted::new(some.clone()));
        assert_eq!(found, all.intersection(&some).cloned().collect());
    }

    #[test]
    fn the_list_of_common_words_is_sorted() {
        assert!(COMMON.is_sorted());
    }
}
