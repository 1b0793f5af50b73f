//! The project's documents: README, `docs/`, decision records; never specifications and plans.

use super::Source;
use crate::model::spec::Spec;
use crate::research::passages::{Passage, of_document};
use crate::world::World;

/// The source.
pub const SOURCE: Source = Source {
    id: "project documents",
    summary: "README, docs, decision records",
    gather,
};

/// How many documents are read.
const MOST: usize = 400;

fn gather(spec: &Spec, world: &dyn World) -> Vec<Passage> {
    let files = world.files().unwrap_or_default();
    let documents = files.into_iter().filter(|file| {
        let lower = file.path.to_lowercase();
        let text = [".md", ".mdx", ".rst", ".txt", ".adoc"]
            .iter()
            .any(|end| lower.ends_with(end));
        let planned = [
            "docs/features/",
            "specs/",
            ".kiro/",
            "openspec/",
            "knowledge/",
            "/skills/",
            "kitty-specs/",
            ".agent-os/",
        ];
        text && file.size < 300_000
            && file.path != spec.path
            && !planned.iter().any(|folder| lower.contains(folder))
    });
    let read = documents
        .take(MOST)
        .filter_map(|file| Some((world.read_text(&file.path).ok()?, file.path)));
    read.flat_map(|(text, path)| of_document(&path, &text, None))
        .collect()
}
