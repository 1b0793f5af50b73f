//! Success Criteria: every acceptance criterion with its tests, targets and the project's gates.

use super::Section;
use super::common::{counted, heading, line, tick, ticked};
use super::targets;
use crate::model::doc::{Block, Item};
use crate::model::evidence::ProjectCommand;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::spec::AcceptanceCriterion;
use crate::plan::context::Context;
use crate::plan::types::{FileChange, Key, Plan, Success, SuccessCriterion, TestCase};

/// The section.
pub const SECTION: Section = Section {
    id: "success",
    heading: "Success Criteria",
    summary: "Acceptance criteria bound to tests, targets, and the repository's own gates",
    draft,
    lower,
};

/// Commands that are gates, with what is reached when they pass.
const GATES: &[(&str, &str)] = &[
    ("typecheck", "types check"),
    ("lint", "the linter is silent"),
    ("format", "the formatter changes nothing"),
    ("test", "all tests pass"),
    ("test:e2e", "end-to-end tests pass"),
    ("build", "it builds"),
];

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut functional: Vec<SuccessCriterion> = context
        .spec
        .criteria()
        .map(|one| of_criterion(plan, one))
        .collect();
    functional.extend(bare_requirements(context, plan));
    plan.success = Success {
        functional,
        technical: technical(context, plan),
        quality: quality(context, plan),
    };
}

fn of_criterion(plan: &Plan, criterion: &AcceptanceCriterion) -> SuccessCriterion {
    of_item(plan, &criterion.id)
}

/// One item is reached when its tests pass; the operations that fulfil it say where.
fn of_item(plan: &Plan, id: &str) -> SuccessCriterion {
    let cases: Vec<&TestCase> = plan
        .test_cases()
        .filter(|case| case.criteria.iter().any(|one| one == id))
        .collect();
    let ops = plan
        .operations()
        .filter(|op| op.criteria.iter().any(|one| one == id));
    let ops: Vec<&str> = ops.map(|op| op.name.as_str()).collect();
    let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    names.dedup();
    let levels = match cases.len() {
        0 | 1 => "passes".to_owned(),
        count if names.len() == 1 => format!("passes on {}", counted(count, "level")),
        _ => "pass".to_owned(),
    };
    let through = if ops.is_empty() {
        String::new()
    } else {
        format!(" through {}", ticked(&ops, 3))
    };
    let text = match names.len() {
        0 => format!("{id} holds{through}; no test shows it yet"),
        _ => format!("{id} holds{through}: {} {levels}", ticked(&names, 2)),
    };
    SuccessCriterion {
        key: Key::new("success", id),
        criteria: vec![id.to_owned()],
        tests: cases.iter().map(|case| case.key.clone()).collect(),
        claim: Claim::new(text, Grounds::spec(id)),
    }
}

/// Requirements that no criterion stands under and no story covers: specifications without stories.
fn bare_requirements(context: &Context<'_>, plan: &Plan) -> Vec<SuccessCriterion> {
    let tested = |id: &str| {
        plan.test_cases()
            .any(|case| case.criteria.iter().any(|one| one == id))
    };
    let has_criteria = context.spec.criteria().next().is_some();
    let bare = context
        .spec
        .functional_requirements
        .iter()
        .filter(|one| one.acceptance_criteria.is_empty() && (tested(&one.id) || !has_criteria));
    bare.map(|one| of_item(plan, &one.id)).collect()
}

fn technical(context: &Context<'_>, plan: &Plan) -> Vec<SuccessCriterion> {
    let spec = context.spec;
    let mut all: Vec<SuccessCriterion> = Vec::new();
    for one in &spec.nonfunctional_requirements {
        let numbers = targets::of(one);
        if numbers.is_empty() {
            all.push(shown_by(plan, &one.id));
        } else {
            all.push(measured(&one.id, &numbers));
        }
    }
    for one in &spec.success_criteria {
        let numbers = targets::numbers(&one.text);
        if numbers.is_empty() {
            all.push(simple(
                &format!("outcome-{}", one.id),
                format!("{} is confirmed after release", one.id),
                Grounds::spec(&one.id),
            ));
        } else {
            all.push(measured(&one.id, &numbers));
        }
    }
    all.extend(
        GATES
            .iter()
            .filter_map(|(name, reached)| gate(context, name, reached)),
    );
    if let Some((percent, anchor)) = &context.analysis().stack.coverage_target {
        let text = format!(
            "Test coverage stays at {percent} % or above, as {} demands",
            tick(&anchor.path)
        );
        all.push(simple(
            "coverage",
            text,
            Ground::Code(anchor.clone()).into(),
        ));
    }
    all.extend(migrated(plan));
    if all.is_empty() {
        all.extend(planned_tests(plan));
    }
    all
}

fn simple(subject: &str, text: impl Into<String>, grounds: Grounds) -> SuccessCriterion {
    SuccessCriterion {
        key: Key::new("success", subject),
        criteria: Vec::new(),
        tests: Vec::new(),
        claim: Claim::new(text, grounds),
    }
}

