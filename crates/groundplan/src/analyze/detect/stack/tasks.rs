//! Tasks of task runners, and commands that the contributor's guide shows.

use std::sync::LazyLock;

use regex::Regex;

use super::commands::{self, Found};
use crate::analyze::detect::texts::Texts;
use crate::manifests::line_of;

/// A task runner's file, what a person types before the task's name, and how tasks are found.
type Runner = (&'static str, &'static str, fn(&str) -> Vec<String>);

const RUNNERS: &[Runner] = &[
    ("mise.toml", "mise run", of_mise),
    ("justfile", "just", of_recipes),
    ("Justfile", "just", of_recipes),
    ("Makefile", "make", of_recipes),
    ("Taskfile.yml", "task", of_taskfile),
];
/// Guides whose code blocks show what to run.
const GUIDES: &[&str] = &[
    "CONTRIBUTING.md",
    "CLAUDE.md",
    "AGENTS.md",
    "docs/CONTRIBUTING.md",
];

static RECIPE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^([A-Za-z][\w:-]*)(?:[ \t][^:=\n]*)?:(?:[^=:]|$)").ok());

fn of_mise(text: &str) -> Vec<String> {
    let parsed: toml::Table = text.parse().unwrap_or_default();
    let tasks = parsed.get("tasks").and_then(toml::Value::as_table);
    tasks
        .into_iter()
        .flat_map(|tasks| tasks.keys().cloned())
        .collect()
}

fn of_recipes(text: &str) -> Vec<String> {
    let found = RECIPE
        .iter()
        .flat_map(|pattern| pattern.captures_iter(text));
    found.map(|found| found[1].to_owned()).collect()
}

fn of_taskfile(text: &str) -> Vec<String> {
    let parsed: serde_json::Value = serde_saphyr::from_str(text).unwrap_or_default();
    let tasks = parsed.get("tasks").and_then(serde_json::Value::as_object);
    tasks
        .into_iter()
        .flat_map(|tasks| tasks.keys().cloned())
        .collect()
}

/// Tasks whose names say what they are for.
pub(super) fn read(texts: &Texts<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (path, runner, names) in RUNNERS {
        let Some(text) = texts.get(path) else {
            continue;
        };
        all.extend(names(&text).into_iter().filter_map(|task| {
            let name = commands::of_script(&task)?;
            Some(Found {
                name: name.to_owned(),
                command: format!("{runner} {task}"),
                path: (*path).to_owned(),
                line: line_of(&text, &task),
                aside: false,
            })
        }));
    }
    all
}

/// Commands in the code blocks of guides.
pub(super) fn of_guides(texts: &Texts<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for path in GUIDES {
        let Some(text) = texts.get(path) else {
            continue;
        };
        let mut inside = false;
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.starts_with("```") {
                inside = !inside;
            } else if inside
                && let Some((name, command)) = commands::classify(line.trim_start_matches("$ "))
            {
                all.push(Found {
                    name: name.to_owned(),
                    command,
                    path: (*path).to_owned(),
                    line: u32::try_from(at + 1).unwrap_or(1),
                    aside: false,
                });
            }
        }
    }
    all
}
