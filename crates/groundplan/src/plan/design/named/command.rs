//! Command lines in code spans: `tool add agent my-agent --force` → the command `add agent`, an argument
//! and an option. What is a command and what a sample argument shows in all spans together.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::evidence::OperationKind;
use crate::plan::context::Context;
use crate::plan::dialects::common::is_name;

/// Programs that a specification may speak of and that are not its own.
const FOREIGN: &[&str] = &[
    "git", "npm", "npx", "pnpm", "yarn", "node", "cargo", "rustc", "go", "python", "python3",
    "pip", "uv", "pytest", "docker", "kubectl", "make", "just", "curl", "bash", "sh", "cd", "ls",
    "cat", "rm", "gh", "openspec", "sudo", "export", "brew", "apt", "mvn", "gradle", "const",
    "let", "import", "from", "fn", "def", "class", "type", "async", "await", "return", "new",
];

/// A command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// `add agent`.
    pub command: String,
    /// Options that it shows, with their hyphens.
    pub options: Vec<String>,
    /// Names of arguments that it shows as placeholders.
    pub arguments: Vec<String>,
}

/// How the specification's command lines are read.
pub(super) struct Commands {
    /// Words behind a path of words, over all command lines.
    next: BTreeMap<Vec<String>, BTreeSet<String>>,
    /// Commands that the code has.
    known: BTreeSet<String>,
    /// First words that are the project's own program.
    programs: BTreeSet<String>,
}

impl Commands {
    /// Looks over all code spans.
    pub fn new(context: &Context<'_>) -> Self {
        let operations = context.analysis().operations.iter();
        let known = operations
            .filter(|op| op.kind == OperationKind::Command)
            .flat_map(|op| op.name.split_whitespace().map(str::to_owned))
            .collect();
        let lines: BTreeSet<Vec<&str>> = context
            .spec
            .mentions
            .iter()
            .map(|mention| mention.text.split_whitespace().collect::<Vec<_>>())
            .filter(|words| words.len() > 1 && is_line(words))
            .collect();
        let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
        for words in &lines {
            *firsts.entry(words[0]).or_default() += 1;
        }
        let programs: BTreeSet<String> = firsts
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .map(|(first, _)| first.to_owned())
            .collect();
        let mut next: BTreeMap<Vec<String>, BTreeSet<String>> = BTreeMap::new();
        for words in lines.iter().filter(|words| programs.contains(words[0])) {
            let path: Vec<String> = plain(&words[1..]).map(str::to_owned).collect();
            for at in 0..path.len() {
                let entry = next.entry(path[..at].to_vec()).or_default();
                entry.insert(path[at].clone());
            }
        }
        Self {
            next,
            known,
            programs,
        }
    }

    /// Reads a code span as a command line of the project's own program.
    pub fn read(&self, text: &str) -> Option<Typed> {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let first = *words.first()?;
        // "`export --csv`", "`edit NUMBER`": a command of the project without its program.
        let typed = self.next.get(&Vec::new());
        let is_command = self.known.contains(first) || typed.is_some_and(|all| all.contains(first));
        let bare = is_command && words.get(1).is_some_and(|word| is_argument(word));
        if bare {
            words.insert(0, "");
        }
        if words.len() < 2 || !(bare || self.programs.contains(first)) {
            return None;
        }
        let path: Vec<String> = plain(&words[1..]).map(str::to_owned).collect();
        let depth = self.depth(&path);
        if depth == 0 {
            return None;
        }
        let options = words
            .iter()
            .map(|word| word.trim_matches(['[', ']']))
            .filter(|word| word.starts_with("--") && word.len() > 3)
            .map(|word| {
                word.split(['=', '[', '<'])
                    .next()
                    .unwrap_or(word)
                    .to_owned()
            });
        let arguments = words.iter().filter_map(|word| {
            let inner = word
                .strip_prefix(['<', '['])?
                .trim_end_matches(['>', ']', '.']);
            is_name(inner).then(|| inner.to_owned())
        });
        Some(Typed {
            command: path[..depth].join(" "),
            options: options.collect(),
            arguments: arguments.collect(),
        })
    }

    /// How many words are commands: the first, and each further one up to the last level that has
    /// several words over all lines, or that the code knows.
    fn depth(&self, path: &[String]) -> usize {
        let levels = 1..path.len();
        let deeper = levels.rev().find(|at| {
            let several = self
                .next
                .get(&path[..*at])
                .is_some_and(|words| words.len() > 1);
            several || self.known.contains(&path[*at])
        });
        deeper.map_or(path.len().min(1), |at| at + 1)
    }
}

/// `--csv`, `<id>`, `NUMBER`: what stands behind a command and nowhere else.
fn is_argument(word: &str) -> bool {
    let capitals = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    word.starts_with("--") || word.starts_with(['<', '[']) || capitals
}

/// Whether the words can be a command line: a program and a lower-case word.
fn is_line(words: &[&str]) -> bool {
    let program = words[0];
    let lower = |word: &str| is_name(word) && !word.chars().any(char::is_uppercase);
    lower(program) && !FOREIGN.contains(&program) && lower(words[1])
}

/// The words up to the first option, placeholder or value.
fn plain<'w>(words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    words
        .iter()
        .copied()
        .take_while(|word| is_name(word) && !word.chars().any(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::spec::{Mention, Spec};

    fn read(lines: &[&str], text: &str) -> Option<Typed> {
        let mentions = lines.iter().map(|line| Mention {
            text: (*line).to_owned(),
            ..Mention::default()
        });
        let spec = Spec {
            mentions: mentions.collect(),
            ..Spec::default()
        };
        let evidence = Evidence::default();
        Commands::new(&Context::new(&spec, &evidence)).read(text)
    }

    #[test]
    fn commands_are_told_from_sample_arguments() {
        let lines = [
            "kit add agent my-agent",
            "kit add tool my-tool --force",
            "kit diff packages",
            "git commit -m",
        ];
        let found = read(&lines, lines[1]).unwrap_or_default();
        assert_eq!(found.command, "add tool");
        assert_eq!(found.options, ["--force"]);
        let found = read(&lines, "kit diff packages").unwrap_or_default();
        assert_eq!(found.command, "diff");
        assert_eq!(read(&lines, "git commit"), None);
    }

    #[test]
    fn placeholders_are_arguments() {
        let lines = ["kit show <id>", "kit run now", "kit list"];
        assert_eq!(read(&lines, "kit --all"), None);
        let found = read(&lines, "kit list <job-id>").unwrap_or_default();
        assert_eq!(found.arguments, ["job-id"]);
    }
}
