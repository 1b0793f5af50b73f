//! API Contracts: the operations by kind, then what of the existing interface changes or goes.

use super::Section;
use super::common::{code, codes, counted, heading, lead, line, para, short, tick, ticked};
use super::schema::type_words;
use crate::model::doc::{Block, Item, Line};
use crate::model::ground::{Anchor, Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::design::PLACES;
use crate::plan::types::{
    Change, Impact, NameDraft, NameKind, OperationDraft, Plan, TypeDraft, TypeShape,
};

/// The section.
pub const SECTION: Section = Section {
    id: "contracts",
    heading: "API Contracts",
    summary: "Operations in the project's own contract form, and the existing interface that changes",
    draft,
    lower,
};

/// The design has settled it.
fn draft(_: &Context<'_>, _: &mut Plan) {}

fn lower(plan: &Plan) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for group in &plan.contracts.groups {
        blocks.push(heading(3, group.heading.clone()));
        blocks.extend(group.operations.iter().flat_map(operation));
    }
    if !plan.contracts.types.is_empty() {
        blocks.push(heading(3, "New Types"));
        blocks.extend(plan.contracts.types.iter().flat_map(new_type));
    }
    let fixed: Vec<&NameDraft> = fixed(plan).collect();
    if !fixed.is_empty() {
        blocks.push(heading(3, "Names the Specification Fixes"));
        blocks.push(names(&fixed));
    }
    if plan.contracts.groups.is_empty() {
        blocks.push(match &plan.contracts.none {
            Some(none) => para(none),
            None => lead("No operation is added."),
        });
    }
    if !plan.impact.is_empty() {
        blocks.push(heading(3, "Change Impact"));
        blocks.extend(plan.impact.iter().flat_map(impact));
    }
    blocks
}

fn operation(operation: &OperationDraft) -> Vec<Block> {
    let change = match operation.change {
        Change::Add => "",
        Change::Modify => " (changed)",
        Change::Remove => " (goes)",
    };
    let mut blocks = vec![
        heading(4, format!("{}{change}", tick(&operation.name))),
        para(&operation.claim),
    ];
    if operation.code.is_empty() && !operation.params.is_empty() {
        blocks.push(params(operation));
    }
    match operation.code.as_slice() {
        [only] if only.path == operation.file => blocks.push(code(only)),
        many => blocks.extend(codes(many)),
    }
    blocks.push(Block::List {
        ordered: false,
        items: facts(operation),
    });
    blocks
}

fn new_type(draft: &TypeDraft) -> Vec<Block> {
    let mut blocks = vec![heading(4, tick(&draft.name)), para(&draft.claim)];
    blocks.extend(draft.code.iter().map(code));
    if let Some(file) = &draft.file {
        let line = Line::plain(format!("File: {} (§TD1)", tick(file)));
        blocks.push(Block::List {
            ordered: false,
            items: vec![Item::bullet(line)],
        });
    }
    blocks
}

/// Names that stand in no drafted type.
fn fixed(plan: &Plan) -> impl Iterator<Item = &NameDraft> {
    let types = &plan.contracts.types;
    let holds = |draft: &TypeDraft, name: &str| match &draft.shape {
        TypeShape::Record { members } => members.iter().any(|one| one.name == name),
        TypeShape::Choice { values } => values.iter().any(|one| one == name),
    };
    plan.contracts.names.iter().filter(move |one| {
        let mut types = types.iter();
        !types.any(|draft| draft.name == one.name || holds(draft, &one.name))
    })
}

/// Names that are to be used as they are written, with the place of each.
fn names(all: &[&NameDraft]) -> Block {
    let head = ["Name", "Kind", "Belongs to", "File", "For"]
        .map(str::to_owned)
        .to_vec();
    let rows = all.iter().map(|one| {
        let file = one.file.as_deref().map_or_else(|| "open".to_owned(), tick);
        vec![
            Line::plain(tick(&one.name)),
            Line::plain(kind_word(one.kind)),
            Line::plain(ticked(&one.belongs_to, 4)),
            Line::plain(file),
            Line::grounded("", &one.claim.grounds),
        ]
    });
    Block::Table {
        head,
        rows: rows.collect(),
    }
}

fn kind_word(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Operation => "function",
        NameKind::Type => "type",
        NameKind::Member => "field or parameter",
        NameKind::Command => "command",
        NameKind::Option => "option",
        NameKind::Value => "constant",
        NameKind::Variable => "environment variable",
        NameKind::File => "file",
    }
}

