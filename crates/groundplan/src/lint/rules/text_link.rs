//! Links within the repository lead somewhere.

use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, Rule, TextCase};
use crate::model::edit::Edit;

/// A link to a file that is not there.
pub const TARGETS: Rule = Rule {
    code: "text-broken-link",
    level: Level::Off,
    summary: "A link to a file of the repository leads to one",
    docs: "A link that leads nowhere hides what it was to show. Correct the path; `groundplan check --fix` does where one file of that name is left.",
    check: Check::Text(targets),
};

static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\]\((?P<target>[^)\s#?<>:]+\.[A-Za-z0-9]{1,5})(?:#[^)\s]*)?\)").ok()
});

fn targets(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let page = case.page;
    let mut found = Vec::new();
    for (number, line) in page.prose() {
        for link in LINK
            .as_ref()
            .into_iter()
            .flat_map(|link| link.captures_iter(line))
        {
            let Some(target) = link.name("target") else {
                continue;
            };
            let path = resolved(&page.path, target.as_str());
            if path.as_ref().is_none_or(|path| case.paths.contains(path)) {
                continue;
            }
            let finding = rule
                .finding(format!("{} is no file here", target.as_str()))
                .at(&page.path, number);
            let finding = finding
                .within(line, target.range())
                .help("correct the path");
            let start = page.start(number) + target.start();
            let name = target.as_str().rsplit('/').next().unwrap_or_default();
            found.push(match only(case.paths, name) {
                Some(path) => finding.corrected(Edit {
                    range: start..start + target.len(),
                    text: from(&page.path, path),
                }),
                None => finding,
            });
        }
    }
    found
}

/// The path that a link means; `None` where it leads out of the repository.
fn resolved(page: &str, target: &str) -> Option<String> {
    let target = target.replace("%20", " ");
    if let Some(path) = target.strip_prefix('/') {
        return Some(path.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The only path that ends in this name.
fn only<'a>(paths: &'a [String], name: &str) -> Option<&'a str> {
    let ending = format!("/{name}");
    let mut fits = paths
        .iter()
        .filter(|path| *path == name || path.ends_with(&ending));
    let first = fits.next()?;
    fits.next().is_none().then_some(first)
}

/// The way from a document to a path.
fn from(page: &str, path: &str) -> String {
    let dir: Vec<&str> = page.split('/').collect();
    let dir = &dir[..dir.len() - 1];
    let parts: Vec<&str> = path.split('/').collect();
    let shared = dir.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    let up = dir.iter().skip(shared).map(|_| "..");
    up.chain(parts.iter().skip(shared).copied())
        .collect::<Vec<_>>()
        .join("/")
}
