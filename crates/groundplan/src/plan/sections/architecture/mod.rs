//! Architecture Overview: touched and new modules by layer, and how they hang together.

mod diagram;
mod edges;

use super::Section;
use super::common::{dir_of, file_name, heading, lead, line, merged, para, tick, ticked};
use super::external;
use crate::model::doc::{Block, Item};
use crate::model::evidence::OperationKind;
use crate::model::ground::{Claim, Grounds};
use crate::plan::context::Context;
use crate::plan::types::{Architecture, Component, FileAction, FileChange, Key, Plan};

/// The section.
pub const SECTION: Section = Section {
    id: "architecture",
    heading: "Architecture Overview",
    summary: "Touched and new modules by layer, with edges from code or from the plan",
    draft,
    lower,
};

/// Layers from top to bottom.
pub const LAYERS: &[&str] = &["interface", "service", "domain", "data", "external"];

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut architecture = Architecture {
        components: components(plan),
        ..Architecture::default()
    };
    add_tables(plan, &mut architecture);
    add_externals(context, &mut architecture);
    edges::add(context, plan, &mut architecture);
    architecture
        .components
        .sort_by_key(|one| (rank(&one.layer), one.name.clone()));
    architecture.notes = notes(plan);
    plan.architecture = architecture;
}

/// Files that are part of the running system; all files where none is.
fn built_files(plan: &Plan) -> Vec<&FileChange> {
    let is_built = |file: &&FileChange| !["test", "docs", "config"].contains(&file.role.as_str());
    let built: Vec<&FileChange> = plan.files.iter().filter(is_built).collect();
    if built.is_empty() {
        plan.files
            .iter()
            .filter(|file| file.role != "test")
            .collect()
    } else {
        built
    }
}

fn components(plan: &Plan) -> Vec<Component> {
    let mut parts: Vec<(&str, Vec<&FileChange>)> = Vec::new();
    for file in built_files(plan) {
        let dir = dir_of(&file.path);
        match parts.iter_mut().find(|(there, _)| *there == dir) {
            Some((_, files)) => files.push(file),
            None => parts.push((dir, vec![file])),
        }
    }
    parts
        .into_iter()
        .filter_map(|(dir, files)| component(plan, dir, files))
        .collect()
}

/// One folder, in the topmost layer of its files; what is new in it stands first.
fn component(plan: &Plan, dir: &str, mut files: Vec<&FileChange>) -> Option<Component> {
    files.sort_by_key(|file| file.action);
    let layers = files.iter().map(|file| layer_of(plan, file));
    let layer = layers.min_by_key(|layer| rank(layer))?;
    let grounds = merged(files.iter().map(|file| &file.claim.grounds), 4)?;
    let name = if dir == "." { "repository root" } else { dir };
    let members = files
        .iter()
        .map(|file| format!("{} {}", mark(file.action), file_name(&file.path)));
    Some(Component {
        key: component_key(dir),
        name: name.to_owned(),
        layer: layer.to_owned(),
        members: members.collect(),
        claim: Claim::new(purpose(plan, &files), grounds),
    })
}

fn component_key(dir: &str) -> Key {
    Key::new("architecture", dir)
}

fn mark(action: FileAction) -> char {
    match action {
        FileAction::Create => '+',
        FileAction::Modify => '~',
        FileAction::Delete => '-',
    }
}

/// What a component does for the feature: the operations it offers, else what happens to its files.
fn purpose(plan: &Plan, files: &[&FileChange]) -> String {
    let offered = plan
        .operations()
        .filter(|op| files.iter().any(|file| file.path == op.file));
    let offered: Vec<&str> = offered.map(|op| op.name.as_str()).collect();
    if !offered.is_empty() {
        return format!("offers {}", ticked(&offered, 6));
    }
    let of = |action: FileAction| -> Vec<&str> {
        let those = files.iter().filter(|file| file.action == action);
        those.map(|file| file_name(&file.path)).collect()
    };
    let said = [
        ("gets", of(FileAction::Create)),
        ("changes in", of(FileAction::Modify)),
        ("loses", of(FileAction::Delete)),
    ];
    let said = said.iter().filter(|(_, names)| !names.is_empty());
    let parts: Vec<String> = said
        .map(|(verb, names)| format!("{verb} {}", ticked(names, 4)))
        .collect();
    parts.join("; ")
}

fn layer_of(plan: &Plan, file: &FileChange) -> &'static str {
    match file.role.as_str() {
        "schema" => "data",
        "ui" => "interface",
        _ if is_markup(&file.path) => "interface",
        "contract" | "support" | "registration" => layer_of_operations(plan, &file.path),
        _ => "domain",
    }
}

