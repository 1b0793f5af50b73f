//! The project's documents: README, `docs/`, decision records; never specifications and plans.

use super::{Request, Source, sentences};
use crate::research::passages::{Passage, of_document};
use crate::world::World;

/// The source.
pub const SOURCE: Source = Source {
    id: "project documents",
    summary: "README, docs, decision records and instruction files of the project",
    gather,
};

/// Bytes of the largest document that is read.
const LARGEST: u64 = 300_000;
/// Endings of documents.
const ENDINGS: &[&str] = &[".md", ".mdx", ".rst", ".txt", ".adoc"];
/// Folders whose documents say what is planned, or speak to a tool, or are not the project's own.
const NOT_FACTS: &[&str] = &[
    "docs/features",
    "specs",
    "spec",
    "plans",
    ".specify",
    ".kiro",
    "openspec",
    "kitty-specs",
    ".agent-os",
    "knowledge",
    "skills",
    "commands",
    "agents",
    "prompts",
    "templates",
    "node_modules",
    "vendor",
    "third_party",
    "fixtures",
    "testdata",
    "locales",
    "i18n",
    "changelogs",
    ".changeset",
];
/// Stems of files that are no documentation, or are specifications and plans.
const NOT_DOCUMENTS: &[&str] = &[
    "changelog",
    "changes",
    "history",
    "license",
    "licence",
    "copying",
    "code_of_conduct",
    "requirements",
    "robots",
    "spec",
    "plan",
    "tasks",
    "proposal",
    "prd",
    "todo",
    "backlog",
];

/// The same as last words of a name: `FEAT-1-plan`, `chat-log-002`.
const NOT_AT_THE_END: &[&str] = &[
    "spec",
    "plan",
    "tasks",
    "prd",
    "proposal",
    "requirements",
    "log",
    "history",
];

fn gather(request: &Request<'_>, world: &dyn World) -> Vec<Passage> {
    let own = request.spec.path.as_str();
    let mut files = world.files().unwrap_or_default();
    files.retain(|file| file.size < LARGEST && file.path != own && is_document(&file.path));
    // Where the budget ends, what lies nearest to the root has been read.
    files.sort_by_key(|file| file.path.matches('/').count());
    sentences(request.budget, files, world, |path, text| {
        of_document(path, text, "", request.lens)
    })
}

fn is_document(path: &str) -> bool {
    let lower = path.to_lowercase();
    let Some(stem) = ENDINGS.iter().find_map(|end| lower.strip_suffix(end)) else {
        return false;
    };
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let planned = NOT_FACTS
        .iter()
        .any(|part| format!("/{folder}/").contains(&format!("/{part}/")));
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let tail = unnumbered.rsplit(['-', '_', '.']).next();
    let tail = tail.unwrap_or(unnumbered);
    let plan = NOT_DOCUMENTS.contains(&name) || NOT_AT_THE_END.contains(&tail);
    !planned && !plan
}

#[cfg(test)]
mod tests {
    use super::is_document;

    #[test]
    fn plans_of_features_are_no_documents() {
        for path in [
            "README.md",
            "docs/adr/0001-x.md",
            "CLAUDE.md",
            "docs/design.rst",
            "a/README.txt",
        ] {
            assert!(is_document(path), "{path}");
        }
        for path in [
            "docs/features/FEAT-1-spec.md",
            "docs/FEAT-1-plan.md",
            "chat-log-002.md",
            "docs/SEARCH_REQUIREMENTS.md",
            "specs/001/spec.md",
            ".claude/skills/x/SKILL.md",
            "CHANGELOG.md",
            "requirements.txt",
            "src/a.rs",
            ".kiro/specs/x/requirements.md",
        ] {
            assert!(!is_document(path), "{path}");
        }
    }
}
