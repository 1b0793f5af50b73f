//! The layers of a project, read from its paths: where each thing has a file of its own in the same
//! places (`models/order.py`, `routers/orders.py`; `cmd/run.go`), a new thing gets the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::index::FileKind;
use crate::model::names::{self, Case};
use crate::plan::context::Context;

/// How many things must have a file in a layer, for it to be one.
const MEMBERS: usize = 3;
/// Among how many ranked files the relevant things are looked for.
const RANKED: usize = 30;

/// A layer: a folder with a file for each thing, or a folder of folders.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Layer {
    /// Folder.
    dir: String,
    /// Words of the file name before the thing's own.
    before: Vec<String>,
    /// And behind them.
    after: Vec<String>,
    /// What follows the stem, with its full stop; for a folder of folders `/` and the file.
    end: String,
}

/// The layers of a project and the things in each.
#[derive(Debug, Default)]
pub struct Layers {
    /// Things of a layer: singular words → path.
    members: BTreeMap<Layer, BTreeMap<Vec<String>, String>>,
}

/// A file of a new thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its path.
    pub path: String,
    /// The file of the thing that it follows.
    pub example: String,
    /// How many things have a file there.
    pub support: usize,
}

impl Layers {
    /// Reads the layers from the paths of files of one kind.
    pub fn read(context: &Context<'_>, kind: FileKind) -> Self {
        let mut members: BTreeMap<Layer, BTreeMap<Vec<String>, String>> = BTreeMap::new();
        let files = context.evidence.index.of_kind(kind);
        // Folders of tools are no layers of the project.
        let own = files.filter(|file| !file.path.starts_with('.'));
        for file in own {
            for (layer, thing) in readings(&file.path) {
                let here = members.entry(layer).or_default();
                here.entry(thing).or_insert_with(|| file.path.clone());
            }
        }
        members.retain(|_, things| things.len() >= MEMBERS);
        Self { members }
    }

