//! Files where a new member has to be named.

use super::Files;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::design::{Design, placement};
use crate::plan::types::{Change, ChangeKind};

/// Files that name most members of a group that gets a member, and the analyzer's own points.
pub(super) fn registrations(context: &Context<'_>, design: &Design, files: &mut Files) {
    let operations = || {
        design
            .contracts
            .groups
            .iter()
            .flat_map(|group| &group.operations)
    };
    let kinds: Vec<OperationKind> = operations()
        .filter(|op| op.change == Change::Add)
        .map(|op| op.kind)
        .collect();
    let groups = kinds
        .iter()
        .filter_map(|kind| placement::group_for(context, *kind));
    let mut seen: Vec<&str> = Vec::new();
    for group in groups {
        if seen.contains(&group.id.as_str()) {
            continue;
        }
        seen.push(&group.id);
        let items: Vec<Ground> = operations()
            .flat_map(|op| op.claim.grounds.spec_items())
            .take(3)
            .map(Ground::spec)
            .collect();
        for registration in &group.registrations {
            let mut grounds = vec![Ground::Code(registration.anchor.clone())];
            grounds.extend(items.clone());
            let Some(grounds) = Grounds::from_vec(grounds) else {
                continue;
            };
            let text = format!(
                "register the new {}: it names {} of {} there",
                group.noun, registration.named, registration.total
            );
            files.add(
                context,
                &registration.anchor.path,
                "registration",
                &text,
                &grounds,
            );
        }
    }
    let shows = design.is(ChangeKind::UserInterface);
    for point in &context.analysis().integration_points {
        let wanted = match point.integration_type.as_str() {
            "navigation" => shows,
            "registration" => !kinds.is_empty(),
            _ => false,
        };
        if wanted {
            let item = context
                .spec
                .user_stories
                .first()
                .map(|story| story.id.as_str());
            let grounds = Grounds::new(Ground::Code(point.anchor.clone()), [context.ground(item)]);
            files.add(
                context,
                &point.anchor.path,
                "registration",
                &point.instruction,
                &grounds,
            );
        }
    }
}
