//! Names that the specification fixes and the code lacks: each with the file where it goes, which is
//! that of the operation or type that it belongs to, else that of a name beside it.

use super::family::{self, Analogy};
use super::named::{Fate, Named, State};
use super::phrases;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{ContractGroup, Key, NameDraft, NameKind};

/// How many names a plan lists.
const MOST: usize = 40;
/// How many items a name cites.
const ITEMS: usize = 4;

/// The absent names of the specification; operations stand among the contracts.
pub fn settle(
    context: &Context<'_>,
    named: &[Named<'_>],
    groups: &[ContractGroup],
) -> Vec<NameDraft> {
    let operations: Vec<_> = groups.iter().flat_map(|group| &group.operations).collect();
    // Operations and their options stand among the contracts.
    let is_operation = |one: &Named<'_>| {
        let option =
            Some(one.name.trim_start_matches('-')).filter(|_| one.kind == NameKind::Option);
        operations.iter().any(|op| {
            let has = |name: &str| op.params.iter().any(|param| param.name == name);
            op.name == one.name
                || option.is_some_and(|name| has(name) || one.belongs_to.contains(&op.name))
        })
    };
    let fixed = named.iter().filter(|one| {
        one.is_absent()
            && one.fate != Fate::Kept
            && !is_operation(one)
            && is_asked_for(context, one)
    });
    fixed
        .take(MOST)
        .map(|one| {
            let analogy = family_of(context, one);
            let by_analogy = || analogy.as_ref().map(|found| found.path.clone());
            let file = home(context, one)
                .or_else(|| kin(context, one))
                .or_else(|| place(one, named, groups))
                .or_else(by_analogy)
                .or_else(|| beside(context, one, named));
            let owners = one.belongs_to.clone();
            let mut grounds: Vec<Ground> = one
                .items
                .iter()
                .take(ITEMS)
                .map(|item| context.ground(Some(item)))
                .collect();
            grounds.extend(owner_anchor(context, one, named));
            grounds.extend(analogy.as_ref().map(Analogy::ground));
            let grounds = Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::spec("problem"));
            NameDraft {
                key: Key::new("names", &one.name),
                name: one.name.clone(),
                kind: one.kind,
                belongs_to: owners,
                file,
                with: analogy.map(|found| found.beside).unwrap_or_default(),
                claim: Claim::new(format!("`{}`", one.name), grounds),
            }
        })
        .collect()
}

/// Whether a requirement, criterion or statement asks for the name: not only the problem statement,
/// and for a file one that says that it is made, or that has it in a folder that is there.
fn is_asked_for(context: &Context<'_>, one: &Named<'_>) -> bool {
    let asks = |item: &&&str| **item != "problem" && !item.starts_with("out-of-scope");
    let mut items = one.items.iter().filter(asks);
    if one.kind != NameKind::File {
        return items.next().is_some();
    }
    let folder = format!("{}/", names::dir_of(&one.name));
    let mut paths = context.evidence.index.files.keys();
    let is_beside = one.name.contains('/') && paths.any(|path| path.starts_with(&folder));
    // Beside files that are there it can only be new; a criterion may speak of a made-up one.
    if is_beside && items.clone().any(|item| !item.contains(".AC")) {
        return true;
    }
    let has_parent = one.name.rsplit_once('/').is_some_and(|(dir, _)| {
        let above = dir.rsplit_once('/').map_or(dir, |(above, _)| above);
        let inside = |dir: &str| format!("{dir}/");
        let (dir, above) = (inside(dir), inside(above));
        let mut paths = context.evidence.index.files.keys();
        paths.any(|path| path.starts_with(&dir) || path.starts_with(&above))
    });
    has_parent
        && items.any(|item| {
            let text = context.item(item).map_or("", |item| item.text);
            phrases::makes(text)
        })
}

/// The file in which the specification says that it is.
fn home(context: &Context<'_>, one: &Named<'_>) -> Option<String> {
    let path = one.home.as_deref()?;
    let tail = format!("/{path}");
    let mut files = context.evidence.index.files.keys();
    let there = files.find(|file| *file == path || file.ends_with(&tail));
    Some(there.cloned().unwrap_or_else(|| path.to_owned()))
}

/// The file where an absent name goes.
fn place(one: &Named<'_>, named: &[Named<'_>], groups: &[ContractGroup]) -> Option<String> {
    if one.kind == NameKind::File {
        return Some(one.name.clone());
    }
    let of_operation = |name: &str| {
        let mut operations = groups.iter().flat_map(|group| &group.operations);
        operations
            .find(|op| op.name == name)
            .map(|op| op.file.clone())
    };
    let of_name = |name: &str| {
        let there = named.iter().find(|other| other.name == name)?;
        there.path().map(str::to_owned)
    };
    one.belongs_to
        .iter()
        .find_map(|owner| of_operation(owner).or_else(|| of_name(owner)))
}

