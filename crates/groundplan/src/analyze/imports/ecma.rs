//! TypeScript, JavaScript and the component languages around them: relative paths, aliases of a
//! tsconfig, packages of the same workspace.

use super::Resolver;
use super::tree::{Kind, Tree, join, normalise, split};
use crate::model::index::{FileFacts, Import};

pub(super) const RESOLVER: Resolver = Resolver {
    languages: &["typescript", "tsx", "javascript", "svelte", "vue", "astro"],
    resolve,
};

const EXTENSIONS: &[&str] = &[
    "ts",
    "tsx",
    "d.ts",
    "js",
    "jsx",
    "mjs",
    "cjs",
    "mts",
    "cts",
    "svelte",
    "vue",
    "svelte.ts",
    "svelte.js",
];

fn resolve(tree: &Tree<'_>, from: &FileFacts, import: &Import) -> Vec<String> {
    let module = import
        .module
        .split(['?', '#'])
        .next()
        .filter(|module| !module.is_empty());
    let module = module.unwrap_or(&import.module);
    let folder = split(&from.path).0;
    let found = if module.starts_with('.') {
        normalise(folder, module).and_then(|path| file_at(tree, &path))
    } else {
        aliased(tree, folder, module)
            .or_else(|| of_package(tree, module))
            .or_else(|| conventional(tree, folder, module))
    };
    found.into_iter().collect()
}

/// The file that a path without its extension stands for.
fn file_at(tree: &Tree<'_>, path: &str) -> Option<String> {
    if tree.has(path) {
        return Some(path.to_owned());
    }
    let with = |stem: &str| {
        let paths = EXTENSIONS
            .iter()
            .map(|extension| format!("{stem}.{extension}"));
        paths.into_iter().find(|path| tree.has(path))
    };
    // `./x.js` is written for `./x.ts`.
    let written = [".js", ".jsx", ".mjs", ".cjs"]
        .iter()
        .find_map(|end| path.strip_suffix(end));
    with(path)
        .or_else(|| written.and_then(with))
        .or_else(|| with(&join(path, "index")))
}

fn aliased(tree: &Tree<'_>, folder: &str, module: &str) -> Option<String> {
    let applies = |scope: &str| {
        scope.is_empty() || folder == scope || folder.starts_with(&format!("{scope}/"))
    };
    tree.aliases
        .iter()
        .filter(|alias| applies(&alias.scope))
        .find_map(|alias| {
            let rest = module.strip_prefix(alias.from.as_str())?;
            if alias.exact && !rest.is_empty() {
                return None;
            }
            file_at(tree, &format!("{}{rest}", alias.to))
        })
}

/// `@scope/name` and `@scope/name/deep` of a package of this repository.
fn of_package(tree: &Tree<'_>, module: &str) -> Option<String> {
    let parts = if module.starts_with('@') { 2 } else { 1 };
    let end = module
        .match_indices('/')
        .nth(parts - 1)
        .map_or(module.len(), |(at, _)| at);
    let (name, rest) = module.split_at(end);
    let root = tree.packages.get(&(Kind::Npm, name.to_owned()))?;
    let rest = rest.trim_start_matches('/');
    let tries = if rest.is_empty() {
        vec![
            join(root, "src/index"),
            join(root, "index"),
            join(root, "src/main"),
            join(root, "lib/index"),
        ]
    } else {
        vec![
            join(root, rest),
            join(root, &format!("src/{rest}")),
            join(root, &format!("lib/{rest}")),
        ]
    };
    tries.iter().find_map(|path| file_at(tree, path))
}

/// `$lib/x` (SvelteKit), `@/x` and `~/x` (bundler presets) where no configuration says so.
fn conventional(tree: &Tree<'_>, folder: &str, module: &str) -> Option<String> {
    let (prefix, rest) = module.split_once('/')?;
    let below: &[&str] = match prefix {
        "$lib" => &["src/lib"],
        "@" | "~" => &["src", "app", ""],
        _ => return None,
    };
    let root = tree.nearest(folder, "package.json").unwrap_or_default();
    below
        .iter()
        .find_map(|base| file_at(tree, &normalise(&join(root, base), rest)?))
}
