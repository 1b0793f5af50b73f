//! Every file of the feature, with its place and name: the union of what schema, contracts, tests,
//! impact and the analyzer's integration points name.

use std::collections::BTreeSet;

use super::Design;
use super::named::{Named, State};
use super::placement;
use crate::model::evidence::{OperationKind, SiblingGroup};
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::index::FileKind;
use crate::model::names::{self, Case};
use crate::model::spec::UserStory;
use crate::plan::context::Context;
use crate::plan::types::{Change, ChangeKind, FileAction, FileChange, Key, NameKind, TestCase};

/// How many ranked files are taken that nothing else names.
const RANKED: usize = 6;
/// Among how many ranked files the place of a story is looked for that nothing cites.
const UNMET: usize = 20;

/// Collects files; a path occurs once, with all its grounds.
#[derive(Default)]
struct Files {
    all: Vec<FileChange>,
}

impl Files {
    fn add(
        &mut self,
        context: &Context<'_>,
        path: &str,
        role: &str,
        text: &str,
        grounds: &Grounds,
    ) {
        if path.is_empty() {
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
        let exists = context.evidence.file(path).is_some();
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

fn add_items(all: &mut Vec<String>, grounds: &Grounds) {
    for item in grounds.spec_items() {
        if item != "problem" && !all.iter().any(|there| there == item) {
            all.push(item.to_owned());
        }
    }
}

/// Settles all files but those of tests, in the order schema, contracts, interface, registration,
/// impact, names, ranked.
pub fn settle(context: &Context<'_>, design: &Design, named: &[Named<'_>]) -> Vec<FileChange> {
    let mut files = Files::default();
    schema(context, design, &mut files);
    contracts(context, design, &mut files);
    interface(context, design, &mut files);
    registrations(context, design, &mut files);
    for impact in &design.impact {
        let text = match impact.change {
            Change::Remove => format!("`{}` goes", impact.subject),
            _ => format!("`{}` changes", impact.subject),
        };
        files.add(
            context,
            &impact.anchor.path,
            "logic",
            &text,
            &impact.claim.grounds,
        );
    }
    named_places(context, design, named, &mut files);
    ranked(context, design, &mut files);
    unmet(context, design, &mut files);
    files.all
}

fn schema(context: &Context<'_>, design: &Design, files: &mut Files) {
    for table in &design.schema.new_tables {
        let shown = context
            .analysis()
            .tables
            .first()
            .and_then(|table| table.anchor.clone());
        let grounds = table.claim.grounds.clone();
        let grounds = shown.map_or(grounds.clone(), |anchor| grounds.and(Ground::Code(anchor)));
        for block in &table.code {
            files.add(
                context,
                &block.path,
                "schema",
                &format!("table `{}`", table.name),
                &grounds,
            );
        }
    }
    for change in &design.schema.modified_tables {
        for block in &change.code {
            let text = format!("table `{}` changes", change.name);
            files.add(context, &block.path, "schema", &text, &change.claim.grounds);
        }
    }
}

fn contracts(context: &Context<'_>, design: &Design, files: &mut Files) {
    for operation in design
        .contracts
        .groups
        .iter()
        .flat_map(|group| &group.operations)
    {
        let mut grounds = operation.claim.grounds.clone();
        if let Some(place) = placement::place(context, operation.kind, &operation.name, "") {
            for ground in &place.grounds {
                grounds = grounds.and(ground.clone());
            }
        }
        files.add(
            context,
            &operation.file,
            "contract",
            &format!("`{}`", operation.name),
            &grounds,
        );
        for block in operation
            .code
            .iter()
            .filter(|block| block.path != operation.file)
        {
            files.add(
                context,
                &block.path,
                "support",
                &format!("types of `{}`", operation.name),
                &grounds,
            );
        }
    }
}

/// Pages and components where people see something: in the groups that hold such.
fn interface(context: &Context<'_>, design: &Design, files: &mut Files) {
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
        super::phrases::words_of(item.text)
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
    let words = super::phrases::words_of(name);
    words
        .into_iter()
        .filter(|word| super::phrases::is_content(word))
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

/// Files that name most members of a group that gets a member, and the analyzer's own points.
fn registrations(context: &Context<'_>, design: &Design, files: &mut Files) {
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

/// Files that the specification names, and those where its new names go.
fn named_places(context: &Context<'_>, design: &Design, named: &[Named<'_>], files: &mut Files) {
    for draft in &design.contracts.names {
        let Some(path) = &draft.file else { continue };
        let text = match draft.kind {
            NameKind::File => "named by the specification".to_owned(),
            _ => format!("`{}`", draft.name),
        };
        files.add(context, path, "logic", &text, &draft.claim.grounds);
    }
    for one in named.iter().filter(|one| !one.kept) {
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
            files.add(
                context,
                path,
                "logic",
                "named by the specification",
                &grounds,
            );
        }
    }
}

/// Adds the test files, each with all that it proves.
pub fn add_tests(context: &Context<'_>, design: &mut Design) {
    let mut files = Files {
        all: std::mem::take(&mut design.files),
    };
    tests(context, design, &mut files);
    design.files = files.all;
}

fn tests(context: &Context<'_>, design: &Design, files: &mut Files) {
    let cases: Vec<&TestCase> = design
        .tests
        .levels
        .iter()
        .flat_map(|level| &level.cases)
        .collect();
    let mut paths: Vec<&str> = cases.iter().map(|case| case.file.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        let own = || cases.iter().filter(|case| case.file == path);
        let mut proven: Vec<&str> = Vec::new();
        for id in own().flat_map(|case| &case.criteria) {
            if !proven.contains(&id.as_str()) {
                proven.push(id);
            }
        }
        let grounds = own()
            .flat_map(|case| case.claim.grounds.iter().cloned())
            .collect();
        if let Some(grounds) = Grounds::from_vec(grounds) {
            files.add(
                context,
                path,
                "test",
                &format!("proves {}", proven.join(", ")),
                &grounds,
            );
        }
    }
}

/// The best ranked files that nothing has named yet, while their score is near the best.
fn ranked(context: &Context<'_>, design: &Design, files: &mut Files) {
    let all = &context.analysis().files;
    let Some(best) = all.first().map(|file| file.score) else {
        return;
    };
    let behaviour = design.contracts.groups.is_empty() || design.is(ChangeKind::Behaviour);
    let (most, share) = if behaviour { (RANKED, 0.45) } else { (2, 0.8) };
    let near = all
        .iter()
        .take(10)
        .filter(|file| file.score >= best * share)
        .take(most);
    for file in near {
        let avoided = context
            .analysis()
            .anti_patterns
            .iter()
            .any(|anti| anti.anchor.path == file.path);
        if avoided || files.all.iter().any(|there| there.path == file.path) {
            continue;
        }
        let line = file.line.unwrap_or(1);
        let start = line.saturating_sub(2).max(1);
        let Some(anchor) = context.cite(&file.path, start, line + 2, None) else {
            continue;
        };
        let item = best_item(context, &file.path);
        let grounds = Grounds::new(Ground::Code(anchor), item.map(Ground::spec));
        let reason = file.reasons.first().cloned().unwrap_or_default();
        files.add(
            context,
            &file.path,
            "logic",
            &format!("likely to change: {reason}"),
            &grounds,
        );
    }
}

/// Stories that no operation, impact or file cites: the ranked file that shares most words with
/// each; with none, the first, and that it is a guess is said.
fn unmet(context: &Context<'_>, design: &Design, files: &mut Files) {
    let cited = |files: &Files, story: &UserStory| {
        let own = |id: &str| id == story.id || story.acceptance_criteria.iter().any(|c| c.id == id);
        let mut operations = design
            .contracts
            .groups
            .iter()
            .flat_map(|group| &group.operations);
        let worked = files.all.iter().filter(|file| file.role != "test");
        operations.any(|op| {
            op.criteria.iter().any(|id| own(id)) || op.claim.grounds.spec_items().any(own)
        }) || design
            .impact
            .iter()
            .any(|one| one.claim.grounds.spec_items().any(own))
            || worked.flat_map(|file| &file.implements).any(|id| own(id))
    };
    for story in &context.spec.user_stories {
        if cited(files, story) {
            continue;
        }
        let criteria = story.acceptance_criteria.iter().map(|c| c.text.as_str());
        let said: Vec<&str> = std::iter::once(story.title.as_str())
            .chain(criteria)
            .collect();
        let said = said.join(" ");
        let candidates = context.analysis().files.iter().take(UNMET);
        let scored =
            candidates.map(|file| (shared(&said, &known_words(context, &file.path)), file));
        // The first of equals is ranked best.
        let Some((count, file)) = scored.reduce(|a, b| if b.0 > a.0 { b } else { a }) else {
            return;
        };
        let line = file.line.unwrap_or(1);
        let anchor = context.cite(&file.path, line.saturating_sub(2).max(1), line + 2, None);
        let mut grounds = Grounds::new(Ground::spec(&story.id), anchor.map(Ground::Code));
        if count == 0 {
            grounds = grounds.and(Ground::assumption(
                format!("no file shares a word with {}", story.id),
                "name the place in the specification",
            ));
        }
        let text = format!("likely place of {}", story.id);
        files.add(context, &file.path, "logic", &text, &grounds);
    }
}

/// Words of a path and of the symbols in it.
fn known_words(context: &Context<'_>, path: &str) -> Vec<String> {
    let symbols = context
        .evidence
        .file(path)
        .into_iter()
        .flat_map(|file| file.symbols.iter().take(60));
    let named = symbols.flat_map(|symbol| names::split(&symbol.name));
    names::split(path).into_iter().chain(named).collect()
}

/// How many content words of a text are among those known.
fn shared(text: &str, known: &[String]) -> usize {
    let said = super::phrases::words_of(text);
    let common = said
        .iter()
        .filter(|word| super::phrases::is_content(word) && known.contains(word));
    common.collect::<BTreeSet<_>>().len()
}

/// The specification's item that shares most words with a path and its symbols.
fn best_item(context: &Context<'_>, path: &str) -> Option<String> {
    let known = known_words(context, path);
    let items = context.spec.items();
    let scored = items
        .iter()
        .map(|item| (shared(item.text, &known), item.id));
    let best = scored.max_by_key(|(count, id)| (*count, std::cmp::Reverse(*id)))?;
    (best.0 > 0).then(|| best.1.to_owned())
}
