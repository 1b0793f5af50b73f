//! `node_modules`, for what `package.json` names.

use super::{Named, Package};
use crate::manifests::npm;
use crate::world::World;

/// Manifests that are read in a monorepo.
const MANIFESTS: usize = 60;

/// Direct dependencies that the questions name.
pub fn packages(named: &Named<'_>, world: &dyn World) -> Vec<Package> {
    let files = world.files().unwrap_or_default();
    let manifests = files.iter().map(|file| file.path.as_str());
    let manifests =
        manifests.filter(|path| *path == "package.json" || path.ends_with("/package.json"));
    let mut all: Vec<Package> = Vec::new();
    for manifest in manifests.take(MANIFESTS) {
        let home = manifest.trim_end_matches("package.json");
        let text = world.read_text(manifest).unwrap_or_default();
        // A name is a folder below: one that leads elsewhere is none.
        let plain = |name: &String| !name.contains("..") && !name.starts_with('/');
        let stated = npm::dependencies(&text).into_iter().map(|one| one.name);
        for name in stated.filter(plain) {
            let Some(asked_by) = named.by(&name) else {
                continue;
            };
            let mut dirs = vec![format!("{home}node_modules/{name}")];
            if !home.is_empty() {
                dirs.push(format!("node_modules/{name}"));
            }
            match all.iter_mut().find(|there| there.name == name) {
                Some(there) => {
                    dirs.retain(|dir| !there.dirs.contains(dir));
                    there.dirs.extend(dirs);
                }
                None => all.push(Package {
                    name,
                    dirs,
                    asked_by,
                }),
            }
        }
    }
    all
}
