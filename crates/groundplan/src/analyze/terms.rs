//! Words of text and code: what counts as a word, how identifiers are split, and the compact counts
//! of a file that ranking needs.
//!
//! Only Latin letters make words: bigrams of other scripts were measured and cost more than they find.
//! Terms are kept as 32-bit hashes, so that a file's counts need no vocabulary shared with other files.

use rustc_hash::FxHashMap;

use crate::model::index::TermCounts;

/// Words that say nothing about a feature.
const STOP_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do",
    "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "may", "me", "more", "most", "must", "my", "no", "nor", "not", "of",
    "on", "or", "our", "shall", "she", "should", "so", "some", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "us", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with", "would",
    "you", "your",
];

/// Names that languages bring: they stand in any file, in that language or in a text about it.
const BUILTIN: &[&str] = &[
    "args",
    "array",
    "async",
    "await",
    "bool",
    "boolean",
    "catch",
    "char",
    "class",
    "console",
    "const",
    "default",
    "dict",
    "elif",
    "else",
    "enum",
    "error",
    "exception",
    "export",
    "false",
    "float",
    "function",
    "import",
    "int",
    "integer",
    "interface",
    "keyerror",
    "len",
    "list",
    "map",
    "null",
    "number",
    "object",
    "option",
    "print",
    "private",
    "promise",
    "public",
    "raise",
    "result",
    "return",
    "runtimeerror",
    "self",
    "set",
    "static",
    "str",
    "string",
    "struct",
    "super",
    "switch",
    "test",
    "tests",
    "this",
    "throw",
    "true",
    "try",
    "tuple",
    "type",
    "typeerror",
    "undefined",
    "usize",
    "util",
    "utils",
    "valueerror",
    "vec",
    "void",
];

/// Whether a term tells a person something: not a stop word, a name that languages bring, an abbreviation such as `id`,
/// or a number.
pub(crate) fn tells(term: &str) -> bool {
    let word = term.len() > 2 && term.bytes().any(|byte| byte.is_ascii_alphabetic());
    word && !is_stop_word(term) && BUILTIN.binary_search(&term).is_err()
}

/// Whether a lower-case term says nothing about a feature.
pub(crate) fn is_stop_word(term: &str) -> bool {
    STOP_WORDS.binary_search(&term).is_ok()
}

/// Words of `text` with the byte offset of each: a Latin letter or `_`, then letters, digits and `_`.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while at < bytes.len() && letter(text, at) == 0 {
            at += 1;
        }
        let start = at;
        while at < bytes.len() {
            match letter(text, at) {
                0 if bytes[at].is_ascii_digit() => at += 1,
                0 => break,
                width => at += width,
            }
        }
        (start < at).then(|| (start, &text[start..at]))
    })
}

/// Width in bytes of the Latin letter or `_` at a byte offset; 0 where none begins there.
fn letter(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(b'a'..=b'z' | b'A'..=b'Z' | b'_') => 1,
        // Latin-1 Supplement and Latin Extended-A/B are U+00C0 to U+024F: two bytes, C3 to C9.
        Some(0xc3..=0xc9) => match text.get(at..at + 2).and_then(|c| c.chars().next()) {
            Some(c) if c.is_alphabetic() => 2,
            _ => 0,
        },
        _ => 0,
    }
}

/// Calls `each` with every part of an identifier, as written: `getHTMLParser_v2` → get, HTML, Parser, v, 2.
pub(crate) fn parts<'a>(word: &'a str, mut each: impl FnMut(&'a str)) {
    let mut chars = word.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let mut end = start + first.len_utf8();
        let mut take = |chars: &mut std::iter::Peekable<std::str::CharIndices<'a>>,
                        test: fn(char) -> bool| {
            let mut taken = 0;
            while let Some((at, c)) = chars.next_if(|(_, c)| test(*c)) {
                end = at + c.len_utf8();
                taken += 1;
            }
            taken
        };
        if first.is_numeric() {
            take(&mut chars, char::is_numeric);
        } else if first.is_uppercase() {
            if take(&mut chars, |c| c.is_lowercase()) == 0 {
                take_capitals(word, &mut chars, &mut end);
            }
        } else if first.is_lowercase() {
            take(&mut chars, |c| c.is_lowercase());
        } else {
            continue;
        }
        each(&word[start..end]);
    }
}

