//! Markdown, by a template that a team may edit.

use std::collections::BTreeMap;

use minijinja::{Environment, Value, context, value::Serde};

use super::Format;
use crate::diag::Diagnostic;
use crate::model::doc::{Block, DocSection, Item, Line};
use crate::render::escape;
use crate::render::inline::printed;
use crate::render::links::Links;
use crate::render::{Header, Input, Rendered, TEMPLATE};

/// Steps that a template may take: a template is data from a repository.
const FUEL: u64 = 200_000;
/// Methods that a template may call on the sections.
const BUILT_IN: &[&str] = &["items", "keys", "values", "get"];

/// The format.
pub const FORMAT: Format = Format {
    id: "markdown",
    extension: "md",
    summary: "Markdown by a template",
    render,
};

fn render(input: &Input<'_>) -> Rendered {
    let to_root = input.header.to_root();
    let mut links = Links::new(input.doc, &to_root);
    let sections: BTreeMap<&str, String> = input
        .doc
        .sections
        .iter()
        .map(|section| (section.id.as_str(), body(section, &mut links)))
        .collect();
    let mut rendered = filled(input, &sections);
    let targets = links.definitions();
    if !targets.is_empty() {
        rendered.text.push_str(&format!("\n{targets}"));
    }
    rendered
}

/// The template with the sections, or the built-in one where it does not work.
fn filled(input: &Input<'_>, sections: &BTreeMap<&str, String>) -> Rendered {
    match fill(input, input.template, sections) {
        Ok(text) => with_forgotten(input, text, sections),
        Err(error) => {
            let line = u32::try_from(error.line().unwrap_or(0)).unwrap_or_default();
            let found = Diagnostic::error("template-broken", sentence(&error))
                .at(input.template_path, line)
                .help("correct it (docs/template.md lists what it can use); the built-in template was used");
            let text = fill(input, TEMPLATE, sections).unwrap_or_default();
            Rendered {
                text,
                diagnostics: vec![found],
            }
        }
    }
}

/// What is wrong with a template; where, the finding says.
fn sentence(error: &minijinja::Error) -> String {
    let detail = error
        .detail()
        .map_or_else(String::new, |detail| format!(": {detail}"));
    format!("the template does not work: {}{detail}", error.kind())
}

/// The head as a template prints it: values of a document are text, not markup.
fn printed_header(header: &Header) -> Header {
    Header {
        name: escape::heading(&header.name),
        feature_id: header.feature_id.as_deref().map(escape::one_line),
        status: escape::one_line(&header.status),
        created: escape::one_line(&header.created),
        updated: escape::one_line(&header.updated),
        spec_path: escape::visible(&header.spec_path).replace('`', ""),
        plan_path: escape::visible(&header.plan_path).replace('`', ""),
        tasks_path: escape::visible(&header.tasks_path).replace('`', ""),
        to_root: header.to_root.clone(),
    }
}

fn fill(
    input: &Input<'_>,
    template: &str,
    sections: &BTreeMap<&str, String>,
) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    // It would print what is not documented.
    environment.remove_global("debug");
    let header = printed_header(input.header);
    // The name has no extension: it would decide how values are escaped.
    let text = environment.render_named_str(
        "template",
        template,
        context! { header => Value::from(Serde(&header)), sections => Value::from(Serde(sections)) },
    )?;
    Ok(tidy(&text))
}

/// One blank line at most, none at the start, one newline at the end; code blocks are kept as they are.
fn tidy(text: &str) -> String {
    let (mut out, mut blank, mut fence) = (String::new(), true, None);
    for line in text.lines() {
        let inside = fence.is_some();
        fence = fence_after(fence, line);
        let empty = line.trim().is_empty();
        if inside {
            out.push_str(line);
        } else if !(empty && blank) {
            out.push_str(line.trim_end());
        } else {
            continue;
        }
        out.push('\n');
        blank = empty && !inside;
    }
    out.trim_end_matches(['\n', ' ']).to_owned() + "\n"
}

