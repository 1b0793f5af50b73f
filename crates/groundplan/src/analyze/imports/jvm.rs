//! Java, Kotlin, Scala and PHP: a qualified name is the end of a path.

use super::Resolver;
use super::tree::Tree;
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["java", "kotlin", "scala", "php"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let extension = from
        .path
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let name = import.module.replace(['.', '\\'], "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
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
