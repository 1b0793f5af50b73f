//! Routes and commands that are named by strings: method, path, handler.

use std::sync::LazyLock;

use regex::Regex;

use super::texts::Texts;
use crate::model::index::{FileKind, Index};

/// A route or command and the name of what handles it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// HTTP method, for a route.
    pub method: Option<String>,
    /// Path of the route, or the command.
    pub route: String,
    /// Name of the handler.
    pub handler: String,
    /// File and line.
    pub path: String,
    /// Line.
    pub line: u32,
}

static PATTERNS: LazyLock<Vec<(Regex, [usize; 3])>> = LazyLock::new(|| {
    let all = [
        (
            r#"\.route\(\s*"([^"]+)",\s*(get|post|put|patch|delete)\((?:[\w:]+::)?(\w+)"#,
            [2, 1, 3],
        ),
        (
            r#"\)\.(get|post|put|patch|delete)\((?:[\w:]+::)?(\w+)\)"#,
            [1, 0, 2],
        ),
        (
            r#"HandleFunc\(\s*"(GET|POST|PUT|PATCH|DELETE) ([^"]+)",\s*(?:\w+\.)*(\w+)"#,
            [1, 2, 3],
        ),
        (
            r#"\.(Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|get|post|put|patch|delete)\(\s*["'](/[^"']*)["'],\s*(?:\w+\.)*(\w+)\s*\)"#,
            [1, 2, 3],
        ),
    ];
    all.into_iter()
        .filter_map(|(pattern, groups)| Some((Regex::new(pattern).ok()?, groups)))
        .collect()
});

/// Routes in source files, in path order.
pub fn find(index: &Index, texts: &Texts<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for file in index.of_kind(FileKind::Source) {
        let speaks = matches!(
            file.language.as_deref(),
            Some("rust" | "go" | "javascript" | "typescript")
        );
        let routes = file.uses.iter().any(|used| {
            [
                "route",
                "HandleFunc",
                "Get",
                "Post",
                "GET",
                "POST",
                "get",
                "post",
            ]
            .contains(&used.name.as_str())
        });
        let Some(text) = (speaks && routes).then(|| texts.get(&file.path)).flatten() else {
            continue;
        };
        let mut last = String::new();
        for (at, line) in text.lines().enumerate() {
            for (pattern, [method, route, handler]) in PATTERNS.iter() {
                for found in pattern.captures_iter(line) {
                    let get = |group: usize| {
                        found
                            .get(group)
                            .map_or(String::new(), |part| part.as_str().to_owned())
                    };
                    let path = if *route == 0 {
                        last.clone()
                    } else {
                        get(*route)
                    };
                    if path.is_empty() {
                        continue;
                    }
                    last.clone_from(&path);
                    all.push(Found {
                        method: Some(get(*method).to_uppercase()),
                        route: path,
                        handler: get(*handler),
                        path: file.path.clone(),
                        line: u32::try_from(at + 1).unwrap_or(1),
                    });
                }
            }
        }
    }
    all
}
