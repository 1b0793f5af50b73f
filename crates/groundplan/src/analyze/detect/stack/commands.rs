//! Commands of the project: what proves a change, from the place that is most binding.

use super::{ci, tasks};
use crate::analyze::detect::texts::Texts;
use crate::manifests;
use crate::model::evidence::{ProjectCommand, RankedFile, Workflow};
use crate::model::index::Index;
use crate::model::names::dir_of;

/// Manifests whose commands are read, nearest to the feature first.
const MANIFESTS: usize = 12;

/// A command that some file states.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// `test`, `lint`, …
    pub name: String,
    /// What a person types.
    pub command: String,
    /// File that states it.
    pub path: String,
    /// Line there.
    pub line: u32,
    /// Whether it belongs to a folder of its own rather than to the whole.
    pub aside: bool,
}

/// Runners of scripts that are named by the project.
const RUNNERS: &[&str] = &[
    "npm", "pnpm", "yarn", "bun", "make", "just", "task", "mise", "hatch", "poe", "composer",
];
/// Words that a command may begin with and that say nothing of it.
const PREFIXES: &[&str] = &[
    "npx", "bunx", "uvx", "sudo", "time", "xvfb-run", "mise", "exec", "--",
];
/// Beginnings of commands that any project may type, and what they are for.
const KNOWN: &[(&str, &str)] = &[
    ("playwright test", "test:e2e"),
    ("cypress run", "test:e2e"),
    ("go test", "test"),
    ("gotestsum", "test"),
    ("cargo test", "test"),
    ("cargo nextest run", "test"),
    ("pytest", "test"),
    ("python -m pytest", "test"),
    ("python -m unittest", "test"),
    ("tox", "test"),
    ("nox", "test"),
    ("vitest run", "test"),
    ("jest", "test"),
    ("mocha", "test"),
    ("node --test", "test"),
    ("mvn test", "test"),
    ("mvn verify", "test"),
    ("./mvnw test", "test"),
    ("./mvnw verify", "test"),
    ("gradle test", "test"),
    ("./gradlew test", "test"),
    ("./gradlew check", "test"),
    ("dotnet test", "test"),
    ("flutter test", "test"),
    ("deno test", "test"),
    ("bun test", "test"),
    ("bundle exec rspec", "test"),
    ("vendor/bin/phpunit", "test"),
    ("cargo clippy", "lint"),
    ("golangci-lint run", "lint"),
    ("go vet", "lint"),
    ("eslint", "lint"),
    ("ruff check", "lint"),
    ("flake8", "lint"),
    ("biome check", "lint"),
    ("biome ci", "lint"),
    ("tsc", "typecheck"),
    ("mypy", "typecheck"),
    ("pyright", "typecheck"),
    ("svelte-check", "typecheck"),
    ("cargo check", "typecheck"),
    ("cargo fmt", "format"),
    ("gofmt", "format"),
    ("prettier --check", "format"),
    ("ruff format", "format"),
    ("black --check", "format"),
    ("cargo build", "build"),
    ("go build", "build"),
    ("mvn package", "build"),
    ("./gradlew build", "build"),
    ("dotnet build", "build"),
];

/// What a line of a script is for, and the command without what does not belong to it.
pub(super) fn classify(line: &str) -> Option<(&'static str, String)> {
    // What may fail proves nothing.
    if line.contains("|| true") {
        return None;
    }
    let typed = line
        .split(" #")
        .next()
        .unwrap_or(line)
        .trim()
        .trim_end_matches('\\')
        .trim();
    let is_setting =
        |word: &&str| word.contains('=') && !word.starts_with('-') && !word.contains('/');
    let words: Vec<&str> = typed.split_whitespace().skip_while(is_setting).collect();
    if let [runner, rest @ ..] = words.as_slice()
        && RUNNERS.contains(runner)
    {
        let script = rest
            .iter()
            .find(|word| !word.starts_with('-') && **word != "run");
        if let Some(name) = script.and_then(|script| of_script(script)) {
            return Some((name, typed.to_owned()));
        }
    }
    let mut bare = words.as_slice();
    while let [first, second, rest @ ..] = bare {
        let run = matches!(*first, "uv" | "poetry" | "pdm" | "pipenv" | "hatch" | "rye")
            && *second == "run";
        bare = match (run, PREFIXES.contains(first)) {
            (true, _) => rest,
            (false, true) => &bare[1..],
            (false, false) => break,
        };
    }
    let bare = bare.join(" ");
    let begins = |known: &str| bare == known || bare.starts_with(&format!("{known} "));
    let (_, name) = KNOWN.iter().find(|(known, _)| begins(known))?;
    Some((name, typed.to_owned()))
}

