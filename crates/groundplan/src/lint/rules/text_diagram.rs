//! Diagrams can be drawn.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, Page, Rule, TextCase};

/// A Mermaid block that is not one.
pub const MERMAID: Rule = Rule {
    code: "text-broken-diagram",
    level: Level::Off,
    summary: "A Mermaid block names a kind of diagram and closes its brackets",
    docs: "GitHub shows an error in place of a diagram that does not parse. Begin with a kind such as `flowchart TD`, and quote labels that hold brackets: `A[\"f(x)\"]`.",
    check: Check::Text(mermaid),
};

/// Kinds that Mermaid draws.
const KINDS: &[&str] = &[
    "graph",
    "flowchart",
    "sequencediagram",
    "classdiagram",
    "statediagram",
    "statediagram-v2",
    "erdiagram",
    "journey",
    "gantt",
    "pie",
    "quadrantchart",
    "requirementdiagram",
    "gitgraph",
    "mindmap",
    "timeline",
    "zenuml",
    "sankey-beta",
    "sankey",
    "xychart-beta",
    "xychart",
    "block-beta",
    "block",
    "packet-beta",
    "packet",
    "kanban",
    "architecture-beta",
    "architecture",
    "c4context",
    "c4container",
    "c4component",
    "c4dynamic",
    "c4deployment",
    "radar-beta",
    "treemap-beta",
    "info",
];

fn mermaid(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let page = case.page;
    let found = blocks(page).into_iter().filter_map(|(number, lines)| {
        let why = broken(&lines)?;
        Some(
            rule.finding(format!("the diagram does not parse: {why}"))
                .at(&page.path, number),
        )
    });
    found.collect()
}

fn blocks(page: &Page) -> Vec<(u32, Vec<&str>)> {
    let mut all: Vec<(u32, Vec<&str>)> = Vec::new();
    let mut open = false;
    for (at, line) in page.text.lines().enumerate() {
        let line = line.trim();
        if open && line.starts_with("```") {
            open = false;
        } else if open {
            all.last_mut()
                .into_iter()
                .for_each(|(_, lines)| lines.push(line));
        } else if line.starts_with("```mermaid") {
            open = true;
            all.push((u32::try_from(at + 1).unwrap_or(u32::MAX), Vec::new()));
        }
    }
    all
}

fn broken(lines: &[&str]) -> Option<String> {
    let mut front = false;
    let content = lines.iter().filter(|line| {
        let fence = **line == "---";
        front ^= fence;
        !front && !fence && !line.is_empty() && !line.starts_with("%%")
    });
    let content: Vec<&str> = content.copied().collect();
    let Some(first) = content.first() else {
        return Some("it is empty".to_owned());
    };
    let kind = first.split([' ', ';', ':']).next().unwrap_or_default();
    if !KINDS.contains(&kind.to_lowercase().as_str()) {
        return Some(format!("\"{kind}\" is no kind of diagram"));
    }
    let flow = ["graph", "flowchart"].contains(&kind.to_lowercase().as_str());
    let open = content.iter().find(|line| flow && !is_balanced(line))?;
    Some(format!("a bracket is not closed in \"{open}\""))
}

/// Whether square brackets and braces outside of quotes are closed.
fn is_balanced(line: &str) -> bool {
    let outside: String = line.split('"').step_by(2).collect();
    let count = |c: char| outside.matches(c).count();
    count('[') == count(']') && count('{') == count('}')
}
