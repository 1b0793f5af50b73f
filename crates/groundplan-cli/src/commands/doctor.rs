//! `groundplan doctor`: what was found here, what won, and why.

use groundplan::syntax;
use groundplan::world::{World as _, WorldError};
use serde::Serialize;

use super::Outcome;
use crate::args::Global;
use crate::os_world::{environment, git_version, write};
use crate::repo::{Access, Repo, open};
use crate::settings;
use crate::ui;

/// One line: what, its value, who says so.
#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
    origin: String,
}

fn fact(name: &'static str, value: impl Into<String>, origin: impl Into<String>) -> Fact {
    Fact {
        name,
        value: value.into(),
        origin: origin.into(),
    }
}

/// Runs the command.
pub fn run(global: &Global) -> Outcome {
    let repo = open(global, Access::Read)?;
    let mut facts = vec![
        fact("version", env!("CARGO_PKG_VERSION"), ""),
        fact(
            "repository",
            repo.world.root().display().to_string(),
            repo.root_origin,
        ),
        fact(
            "files",
            repo.world.files()?.len().to_string(),
            "not ignored, not secret",
        ),
    ];
    facts.extend(history(&repo));
    facts.extend(configuration(global, &repo));
    facts.extend(skills(&repo));
    repo.reporter.finish();
    ui::list(global.format, "facts", &facts, || {
        facts.iter().map(line).collect()
    })?;
    Ok(0)
}

fn line(fact: &Fact) -> String {
    let origin = if fact.origin.is_empty() {
        String::new()
    } else {
        format!("  ({})", fact.origin)
    };
    format!("{:14} {}{origin}\n", fact.name, fact.value)
}

fn history(repo: &Repo) -> Vec<Fact> {
    let git = git_version().unwrap_or_else(|why| format!("none: {why}"));
    let history = match repo.world.history(1) {
        Ok(history) => match history.head {
            Some(head) if history.shallow => fact("history", head, "a shallow clone"),
            Some(head) => fact("history", head, "head commit"),
            None => fact("history", "none", "no git repository, or no commit yet"),
        },
        Err(error) => fact("history", "none", error.to_string()),
    };
    vec![fact("git", git, ""), history]
}

fn configuration(global: &Global, repo: &Repo) -> Vec<Fact> {
    let settings = &repo.settings;
    let origin = |name: &str| {
        let set = settings.set.iter().any(|set| set == name);
        if set { settings::FILE } else { "default" }
    };
    let file = if settings.set.is_empty() && settings.notes.is_empty() {
        "none, or nothing in it".to_owned()
    } else {
        format!(
            "{} settings, {} passed over",
            settings.set.len(),
            settings.notes.len()
        )
    };
    let from = if global.depth.is_some() {
        "GROUNDPLAN_DEPTH"
    } else {
        origin("plan.depth")
    };
    let depth = global.depth.or(settings.depth);
    let depth = depth.map_or_else(
        || "decided from specification and code".to_owned(),
        |depth| format!("{depth:?}").to_lowercase(),
    );
    let cache = repo.world.cache().dir();
    let kept = if cache.is_some_and(write::is_writable) {
        repo.cache_origin.to_owned()
    } else {
        format!(
            "{}; cannot be written, so nothing is kept",
            repo.cache_origin
        )
    };
    let cache = cache.map_or_else(String::new, |dir| dir.display().to_string());
    let today = match global.today {
        Some(_) if global.from_environment.contains(&"today") => "GROUNDPLAN_TODAY",
        Some(_) => "--today",
        None => "the clock, UTC",
    };
    let languages = syntax::languages::all().map(|language| language.id);
    let languages: Vec<&str> = languages.collect();
    vec![
        fact(settings::FILE, file, ""),
        fact("plans", settings.features.clone(), origin("paths.features")),
        fact("template", settings.template.clone(), template(repo)),
        fact("depth", depth, from),
        fact("cache", cache, kept),
        fact("today", repo.world.today().to_string(), today),
        fact("languages", languages.join(", "), "built in"),
    ]
}

fn template(repo: &Repo) -> String {
    let why = match repo.world.read_text(&repo.settings.template) {
        Ok(text) if text.contains("sections.") => return "the project's own".to_owned(),
        Ok(_) => "another tool's".to_owned(),
        Err(WorldError::NotFound { .. }) => "not there".to_owned(),
        Err(error) => error.to_string(),
    };
    format!("{why}, so the built-in one is used")
}

fn skills(repo: &Repo) -> Vec<Fact> {
    let count = |root: &str| {
        let folders = groundplan::skills::FOLDERS.iter();
        let files =
            folders.flat_map(|folder| repo.world.list(&format!("{root}{folder}/skills"), 2000));
        files
            .filter(|file| file.path.ends_with("/SKILL.md"))
            .count()
    };
    let home = environment::home().map_or_else(
        || "no home directory".to_owned(),
        |home| home.display().to_string(),
    );
    vec![
        fact("skills", count("").to_string(), "of the project"),
        fact("own skills", count("~home/").to_string(), home),
    ]
}
