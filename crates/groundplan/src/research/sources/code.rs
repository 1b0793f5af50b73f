//! Comments of the project's own code, with the constants they stand above: limits, defaults, reasons.

use super::{Request, Source, sentences};
use crate::research::comments;
use crate::research::passages::{Passage, of_comments};
use crate::world::World;

/// The source.
pub const SOURCE: Source = Source {
    id: "project code",
    summary: "Comments of the project's code and the constants they stand above",
    gather,
};

/// Bytes of the largest file that is read.
const LARGEST: u64 = 200_000;
/// Bytes that are read at most: comments are the weakest source.
const BUDGET: u64 = 8 << 20;
/// Endings of files whose comments can be read.
const ENDINGS: &[&str] = &[
    ".rs", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".go", ".py", ".java", ".kt", ".rb", ".php",
    ".cs", ".toml", ".yml", ".yaml",
];
/// Parts of paths of files that are not the project's own words about itself.
const NOT_OWN: &[&str] = &[
    "node_modules/",
    "vendor/",
    "test",
    "spec",
    "fixture",
    "dist/",
    "generated",
    ".min.",
    "mock",
    "examples/",
];

fn gather(request: &Request<'_>, world: &dyn World) -> Vec<Passage> {
    let mut files = world.files().unwrap_or_default();
    files.retain(|file| {
        let lower = file.path.to_lowercase();
        let code = ENDINGS.iter().any(|end| lower.ends_with(end));
        code && file.size <= LARGEST && !NOT_OWN.iter().any(|part| lower.contains(part))
    });
    // Where the budget ends, files that a question's words name have been read.
    files.sort_by_key(|file| {
        (
            std::cmp::Reverse(request.lens.count(&file.path)),
            file.path.matches('/').count(),
        )
    });
    let remark = |passage| Passage {
        weak: true,
        ..passage
    };
    sentences(request.budget.min(BUDGET), files, world, |path, text| {
        let all = of_comments(path, "", comments::of(path, text), request.lens);
        all.into_iter().map(remark).collect()
    })
}
