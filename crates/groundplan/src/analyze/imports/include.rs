//! C, C++, Ruby, shells and Protocol Buffers: a quoted path, seen from the file, from the root, or the end of a path.

use super::Resolver;
use super::tree::{Tree, normalise, split};
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["c", "cpp", "ruby", "proto", "bash"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let ruby = from.language.as_deref() == Some("ruby") && !import.module.ends_with(".rb");
    let written = import.module.trim_matches(['<', '>']);
    if written.len() < import.module.len() && !written.contains('/') {
        // `<string.h>` is of the system, whatever the repository calls alike.
        return Vec::new();
    }
    let module = if ruby {
        format!("{written}.rb")
    } else {
        written.to_owned()
    };
    let beside = normalise(split(&from.path).0, &module).filter(|path| tree.has(path));
    let from_end = || {
        let tail = module.trim_start_matches("../").trim_start_matches("./");
        tree.ending_with(tail).next().map(str::to_owned)
    };
    beside.or_else(from_end).into_iter().collect()
}
