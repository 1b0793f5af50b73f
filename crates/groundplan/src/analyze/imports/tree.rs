//! What the resolvers know of the repository: its paths, and the names that manifests give to folders.

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::super::cache::Entry;
use crate::model::index::{FileFacts, SymbolKind};
use crate::world::World;

/// A larger manifest is not read.
const MAX_MANIFEST_BYTES: u64 = 500_000;

/// `"@/*": ["./src/*"]` of a tsconfig: (folder of the tsconfig, `@/`, `src/`), stars taken off.
pub(super) struct Alias {
    /// Folder whose files the alias is for.
    pub scope: String,
    /// What an import begins with, or is where it is `exact`.
    pub from: String,
    /// What stands for it: a path from the root.
    pub to: String,
    /// Whether the pattern had no star.
    pub exact: bool,
}

/// Paths and named folders.
pub(super) struct Tree<'a> {
    files: FxHashSet<&'a str>,
    by_name: FxHashMap<&'a str, Vec<&'a str>>,
    by_folder: FxHashMap<&'a str, Vec<&'a FileFacts>>,
    folders: FxHashSet<&'a str>,
    modules: FxHashMap<&'a str, Vec<&'a FileFacts>>,
    /// Aliases, longest first.
    pub aliases: Vec<Alias>,
    /// Folders where packages are rooted, by the name that imports use: of npm, Cargo, Go, Dart.
    pub packages: FxHashMap<(Kind, String), String>,
}

/// Whose name a package name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Npm,
    Cargo,
    Go,
    Dart,
}