/// The one file that declares all types which end in the word that a new type ends in: `OutOfRangeError`
/// stands where all errors stand.
fn kin(context: &Context<'_>, one: &Named<'_>) -> Option<String> {
    let words = names::split(&one.name);
    let last = words
        .last()
        .filter(|_| words.len() > 1 && one.kind == NameKind::Type)?;
    let relatives: Vec<&str> = family::relatives(context, last)
        .into_iter()
        .filter(|found| names::split(&found.symbol.name).last() == Some(last))
        .map(|found| found.file.path.as_str())
        .collect();
    let (first, rest) = relatives.split_first()?;
    let together = !rest.is_empty() && rest.iter().all(|path| path == first);
    together.then(|| (*first).to_owned())
}

/// The place by analogy of a new type or function.
fn family_of(context: &Context<'_>, one: &Named<'_>) -> Option<Analogy> {
    let stands_alone = matches!(one.kind, NameKind::Type | NameKind::Operation);
    family::place(context, &one.name).filter(|_| stands_alone)
}

/// The file of the name beside it that is most like it: of its kind, declared, in most items with it.
fn beside(context: &Context<'_>, one: &Named<'_>, named: &[Named<'_>]) -> Option<String> {
    let declared = named
        .iter()
        .filter(|other| other.path().is_some() && other.kind != NameKind::Member);
    let parts: Vec<&str> = one.items.iter().map(|item| part_of(item)).collect();
    let shared = |other: &Named<'_>| {
        let items = other.items.iter();
        items
            .filter(|item| **item != "problem" && parts.contains(&part_of(item)))
            .count()
    };
    let rank = |other: &Named<'_>| {
        let declared = matches!(other.state, State::Declared(_));
        (other.kind == one.kind, declared, shared(other))
    };
    let best = declared
        .filter(|other| shared(other) > 0)
        .map(|other| (rank(other), other))
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    let path = best.and_then(|(_, other)| other.path())?;
    context.evidence.file(path).map(|_| path.to_owned())
}

/// The story or requirement of a criterion: what is named in one belongs together.
fn part_of(item: &str) -> &str {
    item.split(".AC").next().unwrap_or(item)
}

/// The place of the existing operation or type that the name belongs to.
fn owner_anchor(context: &Context<'_>, one: &Named<'_>, named: &[Named<'_>]) -> Option<Ground> {
    let owner = one.belongs_to.iter().find_map(|name| {
        named
            .iter()
            .find(|other| other.name == *name && !other.is_absent())
    })?;
    let anchor = match owner.state {
        State::Declared(found) => context.cite(
            &found.file.path,
            found.symbol.name_line,
            found.symbol.name_line,
            Some(&found.symbol.qualified()),
        ),
        State::Said { path, line } => context.cite(path, line, line, None),
        State::File(_) | State::Several | State::Absent => None,
    };
    anchor.map(Ground::Code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::index::{FileFacts, Index};
    use crate::model::spec::{Requirement, Spec};
    use crate::plan::design::named::Fate;
    use std::sync::Arc;

    /// Whether the file at `path` is to be made, where `item` names it.
    fn is_made(path: &str, item: &'static str) -> bool {
        let mut evidence = Evidence::default();
        let there = "src/parsers/markdown.rs".to_owned();
        let index = Index {
            files: [(there, FileFacts::default())].into(),
        };
        evidence.index = Arc::new(index);
        let spec = Spec {
            functional_requirements: vec![Requirement {
                id: "FR-1".to_owned(),
                text: "Paths are read by the parser".to_owned(),
                ..Requirement::default()
            }],
            ..Spec::default()
        };
        let context = Context::new(&spec, &evidence);
        let one = Named {
            name: path.to_owned(),
            owner: None,
            kind: NameKind::File,
            params: None,
            signature: None,
            items: vec![item],
            state: State::Absent,
            home: None,
            fate: Fate::Used,
            belongs_to: Vec::new(),
            deprecated: false,
            replacement: None,
        };
        is_asked_for(&context, &one)
    }

    #[test]
    fn an_absent_file_in_a_folder_that_is_there_is_to_be_made() {
        assert!(is_made("src/parsers/yaml.rs", "FR-1"));
        assert!(!is_made("src/readers/yaml.rs", "FR-1"));
        assert!(!is_made("yaml.rs", "FR-1"));
        assert!(!is_made("src/parsers/yaml.rs", "US-1.AC1"));
        assert!(!is_made("src/parsers/yaml.rs", "problem"));
    }
}
