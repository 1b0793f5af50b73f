//! Rollout Strategy: phases from what really changes, and the way back from each.

use super::Section;
use super::common::{
    counted, file_name, listing, merged, numbered, on_items, tick, ticked, titled,
};
use crate::model::doc::Block;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::types::{
    Change, ChangeKind, FileAction, FileChange, OperationDraft, Plan, Rollout,
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
    let steps = [stored, offered, shown, other].map(|step| step(context, plan));
    let mut rollout = Rollout::default();
    for step in steps.into_iter().flatten() {
        rollout.phases.push(step.phase);
        rollout.rollback.push(step.back);
    }
    rollout.phases.extend(gates(context));
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

struct Step {
    phase: Claim,
    back: Claim,
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
        back: Claim::new(back, grounds),
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
    let is_new = ops.iter().all(|op| op.change == Change::Add);
    let (nobody, back) = if is_new {
        (
            "nothing calls them before the next phase",
            "no stored value has to be undone beyond what they wrote",
        )
    } else {
        (
            "those that exist keep their callers",
            "callers get the old behaviour back with it",
        )
    };
    Some(Step {
        phase: Claim::new(
            format!("Operations: {}; {nobody}", ticked(&names, 8)),
            grounds.clone(),
        ),
        back: Claim::new(
            format!(
                "Operations: revert the change to {}; {back}",
                ticked(&files_of(&ops), 4)
            ),
            grounds,
        ),
    })
}

fn files_of<'a>(ops: &[&'a OperationDraft]) -> Vec<&'a str> {
    let mut files: Vec<&str> = Vec::new();
    for op in ops {
        if !files.contains(&op.file.as_str()) {
            files.push(&op.file);
        }
    }
    files
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
                "switch the flag off".to_owned(),
            )
        }
        None => (
            "; no feature flag was found in the code, so it is visible once deployed".to_owned(),
            "deploy the version before; nothing else calls the operations".to_owned(),
        ),
    };
    Some(Step {
        phase: Claim::new(
            format!("Interface: {}{behind}", ticked(&names, 6)),
            grounds.clone(),
        ),
        back: Claim::new(format!("Interface: {back}"), grounds),
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

/// What is neither table, operation nor interface: changed behaviour, build, documents.
fn other(_: &Context<'_>, plan: &Plan) -> Option<Step> {
    let named = |file: &&FileChange| {
        !["schema", "contract", "ui", "test", "support"].contains(&file.role.as_str())
            && !plan.operations().any(|op| op.file == file.path)
    };
    let files: Vec<&FileChange> = plan.files.iter().filter(named).collect();
    let grounds = merged(files.iter().map(|file| &file.claim.grounds), 3)?;
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let gone = files
        .iter()
        .filter(|file| file.action == FileAction::Delete)
        .count();
    let last = if gone > 0 {
        format!("; {} only once nothing imports them", counted(gone, "file"))
    } else {
        String::new()
    };
    Some(Step {
        phase: Claim::new(
            format!("Code around it: {}{last}", ticked(&paths, 5)),
            grounds.clone(),
        ),
        back: Claim::new(
            "Code around it: revert the commit; no stored data depends on it",
            grounds,
        ),
    })
}

/// CI that every phase passes.
fn gates(context: &Context<'_>) -> Option<Claim> {
    let gates = context
        .analysis()
        .stack
        .ci
        .iter()
        .filter(|one| one.is_gate());
    let ci: Vec<&Anchor> = gates.map(|one| &one.anchor).collect();
    let grounds = ci
        .iter()
        .take(3)
        .map(|anchor| Ground::Code((*anchor).clone()));
    let grounds = Grounds::from_vec(grounds.collect())?;
    let mut names: Vec<&str> = ci.iter().map(|anchor| anchor.path.as_str()).collect();
    names.dedup();
    Some(Claim::new(
        format!(
            "Each phase is merged on its own once {} passes",
            ticked(&names, 3)
        ),
        grounds,
    ))
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
    (!subjects.is_empty()).then(|| {
        Claim::new(
            format!(
                "The release that carries {} is marked as breaking and says what to use instead",
                ticked(&subjects, 5)
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
