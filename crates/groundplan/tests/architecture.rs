//! The layering holds, registries are whole, and documents name what exists.
#![expect(clippy::disallowed_methods, reason = "this test reads the sources")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const EDGES: &[(&str, &[&str])] = &[
    ("model", &["diag"]),
    ("diag", &["model"]),
    ("world", &["model"]),
    ("spec", &["model", "diag"]),
    ("syntax", &["model"]),
    ("skills", &["model", "world"]),
    ("research", &["model", "world"]),
    ("analyze", &["model", "diag", "world", "syntax", "plan"]),
    ("plan", &["model", "syntax", "diag", "research"]),
    ("lint", &["model", "diag", "plan", "syntax", "world"]),
    ("render", &["model", "diag"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(dir: &Path, all: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push(path);
        }
    }
}

#[test]
fn modules_use_only_what_they_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let modules: BTreeSet<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for (module, allowed) in EDGES {
        let mut files = vec![src.join(format!("{module}.rs"))];
        sources(&src.join(module), &mut files);
        for file in files {
            let Ok(text) = std::fs::read_to_string(&file) else {
                continue;
            };
            for line in text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
            {
                for (_, rest) in line
                    .match_indices("crate::")
                    .map(|(at, cue)| (at, &line[at + cue.len()..]))
                {
                    let used = rest
                        .split(|c: char| !c.is_alphanumeric() && c != '_')
                        .next()
                        .unwrap_or_default();
                    if modules.contains(used) && used != *module && !allowed.contains(&used) {
                        wrong.push(format!("{}: {used}", file.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn documents_name_what_exists() {
    for document in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(root().join(document)).unwrap_or_default();
        assert!(!text.is_empty(), "{document} is missing");
        for span in text
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|span| span.contains('/'))
        {
            assert!(root().join(span).exists(), "{document} names {span}");
        }
    }
}

#[test]
fn registries_are_whole() {
    let unique = |all: Vec<&str>| {
        let set: BTreeSet<&&str> = all.iter().collect();
        assert_eq!(set.len(), all.len(), "{all:?}");
        assert!(all.iter().all(|id| !id.is_empty()));
    };
    unique(
        groundplan::spec::FORMATS
            .iter()
            .map(|format| format.id)
            .collect(),
    );
    unique(
        groundplan::lint::RULES
            .iter()
            .map(|rule| rule.code)
            .collect(),
    );
    unique(
        groundplan::plan::sections::SECTIONS
            .iter()
            .map(|section| section.id)
            .collect(),
    );
    unique(
        groundplan::plan::dialects::DIALECTS
            .iter()
            .map(|dialect| dialect.id)
            .collect(),
    );
    unique(
        groundplan::render::FORMATS
            .iter()
            .map(|format| format.id)
            .collect(),
    );
    unique(
        groundplan::research::sources::SOURCES
            .iter()
            .map(|source| source.id)
            .collect(),
    );
    assert!(
        groundplan::lint::RULES
            .iter()
            .all(|rule| rule.summary.len() > 10 && rule.docs.len() > 10)
    );
    assert!(
        groundplan::plan::sections::SECTIONS
            .iter()
            .all(|section| groundplan::render::TEMPLATE
                .contains(&format!("sections.{}", section.id)))
    );
}
