//! Files where a new member has to be named.

use super::Files;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::design::{Design, placement};
use crate::plan::types::{Change, ChangeKind, FileAction, FileChange};

/// Blocks that list the members of a group that gets a member, and files that rules of the project name.
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
            let text = registration.instruction(&group.noun);
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
            "rule" => !kinds.is_empty(),
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
                point.path(),
                "registration",
                &point.instruction,
                &grounds,
            );
        }
    }
}

/// Blocks that list the folders beside a new one, as the folder `skills` beside `agents` and `tools`.
pub(super) fn folders(context: &Context<'_>, files: &mut Files) {
    let groups = context.analysis().groups.iter();
    for group in groups.filter(|group| group.kind == "folder") {
        let new_folder = |file: &&FileChange| {
            let below = file
                .path
                .strip_prefix(group.dir.as_str())?
                .strip_prefix('/')?;
            let (folder, _) = below.split_once('/')?;
            let known = group.members.iter().any(|member| member.name == folder);
            let made = file.action == FileAction::Create && file.role != "test" && !known;
            made.then(|| (folder.to_owned(), file.claim.grounds.clone()))
        };
        let Some((folder, because)) = files.all.iter().find_map(|file| new_folder(&file)) else {
            continue;
        };
        let items: Vec<Ground> = because.spec_items().take(2).map(Ground::spec).collect();
        for registration in &group.registrations {
            let text = registration.instruction(&format!("folder `{folder}`"));
            let anchor = Ground::Code(registration.anchor.clone());
            let grounds = Grounds::new(anchor, items.clone());
            files.add(
                context,
                &registration.anchor.path,
                "registration",
                &text,
                &grounds,
            );
        }
    }
}
