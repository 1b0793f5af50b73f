//! Known shapes of secrets are taken out of everything that is written or cited.

use std::sync::LazyLock;

use regex::Regex;

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// Shapes of tokens, of keys in PEM form, and of passwords in addresses. Group 1 is kept, if there is one.
const SHAPES: &[&str] = &[
    r"\b(?:sk|rk|pk)[-_](?:live|test|ant|proj|or)?[-_]?[A-Za-z0-9_-]{16,}",
    r"\bgh[pousr]_[A-Za-z0-9]{20,}",
    r"\bgithub_pat_[A-Za-z0-9_]{20,}",
    r"\bglpat-[A-Za-z0-9_-]{16,}",
    r"\bhf_[A-Za-z0-9]{20,}",
    r"\bnpm_[A-Za-z0-9]{30,}",
    r"\bpypi-[A-Za-z0-9_-]{30,}",
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    r"\bAIza[0-9A-Za-z_-]{30,}",
    r"\bxox[abeprs]-[A-Za-z0-9-]{10,}",
    r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*",
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\s]*(?:-----END [A-Z ]*PRIVATE KEY-----)?",
    r"([a-z][a-z0-9+.-]*://[^\s/:@]+:)[^\s/@]+@",
    r#"(?i)(\b[a-z_]*(?:password|passwd|secret|api_?key|access_?key|auth_?token)["']?\s*[:=]\s*["']?)[^\s"'<>{}$(),;]{8,}"#,
    r"(?i)(\bbearer\s+)[A-Za-z0-9._~+/-]{20,}=*",
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    SHAPES
        .iter()
        .filter_map(|shape| Regex::new(shape).ok())
        .collect()
});

/// The text with secrets replaced.
pub fn clean(text: &str) -> String {
    let mut clean = text.to_owned();
    for pattern in PATTERNS.iter() {
        if pattern.is_match(&clean) {
            clean = pattern
                .replace_all(&clean, |found: &regex::Captures<'_>| {
                    let kept = found.get(1).map_or("", |group| group.as_str());
                    let address = found[0].ends_with('@');
                    let value = &found[0][kept.len()..];
                    // "password: required" is about passwords and is none.
                    if !kept.is_empty() && !address && !value.contains(|c: char| c.is_ascii_digit())
                    {
                        return found[0].to_owned();
                    }
                    format!("{kept}{REDACTED}{}", if address { "@" } else { "" })
                })
                .into_owned();
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_a_pattern() {
        assert_eq!(PATTERNS.len(), SHAPES.len());
    }

    #[test]
    fn secrets_are_taken_out() {
        // Put together here, so that no scanner takes this file for a leak.
        let secrets = [
            format!("hf_{}", "a".repeat(30)),
            format!("ghp_{}", "a1".repeat(18)),
            format!("sk-ant-{}", "a1".repeat(20)),
            format!("AKIA{}", "A1".repeat(8)),
        ];
        for secret in secrets {
            assert_eq!(clean(&format!("use {secret} here")), "use [redacted] here");
        }
        assert_eq!(
            clean("postgres://app:hunter22@db/x"),
            "postgres://app:[redacted]@db/x"
        );
        assert_eq!(
            clean("DB_PASSWORD=hunter22hunter"),
            "DB_PASSWORD=[redacted]"
        );
    }

    #[test]
    fn words_about_secrets_stay() {
        for text in [
            "The password: required",
            "API keys are kept in HUGGINGFACE_API_KEY",
            "a token, Bearer or not",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
