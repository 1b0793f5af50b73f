//! Where a new name goes by analogy: `SkillsLoader` beside `AgentsLoader` and `ToolsLoader` stands
//! where they stand, in a folder or file of its own if they have such.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ground::{Anchor, Ground};
use crate::model::index::{FileKind, Located, SymbolKind};
use crate::model::names::{self, Case};
use crate::plan::context::Context;

/// Marks the part of a path that carries a member's own words.
const OWN: char = '\u{1}';

/// A place by analogy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analogy {
    /// Path of the new file.
    pub path: String,
    /// Existing members that stand where the analogy says.
    pub support: usize,
    /// One of them.
    pub example: Anchor,
    /// Files that the folders of most members have and the new one will need; empty where members
    /// have no folder of their own.
    pub beside: Vec<String>,
}

impl Analogy {
    /// What the place rests on.
    pub fn ground(&self) -> Ground {
        Ground::Code(self.example.clone())
    }
}

/// The declared names that end like `name` and stand in paths with their own words.
pub fn place(context: &Context<'_>, name: &str) -> Option<Analogy> {
    let own = names::split(name);
    let last = own.last().filter(|_| own.len() > 1)?;
    let mut found: BTreeMap<String, Vec<(Vec<String>, Located<'_>)>> = BTreeMap::new();
    for located in relatives(context, last) {
        let theirs = names::split(&located.symbol.name);
        let shared = own
            .iter()
            .rev()
            .zip(theirs.iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        let part = &theirs[..theirs.len() - shared];
        if part.is_empty() || shared == own.len() {
            continue;
        }
        if let Some(template) = template(&located.file.path, part) {
            let members = found.entry(template).or_default();
            if !members.iter().any(|(there, _)| there == part) {
                members.push((part.to_vec(), located));
            }
        }
    }
    let (template, members) = found
        .into_iter()
        .filter(|(_, members)| members.len() > 1)
        .max_by_key(|(template, members)| (members.len(), std::cmp::Reverse(template.clone())))?;
    let (part, first) = members.first()?;
    let shared = names::split(&first.symbol.name).len() - part.len();
    let own = &own[..own.len() - shared.min(own.len() - 1)];
    let path = filled(&template, own, &first.file.path, part);
    let example = context.cite(
        &first.file.path,
        first.symbol.name_line,
        first.symbol.name_line,
        Some(&first.symbol.qualified()),
    )?;
    Some(Analogy {
        beside: beside(context, &template, &path, &members),
        support: members.len(),
        path,
        example,
    })
}

/// Declarations at the top of source files whose last word is `last`.
pub(super) fn relatives<'a>(context: &Context<'a>, last: &str) -> Vec<Located<'a>> {
    let index = &context.evidence.index;
    let mut all = Vec::new();
    for file in index.of_kind(FileKind::Source) {
        for symbol in &file.symbols {
            let top = !matches!(
                symbol.kind,
                SymbolKind::Field
                    | SymbolKind::Variable
                    | SymbolKind::EnumMember
                    | SymbolKind::Method
            );
            let ends = symbol.name.len() >= last.len()
                && symbol
                    .name
                    .get(symbol.name.len() - last.len()..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(last));
            if top && ends {
                all.push(Located { file, symbol });
            }
        }
    }
    all
}

/// The path with the run of `part`'s words marked; `None` where it has no such run. The last run
/// counts, and a folder and its file may both have it.
fn template(path: &str, part: &[String]) -> Option<String> {
    let mut marked = Vec::new();
    let mut any = false;
    for segment in path.split('/') {
        match mark(segment, part) {
            Some(with) => {
                any = true;
                marked.push(with);
            }
            None => marked.push(segment.to_owned()),
        }
    }
    any.then(|| marked.join("/"))
}

