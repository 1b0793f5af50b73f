//! `site-packages` of the project's virtual environment, for what its manifests name.

use std::collections::BTreeSet;

use super::{Named, Package, located};
use crate::manifests::python;
use crate::world::World;

/// Files of an environment that are looked at for what is installed.
const FILES: usize = 60_000;

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
    let installed: Vec<Installed> = sites
        .iter()
        .flat_map(|site| installed(site, world))
        .collect();
    let dirs = |name: &str| {
        let module = normal(name);
        let own = installed.iter().filter(|one| one.name == module);
        let own: Vec<String> = own.flat_map(|one| one.dirs.clone()).collect();
        let guessed = sites.iter().map(|site| format!("{site}/{module}"));
        let guessed = guessed.chain([format!("vendor/{module}")]);
        let new: Vec<String> = guessed.filter(|dir| !own.contains(dir)).collect();
        own.into_iter().chain(new).collect()
    };
    located(names, dirs)
}

/// A distribution that is installed: its name, and the folders of its metadata and its modules.
struct Installed {
    name: String,
    dirs: Vec<String>,
}

/// What `NAME-VERSION.dist-info` folders say is there; modules may be named otherwise than the distribution.
fn installed(site: &str, world: &dyn World) -> Vec<Installed> {
    let listed = world.list(site, FILES).into_iter();
    let tops = listed.filter(|file| file.path.ends_with(".dist-info/METADATA"));
    let read = tops.filter_map(|file| {
        let info = file.path.strip_suffix("/METADATA")?.to_owned();
        let folder = info.rsplit('/').next()?;
        let name = normal(folder.split('-').next()?);
        let modules = world.read_text(&format!("{info}/top_level.txt"));
        let modules = modules.unwrap_or_default();
        let plain = |name: &&str| !name.is_empty() && !name.contains(['/', '.']);
        let modules = modules.lines().map(str::trim).filter(plain);
        let dirs = modules.map(|module| format!("{site}/{module}"));
        let dirs = dirs.chain([info]).collect();
        Some(Installed { name, dirs })
    });
    read.collect()
}

/// A distribution's name as folders have it: `PyChart-Tools` → pychart_tools.
fn normal(name: &str) -> String {
    name.to_lowercase().replace(['-', '.'], "_")
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
