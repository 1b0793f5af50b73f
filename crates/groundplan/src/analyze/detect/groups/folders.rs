//! Folders of siblings: folders side by side that hold the same set of files, as `agents/`, `tools/` and `spaces/`
//! each hold an extractor, a loader and a manifest. A new one holds that set too.

use std::collections::{BTreeMap, BTreeSet};

use super::registrations::{self, Sibling};
use crate::analyze::detect::texts::Texts;
use crate::model::evidence::{ConventionFact, Member, SiblingGroup};
use crate::model::index::{FileFacts, FileKind, Index};
use crate::model::names::{self, dir_of};

/// Folders that make a group.
const LEAST: usize = 3;
/// Files that they have in common.
const SHARED: usize = 2;
/// Groups that are told.
const MOST: usize = 8;
/// Places that name the folders' siblings.
const PLACES: usize = 12;
/// Files that any folder may have.
const ANY: &[&str] = &[
    "mod.rs",
    "lib.rs",
    "__init__.py",
    "index.ts",
    "index.tsx",
    "index.js",
    "README.md",
];

/// Groups of folders, those with most files first. Files in `near` may name the siblings.
pub(super) fn find(index: &Index, texts: &Texts<'_>, near: &[&str]) -> Vec<SiblingGroup> {
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in index
        .of_kind(FileKind::Source)
        .filter(|file| !super::is_aside(&file.path))
    {
        let (dir, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        folders.entry(dir).or_default().insert(name);
    }
    let mut by_parent: BTreeMap<&str, Vec<(&str, BTreeSet<String>)>> = BTreeMap::new();
    for (dir, files) in folders.iter().filter(|(dir, _)| dir.contains('/')) {
        let name = dir.rsplit('/').next().unwrap_or(dir);
        let files = files.iter().map(|file| pattern(name, file)).collect();
        by_parent
            .entry(dir_of(dir))
            .or_default()
            .push((name, files));
    }
    let found = by_parent
        .into_iter()
        .filter_map(|(parent, folders)| group(parent, &folders, index, texts, near));
    let mut all: Vec<SiblingGroup> = found.collect();
    all.sort_by_key(|group| std::cmp::Reverse(group.files.len() * group.members.len()));
    all.truncate(MOST);
    all
}

/// The name of a file with `{name}` where it says the name of its folder.
fn pattern(folder: &str, file: &str) -> String {
    let singular = names::singular(folder);
    let said = [folder, singular.as_str()]
        .into_iter()
        .find(|name| name.len() > 2 && file.contains(name));
    said.map_or_else(|| file.to_owned(), |name| file.replacen(name, "{name}", 1))
}

fn group(
    parent: &str,
    folders: &[(&str, BTreeSet<String>)],
    index: &Index,
    texts: &Texts<'_>,
    near: &[&str],
) -> Option<SiblingGroup> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in folders.iter().flat_map(|(_, files)| files) {
        *counts.entry(name).or_default() += 1;
    }
    counts.retain(|_, count| *count >= LEAST);
    let has_set = |files: &BTreeSet<String>| {
        let shared = counts.keys().filter(|name| files.contains(**name)).count();
        shared >= SHARED && 2 * shared >= counts.len().max(files.len())
    };
    let kept: Vec<&(&str, BTreeSet<String>)> =
        folders.iter().filter(|(_, files)| has_set(files)).collect();
    let most = |name: &&str| {
        2 * kept
            .iter()
            .filter(|(_, files)| files.contains(*name))
            .count()
            > kept.len()
    };
    let shared: Vec<&str> = counts.keys().copied().filter(most).collect();
    let own = shared.iter().any(|name| !ANY.contains(name));
    if kept.len() < LEAST || shared.len() < SHARED || !own {
        return None;
    }
    let path = |folder: &str, name: &str| {
        let plain = names::in_dir(
            &names::in_dir(parent, folder),
            &name.replace("{name}", folder),
        );
        let singular = || {
            names::in_dir(
                &names::in_dir(parent, folder),
                &name.replace("{name}", &names::singular(folder)),
            )
        };
        if index.files.contains_key(&plain) {
            plain
        } else {
            singular()
        }
    };
    let members: Vec<Member> = kept
        .iter()
        .filter_map(|(folder, files)| {
            let first = shared.iter().find(|name| files.contains(**name))?;
            let anchor = texts.cite(&path(folder, first), 1, 1, None)?;
            Some(Member {
                name: (*folder).to_owned(),
                anchor,
            })
        })
        .collect();
    let facts = shared.iter().map(|name| {
        let holders: Vec<&str> = kept
            .iter()
            .filter(|(_, files)| files.contains(*name))
            .map(|(folder, _)| *folder)
            .collect();
        ConventionFact {
            aspect: "file".to_owned(),
            rule: format!("holds `{name}`"),
            value: (*name).to_owned(),
            support: holders.len() as u32,
            total: kept.len() as u32,
            examples: holders
                .iter()
                .take(3)
                .filter_map(|folder| texts.cite(&path(folder, name), 1, 1, None))
                .collect(),
            exceptions: Vec::new(),
        }
    });
    let names: Vec<&str> = kept.iter().map(|(folder, _)| *folder).collect();
    Some(SiblingGroup {
        id: format!("folder@{parent}"),
        kind: "folder".to_owned(),
        noun: "folder".to_owned(),
        dir: parent.to_owned(),
        files: facts.collect(),
        registrations: places(&names, parent, index, texts, near),
        members,
        ..SiblingGroup::default()
    })
}

