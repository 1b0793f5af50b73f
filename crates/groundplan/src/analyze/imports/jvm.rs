//! Java, Kotlin, Scala, PHP and Lua: a qualified name is the end of a path.

use super::tree::Tree;
use super::{Resolver, that_declare_used};
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["java", "kotlin", "scala", "php", "lua"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let extension = from
        .path
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let name = import.module.replace(['.', '\\'], "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    if import.names.iter().any(|name| name == "*") {
        let found = that_declare_used(from, tree.in_folders_ending_with(&name).into_iter());
        if !found.is_empty() {
            return found;
        }
    }
    // `a.b.{C, D}`: names of a package may be files of their own.
    let named: Vec<String> = import
        .names
        .iter()
        .filter_map(|part| {
            let tail = format!("{name}/{part}.{extension}");
            tree.ending_with(&tail).next().map(str::to_owned)
        })
        .collect();
    if !named.is_empty() {
        return named;
    }
    // `a.b.C.member`: the class may stand before the end; namespaces may have a root that paths lack.
    for end in (1..=parts.len()).rev().take(2) {
        for start in 0..end.saturating_sub(1).min(4) {
            let tail = format!("{}.{extension}", parts[start..end].join("/"));
            let mut found = tree.ending_with(&tail);
            if let Some(path) = found.next() {
                return vec![path.to_owned()];
            }
        }
    }
    Vec::new()
}
