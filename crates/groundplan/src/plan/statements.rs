//! The one walk over every grounded statement of a plan: for checks, the lock, the list of assumptions,
//! counts of weak grounds, and what rests on a research answer.

use crate::model::ground::{Claim, Ground, Grounds};
use crate::plan::types::{OperationDraft, Plan, TableChange, TableDraft};

/// A grounded statement of a plan: the key of the item it belongs to, and its grounds.
#[derive(Debug, Clone)]
pub struct Statement<'a> {
    /// Key of the item; of a section where the item has none.
    pub key: String,
    /// The statement; for an edge or a refusal, what it says in short.
    pub text: &'a str,
    /// What it rests on.
    pub grounds: &'a Grounds,
}

/// Every grounded statement of the plan, in document order.
pub fn statements(plan: &Plan) -> Vec<Statement<'_>> {
    let mut all = Vec::new();
    for item in &plan.research {
        all.extend(of(item.key.as_str(), &item.findings));
    }
    architecture(plan, &mut all);
    plan.schema
        .new_tables
        .iter()
        .for_each(|table| new_table(table, &mut all));
    plan.schema
        .modified_tables
        .iter()
        .for_each(|table| change(table, &mut all));
    plan.operations().for_each(|op| operation(op, &mut all));
    all.extend(
        plan.contracts
            .names
            .iter()
            .map(|item| one(item.key.as_str(), &item.claim)),
    );
    all.extend(
        plan.impact
            .iter()
            .map(|item| one(item.key.as_str(), &item.claim)),
    );
    decisions(plan, &mut all);
    all.extend(
        plan.files
            .iter()
            .map(|file| one(file.key.as_str(), &file.claim)),
    );
    patterns(plan, &mut all);
    tests(plan, &mut all);
    considerations(plan, &mut all);
    all.extend(
        plan.success_criteria()
            .map(|item| one(item.key.as_str(), &item.claim)),
    );
    all.extend(
        plan.questions
            .iter()
            .map(|item| one(item.key.as_str(), &item.claim)),
    );
    all
}

/// The statements of the document, and those that only the plan's JSON holds.
pub fn with_unprinted(plan: &Plan) -> Vec<Statement<'_>> {
    let mut all = of("kinds", plan.kinds.iter().map(|found| &found.claim));
    all.extend(statements(plan));
    all
}

/// Every assumption of the plan, once: (key of the first item that makes it, why, how to settle).
pub fn assumptions(plan: &Plan) -> Vec<(String, &str, &str)> {
    let mut found: Vec<(String, &str, &str)> = Vec::new();
    for statement in statements(plan) {
        for ground in statement.grounds {
            if let Ground::Assumption { why, settle } = ground
                && !found.iter().any(|(_, there, _)| there == why)
            {
                found.push((statement.key.clone(), why, settle));
            }
        }
    }
    found
}

fn one<'a>(key: &str, claim: &'a Claim) -> Statement<'a> {
    Statement {
        key: key.to_owned(),
        text: &claim.text,
        grounds: &claim.grounds,
    }
}

fn of<'a>(key: &str, claims: impl IntoIterator<Item = &'a Claim>) -> Vec<Statement<'a>> {
    claims.into_iter().map(|claim| one(key, claim)).collect()
}

fn architecture<'a>(plan: &'a Plan, all: &mut Vec<Statement<'a>>) {
    let architecture = &plan.architecture;
    all.extend(
        architecture
            .components
            .iter()
            .map(|item| one(item.key.as_str(), &item.claim)),
    );
    all.extend(architecture.edges.iter().map(|edge| Statement {
        key: edge.from.as_str().to_owned(),
        text: &edge.label,
        grounds: &edge.grounds,
    }));
    all.extend(of("architecture", &architecture.notes));
}

fn new_table<'a>(table: &'a TableDraft, all: &mut Vec<Statement<'a>>) {
    let key = table.key.as_str();
    all.push(one(key, &table.claim));
    all.extend(of(key, table.fields.iter().map(|field| &field.claim)));
    all.extend(of(key, table.indexes.iter().map(|index| &index.claim)));
}

fn change<'a>(table: &'a TableChange, all: &mut Vec<Statement<'a>>) {
    let key = table.key.as_str();
    all.push(one(key, &table.claim));
    all.extend(of(key, table.add.iter().map(|field| &field.claim)));
    all.extend(of(key, table.indexes.iter().map(|index| &index.claim)));
}

fn operation<'a>(operation: &'a OperationDraft, all: &mut Vec<Statement<'a>>) {
    let key = operation.key.as_str();
    all.push(one(key, &operation.claim));
    all.extend(of(key, operation.guard.iter().chain(&operation.facts)));
    all.extend(operation.errors.iter().map(|error| Statement {
        key: key.to_owned(),
        text: &error.when,
        grounds: &error.grounds,
    }));
}

fn decisions<'a>(plan: &'a Plan, all: &mut Vec<Statement<'a>>) {
    for decision in &plan.decisions {
        let key = decision.key.as_str();
        all.extend(of(key, &decision.context));
        for option in &decision.options {
            all.extend(of(key, option.pros.iter().chain(&option.cons)));
        }
        all.push(one(key, &decision.decision));
        all.extend(of(
            key,
            decision.rationale.iter().chain(&decision.implications),
        ));
    }
}

fn patterns<'a>(plan: &'a Plan, all: &mut Vec<Statement<'a>>) {
    let patterns = &plan.patterns;
    all.extend(
        patterns
            .patterns
            .iter()
            .map(|item| one(item.key.as_str(), &item.claim)),
    );
    let lists = [
        &patterns.rules,
        &patterns.integration,
        &patterns.similar,
        &patterns.anti,
        &patterns.recommendations,
    ];
    lists
        .into_iter()
        .for_each(|list| all.extend(of("patterns", list)));
}

fn tests<'a>(plan: &'a Plan, all: &mut Vec<Statement<'a>>) {
    for level in &plan.tests.levels {
        let claims = [
            &level.framework,
            &level.command,
            &level.coverage,
            &level.none,
        ];
        all.extend(of("tests", claims.into_iter().flatten()));
        all.extend(
            level
                .cases
                .iter()
                .map(|case| one(case.key.as_str(), &case.claim)),
        );
    }
}

fn considerations<'a>(plan: &'a Plan, all: &mut Vec<Statement<'a>>) {
    all.extend(of("performance", &plan.performance.targets));
    for item in &plan.performance.bottlenecks {
        let claims = [&item.bottleneck, &item.mitigation];
        all.extend(of(
            item.key.as_str(),
            claims.into_iter().chain(&item.impact),
        ));
    }
    let security = &plan.security;
    let lists = [
        &security.validation,
        &security.authorization,
        &security.data_protection,
        &security.notes,
    ];
    lists
        .into_iter()
        .for_each(|list| all.extend(of("security", list)));
    all.extend(of(
        "rollout",
        plan.rollout.phases.iter().chain(&plan.rollout.rollback),
    ));
    let dependencies = &plan.dependencies;
    all.extend(of(
        "dependencies",
        dependencies.required.iter().chain(&dependencies.ordering),
    ));
    all.extend(
        plan.risks
            .iter()
            .map(|risk| one(risk.key.as_str(), &risk.risk)),
    );
    all.extend(of("notes", &plan.notes));
}
