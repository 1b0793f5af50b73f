//! Python: dotted and relative modules, under the root, under `src/`, or under any folder on the way up.

use super::Resolver;
use super::tree::{Tree, join, split};
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["python"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let dots = import.module.bytes().take_while(|b| *b == b'.').count();
    let dotted = import.module.trim_start_matches('.').replace('.', "/");
    let folder = split(&from.path).0;
    let bases = if dots > 0 {
        above(folder, dots - 1).into_iter().collect()
    } else {
        roots(folder)
    };
    for base in bases {
        let path = if dotted.is_empty() {
            base.clone()
        } else {
            join(&base, &dotted)
        };
        // `from package import module` names files of their own.
        let submodules = import
            .names
            .iter()
            .filter_map(|name| module_at(tree, &join(&path, name)));
        let mut found: Vec<String> = submodules.collect();
        if found.len() < import.names.len().max(1) {
            found.extend(module_at(tree, &path));
        }
        if found.is_empty() && import.names.is_empty() && dotted.contains('/') {
            // `import package.module.name`: the last part may be a name.
            found.extend(
                path.rsplit_once('/')
                    .and_then(|(parent, _)| module_at(tree, parent)),
            );
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn module_at(tree: &Tree<'_>, path: &str) -> Option<String> {
    let tries = [
        format!("{path}.py"),
        join(path, "__init__.py"),
        format!("{path}.pyi"),
    ];
    tries.into_iter().find(|path| tree.has(path))
}

/// The folder so many levels up.
fn above(folder: &str, levels: usize) -> Option<String> {
    let mut at = folder;
    for _ in 0..levels {
        if at.is_empty() {
            return None;
        }
        at = split(at).0;
    }
    Some(at.to_owned())
}

/// Where absolute modules can be rooted: each folder on the way up, the root, and `src` beside them.
fn roots(folder: &str) -> Vec<String> {
    let mut roots = Vec::new();
    let mut at = folder;
    loop {
        roots.push(at.to_owned());
        roots.push(join(at, "src"));
        if at.is_empty() {
            break;
        }
        at = split(at).0;
    }
    // The outermost first: that is where packages are rooted as a rule.
    roots.reverse();
    roots
}