/// What a script or task is for, by its name: that of a CI form (`test:run`) is that of the plain one.
pub(super) fn of_script(script: &str) -> Option<&'static str> {
    let name = script.to_lowercase().replace(['-', '_'], ":");
    let has = |part: &str| name.split(':').any(|one| one == part);
    if has("watch") || has("fix") || has("dev") {
        return None;
    }
    Some(match name.as_str() {
        _ if has("e2e") => "test:e2e",
        "test" | "tests" | "t" | "test:run" | "test:ci" | "test:all" | "ci:test" => "test",
        "test:coverage" | "test:cov" => "test",
        "test:unit" | "unit" => "test:unit",
        "test:integration" | "integration" => "test:integration",
        "lint" | "lint:check" | "lint:ci" | "lint:all" => "lint",
        "typecheck" | "type:check" | "check:types" | "types" | "tsc" | "check:type" => "typecheck",
        "format:check" | "fmt:check" | "check:format" => "format",
        "build" | "build:all" => "build",
        _ => return None,
    })
}

/// The workflows, and one command a name: from steps that stand before a merge, task runners, guides, the root's
/// manifest, those near the feature, and last the habit of the language.
pub(super) fn read(
    index: &Index,
    texts: &Texts<'_>,
    files: &[RankedFile],
) -> (Vec<Workflow>, Vec<ProjectCommand>) {
    let (workflows, mut found) = ci::read(index, texts);
    found.extend(tasks::read(texts));
    found.extend(tasks::of_guides(texts));
    found.sort_by_key(|one| one.aside);
    let mut all: Vec<ProjectCommand> = Vec::new();
    for one in found {
        let anchor = texts.cite(&one.path, one.line, one.line, None);
        add(&mut all, one.name, one.command, anchor);
    }
    let mut habits = Vec::new();
    for path in near(index, files) {
        let Some((manifest, text)) = manifests::of(path).zip(texts.get(path)) else {
            continue;
        };
        for command in (manifest.commands)(&text) {
            if command.default {
                habits.push(command);
            } else {
                let anchor = texts.cite(path, command.line, command.line, None);
                let typed = match dir_of(path) {
                    "" => command.typed,
                    dir => format!("cd {dir} && {}", command.typed),
                };
                add(&mut all, command.name, typed, anchor);
            }
        }
    }
    for habit in habits {
        add(&mut all, habit.name, habit.typed, None);
    }
    (workflows, all)
}

fn add(
    all: &mut Vec<ProjectCommand>,
    name: String,
    command: String,
    anchor: Option<crate::model::ground::Anchor>,
) {
    if !all.iter().any(|there| there.name == name) {
        all.push(ProjectCommand {
            name,
            command,
            anchor,
        });
    }
}

/// Manifests: the root's, then those of packages that hold most of the first files.
fn near<'a>(index: &'a Index, files: &[RankedFile]) -> Vec<&'a str> {
    let own = index.files.keys().map(String::as_str);
    let own = own.filter(|path| manifests::of(path).is_some() && !super::is_aside(path));
    let ranked = |path: &str| {
        let dir = dir_of(path);
        let within = |file: &&RankedFile| {
            file.path
                .strip_prefix(dir)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        files.iter().take(20).filter(within).count()
    };
    let mut all: Vec<(bool, std::cmp::Reverse<usize>, &str)> = own
        .map(|path| (path.contains('/'), std::cmp::Reverse(ranked(path)), path))
        .filter(|(nested, ranked, _)| !nested || ranked.0 > 0)
        .collect();
    all.sort_unstable();
    all.into_iter()
        .take(MANIFESTS)
        .map(|(_, _, path)| path)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_script_is_known_by_what_it_runs() {
        for (line, want) in [
            ("npm run test:run", Some("test")),
            ("npm ci", None),
            ("CI=1 pnpm test", Some("test")),
            ("uv run pytest -q", Some("test")),
            ("cargo clippy --all-targets -- -D warnings", Some("lint")),
            ("npx playwright test", Some("test:e2e")),
            ("npm run test:watch", None),
            ("echo cargo test", None),
            ("mise run lint", Some("lint")),
        ] {
            assert_eq!(classify(line).map(|(name, _)| name), want, "{line}");
        }
    }
}
