//! `vendor/` of a Go module, for what `go.mod` requires.

use super::{Named, Package};
use crate::manifests::go;
use crate::world::World;

/// Required modules that the questions name.
pub fn packages(named: &Named<'_>, world: &dyn World) -> Vec<Package> {
    let text = world.read_text("go.mod").unwrap_or_default();
    let modules = go::dependencies(&text).into_iter().map(|one| one.name);
    let package = |path: &str| {
        // The last part may only say the major version: `github.com/labstack/echo/v4`.
        let major = path
            .rsplit('/')
            .next()
            .filter(|last| last.len() < 4 && last.starts_with('v'));
        let name = major.map_or(path, |last| {
            path.trim_end_matches(last).trim_end_matches('/')
        });
        named.by(name).map(|asked_by| Package {
            name: name.to_owned(),
            dirs: vec![format!("vendor/{path}")],
            asked_by,
        })
    };
    modules.filter_map(|path| package(&path)).collect()
}
