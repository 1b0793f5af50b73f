//! What taken skills prescribe, where it applies: a prescription grounds the tables, operations, tests
//! and files whose subject it shares, and is told among the recommendations.

use std::collections::BTreeSet;

use super::context::Context;
use super::sections::common::{short, ticked};
use super::types::{OperationDraft, Plan, Verb};
use crate::model::evidence::{OperationKind, Prescription, SkillChoice};
use crate::model::ground::{Claim, Ground};
use crate::model::words::{is_common, stems, words};

/// Words that a prescription must share with a subject.
const SHARED: usize = 2;
/// Prescriptions that one subject takes.
const OF_ONE: usize = 2;
/// Prescriptions that share less than this part of what the best one shares are left out.
const BESIDE_THE_BEST: f64 = 0.8;
/// Prescriptions of one skill among the recommendations.
const TOLD: usize = 4;
/// Characters of a prescription that are told.
const LONGEST: usize = 160;

/// A prescription with the words that it is about.
struct Rule<'a> {
    skill: &'a SkillChoice,
    said: &'a Prescription,
    about: BTreeSet<String>,
    /// Names of what it applies to.
    holds_for: Vec<String>,
}

/// Adds what taken skills prescribe to the grounds of what they prescribe it for.
pub fn apply(context: &Context<'_>, plan: &mut Plan) {
    let mut rules = rules(context);
    for table in &mut plan.schema.new_tables {
        let subject = subject(&table.name, "table field validator index schema");
        ground(&mut rules, &subject, &table.name, &mut table.claim);
    }
    for group in &mut plan.contracts.groups {
        for op in &mut group.operations {
            let subject = subject(&op.name, &kind(op));
            ground(&mut rules, &subject, &op.name, &mut op.claim);
        }
    }
    for level in &mut plan.tests.levels {
        let name = format!("{:?}", level.level);
        let subject = subject(&name, "test suite function framework");
        if let Some(framework) = &mut level.framework {
            ground(&mut rules, &subject, &format!("{name} tests"), framework);
        }
    }
    for file in plan.files.iter_mut().filter(|file| file.role == "ui") {
        let subject = subject(&file.path, "page component table form layout selection");
        ground(&mut rules, &subject, &file.path, &mut file.claim);
    }
    tell(&rules, plan);
}

fn rules<'a>(context: &Context<'a>) -> Vec<Rule<'a>> {
    let taken = context.evidence.skills.iter().filter(|one| one.taken);
    let all = taken.flat_map(|skill| skill.prescriptions.iter().map(move |said| (skill, said)));
    // A question is for whoever plans, no rule for what is planned.
    let rules = all.filter(|(_, said)| !said.text.contains('?'));
    let rules = rules.map(|(skill, said)| Rule {
        skill,
        said,
        about: content(&format!("{}. {}", said.heading, said.text)),
        holds_for: Vec::new(),
    });
    rules.collect()
}

/// Stems of the words that say something.
fn content(text: &str) -> BTreeSet<String> {
    let said = words(text).into_iter();
    let said = said.filter(|word| !is_common(&word.text.to_lowercase()));
    said.flat_map(|word| stems(word.text)).collect()
}

/// The words of a name and of what kind of thing it is.
fn subject(name: &str, kind: &str) -> Subject {
    Subject {
        name: content(name),
        kind: content(kind),
    }
}

/// What kind of operation it is, in the words that rules use.
fn kind(op: &OperationDraft) -> String {
    let kind = match op.kind {
        OperationKind::Query => "query function arguments args returns",
        OperationKind::Mutation => "mutation function arguments args returns",
        OperationKind::Action => "action function arguments args returns",
        OperationKind::Route => "route endpoint handler request response",
        OperationKind::Command => "command flag option argument",
        OperationKind::Function => "function arguments returns",
    };
    let verb = match op.verb {
        Verb::BulkUpdate | Verb::Import => "bulk actions batch rows",
        Verb::List | Verb::Search => "list index page",
        Verb::Export => "export file",
        Verb::History => "history",
        Verb::Calculate => "formula pure calculation",
        _ => "",
    };
    let role = op.role.as_deref().unwrap_or_default();
    let checked = if op.role.is_some() { "role check" } else { "" };
    format!("{kind} {verb} {role} {checked}")
}

