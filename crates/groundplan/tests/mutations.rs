//! Every rule fires: a good plan is damaged in one place, and the rule that guards the place says so.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "these tests read the example"
)]

use std::collections::BTreeSet;
use std::path::Path;

use groundplan::diag::Severity;
use groundplan::lint::{Check, Levels, PlanCase, RULES, check_plan};
use groundplan::model::ground::{Claim, Ground, Grounds};
use groundplan::model::spec::Spec;
use groundplan::plan::types::Plan;
use groundplan::world::MemoryWorld;
use groundplan::{Compiled, Options, compile, spec};

const SPEC: &str = "docs/features/FEAT-016-spec.md";

fn load(root: &Path, dir: &Path, all: &mut Vec<(String, String)>) {
    for path in std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // What a run of the example leaves there is no part of it.
        if name == "node_modules" || name == ".groundplan" || name.contains("-plan.") {
            continue;
        }
        if path.is_dir() {
            load(root, &path, all);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let path = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            all.push((path, text));
        }
    }
}

struct Case {
    spec: Spec,
    world: MemoryWorld,
    compiled: Compiled,
}

impl Case {
    fn example() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/model-catalog");
        let mut files = Vec::new();
        load(&root, &root, &mut files);
        let text = files
            .iter()
            .find(|(path, _)| path == SPEC)
            .unwrap()
            .1
            .clone();
        let spec = spec::read(
            SPEC,
            &[spec::Source {
                path: SPEC.to_owned(),
                text,
            }],
        );
        let world = MemoryWorld::new(
            files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        );
        let compiled = compile(&spec, &world, &Options::default());
        Self {
            spec,
            world,
            compiled,
        }
    }

    /// Codes of the errors in a plan.
    fn codes(&self, plan: &Plan) -> BTreeSet<String> {
        let found = check_plan(
            &PlanCase {
                spec: &self.spec,
                plan,
                evidence: &self.compiled.evidence,
                world: &self.world,
            },
            &Levels::default(),
        );
        let errors = found
            .into_iter()
            .filter(|one| one.severity == Severity::Error);
        errors.map(|one| one.code).collect()
    }
}

fn file(plan: &mut Plan, path: &str) {
    plan.files.retain(|file| file.path != path);
}

/// What takes something from a good plan.
type Damage = fn(&mut Plan);