/// The length of the fence that is open after a line.
fn fence_after(open: Option<usize>, line: &str) -> Option<usize> {
    let trimmed = line.trim();
    let ticks = trimmed.len() - trimmed.trim_start_matches('`').len();
    match open {
        Some(length) => Some(length).filter(|_| !(ticks >= length && trimmed.len() == ticks)),
        None => (ticks >= 3 && !trimmed[ticks..].contains('`')).then_some(ticks),
    }
}

/// A section that the text does not hold is added at the end, and said so: nothing is lost.
fn with_forgotten(
    input: &Input<'_>,
    mut text: String,
    sections: &BTreeMap<&str, String>,
) -> Rendered {
    let mut diagnostics = unknown(input);
    for section in &input.doc.sections {
        let body = sections
            .get(section.id.as_str())
            .map_or("", String::as_str)
            .trim();
        if body.is_empty() || holds(&text, body) {
            continue;
        }
        text.push_str(&format!("\n## {}\n\n{body}\n", section.heading));
        let message = format!(
            "the template does not print the section \"{}\"; it was added at the end",
            section.id
        );
        let help = format!("add {{{{ sections.{} }}}} to the template", section.id);
        diagnostics.push(Diagnostic::warning("template-section-missing", message).help(help));
    }
    Rendered { text, diagnostics }
}

/// Whether the first and the last line of a section stand in the text; a template may indent it.
fn holds(text: &str, body: &str) -> bool {
    let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty());
    let (first, last) = (lines().next(), lines().next_back());
    [first, last]
        .into_iter()
        .flatten()
        .all(|line| text.contains(line))
}

/// Names in the template that are no section: most likely misspelt.
fn unknown(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let known: Vec<&str> = input
        .doc
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    for (at, line) in input.template.lines().enumerate() {
        for (_, rest) in line
            .match_indices("sections.")
            .map(|(from, cue)| (from, &line[from + cue.len()..]))
        {
            let name = rest
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default();
            if !name.is_empty()
                && !known.contains(&name)
                && !known.is_empty()
                && !BUILT_IN.contains(&name)
            {
                let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
                let message = format!("the template names a section \"{name}\" that no plan has");
                let help = format!("sections of this plan: {}", known.join(", "));
                found.push(
                    Diagnostic::warning("template-section-unknown", message)
                        .at(input.template_path, line)
                        .help(help),
                );
            }
        }
    }
    found
}

fn body(section: &DocSection, links: &mut Links<'_>) -> String {
    let mut blocks: Vec<String> = Vec::new();
    // Lists that stand side by side take turns with their marks, else they would be one list.
    let (mut before, mut turn) = (None, false);
    for block in &section.blocks {
        let kind = match block {
            Block::List { ordered, .. } => Some(*ordered),
            _ => None,
        };
        turn = kind.is_some() && kind == before && !turn;
        let text = one(block, turn, links);
        if !text.is_empty() {
            blocks.push(text);
            before = kind;
        }
    }
    blocks.join("\n\n")
}

fn one(block: &Block, turn: bool, links: &mut Links<'_>) -> String {
    match block {
        Block::Heading { level, text } => {
            format!(
                "{} {}",
                "#".repeat(usize::from((*level).clamp(3, 6))),
                escape::heading(text)
            )
        }
        Block::Paragraph(line) => escape::paragraph(&printed(line, links)),
        Block::List { ordered, items } => list(items, *ordered, turn, links).join("\n"),
        Block::Table { head, rows } => table(head, rows, links),
        Block::Code { language, text } => escape::code(language, text),
    }
}

