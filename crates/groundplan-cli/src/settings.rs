//! `groundplan.toml` at the repository's root: where documents lie and how deep to analyse.
//!
//! A repository is untrusted: its file can name places inside of it, and nothing that runs, costs
//! or leaves the machine. What it may not set, or nobody knows, is named and passed over.

use std::path::{Component, Path};

use clap::ValueEnum as _;
use groundplan::lint::{self, Level, Levels};
use groundplan::world::{World, WorldError};
use toml::{Table, Value};

use crate::args::DepthArg;

/// Name of the file.
pub const FILE: &str = "groundplan.toml";
/// Where the documents of features are, unless the file says otherwise.
const FEATURES: &str = "docs/features";
/// The plan's template, unless the file says otherwise.
const TEMPLATE: &str = "templates/feature-plan.md";

/// The findings that do not count, unless the file says otherwise.
const BASELINE: &str = "groundplan-baseline.json";

/// What only a person can set, for their own machine.
const PERSONAL: &[&str] = &[
    "command",
    "commands",
    "engine",
    "engines",
    "key",
    "keys",
    "api_key",
    "base_url",
    "mcp",
    "mcp_servers",
    "model",
    "models",
    "hooks",
    "trust",
];

/// The settings of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Folder of the features' documents.
    pub features: String,
    /// Template of the plan.
    pub template: String,
    /// Folder of the cache.
    pub cache: Option<String>,
    /// How deep to analyse.
    pub depth: Option<DepthArg>,
    /// The findings that do not count.
    pub baseline: String,
    /// Levels of rules.
    pub levels: Levels,
    /// Names of what the file sets.
    pub set: Vec<String>,
    /// What was passed over, a sentence each.
    pub notes: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            features: FEATURES.to_owned(),
            template: TEMPLATE.to_owned(),
            cache: None,
            depth: None,
            baseline: BASELINE.to_owned(),
            levels: Levels::default(),
            set: Vec::new(),
            notes: Vec::new(),
        }
    }
}

impl Settings {
    /// The settings of a repository; the defaults where it has no file, or one that does not parse.
    pub fn of(world: &dyn World) -> Self {
        match world.read_text(FILE) {
            Ok(text) => Self::parse(&text),
            Err(WorldError::NotFound { .. }) => Self::default(),
            Err(error) => Self {
                notes: vec![format!("{error}; its settings do not count")],
                ..Self::default()
            },
        }
    }

    fn parse(text: &str) -> Self {
        let mut settings = Self::default();
        match text.parse::<Table>() {
            Ok(table) => settings.read(&table),
            Err(error) => {
                let line = error.span().map_or(1, |span| {
                    text.get(..span.start).unwrap_or(text).matches('\n').count() + 1
                });
                let why = error.message();
                settings.note(format!("{FILE}:{line}: {why}; its settings do not count"));
            }
        }
        settings
    }

    fn read(&mut self, table: &Table) {
        for (section, value) in table {
            match (section.as_str(), value) {
                (name, _) if PERSONAL.contains(&name) => self.personal(name),
                ("rules", Value::Table(inner)) => {
                    for (code, level) in inner {
                        self.level(code, level);
                    }
                }
                ("paths" | "plan", Value::Table(inner)) => {
                    for (key, value) in inner {
                        self.entry(section, key, value);
                    }
                }
                (name, _) => self.note(format!("{FILE}: {name} is no setting")),
            }
        }
    }

    fn entry(&mut self, section: &str, key: &str, value: &Value) {
        let name = format!("{section}.{key}");
        let text = value.as_str().unwrap_or_default();
        let slot = match name.as_str() {
            "paths.features" => Some(&mut self.features),
            "paths.template" => Some(&mut self.template),
            "paths.baseline" => Some(&mut self.baseline),
            "paths.cache" => Some(self.cache.get_or_insert_default()),
            _ => None,
        };
        if let Some(slot) = slot {
            match inside(text) {
                Some(path) => *slot = path,
                None => {
                    if name == "paths.cache" {
                        self.cache = None;
                    }
                    return self.note(format!(
                        "{FILE}: {name} is not a path inside the repository"
                    ));
                }
            }
        } else if name == "plan.depth" {
            match DepthArg::from_str(text, true) {
                Ok(depth) => self.depth = Some(depth),
                Err(_) => {
                    return self.note(format!("{FILE}: {name} is skip, quick or thorough"));
                }
            }
        } else if PERSONAL.contains(&key) {
            return self.personal(&name);
        } else {
            return self.note(format!("{FILE}: {name} is no setting"));
        }
        self.set.push(name);
    }

    fn level(&mut self, code: &str, level: &Value) {
        let name = format!("rules.{code}");
        if lint::rule(code).is_none() {
            return self.note(format!("{FILE}: {name}: no rule has this code"));
        }
        match level.as_str().and_then(Level::from_word) {
            Some(level) => _ = self.levels.set.insert(code.to_owned(), level),
            None => {
                let words = Level::ALL.map(Level::as_str).join(", ");
                return self.note(format!("{FILE}: {name} is one of {words}"));
            }
        }
        self.set.push(name);
    }

    fn personal(&mut self, name: &str) {
        self.note(format!(
            "{FILE}: {name} does not count: a repository cannot set what runs or where data goes"
        ));
    }

    fn note(&mut self, text: String) {
        self.notes.push(text);
    }
}

/// A relative path that stays where it begins, with `/`.
fn inside(text: &str) -> Option<String> {
    let parts = Path::new(text).components().map(|part| match part {
        Component::Normal(name) if name != ".git" => name.to_str(),
        _ => None,
    });
    let parts: Vec<&str> = parts.collect::<Option<_>>()?;
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_depth_are_read() {
        let settings =
            Settings::parse("[paths]\nfeatures = \"specs/\"\n[plan]\ndepth = \"quick\"\n");
        assert_eq!(settings.features, "specs");
        assert_eq!(settings.depth, Some(DepthArg::Quick));
        assert_eq!(settings.set, ["paths.features", "plan.depth"]);
        assert!(settings.notes.is_empty(), "{:?}", settings.notes);
    }

    #[test]
    fn levels_of_rules_are_read() {
        let settings = Settings::parse(
            "[rules]\nspec-vague-word = \"error\"\nspec-draft = \"off\"\nspec-x = \"off\"\nspec-empty = 1\n",
        );
        let level = |code| lint::rule(code).map(|rule| settings.levels.of(rule));
        assert_eq!(level("spec-vague-word"), Some(Level::Error));
        assert_eq!(level("spec-draft"), Some(Level::Off));
        assert_eq!(level("spec-empty"), Some(Level::Error));
        assert_eq!(settings.notes.len(), 2, "{:#?}", settings.notes);
    }

    #[test]
    fn a_repository_sets_nothing_that_runs_or_leads_out() {
        let settings = Settings::parse(
            "engine = \"x\"\n[paths]\nfeatures = \"../out\"\ncache = \"/tmp/x\"\n[plan]\ncommand = \"rm\"\nsise = 1\n",
        );
        assert_eq!(settings.notes.len(), 5, "{:#?}", settings.notes);
        assert_eq!(
            (settings.features.as_str(), settings.cache),
            (FEATURES, None)
        );
        assert!(settings.set.is_empty());
    }

    #[test]
    fn a_file_that_does_not_parse_is_said_to() {
        let settings = Settings::parse("[paths]\nfeatures = \n");
        assert!(
            settings.notes[0].starts_with("groundplan.toml:2: "),
            "{:?}",
            settings.notes
        );
    }
}
