//! Rules of instruction files (CLAUDE.md, AGENTS.md, a constitution) that concern the feature.

use super::common::{dir_of, short};
use crate::model::evidence::{Instruction, OperationKind};
use crate::model::ground::{Claim, Ground};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::phrases;
use crate::plan::types::{Plan, Verb};

/// Rules shown.
const SHOWN: usize = 10;
/// Bytes of the sentences of a rule that are shown.
const LONGEST: usize = 420;

/// The rules, as written and in their order; those that share no word with the plan are left out.
pub fn of(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let topics = topics(plan);
    let named = names(plan);
    let concerns = |one: &&Instruction| {
        !one.is_layout() && is_rule(&one.text) && is_about(&one.text, &topics, &named)
    };
    let found = context.analysis().instructions.iter().filter(concerns);
    let claims = found.map(|one| Claim::new(sentence(&one.text), Ground::Code(one.anchor.clone())));
    claims.take(SHOWN).collect()
}

/// A rule is a sentence or two; trees, tables of contents and prose are not.
fn is_rule(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let is_block = text.lines().count() > 4 || text.contains("──") || text.contains("```");
    (4..=60).contains(&words) && !is_block
}

fn sentence(text: &str) -> String {
    let text = text.trim().trim_start_matches(['-', '*', ' ']);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches('.');
    // Whole sentences, as many as fit: half a rule is another rule.
    let ends = text.match_indices(". ").map(|(at, _)| at);
    let end = ends.take_while(|at| *at <= LONGEST).last();
    match end.filter(|_| text.len() > LONGEST) {
        Some(end) => text[..end].to_owned(),
        None => short(text, LONGEST),
    }
}

/// Words for what the plan makes: kinds of operations and files, and what operations do.
fn topics(plan: &Plan) -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    for op in plan.operations() {
        all.extend(match op.kind {
            OperationKind::Query => ["query", "validator"].as_slice(),
            OperationKind::Mutation => &["mutation", "validator"],
            OperationKind::Action => &["action"],
            OperationKind::Route => &["route", "endpoint", "handler", "router"],
            OperationKind::Command => &["command", "flag", "subcommand", "option"],
            OperationKind::Function => &["function", "api"],
        });
        all.extend(match op.verb {
            Verb::BulkUpdate | Verb::Import => ["bulk", "chunk", "batch", "row"].as_slice(),
            Verb::Export => &["csv", "export"],
            Verb::Search => &["search", "index"],
            _ => &[],
        });
        all.extend((!op.errors.is_empty()).then_some("error"));
        all.extend(op.role.is_some().then_some("admin"));
    }
    if !plan.schema.is_empty() {
        all.extend(["table", "schema", "migration", "field"]);
    }
    if plan.files.iter().any(|file| file.role == "ui") {
        all.extend(["component", "page", "section"]);
    }
    if !plan.files.is_empty() {
        all.extend([
            "test",
            "changelog",
            "deprecated",
            "lint",
            "format",
            "unwrap",
            "dependency",
        ]);
    }
    all
}

/// Names that the plan uses: directories, file stems, tables, symbols that change.
fn names(plan: &Plan) -> Vec<String> {
    let mut all: Vec<String> = plan
        .files
        .iter()
        .map(|file| dir_of(&file.path).to_owned())
        .collect();
    all.extend(plan.files.iter().map(|file| file.path.clone()));
    all.extend(
        plan.schema
            .modified_tables
            .iter()
            .map(|table| table.name.clone()),
    );
    all.extend(plan.impact.iter().map(|one| one.subject.clone()));
    all.retain(|name| name.len() > 3);
    all
}

fn is_about(text: &str, topics: &[&str], named: &[String]) -> bool {
    let said: Vec<String> = phrases::words_of(&text.to_lowercase())
        .iter()
        .map(|word| names::singular(word))
        .collect();
    let by_topic = topics
        .iter()
        .any(|topic| said.iter().any(|word| word == topic));
    by_topic || named.iter().any(|name| text.contains(&format!("`{name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_short_and_share_a_word_with_the_plan() {
        assert!(is_rule("Every mutation begins with `requireAdmin(ctx)`."));
        assert!(!is_rule("app/\n├── admin/\n└── lib/"));
        assert!(is_about(
            "Every mutation writes to the log.",
            &["mutation"],
            &[]
        ));
        assert!(!is_about("Images are kept small.", &["mutation"], &[]));
    }
}
