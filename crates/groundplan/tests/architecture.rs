//! The layering holds, files keep their size, and documents name what exists.
#![expect(clippy::disallowed_methods, reason = "these tests read the sources")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What each module of the library may use besides itself.
const LIBRARY: &[(&str, &[&str])] = &[
    ("model", &["diag"]),
    ("diag", &["model"]),
    ("world", &["model"]),
    ("spec", &["model", "diag"]),
    ("syntax", &["model"]),
    ("manifests", &[]),
    ("skills", &["model", "world"]),
    ("research", &["model", "world", "manifests"]),
    (
        "analyze",
        &["model", "diag", "world", "syntax", "manifests"],
    ),
    ("plan", &["model", "syntax", "diag", "research"]),
    (
        "lint",
        &["model", "diag", "plan", "report", "syntax", "world"],
    ),
    ("render", &["model", "diag"]),
    ("report", &["diag"]),
    (
        "verify",
        &[
            "model",
            "diag",
            "world",
            "syntax",
            "manifests",
            "analyze",
            "render",
            "report",
        ],
    ),
    (
        "compile",
        &[
            "analyze", "diag", "lint", "model", "plan", "research", "skills", "world",
        ],
    ),
];

/// What each module of the command may use besides itself.
const COMMAND: &[(&str, &[&str])] = &[
    ("args", &["failure"]),
    ("failure", &[]),
    ("settings", &["args"]),
    ("ui", &["args", "failure"]),
    ("os_world", &["ui", "failure"]),
    ("interrupt", &["os_world", "ui"]),
    ("repo", &["args", "failure", "os_world", "settings", "ui"]),
    ("target", &["failure", "repo"]),
    (
        "commands",
        &[
            "args", "failure", "os_world", "repo", "settings", "target", "ui",
        ],
    ),
];

/// No file is longer.
const HARD_LIMIT: usize = 800;
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// First segments behind `crate::` in the code of a file; comments do not count.
fn used(text: &str) -> BTreeSet<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = code.collect();
    let code = code.join("\n");
    let name = |rest: &str| -> String {
        let word = rest.chars();
        word.take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut all = BTreeSet::new();
    for (at, cue) in code.match_indices("crate::") {
        let rest = &code[at + cue.len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let group = group.split("};").next().unwrap_or_default();
                all.extend(group.split(',').map(|part| name(part.trim())));
            }
            None => _ = all.insert(name(rest)),
        }
    }
    all
}

fn violations(src: &Path, edges: &[(&str, &[&str])]) -> Vec<String> {
    let modules: BTreeSet<&str> = edges.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for (module, allowed) in edges {
        let mut files = sources(&src.join(module));
        files.push(src.join(format!("{module}.rs")));
        for file in files {
            for name in used(&read(&file)) {
                let known = modules.contains(name.as_str()) && name != *module;
                if known && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{} uses {name}", file.display()));
                }
            }
        }
    }
    wrong
}

/// Modules that a crate's root declares.
fn declared(file: &Path) -> BTreeSet<String> {
    let text = read(file);
    let lines = text.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    lines.map(str::to_owned).collect()
}

#[test]
fn modules_use_only_what_they_may() {
    let cli = root().join("crates/groundplan-cli/src");
    let lib = root().join("crates/groundplan/src");
    for (src, file, edges) in [(lib, "lib.rs", LIBRARY), (cli, "main.rs", COMMAND)] {
        let wrong = violations(&src, edges);
        assert!(wrong.is_empty(), "{wrong:#?}");
        let listed: BTreeSet<String> = edges.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(
            declared(&src.join(file)),
            listed,
            "modules without stated edges"
        );
    }
}

#[test]
fn uses_are_found_in_groups_and_not_in_comments() {
    let text = "// crate::no\nuse crate::{analyze, diag::Sink};\nlet x = crate::plan::y();";
    let found: Vec<String> = used(text).into_iter().collect();
    assert_eq!(found, ["analyze", "diag", "plan"]);
}

#[test]
fn files_keep_their_size_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for file in ["crates", "xtask"]
        .iter()
        .flat_map(|dir| sources(&root().join(dir)))
    {
        let text = read(&file);
        let lines = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or(&text)
            .lines()
            .count();
        let name = file.display().to_string();
        if lines > HARD_LIMIT {
            wrong.push(format!("{name}: {lines} lines"));
        }
        if !text.starts_with("//!") && !name.contains("/fixtures/") {
            wrong.push(format!("{name}: does not begin with what it is"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Words between backticks; fenced blocks do not count.
fn spans(text: &str) -> Vec<String> {
    let mut prose = String::new();
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 0 {
            prose.push_str(part);
        }
    }
    prose
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Whether a name is declared: `Type`, `Type::member`, `module::function`.
fn is_declared(name: &str, code: &str) -> bool {
    let last = name
        .rsplit("::")
        .next()
        .unwrap_or(name)
        .trim_end_matches("()");
    let kinds = [
        "fn", "struct", "enum", "trait", "const", "static", "type", "mod",
    ];
    let begins = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    kinds.iter().any(|kind| {
        let cue = format!("{kind} {last}");
        code.match_indices(&cue)
            .any(|(at, cue)| begins(&code[at + cue.len()..]))
    })
}

#[test]
fn documents_name_what_exists() {
    let all = ["crates", "xtask"];
    let code: String = all
        .iter()
        .flat_map(|dir| sources(&root().join(dir)))
        .map(|file| read(&file))
        .collect();
    let mut wrong = Vec::new();
    for document in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "STYLE.md",
        "README.md",
    ] {
        let text = read(&root().join(document));
        assert!(!text.is_empty(), "{document} is missing");
        for span in spans(&text) {
            let plain = span
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-./:()".contains(c));
            let item = span.contains("::") || span.starts_with(|c: char| c.is_ascii_uppercase());
            let item = item
                && span.chars().any(|c| c.is_ascii_lowercase())
                && !span.contains(['/', '.', '-']);
            // Documents of a person's own repository are no paths of this one.
            let path = span.contains('/')
                && !span.starts_with(['.', '/'])
                && !MADE.iter().any(|made| span.starts_with(made));
            if plain && path && !root().join(&span).exists() {
                wrong.push(format!("{document} names {span}, which is no path"));
            }
            if plain && item && !path && !is_declared(&span, &code) {
                wrong.push(format!("{document} names {span}, which nothing declares"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where documents of the repositories lie that groundplan works on, and what a build makes.
const MADE: &[&str] = &[
    "docs/features",
    "knowledge/",
    "target/",
    "examples/model-catalog/docs/features",
];
