//! The kind of change, several at once; it decides which sections apply.

use super::phrases;
use super::stored;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::types::{ChangeKind, ChangeKindFound};

/// Words of the specification that point to a kind, for kinds that words alone can show.
const CUES: &[(ChangeKind, &[&str])] = &[
    (
        ChangeKind::UserInterface,
        &[
            "page",
            "screen",
            "button",
            "dialog",
            "modal",
            "dashboard",
            "form",
            "table view",
            "checkbox",
            "responsive",
            "ui",
            "widget",
            "tooltip",
            "menu",
        ],
    ),
    (
        ChangeKind::Removal,
        &[
            "remove",
            "removes",
            "removed",
            "drop",
            "deprecate",
            "deprecated",
            "replace",
            "replaces",
            "migrate",
            "migration",
            "retire",
            "no longer",
        ],
    ),
    (
        ChangeKind::CrossCutting,
        &[
            "logging",
            "metrics",
            "telemetry",
            "tracing",
            "observability",
            "authentication",
            "localization",
            "i18n",
            "caching",
        ],
    ),
    (
        ChangeKind::Build,
        &[
            "ci",
            "pipeline",
            "docker",
            "dockerfile",
            "packaging",
            "release",
            "build",
            "workflow",
            "deploy",
        ],
    ),
    (
        ChangeKind::Documentation,
        &["documentation", "readme", "tutorial", "guide", "changelog"],
    ),
    (
        ChangeKind::Behaviour,
        &[
            "instead",
            "currently",
            "existing",
            "change",
            "changes",
            "refactor",
            "improve",
            "fix",
            "behaviour",
            "behavior",
            "default",
        ],
    ),
];

/// Kinds that the specification's items show, each with the items that show it.
pub fn find(context: &Context<'_>) -> Vec<ChangeKindFound> {
    let mut found = Vec::new();
    found.extend(surface(context));
    found.extend(stored_data(context));
    for (kind, cues) in CUES {
        let items = items_saying(context, cues);
        if items.len() >= needed(*kind) {
            let claim = Claim::new(sentence(*kind), spec_grounds(&items));
            found.push(ChangeKindFound { kind: *kind, claim });
        }
    }
    if found.is_empty() {
        let assumed = Ground::assumption(
            "nothing in the specification shows what kind of change it is",
            "state in the specification which behaviour changes",
        );
        let claim = Claim::new("Changed behaviour of existing code", assumed);
        found.push(ChangeKindFound {
            kind: ChangeKind::Behaviour,
            claim,
        });
    }
    found
}

/// How many items must say so: common words need more than one.
fn needed(kind: ChangeKind) -> usize {
    match kind {
        ChangeKind::Behaviour | ChangeKind::Build | ChangeKind::Documentation => 2,
        _ => 1,
    }
}

fn sentence(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::UserInterface => "People see something new or different",
        ChangeKind::Removal => "Something goes or is replaced",
        ChangeKind::CrossCutting => "A concern that crosses modules",
        ChangeKind::Build => "Build, packaging or CI changes",
        ChangeKind::Documentation => "Documentation is part of the feature",
        ChangeKind::Behaviour => "What exists behaves differently",
        ChangeKind::Data => "Stored data changes",
        ChangeKind::Service => "The service offers new operations",
        ChangeKind::Cli => "The command line changes",
        ChangeKind::Library => "The public interface changes",
    }
}

fn spec_grounds(items: &[String]) -> Grounds {
    let grounds: Vec<Ground> = items.iter().take(3).map(Ground::spec).collect();
    Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::spec("problem"))
}

fn items_saying(context: &Context<'_>, cues: &[&str]) -> Vec<String> {
    let items = context.spec.items();
    let said = items.into_iter().filter(|item| {
        let lower = item.text.to_lowercase();
        let words = phrases::words_of(&lower);
        cues.iter().any(|cue| {
            if cue.contains(' ') {
                lower.contains(cue)
            } else {
                words.iter().any(|word| word == cue)
            }
        })
    });
    said.map(|item| item.id.to_owned()).collect()
}

/// The surface that the project has: a service, a command line, or a library.
fn surface(context: &Context<'_>) -> Option<ChangeKindFound> {
    let kind = context.dialect.surface?;
    let spec = context.spec;
    let items: Vec<String> = spec
        .user_stories
        .iter()
        .filter(|story| phrases::main_verb(&story.title).is_some())
        .map(|story| story.id.clone())
        .chain(
            spec.functional_requirements
                .iter()
                .map(|requirement| requirement.id.clone()),
        )
        .take(3)
        .collect();
    (!items.is_empty()).then(|| ChangeKindFound {
        kind,
        claim: Claim::new(sentence(kind), spec_grounds(&items)),
    })
}

/// Stored data: only where the project has a schema, or has no code at all.
fn stored_data(context: &Context<'_>) -> Option<ChangeKindFound> {
    let has_schema = context.analysis().stack.schema_language.is_some();
    if !has_schema && context.has_code() {
        return None;
    }
    let spec = context.spec;
    let mut items: Vec<String> = spec
        .functional_requirements
        .iter()
        .filter(|requirement| {
            stored::read(&requirement.text).is_some()
                || phrases::wanted_field(&requirement.text).is_some()
        })
        .map(|requirement| requirement.id.clone())
        .collect();
    items.extend(spec.key_entities.iter().map(|entity| entity.name.clone()));
    let stored = spec.criteria().filter(|one| {
        let outcome = one.then.as_deref().unwrap_or(&one.text);
        stored::read_outcome(outcome).is_some()
    });
    items.extend(stored.map(|one| one.id.clone()));
    (!items.is_empty()).then(|| ChangeKindFound {
        kind: ChangeKind::Data,
        claim: Claim::new(sentence(ChangeKind::Data), spec_grounds(&items)),
    })
}
