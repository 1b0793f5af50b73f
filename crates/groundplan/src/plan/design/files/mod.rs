//! Every file of the feature, with its place and name: the union of what schema, contracts, tests,
//! impact, the specification's names and the analyzer's integration points name.

mod documents;
mod exports;
mod interface;
mod layered;
mod named;
mod planned;
mod ranked;
mod registration;

pub(super) use ranked::known_words;

use super::Design;
use super::named::Named;
use crate::model::ground::{Claim, Grounds};
use crate::plan::context::Context;
use crate::plan::dialects::common;
use crate::plan::types::{FileAction, FileChange, Key, Reading};

/// Collects files; a path occurs once, with all its grounds.
#[derive(Default)]
pub(super) struct Files {
    pub all: Vec<FileChange>,
}

impl Files {
    pub fn add(
        &mut self,
        context: &Context<'_>,
        path: &str,
        role: &str,
        text: &str,
        grounds: &Grounds,
    ) {
        let exists = context.evidence.file(path).is_some();
        // A migration that was applied is never edited: its checksum and its tables are out there.
        if path.is_empty() || (exists && common::is_migration(path)) {
            return;
        }
        if let Some(there) = self.all.iter_mut().find(|file| file.path == path) {
            for ground in grounds {
                there.claim.grounds = there.claim.grounds.clone().and(ground.clone());
            }
            add_items(&mut there.implements, grounds);
            if !there.claim.text.contains(text) && there.claim.text.len() < 160 {
                there.claim.text = format!("{}; {text}", there.claim.text);
            }
            return;
        }
        let mut implements = Vec::new();
        add_items(&mut implements, grounds);
        self.all.push(FileChange {
            key: Key::new("files", path),
            path: path.to_owned(),
            action: if exists {
                FileAction::Modify
            } else {
                FileAction::Create
            },
            role: role.to_owned(),
            claim: Claim::new(text, grounds.clone()),
            implements,
        });
    }
}

impl Files {
    /// The file goes; what was to change in it goes with it.
    pub fn delete(&mut self, path: &str, text: &str, grounds: &Grounds) {
        let mut implements = Vec::new();
        add_items(&mut implements, grounds);
        self.all.retain(|file| file.path != path);
        self.all.push(FileChange {
            key: Key::new("files", path),
            path: path.to_owned(),
            action: FileAction::Delete,
            role: "logic".to_owned(),
            claim: Claim::new(text, grounds.clone()),
            implements,
        });
    }
}

fn add_items(all: &mut Vec<String>, grounds: &Grounds) {
    for item in grounds.spec_items() {
        if item != "problem" && !all.iter().any(|there| there == item) {
            all.push(item.to_owned());
        }
    }
}

/// Settles all files but those of tests, in the order schema, contracts, interface, registration,
/// impact, names, ranked.
///
/// Second: files that are worth reading first and are not planned to change.
pub fn settle(
    context: &Context<'_>,
    design: &Design,
    named: &[Named<'_>],
) -> (Vec<FileChange>, Vec<Reading>) {
    let mut files = Files::default();
    planned::schema(context, design, &mut files);
    planned::contracts(context, design, &mut files);
    interface::interface(context, design, &mut files);
    registration::registrations(context, design, &mut files);
    planned::impact(context, design, &mut files);
    named::named(context, design, named, &mut files);
    layered::layers(context, named, &mut files);
    registration::folders(context, &mut files);
    exports::exports(context, design, &mut files);
    documents::documents(context, design, named, &mut files);
    let mut reading = ranked::ranked(context, design, &mut files);
    ranked::unmet(context, design, &mut files);
    reading.retain(|one| files.all.iter().all(|file| file.path != one.path));
    (files.all, reading)
}

/// Adds the test files, each with all that it proves.
pub fn add_tests(context: &Context<'_>, design: &mut Design) {
    let mut files = Files {
        all: std::mem::take(&mut design.files),
    };
    planned::tests(context, design, &mut files);
    design.files = files.all;
}
