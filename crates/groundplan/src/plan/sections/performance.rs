//! Performance Considerations: targets with numbers, and bottlenecks on the access paths that the
//! feature makes.

use super::Section;
use super::common::{counted, heading, labelled, line, on_items, para, says, tick, ticked};
use super::decisions::scale;
use super::{external, research, said, targets};
use crate::model::doc::{Block, Item};
use crate::model::evidence::Table;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{
    Bottleneck, FieldType, Key, OperationDraft, Performance, Plan, Returns, TableDraft, Verb,
};

/// Bottlenecks shown.
const SHOWN: usize = 8;

/// The section.
pub const SECTION: Section = Section {
    id: "performance",
    heading: "Performance Considerations",
    summary: "Numeric targets, and bottlenecks on the feature's access paths with what is done",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut bottlenecks: Vec<Bottleneck> = plan
        .operations()
        .flat_map(|op| of_operation(context, plan, op))
        .collect();
    bottlenecks.extend(outside(context));
    bottlenecks.truncate(SHOWN);
    let targets = numeric_targets(context, plan);
    let none = (targets.is_empty() && bottlenecks.is_empty()).then(|| none(context));
    plan.performance = Performance {
        targets,
        bottlenecks,
        none,
    };
}

/// Numbers on time, size and load: of non-functional requirements and success criteria, then of
/// requirements that limit a cache, a budget or a wait.
fn numeric_targets(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let spec = context.spec;
    let wanted = spec
        .nonfunctional_requirements
        .iter()
        .filter(|one| is_performance(one.category.as_deref(), &one.text));
    let mut claims: Vec<Claim> = wanted
        .flat_map(|one| targets_of(context, plan, &one.id, &one.text, &targets::of(one)))
        .collect();
    let outcomes = spec
        .success_criteria
        .iter()
        .filter(|one| is_performance(None, &one.text));
    claims.extend(outcomes.flat_map(|one| {
        let numbers = targets::numbers(&one.text);
        targets_of(context, plan, &one.id, &one.text, &numbers)
    }));
    let limits = [
        "cache",
        "ttl",
        "budget",
        "timeout",
        "time-out",
        "throttle",
        "throttling",
    ];
    let cited: Vec<String> = claims
        .iter()
        .flat_map(|claim| claim.grounds.spec_items().map(str::to_owned))
        .collect();
    let said = said::all(spec);
    let limited = said.iter().filter(|one| {
        says(&one.text.to_lowercase(), &limits) && !cited.iter().any(|id| id == one.id)
    });
    claims.extend(limited.filter_map(|one| {
        let numbers = targets::numbers(&one.text);
        let number = numbers.first()?;
        let rest = one.clause(one.text.find(number.as_str())? + number.len());
        let rest: Vec<&str> = rest.split_whitespace().take(4).collect();
        let place = said::place(plan, one.id);
        let text = format!("{}: {} {}{place}", one.id, tick(number), rest.join(" "));
        Some(Claim::new(text, one.ground()))
    }));
    claims.truncate(SHOWN);
    claims
}

/// The targets of one item: each of its sentences that has a number is one of its own, with what it is
/// about.
fn targets_of(
    context: &Context<'_>,
    plan: &Plan,
    id: &str,
    text: &str,
    numbers: &[String],
) -> Vec<Claim> {
    let sentences = said::sentences(text).into_iter();
    let measured: Vec<(String, Vec<String>)> = sentences
        .map(|sentence| (targets::numbers(&sentence), sentence))
        .filter(|(numbers, _)| !numbers.is_empty())
        .map(|(numbers, sentence)| (sentence, numbers))
        .collect();
    if measured.len() < 2 {
        return target(context, plan, id, text, numbers)
            .into_iter()
            .collect();
    }
    let claims = measured.into_iter().map(|(sentence, numbers)| {
        // What is measured stands before the verb.
        let verbs = [
            "should", "shall", "must", "will", "is", "are", "in", "within", "under",
        ];
        let words = sentence.split_whitespace();
        let about: Vec<&str> = words
            .take_while(|word| {
                let is_verb = verbs.contains(&word.to_lowercase().as_str());
                !is_verb && !word.chars().any(|c| c.is_ascii_digit())
            })
            .take(4)
            .collect();
        let load = scale::count_in(&sentence).map_or(String::new(), |(count, thing)| {
            format!(" for {count} {thing}")
        });
        let text = format!("{id}, {}: {}{load}", about.join(" "), ticked(&numbers, 2));
        Claim::new(text, Grounds::spec(id))
    });
    claims.collect()
}

