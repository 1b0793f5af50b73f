//! Imports → files of the repository. One file a family of languages; what no file answers to stays
//! unresolved, as it comes from outside.

mod dart;
mod ecma;
mod go;
mod include;
mod jvm;
mod namespace;
mod python;
mod rust;
mod scan;
mod tree;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::cache::Entry;
use crate::model::index::{FileFacts, Import};
use crate::world::World;

pub(super) use scan::scan;
use tree::Tree;

/// Files that one import is linked to at most.
const MAX_TARGETS: usize = 12;

/// How the imports of some languages find their files.
struct Resolver {
    /// Identifiers in the language registry.
    languages: &'static [&'static str],
    /// Files that an import of a file names, the closest first.
    resolve: fn(&Tree<'_>, &FileFacts, &Import) -> Vec<String>,
}

static RESOLVERS: &[Resolver] = &[
    ecma::RESOLVER,
    python::RESOLVER,
    rust::RESOLVER,
    go::RESOLVER,
    dart::RESOLVER,
    jvm::RESOLVER,
    namespace::RESOLVER,
    include::RESOLVER,
];

/// Of some files those that declare what a file uses.
fn that_declare_used<'f>(
    from: &FileFacts,
    files: impl Iterator<Item = &'f FileFacts>,
) -> Vec<String> {
    let used: FxHashSet<&str> = from.uses.iter().map(|used| used.name.as_str()).collect();
    let declares = |file: &&FileFacts| {
        let mut symbols = file.symbols.iter();
        symbols.any(|symbol| symbol.exported && used.contains(symbol.name.as_str()))
    };
    files
        .filter(declares)
        .map(|file| file.path.clone())
        .collect()
}

/// Resolves the imports of all entries. An import that names several files is repeated, once a file.
pub(super) fn resolve(entries: &mut [Entry], world: &dyn World) {
    let by_language: FxHashMap<&str, &Resolver> = RESOLVERS
        .iter()
        .flat_map(|resolver| {
            resolver
                .languages
                .iter()
                .map(move |language| (*language, resolver))
        })
        .collect();
    let resolved: Vec<Option<Vec<Import>>> = {
        let tree = Tree::of(entries, world);
        let of_entry = |entry: &Entry| {
            let facts = &entry.facts;
            let resolver = by_language.get(facts.language.as_deref()?)?;
            (!facts.imports.is_empty()).then(|| imports_of(&tree, facts, resolver))
        };
        entries.par_iter().map(of_entry).collect()
    };
    for (entry, imports) in entries.iter_mut().zip(resolved) {
        if let Some(imports) = imports {
            entry.facts.imports = imports;
        }
    }
}

