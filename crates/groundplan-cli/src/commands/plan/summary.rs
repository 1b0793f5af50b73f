//! The summary that is presented: what a person needs for a decision, on one screen.

use std::fmt::Write as _;

use groundplan::Compiled;
use groundplan::model::evidence::{AnswerState, SkillChoice};
use groundplan::model::ground::Claim;
use groundplan::model::names;
use groundplan::model::spec::Spec;
use groundplan::plan::types::{FileAction, Plan, ResearchItem, TestLevelKind};

/// At most so many lines of one list; past them the rest is counted.
const LINES: usize = 5;
/// A line is cut to so many characters.
const WIDTH: usize = 140;
/// At most so many names in a line; past them only their number is given.
const NAMES: usize = 6;

/// The summary, without state and files.
pub fn of(spec: &Spec, compiled: &Compiled) -> String {
    let plan = &compiled.plan;
    let id = spec.feature_id.as_deref().unwrap_or(&plan.header.stem);
    let mut out = format!("Implementation plan for {id}: {}\n", plan.header.name);
    let decisions = plan.decisions.iter().enumerate();
    let decisions = decisions.map(|(at, one)| format!("TD{}: {}", at + 1, one.title));
    let questions = plan.questions.iter();
    let lists: [(&str, Vec<String>); 10] = [
        ("Research", plan.research.iter().map(research).collect()),
        ("Skills taken", skills(compiled)),
        ("Architecture", architecture(plan)),
        ("Key technical decisions", decisions.collect()),
        ("Performance targets", texts(&plan.performance.targets)),
        ("Security", security(plan)),
        ("Testing strategy", tests(plan)),
        ("Depends on", texts(&plan.dependencies.required)),
        (
            "Risks",
            plan.risks.iter().map(|one| one.risk.text.clone()).collect(),
        ),
        (
            "Questions for you",
            questions.map(|one| one.claim.text.clone()).collect(),
        ),
    ];
    for (title, lines) in lists {
        list(&mut out, title, &lines);
    }
    let criteria = plan.success_criteria().count();
    let _ = writeln!(
        out,
        "\n{} to tick",
        counted(criteria, "success criterion", "success criteria")
    );
    out
}

/// The skills that were taken, each with the reason.
fn skills(compiled: &Compiled) -> Vec<String> {
    let taken = compiled.evidence.skills.iter().filter(|one| one.taken);
    let line = |one: &SkillChoice| {
        let reason = one.reason.trim_start_matches("taken: ");
        format!("{}: {reason}", one.name)
    };
    taken.map(line).collect()
}

/// `1 test`, `2 tests`.
fn counted(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{count} {noun}")
}

/// Levels with tests, and how many.
fn tests(plan: &Plan) -> Vec<String> {
    let levels = plan.tests.levels.iter();
    let levels = levels.filter(|level| !level.cases.is_empty());
    let lines = levels.map(|level| {
        let name = match level.level {
            TestLevelKind::Unit => "Unit",
            TestLevelKind::Integration => "Integration",
            TestLevelKind::EndToEnd => "End to end",
        };
        let command = level
            .command
            .as_ref()
            .map(|claim| format!(" ({})", claim.text));
        let count = counted(level.cases.len(), "test", "tests");
        format!("{name}: {count}{}", command.unwrap_or_default())
    });
    lines.collect()
}

fn list(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    // One line more costs no more than to say that there is one.
    let shown = if lines.len() == LINES + 1 {
        lines.len()
    } else {
        LINES
    };
    for line in lines.iter().take(shown) {
        let _ = writeln!(out, "- {}", short(line));
    }
    if lines.len() > shown {
        let _ = writeln!(out, "- and {} more", lines.len() - shown);
    }
}

/// The line, cut at the end of a clause where it is too long, else at a word.
fn short(line: &str) -> String {
    let flat = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= WIDTH {
        return flat;
    }
    let cut: String = flat.chars().take(WIDTH).collect();
    let ends = ["; ", ", in `", " if ", ", "];
    let clause = ends
        .iter()
        .find_map(|end| cut.rfind(end))
        .filter(|at| *at > WIDTH / 3);
    match clause {
        Some(at) => cut[..at].to_owned(),
        None => format!("{} …", &cut[..cut.rfind(' ').unwrap_or(cut.len())]),
    }
}

fn texts(claims: &[Claim]) -> Vec<String> {
    claims.iter().map(|claim| claim.text.clone()).collect()
}

fn research(item: &ResearchItem) -> String {
    let state = match item.state {
        AnswerState::Answered => "Answered",
        AnswerState::Partial => "Answered in part",
        AnswerState::Open => "Open",
    };
    let file = item.file.as_ref();
    let file = file.map_or_else(String::new, |file| format!(" ({file})"));
    format!("{}: {} {state}{file}", item.question, item.title)
}

fn architecture(plan: &Plan) -> Vec<String> {
    let schema = &plan.schema;
    let new: Vec<&str> = schema
        .new_tables
        .iter()
        .map(|table| table.name.as_str())
        .collect();
    let changed = schema.modified_tables.iter();
    let changed: Vec<&str> = changed.map(|table| table.name.as_str()).collect();
    let mut lines: Vec<String> = Vec::new();
    lines.extend(named(&new, "new table", "new tables"));
    lines.extend(named(&changed, "changed table", "changed tables"));
    for group in &plan.contracts.groups {
        let operations = group.operations.iter();
        let names: Vec<&str> = operations.map(|one| one.name.as_str()).collect();
        let many = match group.heading.as_str() {
            "Public API" => "public functions".to_owned(),
            heading => heading.to_lowercase(),
        };
        let one = names::singular(&many);
        lines.extend(named(&names, &one, &many));
    }
    lines.push(files(plan));
    lines
}

/// `2 new tables (a, b)`; only the number where they are many.
fn named(names: &[&str], one: &str, many: &str) -> Option<String> {
    let count = counted(names.len(), one, many);
    match names.len() {
        0 => None,
        1..=NAMES => Some(format!("{count} ({})", names.join(", "))),
        _ => Some(count),
    }
}

/// Files by what happens to them.
fn files(plan: &Plan) -> String {
    let count = |action: FileAction| {
        plan.files
            .iter()
            .filter(|file| file.action == action)
            .count()
    };
    let said = [
        (count(FileAction::Create), "created"),
        (count(FileAction::Modify), "changed"),
        (count(FileAction::Delete), "deleted"),
    ];
    let parts = said.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let all = counted(plan.files.len(), "file", "files");
    if parts.is_empty() {
        all
    } else {
        format!("{all}: {}", parts.join(", "))
    }
}

fn security(plan: &Plan) -> Vec<String> {
    let security = &plan.security;
    let all = security.authorization.iter().take(2);
    let all = all.chain(security.validation.iter().take(1));
    let all = all.chain(security.data_protection.iter().take(1));
    all.map(|claim| claim.text.clone()).collect()
}
