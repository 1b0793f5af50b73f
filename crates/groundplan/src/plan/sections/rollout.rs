//! Rollout Strategy: phases from what really changes, and the way back from each.

use std::sync::LazyLock;

use regex::Regex;

use super::Section;
use super::common::{
    counted, file_name, listing, merged, numbered, on_items, tick, ticked, titled,
};
use super::gates;
use super::said::{self, Said};
use crate::model::doc::Block;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::types::{
    Change, ChangeKind, FileAction, FileChange, NameKind, OperationDraft, Plan, Rollout,
};

/// The section.
pub const SECTION: Section = Section {
    id: "rollout",
    heading: "Rollout Strategy",
    summary: "Phases from what changes, with flags, CI and migration tools that exist; the way back",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut rollout = Rollout {
        phases: stated(context),
        rollback: Vec::new(),
    };
    let own = rollout.phases.is_empty();
    let steps = [stored, first, offered, shown, callers].map(|step| step(context, plan));
    for step in steps.into_iter().flatten() {
        rollout.phases.extend(Some(step.phase).filter(|_| own));
        rollout.rollback.extend(step.back);
    }
    rollout.rollback.extend(revert(plan, &rollout.phases));
    let count = rollout.phases.len();
    rollout.phases.extend(gates::claim(context, count));
    rollout.phases.extend(changelog(context, plan));
    rollout.phases.extend(breaking(plan));
    if rollout.phases.is_empty() {
        rollout.phases.push(Claim::new(
            "One change: no file, table or operation is named that would need an order",
            Grounds::spec("problem"),
        ));
    }
    plan.rollout = rollout;
}

static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:phase|step|stage) \d+\W+").ok());

/// The phases that the specification lists itself, in its order.
fn stated(context: &Context<'_>) -> Vec<Claim> {
    let cues = [
        "migration",
        "phase",
        "rollout",
        "roll-out",
        "release-plan",
        "implementation-order",
    ];
    let is_phase = |id: &str| cues.iter().any(|cue| id.to_lowercase().starts_with(cue));
    let listed = context.spec.statements.iter();
    let listed: Vec<_> = listed.filter(|one| is_phase(&one.id)).collect();
    if listed.len() < 2 {
        return Vec::new();
    }
    let claims = listed.into_iter().map(|one| {
        let sentence = said::sentences(&one.text).into_iter().next();
        let said = Said {
            id: &one.id,
            text: sentence.unwrap_or_default(),
            when: None,
            label: None,
        };
        // The list counts: "Phase 2:" is not said again.
        let number = NUMBER.as_ref().and_then(|number| number.find(&said.text));
        Claim::new(
            said.clause(number.map_or(0, |found| found.end())),
            said.ground(),
        )
    });
    claims.collect()
}

/// A phase, and the way back from it where that is more than to revert its commits.
struct Step {
    phase: Claim,
    back: Option<Claim>,
}

/// The way back from code.
fn revert(plan: &Plan, phases: &[Claim]) -> Option<Claim> {
    let grounds = merged(phases.iter().map(|phase| &phase.grounds), 2)?;
    let commits = if phases.len() > 1 {
        "Code: revert the commits of the phases, the last first"
    } else {
        "Code: revert the commit"
    };
    Some(Claim::new(
        format!("{commits}{}", data_that_stays(plan)),
        grounds,
    ))
}

/// Tables first: what is stored must be there before code uses it.
fn stored(context: &Context<'_>, plan: &Plan) -> Option<Step> {
    let (new, changed) = (plan.schema.new_names(), plan.schema.changed_names());
    let all = plan.schema.claims().map(|claim| &claim.grounds);
    let mut grounds = merged(all, 3)?;
    let tool = migration_tool(context);
    let how = match &tool {
        Some((name, anchor)) => {
            grounds = grounds.and(Ground::Code(anchor.clone()));
            format!(" through {}", tick(name))
        }
        None => String::new(),
    };
    let mut parts = Vec::new();
    if !new.is_empty() {
        parts.push(format!("add {}", ticked(&new, 6)));
    }
    if !changed.is_empty() {
        parts.push(format!("extend {}", ticked(&changed, 6)));
    }
    let removed = plan
        .schema
        .modified_tables
        .iter()
        .any(|table| !table.remove.is_empty());
    let required = plan
        .schema
        .modified_tables
        .iter()
        .flat_map(|table| &table.add)
        .any(|field| field.required);
    let compatible = match (removed, required) {
        (false, false) => {
            "code that is deployed now goes on working: nothing it reads goes or becomes required"
        }
        (_, true) => "existing rows need a value for each new required field before it is enforced",
        (true, false) => "fields go only after the code that reads them",
    };
    let back = if removed {
        "Stored data: fields that went come back from a backup only; take one before this phase"
            .to_owned()
    } else {
        format!(
            "Stored data: leave {} in place; code from before does not read it",
            ticked(&[new, changed].concat(), 4)
        )
    };
    Some(Step {
        phase: Claim::new(
            format!("Stored data{how}: {}; {compatible}", listing(&parts, 2)),
            grounds.clone(),
        ),
        back: Some(Claim::new(back, grounds)),
    })
}