impl<'a> Tree<'a> {
    /// Reads paths from the entries and names from manifests.
    pub fn of(entries: &'a [Entry], world: &dyn World) -> Self {
        let mut tree = Self {
            files: entries
                .iter()
                .map(|entry| entry.facts.path.as_str())
                .collect(),
            by_name: FxHashMap::default(),
            by_folder: FxHashMap::default(),
            folders: FxHashSet::default(),
            modules: FxHashMap::default(),
            aliases: Vec::new(),
            packages: FxHashMap::default(),
        };
        for entry in entries {
            let (folder, name) = split(&entry.facts.path);
            tree.by_name
                .entry(name)
                .or_default()
                .push(&entry.facts.path);
            tree.by_folder.entry(folder).or_default().push(&entry.facts);
            let symbols = entry.facts.symbols.iter();
            for module in symbols.filter(|symbol| symbol.kind == SymbolKind::Module) {
                let files = tree.modules.entry(&module.name).or_default();
                files.push(&entry.facts);
            }
            let mut above = folder;
            while tree.folders.insert(above) && !above.is_empty() {
                above = split(above).0;
            }
        }
        for entry in entries
            .iter()
            .filter(|entry| entry.size <= MAX_MANIFEST_BYTES)
        {
            tree.read_manifest(&entry.facts.path, world);
        }
        tree.aliases.sort_by(|a, b| {
            let key = |alias: &Alias| (alias.scope.len(), alias.from.len());
            key(b)
                .cmp(&key(a))
                .then_with(|| a.from.cmp(&b.from))
                .then_with(|| a.to.cmp(&b.to))
        });
        tree
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Whether there is such a folder.
    pub fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// Files directly in a folder, in path order.
    pub fn in_folder(&self, folder: &str) -> &[&'a FileFacts] {
        self.by_folder.get(folder).map_or(&[], Vec::as_slice)
    }

    /// Files in folders whose path ends with `tail`, whole parts only, in path order.
    pub fn in_folders_ending_with(&self, tail: &str) -> Vec<&'a FileFacts> {
        let ends = |folder: &str| {
            let before = folder.strip_suffix(tail);
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let folders = self.by_folder.iter().filter(|(folder, _)| ends(folder));
        let mut files: Vec<_> = folders.flat_map(|(_, files)| files).copied().collect();
        files.sort_by_key(|file| &file.path);
        files
    }

    /// Files that declare a module or namespace of this name.
    pub fn of_module(&self, name: &str) -> &[&'a FileFacts] {
        self.modules.get(name).map_or(&[], Vec::as_slice)
    }

    /// Files whose path ends with `tail`, whole parts only.
    pub fn ending_with(&self, tail: &str) -> impl Iterator<Item = &'a str> {
        let same_name = self
            .by_name
            .get(split(tail).1)
            .map_or(&[][..], Vec::as_slice);
        let ends = move |path: &&str| match path.strip_suffix(tail) {
            Some(before) => before.is_empty() || before.ends_with('/'),
            None => false,
        };
        same_name
            .iter()
            .copied()
            .filter(ends)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The nearest folder at or above `folder` that holds a file named `name`.
    pub fn nearest<'p>(&self, folder: &'p str, name: &str) -> Option<&'p str> {
        let mut at = folder;
        loop {
            if self.has(&join(at, name)) {
                return Some(at);
            }
            if at.is_empty() {
                return None;
            }
            at = split(at).0;
        }
    }

    fn read_manifest(&mut self, path: &str, world: &dyn World) {
        let (folder, name) = split(path);
        let tsconfig =
            name == "jsconfig.json" || (name.starts_with("tsconfig") && name.ends_with(".json"));
        let known = matches!(
            name,
            "package.json" | "Cargo.toml" | "go.mod" | "pubspec.yaml"
        );
        if !(tsconfig || known) {
            return;
        }
        let Ok(text) = world.read_text(path) else {
            return;
        };
        let named = match name {
            "package.json" => serde_json::from_str::<Value>(&text)
                .ok()
                .and_then(|json| Some((Kind::Npm, json.get("name")?.as_str()?.to_owned()))),
            "Cargo.toml" => crate_name(&text).map(|name| (Kind::Cargo, name)),
            "go.mod" => after(&text, "module ").map(|name| (Kind::Go, name)),
            "pubspec.yaml" => after(&text, "name:").map(|name| (Kind::Dart, name)),
            _ => {
                self.read_aliases(folder, &text);
                None
            }
        };
        if let Some(key) = named {
            self.packages
                .entry(key)
                .or_insert_with(|| folder.to_owned());
        }
    }

    fn read_aliases(&mut self, folder: &str, text: &str) {
        let Some(json) = relaxed_json(text) else {
            return;
        };
        let options = json.get("compilerOptions");
        let base = options
            .and_then(|options| options.get("baseUrl"))
            .and_then(Value::as_str);
        let root = normalise(folder, base.unwrap_or(".")).unwrap_or_default();
        let paths = options
            .and_then(|options| options.get("paths"))
            .and_then(Value::as_object);
        for (from, targets) in paths.into_iter().flatten() {
            let targets = targets
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            for target in targets {
                let Some(to) = normalise(&root, target.trim_end_matches('*')) else {
                    continue;
                };
                let slash = target.ends_with("/*") && !to.is_empty();
                self.aliases.push(Alias {
                    scope: folder.to_owned(),
                    from: from.trim_end_matches('*').to_owned(),
                    to: if slash { format!("{to}/") } else { to },
                    exact: !from.ends_with('*'),
                });
            }
        }
        if base.is_some() {
            let to = if root.is_empty() {
                root
            } else {
                format!("{root}/")
            };
            self.aliases.push(Alias {
                scope: folder.to_owned(),
                from: String::new(),
                to,
                exact: false,
            });
        }
    }
}

/// The folder and the name of a path.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A name in a folder; the root is empty.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// `relative` seen from `folder`, without `.` and `..`; `None` where it leaves the repository.
pub(super) fn normalise(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The first word behind a label that begins a line.
fn after(text: &str, label: &str) -> Option<String> {
    let rest = text.lines().find_map(|line| line.strip_prefix(label))?;
    let word = rest.split_whitespace().next()?.trim_matches(['"', '\'']);
    Some(word.to_owned())
}

/// The name under which code imports a crate.
fn crate_name(manifest: &str) -> Option<String> {
    let manifest: toml::Table = manifest.parse().ok()?;
    let name = |table: &str| manifest.get(table)?.get("name")?.as_str();
    Some(name("lib").or_else(|| name("package"))?.replace('-', "_"))
}

/// JSON with comments and trailing commas.
fn relaxed_json(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&strict(text)).ok())
}

fn strict(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => {
                out.push(c);
                out.extend(chars.next());
            }
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '/' if !in_string && chars.peek() == Some(&'/') => {
                while chars.next_if(|c| *c != '\n').is_some() {}
            }
            '/' if !in_string && chars.peek() == Some(&'*') => {
                let mut before = ' ';
                for c in chars.by_ref().skip(1) {
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
            }
            ']' | '}' if !in_string => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
