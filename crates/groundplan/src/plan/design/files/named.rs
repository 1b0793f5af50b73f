//! Files that the specification names, and those where its new names go.

use super::Files;
use crate::model::ground::{Ground, Grounds};
use crate::model::index::FileKind;
use crate::plan::context::Context;
use crate::plan::design::Design;
use crate::plan::design::named::{Fate, Named, State};
use crate::plan::types::NameKind;

/// Files that the specification names, and those where its new names go.
pub(super) fn named(
    context: &Context<'_>,
    design: &Design,
    named: &[Named<'_>],
    files: &mut Files,
) {
    for draft in &design.contracts.names {
        let Some(path) = &draft.file else { continue };
        let text = match draft.kind {
            NameKind::File => "named by the specification".to_owned(),
            _ => format!("`{}`", draft.name),
        };
        files.add(context, path, "logic", &text, &draft.claim.grounds);
        for beside in &draft.with {
            let text = format!("with `{}`, as its siblings have it", draft.name);
            files.add(context, beside, "logic", &text, &draft.claim.grounds);
        }
    }
    for one in named.iter().filter(|one| one.fate != Fate::Kept) {
        let State::File(path) = one.state else {
            continue;
        };
        let items: Vec<Ground> = one
            .items
            .iter()
            .filter(|item| **item != "problem")
            .take(4)
            .map(|item| Ground::spec(*item))
            .collect();
        let source = context.evidence.file(path).map(|file| file.kind) == Some(FileKind::Source);
        if let Some(grounds) = Grounds::from_vec(items).filter(|_| source) {
            if one.fate == Fate::Removed {
                files.delete(path, "goes, as the specification says", &grounds);
            } else {
                let text = "named by the specification";
                files.add(context, path, "logic", text, &grounds);
            }
        }
    }
}
