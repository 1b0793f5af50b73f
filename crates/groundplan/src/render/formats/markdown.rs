//! Markdown, by a template that a team may edit.

use std::collections::BTreeMap;

use minijinja::{Environment, Value, context, value::Serde};

use super::Format;
use crate::diag::Diagnostic;
use crate::model::doc::{Block, DocSection, Item, Line};
use crate::render::inline::{cell, printed};
use crate::render::{Input, Rendered, TEMPLATE};

/// Steps that a template may take: a template is data from a repository.
const FUEL: u64 = 200_000;

/// The format.
pub const FORMAT: Format = Format {
    id: "markdown",
    extension: "md",
    summary: "Markdown by a template",
    render,
};

fn render(input: &Input<'_>) -> Rendered {
    let sections: BTreeMap<&str, String> = input
        .doc
        .sections
        .iter()
        .map(|section| (section.id.as_str(), body(section, &input.header.plan_path)))
        .collect();
    match fill(input, input.template, &sections) {
        Ok(text) => with_forgotten(input, text, &sections),
        Err(error) => {
            let line = u32::try_from(error.line().unwrap_or(0)).unwrap_or_default();
            let found = Diagnostic::warning(
                "template-broken",
                format!("the template does not work: {error}"),
            )
            .at("templates/feature-plan.md", line)
            .help("correct it; the built-in template was used");
            let text = fill(input, TEMPLATE, &sections).unwrap_or_default();
            Rendered {
                text,
                diagnostics: vec![found],
            }
        }
    }
}

fn fill(
    input: &Input<'_>,
    template: &str,
    sections: &BTreeMap<&str, String>,
) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    let text = environment.render_named_str(
        "template.txt",
        template,
        context! { header => Value::from(Serde(input.header)), sections => Value::from(Serde(sections)) },
    )?;
    Ok(tidy(&text))
}

/// One blank line at most, none at the start, one newline at the end; code blocks are kept.
fn tidy(text: &str) -> String {
    let (mut out, mut blank, mut fence): (String, bool, Option<&str>) = (String::new(), true, None);
    for line in text.lines() {
        let trimmed = line.trim_start();
        let ticks = &trimmed[..trimmed.len() - trimmed.trim_start_matches('`').len()];
        match fence {
            Some(open) if ticks.len() >= open.len() && trimmed.trim_end() == ticks => fence = None,
            None if ticks.len() >= 3 => fence = Some(ticks),
            _ => {}
        }
        let empty = line.trim().is_empty();
        if fence.is_some() || !(empty && blank) {
            out.push_str(if empty { "" } else { line.trim_end() });
            out.push('\n');
        }
        blank = empty;
    }
    out.trim_end().to_owned() + "\n"
}

/// A section that the template does not name is added at the end, and said so: nothing is lost.
fn with_forgotten(
    input: &Input<'_>,
    mut text: String,
    sections: &BTreeMap<&str, String>,
) -> Rendered {
    let mut diagnostics = Vec::new();
    for section in &input.doc.sections {
        let named = input.template.contains(&format!("sections.{}", section.id))
            || input
                .template
                .contains(&format!("sections[\"{}\"]", section.id))
            || input.template.contains("in sections");
        let body = sections.get(section.id.as_str()).map_or("", String::as_str);
        if !named && !body.trim().is_empty() {
            text.push_str(&format!(
                "\n## {}\n\n{}\n",
                section.heading,
                body.trim_end()
            ));
            diagnostics.push(
                Diagnostic::warning(
                    "template-section-missing",
                    format!(
                        "the template does not name the section \"{}\"; it was added at the end",
                        section.id
                    ),
                )
                .help(format!(
                    "add {{{{ sections.{} }}}} to the template",
                    section.id
                )),
            );
        }
    }
    Rendered { text, diagnostics }
}

fn body(section: &DocSection, plan_path: &str) -> String {
    let blocks: Vec<String> = section
        .blocks
        .iter()
        .map(|block| one(block, plan_path))
        .collect();
    blocks.join("\n\n")
}

fn one(block: &Block, plan_path: &str) -> String {
    match block {
        Block::Heading { level, text } => {
            format!("{} {text}", "#".repeat(usize::from((*level).clamp(3, 6))))
        }
        Block::Paragraph(line) => printed(line, plan_path),
        Block::List { ordered, items } => list(items, *ordered, 0, plan_path),
        Block::Table { head, rows } => table(head, rows, plan_path),
        Block::Code { language, text } => code(language, text),
    }
}

fn code(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}")
}

fn list(items: &[Item], ordered: bool, depth: usize, plan_path: &str) -> String {
    let mut lines = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mark = if ordered {
            format!("{}.", at + 1)
        } else {
            "-".to_owned()
        };
        let check = match item.check {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let text = printed(&item.line, plan_path).replace('\n', " ");
        lines.push(format!("{}{mark} {check}{text}", "  ".repeat(depth)));
        if !item.items.is_empty() {
            lines.push(list(&item.items, false, depth + 1, plan_path));
        }
    }
    lines.join("\n")
}

fn table(head: &[String], rows: &[Vec<Line>], plan_path: &str) -> String {
    let names: Vec<String> = head.iter().map(|name| cell(name)).collect();
    let mut lines = vec![format!("| {} |", names.join(" | "))];
    lines.push(format!("|{}", " --- |".repeat(head.len())));
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|line| cell(&printed(line, plan_path)))
            .collect();
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::doc::Doc;
    use crate::render::Header;

    fn rendered(template: &str, blocks: Vec<Block>) -> Rendered {
        let doc = Doc {
            sections: vec![DocSection {
                id: "risks".into(),
                heading: "Risks".into(),
                blocks,
            }],
        };
        let header = Header::default();
        render(&Input {
            header: &header,
            doc: &doc,
            template,
            plan: &serde_json::Value::Null,
        })
    }

    #[test]
    fn a_fence_is_longer_than_any_inside() {
        let found = rendered(
            "{{ sections.risks }}",
            vec![Block::Code {
                language: "md".into(),
                text: "```\nx\n```".into(),
            }],
        );
        assert_eq!(found.text, "````md\n```\nx\n```\n````\n");
    }

    #[test]
    fn a_forgotten_section_is_added_and_said() {
        let found = rendered("nothing", vec![Block::Paragraph(Line::plain("a risk"))]);
        assert_eq!(found.text, "nothing\n\n## Risks\n\na risk\n");
        assert_eq!(found.diagnostics.len(), 1);
    }

    #[test]
    fn a_broken_template_is_said_and_replaced() {
        let found = rendered("{% for %}", vec![Block::Paragraph(Line::plain("a risk"))]);
        assert!(found.text.contains("## Risks & Mitigation\n\na risk"));
        assert_eq!(found.diagnostics[0].code, "template-broken");
    }

    #[test]
    fn a_template_that_never_ends_is_stopped() {
        let found = rendered(
            "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
            vec![],
        );
        assert_eq!(found.diagnostics[0].code, "template-broken");
    }
}
