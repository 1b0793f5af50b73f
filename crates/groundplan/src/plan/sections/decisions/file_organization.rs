//! §TD1: where every file of the feature lies, and why there.

use super::Made;
use crate::model::evidence::{Instruction, SiblingGroup};
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::sections::common::{counted, dir_of, listing, merged, tick};
use crate::plan::types::{Decision, FileAction, Key, Plan};

/// The file organisation; always one decision.
pub fn make(context: &Context<'_>, plan: &Plan) -> Vec<Made> {
    let instructions = layout_instructions(context);
    let groups = groups_joined(context, plan);
    let mut told: Vec<Claim> = instructions.iter().map(|one| instructed(one)).collect();
    told.dedup_by(|a, b| a.text == b.text);
    told.truncate(3);
    let conflicts = conflicts(context, &instructions, &groups);
    let question = conflicts.first().map(|conflict| {
        let text = format!(
            "{}. The plan follows the code that is there; is that meant?",
            conflict.text
        );
        Claim::new(text, conflict.grounds.clone())
    });
    let decision = Decision {
        key: Key::new("decisions", "file-organization"),
        title: "File Organization".to_owned(),
        context: told,
        options: Vec::new(),
        chosen: 0,
        decision: decided(plan),
        rationale: rationale(context, plan, &groups),
        implications: conflicts,
    };
    vec![Made { decision, question }]
}

/// Where siblings live; without siblings, what the paths follow instead.
fn rationale(context: &Context<'_>, plan: &Plan, groups: &[&SiblingGroup]) -> Vec<Claim> {
    if !groups.is_empty() {
        return groups.iter().map(|group| placed(group)).collect();
    }
    let grounds = merged(plan.files.iter().map(|file| &file.claim.grounds), 2);
    if let Some(stated) = &context.analysis().stack.stated {
        let text = format!(
            "No code shows a place; paths are the usual ones of {}",
            stated.name
        );
        let why = format!("the project may lay out {} in another way", stated.name);
        let taken = Ground::assumption(why, "the reviewer confirms the stack and its layout");
        return vec![Claim::new(
            text,
            Grounds::new(stated.ground.clone(), [taken]),
        )];
    }
    let text = "No group of siblings shows a place; paths follow the files that are ranked best and the habit of the stack";
    vec![Claim::new(
        text,
        grounds.unwrap_or_else(|| Grounds::spec("problem")),
    )]
}

fn decided(plan: &Plan) -> Claim {
    let of = |action: FileAction, verb: &str| {
        let count = plan
            .files
            .iter()
            .filter(|file| file.action == action)
            .count();
        (count > 0).then(|| format!("{count} {verb}"))
    };
    let parts = [
        of(FileAction::Create, "created"),
        of(FileAction::Modify, "modified"),
        of(FileAction::Delete, "deleted"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let grounds = merged(plan.files.iter().map(|file| &file.claim.grounds), 3);
    match grounds {
        Some(grounds) => Claim::new(
            format!(
                "§TD1: {}, {}; a file that this plan asks to write is one of these",
                counted(plan.files.len(), "file"),
                listing(&parts, 3)
            ),
            grounds,
        ),
        None => Claim::new(
            "No file can be named: no path, symbol or sibling in the code answers to the specification",
            Grounds::spec("problem"),
        ),
    }
}

/// Instructions on the layout, whole trees first.
fn layout_instructions<'a>(context: &Context<'a>) -> Vec<&'a Instruction> {
    let all = context.analysis().instructions.iter();
    let mut found: Vec<&Instruction> = all.filter(|one| one.is_layout()).collect();
    found.sort_by_key(|one| !Instruction::is_tree(&one.text));
    found
}

fn instructed(one: &Instruction) -> Claim {
    let text = format!(
        "{} lays out the repository under \"{}\"",
        tick(&one.anchor.path),
        one.heading.trim()
    );
    Claim::new(text, Ground::Code(one.anchor.clone()))
}

/// Groups that a created or changed file joins.
fn groups_joined<'a>(context: &Context<'a>, plan: &Plan) -> Vec<&'a SiblingGroup> {
    let groups = context.analysis().groups.iter().filter(|group| {
        let is_member = |path: &str| group.members.iter().any(|one| one.anchor.path == path);
        plan.files.iter().any(|file| {
            (file.action == FileAction::Create && dir_of(&file.path) == group.dir)
                || is_member(&file.path)
        })
    });
    groups
        // That functions of a folder lie in the folder says nothing.
        .filter(|group| group.members.len() > 1 && group.kind != "function")
        .take(5)
        .collect()
}

fn placed(group: &SiblingGroup) -> Claim {
    let inside = group
        .members
        .iter()
        .filter(|one| one.anchor.path.starts_with(&group.dir))
        .count();
    let pattern = group.file_pattern.as_ref();
    let named = pattern.map_or(String::new(), |pattern| {
        format!(", named {}", tick(pattern))
    });
    let sharing = if group.one_per_file {
        ", one a file"
    } else {
        ""
    };
    let rule = format!(
        "{} live in {}{named}{sharing}",
        names::plural(&group.noun),
        tick(&group.dir)
    );
    let ground = Ground::Convention {
        rule: rule.clone(),
        support: inside as u32,
        total: group.members.len() as u32,
        examples: group
            .members
            .iter()
            .take(2)
            .map(|one| one.anchor.clone())
            .collect(),
    };
    Claim::new(names::capital(&rule), ground)
}

/// Directories that an instruction gives to a group's kind although the members lie elsewhere.
fn conflicts(
    context: &Context<'_>,
    instructions: &[&Instruction],
    groups: &[&SiblingGroup],
) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    for instruction in instructions {
        for dir in directories(&instruction.text) {
            let last = names::singular(dir.rsplit('/').next().unwrap_or(&dir));
            let missing = !context
                .evidence
                .index
                .files
                .keys()
                .any(|path| path.contains(&format!("{dir}/")));
            let group = groups
                .iter()
                .find(|group| names::singular(&group.noun) == last);
            let Some(group) = group.filter(|group| missing && !group.dir.ends_with(&dir)) else {
                continue;
            };
            let text = format!(
                "{} gives {} to {}, yet the {} that exist lie in {}",
                tick(&instruction.anchor.path),
                tick(&format!("{dir}/")),
                names::plural(&group.noun),
                counted(group.members.len(), &group.noun),
                tick(&group.dir)
            );
            let claim = Claim::new(
                text,
                Grounds::new(
                    Ground::Code(instruction.anchor.clone()),
                    group
                        .members
                        .first()
                        .map(|one| Ground::Code(one.anchor.clone())),
                ),
            );
            if !found.contains(&claim) {
                found.push(claim);
            }
        }
    }
    found
}

/// Directories that a text names: words that end in `/`, tree drawing removed.
fn directories(text: &str) -> Vec<String> {
    let tokens = text.split(|c: char| c.is_whitespace() || "`│├└─|,;()\"'".contains(c));
    let dirs = tokens
        .filter_map(|token| token.strip_suffix('/'))
        .filter(|dir| {
            !dir.is_empty()
                && dir
                    .chars()
                    .all(|c| c.is_alphanumeric() || "/-_.".contains(c))
        });
    dirs.map(|dir| dir.trim_start_matches("./").to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_of_a_tree() {
        let tree = "repo/\n├── convex/\n│   └── mutations/   # writes\n└── README.md";
        assert_eq!(directories(tree), ["repo", "convex", "mutations"]);
        assert!(Instruction::is_tree(tree));
    }
}
