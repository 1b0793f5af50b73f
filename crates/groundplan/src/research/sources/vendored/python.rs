//! `site-packages` of the project's virtual environment, for what its manifests name.

use std::collections::BTreeSet;

use super::{Named, Package};
use crate::world::World;

/// Where virtual environments lie.
const HOMES: &[&str] = &[".venv", "venv", "env"];

/// Direct dependencies that the questions name.
pub fn packages(named: &Named<'_>, world: &dyn World) -> Vec<Package> {
    let all: BTreeSet<String> = dependencies(world).into_iter().collect();
    let names: Vec<_> = all
        .into_iter()
        .filter_map(|name| Some((named.by(&name)?, name)))
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    let sites: Vec<String> = HOMES.iter().filter_map(|home| site(home, world)).collect();
    let dirs = |name: &str| {
        let module = name.to_lowercase().replace(['-', '.'], "_");
        let folders = sites.iter().map(|site| format!("{site}/{module}"));
        folders.chain([format!("vendor/{module}")]).collect()
    };
    names
        .into_iter()
        .map(|(asked_by, name)| Package {
            dirs: dirs(&name),
            name,
            asked_by,
        })
        .collect()
}

/// `.venv/lib/python3.12/site-packages`.
fn site(home: &str, world: &dyn World) -> Option<String> {
    let lib = format!("{home}/lib");
    let first = world.list(&lib, 1).into_iter().next()?;
    let python = first
        .path
        .strip_prefix(&lib)?
        .trim_start_matches('/')
        .split('/')
        .next()?;
    Some(format!("{lib}/{python}/site-packages"))
}

fn dependencies(world: &dyn World) -> Vec<String> {
    let mut all = Vec::new();
    let parsed: toml::Table = world
        .read_text("pyproject.toml")
        .unwrap_or_default()
        .parse()
        .unwrap_or_default();
    let project = parsed
        .get("project")
        .and_then(|project| project.get("dependencies"))
        .and_then(toml::Value::as_array);
    all.extend(
        project
            .into_iter()
            .flatten()
            .filter_map(|one| name(one.as_str()?)),
    );
    let poetry = parsed
        .get("tool")
        .and_then(|tool| tool.get("poetry")?.get("dependencies")?.as_table());
    all.extend(poetry.into_iter().flat_map(|table| table.keys().cloned()));
    for path in [
        "requirements.txt",
        "requirements-dev.txt",
        "requirements/base.txt",
    ] {
        let text = world.read_text(path).unwrap_or_default();
        all.extend(text.lines().filter_map(name));
    }
    all
}

/// The name at the start of a requirement: `SQLAlchemy[asyncio]>=2`.
fn name(requirement: &str) -> Option<String> {
    let name: String = requirement
        .trim()
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .collect();
    Some(name).filter(|name| name.starts_with(char::is_alphabetic))
}
