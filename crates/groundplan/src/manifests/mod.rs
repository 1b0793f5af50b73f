//! Manifests of package managers: which dependencies and commands a project states. A leaf: text in,
//! plain values out; one file an ecosystem.

pub mod cargo;
pub mod go;
pub mod npm;
pub mod python;

/// A direct dependency, as the manifest states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Name in the registry.
    pub name: String,
    /// Version or range as written; empty where none is.
    pub version: String,
}

/// A command that the manifest gives or proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// `test`, `lint`, `typecheck`, …
    pub name: String,
    /// What a person types.
    pub typed: String,
    /// Line of the manifest, from 1.
    pub line: u32,
    /// Whether it is the habit of the ecosystem, which the manifest does not state.
    pub default: bool,
}

/// An ecosystem's manifest.
pub struct Manifest {
    /// Identifier: `npm`.
    pub id: &'static str,
    /// Names of the file.
    pub file_names: &'static [&'static str],
    /// Direct dependencies, tables of development included; empty for a text that cannot be read.
    pub dependencies: fn(&str) -> Vec<Dependency>,
    /// Commands.
    pub commands: fn(&str) -> Vec<Command>,
    /// The test runner that the ecosystem brings, where the manifest proves it.
    pub test_runner: fn(&str) -> Option<&'static str>,
}

/// All ecosystems.
pub const MANIFESTS: &[&Manifest] = &[
    &npm::MANIFEST,
    &python::MANIFEST,
    &cargo::MANIFEST,
    &go::MANIFEST,
];

/// The ecosystem of a file, by its name.
pub fn of(path: &str) -> Option<&'static Manifest> {
    let name = path.rsplit('/').next().unwrap_or(path);
    MANIFESTS
        .iter()
        .find(|one| one.file_names.contains(&name))
        .copied()
}

/// A command that the ecosystem brings.
fn habit(name: &str, typed: &str) -> Command {
    Command {
        name: name.to_owned(),
        typed: typed.to_owned(),
        line: 1,
        default: true,
    }
}

/// The line on which a text first stands, from 1; 1 where it does not.
pub fn line_of(text: &str, word: &str) -> u32 {
    let at = text
        .lines()
        .position(|line| line.contains(word))
        .unwrap_or(0);
    u32::try_from(at + 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ecosystem_states_its_dependencies() {
        let cases = [
            (
                "package.json",
                r#"{"dependencies": {"next": "^15"}, "devDependencies": {"vitest": "3"}}"#,
                vec![("next", "^15"), ("vitest", "3")],
            ),
            (
                "Cargo.toml",
                "[dependencies]\nserde = \"1\"\njson = { package = \"serde_json\", version = \"1.0\" }\n",
                vec![("serde_json", "1.0"), ("serde", "1")],
            ),
            (
                "go.mod",
                "module x\n\nrequire (\n\tgithub.com/go-chi/chi/v5 v5.1.0\n\tgolang.org/x/sys v0.1.0 // indirect\n)\n",
                vec![("github.com/go-chi/chi/v5", "v5.1.0")],
            ),
            (
                "requirements.txt",
                "SQLAlchemy[asyncio]>=2 ; python_version > '3'\n# no\n-r other.txt\nflask\n",
                vec![("SQLAlchemy", ">=2"), ("flask", "")],
            ),
            (
                "app/pyproject.toml",
                "[project]\ndependencies = [\"fastapi>=0.115\"]\n[project.optional-dependencies]\ntest = [\"pytest\"]\n[tool.poetry.dependencies]\npython = \"^3.12\"\nhttpx = { version = \"^0.27\" }\n",
                vec![
                    ("fastapi", ">=0.115"),
                    ("pytest", ""),
                    ("httpx", "^0.27"),
                    ("python", "^3.12"),
                ],
            ),
        ];
        for (path, text, want) in cases {
            let manifest = of(path).unwrap_or(MANIFESTS[0]);
            let found = (manifest.dependencies)(text);
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|one| (one.name.as_str(), one.version.as_str()))
                .collect();
            assert_eq!(found, want, "{path}");
        }
        assert!(of("src/main.rs").is_none());
    }

    #[test]
    fn a_text_that_cannot_be_read_states_nothing() {
        for manifest in MANIFESTS {
            assert!(
                (manifest.dependencies)("{[=\u{0}").is_empty(),
                "{}",
                manifest.id
            );
        }
    }
}
