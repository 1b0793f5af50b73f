//! Rules of instruction files: CLAUDE.md, AGENTS.md, constitution, steering.

use super::texts::Texts;
use crate::model::evidence::Instruction;

const FILES: &[&str] = &[
    "CLAUDE.md",
    "AGENTS.md",
    ".github/copilot-instructions.md",
    "CONTRIBUTING.md",
    ".specify/memory/constitution.md",
    ".kiro/steering/structure.md",
    ".kiro/steering/tech.md",
];

/// Bullets and code blocks with their headings, at most sixty.
pub fn read(texts: &Texts<'_>) -> Vec<Instruction> {
    let mut all = Vec::new();
    for path in FILES {
        let Some(text) = texts.get(path) else {
            continue;
        };
        let (mut heading, mut fence): (String, Option<(u32, String)>) = (String::new(), None);
        for (at, line) in text.lines().enumerate() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let trimmed = line.trim();
            if trimmed.starts_with("```") {
                match fence.take() {
                    Some((start, block)) => {
                        let anchor = texts.cite(path, start, number, None);
                        all.extend(anchor.map(|anchor| Instruction {
                            heading: heading.clone(),
                            text: block,
                            anchor,
                        }));
                    }
                    None => fence = Some((number, String::new())),
                }
            } else if let Some((_, block)) = fence.as_mut() {
                block.push_str(line);
                block.push('\n');
            } else if trimmed.starts_with('#') {
                heading = trimmed.trim_start_matches('#').trim().to_owned();
            } else if let Some(text) = trimmed
                .strip_prefix("- ")
                .or_else(|| trimmed.strip_prefix("* "))
            {
                let anchor = texts.cite(path, number, number, None);
                all.extend(anchor.map(|anchor| Instruction {
                    heading: heading.clone(),
                    text: text.to_owned(),
                    anchor,
                }));
            }
        }
    }
    all.truncate(60);
    all
}
