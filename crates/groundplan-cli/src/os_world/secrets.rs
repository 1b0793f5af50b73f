//! Names of files that are never read, because they usually hold credentials.

const EXAMPLES: &[&str] = &[".example", ".sample", ".template", ".dist", ".defaults"];

const NAMES: &[&str] = &[
    ".env",
    ".envrc",
    ".netrc",
    "_netrc",
    ".npmrc",
    ".pypirc",
    ".pgpass",
    ".my.cnf",
    ".htpasswd",
    ".git-credentials",
    ".dockercfg",
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "credentials",
    "secrets",
    "master.key",
    "terraform.tfvars",
];

const ENDS: &[&str] = &[
    ".pem",
    ".key",
    ".p12",
    ".pfx",
    ".jks",
    ".keystore",
    ".kdbx",
    ".ppk",
    ".tfstate",
    ".tfstate.backup",
];

/// Stems that name credentials when the file holds data, not code or prose.
const STEMS: &[&str] = &[
    "credentials",
    "secrets",
    "secret",
    "service-account",
    "service_account",
    "serviceaccount",
];

const DATA: &[&str] = &["json", "yml", "yaml", "toml", "ini", "cfg", "conf", "txt"];

/// Whether a path looks like it holds a secret.
pub fn looks_like_one(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    if EXAMPLES.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    let data = name.rsplit_once('.').is_some_and(|(stem, extension)| {
        let stem = stem.trim_start_matches('.');
        DATA.contains(&extension) && STEMS.contains(&stem)
    });
    data || NAMES.contains(&name.as_str())
        || name.starts_with(".env.")
        || ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::looks_like_one;

    #[test]
    fn secrets_are_known_by_name() {
        for path in [
            ".env",
            "app/.env.local",
            "certs/server.key",
            "home/.netrc",
            "config/credentials.json",
            "config/secrets.yml",
            "keys/ID_RSA",
            "infra/prod.tfstate",
        ] {
            assert!(looks_like_one(path), "{path}");
        }
    }

    #[test]
    fn code_prose_and_examples_are_read() {
        for path in [
            ".env.example",
            "src/key.rs",
            "src/secrets.ts",
            "docs/credentials.md",
            "src/environment.py",
            "package.json",
        ] {
            assert!(!looks_like_one(path), "{path}");
        }
    }
}
