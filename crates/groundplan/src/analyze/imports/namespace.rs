//! C# and Elixir: a name that files declare, wherever they stand. Of a namespace that several files share
//! those count that declare what is used.

use super::tree::Tree;
use super::{Resolver, that_declare_used};
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["csharp", "elixir"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let files = tree.of_module(&import.module);
    let mut alike = files.iter().filter(|file| file.language == from.language);
    match files {
        [_] => alike
            .next()
            .map(|file| file.path.clone())
            .into_iter()
            .collect(),
        _ => that_declare_used(from, alike.copied()),
    }
}