/// Whether a file is made of what people see.
fn is_markup(path: &str) -> bool {
    [
        "tsx", "jsx", "vue", "svelte", "html", "css", "scss", "astro", "erb", "hbs",
    ]
    .contains(&super::common::extension(path))
}

fn rank(layer: &str) -> usize {
    LAYERS
        .iter()
        .position(|one| *one == layer)
        .unwrap_or(LAYERS.len())
}

fn layer_of_operations(plan: &Plan, path: &str) -> &'static str {
    let kind = |inside: &str| {
        let there = plan
            .operations()
            .find(|op| op.file == path || dir_of(&op.file) == inside);
        there.map(|op| op.kind)
    };
    match kind(dir_of(path)).or_else(|| plan.operations().next().map(|op| op.kind)) {
        Some(OperationKind::Command) => "interface",
        Some(OperationKind::Function) | None => "domain",
        Some(_) => "service",
    }
}

/// Tables as members of the component that holds their schema; a component of their own where the
/// project has no schema file.
fn add_tables(plan: &Plan, architecture: &mut Architecture) {
    let new = plan
        .schema
        .new_tables
        .iter()
        .map(|table| ('+', &table.name, &table.claim));
    let changed = plan
        .schema
        .modified_tables
        .iter()
        .map(|table| ('~', &table.name, &table.claim));
    let tables: Vec<_> = new.chain(changed).collect();
    let Some(grounds) = merged(tables.iter().map(|(_, _, claim)| &claim.grounds), 4) else {
        return;
    };
    let members = tables
        .iter()
        .map(|(mark, name, _)| format!("{mark} {name} (table)"));
    let data = architecture
        .components
        .iter_mut()
        .find(|one| one.layer == "data");
    if let Some(data) = data {
        data.members.extend(members);
        return;
    }
    let names: Vec<&String> = tables.iter().map(|(_, name, _)| *name).collect();
    architecture.components.push(Component {
        key: component_key("stored data"),
        name: "stored data".to_owned(),
        layer: "data".to_owned(),
        members: members.collect(),
        claim: Claim::new(format!("holds {}", ticked(&names, 6)), grounds),
    });
}

fn add_externals(context: &Context<'_>, architecture: &mut Architecture) {
    for system in external::systems(context) {
        let items: Vec<&String> = system.items.iter().take(3).collect();
        architecture.components.push(Component {
            key: component_key(&format!("external/{}", system.name)),
            name: system.name.clone(),
            layer: "external".to_owned(),
            members: Vec::new(),
            claim: Claim::new(
                format!("outside of the repository; {}", system.state()),
                super::common::on_items(&items),
            ),
        });
    }
}

/// What a diagram cannot say: where nothing is planned, what was looked at.
fn notes(plan: &Plan) -> Vec<Claim> {
    if !plan.files.is_empty() {
        return Vec::new();
    }
    let text = "No module is named: neither the specification nor the ranked files show a place in the code";
    vec![Claim::new(text, Grounds::spec("problem"))]
}

fn lower(plan: &Plan) -> Vec<Block> {
    let architecture = &plan.architecture;
    let mut blocks: Vec<Block> = Vec::new();
    if !architecture.components.is_empty() {
        blocks.push(heading(3, "System Components"));
        blocks.push(Block::Code {
            language: "text".to_owned(),
            text: diagram::draw(architecture),
        });
        blocks.push(lead(
            "`+` new, `~` changed, `-` removed; no mark: used as it is. Key components:",
        ));
        let items = architecture.components.iter().map(|component| {
            let mut line = line(&component.claim);
            line.text = format!(
                "**{}** ({}): {}",
                tick(&component.name),
                component.layer,
                line.text
            );
            Item::bullet(line)
        });
        blocks.push(Block::List {
            ordered: false,
            items: items.collect(),
        });
        blocks.extend(connections(architecture));
    }
    blocks.extend(architecture.notes.iter().map(para));
    if blocks.is_empty() {
        blocks.push(lead(
            "No component can be named: no file of the code answers to the specification.",
        ));
    }
    blocks
}

fn connections(architecture: &Architecture) -> Vec<Block> {
    if architecture.edges.is_empty() {
        return Vec::new();
    }
    let name = |key: &Key| {
        let named = architecture.components.iter().find(|one| one.key == *key);
        named.map_or("", |one| one.name.as_str())
    };
    let items = architecture.edges.iter().map(|edge| {
        let planned = if edge.planned { " (planned)" } else { "" };
        let text = format!(
            "{} → {}: {}{planned}",
            tick(name(&edge.from)),
            tick(name(&edge.to)),
            edge.label
        );
        Item::bullet(crate::model::doc::Line::grounded(text, &edge.grounds))
    });
    vec![
        lead("Connections:"),
        Block::List {
            ordered: false,
            items: items.collect(),
        },
    ]
}