/// A code, and a damage after which it must fire.
const DAMAGES: &[(&str, Damage)] = &[
    ("plan-question-missing", |plan| plan.questions.clear()),
    ("plan-question-missing", |plan| {
        plan.research.retain(|item| item.question != "RQ2");
        plan.questions.clear();
        plan.risks.clear();
    }),
    ("plan-schema-field", |plan| {
        plan.schema.new_tables[0]
            .fields
            .retain(|field| field.name != "margin");
    }),
    ("plan-schema-field", |plan| {
        plan.schema.new_tables[1]
            .fields
            .retain(|field| !field.name.starts_with("old_"));
    }),
    ("plan-schema-index", |plan| {
        plan.schema.new_tables[0]
            .indexes
            .retain(|index| index.name != "by_model");
    }),
    ("plan-schema-code", |plan| {
        let block = &mut plan.schema.new_tables[0].code[0];
        block.text = block.text.replace("  margin: v.number(),\n", "");
    }),
    ("plan-contract-definition", |plan| {
        plan.contracts.groups[0].operations[0].code.clear()
    }),
    ("plan-story-unplanned", |plan| {
        // An operation is dropped, and with it everything that cites its story.
        for group in &mut plan.contracts.groups {
            group
                .operations
                .retain(|op| !op.claim.grounds.spec_items().any(|item| item == "US-4"));
        }
        plan.files
            .retain(|file| !file.implements.iter().any(|item| item.starts_with("US-4")));
    }),
    ("plan-file-organization", |plan| {
        plan.decisions.remove(0);
    }),
    ("plan-file-organization", |plan| plan.files.clear()),
    ("plan-decision-rationale", |plan| {
        plan.decisions[1].rationale.clear()
    }),
    ("plan-decision-rationale", |plan| {
        plan.decisions[1].options.truncate(1)
    }),
    ("plan-test-level", |plan| plan.tests.levels.truncate(1)),
    ("plan-test-uncollected", |plan| {
        let level = plan
            .tests
            .levels
            .iter_mut()
            .find(|level| !level.cases.is_empty());
        level.unwrap().cases[0].file = "tests/prices.py".to_owned();
    }),
    ("plan-performance-target", |plan| {
        plan.performance.targets.clear()
    }),
    ("plan-bottleneck-unsolved", |plan| {
        plan.performance.bottlenecks[0].mitigation.text.clear();
    }),
    ("plan-security-missing", |plan| {
        plan.security.authorization.clear()
    }),
    ("plan-dependency-missing", |plan| {
        plan.dependencies.ordering.clear()
    }),
    ("plan-dependency-missing", |plan| {
        plan.dependencies.required.clear()
    }),
    ("plan-success-criterion", |plan| {
        plan.success.functional.remove(0);
    }),
    ("plan-success-criterion", |plan| {
        plan.success.technical.clear()
    }),
    ("plan-reference-broken", |plan| {
        let claim = &mut plan.files[0].claim;
        *claim = Claim::new(claim.text.clone(), Grounds::spec("FR99"));
    }),
    ("plan-reference-broken", |plan| {
        let mut anchor = plan.schema.modified_tables[0].anchor.clone();
        anchor.line_end += 9_000;
        let claim = Claim::new("stands there", Ground::Code(anchor));
        plan.schema.modified_tables[0].claim = claim;
    }),
    ("plan-reference-broken", |plan| {
        let mut anchor = plan.schema.modified_tables[0].anchor.clone();
        anchor.path = "convex/no-such-file.ts".to_owned();
        plan.schema.modified_tables[0].claim = Claim::new("stands there", Ground::Code(anchor));
    }),
    ("plan-reference-broken", |plan| {
        // The lines are there and say something else.
        let mut anchor = plan.schema.modified_tables[0].anchor.clone();
        anchor.line_start -= 1;
        plan.schema.modified_tables[0].claim = Claim::new("stands there", Ground::Code(anchor));
    }),
    ("plan-trace-gap", |plan| {
        for level in &mut plan.tests.levels {
            level
                .cases
                .retain(|case| !case.criteria.contains(&"US-3.AC2".to_owned()));
        }
    }),
    ("plan-file-undeclared", |plan| {
        let path = plan.contracts.groups[0].operations[0].file.clone();
        file(plan, &path);
    }),
    ("plan-ground-weak", |plan| {
        let operation = &mut plan.contracts.groups[0].operations[0];
        let guess = Ground::assumption("nobody said so", "ask");
        operation.claim = Claim::new("gives a list", guess);
    }),
    ("plan-code-syntax", |plan| {
        plan.contracts.groups[0].operations[0].code[0]
            .text
            .push_str("\nexport const = {");
    }),
    ("plan-spec-repeated", |plan| {
        let sentence = "A price of zero or below is rejected with a message beside the field, and nothing is stored";
        plan.notes
            .push(Claim::new(sentence, Grounds::spec("US-1.AC3")));
    }),
];

#[test]
fn the_undamaged_plan_has_no_error() {
    let case = Case::example();
    assert_eq!(case.codes(&case.compiled.plan), BTreeSet::new());
}

#[test]
fn each_damage_is_found_by_its_rule() {
    let case = Case::example();
    let mut silent = Vec::new();
    for (at, (code, damage)) in DAMAGES.iter().enumerate() {
        let mut plan = case.compiled.plan.clone();
        damage(&mut plan);
        if !case.codes(&plan).contains(*code) {
            silent.push(format!("{at}: {code}"));
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_rule_over_plans_has_a_damage() {
    let damaged: BTreeSet<&str> = DAMAGES.iter().map(|(code, _)| *code).collect();
    let rules = RULES
        .iter()
        .filter(|rule| matches!(rule.check, Check::Plan(_)));
    let without: Vec<&str> = rules
        .map(|rule| rule.code)
        .filter(|code| !damaged.contains(code))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}
