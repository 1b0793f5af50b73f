//! Routes and commands that are named by strings: method, path, handler.

use std::sync::LazyLock;

use regex::Regex;

use super::profiles::{self, PROFILES};
use super::texts::Texts;
use crate::model::index::{FileKind, Index};

/// A route or command and the name of what handles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// HTTP method, for a route.
    pub method: Option<String>,
    /// Path of the route, or the command.
    pub route: String,
    /// Name of the handler; empty where none is named.
    pub handler: String,
    /// Whether it is a command of a program rather than a route.
    pub command: bool,
    /// File and line.
    pub path: String,
    /// Line.
    pub line: u32,
}

/// Patterns of all profiles, each once, in the order of the profiles that have them.
static PATTERNS: LazyLock<Vec<(Regex, &profiles::Route)>> = LazyLock::new(|| {
    let mut all: Vec<(Regex, &profiles::Route)> = Vec::new();
    for route in PROFILES.iter().flat_map(|profile| profile.routes) {
        if !all.iter().any(|(there, _)| there.as_str() == route.pattern) {
            all.extend(
                Regex::new(route.pattern)
                    .ok()
                    .map(|pattern| (pattern, route)),
            );
        }
    }
    all
});

/// Routes in source files, in path order.
pub fn find(index: &Index, texts: &Texts<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for file in index.of_kind(FileKind::Source) {
        let mut cues = PATTERNS.iter().flat_map(|(_, route)| route.uses);
        let routes = cues.any(|cue| file.uses.iter().any(|used| used.name == *cue));
        let Some(text) = routes.then(|| texts.get(&file.path)).flatten() else {
            continue;
        };
        let mut last = String::new();
        for (at, line) in text.lines().enumerate() {
            let hits = PATTERNS.iter().flat_map(|(pattern, route)| {
                pattern
                    .captures_iter(line)
                    .map(move |found| (found, *route))
            });
            for (found, route) in hits {
                let get = |group: &str| found.name(group).map(|part| part.as_str().to_owned());
                let path = get("route").unwrap_or_else(|| last.clone());
                if path.is_empty() {
                    continue;
                }
                last.clone_from(&path);
                all.push(Found {
                    command: route.command,
                    method: get("method").map(|method| method.to_uppercase()),
                    route: path,
                    handler: get("handler").unwrap_or_default(),
                    path: file.path.clone(),
                    line: u32::try_from(at + 1).unwrap_or(1),
                });
            }
        }
    }
    all
}
