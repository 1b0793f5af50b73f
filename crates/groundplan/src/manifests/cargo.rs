//! `Cargo.toml`, of a package or a workspace.

use toml::{Table, Value};

use super::{Dependency, Manifest, habit};

/// The ecosystem.
pub const MANIFEST: Manifest = Manifest {
    id: "cargo",
    file_names: &["Cargo.toml"],
    dependencies,
    commands: |_| {
        vec![
            habit("test", "cargo test"),
            habit("typecheck", "cargo check"),
        ]
    },
    test_runner: |_| Some("cargo test"),
};

/// Dependencies of the package and of the workspace, by the name of the crate where it is renamed.
pub fn dependencies(text: &str) -> Vec<Dependency> {
    let parsed: Table = text.parse().unwrap_or_default();
    let workspace = parsed.get("workspace").and_then(Value::as_table);
    let homes = [Some(&parsed), workspace].into_iter().flatten();
    let tables = homes.flat_map(|home| {
        let tables = ["dependencies", "dev-dependencies"].into_iter();
        tables.filter_map(|table| home.get(table)?.as_table())
    });
    let one = |(name, value): (&String, &Value)| {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        Dependency {
            name: text("package").unwrap_or(name).to_owned(),
            version: value
                .as_str()
                .or_else(|| text("version"))
                .unwrap_or_default()
                .to_owned(),
        }
    };
    tables.flatten().map(one).collect()
}
