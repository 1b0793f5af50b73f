//! Documents in, findings out: every section of a document in `tests/suite/lint` holds a specification, a plan
//! or both (`path=…`), and the findings that they must give: line and code, of the rules that the document is
//! about.
//!
//! `UPDATE=1 cargo test -p groundplan --test lint` writes what is found; read the difference.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::Path;

use groundplan::diag::Diagnostic;
use groundplan::lint::{self, Check, Levels, Page, RULES, SpecCase, TextCase};
use groundplan::model::edit;
use groundplan::spec::{self, Source};

/// The blocks of a section: info string and content.
fn blocks(section: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("````").filter(|info| !info.is_empty()) else {
            continue;
        };
        let body = lines.by_ref().take_while(|line| *line != "````");
        let body = body.fold(String::new(), |text, line| text + line + "\n");
        all.push((info.to_owned(), body));
    }
    all
}

/// Documents of the suite: path and text.
fn documents() -> Vec<(std::path::PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/lint");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: std::path::PathBuf| (path.clone(), std::fs::read_to_string(path).unwrap());
    paths.into_iter().map(read).collect()
}

/// The codes that a document is about: between backticks on its third line.
fn subject(document: &str) -> BTreeSet<String> {
    let line = document.lines().nth(2).unwrap_or_default();
    line.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn sections(document: &str) -> Vec<&str> {
    document.split("\n## Case: ").skip(1).collect()
}

/// All findings of a section, by every rule.
fn found(section: &str) -> (Vec<Page>, Vec<Diagnostic>) {
    let levels = Levels {
        all: true,
        ..Levels::default()
    };
    let files: Vec<(String, String)> = blocks(section)
        .into_iter()
        .filter_map(|(info, text)| Some((info.rsplit_once("path=")?.1.to_owned(), text)))
        .collect();
    let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let plan = |path: &str| path.ends_with("plan.md");
    let sources = files
        .iter()
        .filter(|(path, _)| path.ends_with(".md") && !plan(path));
    let sources: Vec<Source> = sources
        .map(|(path, text)| Source {
            path: path.clone(),
            text: text.clone(),
        })
        .collect();
    let main = sources.first().map(|source| source.path.clone());
    let spec = main.map(|main| spec::read(&main, &sources));
    let spec_pages: Vec<Page> = sources
        .iter()
        .map(|one| Page::new(&one.path, &one.text))
        .collect();
    let plans = files.iter().filter(|(path, _)| plan(path));
    let plans: Vec<Page> = plans.map(|(path, text)| Page::new(path, text)).collect();
    let mut all = Vec::new();
    if let Some(spec) = &spec {
        all.extend(lint::check_spec(
            &SpecCase {
                spec,
                pages: &spec_pages,
            },
            &levels,
        ));
        all.extend(spec.diagnostics.clone());
    }
    for (page, is_plan) in spec_pages
        .iter()
        .map(|page| (page, false))
        .chain(plans.iter().map(|page| (page, true)))
    {
        let case = TextCase {
            page,
            spec: spec.as_ref(),
            spec_pages: &spec_pages,
            paths: &paths,
        };
        all.extend(lint::check_text(&case, is_plan, &levels));
    }
    let pages: Vec<Page> = spec_pages.into_iter().chain(plans).collect();
    let all = pages
        .iter()
        .fold(all, |all, page| lint::accepted(page, all, &levels));
    (pages, all)
}

/// Findings as the documents write them.
fn show(all: &[Diagnostic], codes: &BTreeSet<String>) -> String {
    let mut lines: Vec<(Option<String>, Option<u32>, String)> = all
        .iter()
        .filter(|one| codes.contains(&one.code))
        .map(|one| {
            let fix = if one.edits.is_empty() { "" } else { " fixable" };
            let line = one.line.unwrap_or(0);
            (
                one.path.clone(),
                one.line,
                format!("{line} {}{fix}\n", one.code),
            )
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(.., line)| line).collect()
}

#[test]
fn suite() {
    let mut wrong = Vec::new();
    for (path, document) in documents() {
        let codes = subject(&document);
        let mut updated = document.clone();
        for section in sections(&document) {
            let shown = show(&found(section).1, &codes);
            let (_, expected) = blocks(section)
                .into_iter()
                .find(|(info, _)| info == "findings")
                .unwrap();
            if shown != expected {
                let title = section.lines().next().unwrap_or_default();
                wrong.push(format!(
                    "{}: {title}\nexpected\n{expected}found\n{shown}",
                    path.display()
                ));
                let block = |text: &str| format!("````findings\n{text}````");
                let new = section.replace(&block(&expected), &block(&shown));
                updated = updated.replace(section, &new);
            }
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, updated).unwrap();
        }
    }
    assert!(
        wrong.is_empty() || std::env::var_os("UPDATE").is_some(),
        "{}",
        wrong.join("\n")
    );
}

#[test]
fn every_rule_over_text_fires_and_keeps_silent_somewhere() {
    let (mut fired, mut quiet) = (BTreeSet::new(), BTreeSet::new());
    for (_, document) in documents() {
        let codes = subject(&document);
        for section in sections(&document) {
            let here: BTreeSet<String> = found(section).1.into_iter().map(|one| one.code).collect();
            quiet.extend(codes.difference(&here).cloned());
            fired.extend(here.into_iter().filter(|code| codes.contains(code)));
        }
    }
    let wanted = RULES.iter().filter(|rule| {
        matches!(
            rule.check,
            Check::Spec(_) | Check::Text(_) | Check::PlanText(_)
        ) || rule.code.starts_with("check-")
    });
    let missing = |seen: &BTreeSet<String>| -> Vec<&str> {
        let codes = wanted.clone().map(|rule| rule.code);
        codes.filter(|code| !seen.contains(*code)).collect()
    };
    assert_eq!((missing(&fired), missing(&quiet)), (Vec::new(), Vec::new()));
}

#[test]
fn a_correction_leaves_nothing_to_correct() {
    for (_, document) in documents() {
        for section in sections(&document) {
            let (pages, all) = found(section);
            for page in pages {
                let here = all
                    .iter()
                    .filter(|one| one.path.as_deref() == Some(page.path.as_str()));
                let (text, count) = edit::applied(&page.text, here.map(|one| one.edits.as_slice()));
                let again = found(&section.replace(&page.text, &text)).1;
                let left = again.iter().filter(|one| {
                    !one.edits.is_empty() && one.path.as_deref() == Some(page.path.as_str())
                });
                assert!(count == 0 || left.count() == 0, "{section}");
            }
        }
    }
}
