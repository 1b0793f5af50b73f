//! `knowledge/TOPIC-DATE.md`: what was researched before.

use jiff::civil::Date;

use super::{Request, Source, within};
use crate::research::knowledge::KnowledgeFile;
use crate::research::passages::Passage;
use crate::world::World;

/// The source.
pub const SOURCE: Source = Source {
    id: "knowledge",
    summary: "Fresh answers of earlier research in `knowledge/`, full text",
    gather,
};

/// Files that are looked at.
const FILES: usize = 2_000;

/// All knowledge files, oldest path first.
pub fn files(world: &dyn World, budget: u64) -> Vec<KnowledgeFile> {
    let listed = world
        .list("knowledge", FILES)
        .into_iter()
        .filter(|file| file.path.ends_with(".md"));
    within(budget, listed)
        .filter_map(|file| KnowledgeFile::read(&file.path, &world.read_text(&file.path).ok()?))
        .collect()
}

/// Sentences of files that are fresh: what is stale is only cited when its topic is asked.
fn gather(request: &Request<'_>, world: &dyn World) -> Vec<Passage> {
    let today: Date = world.today();
    let fresh = files(world, request.budget)
        .into_iter()
        .filter(|file| file.is_fresh(today, request.fresh_days));
    fresh
        .flat_map(|file| file.findings.into_iter().map(|finding| finding.passage))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_readme_is_no_knowledge() {
        let world = MemoryWorld::new([(
            "knowledge/README.md",
            "# Knowledge\n\nOne question a file.\n",
        )]);
        assert!(files(&world, 1_000_000).is_empty());
    }
}
