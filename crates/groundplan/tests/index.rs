//! Files of any content make an index.
#![expect(clippy::unwrap_used, reason = "tests stop at what they did not expect")]

use groundplan::analyze::index;
use groundplan::world::{MemoryWorld, World as _};
use proptest::prelude::*;

/// Names under which a file is code, a document, a manifest, or nothing known.
const NAMES: &[&str] = &[
    "Cargo.toml",
    "README.md",
    "a.c",
    "a.cs",
    "a.css",
    "a.dart",
    "a.ex",
    "a.go",
    "a.graphql",
    "a.html",
    "a.java",
    "a.js",
    "a.kt",
    "a.lua",
    "a.php",
    "a.prisma",
    "a.proto",
    "a.py",
    "a.rb",
    "a.rs",
    "a.scala",
    "a.sh",
    "a.sql",
    "a.swift",
    "a.ts",
    "a.tsx",
    "a.vue",
    "go.mod",
    "openapi.yaml",
    "package.json",
    "pyproject.toml",
    "run",
    "x.bin",
];

proptest! {
    #[test]
    fn any_bytes_are_a_file(files in prop::collection::btree_map(
        prop::sample::select(NAMES), prop::collection::vec(any::<u8>(), 0..400), 1..8,
    )) {
        let world = MemoryWorld::default();
        for (name, bytes) in &files {
            world.write(name, bytes).unwrap();
        }
        let (first, _) = index(&world);
        prop_assert_eq!(first.files.len(), files.len());
        // The second time from the cache.
        let (second, _) = index(&world);
        prop_assert_eq!(&first.files, &second.files);
    }

    #[test]
    fn any_bytes_are_a_cache(blob in prop::collection::vec(any::<u8>(), 0..300), head in any::<bool>()) {
        let world = MemoryWorld::new([("src/a.rs", "pub fn a() {}\n")]);
        let (first, _) = index(&world);
        let mut stored = world.cache_load("index").unwrap();
        let kept = if head { stored.len().min(24) } else { 0 };
        stored.truncate(kept);
        stored.extend(blob);
        world.cache_store("index", &stored);
        let (second, _) = index(&world);
        prop_assert_eq!(&first.files, &second.files);
    }
}
