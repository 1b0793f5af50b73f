//! Words that a rule looks for, in the languages that specifications are written in here.

use std::ops::Range;

/// Words and phrases, in lower case.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    /// Of languages with spaces, matched as whole words; a space also meets a hyphen.
    pub words: &'static [&'static str],
    /// Of Chinese and Japanese, matched wherever they stand.
    pub spaceless: &'static [&'static str],
}

impl Lexicon {
    /// The first of the words in a text: its bytes.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let plain = text.to_ascii_lowercase().replace('-', " ");
        let whole = |word: &str| {
            let mut places = plain.match_indices(word);
            let place = places.find(|(at, _)| is_whole(&plain, *at, word.len()));
            place.map(|(at, _)| at..at + word.len())
        };
        let words = self.words.iter().filter_map(|word| whole(word));
        let spaceless = self.spaceless.iter().filter_map(|word| {
            let at = plain.find(word)?;
            Some(at..at + word.len())
        });
        words.chain(spaceless).min_by_key(|found| found.start)
    }
}

fn is_whole(text: &str, at: usize, len: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    !joins(text[..at].chars().next_back()) && !joins(text[at + len..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_signs_stand_anywhere() {
        let lexicon = Lexicon {
            words: &["user friendly", "etc"],
            spaceless: &["适当的"],
        };
        let first = |text: &'static str| lexicon.find(text).map(|found| &text[found]);
        assert_eq!(first("It is User-friendly, etc."), Some("User-friendly"));
        assert_eq!(first("etcetera, fetch"), None);
        assert_eq!(first("显示适当的消息"), Some("适当的"));
    }
}
