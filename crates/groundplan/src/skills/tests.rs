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
    assert_eq!(taken, ["convex", "small", "tables", "money"], "{all:#?}");
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
    assert!(reason(&all, "convex").contains("names Convex, which this project uses"));
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

#[test]
fn nothing_odd_fails() {
    let files = [(
        ".claude/skills/x/SKILL.md".to_owned(),
        "\u{feff}---\n\t: [\n".to_owned(),
    )];
    let all = chosen(&files, &Stack::default());
    assert_eq!(all[0].reason, "left: it has no description to judge it by");
}
