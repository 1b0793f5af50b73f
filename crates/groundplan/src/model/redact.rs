//! Known shapes of secrets are taken out of everything that is written or cited.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::Value;

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// A name that holds a secret, what stands between it and its value (a type, a sign, a quote), and the value.
const ASSIGNMENT: &str = concat!(
    r#"(?i)((?:password|passwd|passphrase|secret|secret_?key|private_?key|api_?key|access_?key|"#,
    r#"(?:auth|access|refresh|api|bot)_?token)["'`]?\s*(?::\s*[a-z_&'][\w<>&']{0,30}\s*)?(?::=|=>|[:=])\s*["'`]?)"#,
    r#"[^\s"'`<>{}$(),;]{8,}"#
);

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
    r"(://[^\s/:@]+:)[^\s/@]+@",
    ASSIGNMENT,
    r"(?i)(\bbearer\s+)[A-Za-z0-9._~+/-]{20,}=*",
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    SHAPES
        .iter()
        .filter_map(|shape| Regex::new(shape).ok())
        .collect()
});

/// The text with secrets replaced; its lines stay where they are.
pub fn clean(text: &str) -> String {
    let mut clean = Cow::Borrowed(text);
    for pattern in PATTERNS.iter() {
        if pattern.is_match(&clean) {
            let replaced = pattern.replace_all(&clean, |found: &Captures<'_>| {
                let kept = found.get(1).map_or("", |group| group.as_str());
                let value = &found[0][kept.len()..];
                if is_secret(kept, value) {
                    let lines = "\n".repeat(value.matches('\n').count());
                    let end = if value.ends_with('@') { "@" } else { "" };
                    format!("{kept}{REDACTED}{lines}{end}")
                } else {
                    found[0].to_owned()
                }
            });
            clean = Cow::Owned(replaced.into_owned());
        }
    }
    clean.into_owned()
}

/// Whether a value of a known shape is one: "password: required" is about passwords and is none.
fn is_secret(kept: &str, value: &str) -> bool {
    let any = |test: fn(char) -> bool| value.contains(test);
    let mixed = any(char::is_uppercase) && any(char::is_lowercase) && value.len() >= 12;
    any(|c| c.is_ascii_digit())
        || value.ends_with('@')
        || value.starts_with("-----")
        || kept.ends_with(['"', '\'', '`']) && (mixed || any(|c| "!@#%^&*+".contains(c)))
}

/// The value with secrets replaced in every text that it holds; names of fields stay.
pub fn clean_json(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean(text),
        Value::Array(all) => all.iter_mut().for_each(clean_json),
        Value::Object(fields) => fields.values_mut().for_each(clean_json),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
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
            format!("hf_{}", "a1".repeat(15)),
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
        for (text, cleaned) in [
            (
                "const apiKey: string = \"abcd1234efgh\"",
                "const apiKey: string = \"[redacted]\"",
            ),
            ("password := `s3cr3tw0rd`", "password := `[redacted]`"),
            (
                "{ \"client_secret\": \"NoDigitsButMixed\" }",
                "{ \"client_secret\": \"[redacted]\" }",
            ),
            (
                "ZETA_API_KEY = \"supersecretzeta123\"",
                "ZETA_API_KEY = \"[redacted]\"",
            ),
        ] {
            assert_eq!(clean(text), cleaned);
        }
    }

    #[test]
    fn lines_stay_where_they_are() {
        let key = "-----BEGIN PRIVATE KEY-----\nabc\ndef\n-----END PRIVATE KEY-----";
        assert_eq!(clean(&format!("a\n{key}\nb")), "a\n[redacted]\n\n\n\nb");
    }

    #[test]
    fn json_is_cleaned_at_any_depth() {
        let mut value =
            serde_json::json!({ "a": [{ "quote": "token ghp_a1a1a1a1a1a1a1a1a1a1a1" }] });
        clean_json(&mut value);
        assert_eq!(value["a"][0]["quote"], "token [redacted]");
    }

    #[test]
    fn words_about_secrets_stay() {
        for text in [
            "The password: required",
            "API keys are kept in HUGGINGFACE_API_KEY",
            "a token, Bearer or not",
            "CONSTRAINT pk_user_accounts_primary",
            "password: hashPassword(input)",
            "if (password == null) return",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
