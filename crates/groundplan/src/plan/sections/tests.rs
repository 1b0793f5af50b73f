//! Testing Strategy: all three levels, each with its framework, command and named tests.

use super::Section;
use super::common::{code, heading, lead, line, para, tick};
use crate::model::doc::{Block, Item, Line};
use crate::plan::context::Context;
use crate::plan::types::{Plan, TestCase, TestLevel, TestLevelKind};

/// The section.
pub const SECTION: Section = Section {
    id: "tests",
    heading: "Testing Strategy",
    summary: "A named test for every acceptance criterion, by level, with framework and command",
    draft,
    lower,
};

/// The design has settled it.
fn draft(_: &Context<'_>, _: &mut Plan) {}

fn lower(plan: &Plan) -> Vec<Block> {
    plan.tests.levels.iter().flat_map(level).collect()
}

fn level(level: &TestLevel) -> Vec<Block> {
    let title = match level.level {
        TestLevelKind::Unit => "Unit Tests",
        TestLevelKind::Integration => "Integration Tests",
        TestLevelKind::EndToEnd => "E2E Tests",
    };
    let mut blocks = vec![heading(3, title)];
    blocks.extend(level.none.iter().map(para));
    if level.cases.is_empty() {
        return blocks;
    }
    let facts = [
        ("Framework", &level.framework),
        ("Command", &level.command),
        ("Coverage target", &level.coverage),
    ];
    let facts = facts.into_iter().filter_map(|(label, claim)| {
        let claim = claim.as_ref()?;
        let text = format!("{label}: {}", claim.text);
        Some(Item::bullet(Line::grounded(text, &claim.grounds)))
    });
    let facts: Vec<Item> = facts.collect();
    if !facts.is_empty() {
        blocks.push(Block::List {
            ordered: false,
            items: facts,
        });
    }
    blocks.extend(by_file(&level.cases));
    blocks.extend(level.example.iter().flat_map(|example| {
        [
            lead(format!("Example, {}:", tick(&example.path))),
            code(example),
        ]
    }));
    blocks
}

/// Tests under the file they stand in, files in order of appearance.
fn by_file(cases: &[TestCase]) -> Vec<Block> {
    let mut files: Vec<&str> = Vec::new();
    for case in cases {
        if !files.contains(&case.file.as_str()) {
            files.push(&case.file);
        }
    }
    let blocks = files.into_iter().flat_map(|file| {
        let here = cases.iter().filter(|case| case.file == file);
        let items = here.map(|case| {
            let mut line = line(&case.claim);
            let said = match line.text.as_str() {
                "" => String::new(),
                text => format!(": {text}"),
            };
            line.text = format!("{} ({}){said}", tick(&case.name), case.criteria.join(", "));
            Item::bullet(line)
        });
        [
            lead(format!("{}:", tick(file))),
            Block::List {
                ordered: false,
                items: items.collect(),
            },
        ]
    });
    blocks.collect()
}