/// `{own}_loader.rs` of `agents_loader.rs`.
fn mark(segment: &str, part: &[String]) -> Option<String> {
    let (stem, extension) = match segment.split_once('.') {
        Some((stem, extension)) => (stem, format!(".{extension}")),
        None => (segment, String::new()),
    };
    let words = names::split(stem);
    let alike = |a: &String, b: &String| names::singular(a) == names::singular(b);
    let at = words
        .windows(part.len())
        .position(|run| run.iter().zip(part).all(|(a, b)| alike(a, b)))?;
    let mut kept: Vec<String> = words[..at].to_vec();
    kept.push(OWN.to_string());
    kept.extend(words[at + part.len()..].iter().cloned());
    Some(format!("{}{extension}", kept.join("-")))
}

/// The template with the new words, each segment in the case and number that the example has.
fn filled(template: &str, own: &[String], example: &str, part: &[String]) -> String {
    let segments = template.split('/').zip(example.split('/'));
    let full = segments.map(|(segment, shown)| {
        if !segment.contains(OWN) {
            return shown.to_owned();
        }
        let (stem, extension) = match shown.split_once('.') {
            Some((stem, extension)) => (stem, format!(".{extension}")),
            None => (shown, String::new()),
        };
        let marked = segment.split_once('.').map_or(segment, |(stem, _)| stem);
        let plural = is_plural(stem, part);
        let words: Vec<String> = marked
            .split('-')
            .flat_map(|word| {
                if word.contains(OWN) {
                    numbered(own, plural)
                } else {
                    vec![word.to_owned()]
                }
            })
            .collect();
        let case = names::case_of(stem).unwrap_or(Case::Snake);
        format!("{}{extension}", names::join(&words, case))
    });
    full.collect::<Vec<_>>().join("/")
}

/// Whether the segment has the member's words in the plural.
fn is_plural(stem: &str, part: &[String]) -> bool {
    let words = names::split(stem);
    let Some(last) = part.last() else {
        return false;
    };
    let one = names::singular(last);
    words
        .iter()
        .any(|word| *word != one && names::singular(word) == one)
}

fn numbered(own: &[String], plural: bool) -> Vec<String> {
    let mut words = own.to_vec();
    if let Some(last) = words.last_mut() {
        let one = names::singular(last);
        *last = if plural { names::plural(&one) } else { one };
    }
    words
}

/// The other files that most members' own folders have.
fn beside(
    context: &Context<'_>,
    template: &str,
    path: &str,
    members: &[(Vec<String>, Located<'_>)],
) -> Vec<String> {
    let own_folder = names::dir_of(template)
        .rsplit('/')
        .next()
        .is_some_and(|folder| folder.contains(OWN));
    if !own_folder {
        return Vec::new();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let folders: BTreeSet<&str> = members
        .iter()
        .map(|(_, member)| names::dir_of(&member.file.path))
        .collect();
    for there in context.evidence.index.files.keys() {
        let inside = folders.contains(names::dir_of(there));
        if let Some(file) = there.rsplit('/').next().filter(|_| inside) {
            *counts.entry(file).or_default() += 1;
        }
    }
    let needed = (2 * folders.len()).div_ceil(3).max(2);
    let dir = names::dir_of(path);
    counts
        .into_iter()
        .filter(|(_, count)| *count >= needed)
        .map(|(file, _)| names::in_dir(dir, file))
        .filter(|one| one != path)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        names::split(text)
    }

    #[test]
    fn a_path_is_filled_in_the_case_and_number_of_its_example() {
        for (example, part, own, wanted) in [
            (
                "src/agents/loader.rs",
                "agents",
                "skills",
                "src/skills/loader.rs",
            ),
            (
                "api/OrderController.java",
                "order",
                "bulk trade",
                "api/BulkTradeController.java",
            ),
            ("lib/user_list.py", "user", "order", "lib/order_list.py"),
            (
                "app/user-cards/card.ts",
                "user",
                "order",
                "app/order-cards/card.ts",
            ),
        ] {
            let part = words(part);
            let found = template(example, &part).map(|t| filled(&t, &words(own), example, &part));
            assert_eq!(found.as_deref(), Some(wanted));
        }
    }
}