/// The migration tool: from the project's commands, else a directory of migrations.
fn migration_tool(context: &Context<'_>) -> Option<(String, Anchor)> {
    let commands = context.analysis().stack.commands.iter();
    let command = commands
        .filter(|one| one.name.to_lowercase().contains("migrat"))
        .find_map(|one| {
            let anchor = one.anchor.clone()?;
            Some((one.command.clone(), anchor))
        });
    command.or_else(|| {
        let group = context
            .analysis()
            .groups
            .iter()
            .find(|group| group.kind.contains("migration"))?;
        let member = group.members.last()?;
        Some((group.dir.clone(), member.anchor.clone()))
    })
}

/// Then operations and the logic below them.
fn offered(_: &Context<'_>, plan: &Plan) -> Option<Step> {
    let ops: Vec<&OperationDraft> = plan
        .operations()
        .filter(|op| op.change != Change::Remove)
        .collect();
    let grounds = merged(ops.iter().map(|op| &op.claim.grounds), 3)?;
    let names: Vec<&str> = ops.iter().map(|op| op.name.as_str()).collect();
    let changed = ops.iter().any(|op| op.change == Change::Modify);
    let callers = if changed {
        "; callers of what exists change with it"
    } else {
        ""
    };
    Some(Step {
        phase: Claim::new(
            format!("Operations: {}{callers}", ticked(&names, 8)),
            grounds,
        ),
        back: None,
    })
}

/// Then what people see, behind a flag where the project has such.
fn shown(context: &Context<'_>, plan: &Plan) -> Option<Step> {
    let files: Vec<&FileChange> = plan.files.iter().filter(|file| file.role == "ui").collect();
    let mut grounds = merged(files.iter().map(|file| &file.claim.grounds), 3)?;
    let names: Vec<&str> = files.iter().map(|file| file_name(&file.path)).collect();
    let flag = flag(context);
    let (behind, back) = match flag {
        Some((name, anchor)) => {
            grounds = grounds.and(Ground::Code(anchor));
            (
                format!(", behind a flag as {} reads them", tick(&name)),
                Some("switch the flag off"),
            )
        }
        None => (
            "; no feature flag was found in the code, so it is visible once deployed".to_owned(),
            None,
        ),
    };
    Some(Step {
        phase: Claim::new(
            format!("Interface: {}{behind}", ticked(&names, 6)),
            grounds.clone(),
        ),
        back: back.map(|back| Claim::new(format!("Interface: {back}"), grounds)),
    })
}

/// A symbol that reads feature flags.
fn flag(context: &Context<'_>) -> Option<(String, Anchor)> {
    let wanted = [
        "featureflag",
        "isfeatureenabled",
        "useflag",
        "isenabled",
        "featureflags",
        "usefeatureflag",
    ];
    let index = &context.evidence.index;
    index.files.values().find_map(|file| {
        let symbol = file.symbols.iter().find(|symbol| {
            let squashed = symbol.name.replace('_', "").to_lowercase();
            symbol.exported && wanted.contains(&squashed.as_str())
        })?;
        let anchor = context.cite(
            &file.path,
            symbol.line_start,
            symbol.line_end,
            Some(&symbol.qualified()),
        )?;
        Some((symbol.name.clone(), anchor))
    })
}

/// Files that are neither table, operation nor interface.
fn around(plan: &Plan) -> Vec<&FileChange> {
    let named = |file: &&FileChange| {
        !["schema", "contract", "ui", "test", "support"].contains(&file.role.as_str())
            && !plan.operations().any(|op| op.file == file.path)
    };
    plan.files.iter().filter(named).collect()
}

/// Whether a file's change is used by another changed file: it is new, one that it does not import
/// itself imports it, or its package is imported by a changed file of another package.
fn is_used(context: &Context<'_>, plan: &Plan, file: &FileChange) -> bool {
    let index = &context.evidence.index;
    let imports = |from: &str, to: &dyn Fn(&str) -> bool| {
        let facts = index.file(from).into_iter();
        let mut imports = facts.flat_map(|facts| &facts.imports);
        imports.any(|import| import.resolved.as_deref().is_some_and(to))
    };
    let package = package_of(context, &file.path);
    let mut others = plan
        .files
        .iter()
        .filter(|one| !["test", "docs"].contains(&one.role.as_str()) && one.path != file.path);
    file.action == FileAction::Create
        || others.any(|one| {
            let elsewhere = package_of(context, &one.path) != package;
            if elsewhere {
                return imports(&one.path, &|to| package_of(context, to) == package);
            }
            imports(&one.path, &|to| to == file.path) && !imports(&file.path, &|to| to == one.path)
        })
}