/// A requirement without a number: the tests that show it, else the review.
fn shown_by(plan: &Plan, id: &str) -> SuccessCriterion {
    let cases = plan
        .test_cases()
        .filter(|case| case.criteria.iter().any(|one| one == id));
    let names: Vec<&str> = cases.map(|case| case.name.as_str()).collect();
    let text = if names.is_empty() {
        format!("{id} is shown in the review of the change: it gives no number")
    } else {
        format!("{id} is shown by {}", ticked(&names, 2))
    };
    simple(&format!("quality-{id}"), text, Grounds::spec(id))
}

fn measured(id: &str, numbers: &[String]) -> SuccessCriterion {
    simple(
        &format!("target-{id}"),
        format!("{id} measured: {}", ticked(numbers, 3)),
        Grounds::spec(id),
    )
}

fn gate(context: &Context<'_>, name: &str, reached: &str) -> Option<SuccessCriterion> {
    let command: &ProjectCommand = context.analysis().command(name)?;
    let text = format!("{}: {reached}", tick(&command.command));
    Some(simple(
        &format!("gate-{name}"),
        text,
        command.ground().into(),
    ))
}

/// Where neither a target nor a gate is stated: the tests of this plan.
fn planned_tests(plan: &Plan) -> Option<SuccessCriterion> {
    let first = plan.test_cases().next()?;
    let count = counted(plan.test_cases().count(), "planned test");
    let text = format!("{count} in place and passing; no target or gate was found to measure by");
    Some(simple("tests", text, first.claim.grounds.clone()))
}

/// Tables are there after the migration.
fn migrated(plan: &Plan) -> Option<SuccessCriterion> {
    let changed = plan.schema.changed_names();
    let grounds = plan
        .schema
        .modified_tables
        .first()
        .map(|table| table.claim.grounds.clone())?;
    let text = format!(
        "Rows of {} from before the change are still read",
        ticked(&changed, 4)
    );
    Some(simple("old-rows", text, grounds))
}

fn quality(context: &Context<'_>, plan: &Plan) -> Vec<SuccessCriterion> {
    let analysis = context.analysis();
    let mut all: Vec<SuccessCriterion> = Vec::new();
    let gates = analysis.stack.ci.iter().filter(|one| one.is_gate());
    all.extend(gates.take(2).map(|one| &one.anchor).map(|anchor| {
        simple(
            &format!("ci-{}", anchor.path),
            format!("{} is green", tick(&anchor.path)),
            Ground::Code(anchor.clone()).into(),
        )
    }));
    let rules = &plan.patterns.rules;
    all.extend(
        super::common::merged(rules.iter().map(|one| &one.grounds), 3).map(|grounds| {
            let count = counted(rules.len(), "rule");
            simple(
                "rules",
                format!("The {count} of the project listed above are kept"),
                grounds,
            )
        }),
    );
    let docs: Vec<&FileChange> = plan
        .files
        .iter()
        .filter(|file| file.role == "docs")
        .collect();
    all.extend(
        super::common::merged(docs.iter().map(|file| &file.claim.grounds), 3).map(|grounds| {
            let paths: Vec<&str> = docs.iter().map(|file| file.path.as_str()).collect();
            simple(
                "docs",
                format!("{} say what changed", ticked(&paths, 4)),
                grounds,
            )
        }),
    );
    let mentions: Vec<_> = plan.impact.iter().flat_map(|one| &one.mentions).collect();
    if let Some(first) = mentions.first() {
        let mut paths: Vec<&str> = mentions.iter().map(|anchor| anchor.path.as_str()).collect();
        paths.dedup();
        let text = format!("{} no longer describe the old behaviour", ticked(&paths, 4));
        all.push(simple(
            "mentions",
            text,
            Ground::Code((*first).clone()).into(),
        ));
    }
    all
}

fn lower(plan: &Plan) -> Vec<Block> {
    let success = &plan.success;
    let lists = [
        ("Functional", &success.functional),
        ("Technical", &success.technical),
        ("Quality", &success.quality),
    ];
    let mut blocks: Vec<Block> = Vec::new();
    for (title, list) in lists {
        blocks.push(heading(3, title));
        if list.is_empty() {
            blocks.push(super::common::lead(nothing(title)));
            continue;
        }
        blocks.push(Block::List {
            ordered: false,
            items: list
                .iter()
                .map(|one| Item::todo(line(&one.claim)))
                .collect(),
        });
    }
    blocks
}

/// What was looked for, where a list is empty.
fn nothing(title: &str) -> &'static str {
    match title {
        "Functional" => "None: the specification has no acceptance criterion and no requirement.",
        "Technical" => "None: no measured target, and no test, lint or build command was found.",
        _ => {
            "None: no CI workflow, no instruction on changes, and no document that mentions what changes."
        }
    }
}