/// Lines of a list; what is nested stands below the text of its item.
fn list(items: &[Item], ordered: bool, turn: bool, links: &mut Links<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mark = match (ordered, turn) {
            (true, false) => format!("{}. ", at + 1),
            (true, true) => format!("{}) ", at + 1),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        let check = match item.check {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        let text = escape::one_line(&printed(&item.line, links));
        let text = if text.is_empty() { "…" } else { &text };
        lines.push(format!("{mark}{check}{text}"));
        let indent = " ".repeat(mark.len());
        let nested = list(&item.items, false, false, links);
        lines.extend(nested.into_iter().map(|line| format!("{indent}{line}")));
    }
    lines
}

fn table(head: &[String], rows: &[Vec<Line>], links: &mut Links<'_>) -> String {
    if head.is_empty() {
        return String::new();
    }
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![row(head.iter().map(|name| escape::cell(name)).collect())];
    lines.push(format!("|{}", " --- |".repeat(head.len())));
    for cells in rows {
        let printed = cells.iter().map(|line| escape::cell(&printed(line, links)));
        // A row is as wide as the head: a cell too many would not be shown.
        let mut texts: Vec<String> = printed.collect();
        if texts.len() > head.len() {
            let rest = texts.split_off(head.len() - 1);
            texts.push(rest.join("; "));
        }
        texts.resize(head.len(), String::new());
        lines.push(row(texts));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;
    use crate::model::doc::Doc;

    fn rendered(template: &str, blocks: Vec<Block>) -> Rendered {
        let doc = Doc {
            sections: vec![DocSection {
                id: "risks".into(),
                heading: "Risks".into(),
                blocks,
            }],
            ..Doc::default()
        };
        let header = Header::default();
        render(&Input {
            header: &header,
            doc: &doc,
            template,
            template_path: "plan.md",
            plan: &serde_json::Value::Null,
        })
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
        let first = &found.diagnostics[0];
        assert_eq!(
            (first.code.as_str(), first.line),
            ("template-broken", Some(1))
        );
        assert_eq!(first.path.as_deref(), Some("plan.md"));
        assert_eq!(first.severity, Severity::Error);
    }

    #[test]
    fn a_template_prints_no_internals() {
        let found = rendered("{{ debug() }}", vec![]);
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

    #[test]
    fn a_misspelt_section_is_said() {
        let found = rendered(
            "x\n{{ sections.risk }}",
            vec![Block::Paragraph(Line::plain("a risk"))],
        );
        let codes: Vec<(&str, Option<u32>)> = found
            .diagnostics
            .iter()
            .map(|one| (one.code.as_str(), one.line))
            .collect();
        assert_eq!(
            codes,
            [
                ("template-section-unknown", Some(2)),
                ("template-section-missing", None)
            ]
        );
    }

    #[test]
    fn a_section_behind_a_condition_is_not_lost() {
        let found = rendered(
            "{% if false %}{{ sections.risks }}{% endif %}",
            vec![Block::Paragraph(Line::plain("a risk"))],
        );
        assert!(found.text.contains("a risk"));
    }

    #[test]
    fn code_is_kept_to_the_blank() {
        let text = "a  \n\n\n  b";
        let found = rendered(
            "{{ sections.risks }}",
            vec![Block::Code {
                language: "x".into(),
                text: text.into(),
            }],
        );
        assert_eq!(found.text, format!("```x\n{text}\n```\n"));
    }

    #[test]
    fn a_whole_section() {
        let item = |text: &str| Item::bullet(Line::plain(text));
        let blocks = vec![
            Block::Heading {
                level: 3,
                text: "Data".into(),
            },
            Block::List {
                ordered: true,
                items: vec![item("first").with(vec![item("- nested")]), item("second")],
            },
            Block::List {
                ordered: false,
                items: vec![Item::todo(Line::plain("open"))],
            },
            Block::List {
                ordered: false,
                items: vec![item("another list")],
            },
            Block::Table {
                head: vec!["A".into(), "B".into()],
                rows: vec![vec![Line::plain("x | y")]],
            },
        ];
        insta::assert_snapshot!(rendered("{{ sections.risks }}", blocks).text);
    }

    #[test]
    fn the_head_is_text() {
        let doc = Doc::default();
        let header = Header {
            name: "A <script> ` \u{1b}[1m".into(),
            ..Header::default()
        };
        let input = Input {
            header: &header,
            doc: &doc,
            template: "# {{ header.name }}",
            template_path: "",
            plan: &serde_json::Value::Null,
        };
        assert_eq!(render(&input).text, "# A \\<script> \\` [1m\n");
    }
}
