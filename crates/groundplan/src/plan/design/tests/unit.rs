//! Tests of the settled strategy.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use super::*;
use crate::model::evidence::{Detected, Evidence, OperationKind};
use crate::model::index::{FileFacts, FileKind, Index};
use crate::model::spec::{AcceptanceCriterion, Spec, UserStory};
use crate::plan::types::{
    Change, ChangeKind, ChangeKindFound, ContractGroup, FileAction, FileChange, OperationDraft,
    Returns, Verb,
};

fn criterion(id: &str, text: &str) -> AcceptanceCriterion {
    AcceptanceCriterion {
        id: id.to_owned(),
        text: text.to_owned(),
        ..AcceptanceCriterion::default()
    }
}

fn spec(criteria: Vec<AcceptanceCriterion>) -> Spec {
    Spec {
        user_stories: vec![UserStory {
            id: "US-1".to_owned(),
            title: "Update the price of one model".to_owned(),
            acceptance_criteria: criteria,
            ..UserStory::default()
        }],
        name: Some("Model price".to_owned()),
        ..Spec::default()
    }
}

fn operation(name: &str, verb: Verb, criteria: &[&str]) -> OperationDraft {
    OperationDraft {
        key: Key::new("contracts", name),
        name: name.to_owned(),
        kind: OperationKind::Mutation,
        change: Change::Add,
        verb,
        entity: Some("prices".to_owned()),
        method: None,
        route: None,
        signature: None,
        drops: Vec::new(),
        params: Vec::new(),
        returns: Returns::Nothing,
        errors: Vec::new(),
        facts: Vec::new(),
        role: None,
        guard: None,
        criteria: criteria.iter().map(|&id| id.to_owned()).collect(),
        file: format!("convex/mutations/{name}.ts"),
        nearest: None,
        claim: Claim::new("changes one price", Grounds::spec("US-1")),
        code: Vec::new(),
    }
}

fn design(operations: Vec<OperationDraft>) -> Design {
    let mut design = Design::default();
    design.contracts.groups = vec![ContractGroup {
        heading: "Mutations".to_owned(),
        operations,
    }];
    design.kinds = vec![ChangeKindFound {
        kind: ChangeKind::UserInterface,
        claim: Claim::new("seen", Grounds::spec("US-1")),
    }];
    design
}

fn with_playwright() -> Evidence {
    let mut evidence = Evidence::default();
    for name in ["vitest", "playwright"] {
        evidence.analysis.stack.test_frameworks.push(Detected {
            name: name.to_owned(),
            version: None,
            anchor: None,
        });
    }
    evidence
}

fn at(strategy: &TestStrategy, level: TestLevelKind) -> Vec<&TestCase> {
    let level = strategy
        .levels
        .iter()
        .find(|one| one.level == level)
        .unwrap();
    level.cases.iter().collect()
}

#[test]
fn every_criterion_has_a_test_and_every_level_a_word() {
    let spec = spec(vec![
        criterion("US-1.AC1", "Saving valid prices stores them"),
        criterion("US-1.AC2", "The price is calculated from cost and margin"),
    ]);
    let evidence = Evidence::default();
    let context = Context::new(&spec, &evidence);
    let strategy = settle(
        &context,
        &design(vec![operation("updatePrice", Verb::Update, &["US-1.AC1"])]),
    );
    assert_eq!(strategy.levels.len(), 3);
    for id in ["US-1.AC1", "US-1.AC2"] {
        let mut cases = strategy.levels.iter().flat_map(|level| &level.cases);
        assert!(cases.any(|case| case.criteria == [id]), "{id}");
    }
    // One source file has one test file, on one level.
    let stored = at(&strategy, TestLevelKind::Integration);
    assert_eq!(stored.len(), 2);
    assert_eq!(stored[0].operations, ["updatePrice"]);
    assert_eq!(stored[0].file, stored[1].file);
    let end = strategy.levels.last().unwrap();
    assert!(
        end.none
            .as_ref()
            .unwrap()
            .text
            .contains("no end-to-end framework")
    );
}

#[test]
fn what_is_seen_and_refused_is_shown_on_two_levels() {
    let text = "A price of zero or below is rejected with a message shown beside the field";
    let spec = spec(vec![criterion("US-1.AC1", text)]);
    let evidence = with_playwright();
    let context = Context::new(&spec, &evidence);
    let strategy = settle(
        &context,
        &design(vec![operation("updatePrice", Verb::Update, &["US-1.AC1"])]),
    );
    let below = at(&strategy, TestLevelKind::Unit);
    let above = at(&strategy, TestLevelKind::EndToEnd);
    assert_eq!((below.len(), above.len()), (1, 1));
    assert_ne!(below[0].key, above[0].key);
    assert_eq!(above[0].file, "e2e/model-price.spec.ts");
    assert!(!above[0].claim.text.contains(text));
}

#[test]
fn requirements_stand_in_where_there_is_no_criterion() {
    let spec = Spec {
        functional_requirements: vec![crate::model::spec::Requirement {
            id: "FR-1".to_owned(),
            text: "The command prints a summary".to_owned(),
            ..crate::model::spec::Requirement::default()
        }],
        ..Spec::default()
    };
    let evidence = Evidence::default();
    let context = Context::new(&spec, &evidence);
    let strategy = settle(&context, &Design::default());
    assert_eq!(
        at(&strategy, TestLevelKind::Integration)[0].criteria,
        ["FR-1"]
    );
}