    /// The files of a new thing in the layers of the thing that is nearest to the feature and has
    /// files in at least `least` layers; empty where there is none, or where the thing is there.
    pub fn slots(&self, context: &Context<'_>, thing: &[String], least: usize) -> Vec<Slot> {
        let own = singular(thing);
        let is_there = self
            .members
            .values()
            .any(|things| things.contains_key(&own));
        if own.is_empty() || is_there {
            return Vec::new();
        }
        let Some((model, layers)) = self.nearest(context, least) else {
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        layers
            .into_iter()
            .filter_map(|layer| {
                let things = self.members.get(layer)?;
                let example = things.get(&model)?;
                let path = filled(layer, example, &model, &own, true);
                let is_new = context.evidence.file(&path).is_none() && seen.insert(path.clone());
                is_new.then(|| Slot {
                    path,
                    example: example.clone(),
                    support: things.len(),
                })
            })
            .collect()
    }

    /// The layer whose things are named as `names` are; its file for `thing`.
    pub fn slot_beside(&self, thing: &[String], others: &[Vec<String>]) -> Option<Slot> {
        let known = |things: &BTreeMap<Vec<String>, String>| {
            others
                .iter()
                .filter(|name| things.contains_key(&singular(name)))
                .count()
        };
        let best = self
            .members
            .iter()
            .map(|(layer, things)| (known(things), things.len(), layer, things))
            .filter(|(count, ..)| *count > 1)
            .max_by(|a, b| (a.0, b.1, b.2).cmp(&(b.0, a.1, a.2)))?;
        let (_, support, layer, things) = best;
        let (model, example) = things.iter().next()?;
        Some(Slot {
            path: filled(layer, example, model, thing, false),
            example: example.clone(),
            support,
        })
    }

    /// The thing with most ranked files in its layers, then the one with most layers.
    fn nearest(&self, context: &Context<'_>, least: usize) -> Option<(Vec<String>, Vec<&Layer>)> {
        let ranked: BTreeMap<&str, usize> = context
            .analysis()
            .files
            .iter()
            .take(RANKED)
            .enumerate()
            .map(|(at, file)| (file.path.as_str(), RANKED - at))
            .collect();
        let mut things: BTreeMap<&Vec<String>, (usize, Vec<&Layer>)> = BTreeMap::new();
        for (layer, members) in &self.members {
            for (thing, path) in members {
                let entry = things.entry(thing).or_default();
                entry.0 += ranked.get(path.as_str()).copied().unwrap_or(0);
                entry.1.push(layer);
            }
        }
        let best = things
            .into_iter()
            .filter(|(_, (near, layers))| layers.len() >= least && *near > 0)
            .max_by_key(|(thing, (near, layers))| {
                (*near, layers.len(), std::cmp::Reverse(*thing))
            })?;
        Some((best.0.clone(), best.1.1))
    }
}

fn singular(words: &[String]) -> Vec<String> {
    words.iter().map(|word| names::singular(word)).collect()
}

/// The layers that a path can stand in, and the thing that it is about in each.
fn readings(path: &str) -> Vec<(Layer, Vec<String>)> {
    let dir = names::dir_of(path);
    let file = path.rsplit('/').next().unwrap_or(path);
    let Some((stem, extension)) = file.split_once('.') else {
        return Vec::new();
    };
    let words = names::split(stem);
    let mut all = Vec::new();
    let layer = |before: &[String], after: &[String]| Layer {
        dir: dir.to_owned(),
        before: before.to_vec(),
        after: after.to_vec(),
        end: format!(".{extension}"),
    };
    for cut in 1..=words.len() {
        all.push((layer(&[], &words[cut..]), singular(&words[..cut])));
        if cut < words.len() {
            all.push((layer(&words[..cut], &[]), singular(&words[cut..])));
        }
    }
    if let Some((parent, own)) = dir.rsplit_once('/') {
        let folder = Layer {
            dir: parent.to_owned(),
            before: Vec::new(),
            after: Vec::new(),
            end: format!("/{file}"),
        };
        all.push((folder, singular(&names::split(own))));
    }
    all
}

/// The path of a thing in a layer, in the case and number of the example.
///
/// A command keeps its number (`counted` is false): `diff.md` beside `exports.md`.
fn filled(layer: &Layer, example: &str, model: &[String], own: &[String], counted: bool) -> String {
    let rest = example
        .strip_prefix(&layer.dir)
        .unwrap_or(example)
        .trim_start_matches('/');
    let shown = rest.split(['/', '.']).next().unwrap_or(rest);
    let words = names::split(shown);
    let at = layer.before.len();
    let theirs = words.get(at..at + model.len()).unwrap_or_default();
    let plural = counted && theirs.last().zip(model.last()).is_some_and(|(a, b)| a != b);
    let mut own = own.to_vec();
    if let Some(last) = own.last_mut().filter(|_| plural) {
        *last = names::plural(last);
    }
    let full: Vec<String> = layer
        .before
        .iter()
        .cloned()
        .chain(own)
        .chain(layer.after.iter().cloned())
        .collect();
    let case = names::case_of(shown).unwrap_or_else(|| usual(&layer.end));
    names::in_dir(
        &layer.dir,
        &format!("{}{}", names::join(&full, case), layer.end),
    )
}

/// The case where the example, one lower-case word, shows none.
fn usual(end: &str) -> Case {
    let script = ["ts", "tsx", "js", "jsx", "mjs", "svelte", "vue"];
    if script.iter().any(|one| end.ends_with(one)) {
        Case::Kebab
    } else {
        Case::Snake
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::{Evidence, RankedFile};
    use crate::model::index::{FileFacts, Index};
    use crate::model::spec::Spec;
    use std::sync::Arc;

    fn slots(paths: &[&str], ranked: &str, thing: &str) -> Vec<String> {
        let mut evidence = Evidence::default();
        let files = paths.iter().map(|path| {
            let facts = FileFacts {
                path: (*path).to_owned(),
                ..FileFacts::default()
            };
            ((*path).to_owned(), facts)
        });
        evidence.index = Arc::new(Index {
            files: files.collect(),
        });
        evidence.analysis.files.push(RankedFile {
            path: ranked.to_owned(),
            score: 1.0,
            line: None,
            reasons: vec!["x".to_owned()],
        });
        let spec = Spec::default();
        let context = Context::new(&spec, &evidence);
        let found =
            Layers::read(&context, FileKind::Source).slots(&context, &names::split(thing), 2);
        found.into_iter().map(|slot| slot.path).collect()
    }

    #[test]
    fn a_new_thing_has_a_file_in_each_layer() {
        let paths = [
            "app/models/order.py",
            "app/models/user.py",
            "app/models/item.py",
            "app/routers/orders.py",
            "app/routers/users.py",
            "app/routers/items.py",
            "app/main.py",
        ];
        assert_eq!(
            slots(&paths, "app/routers/orders.py", "Price list"),
            ["app/models/price_list.py", "app/routers/price_lists.py"]
        );
        assert!(slots(&paths, "app/routers/orders.py", "users").is_empty());
    }

    #[test]
    fn words_around_the_thing_are_kept() {
        let paths = [
            "src/api/TradeController.java",
            "src/api/OrderController.java",
            "src/api/UserController.java",
            "src/db/TradeRepository.java",
            "src/db/OrderRepository.java",
            "src/db/UserRepository.java",
        ];
        assert_eq!(
            slots(&paths, "src/api/TradeController.java", "execution batch"),
            [
                "src/api/ExecutionBatchController.java",
                "src/db/ExecutionBatchRepository.java"
            ]
        );
    }
}
