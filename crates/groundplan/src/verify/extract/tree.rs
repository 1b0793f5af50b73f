//! File trees in code blocks: with `├──`, or by indentation.

use std::ops::Range;

use super::{Find, Form, Found, Origin, PathRef, What, is_file_name};
use crate::verify::passage::Fence;
use crate::verify::pattern::Pattern;

/// The form.
pub(super) const FORM: Form = Form {
    id: "tree",
    summary: "file trees with ├── or indentation",
    find: Find::Fence(find),
};

static NEW: Pattern =
    Pattern::new(r"(?i)\b(?:new|create[sd]?|add(?:ed)?|to be created|generated)\b|✨|🆕|^\s*\+");
static THERE: Pattern = Pattern::new(
    r"(?i)\b(?:existing|modif(?:y|ied|ies)|updated?|extend(?:ed)?|chang(?:e|ed)|unchanged|edit(?:ed)?|current|delete[d]?|removed?)\b|✏️|📝",
);
static ENTRY: Pattern = Pattern::new(
    r"^(?P<lead>[\s│├└─┬|`+\\-]*)(?P<name>[A-Za-z0-9_.@()\[\]$~-][A-Za-z0-9_.@()\[\]$~/+-]*)(?P<rest>.*)$",
);

/// An entry before it has its folders.
struct Entry {
    column: usize,
    name: String,
    span: Range<usize>,
    mark: Option<bool>,
}

fn find(source: &str, fence: &Fence) -> Vec<Found> {
    let shell = ["bash", "sh", "console", "shell", "diff"];
    if shell.contains(&fence.info.trim()) {
        return Vec::new();
    }
    let lines: Vec<(&str, usize)> = fence
        .lines
        .iter()
        .filter_map(|line| Some((source.get(line.clone())?, line.start)))
        .filter(|(line, _)| !line.trim_matches([' ', '│', '|', '\t']).is_empty())
        .collect();
    let drawn = lines
        .iter()
        .filter(|(line, _)| line.contains("├") || line.contains("└"))
        .count();
    let entries: Vec<Option<Entry>> = lines.iter().map(|(line, at)| entry(line, *at)).collect();
    if drawn == 0 && !is_indented_tree(fence, &entries) {
        return listed(fence, entries);
    }
    nest(entries.into_iter().flatten())
}

/// Without a tree: whole paths, one a line.
fn listed(fence: &Fence, entries: Vec<Option<Entry>>) -> Vec<Found> {
    let paths = entries
        .into_iter()
        .flatten()
        .filter(|entry| is_plain(fence) && entry.name.contains('/') && is_file_name(&entry.name));
    let found = paths.map(|entry| {
        let path = PathRef {
            path: entry.name,
            path_span: entry.span.clone(),
            origin: Origin::Tree(entry.mark),
            ..PathRef::default()
        };
        (entry.span, What::Path(path))
    });
    found.collect()
}

fn is_plain(fence: &Fence) -> bool {
    ["", "text", "txt", "plaintext", "tree"].contains(&fence.info.trim())
}

/// Without drawn lines: every line an entry, one a folder, one below another.
fn is_indented_tree(fence: &Fence, entries: &[Option<Entry>]) -> bool {
    let known = |one: &Option<Entry>| {
        one.as_ref()
            .is_some_and(|entry| entry.name.ends_with('/') || is_file_name(&entry.name))
    };
    let folder = entries
        .iter()
        .flatten()
        .any(|entry| entry.name.ends_with('/'));
    is_plain(fence) && folder && entries.len() > 1 && entries.iter().all(known)
}

fn entry(line: &str, at: usize) -> Option<Entry> {
    let found = ENTRY.captures(line)?;
    let name = found.name("name")?;
    let rest = found.name("rest").map_or("", |rest| rest.as_str());
    // `name and more words` is prose, unless the words are a remark.
    let remark = rest.trim_start();
    let remarked = remark.is_empty()
        || remark.starts_with([
            '#', '/', '←', '<', '(', '[', '-', '—', '–', '✨', '*', ':', '→', '✏', '🆕', '+',
        ]);
    if !remarked || rest.len() == remark.len() && !remark.is_empty() {
        return None;
    }
    let written = name.as_str();
    if written.contains("...") || written.chars().all(|c| !c.is_alphanumeric()) && written != "." {
        return None;
    }
    let mark = if NEW.is_match(remark) {
        Some(true)
    } else {
        THERE.is_match(remark).then_some(false)
    };
    Some(Entry {
        column: line[..name.start()].chars().count(),
        name: written.to_owned(),
        span: at + name.start()..at + name.end(),
        mark,
    })
}

/// Gives every entry the folders above it.
fn nest(entries: impl Iterator<Item = Entry>) -> Vec<Found> {
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut all: Vec<Found> = Vec::new();
    for entry in entries {
        open.retain(|(column, _)| *column < entry.column);
        let folders: String = open.iter().map(|(_, name)| format!("{name}/")).collect();
        let bare = entry.name.trim_end_matches('/');
        let inner = if bare == "." {
            String::new()
        } else {
            bare.to_owned()
        };
        let file = is_file_name(bare) && !entry.name.ends_with('/');
        if !inner.is_empty() {
            let path = format!("{folders}{inner}{}", if file { "" } else { "/" });
            all.push((
                entry.span.clone(),
                What::Path(PathRef {
                    path,
                    path_span: entry.span.clone(),
                    origin: Origin::Tree(entry.mark),
                    ..PathRef::default()
                }),
            ));
        }
        if !file && !inner.is_empty() {
            open.push((entry.column, inner));
        }
    }
    all
}
