//! Files of a folder that are named after the commands of a group: where the work of each command is done.

use std::collections::{BTreeMap, BTreeSet};

use super::conventions::Affix;
use super::operations::command_name;
use crate::model::evidence::Member;
use crate::model::index::{FileKind, Index};
use crate::model::names::{self, Case, dir_of, file_stem};

/// Commands that have a file of their name at least.
const LEAST: usize = 3;

/// How the files of commands are named: `src/commands/{snake_case}.rs`, `src/cmd_{snake_case}.rs`;
/// `None` where most have none. `home` is the folder that declares them.
pub(super) fn find(index: &Index, home: &str, members: &[Member]) -> Option<String> {
    let all: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let affix = Affix::of(&all);
    let commands: BTreeSet<Vec<String>> = all
        .iter()
        .map(|name| names::split(&command_name(name, affix.as_ref())))
        .collect();
    let mut found: BTreeMap<(&str, Option<String>, &str), Vec<&str>> = BTreeMap::new();
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for file in index
        .of_kind(FileKind::Source)
        .filter(|file| !super::is_aside(&file.path))
    {
        let dir = dir_of(&file.path);
        *folders.entry(dir).or_default() += 1;
        let words = names::split(file_stem(&file.path));
        let extension = file.path.rsplit('.').next().unwrap_or_default();
        let heads = [None, words.first().cloned().filter(|_| words.len() > 1)];
        for head in heads {
            let rest = &words[usize::from(head.is_some())..];
            if commands.contains(rest) {
                found
                    .entry((dir, head, extension))
                    .or_default()
                    .push(file_stem(&file.path));
            }
        }
    }
    // Those in the commands' own folder, or below it, rather than modules of the same name elsewhere.
    let is_near = |dir: &str| {
        dir.strip_prefix(home)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let best = found.into_iter().max_by_key(|((dir, head, _), stems)| {
        (
            is_near(dir) && stems.len() >= LEAST,
            stems.len(),
            head.is_none(),
        )
    });
    let ((dir, head, extension), stems) = best?;
    let among = commands.len().min(folders.get(dir).copied().unwrap_or(0));
    if stems.len() < LEAST || 2 * stems.len() < among {
        return None;
    }
    let files = index.files.keys().filter(|path| dir_of(path) == dir);
    let mark = match files
        .filter_map(|path| names::case_of(file_stem(path)))
        .next()
    {
        Some(Case::Kebab) => "{kebab-case}",
        Some(Case::Pascal) => "{PascalCase}",
        Some(Case::Camel) => "{camelCase}",
        _ => "{snake_case}",
    };
    let joint = if mark == "{kebab-case}" { "-" } else { "_" };
    let head = head.map_or(String::new(), |head| format!("{head}{joint}"));
    Some(names::in_dir(dir, &format!("{head}{mark}.{extension}")))
}
