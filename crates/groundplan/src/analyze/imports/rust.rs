//! Rust: the module tree of a crate, `crate`, `self`, `super`, and crates of the same workspace.

use super::Resolver;
use super::tree::{Kind, Tree, join, split};
use crate::model::index::{FileFacts, Import, SymbolKind};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["rust"],
    resolve,
};

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let module = import.module.trim_start_matches("::");
    let path: Vec<&str> = module
        .split("::")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let Some((first, rest)) = path.split_first() else {
        return Vec::new();
    };
    // `super` out of a module within the file stays in the file, as far as it nests.
    let nested = modules_around(from, import.line);
    let supers = path.iter().take_while(|part| **part == "super").count();
    if supers > 0 && supers <= nested {
        return Vec::new();
    }
    let (first, rest) = if nested > 0 && supers > 0 {
        (&path[nested], &path[nested + 1..])
    } else {
        (first, rest)
    };
    let Some((base, rest)) = base(tree, &from.path, first, rest) else {
        return Vec::new();
    };
    // Names may be modules themselves: `use crate::plan::{design, types}`.
    let mut found: Vec<String> = Vec::new();
    for name in &import.names {
        let deeper: Vec<&str> = rest.iter().copied().chain(name.split("::")).collect();
        push(&mut found, deepest(tree, &base, &deeper));
    }
    if import.names.is_empty() {
        push(&mut found, deepest(tree, &base, &rest));
    }
    found
}

/// Modules with a body in this file around a line.
fn modules_around(from: &FileFacts, line: u32) -> usize {
    let modules = from
        .symbols
        .iter()
        .filter(|symbol| symbol.kind == SymbolKind::Module);
    modules
        .filter(|module| module.line_start < line && line <= module.line_end)
        .count()
}

fn push(found: &mut Vec<String>, path: Option<String>) {
    found.extend(path.filter(|path| !found.contains(path)));
}

/// Where the path begins: the folder of a module's children, and what is left of the path.
fn base<'p>(
    tree: &Tree<'_>,
    from: &str,
    first: &str,
    rest: &[&'p str],
) -> Option<(String, Vec<&'p str>)> {
    let own = children_of(from);
    match first {
        "crate" => Some((source_root(tree, from)?, rest.to_vec())),
        "self" => Some((own, rest.to_vec())),
        "super" => {
            let mut at = split(&own).0.to_owned();
            let mut rest = rest;
            while let Some((&"super", deeper)) = rest.split_first() {
                at = split(&at).0.to_owned();
                rest = deeper;
            }
            Some((at, rest.to_vec()))
        }
        name => match tree.packages.get(&(Kind::Cargo, name.to_owned())) {
            Some(root) => Some((join(root, "src"), rest.to_vec())),
            None => {
                let child = module_file(tree, &join(&own, name))?;
                Some((children_of(&child), rest.to_vec()))
            }
        },
    }
}

/// The folder in which a module's children lie: `a/b.rs` and `a/b/mod.rs` have them in `a/b`.
fn children_of(path: &str) -> String {
    let (folder, name) = split(path);
    match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        name => join(folder, name.trim_end_matches(".rs")),
    }
}

fn source_root(tree: &Tree<'_>, from: &str) -> Option<String> {
    let root = tree.nearest(split(from).0, "Cargo.toml")?;
    let source = join(root, "src");
    Some(
        if tree.has_folder(&source) && from.starts_with(&format!("{source}/")) {
            source
        } else {
            root.to_owned()
        },
    )
}

fn module_file(tree: &Tree<'_>, path: &str) -> Option<String> {
    [format!("{path}.rs"), join(path, "mod.rs")]
        .into_iter()
        .find(|path| tree.has(path))
}

/// The file of the deepest module on a path; behind it stand names of its items.
fn deepest(tree: &Tree<'_>, base: &str, path: &[&str]) -> Option<String> {
    let at = |parts: &[&str]| join(base, &parts.join("/"));
    let found = (1..=path.len())
        .rev()
        .find_map(|n| module_file(tree, &at(&path[..n])));
    let own = || {
        let folder_files = ["lib.rs", "main.rs", "mod.rs"]
            .iter()
            .map(|name| join(base, name));
        folder_files
            .chain([format!("{base}.rs")])
            .find(|path| tree.has(path))
    };
    found.or_else(own)
}
