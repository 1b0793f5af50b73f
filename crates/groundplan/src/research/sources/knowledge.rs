//! `knowledge/TOPIC-DATE.md`: what was researched before.

use jiff::civil::Date;

use super::Source;
use crate::model::spec::Spec;
use crate::research::passages::{Passage, of_document};
use crate::world::World;

/// The source.
pub const SOURCE: Source = Source {
    id: "knowledge",
    summary: "Answers of earlier research in `knowledge/`",
    gather,
};

fn gather(_: &Spec, world: &dyn World) -> Vec<Passage> {
    let files = world
        .list("knowledge", 2_000)
        .into_iter()
        .filter(|file| file.path.ends_with(".md"));
    let read = files.filter_map(|file| Some((world.read_text(&file.path).ok()?, file.path)));
    read.flat_map(|(text, path)| {
        let date = date_of(&path).unwrap_or(jiff::civil::date(1970, 1, 1));
        of_document(&path, &text, Some(date))
    })
    .filter(|passage| {
        ![
            "question",
            "date",
            "state",
            "sources",
            "topic:",
            "confidence:",
        ]
        .iter()
        .any(|label| {
            passage
                .text
                .to_lowercase()
                .trim_start_matches('*')
                .starts_with(label)
        })
    })
    .collect()
}

/// The date at the end of the file's name.
fn date_of(path: &str) -> Option<Date> {
    let stem = path.rsplit('/').next()?.strip_suffix(".md")?;
    stem.get(stem.len().checked_sub(10)?..)?.parse().ok()
}