fn is_performance(category: Option<&str>, text: &str) -> bool {
    let named = category.is_some_and(|category| {
        says(
            &category.to_lowercase(),
            &[
                "performance",
                "scalability",
                "speed",
                "latency",
                "throughput",
                "capacity",
            ],
        )
    });
    let cues = [
        "ms",
        "p95",
        "p99",
        "latency",
        "seconds",
        "second",
        "milliseconds",
        "memory",
        "mb",
        "gb",
        "throughput",
        "per second",
    ];
    named || says(&text.to_lowercase(), &cues)
}

fn target(
    context: &Context<'_>,
    plan: &Plan,
    id: &str,
    text: &str,
    numbers: &[String],
) -> Option<Claim> {
    if numbers.is_empty() {
        return None;
    }
    let concerned = concerned(plan, id, text);
    let many = scale::count_in(text).map_or(String::new(), |(count, thing)| {
        format!(" for {count} {thing}")
    });
    let whom = if concerned.is_empty() {
        String::new()
    } else {
        format!(", measured on {}", ticked(&concerned, 4))
    };
    let answers = research::about(context, &[&id.to_lowercase()]);
    let grounds = answers
        .into_iter()
        .fold(Grounds::spec(id), |grounds, answer| {
            grounds.and(research::ground(answer))
        });
    Some(Claim::new(
        format!("{id}: {}{many}{whom}", ticked(numbers, 3)),
        grounds,
    ))
}

/// Operations that a target is about: those that cite it, else those whose verb its text names.
fn concerned<'a>(plan: &'a Plan, id: &str, text: &str) -> Vec<&'a str> {
    let cites = |op: &&OperationDraft| {
        op.criteria.iter().any(|one| one == id)
            || op.claim.grounds.spec_items().any(|one| one == id)
    };
    let cited: Vec<&str> = plan
        .operations()
        .filter(cites)
        .map(|op| op.name.as_str())
        .collect();
    if !cited.is_empty() {
        return cited;
    }
    let lower = text.to_lowercase();
    let fits = |op: &&OperationDraft| match op.verb {
        Verb::BulkUpdate => says(&lower, &["bulk", "batch"]),
        Verb::Get | Verb::List | Verb::Search | Verb::History => says(
            &lower,
            &["query", "queries", "search", "list", "read", "load"],
        ),
        Verb::Export => says(&lower, &["export"]),
        Verb::Import => says(&lower, &["import"]),
        _ => false,
    };
    plan.operations()
        .filter(fits)
        .map(|op| op.name.as_str())
        .collect()
}

