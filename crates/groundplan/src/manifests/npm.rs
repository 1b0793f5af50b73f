//! `package.json`.

use serde_json::Value;

use super::{Command, Dependency, Manifest, line_of};

/// The ecosystem.
pub const MANIFEST: Manifest = Manifest {
    id: "npm",
    file_names: &["package.json"],
    dependencies,
    commands,
    test_runner: |_| None,
};

fn object<'a>(parsed: &'a Value, table: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    parsed
        .get(table)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// Dependencies of all tables.
pub fn dependencies(text: &str) -> Vec<Dependency> {
    let parsed: Value = serde_json::from_str(text).unwrap_or_default();
    let tables = [
        "dependencies",
        "devDependencies",
        "peerDependencies",
        "optionalDependencies",
    ];
    let listed = tables.iter().flat_map(|table| object(&parsed, table));
    listed
        .map(|(name, version)| Dependency {
            name: name.clone(),
            version: version.as_str().unwrap_or_default().to_owned(),
        })
        .collect()
}

fn commands(text: &str) -> Vec<Command> {
    let parsed: Value = serde_json::from_str(text).unwrap_or_default();
    let scripts = object(&parsed, "scripts").map(|(name, _)| Command {
        typed: if name == "test" {
            "npm test".to_owned()
        } else {
            format!("npm run {name}")
        },
        line: line_of(text, &format!("\"{name}\":")),
        default: false,
        name: name.clone(),
    });
    scripts.collect()
}
