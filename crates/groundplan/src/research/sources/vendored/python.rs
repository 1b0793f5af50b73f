//! `site-packages` of the project's virtual environment, for what its manifests name.

use std::collections::BTreeSet;

use super::{Named, Package, located};
use crate::manifests::python;
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
    located(names, dirs)
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
    let files = [
        "pyproject.toml",
        "requirements.txt",
        "requirements-dev.txt",
        "requirements/base.txt",
    ];
    let texts = files.iter().filter_map(|path| world.read_text(path).ok());
    texts
        .flat_map(|text| python::dependencies(&text))
        .map(|one| one.name)
        .collect()
}
