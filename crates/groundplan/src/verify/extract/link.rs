//! Links and images to files of the repository, relative to the document or to the root.

use super::token::parse;
use super::{Find, Form, Found, Origin, What};
use crate::verify::passage::{Block, PieceKind};

/// The form.
pub(super) const FORM: Form = Form {
    id: "link",
    summary: "[text](../src/a.rs#L10), ![image](docs/a.png)",
    find: Find::Block(find),
};

fn find(source: &str, block: &Block) -> Vec<Found> {
    let mut all = Vec::new();
    for piece in &block.pieces {
        let PieceKind::Link(destination) = &piece.kind else {
            continue;
        };
        let text = source.get(piece.range.clone()).unwrap_or_default();
        // The destination as it is written, which an entity or an escape makes another.
        let Some(at) = text
            .rfind(destination.as_str())
            .filter(|_| !destination.is_empty())
        else {
            continue;
        };
        let word = destination.trim_start_matches("./");
        let start = piece.range.start + at + destination.len() - word.len();
        for mut path in parse(word, start) {
            path.origin = Origin::Link;
            all.push((start..start + word.len(), What::Path(path)));
        }
    }
    all
}
