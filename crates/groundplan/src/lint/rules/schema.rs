//! Schema changes are complete: all fields, all indexes, and code that holds them.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, PlanCase, Rule, spec_text};
use crate::plan::dialects;
use crate::plan::types::{FieldType, IndexDraft, TableDraft};

/// Every attribute that the specification says is stored is a field.
pub const FIELDS: Rule = Rule {
    code: "plan-schema-field",
    level: Level::Error,
    summary: "Every attribute that the specification stores is a field of a table",
    docs: "Judged against the specification's own lists of attributes and its key entities.",
    check: Check::Plan(fields),
};

fn fields(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let schema = &case.plan.schema;
    if schema.is_empty() && schema.none.is_some() {
        return Vec::new();
    }
    let planned = schema
        .new_tables
        .iter()
        .flat_map(|table| &table.fields)
        .map(|f| f.name.as_str());
    let added = schema
        .modified_tables
        .iter()
        .flat_map(|table| &table.add)
        .map(|f| f.name.as_str());
    let there = case
        .evidence
        .analysis
        .tables
        .iter()
        .flat_map(|table| &table.fields)
        .map(|f| f.name.as_str());
    let all: Vec<&str> = planned.chain(added).chain(there).collect();
    let tables: Vec<Vec<String>> = schema
        .new_tables
        .iter()
        .map(|table| spec_text::words(&table.name.replace('_', " ")))
        .collect();
    let missing = spec_text::demanded(case.spec)
        .into_iter()
        .filter(|demanded| {
            let is_table = tables
                .iter()
                .any(|table| demanded.words.iter().all(|word| table.contains(word)));
            !is_table
                && !all
                    .iter()
                    .any(|field| spec_text::meets(field, &demanded.words))
        });
    let finding = |demanded: spec_text::Demanded| {
        rule.finding(format!(
            "{} stores \"{}\", and no table has it",
            demanded.item,
            demanded.words.join(" ")
        ))
        .at(&case.spec.path, demanded.line)
        .help("add the field under Database Schema Changes")
    };
    missing.map(finding).collect()
}

/// Every reference that is read by has an index.
pub const INDEXES: Rule = Rule {
    code: "plan-schema-index",
    level: Level::Error,
    summary: "Every new table has an index for each table that it belongs to",
    docs: "Rows are read by what they belong to; without an index that reads the whole table.",
    check: Check::Plan(indexes),
};

fn indexes(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let people = ["user", "users", "account", "accounts", "members"];
    // What the store keeps unique has an index by that.
    let dialect = case
        .plan
        .schema
        .dialect
        .as_deref()
        .and_then(dialects::by_id);
    let enforced = dialect.is_some_and(|dialect| dialect.unique_indexes);
    let mut found = Vec::new();
    for table in &case.plan.schema.new_tables {
        let owners = table.fields.iter().filter(|field| match &field.ty {
            FieldType::Reference { table } => {
                !(people.contains(&table.as_str()) || field.unique && enforced)
            }
            _ => false,
        });
        for field in owners {
            let served = table
                .indexes
                .iter()
                .any(|index| index.fields.first() == Some(&field.name));
            if !served {
                found.push(
                    rule.finding(format!("`{}` has no index on `{}`", table.name, field.name))
                        .help("add the index"),
                );
            }
        }
    }
    found
}

/// The code of a table holds every field and index.
pub const CODE: Rule = Rule {
    code: "plan-schema-code",
    level: Level::Error,
    summary: "The schema code of a table holds all its fields and indexes",
    docs: "Whoever implements the plan copies the code block; what it lacks is lost.",
    check: Check::Plan(code),
};

fn code(case: &PlanCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let schema = &case.plan.schema;
    let changed = schema.modified_tables.iter().map(|change| TableDraft {
        key: change.key.clone(),
        name: change.name.clone(),
        entity: String::new(),
        fields: change.add.clone(),
        indexes: change.indexes.clone(),
        checks: Vec::new(),
        claim: change.claim.clone(),
        code: change.code.clone(),
    });
    let all: Vec<TableDraft> = schema.new_tables.iter().cloned().chain(changed).collect();
    let lacks = |table: &TableDraft| {
        let text: String = table.code.iter().map(|block| block.text.as_str()).collect();
        let field = table
            .fields
            .iter()
            .map(|field| &field.name)
            .find(|name| !text.contains(name.as_str()));
        let has = |index: &&IndexDraft| !text.contains(index.name.as_str());
        let index = table.indexes.iter().find(has).map(|index| &index.name);
        let what = if text.is_empty() {
            Some("anything".to_owned())
        } else {
            field.or(index).map(|name| format!("`{name}`"))
        };
        what.map(|what| {
            rule.finding(format!("the code of `{}` lacks {what}", table.name))
                .help("draft the code anew")
        })
    };
    if case.writes_code() {
        all.iter().filter_map(lacks).collect()
    } else {
        Vec::new()
    }
}
