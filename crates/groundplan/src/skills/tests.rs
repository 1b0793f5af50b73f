//! What a person sees of the choice of skills.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::model::evidence::{Detected, LanguageShare};
use crate::world::MemoryWorld;

fn skill(name: &str, about: &str) -> (String, String) {
    let text = format!("---\nname: {name}\ndescription: \"{about}\"\n---\n# H\n- Do x\n");
    (format!(".claude/skills/{name}/SKILL.md"), text)
}

fn chosen(files: &[(String, String)], stack: &Stack) -> Vec<SkillChoice> {
    let world = MemoryWorld::new(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let spec = Spec {
        name: Some("Pricing history export".into()),
        problem: Some("Administrators edit prices, margins and tables by hand in Convex.".into()),
        ..Spec::default()
    };
    choose(&spec, stack, &world)
}

fn stack() -> Stack {
    let share = LanguageShare {
        language: "typescript".into(),
        files: 9,
        lines: 90,
    };
    let convex = Detected {
        name: "Convex".into(),
        version: None,
        anchor: None,
    };
    Stack {
        languages: vec![share],
        frameworks: vec![convex],
        ..Stack::default()
    }
}

fn reason<'a>(all: &'a [SkillChoice], name: &str) -> &'a str {
    &all.iter().find(|skill| skill.name == name).unwrap().reason
}

#[test]
fn three_of_a_tag_are_taken_and_the_rest_is_told_why() {
    let files = [
        skill("money", "[KNOWLEDGE] prices and margins, price history"),
        skill(
            "tables",
            "[KNOWLEDGE] tables of prices, export and history of tables",
        ),
        skill("convex", "[KNOWLEDGE] Convex tables and history"),
        skill("csv", "[KNOWLEDGE] export of tables and history"),
        skill(
            "snakes",
            "[KNOWLEDGE] Python packaging, prices, margins, history, export",
        ),
        skill("ships", "[KNOWLEDGE] knots and sails"),
        skill("house", "prices, margins, history, export"),
        skill("flow", "[WORKFLOW] prices, margins, history, export"),
        skill(
            "small",
            "[META] Plans without waste: no option nobody asked for",
        ),
    ];
    let all = chosen(&files, &stack());
    let taken: Vec<&str> = all
        .iter()
        .filter(|one| one.taken)
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(taken, ["convex", "tables", "money", "small"], "{all:#?}");
    assert!(reason(&all, "csv").starts_with("left: fourth best [KNOWLEDGE] skill; shares "));
    assert_eq!(
        reason(&all, "snakes"),
        "left: for Python; the project is TypeScript"
    );
    assert_eq!(
        reason(&all, "ships"),
        "left: no word in common with the specification or the stack"
    );
    assert!(reason(&all, "house").starts_with("left: tagged neither"));
    assert!(reason(&all, "flow").contains("workflow"));
    assert!(reason(&all, "convex").contains("for Convex, which the specification names"));
    assert!(reason(&all, "small").contains("planning itself"));
}

#[test]
fn a_projects_own_skill_wins_and_groups_are_looked_into() {
    let mut files = vec![skill(
        "money",
        "[KNOWLEDGE] prices and margins of the project",
    )];
    for path in [
        "~home/.claude/skills/money/SKILL.md",
        ".agents/skills/group/deep/SKILL.md",
    ] {
        files.push((
            path.into(),
            "---\ndescription: '[KNOWLEDGE] price history'\n---\n".into(),
        ));
    }
    files.push((
        ".agents/skills/a/b/c/SKILL.md".into(),
        "---\ndescription: x\n---\n".into(),
    ));
    let all = chosen(&files, &stack());
    let found: Vec<(&str, &str)> = all
        .iter()
        .map(|one| (one.name.as_str(), one.scope.as_str()))
        .collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.contains(&("money", "project")) && found.contains(&("deep", "project")));
}

#[test]
fn one_common_word_is_not_enough() {
    let files = [skill("x", "[KNOWLEDGE] how to write by hand")];
    let all = chosen(&files, &stack());
    assert!(!all[0].taken, "{}", all[0].reason);
}