/// What an operation's access path shows; nothing is said of operations that no index, no drafted
/// field and no existing code says anything about.
fn of_operation(context: &Context<'_>, plan: &Plan, op: &OperationDraft) -> Vec<Bottleneck> {
    match op.verb {
        Verb::List | Verb::Search | Verb::History => {
            let mut found: Vec<Bottleneck> = scan(context, plan, op).into_iter().collect();
            found.extend(row_by_row(plan, op));
            found
        }
        Verb::BulkUpdate | Verb::Import if scale::is_bulk(context, op) => {
            many_rows(context, op).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn bottleneck(op: &OperationDraft, subject: &str, what: Claim, mitigation: Claim) -> Bottleneck {
    Bottleneck {
        key: Key::new("performance", &format!("{}-{subject}", op.name)),
        bottleneck: what,
        mitigation,
        impact: None,
    }
}

/// Indexes of a table, drafted and existing: (name, fields, grounds).
fn indexes_of(
    context: &Context<'_>,
    plan: &Plan,
    table: &str,
) -> Vec<(String, Vec<String>, Grounds)> {
    let drafted = plan.schema.drafted_indexes(table).map(|index| {
        (
            index.name.clone(),
            index.fields.clone(),
            index.claim.grounds.clone(),
        )
    });
    let there = existing_table(context, table);
    let anchor = there.and_then(|one| one.anchor.clone());
    let existing = there
        .into_iter()
        .flat_map(|one| &one.indexes)
        .filter_map(|index| {
            let anchor = anchor.clone()?;
            Some((
                index.name.clone(),
                index.fields.clone(),
                Grounds::from(Ground::Code(anchor)),
            ))
        });
    drafted.chain(existing).collect()
}

fn existing_table<'a>(context: &Context<'a>, name: &str) -> Option<&'a Table> {
    context
        .analysis()
        .tables
        .iter()
        .find(|table| table.name == name)
}

/// Fields of a table, drafted and existing.
fn fields_of(context: &Context<'_>, plan: &Plan, table: &str) -> Vec<String> {
    let drafted = plan.schema.drafted_fields(table);
    let mut all: Vec<String> = drafted.map(|field| field.name.clone()).collect();
    let there = existing_table(context, table);
    all.extend(
        there
            .into_iter()
            .flat_map(|one| &one.fields)
            .map(|field| field.name.clone()),
    );
    all
}

/// A read of many rows through the index that serves its filter.
fn scan(context: &Context<'_>, plan: &Plan, op: &OperationDraft) -> Option<Bottleneck> {
    let table = op.entity.as_deref()?;
    let fields = fields_of(context, plan, table);
    if fields.is_empty() {
        return None;
    }
    let filters: Vec<&str> = op
        .params
        .iter()
        .map(|param| param.name.as_str())
        .filter(|name| is_field(&fields, name))
        .collect();
    let indexes = indexes_of(context, plan, table);
    let serving = indexes
        .iter()
        .find(|(_, on, _)| on.first().is_some_and(|first| serves(&filters, first)));
    let by = if filters.is_empty() {
        String::new()
    } else {
        format!(" by {}", ticked(&filters, 3))
    };
    let what = Claim::new(
        format!(
            "{} reads {}{by}; without an index that is every row",
            tick(&op.name),
            tick(table)
        ),
        op.claim.grounds.clone(),
    );
    let (name, on, grounds) = serving?;
    let mitigation = Claim::new(
        format!("Read through index {} on {}", tick(name), ticked(on, 3)),
        op.claim.grounds.clone().and_all(grounds),
    );
    let mut found = bottleneck(op, "scan", what, mitigation);
    let answers = research::about(
        context,
        &[
            "search",
            "index",
            "indexes",
            "pagination",
            "scale",
            "records",
        ],
    );
    found.impact = answers
        .iter()
        .find(|_| op.verb == Verb::Search)
        .and_then(|answer| {
            let finding = research::best(answer)?;
            Some(Claim::new(
                format!("{}: {}", answer.id, finding.text.trim()),
                research::ground(answer),
            ))
        });
    Some(found)
}

/// Whether an index that begins with a field serves a read: it filters by the field, or it filters
/// by nothing and the field is a moment that rows are sorted by.
fn serves(filters: &[&str], first: &str) -> bool {
    let is_moment = || {
        let words = names::split(first);
        words
            .iter()
            .any(|word| ["at", "date", "time", "created", "updated"].contains(&word.as_str()))
    };
    filters.iter().any(|name| same(first, name)) || (filters.is_empty() && is_moment())
}

/// Grounds and those of another list.
trait AndAll {
    fn and_all(self, others: &Grounds) -> Self;
}

impl AndAll for Grounds {
    fn and_all(self, others: &Grounds) -> Self {
        others.iter().fold(self, |all, one| all.and(one.clone()))
    }
}

fn is_field(fields: &[String], name: &str) -> bool {
    fields.iter().any(|field| same(field, name))
}

fn same(one: &str, other: &str) -> bool {
    names::split(one) == names::split(other)
}

/// A list that gives fields of another table: one read a row.
fn row_by_row(plan: &Plan, op: &OperationDraft) -> Option<Bottleneck> {
    let Returns::Many { fields } = &op.returns else {
        return None;
    };
    let table = plan
        .schema
        .new_tables
        .iter()
        .find(|table| Some(&table.name) == op.entity.as_ref())?;
    let (field, target) = foreign(table).find_map(|(reference, target)| {
        let prefix = names::singular(names::split(&target).last()?);
        let given = fields.iter().find(|param| {
            let words = names::split(&param.name);
            words.len() > 1 && words.first() == Some(&prefix) && !is_own(table, &param.name)
        })?;
        let _ = reference;
        Some((given.name.clone(), target))
    })?;
    let what = Claim::new(
        format!(
            "{} gives {} of {}: a read for every row",
            tick(&op.name),
            tick(&field),
            tick(&target)
        ),
        op.claim.grounds.clone(),
    );
    let how = Claim::new(
        format!(
            "Collect the identifiers of one page and read {} once for all of them",
            tick(&target)
        ),
        op.claim.grounds.clone(),
    );
    Some(bottleneck(op, "row-by-row", what, how))
}

fn is_own(table: &TableDraft, name: &str) -> bool {
    table.fields.iter().any(|field| same(&field.name, name))
}

fn foreign(table: &TableDraft) -> impl Iterator<Item = (String, String)> + '_ {
    table.fields.iter().filter_map(|field| match &field.ty {
        FieldType::Reference { table } => Some((field.name.clone(), table.clone())),
        _ => None,
    })
}