/// Takes capitals as long as the next one does not begin a word of its own: `TMLP|arser` stops before `P`.
fn take_capitals(
    word: &str,
    chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    end: &mut usize,
) {
    while let Some(&(at, c)) = chars.peek() {
        let after = word[at + c.len_utf8()..].chars().next();
        if !c.is_uppercase() || after.is_some_and(char::is_lowercase) {
            return;
        }
        *end = at + c.len_utf8();
        chars.next();
    }
}

/// Calls `each` with every term of a word, in lower case: its parts of two or more letters, and the whole
/// where it has several parts.
pub(crate) fn terms(word: &str, mut each: impl FnMut(&str)) {
    let mut count = 0;
    let mut lower = String::new();
    parts(word, |part| {
        count += 1;
        if part.len() > 1 {
            lower.clear();
            lower.extend(part.chars().flat_map(char::to_lowercase));
            each(&lower);
        }
    });
    let whole = word.trim_matches('_');
    if count > 1 && whole.len() > 1 {
        each(&whole.to_lowercase());
    }
}

/// A term without its commonest English endings, so that `user names` finds `userName`.
pub(crate) fn stem(term: &str) -> &str {
    let long = |rest: &&str| rest.len() >= 3;
    for (ending, keep) in [("sses", 2), ("ies", 1), ("ing", 0), ("ed", 0)] {
        if let Some(rest) = term.strip_suffix(ending).filter(long) {
            return &term[..rest.len() + keep];
        }
    }
    match term.strip_suffix('s') {
        Some(rest) if rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']) => rest,
        _ => term,
    }
}

/// Hash of a lower-case term.
pub(crate) fn hash(term: &str) -> u32 {
    finish(fnv(0x811c_9dc5, term.as_bytes()))
}

/// Hash of two neighbouring terms, each without its ending; never meets the hash of a single term by
/// design, only by accident.
pub(crate) fn hash_pair(first: &str, second: &str) -> u32 {
    let seed = fnv(0x9747_b28c, stem(first).as_bytes());
    finish(fnv(fnv(seed, &[0]), stem(second).as_bytes()))
}

fn fnv(seed: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(seed, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// Spreads the bits: FNV alone leaves short words close together.
fn finish(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// Counts the terms of a file: those of its text and, once, those of its path.
pub(crate) fn count(path: &str, text: &str) -> TermCounts {
    let mut by_word: FxHashMap<&str, u32> = FxHashMap::default();
    for (_, word) in words(text).chain(words(path)) {
        *by_word.entry(word).or_default() += 1;
    }
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut total = 0u32;
    let mut total_pairs = 0u32;
    for (word, times) in by_word {
        terms(word, |term| {
            total = total.saturating_add(times);
            *counts.entry(hash(term)).or_default() += times;
        });
        pairs(word, |pair| {
            total_pairs = total_pairs.saturating_add(times);
            *counts.entry(pair).or_default() += times;
        });
    }
    TermCounts::new(total, total_pairs, counts.into_iter().collect())
}

/// Calls `each` with the hash of every two neighbouring parts of an identifier.
pub(crate) fn pairs(word: &str, mut each: impl FnMut(u32)) {
    let mut before = String::new();
    parts(word, |part| {
        let lower = part.to_lowercase();
        if !before.is_empty() && before.len() + lower.len() > 3 {
            each(hash_pair(&before, &lower));
        }
        before = lower;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(word: &str) -> Vec<String> {
        let mut all = Vec::new();
        terms(word, |term| all.push(term.to_owned()));
        all
    }

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
        assert!(BUILTIN.is_sorted());
    }

    #[test]
    fn identifiers_split_at_case_digits_and_underscores() {
        assert_eq!(
            split("getHTMLParser"),
            ["get", "html", "parser", "gethtmlparser"]
        );
        assert_eq!(split("user_name"), ["user", "name", "user_name"]);
        assert_eq!(split("__init__"), ["init"]);
        assert_eq!(split("v2"), ["v2"]);
        assert_eq!(split("URL"), ["url"]);
        assert_eq!(split("Preço"), ["preço"]);
        assert!(split("_").is_empty());
    }

    #[test]
    fn words_are_latin_only() {
        let found: Vec<&str> = words("価格 price2 «été» 3d _x")
            .map(|(_, word)| word)
            .collect();
        assert_eq!(found, ["price2", "été", "d", "_x"]);
    }

    #[test]
    fn a_pair_meets_other_spellings() {
        let pairs_of = |word: &str| {
            let mut all = Vec::new();
            pairs(word, |pair| all.push(pair));
            all
        };
        assert_eq!(pairs_of("user_names"), pairs_of("UserName"));
        assert_eq!(pairs_of("getUserName")[1], hash_pair("user", "name"));
    }
}
