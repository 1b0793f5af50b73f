//! Rules that a project writes down: CLAUDE.md, AGENTS.md, a constitution, steering, decisions, settings of
//! specification tools.

mod blocks;
mod judge;
mod settings;

use blocks::Piece;

use super::texts::Texts;
use crate::model::evidence::Instruction;
use crate::model::index::Index;

/// Files that are written for those who change the code, in the order in which they are read.
const FILES: &[&str] = &[
    "CLAUDE.md",
    "AGENTS.md",
    "GEMINI.md",
    ".cursorrules",
    ".github/copilot-instructions.md",
    ".specify/memory/constitution.md",
    "CONTRIBUTING.md",
    "docs/CONTRIBUTING.md",
    "openspec/project.md",
];
/// Folders whose documents are such files too.
const FOLDERS: &[&str] = &[".kiro/steering/", ".cursor/rules/", ".claude/rules/"];
/// Settings of a specification tool, with context and rules in them.
const SETTINGS: &str = "openspec/config.yaml";
/// Instructions that are kept.
const MOST: usize = 80;
/// Those of one decision record.
const OF_RECORD: usize = 8;

/// Rules and layouts, each once, at most eighty.
pub fn read(index: &Index, texts: &Texts<'_>) -> Vec<Instruction> {
    let mut all = Vec::new();
    let listed = FILES.iter().copied();
    let in_folders = index.files.keys().map(String::as_str).filter(|path| {
        let steering = FOLDERS.iter().any(|folder| path.starts_with(folder));
        steering || path.ends_with("/constitution.md")
    });
    for path in listed.chain(in_folders.filter(|path| !FILES.contains(path))) {
        if let Some(text) = texts.get(path) {
            let pieces = blocks::pieces(&text);
            let kept = pieces.iter().filter_map(|piece| judge::rule(piece, false));
            add(&mut all, path, kept.collect(), texts);
        }
    }
    if let Some(text) = texts.get(SETTINGS) {
        let pieces = settings::pieces(&text);
        let kept = pieces.iter().filter_map(|piece| judge::rule(piece, false));
        add(&mut all, SETTINGS, kept.collect(), texts);
    }
    for path in index.files.keys().filter(|path| is_record(path)) {
        if let Some(text) = texts.get(path) {
            let pieces = blocks::pieces(&text);
            let kept = pieces.iter().filter_map(|piece| judge::rule(piece, true));
            add(&mut all, path, kept.take(OF_RECORD).collect(), texts);
        }
    }
    all.truncate(MOST);
    all
}

/// Whether a document records a decision: `docs/adr/0003-queue.md`.
fn is_record(path: &str) -> bool {
    let folders = ["adr", "adrs", "decisions", "architecture"];
    let in_folder = path.split('/').any(|part| folders.contains(&part));
    let name = path.rsplit('/').next().unwrap_or(path);
    let numbered = name.len() > 4 && name.bytes().take(3).all(|byte| byte.is_ascii_digit());
    path.ends_with(".md") && in_folder && numbered
}

/// Adds pieces whose text is not there yet: files of several tools often hold the same.
fn add(all: &mut Vec<Instruction>, path: &str, pieces: Vec<Piece>, texts: &Texts<'_>) {
    for piece in pieces {
        if all.iter().any(|there| there.text == piece.text) {
            continue;
        }
        let anchor = texts.cite(path, piece.first, piece.last, None);
        all.extend(anchor.map(|anchor| Instruction {
            heading: piece.heading,
            text: piece.text,
            anchor,
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::index::FileFacts;
    use crate::world::MemoryWorld;

    fn read_from(files: &[(&str, &str)]) -> Vec<String> {
        let world = MemoryWorld::new(files.iter().copied());
        let mut index = Index::default();
        for (path, _) in files {
            index.files.insert((*path).to_owned(), FileFacts::default());
        }
        let found = read(&index, &Texts::new(&world));
        found.into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn a_wrapped_bullet_is_one_rule_without_marks_of_emphasis() {
        let text = "# X\n\n## Invariants\n\n- Every function is a **pure function of its\n  input**: see `src/**/*.rs`.\n";
        assert_eq!(
            read_from(&[("CLAUDE.md", text)]),
            ["Every function is a pure function of its input: see `src/**/*.rs`."]
        );
    }

    #[test]
    fn contents_lists_of_things_and_ways_to_help_are_no_rules() {
        let text = "# Contributing\n\n## Table of Contents\n\n- [Code Style](#code-style)\n\n## Ways to Contribute\n\n- **Testing** - Write tests, improve test coverage\n\n## Commits\n\n- `test` - Test additions or changes\n\n## Help\n\nUse the guide to learn:\n- Spec format and conventions of it\n";
        assert!(read_from(&[("CONTRIBUTING.md", text)]).is_empty());
    }

    #[test]
    fn a_block_that_a_tool_manages_is_no_rule() {
        let text = "<!-- TOOL:START -->\n## Rules\n\n- Always open the guide of the tool\n<!-- TOOL:END -->\n";
        assert!(read_from(&[("AGENTS.md", text)]).is_empty());
    }

    #[test]
    fn the_same_rule_in_two_files_is_one() {
        let text = "# X\n\n## Rules\n\n- Never write to stdout from a server.\n";
        assert_eq!(
            read_from(&[("AGENTS.md", text), ("CLAUDE.md", text)]).len(),
            1
        );
    }

    #[test]
    fn what_a_decision_forbids_is_a_rule_with_its_subject() {
        let text = "# Layers\n\n2. **app.core** (core level)\n   - May import from: `app.common`\n   - **MUST NOT import from**: `app.data`\n";
        assert_eq!(
            read_from(&[("docs/architecture/0001-layers.md", text)]),
            ["app.core (core level): MUST NOT import from: `app.data`"]
        );
    }

    #[test]
    fn settings_of_a_specification_tool_give_context_and_rules() {
        let text = "schema: x\n\ncontext: |\n  Conventions that matter:\n  - Commands are executed as lists,\n    never as shell strings.\n\nrules:\n  proposal:\n    - State what breaks.\n  tasks:\n    - Every behavior change needs a test.\n";
        assert_eq!(
            read_from(&[("openspec/config.yaml", text)]),
            [
                "Commands are executed as lists, never as shell strings.",
                "Every behavior change needs a test."
            ]
        );
    }

    #[test]
    fn a_tree_is_kept_whole_and_a_sample_of_code_is_not() {
        let text = "# X\n\n## Layout\n\n```\nsrc/   code\ntests/ tests\n```\n\n## Code Organization\n\n```rust\nfn main() {}\n```\n";
        assert_eq!(
            read_from(&[("CLAUDE.md", text)]),
            ["src/   code\ntests/ tests\n"]
        );
    }
}