/// Parameters as a table, where no contract language shows them.
fn params(operation: &OperationDraft) -> Block {
    let head = ["Parameter", "Type", "Required", "About"]
        .map(str::to_owned)
        .to_vec();
    let rows = operation.params.iter().map(|param| {
        vec![
            Line::plain(tick(&param.name)),
            Line::plain(type_words(&param.ty)),
            Line::plain(if param.required { "yes" } else { "no" }),
            Line::plain(param.about.clone()),
        ]
    });
    Block::Table {
        head,
        rows: rows.collect(),
    }
}

fn facts(operation: &OperationDraft) -> Vec<Item> {
    let mut items = vec![Item::bullet(Line::plain(format!(
        "File: {} (§TD1)",
        tick(&operation.file)
    )))];
    match (&operation.role, &operation.guard) {
        (_, Some(guard)) => items.push(Item::bullet(prefixed("Guard", line(guard)))),
        (Some(role), None) => items.push(Item::bullet(Line::plain(format!("Role: {role}")))),
        (None, None) => {}
    }
    for fact in &operation.facts {
        items.push(Item::bullet(line(fact)));
    }
    for error in &operation.errors {
        let text = format!("Refused when {}: {}", error.when, error.result);
        items.push(Item::bullet(Line::grounded(text, &error.grounds)));
    }
    if let Some(nearest) = &operation.nearest {
        let text = match &nearest.symbol {
            Some(symbol) => format!("Nearest existing: {}", tick(symbol)),
            None => "Nearest existing".to_owned(),
        };
        let grounds = Grounds::from(Ground::Code(nearest.clone()));
        items.push(Item::bullet(Line::grounded(text, &grounds)));
    }
    if !operation.criteria.is_empty() {
        let text = format!("Fulfils {}", operation.criteria.join(", "));
        items.push(Item::bullet(Line::plain(text)));
    }
    items
}

fn prefixed(label: &str, mut line: Line) -> Line {
    line.text = format!("{label}: {}", line.text);
    line
}

fn impact(item: &Impact) -> Vec<Block> {
    let change = match item.change {
        Change::Remove => "goes",
        _ if item.deprecated => "is deprecated",
        _ => "changes",
    };
    let breaking = if item.breaking { ", breaking" } else { "" };
    let mut blocks = vec![
        heading(4, format!("{} {change}{breaking}", tick(&item.subject))),
        para(&item.claim),
    ];
    blocks.extend(before_and_after(item));
    let used = [
        ("Callers", &item.callers),
        ("Tests that cover it", &item.tests),
        ("Mentioned in", &item.mentions),
    ];
    let now = Grounds::from(Ground::Code(item.anchor.clone()));
    let mut items = vec![Item::bullet(Line::grounded("Today", &now))];
    items.extend(used.map(|(label, anchors)| places(label, anchors)));
    blocks.push(Block::List {
        ordered: false,
        items,
    });
    blocks
}

/// The lines that go and come; without such, the declaration as it is.
fn before_and_after(item: &Impact) -> Vec<Block> {
    let before = item.before.trim();
    if !item.code.is_empty() || before.is_empty() {
        return item.code.iter().map(code).collect();
    }
    vec![Block::Code {
        language: "text".to_owned(),
        text: short(before, 200),
    }]
}

fn places(label: &str, anchors: &[Anchor]) -> Item {
    if anchors.is_empty() {
        return Item::bullet(Line::plain(format!("{label}: none found")));
    }
    let places: Vec<String> = anchors.iter().map(Anchor::reference).collect();
    let most = if anchors.len() < PLACES {
        ""
    } else {
        "at least "
    };
    let count = format!("{most}{}", counted(anchors.len(), "place"));
    Item::bullet(Line::plain(format!(
        "{label}: {count}: {}",
        ticked(&places, 6)
    )))
}
