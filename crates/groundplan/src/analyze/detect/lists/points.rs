//! Integration points: where new code hooks in.

use super::MOST;
use crate::model::evidence::{Analysis, IntegrationPoint, SiblingGroup};
use crate::model::index::{FileKind, Index};
use crate::model::names;

/// The schema, registrations of the groups near the feature, and files that rules of the project name.
pub(super) fn find(
    index: &Index,
    analysis: &Analysis,
    groups: &[(usize, &SiblingGroup)],
) -> Vec<IntegrationPoint> {
    let mut all = Vec::new();
    if let Some(anchor) = analysis
        .tables
        .last()
        .and_then(|table| table.anchor.clone())
    {
        let mut homes = analysis
            .tables
            .iter()
            .filter_map(|table| table.anchor.as_ref());
        let shared = homes.all(|home| home.path == anchor.path);
        all.push(IntegrationPoint {
            file_location: format!("{}:{}", anchor.path, anchor.line_end),
            integration_type: "schema_addition".to_owned(),
            instruction: if shared {
                "Add new tables after the last one"
            } else {
                "Add a new table in a file of its own, beside this one"
            }
            .to_owned(),
            existing_pattern: format!("Follow {}", anchor.reference()),
            anchor,
        });
    }
    for (_, group) in groups {
        for registration in &group.registrations {
            all.push(IntegrationPoint {
                file_location: registration.anchor.reference(),
                integration_type: if group.noun == "page" {
                    "navigation"
                } else {
                    "registration"
                }
                .to_owned(),
                instruction: names::capital(&registration.instruction(&group.noun)),
                existing_pattern: format!(
                    "{} of {} {} are listed there",
                    registration.named,
                    registration.total,
                    names::plural(&group.noun)
                ),
                anchor: registration.anchor.clone(),
            });
        }
    }
    for point in demanded(analysis, index) {
        if !all
            .iter()
            .any(|there| there.anchor.path == point.file_location)
        {
            all.push(point);
        }
    }
    all.truncate(MOST);
    all
}

/// Files that a rule of the project says to touch for something new: "A new section needs an entry in `nav.ts`".
fn demanded(analysis: &Analysis, index: &Index) -> Vec<IntegrationPoint> {
    let mut all = Vec::new();
    for rule in analysis.instructions.iter().filter(|one| !one.is_layout()) {
        let lower = rule.text.to_lowercase();
        let new = ["new ", "when adding", "add an entry", "register"]
            .iter()
            .any(|cue| lower.contains(cue));
        let paths = rule.text.split('`').skip(1).step_by(2);
        let source = |path: &&str| {
            index
                .file(path)
                .is_some_and(|file| file.kind == FileKind::Source)
        };
        for path in paths.filter(|_| new).filter(source) {
            let pages = ["page", "section", "screen", "route"]
                .iter()
                .any(|cue| lower.contains(cue));
            all.push(IntegrationPoint {
                file_location: path.to_owned(),
                integration_type: if pages { "navigation" } else { "rule" }.to_owned(),
                instruction: rule.text.trim_end_matches('.').to_owned(),
                existing_pattern: format!("A rule of {}", rule.anchor.path),
                anchor: rule.anchor.clone(),
            });
        }
    }
    all
}
