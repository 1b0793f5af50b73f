//! Documents and type definitions of dependencies that are on this machine, where a question names
//! the dependency.

use super::Source;
use crate::model::spec::Spec;
use crate::research::passages::{Passage, of_document, words};
use crate::world::World;

/// The source.
pub const SOURCE: Source = Source {
    id: "vendored dependencies",
    summary: "READMEs and type definitions of installed dependencies that a question names",
    gather,
};

fn gather(spec: &Spec, world: &dyn World) -> Vec<Passage> {
    let asked: Vec<String> = spec
        .open_questions
        .iter()
        .flat_map(|question| words(&question.text))
        .collect();
    let Ok(manifest) = world.read_text("package.json") else {
        return Vec::new();
    };
    let Ok(manifest) = serde_json::from_str::<serde_json::Value>(&manifest) else {
        return Vec::new();
    };
    let mut names: Vec<String> = Vec::new();
    for table in ["dependencies", "devDependencies"] {
        let listed = manifest.get(table).and_then(serde_json::Value::as_object);
        names.extend(listed.into_iter().flat_map(|listed| listed.keys().cloned()));
    }
    names.retain(|name| words(name).iter().any(|word| asked.contains(word)));
    let files = names
        .iter()
        .take(8)
        .flat_map(|name| world.list(&format!("node_modules/{name}"), 400));
    let wanted = files.filter(|file| {
        let lower = file.path.to_lowercase();
        (lower.ends_with(".d.ts") || lower.ends_with(".md"))
            && file.size < 200_000
            && !lower.contains("changelog")
    });
    let read = wanted
        .take(80)
        .filter_map(|file| Some((world.read_text(&file.path).ok()?, file.path)));
    read.flat_map(|(text, path)| of_document(&path, &text, None))
        .collect()
}