/// The package of a workspace that a path lies in: the longest of its folders.
fn package_of<'a>(context: &Context<'a>, path: &str) -> &'a str {
    let packages = context.analysis().stack.packages.iter();
    let holding = packages.filter(|dir| {
        path.strip_prefix(dir.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    });
    holding
        .max_by_key(|dir| dir.len())
        .map_or(".", String::as_str)
}

/// What the rest is built on: new modules, and those that other changed files import.
fn first(context: &Context<'_>, plan: &Plan) -> Option<Step> {
    let files = around(plan).into_iter();
    let files = files.filter(|file| file.action != FileAction::Delete && file.role != "docs");
    let files: Vec<&FileChange> = files.filter(|file| is_used(context, plan, file)).collect();
    files_step(&files, |paths| format!("What the rest uses: {paths}"))
}

/// What uses the rest: files that no other changed file imports, documents, and what goes.
fn callers(context: &Context<'_>, plan: &Plan) -> Option<Step> {
    let files: Vec<&FileChange> = around(plan)
        .into_iter()
        .filter(|file| {
            let last = file.action == FileAction::Delete || file.role == "docs";
            last || !is_used(context, plan, file)
        })
        .collect();
    let gone: Vec<&FileChange> = files
        .iter()
        .filter(|file| file.action == FileAction::Delete)
        .copied()
        .collect();
    let last = if gone.is_empty() {
        String::new()
    } else {
        format!(
            "; {} only once nothing imports them",
            counted(gone.len(), "file")
        )
    };
    let others = plan.files.iter().filter(|file| file.role != "test").count();
    let lead = if files.len() == others {
        "In one change"
    } else {
        "Then what uses it"
    };
    files_step(&files, |paths| format!("{lead}: {paths}{last}"))
}

/// A step of files.
fn files_step(files: &[&FileChange], text: impl Fn(&str) -> String) -> Option<Step> {
    let grounds = merged(files.iter().map(|file| &file.claim.grounds), 3)?;
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    Some(Step {
        phase: Claim::new(text(&ticked(&paths, 6)), grounds),
        back: None,
    })
}

/// What a way back leaves behind: rows, or files that the feature writes under a name of its own.
fn data_that_stays(plan: &Plan) -> &'static str {
    let mut names = plan.contracts.names.iter();
    let is_planned = |name: &str| plan.files.iter().any(|file| file.path.ends_with(name));
    let writes = names.any(|one| one.kind == NameKind::File && !is_planned(&one.name));
    if plan.schema.is_empty() && !writes {
        ""
    } else {
        "; what it has written by then stays, and the version before must be able to read it"
    }
}

/// An entry in the changelog, where the project keeps one and has a surface that people call.
fn changelog(context: &Context<'_>, plan: &Plan) -> Option<Claim> {
    let is_surface = |kind: ChangeKind| {
        matches!(
            kind,
            ChangeKind::Cli | ChangeKind::Library | ChangeKind::Service
        )
    };
    let has_surface = plan.kinds.iter().any(|found| is_surface(found.kind));
    let names = ["changelog.md", "changes.md", "history.md", "news.md"];
    let mut paths = context.evidence.texts.keys();
    let path = paths.find(|path| names.contains(&path.to_lowercase().as_str()))?;
    let anchor = context.cite(path, 1, 1, None).filter(|_| has_surface)?;
    let text = format!("The release has its entry in {}", tick(path));
    Some(Claim::new(text, Ground::Code(anchor)))
}

/// A release note for what breaks.
fn breaking(plan: &Plan) -> Option<Claim> {
    let subjects: Vec<&str> = plan
        .impact
        .iter()
        .filter(|one| one.breaking)
        .map(|one| one.subject.as_str())
        .collect();
    let items: Vec<&str> = plan
        .impact
        .iter()
        .filter(|one| one.breaking)
        .flat_map(|one| one.claim.grounds.spec_items())
        .collect();
    // What goes for good has nothing in its place.
    let mut broken = plan.impact.iter().filter(|one| one.breaking);
    let replaced = broken.any(|one| one.change != Change::Remove);
    (!subjects.is_empty()).then(|| {
        Claim::new(
            format!(
                "The release that carries {} is marked as breaking{}",
                ticked(&subjects, 5),
                if replaced {
                    " and says what to use instead"
                } else {
                    ""
                }
            ),
            on_items(&items),
        )
    })
}

fn lower(plan: &Plan) -> Vec<Block> {
    let mut blocks = vec![numbered(&plan.rollout.phases)];
    blocks.extend(titled("Rollback Plan", &plan.rollout.rollback));
    blocks
}