/// Names of the skills that are taken for a specification of this title and problem.
fn taken(files: &[(String, String)], title: &str, problem: &str) -> Vec<String> {
    let world = MemoryWorld::new(
        files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let spec = Spec {
        name: Some(title.into()),
        problem: Some(problem.into()),
        ..Spec::default()
    };
    let all = choose(&spec, &stack(), &world).into_iter();
    all.filter(|one| one.taken).map(|one| one.name).collect()
}

fn library() -> [(String, String); 5] {
    [
        skill(
            "convex-patterns",
            "[KNOWLEDGE] Convex tables, queries and indexes",
        ),
        skill(
            "python-packaging",
            "[KNOWLEDGE] Python packaging: pyproject.toml, wheels, publishing to PyPI",
        ),
        skill(
            "huggingface-api",
            "[KNOWLEDGE] HuggingFace Hub API: metadata, rate limits",
        ),
        skill(
            "security-review",
            "[META] Security review of a plan: roles, endpoints, secrets",
        ),
        skill(
            "risk-assessment",
            "[META] Rating risks of a plan: early signs",
        ),
    ]
}

#[test]
fn what_the_job_is_about_comes_before_the_stack() {
    let title = "Publish the client as a Python wheel";
    let problem = "People want to install it from PyPI with pip.";
    assert_eq!(taken(&library(), title, problem)[0], "python-packaging");
    assert!(!taken(&library(), title, problem).contains(&"convex-patterns".to_owned()));
}

#[test]
fn words_that_only_look_alike_are_no_reason() {
    let title = "Sign-in rate limiting";
    let problem = "Roles of endpoints are not checked, and secrets are guessed at sign-in.";
    let all = taken(&library(), title, problem);
    assert_eq!(all[0], "security-review", "{all:?}");
    assert!(!all.contains(&"huggingface-api".to_owned()), "{all:?}");
    let world = MemoryWorld::new(
        library()
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let spec = Spec {
        name: Some(title.into()),
        problem: Some(problem.into()),
        ..Spec::default()
    };
    let all = choose(&spec, &stack(), &world);
    assert!(
        !reason(&all, "risk-assessment").contains("shares"),
        "{}",
        reason(&all, "risk-assessment")
    );
    assert!(
        reason(&all, "security-review").contains("endpoints (problem)"),
        "{}",
        reason(&all, "security-review")
    );
}

#[test]
fn a_document_that_asks_for_nothing_takes_no_skill() {
    let world = MemoryWorld::new(
        library()
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let all = choose(&Spec::default(), &stack(), &world);
    assert!(all.iter().all(|one| !one.taken), "{all:#?}");
}

#[test]
fn tags_are_read_in_any_case_and_from_the_type() {
    let about = "prices and margins, price history";
    let lower = skill("lower", &format!("[knowledge] {about}"));
    let typed = (
        ".claude/skills/typed/SKILL.md".to_owned(),
        format!("---\nname: typed\ntype: knowledge\ndescription: {about}\n---\n"),
    );
    let all = chosen(&[lower, typed], &stack());
    assert!(
        all.iter().all(|one| one.taken && one.tag == "KNOWLEDGE"),
        "{all:#?}"
    );
}

#[test]
fn broken_front_matter_is_told_and_the_skill_is_listed() {
    let file = (
        ".claude/skills/broken/SKILL.md".to_owned(),
        "---\nname: broken\ndescription: [KNOWLEDGE] prices: margins: price history\n---\n"
            .to_owned(),
    );
    let all = chosen(&[file], &stack());
    assert!(
        all[0].taken && all[0].reason.contains("no valid YAML"),
        "{all:#?}"
    );
}

#[test]
fn nothing_odd_fails() {
    let files = [(
        ".claude/skills/x/SKILL.md".to_owned(),
        "\u{feff}---\n\t: [\n".to_owned(),
    )];
    let all = chosen(&files, &Stack::default());
    assert!(
        all[0]
            .reason
            .starts_with("left: it has no description to judge it by")
    );
}
