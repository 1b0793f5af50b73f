//! Names of files that are never read, because they usually hold credentials.

/// Whether a path looks like it holds a secret.
pub fn looks_like_one(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let examples = [".example", ".sample", ".template", ".dist"];
    if examples.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    let exact = [
        ".env",
        ".netrc",
        ".npmrc",
        ".pypirc",
        "id_rsa",
        "id_ed25519",
        "id_ecdsa",
        "id_dsa",
        "credentials",
        "credentials.json",
        "secrets.json",
        "secrets.yml",
        "secrets.yaml",
        ".htpasswd",
        "service-account.json",
        ".git-credentials",
    ];
    let ends = [".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx"];
    exact.contains(&name.as_str())
        || name.starts_with(".env.")
        || ends.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::looks_like_one;

    #[test]
    fn secrets_are_known_by_name() {
        for path in [".env", "app/.env.local", "certs/server.key", "home/.netrc"] {
            assert!(looks_like_one(path), "{path}");
        }
        for path in [".env.example", "src/key.rs", "docs/credentials.md"] {
            assert!(!looks_like_one(path), "{path}");
        }
    }
}
