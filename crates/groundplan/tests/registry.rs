//! Walks the registries: identifiers are unique and well formed, everything is documented and listed.
#![expect(clippy::disallowed_methods, reason = "these tests read the sources")]

use std::collections::BTreeSet;
use std::path::Path;

use groundplan::analyze::detect::{profiles::PROFILES, tables::READERS};
use groundplan::lint::{self, Check, Level, RULES};
use groundplan::manifests::MANIFESTS;
use groundplan::plan::dialects::DIALECTS;
use groundplan::plan::sections::SECTIONS;
use groundplan::render::{FORMATS as OUTPUTS, TEMPLATE};
use groundplan::report::WRITERS;
use groundplan::research::sources::SOURCES;
use groundplan::spec::FORMATS as FORMS;
use groundplan::syntax::languages;
use groundplan::verify;

/// Every registry: its name and identifiers.
fn registries() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("forms", FORMS.iter().map(|one| one.id).collect()),
        ("rules", RULES.iter().map(|one| one.code).collect()),
        ("sections", SECTIONS.iter().map(|one| one.id).collect()),
        ("dialects", DIALECTS.iter().map(|one| one.id).collect()),
        ("outputs", OUTPUTS.iter().map(|one| one.id).collect()),
        ("sources", SOURCES.iter().map(|one| one.id).collect()),
        ("manifests", MANIFESTS.iter().map(|one| one.id).collect()),
        ("profiles", PROFILES.iter().map(|one| one.id).collect()),
        (
            "schema languages",
            READERS.iter().map(|one| one.language).collect(),
        ),
        (
            "citation forms",
            verify::FORMS.iter().map(|one| one.id).collect(),
        ),
        (
            "verification outputs",
            verify::FORMATS.iter().map(|one| one.id).collect(),
        ),
        ("writers", WRITERS.iter().map(|one| one.id).collect()),
        ("languages", languages::all().map(|one| one.id).collect()),
    ]
}

#[test]
fn identifiers_are_unique_and_plain() {
    for (registry, ids) in registries() {
        assert!(!ids.is_empty(), "{registry} is empty");
        let set: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(set.len(), ids.len(), "{registry}: {ids:?}");
        for id in ids {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_ ".contains(c);
            assert!(!id.is_empty() && id.chars().all(plain), "{registry}: {id}");
        }
    }
}

#[test]
fn rules_say_what_they_judge_and_why() {
    for rule in RULES {
        let prefixes: &[&str] = match rule.check {
            Check::Spec(_) => &["spec-"],
            Check::Plan(_) | Check::PlanText(_) => &["plan-"],
            Check::Text(_) => &["text-"],
            Check::Told => &["spec-", "verify-", "diff-", "check-"],
        };
        let code = rule.code;
        assert!(
            prefixes.iter().any(|prefix| code.starts_with(prefix)),
            "{code} judges what it does not name"
        );
        assert!(
            rule.summary.len() > 10 && !rule.summary.ends_with('.'),
            "{code}: {}",
            rule.summary
        );
        assert!(
            rule.docs.len() > 20 && rule.docs.ends_with('.'),
            "{code}: {}",
            rule.docs
        );
    }
}

#[test]
fn what_the_reader_reports_is_a_rule_of_the_same_level() {
    for code in groundplan::spec::CODES {
        let level = lint::rule(code.id).map(|rule| rule.level);
        assert_eq!(level, Some(Level::of(code.level)), "{}", code.id);
    }
}

#[test]
fn the_template_holds_every_section() {
    for section in SECTIONS {
        let mark = format!("sections.{}", section.id);
        assert!(TEMPLATE.contains(&mark), "{mark}");
    }
}

/// A file that its `mod.rs` does not declare is dead; rustc says nothing about it.
#[test]
fn no_file_is_forgotten() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    walk(&src, &mut wrong);
    walk(&src.join("../../groundplan-cli/src"), &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn walk(dir: &Path, wrong: &mut Vec<String>) {
    let entries = std::fs::read_dir(dir).into_iter().flatten();
    let paths: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    let roots = ["mod.rs", "lib.rs", "main.rs"];
    let root = roots
        .iter()
        .map(|name| dir.join(name))
        .find(|path| path.exists());
    let beside = dir.with_extension("rs");
    let declares = std::fs::read_to_string(root.unwrap_or(beside)).unwrap_or_default();
    for path in paths {
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            walk(&path, wrong);
        } else if !roots.contains(&format!("{stem}.rs").as_str())
            && path.extension().is_some_and(|extension| extension == "rs")
            && !declares.contains(&format!("mod {stem};"))
        {
            wrong.push(path.display().to_string());
        }
    }
}
