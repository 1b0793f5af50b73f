//! Sources of crates in the registry of this machine, for what `Cargo.toml` names.

use std::collections::BTreeSet;

use super::{Named, Package, located};
use crate::manifests::cargo;
use crate::world::World;

/// Manifests that are read in a workspace.
const MANIFESTS: usize = 60;

/// Direct dependencies that the questions name, in the version of the lock file.
pub fn packages(named: &Named<'_>, world: &dyn World) -> Vec<Package> {
    let files = world.files().unwrap_or_default();
    let manifests = files.iter().map(|file| file.path.as_str());
    let manifests = manifests.filter(|path| *path == "Cargo.toml" || path.ends_with("/Cargo.toml"));
    let names: BTreeSet<String> = manifests
        .take(MANIFESTS)
        .flat_map(|path| cargo::dependencies(&world.read_text(path).unwrap_or_default()))
        .map(|one| one.name)
        .collect();
    let wanted: Vec<_> = names
        .into_iter()
        .filter_map(|name| Some((named.by(&name)?, name)))
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let registry = registry(world);
    let lock = world.read_text("Cargo.lock").unwrap_or_default();
    let locked: toml::Table = lock.parse().unwrap_or_default();
    let dirs = |name: &str| {
        let versions = versions(&locked, name);
        let places = versions.iter().flat_map(|version| {
            let here = format!("vendor/{name}-{version}");
            let registry = registry.iter();
            let there = registry.map(move |registry| format!("~cargo/{registry}/{name}-{version}"));
            there.chain([here])
        });
        places.chain([format!("vendor/{name}")]).collect()
    };
    located(wanted, dirs)
}

/// The folder of the registry's sources: the first one there is.
fn registry(world: &dyn World) -> Option<String> {
    let first = world.list("~cargo", 1).into_iter().next()?;
    first
        .path
        .strip_prefix("~cargo/")?
        .split('/')
        .next()
        .map(str::to_owned)
}

fn versions<'a>(lock: &'a toml::Table, name: &str) -> Vec<&'a str> {
    let packages = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    let own =
        packages.filter(|package| package.get("name").and_then(toml::Value::as_str) == Some(name));
    own.filter_map(|package| package.get("version")?.as_str())
        .collect()
}