/// What a rule may be about: the words of a name, and those of what kind of thing it names.
struct Subject {
    name: BTreeSet<String>,
    kind: BTreeSet<String>,
}

impl Subject {
    /// How much a rule shares with it, where that is enough; its own name says most.
    fn shares(&self, rule: &Rule<'_>) -> Option<usize> {
        let kind = self.kind.difference(&self.name);
        let kind = kind.filter(|word| rule.about.contains(*word)).count();
        let name = self.name.intersection(&rule.about).count();
        (kind + name >= SHARED).then_some(kind + 2 * name)
    }
}

/// Adds the rules that share most with a subject to a claim's grounds.
fn ground(rules: &mut [Rule<'_>], subject: &Subject, name: &str, claim: &mut Claim) {
    let mut fitting: Vec<(usize, usize)> = rules
        .iter()
        .enumerate()
        .filter_map(|(at, rule)| Some((subject.shares(rule)?, at)))
        .collect();
    fitting.sort_by_key(|(shared, at)| (std::cmp::Reverse(*shared), *at));
    let most = fitting.first().map_or(0, |(shared, _)| *shared);
    fitting.retain(|(shared, _)| *shared as f64 >= BESIDE_THE_BEST * most as f64);
    for (_, at) in fitting.into_iter().take(OF_ONE) {
        let rule = &mut rules[at];
        rule.holds_for.push(name.to_owned());
        claim.grounds = claim.grounds.clone().and(of(rule));
    }
}

fn of(rule: &Rule<'_>) -> Ground {
    Ground::Skill {
        name: rule.skill.name.clone(),
        heading: rule.said.heading.clone(),
        path: rule.skill.path.clone(),
        line: rule.said.line,
    }
}

/// The rules that apply, as recommendations.
fn tell(rules: &[Rule<'_>], plan: &mut Plan) {
    let mut told: Vec<&str> = Vec::new();
    for rule in rules.iter().filter(|rule| !rule.holds_for.is_empty()) {
        let name = rule.skill.name.as_str();
        let before = told.iter().filter(|skill| **skill == name).count();
        if before == TOLD {
            continue;
        }
        told.push(name);
        let text = short(rule.said.text.trim().trim_end_matches('.'), LONGEST);
        let text = format!("{text}; for {}", ticked(&rule.holds_for, 3));
        plan.patterns
            .recommendations
            .push(Claim::new(text, of(rule)));
    }
    if !told.is_empty() {
        plan.patterns.none = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ground::Grounds;

    fn skill(texts: &[(&str, &str)]) -> SkillChoice {
        let said = texts.iter().map(|(heading, text)| Prescription {
            heading: (*heading).into(),
            text: (*text).into(),
            line: 7,
        });
        SkillChoice {
            name: "money".into(),
            taken: true,
            prescriptions: said.collect(),
            ..SkillChoice::default()
        }
    }

    /// Headings of the rules that ground a table of this name.
    fn headings(skill: &SkillChoice, table: &str) -> Vec<String> {
        let mut rules: Vec<Rule<'_>> = skill
            .prescriptions
            .iter()
            .map(|said| Rule {
                skill,
                said,
                about: content(&format!("{}. {}", said.heading, said.text)),
                holds_for: Vec::new(),
            })
            .collect();
        let mut claim = Claim::new("a table", Grounds::spec("FR1"));
        let subject = subject(table, "table field index");
        ground(&mut rules, &subject, table, &mut claim);
        let found = claim.grounds.iter().filter_map(|ground| match ground {
            Ground::Skill { heading, .. } => Some(heading.clone()),
            _ => None,
        });
        found.collect()
    }

    #[test]
    fn a_prescription_grounds_what_shares_its_subject() {
        let skill = skill(&[
            ("History", "A history table has no update and no delete."),
            ("Fields", "Every field of a table has a comment."),
            ("Arithmetic", "Round when a price is stored."),
        ]);
        assert_eq!(headings(&skill, "price_history"), ["History"]);
        assert_eq!(headings(&skill, "invoices"), ["Fields"]);
    }

    #[test]
    fn one_common_word_grounds_nothing() {
        let skill = skill(&[("Words", "A table is made of wood.")]);
        assert!(headings(&skill, "invoices").is_empty());
    }
}
