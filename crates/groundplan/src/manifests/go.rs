//! `go.mod`.

use super::{Dependency, Manifest, habit};

/// The ecosystem.
pub const MANIFEST: Manifest = Manifest {
    id: "go",
    file_names: &["go.mod"],
    dependencies,
    commands: |_| {
        vec![
            habit("test", "go test ./..."),
            habit("lint", "go vet ./..."),
        ]
    },
    test_runner: |_| Some("go test"),
};

/// Modules that are required directly.
pub fn dependencies(text: &str) -> Vec<Dependency> {
    let lines = text
        .lines()
        .map(|line| line.trim().trim_start_matches("require ").trim());
    let direct = lines.filter(|line| !line.contains("// indirect"));
    let required = direct.filter_map(|line| {
        let (path, version) = line.split_once(' ')?;
        let module = path.contains('.') && path.contains('/') && version.starts_with('v');
        let version = version.split_whitespace().next()?;
        module.then(|| Dependency {
            name: path.to_owned(),
            version: version.to_owned(),
        })
    });
    required.collect()
}