fn many_rows(context: &Context<'_>, op: &OperationDraft) -> Option<Bottleneck> {
    let target = scale::target(context);
    let number = target.as_ref().map_or(String::new(), |(_, count, thing)| {
        format!(" ({count} {thing})")
    });
    let grounds = target.as_ref().map_or_else(
        || op.claim.grounds.clone(),
        |(id, _, _)| op.claim.grounds.clone().and(Ground::spec(id.as_str())),
    );
    let what = Claim::new(
        format!("{} writes many rows in one request{number}", tick(&op.name)),
        grounds,
    );
    let chunking = scale::existing(context)?;
    let size = chunking
        .size
        .map_or(String::new(), |size| format!(" of {size}"));
    let shown = chunking
        .anchor
        .symbol
        .as_deref()
        .unwrap_or(&chunking.anchor.path);
    let how = Claim::new(
        format!("Work in parts{size}, as {} does", tick(shown)),
        Ground::Code(chunking.anchor.clone()),
    );
    let mut found = bottleneck(op, "many", what, how);
    found.impact = target.and_then(|(id, count, _)| {
        let size = chunking.size.filter(|size| *size > 0)?;
        let grounds = Grounds::spec(id).and(Ground::Code(chunking.anchor));
        Some(Claim::new(
            format!(
                "{} parts instead of {count} single calls",
                count.div_ceil(size)
            ),
            grounds,
        ))
    });
    Some(found)
}

/// Calls to systems outside whose limits research found.
fn outside(context: &Context<'_>) -> Vec<Bottleneck> {
    let systems = external::systems(context).into_iter().filter_map(|system| {
        let name = system.name.to_lowercase();
        let answers = research::about(context, &[&name]);
        let answer = answers.iter().find(|answer| !answer.findings.is_empty())?;
        let found = research::best(answer)?;
        let text = format!(
            "Stay within what {} found: {}",
            answer.id,
            found.text.trim()
        );
        let what = format!("Calls to {} wait for a system outside", system.name);
        Some(Bottleneck {
            key: Key::new("performance", &format!("outside-{}", system.name)),
            bottleneck: Claim::new(what, on_items(&system.items)),
            mitigation: Claim::new(text, research::ground(answer)),
            impact: None,
        })
    });
    systems.collect()
}

fn none(context: &Context<'_>) -> Claim {
    let items = context.spec.items();
    let text = format!(
        "Looked for numbers on time, size and load in {} of the specification; none is stated",
        counted(items.len(), "item")
    );
    let ids: Vec<&str> = items.iter().map(|item| item.id).take(1).collect();
    Claim::new(text, on_items(&ids))
}

fn lower(plan: &Plan) -> Vec<Block> {
    let performance = &plan.performance;
    let mut blocks: Vec<Block> = performance.none.iter().map(para).collect();
    blocks.extend(labelled("Targets", &performance.targets));
    for (at, item) in performance.bottlenecks.iter().enumerate() {
        if at == 0 {
            blocks.push(heading(3, "Bottlenecks"));
        }
        let labelled = |label: &str, claim: &Claim| {
            let mut line = line(claim);
            line.text = format!("**{label}**: {}", line.text);
            Item::bullet(line)
        };
        let mut nested = vec![labelled("Mitigation", &item.mitigation)];
        nested.extend(item.impact.iter().map(|claim| labelled("Impact", claim)));
        blocks.push(Block::List {
            ordered: false,
            items: vec![Item::bullet(line(&item.bottleneck)).with(nested)],
        });
    }
    blocks
}