/// The imports of a file with what they resolve to. Repeats of an earlier run go first.
fn imports_of(tree: &Tree<'_>, facts: &FileFacts, resolver: &Resolver) -> Vec<Import> {
    let mut seen: FxHashSet<(&str, u32)> = FxHashSet::default();
    let mut all = Vec::with_capacity(facts.imports.len());
    for import in facts
        .imports
        .iter()
        .filter(|import| seen.insert((&import.module, import.line)))
    {
        let mut targets = (resolver.resolve)(tree, facts, import);
        targets.retain(|target| *target != facts.path);
        targets.truncate(MAX_TARGETS);
        if targets.is_empty() {
            all.push(Import {
                resolved: None,
                ..import.clone()
            });
        }
        all.extend(targets.into_iter().map(|target| Import {
            resolved: Some(target),
            ..import.clone()
        }));
    }
    all
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::super::index::index;
    use crate::world::MemoryWorld;

    /// `path → path` for every resolved import of these files.
    fn edges(files: &[(&str, &str)]) -> Vec<String> {
        let world = MemoryWorld::new(files.iter().copied());
        let (index, _) = index(&world);
        let edges = index.files.values().flat_map(|file| {
            let to = file
                .imports
                .iter()
                .filter_map(|import| import.resolved.as_deref());
            to.map(|to| format!("{} → {to}", file.path))
        });
        edges.collect()
    }

    #[test]
    fn typescript_paths_are_relative_aliased_or_of_a_workspace_package() {
        let found = edges(&[
            (
                "tsconfig.json",
                "{ // comment\n \"compilerOptions\": { \"baseUrl\": \".\", \"paths\": { \"@/*\": [\"./src/*\"], } } }",
            ),
            (
                "packages/core/package.json",
                "{\"name\": \"@x/core\", \"main\": \"dist/index.js\"}",
            ),
            ("packages/core/src/index.ts", "export * from './deep.js'\n"),
            ("packages/core/src/deep.ts", "export const d = 1\n"),
            (
                "src/a.ts",
                "import { b } from './b'\nimport { c } from '@/lib/c'\nimport x from '@x/core'\nimport react from 'react'\n",
            ),
            ("src/b/index.tsx", "export const b = 1\n"),
            ("src/lib/c.ts", "export const c = 1\n"),
        ]);
        assert_eq!(
            found,
            [
                "packages/core/src/index.ts → packages/core/src/deep.ts",
                "src/a.ts → src/b/index.tsx",
                "src/a.ts → src/lib/c.ts",
                "src/a.ts → packages/core/src/index.ts",
            ]
        );
    }

    #[test]
    fn dart_and_java_imports_follow_packages() {
        let found = edges(&[
            ("pubspec.yaml", "name: shop\n"),
            (
                "lib/main.dart",
                "import 'package:shop/user/user.dart';\nimport 'src/cart.dart';\n",
            ),
            ("lib/src/cart.dart", "class Cart {}\n"),
            ("lib/user/user.dart", "class User {}\n"),
            (
                "src/main/java/a/b/C.java",
                "package a.b;\nimport a.d.E;\nimport a.f.*;\nclass C { Gate gate; }\n",
            ),
            (
                "src/main/java/a/f/Gate.java",
                "package a.f;\nclass Gate {}\n",
            ),
            ("src/main/java/a/f/H.java", "package a.f;\nclass H {}\n"),
            ("src/main/java/a/d/E.java", "package a.d;\nclass E {}\n"),
        ]);
        assert_eq!(
            found,
            [
                "lib/main.dart → lib/user/user.dart",
                "lib/main.dart → lib/src/cart.dart",
                "src/main/java/a/b/C.java → src/main/java/a/d/E.java",
                "src/main/java/a/b/C.java → src/main/java/a/f/Gate.java",
            ]
        );
    }

    #[test]
    fn namespaces_are_found_by_what_files_declare() {
        let found = edges(&[
            (
                "src/Cart.cs",
                "using Shop.Users;\nusing System;\nnamespace Shop;\nclass Cart { User u; }\n",
            ),
            ("lib/U.cs", "namespace Shop.Users;\npublic class User {}\n"),
            (
                "lib/V.cs",
                "namespace Shop.Users;\npublic class Visitor {}\n",
            ),
            ("lib/a.ex", "defmodule A do\n  alias Shop.B\nend\n"),
            ("lib/b.ex", "defmodule Shop.B do\nend\n"),
        ]);
        assert_eq!(found, ["lib/a.ex → lib/b.ex", "src/Cart.cs → lib/U.cs"]);
    }

    #[test]
    fn quoted_paths_are_seen_from_the_file_or_end_a_path() {
        let found = edges(&[
            (
                "src/a.c",
                "#include \"b.h\"\n#include <shop/c.h>\n#include <b.h>\n",
            ),
            ("src/b.h", "int b;\n"),
            ("include/shop/c.h", "int c;\n"),
            ("lib/a.rb", "require_relative \"b\"\nrequire \"json\"\n"),
            ("lib/b.rb", "B = 1\n"),
            ("run.sh", "source ./lib/util.sh\n. \"$DIR/other.sh\"\n"),
            ("lib/util.sh", "x() { :; }\n"),
            ("lib/other.sh", "y() { :; }\n"),
            ("a.php", "<?php\nuse App\\Models\\{User};\n"),
            (
                "src/Models/User.php",
                "<?php\nnamespace App\\Models;\nclass User {}\n",
            ),
        ]);
        assert_eq!(
            found,
            [
                "a.php → src/Models/User.php",
                "lib/a.rb → lib/b.rb",
                "run.sh → lib/util.sh",
                "run.sh → lib/other.sh",
                "src/a.c → src/b.h",
                "src/a.c → include/shop/c.h",
            ]
        );
    }

    #[test]
    fn rust_paths_follow_modules_and_crates() {
        let found = edges(&[
            ("Cargo.toml", "[workspace]\n"),
            ("core/Cargo.toml", "[package]\nname = \"x-core\"\n"),
            ("core/src/lib.rs", "mod plan;\npub mod words;\n"),
            (
                "core/src/plan/mod.rs",
                "mod design;\nuse crate::words::split;\n",
            ),
            (
                "core/src/plan/design.rs",
                "use super::Plan;\nmod tests {\n    use super::*;\n}\n",
            ),
            (
                "core/src/words.rs",
                "pub fn split() {}\nmod tests {\n    use super::*;\n}\n",
            ),
            ("cli/Cargo.toml", "[package]\nname = \"x-cli\"\n"),
            ("cli/src/main.rs", "use x_core::words;\nuse std::fmt;\n"),
        ]);
        assert_eq!(
            found,
            [
                "cli/src/main.rs → core/src/words.rs",
                "core/src/lib.rs → core/src/plan/mod.rs",
                "core/src/lib.rs → core/src/words.rs",
                "core/src/plan/design.rs → core/src/plan/mod.rs",
                "core/src/plan/mod.rs → core/src/plan/design.rs",
                "core/src/plan/mod.rs → core/src/words.rs",
            ]
        );
    }

    #[test]
    fn python_modules_are_relative_or_rooted_at_src() {
        let found = edges(&[
            ("src/shop/__init__.py", "from .cart import Cart\n"),
            ("src/shop/cart.py", "from shop import user\nimport os\n"),
            ("src/shop/user.py", "class User: pass\n"),
            ("app.py", "import shop.cart\nfrom shop.user import User\n"),
        ]);
        assert_eq!(
            found,
            [
                "app.py → src/shop/cart.py",
                "app.py → src/shop/user.py",
                "src/shop/__init__.py → src/shop/cart.py",
                "src/shop/cart.py → src/shop/user.py",
            ]
        );
    }

    #[test]
    fn a_go_package_is_the_files_that_declare_what_is_used() {
        let found = edges(&[
            ("go.mod", "module example.com/shop\n"),
            (
                "main.go",
                "package main\n\nimport \"example.com/shop/user\"\n\nfunc main() { user.Load() }\n",
            ),
            ("user/load.go", "package user\n\nfunc Load() {}\n"),
            ("user/save.go", "package user\n\nfunc Save() {}\n"),
        ]);
        assert_eq!(found, ["main.go → user/load.go"]);
    }

    #[test]
    fn a_deleted_target_is_forgotten() {
        let first = MemoryWorld::new([("a.ts", "import './b'\n"), ("b.ts", "export {}\n")]);
        assert_eq!(
            index(&first).0.file("a.ts").unwrap().imports[0]
                .resolved
                .as_deref(),
            Some("b.ts")
        );
        let blob = crate::world::World::cache_load(&first, "index").unwrap();
        let second = MemoryWorld::new([("a.ts", "import './b'\n")]);
        crate::world::World::cache_store(&second, "index", &blob);
        assert_eq!(
            index(&second).0.file("a.ts").unwrap().imports[0].resolved,
            None
        );
    }
}
