//! The component diagram: a box a layer, arrows with what they carry, at most 78 columns.

use unicode_segmentation::UnicodeSegmentation;

use super::LAYERS;
use crate::plan::types::{Architecture, Component, Key};

/// Columns between the borders of a box.
const INNER: usize = 74;
/// Components shown of a layer.
const SHOWN: usize = 5;
/// Members shown of a component.
const MEMBERS: usize = 12;
/// Labels shown beside an arrow.
const LABELS: usize = 4;

/// Draws the components by layer. The same architecture always gives the same text.
pub fn draw(architecture: &Architecture) -> String {
    let layers: Vec<(&str, Vec<&Component>)> = LAYERS
        .iter()
        .map(|layer| (*layer, of_layer(architecture, layer)))
        .filter(|(_, components)| !components.is_empty())
        .collect();
    let mut lines: Vec<String> = Vec::new();
    for (at, (layer, components)) in layers.iter().enumerate() {
        let labels = match layers.get(at + 1) {
            Some(_) => labels_from(architecture, components),
            None => Vec::new(),
        };
        boxed(layer, components, !labels.is_empty(), &mut lines);
        if !labels.is_empty() {
            lines.extend(
                labels
                    .iter()
                    .map(|label| fit(&format!("     │ {label}"), INNER + 4)),
            );
            lines.push("     ▼".to_owned());
        }
    }
    lines.join("\n")
}

fn of_layer<'a>(architecture: &'a Architecture, layer: &str) -> Vec<&'a Component> {
    architecture
        .components
        .iter()
        .filter(|one| one.layer == layer)
        .collect()
}

/// What edges from these components to other layers carry, each with its target.
fn labels_from(architecture: &Architecture, components: &[&Component]) -> Vec<String> {
    let is_here = |key: &Key| components.iter().any(|one| one.key == *key);
    let name = |key: &Key| {
        let named = architecture.components.iter().find(|one| one.key == *key);
        named.map_or("", |one| one.name.as_str())
    };
    let leaving = architecture
        .edges
        .iter()
        .filter(|edge| is_here(&edge.from) && !is_here(&edge.to));
    let mut labels: Vec<String> = Vec::new();
    for edge in leaving {
        let text = edge.label.replace('`', "");
        for part in text.split("; ") {
            let label = format!("{} → {}", fit(part, 48), name(&edge.to));
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
    }
    if labels.len() > LABELS {
        let rest = labels.len() - LABELS;
        labels.truncate(LABELS);
        labels.push(format!("and {rest} more"));
    }
    labels
}

fn boxed(layer: &str, components: &[&Component], leaves: bool, lines: &mut Vec<String>) {
    let title = format!("─ {layer} ");
    let fill = (INNER + 2).saturating_sub(width(&title));
    lines.push(format!("┌{title}{}┐", "─".repeat(fill)));
    for component in components.iter().take(SHOWN) {
        lines.push(row(&component.name));
        lines.extend(wrapped(&component.members).iter().map(|text| row(text)));
    }
    if components.len() > SHOWN {
        lines.push(row(&format!("and {} more", components.len() - SHOWN)));
    }
    let bottom = if leaves {
        format!("└────┬{}┘", "─".repeat(INNER + 2 - 5))
    } else {
        format!("└{}┘", "─".repeat(INNER + 2))
    };
    lines.push(bottom);
}

/// Members in lines of at most the box's width; past some of them the rest is counted.
fn wrapped(members: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let rest = members.len().saturating_sub(MEMBERS);
    let more = (rest > 0).then(|| format!("{rest} more"));
    for member in members.iter().take(MEMBERS).chain(&more) {
        match lines.last_mut() {
            Some(last) if width(last) + width(member) + 2 <= INNER => {
                last.push_str(", ");
                last.push_str(member);
            }
            _ => lines.push(format!("  {member}")),
        }
    }
    lines
}

fn row(text: &str) -> String {
    let text = fit(text, INNER);
    let pad = INNER.saturating_sub(width(&text));
    format!("│ {text}{} │", " ".repeat(pad))
}

/// The text cut to so many columns.
fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let kept: String = text
        .graphemes(true)
        .take(columns.saturating_sub(1))
        .collect();
    format!("{kept}…")
}

fn width(text: &str) -> usize {
    text.graphemes(true).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ground::{Claim, Grounds};
    use crate::plan::types::Edge;

    fn component(layer: &str, name: &str, members: &[&str]) -> Component {
        Component {
            key: Key::new("architecture", name),
            name: name.to_owned(),
            layer: layer.to_owned(),
            members: members.iter().map(|&member| member.to_owned()).collect(),
            claim: Claim::new("offers it", Grounds::spec("US-1")),
        }
    }

    #[test]
    fn boxes_stand_by_layer_and_keep_the_width() {
        let architecture = Architecture {
            components: vec![
                component("interface", "app/admin", &["+ page.tsx"]),
                component("data", "convex", &["~ schema.ts", &"x".repeat(200)]),
            ],
            edges: vec![Edge {
                from: Key::new("architecture", "app/admin"),
                to: Key::new("architecture", "convex"),
                label: "reads `prices`".to_owned(),
                planned: true,
                grounds: Grounds::spec("US-1"),
            }],
            notes: Vec::new(),
        };
        let drawn = draw(&architecture);
        assert!(drawn.lines().all(|line| width(line) <= 78), "{drawn}");
        assert!(drawn.contains("│ reads prices → convex"), "{drawn}");
        assert!(drawn.find("app/admin") < drawn.find("~ schema.ts"));
        assert_eq!(drawn, draw(&architecture));
    }
}
