//! C, C++, Ruby and Protocol Buffers: a quoted path, seen from the file, from the root, or the end of a path.

use super::Resolver;
use super::tree::{Tree, normalise, split};
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["c", "cpp", "ruby", "proto"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let ruby = from.language.as_deref() == Some("ruby") && !import.module.ends_with(".rb");
    let module = if ruby {
        format!("{}.rb", import.module)
    } else {
        import.module.clone()
    };
    let beside = normalise(split(&from.path).0, &module).filter(|path| tree.has(path));
    let from_end = || {
        let tail = module.trim_start_matches("../").trim_start_matches("./");
        tree.ending_with(tail).next().map(str::to_owned)
    };
    beside.or_else(from_end).into_iter().collect()
}
