//! Dart: relative paths, and `package:` of this repository's packages.

use super::Resolver;
use super::tree::{Kind, Tree, join, normalise, split};
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["dart"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let path = match import.module.strip_prefix("package:") {
        Some(rest) => rest.split_once('/').and_then(|(name, path)| {
            let root = tree.packages.get(&(Kind::Dart, name.to_owned()))?;
            Some(join(root, &format!("lib/{path}")))
        }),
        None => normalise(split(&from.path).0, &import.module),
    };
    path.into_iter().filter(|path| tree.has(path)).collect()
}