/// Places that name the folders one by one, be it within longer names.
fn places(
    folders: &[&str],
    parent: &str,
    index: &Index,
    texts: &Texts<'_>,
    near: &[&str],
) -> Vec<crate::model::evidence::Registration> {
    let siblings: Vec<Sibling> = folders
        .iter()
        .map(|folder| Sibling {
            name: (*folder).to_owned(),
            tokens: vec![(*folder).to_owned()],
            words: names::singular_words(folder),
            module: false,
        })
        .collect();
    let members: Vec<String> = folders
        .iter()
        .map(|folder| names::in_dir(parent, folder))
        .collect();
    let within = |path: &str| {
        members.iter().any(|dir| {
            path.strip_prefix(dir.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let candidate = |file: &&FileFacts| {
        let path = file.path.as_str();
        let above = parent.starts_with(dir_of(path)) && path.contains('/');
        !within(path) && (near.contains(&path) || above)
    };
    let files = index.of_kind(FileKind::Source).filter(candidate);
    registrations::find(&siblings, files, texts, &BTreeSet::new(), PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_file;
    use crate::world::MemoryWorld;

    #[test]
    fn folders_with_the_same_files_are_a_group_with_the_places_that_list_them() {
        let files = [
            (
                "src/api/mod.rs",
                "pub mod agents;\npub mod spaces;\npub mod tools;\n",
            ),
            ("src/api/agents/loader.rs", "fn a() {}\n"),
            ("src/api/agents/manifest.rs", "fn a() {}\n"),
            ("src/api/spaces/loader.rs", "fn a() {}\n"),
            ("src/api/spaces/manifest.rs", "fn a() {}\n"),
            ("src/api/tools/loader.rs", "fn a() {}\n"),
            ("src/api/tools/manifest.rs", "fn a() {}\n"),
            ("src/other/only.rs", "fn a() {}\n"),
        ];
        let mut index = Index::default();
        for (path, text) in files {
            index.files.insert(path.to_owned(), parse_file(path, text));
        }
        let world = MemoryWorld::new(files);
        let found = find(&index, &Texts::new(&world), &[]);
        assert_eq!(found.len(), 1);
        let names: Vec<&str> = found[0]
            .members
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["agents", "spaces", "tools"]);
        let files: Vec<&str> = found[0]
            .files
            .iter()
            .map(|one| one.value.as_str())
            .collect();
        assert_eq!(files, ["loader.rs", "manifest.rs"]);
        let places: Vec<String> = found[0]
            .registrations
            .iter()
            .map(|one| one.anchor.reference())
            .collect();
        assert_eq!(places, ["src/api/mod.rs:1-3"]);
    }
}
