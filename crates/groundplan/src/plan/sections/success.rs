//! Success Criteria: every acceptance criterion with its tests, targets and the project's gates.

use super::Section;
use super::common::{counted, heading, line, listing, says, tick, ticked};
use super::targets;
use crate::model::doc::{Block, Item};
use crate::model::evidence::ProjectCommand;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::spec::{AcceptanceCriterion, Requirement, TextItem};
use crate::plan::context::Context;
use crate::plan::design::tests::{Untested, brief, untested};
use crate::plan::types::{FileChange, Key, Plan, Shown, Success, SuccessCriterion, TestCase};

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

/// Identifiers and test files that a line names, before the rest is counted.
const IDS: usize = 8;
const FILES: usize = 3;
/// Words of a title or a criterion.
const WORDS: usize = 7;

/// Words of a success criterion that CI shows, that a reader checks, and that only use shows.
const RUN: &[&str] = &[
    "test",
    "tests",
    "lint",
    "linter",
    "coverage",
    "typecheck",
    "compiles",
    "build",
    "warnings",
    "ci",
];
const READ: &[&str] = &["documentation", "docs", "readme", "documented", "changelog"];
const USE: &[&str] = &[
    "adoption",
    "satisfaction",
    "feedback",
    "rating",
    "production",
    "customers",
    "operators",
    "usage",
    "tickets",
];

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut functional = of_owners(context, plan);
    functional.extend(bare_requirements(context, plan));
    plan.success = Success {
        functional,
        technical: technical(context, plan),
        quality: quality(context, plan),
    };
}

/// A story or requirement: identifier, title, criteria.
type Owner<'a> = (&'a str, Option<&'a str>, &'a [AcceptanceCriterion]);

/// One line for each story and requirement, and one for each criterion that no test shows.
fn of_owners(context: &Context<'_>, plan: &Plan) -> Vec<SuccessCriterion> {
    let spec = context.spec;
    let stories = spec.user_stories.iter();
    let stories = stories.map(|one| {
        (
            one.id.as_str(),
            Some(one.title.as_str())
                .filter(|title| !title.is_empty())
                .or(one.goal.as_deref()),
            one.acceptance_criteria.as_slice(),
        )
    });
    let requirements = spec.functional_requirements.iter();
    let requirements = requirements.map(|one| {
        (
            one.id.as_str(),
            one.title.as_deref(),
            one.acceptance_criteria.as_slice(),
        )
    });
    let alone: Owner<'_> = ("", None, spec.acceptance_criteria.as_slice());
    let mut all = Vec::new();
    for (id, title, criteria) in stories.chain(requirements).chain([alone]) {
        let (tested, untested): (Vec<&AcceptanceCriterion>, Vec<&AcceptanceCriterion>) =
            criteria.iter().partition(|one| is_tested(plan, &one.id));
        let ids: Vec<&str> = tested.iter().map(|one| one.id.as_str()).collect();
        all.extend(passing(plan, id, title, &ids));
        all.extend(untested.into_iter().map(checked));
    }
    all
}

fn is_tested(plan: &Plan, id: &str) -> bool {
    plan.test_cases()
        .any(|case| case.criteria.iter().any(|one| one == id))
}

