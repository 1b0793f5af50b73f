//! Go: a module path names a folder; of its files those that declare what the importing file uses.

use super::tree::{Kind, Tree};
use super::{Resolver, that_declare_used};
use crate::model::index::{FileFacts, FileKind, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["go"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let Some(folder) = folder_of(tree, &import.module) else {
        return Vec::new();
    };
    let files = tree
        .in_folder(&folder)
        .iter()
        .filter(|file| file.language.as_deref() == Some("go") && file.kind != FileKind::Test);
    let found = that_declare_used(from, files.clone().copied());
    if found.is_empty() {
        files.map(|file| file.path.clone()).collect()
    } else {
        found
    }
}

/// The folder of a package of one of this repository's modules; the longest module path wins.
fn folder_of(tree: &Tree<'_>, module: &str) -> Option<String> {
    let mut name = module;
    loop {
        if let Some(root) = tree.packages.get(&(Kind::Go, name.to_owned())) {
            let rest = module[name.len()..].trim_start_matches('/');
            let parts: Vec<&str> = [root.as_str(), rest]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            return Some(parts.join("/"));
        }
        name = name.rsplit_once('/')?.0;
    }
}