#[test]
fn a_refusal_is_shown_by_the_write_and_not_by_the_read() {
    let text = "A second price for the same model is rejected";
    let spec = spec(vec![criterion("US-1.AC1", text)]);
    let evidence = Evidence::default();
    let context = Context::new(&spec, &evidence);
    let read = operation("getPrice", Verb::Get, &["US-1.AC1"]);
    let write = operation("createPrice", Verb::Create, &[]);
    let strategy = settle(&context, &design(vec![read, write]));
    let cases = strategy.levels.iter().flat_map(|level| &level.cases);
    let operations: Vec<&String> = cases.flat_map(|case| &case.operations).collect();
    assert_eq!(operations, ["createPrice"]);
}

/// A project of source and test files, and a plan that changes all of its source files.
fn project(paths: &[&str]) -> (Evidence, Design) {
    let mut index = Index::default();
    let mut design = Design::default();
    for path in paths {
        let is_test = path.contains("test");
        let kind = if is_test {
            FileKind::Test
        } else {
            FileKind::Source
        };
        let facts = FileFacts {
            path: (*path).to_owned(),
            kind,
            language: Some("typescript".to_owned()),
            ..FileFacts::default()
        };
        index.files.insert(facts.path.clone(), facts);
        if !is_test {
            design.files.push(FileChange {
                key: Key::new("files", path),
                path: (*path).to_owned(),
                action: FileAction::Modify,
                role: "logic".to_owned(),
                claim: Claim::new("changes", Grounds::spec("US-1")),
                implements: Vec::new(),
            });
        }
    }
    let evidence = Evidence {
        index: Arc::new(index),
        ..Evidence::default()
    };
    (evidence, design)
}

fn files(criteria: &[&str], paths: &[&str]) -> Vec<String> {
    let (evidence, design) = project(paths);
    let all = criteria.iter().enumerate();
    let all = all
        .map(|(at, text)| criterion(&format!("US-1.AC{at}"), text))
        .collect();
    let spec = spec(all);
    let strategy = settle(&Context::new(&spec, &evidence), &design);
    let cases = strategy.levels.iter().flat_map(|level| &level.cases);
    let mut files: Vec<String> = cases.map(|case| case.file.clone()).collect();
    files.sort();
    files
}

#[test]
fn a_criterion_is_shown_in_the_test_file_of_its_source() {
    let paths = [
        "src/inbox/folder.ts",
        "src/inbox/folder.test.ts",
        "src/mail/rules.ts",
    ];
    let found = files(&["The folder is renamed", "The rules are sorted"], &paths);
    assert_eq!(
        found,
        ["src/inbox/folder.test.ts", "src/mail/rules.test.ts"]
    );
}

#[test]
fn a_test_stays_in_the_package_of_its_source_and_never_in_a_fixture() {
    let paths = [
        "lib/orders/price.js",
        "lib/orders/tax.js",
        "tests/unit/orders/price.test.js",
        "tests/fixtures/tax.test.js",
    ];
    let found = files(&["The tax is rounded"], &paths);
    assert_eq!(found, ["tests/unit/orders/tax.test.js"]);
}

#[test]
fn a_document_is_read_and_not_tested() {
    let found = files(
        &["The README is updated with the new option"],
        &["src/a.ts"],
    );
    assert!(found.is_empty(), "{found:?}");
}

/// What the tests of some criteria do.
fn steps(criteria: Vec<AcceptanceCriterion>) -> Vec<String> {
    let ids: Vec<String> = criteria.iter().map(|one| one.id.clone()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let spec = spec(criteria);
    let evidence = Evidence::default();
    let context = Context::new(&spec, &evidence);
    let design = design(vec![operation("createPrice", Verb::Create, &ids)]);
    let strategy = settle(&context, &design);
    let cases = strategy.levels.iter().flat_map(|level| &level.cases);
    cases.map(|case| case.claim.text.clone()).collect()
}

#[test]
fn a_test_is_given_what_its_criterion_is_given() {
    let mut one = criterion(
        "US-1.AC1",
        "Given a stored price of the model, when it is read, then it is shown",
    );
    one.title = Some("Reading".to_owned());
    one.given = Some("a stored price of the model".to_owned());
    one.when = Some("the list is read".to_owned());
    one.then = Some("the price is shown".to_owned());
    let found = steps(vec![one]);
    let wanted = "given stored price of the model: the list is read → the price is shown";
    assert_eq!(found, [wanted]);
}

#[test]
fn a_limit_is_tried_on_both_sides_and_other_refusals_are_not() {
    let found = steps(vec![
        criterion("US-1.AC1", "More than 200 prices in one go are rejected"),
        criterion("US-1.AC2", "A name that exists already is rejected"),
    ]);
    assert!(
        found[0].ends_with("200 prices is taken, 201 is not"),
        "{found:?}"
    );
    assert!(!found[1].contains("taken"), "{found:?}");
}