/// Items under one title are reached when their tests pass.
fn passing(
    plan: &Plan,
    owner: &str,
    title: Option<&str>,
    ids: &[&str],
) -> Option<SuccessCriterion> {
    let first = ids.first()?;
    let cases: Vec<&TestCase> = plan
        .test_cases()
        .filter(|case| case.criteria.iter().any(|one| ids.contains(&one.as_str())))
        .collect();
    let mut files: Vec<&str> = cases.iter().map(|case| case.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let named = match title.map(|title| brief(title, WORDS)) {
        Some(title) => format!("{title} ({})", shortened(owner, ids)),
        None => shortened("", ids),
    };
    let text = format!(
        "{named}: {} in {}",
        match cases.len() {
            1 => "its test passes".to_owned(),
            count => format!("{count} tests pass"),
        },
        ticked(&files, FILES)
    );
    Some(SuccessCriterion {
        key: Key::new("success", if owner.is_empty() { first } else { owner }),
        criteria: ids.iter().map(|id| (*id).to_owned()).collect(),
        tests: cases.iter().map(|case| case.key.clone()).collect(),
        shown: Shown::Tests,
        claim: Claim::new(text, Grounds::spec(*first)),
    })
}

/// `US-1.AC1, AC2 and AC3`: what all have in common is said once.
fn shortened(owner: &str, ids: &[&str]) -> String {
    let rest = |id: &str| {
        let rest = id.strip_prefix(owner).filter(|_| !owner.is_empty());
        rest.map_or(id, |rest| rest.trim_start_matches(['.', '-']))
            .to_owned()
    };
    let first = ids.iter().take(1).map(|id| (*id).to_owned());
    let all: Vec<String> = first.chain(ids.iter().skip(1).map(|id| rest(id))).collect();
    listing(&all, IDS)
}

/// A criterion that a reader of the change checks.
fn checked(criterion: &AcceptanceCriterion) -> SuccessCriterion {
    let (how, shown) = match untested(criterion) {
        Some(Untested::Document) => ("read in the review of the change", Shown::Review),
        Some(Untested::Structure) => ("a search through the code shows it", Shown::Review),
        None => ("no test shows it yet", Shown::Tests),
    };
    let said = brief(criterion.title.as_deref().unwrap_or(&criterion.text), WORDS);
    SuccessCriterion {
        key: Key::new("success", &criterion.id),
        criteria: vec![criterion.id.clone()],
        tests: Vec::new(),
        shown,
        claim: Claim::new(
            format!("{} ({said}): {how}", criterion.id),
            Grounds::spec(&criterion.id),
        ),
    }
}

/// Requirements that no criterion stands under and no story covers, and listed cases, where the
/// specification has nothing else.
fn bare_requirements(context: &Context<'_>, plan: &Plan) -> Vec<SuccessCriterion> {
    let spec = context.spec;
    let has_criteria = spec.criteria().next().is_some();
    let bare = spec
        .functional_requirements
        .iter()
        .filter(|one| one.acceptance_criteria.is_empty() && is_tested(plan, &one.id));
    let title = |one: &Requirement| one.title.clone().unwrap_or_else(|| one.text.clone());
    let mut all: Vec<SuccessCriterion> = bare
        .filter_map(|one| passing(plan, &one.id, Some(&title(one)), &[&one.id]))
        .collect();
    if !has_criteria {
        let listed = spec.test_statements.iter().map(String::as_str);
        let listed: Vec<&str> = listed.filter(|id| is_tested(plan, id)).collect();
        all.extend(passing(
            plan,
            "",
            Some("The cases that the specification lists"),
            &listed,
        ));
    }
    all
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
    all.extend(spec.success_criteria.iter().map(outcome));
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

/// A success criterion of the specification: what shows it, and when.
fn outcome(one: &TextItem) -> SuccessCriterion {
    let lower = one.text.to_lowercase();
    let is_use = says(&lower, USE) || lower.contains('%') || says(&lower, &["users", "user"]);
    let shown = match (says(&lower, RUN), says(&lower, READ)) {
        (true, _) => Shown::Command,
        (_, false) if is_use || !targets::numbers(&one.text).is_empty() => Shown::Release,
        _ => Shown::Review,
    };
    let numbers = targets::numbers(&one.text);
    let said = brief(&one.text, WORDS);
    let text = match shown {
        Shown::Review => format!("{} ({said}): read in the review of the change", one.id),
        Shown::Command | Shown::Tests => {
            format!("{} ({said}): CI shows it before the merge", one.id)
        }
        Shown::Release if numbers.is_empty() => {
            format!("{} ({said}): confirmed after release", one.id)
        }
        Shown::Release => format!(
            "{} ({said}), measured after release: {}",
            one.id,
            ticked(&numbers, 3)
        ),
    };
    SuccessCriterion {
        shown,
        ..simple(&format!("outcome-{}", one.id), text, Grounds::spec(&one.id))
    }
}

fn simple(subject: &str, text: impl Into<String>, grounds: Grounds) -> SuccessCriterion {
    SuccessCriterion {
        key: Key::new("success", subject),
        criteria: Vec::new(),
        tests: Vec::new(),
        shown: Shown::Command,
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
                format!("What changed is told in {}", ticked(&paths, 4)),
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
            "Looked for a workflow that gates merges, for rules of the project on such a change, and for documents that mention what changes; none was found."
        }
    }
}
