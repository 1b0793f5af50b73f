//! Pages and components where people see something, in the groups that hold such.

use super::Files;
use crate::model::evidence::SiblingGroup;
use crate::model::ground::{Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::{Design, phrases};
use crate::plan::types::ChangeKind;

/// Pages and components where people see something: in the groups that hold such.
pub(super) fn interface(context: &Context<'_>, design: &Design, files: &mut Files) {
    if !design.is(ChangeKind::UserInterface) {
        return;
    }
    let groups = &context.analysis().groups;
    let of = |cue: &str| {
        let fits = groups
            .iter()
            .filter(|group| group.kind.contains(cue) || group.noun.contains(cue));
        fits.max_by_key(|group| (relevance(context, group), group.members.len()))
    };
    let items: Vec<Ground> = interface_items(context)
        .into_iter()
        .map(Ground::spec)
        .collect();
    let Some(spec) = Grounds::from_vec(items) else {
        return;
    };
    let name = topic_words(design, context);
    for cue in ["page", "component"] {
        let Some(group) = of(cue) else { continue };
        let Some(path) = sibling_path(group, &name) else {
            continue;
        };
        let example = group
            .members
            .first()
            .map(|member| Ground::Code(member.anchor.clone()));
        let grounds = example.map_or(spec.clone(), |ground| spec.clone().and(ground));
        files.add(
            context,
            &path,
            "ui",
            &format!("{} for {}", group.noun, name.join(" ")),
            &grounds,
        );
    }
}

fn relevance(context: &Context<'_>, group: &SiblingGroup) -> usize {
    let paths = group
        .members
        .iter()
        .map(|member| member.anchor.path.as_str());
    let ranked = &context.analysis().files;
    paths
        .filter(|path| ranked.iter().take(30).any(|file| file.path == *path))
        .count()
}

fn interface_items(context: &Context<'_>) -> Vec<String> {
    let cues = [
        "page",
        "screen",
        "table",
        "button",
        "dialog",
        "dashboard",
        "form",
        "select",
        "checkbox",
        "view",
        "see",
        "show",
        "display",
        "responsive",
        "click",
    ];
    let items = context.spec.items();
    let said = items.into_iter().filter(|item| {
        phrases::words_of(item.text)
            .iter()
            .any(|word| cues.contains(&word.as_str()))
    });
    said.map(|item| item.id.to_owned()).take(4).collect()
}

fn topic_words(design: &Design, context: &Context<'_>) -> Vec<String> {
    let table = design.schema.new_tables.first();
    if let Some(table) = table {
        return names::split(&table.entity).into_iter().take(2).collect();
    }
    let name = context.spec.name.as_deref().unwrap_or("feature");
    let words = phrases::words_of(name);
    words
        .into_iter()
        .filter(|word| phrases::is_content(word))
        .take(2)
        .collect()
}

/// The path of a new member named so: `app/admin/{name}/page.tsx`, `components/{Name}.tsx`.
fn sibling_path(group: &SiblingGroup, name: &[String]) -> Option<String> {
    let example = &group.members.first()?.anchor.path;
    let (dir, file) = example.rsplit_once('/').unwrap_or(("", example));
    let (stem, extension) = file.split_once('.')?;
    let fixed = group
        .members
        .iter()
        .all(|member| member.anchor.path.ends_with(&format!("/{file}")));
    if fixed && group.members.len() > 1 {
        // File-system routing: the folder carries the name.
        let (parent, _) = dir.rsplit_once('/')?;
        return Some(format!(
            "{parent}/{}/{file}",
            names::join(name, Case::Kebab)
        ));
    }
    let case = names::case_of(stem).unwrap_or(Case::Kebab);
    let suffix = names::split(stem).last().cloned().filter(|last| {
        let named = group.members.iter().filter(|member| {
            names::split(names::file_stem(&member.anchor.path)).last() == Some(last)
        });
        2 * named.count() > group.members.len()
    });
    let full: Vec<String> = name.iter().cloned().chain(suffix).collect();
    let file = format!("{}.{extension}", names::join(&full, case));
    Some(if dir.is_empty() {
        file
    } else {
        format!("{dir}/{file}")
    })
}
