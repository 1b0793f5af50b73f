//! Known shapes of tokens are taken out of everything that is written or cited.

use std::sync::LazyLock;

use regex::Regex;

static TOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|hf_[A-Za-z0-9]{20,}|AKIA[0-9A-Z]{16}|xox[abprs]-[A-Za-z0-9-]{10,}|eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----)").ok()
});

/// The text with tokens replaced.
pub fn clean(text: &str) -> String {
    TOKEN.as_ref().map_or_else(
        || text.to_owned(),
        |token| token.replace_all(text, "[redacted]").into_owned(),
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn tokens_are_taken_out() {
        let token = format!("hf_{}", "a".repeat(30));
        assert_eq!(
            super::clean(&format!("use {token} here")),
            "use [redacted] here"
        );
    }
}
