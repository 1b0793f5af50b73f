//! Links of a document: a short label where a place is cited, and one list of targets at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::doc::{Doc, Place};
use crate::model::ground::Anchor;

/// The links of one document while it is printed.
pub struct Links<'a> {
    to_root: &'a str,
    places: &'a BTreeMap<String, Place>,
    /// Labels as a reader of markdown compares them → the label and its target.
    defined: BTreeMap<String, (String, String)>,
    /// Assumptions that stand in the document already.
    assumed: BTreeSet<String>,
}

impl<'a> Links<'a> {
    /// No links yet; `to_root` leads from the folder of the document to the root: `../../`.
    pub fn new(doc: &'a Doc, to_root: &'a str) -> Self {
        Self {
            to_root,
            places: &doc.places,
            defined: BTreeMap::new(),
            assumed: BTreeSet::new(),
        }
    }

    /// Whether an assumption is made for the first time in the document.
    pub fn is_first(&mut self, assumption: &str) -> bool {
        self.assumed.insert(assumption.to_owned())
    }

    /// A link to an item of the specification; only its identifier where its place is not known.
    pub fn item(&mut self, id: &str) -> String {
        match self.places.get(id) {
            Some(place) => self.to(id, &place.path, &format!("#L{}", place.line)),
            None => shown(id),
        }
    }

    /// A link to cited lines: `[path:12-30]`.
    pub fn anchor(&mut self, anchor: &Anchor) -> String {
        let lines = if anchor.line_start == anchor.line_end {
            format!("#L{}", anchor.line_start)
        } else {
            format!("#L{}-L{}", anchor.line_start, anchor.line_end)
        };
        self.to(&anchor.reference(), &anchor.path, &lines)
    }

    /// A link to a document of the repository, or to a page.
    pub fn document(&mut self, file: &str) -> String {
        if file.starts_with("https://") || file.starts_with("http://") {
            let address: String = file
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>'))
                .collect();
            return format!("<{address}>");
        }
        self.to(file, file, "")
    }

    /// A link to a path of the repository; one outside of it is only named.
    fn to(&mut self, text: &str, path: &str, lines: &str) -> String {
        let label = shown(text);
        if path.starts_with('~') {
            return label;
        }
        // What has no way from the root is named from the top.
        let up = if path.starts_with('/') {
            ""
        } else {
            self.to_root
        };
        let target = format!("{}{}{lines}", encoded(up), encoded(path));
        if !can_be_label(text) {
            return format!("[{label}]({target})");
        }
        // Labels are compared without regard to case: the second of two that differ by it only has
        // its target in the line.
        let entry = (label.clone(), target.clone());
        let there = self.defined.entry(label.to_lowercase());
        if *there.or_insert_with(|| entry.clone()) == entry {
            format!("[{label}]")
        } else {
            format!("[{label}]({target})")
        }
    }

    /// The targets of all labels, a line each.
    pub fn definitions(&self) -> String {
        let lines = self.defined.values();
        let lines = lines.map(|(label, target)| format!("[{label}]: {target}\n"));
        lines.collect()
    }
}

/// Whether a text can be the label of a link whose target stands elsewhere.
fn can_be_label(text: &str) -> bool {
    let marks = text.contains(['[', ']', '\\', '|', '`', '<', '>']);
    let spaces = text.split_whitespace().collect::<Vec<_>>().join(" ") != text;
    let task = text.is_empty() || text.eq_ignore_ascii_case("x") || text.starts_with('^');
    !marks && !spaces && !task && text.len() < 300
}

/// A path as text: as code where markdown would read marks into it (`app/[id]`, `__tests__`).
fn shown(path: &str) -> String {
    let marks = path.contains(['[', ']', '*', '<', '>', '\\', '~', '$', '&'])
        || path.contains("__")
        || path
            .split('/')
            .any(|part| part.starts_with('_') || part.ends_with('_'));
    if marks && !path.contains('`') {
        format!("`{path}`")
    } else {
        path.to_owned()
    }
}

/// A path as the target of a link.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '(' | ')' | '[' | ']' | '<' | '>' | '"' | '%' | '#' | '?' | '\\' | '`' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
