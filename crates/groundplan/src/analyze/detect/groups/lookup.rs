//! Uses and tests by name, gathered once: looking through all files for every group costs seconds in a
//! large repository.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::index::{FileFacts, FileKind, Index, SymbolKind};
use crate::model::names::file_stem;

/// Where names are used first, and the tests that bear a name.
pub(super) struct Lookup<'a> {
    uses: FxHashMap<&'a str, Vec<(&'a FileFacts, u32)>>,
    tests: FxHashMap<&'a str, Vec<&'a str>>,
    functions: FxHashSet<&'a str>,
}

impl<'a> Lookup<'a> {
    /// Gathers the uses of these names in source files, and all tests.
    pub fn new(index: &'a Index, names: &FxHashSet<&str>) -> Self {
        let sources: Vec<&FileFacts> = index.of_kind(FileKind::Source).collect();
        let of_file = |file: &&'a FileFacts| {
            let file: &'a FileFacts = file;
            let mut seen = FxHashSet::default();
            let hits = file.uses.iter().filter(|used| {
                names.contains(used.name.as_str()) && seen.insert(used.name.as_str())
            });
            hits.map(|used| (used.name.as_str(), file, used.line))
                .collect()
        };
        let hits: Vec<Vec<(&str, &FileFacts, u32)>> = sources.par_iter().map(of_file).collect();
        let mut uses: FxHashMap<&str, Vec<(&FileFacts, u32)>> = FxHashMap::default();
        for (name, file, line) in hits.into_iter().flatten() {
            uses.entry(name).or_default().push((file, line));
        }
        let mut tests: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for test in index.of_kind(FileKind::Test) {
            tests
                .entry(tested(&test.path))
                .or_default()
                .push(&test.path);
        }
        let symbols = sources.iter().flat_map(|file| &file.symbols);
        let functions = symbols.filter(|symbol| symbol.kind == SymbolKind::Function);
        let functions = functions.map(|symbol| symbol.name.as_str()).collect();
        Self {
            uses,
            tests,
            functions,
        }
    }

    /// Whether a free function of this name is declared in the repository.
    pub fn is_function(&self, name: &str) -> bool {
        self.functions.contains(name)
    }

    /// Source files that use a name, in path order, with the line of the first use.
    pub fn uses(&self, name: &str) -> &[(&'a FileFacts, u32)] {
        self.uses.get(name).map_or(&[], Vec::as_slice)
    }

    /// Tests that bear the name of what they test, in path order.
    pub fn tests(&self, name: &str) -> &[&'a str] {
        self.tests.get(name).map_or(&[], Vec::as_slice)
    }
}

/// What a test's name says that it tests.
fn tested(path: &str) -> &str {
    file_stem(path)
        .trim_start_matches("test_")
        .trim_end_matches("_test")
        .trim_end_matches("_spec")
}
