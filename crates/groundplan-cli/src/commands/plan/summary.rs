//! The summary that is presented: what a person needs for a decision, on one screen.

use std::fmt::Write as _;

use groundplan::Compiled;
use groundplan::model::evidence::AnswerState;
use groundplan::model::ground::Claim;
use groundplan::model::spec::Spec;
use groundplan::plan::types::{Plan, ResearchItem};

/// At most so many lines of one list.
const LINES: usize = 6;
/// A line is cut to so many characters.
const WIDTH: usize = 160;

/// The summary, without state and files.
pub fn of(spec: &Spec, compiled: &Compiled) -> String {
    let plan = &compiled.plan;
    let id = spec.feature_id.as_deref().unwrap_or(&plan.header.stem);
    let mut out = format!("Implementation plan for {id}: {}\n", plan.header.name);
    let tests = plan
        .tests
        .levels
        .iter()
        .filter(|level| !level.cases.is_empty());
    let tests = tests.map(|level| format!("{:?}: {} tests", level.level, level.cases.len()));
    let decisions = plan.decisions.iter().enumerate();
    let decisions = decisions.map(|(at, one)| format!("TD{}: {}", at + 1, one.title));
    let questions = plan
        .questions
        .iter()
        .map(|question| question.claim.text.clone());
    let lists: [(&str, Vec<String>); 8] = [
        ("Research", plan.research.iter().map(research).collect()),
        ("Architecture", architecture(plan)),
        ("Key technical decisions", decisions.collect()),
        ("Performance targets", texts(&plan.performance.targets)),
        ("Security", security(plan)),
        ("Testing strategy", tests.collect()),
        ("Depends on", texts(&plan.dependencies.required)),
        ("Questions for you", questions.collect()),
    ];
    for (title, lines) in lists {
        list(&mut out, title, &lines);
    }
    let criteria = plan.success_criteria().count();
    let risks = plan.risks.len();
    let _ = writeln!(out, "\n{criteria} success criteria, {risks} risks");
    out
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    for line in lines.iter().take(LINES) {
        let _ = writeln!(out, "- {}", short(line));
    }
    if lines.len() > LINES {
        let _ = writeln!(out, "- and {} more", lines.len() - LINES);
    }
}

fn short(line: &str) -> String {
    let flat = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= WIDTH {
        return flat;
    }
    let cut: String = flat.chars().take(WIDTH).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}

fn texts(claims: &[Claim]) -> Vec<String> {
    claims.iter().map(|claim| claim.text.clone()).collect()
}

fn research(item: &ResearchItem) -> String {
    let state = match item.state {
        AnswerState::Answered => "answered",
        AnswerState::Partial => "answered in part",
        AnswerState::Open => "open",
    };
    let file = item.file.as_ref();
    let file = file.map_or_else(String::new, |file| format!(" ({file})"));
    format!("{}: {}: {state}{file}", item.question, item.title)
}

fn architecture(plan: &Plan) -> Vec<String> {
    let named = |what: &str, names: Vec<&str>| {
        let s = if names.len() == 1 { "" } else { "s" };
        let list = names.join(", ");
        (!names.is_empty()).then(|| format!("{} {what} table{s} ({list})", names.len()))
    };
    let schema = &plan.schema;
    let new = schema.new_tables.iter().map(|table| table.name.as_str());
    let changed = schema
        .modified_tables
        .iter()
        .map(|table| table.name.as_str());
    let mut lines: Vec<String> = named("new", new.collect()).into_iter().collect();
    lines.extend(named("changed", changed.collect()));
    for group in &plan.contracts.groups {
        let names = group
            .operations
            .iter()
            .map(|operation| operation.name.as_str());
        let names: Vec<&str> = names.collect();
        lines.push(format!("{}: {}", group.heading, names.join(", ")));
    }
    lines.push(format!("{} files", plan.files.len()));
    lines
}

fn security(plan: &Plan) -> Vec<String> {
    let security = &plan.security;
    let all = security.authorization.iter().take(2);
    let all = all.chain(security.validation.iter().take(1));
    let all = all.chain(security.data_protection.iter().take(1));
    all.map(|claim| claim.text.clone()).collect()
}
