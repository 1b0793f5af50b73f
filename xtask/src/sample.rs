//! `cargo xtask sample CORPUS`: findings of every rule over text on a corpus of specifications, a few of each
//! rule drawn, with the passages, for somebody to judge (`docs/judgements/README.md`).
#![expect(clippy::disallowed_methods, reason = "a chore reads a corpus")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use groundplan::diag::Diagnostic;
use groundplan::lint::{self, Check, Levels, Page, SpecCase, TextCase};
use groundplan::report::fingerprint;
use groundplan::spec::{self, Source};

/// Fixed, so that the same corpus gives the same sample.
const SEED: &str = "groundplan-check-1";
/// Most findings of one rule.
const MOST: usize = 10;
/// Most findings of one rule on one feature.
const OF_ONE: usize = 2;
/// Lines of a passage from the line of its finding on.
const LINES: u32 = 6;

/// A finding with its document.
type Found = (Page, Diagnostic);

/// Prints the sample.
pub(crate) fn print(corpus: &Path) -> Result<(), String> {
    print!("{}", sample(corpus)?);
    Ok(())
}

/// The sample as markdown.
fn sample(corpus: &Path) -> Result<String, String> {
    let mut rules: BTreeMap<&'static str, Vec<(String, Found)>> = BTreeMap::new();
    for folder in folders(corpus)? {
        for (page, one) in findings(corpus, &folder) {
            let Some(rule) =
                lint::rule(&one.code).filter(|rule| !matches!(rule.check, Check::Told))
            else {
                continue;
            };
            let parts = [
                SEED,
                one.code.as_str(),
                page.path.as_str(),
                one.message.as_str(),
            ];
            let drawn = fingerprint(&parts, one.line.unwrap_or(0) as usize);
            rules
                .entry(rule.code)
                .or_default()
                .push((drawn, (page, one)));
        }
    }
    let mut out =
        format!("# Sample of findings\n\nMade by `cargo xtask sample` with the seed `{SEED}`.\n");
    for (code, all) in rules {
        let count = all.len();
        let drawn = drawn(all);
        let _ = write!(
            out,
            "\n## {code}\n\n{count} findings in all; {} drawn.\n",
            drawn.len()
        );
        for (number, (page, one)) in drawn.iter().enumerate() {
            write_one(&mut out, number + 1, page, one);
        }
    }
    Ok(out)
}

fn write_one(out: &mut String, number: usize, page: &Page, one: &Diagnostic) {
    let line = one.line.unwrap_or(1);
    let _ = write!(
        out,
        "\n### {}/{number}\n\n{}:{line}: {}\n\n````\n",
        one.code, page.path, one.message
    );
    for at in line..(line + LINES).min(page.count() + 1) {
        let text: String = page.line(at).chars().take(600).collect();
        let _ = writeln!(out, "{text}");
    }
    out.push_str("````\n");
}

/// Folders that hold one specification each: `FORM/FEATURE`.
fn folders(corpus: &Path) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for form in entries(corpus)? {
        if corpus.join(&form).is_dir() {
            let features = entries(&corpus.join(&form))?;
            all.extend(features.into_iter().map(|name| format!("{form}/{name}")));
        }
    }
    Ok(all)
}

/// The first of a rule's findings, with at most [`OF_ONE`] of one feature: one author's habit is one case.
fn drawn(mut all: Vec<(String, Found)>) -> Vec<Found> {
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let few = all.into_iter().map(|(_, found)| found).filter(|(page, _)| {
        let feature: Vec<&str> = page.path.split('/').take(2).collect();
        let count = counts.entry(feature.join("/")).or_default();
        *count += 1;
        *count <= OF_ONE
    });
    few.take(MOST).collect()
}

fn entries(dir: &Path) -> Result<Vec<String>, String> {
    let read = std::fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut all: Vec<String> = read
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    all.sort();
    Ok(all)
}

/// Markdown below a folder, by path from the corpus.
fn documents(corpus: &Path, folder: &str) -> Vec<Source> {
    let mut all = Vec::new();
    for name in entries(&corpus.join(folder)).unwrap_or_default() {
        let path = format!("{folder}/{name}");
        if corpus.join(&path).is_dir() {
            all.extend(documents(corpus, &path));
        } else if let Ok(text) = std::fs::read_to_string(corpus.join(&path))
            && name.ends_with(".md")
        {
            all.push(Source { path, text });
        }
    }
    all
}

fn findings(corpus: &Path, folder: &str) -> Vec<Found> {
    let levels = Levels {
        all: true,
        ..Levels::default()
    };
    let sources = documents(corpus, folder);
    let paths: Vec<String> = sources.iter().map(|source| source.path.clone()).collect();
    let only = paths.first().filter(|_| paths.len() == 1).cloned();
    let main = spec::locate(folder, &paths).ok();
    let Some(main) = main
        .map(|found| found.files)
        .or(only.map(|path| vec![path]))
    else {
        return Vec::new();
    };
    let own: Vec<Source> = sources
        .iter()
        .filter(|one| main.contains(&one.path))
        .cloned()
        .collect();
    let spec = spec::read(&main[0], &own);
    let spec_pages: Vec<Page> = own
        .iter()
        .map(|one| Page::new(&one.path, &one.text))
        .collect();
    let is_plan = |path: &str| {
        ["plan.md", "design.md"]
            .iter()
            .any(|name| path.ends_with(name))
    };
    let plans = sources
        .iter()
        .filter(|one| !main.contains(&one.path) && is_plan(&one.path));
    let plans: Vec<Page> = plans.map(|one| Page::new(&one.path, &one.text)).collect();
    let mut all = lint::check_spec(
        &SpecCase {
            spec: &spec,
            pages: &spec_pages,
        },
        &levels,
    );
    let pages = spec_pages.iter().map(|page| (page, false));
    for (page, is_plan) in pages.chain(plans.iter().map(|page| (page, true))) {
        let case = TextCase {
            page,
            spec: Some(&spec),
            spec_pages: &spec_pages,
            paths: &paths,
        };
        all.extend(lint::check_text(&case, is_plan, &levels));
    }
    let page_of = |one: &Diagnostic| {
        let mut pages = spec_pages.iter().chain(&plans);
        pages
            .find(|page| one.path.as_deref() == Some(page.path.as_str()))
            .cloned()
    };
    all.into_iter()
        .filter_map(|one| Some((page_of(&one)?, one)))
        .collect()
}
