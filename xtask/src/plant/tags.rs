//! Symbols of a repository from universal-ctags, a source that shares no code with the verifier.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Languages that are asked for.
const LANGUAGES: &str =
    "Java,Kotlin,PHP,C#,C++,C,Ruby,Elixir,Python,Go,Rust,TypeScript,JavaScript,Lua,Sh";
/// Kinds that a plan cites.
const KINDS: &[&str] = &[
    "class",
    "constant",
    "define",
    "enum",
    "enumConstant",
    "enumerator",
    "field",
    "func",
    "function",
    "interface",
    "macro",
    "member",
    "method",
    "methodSpec",
    "module",
    "object",
    "property",
    "singletonMethod",
    "struct",
    "trait",
    "type",
    "typedef",
    "alias",
    "const",
    "var",
    "variable",
];
/// Kinds whose members are cited with them.
const OWNERS: &[&str] = &[
    "class",
    "enum",
    "implementation",
    "interface",
    "module",
    "object",
    "struct",
    "trait",
    "type",
];
/// Kinds that are called.
const CALLED: &[&str] = &["func", "function", "method", "singletonMethod"];
/// Folders of code that is not the project's own.
const FOREIGN: &[&str] = &[
    "vendor",
    "node_modules",
    "third_party",
    "dist",
    "bundled",
    "gtest",
    "doc",
    "docs",
    "static",
];
/// Largest file, in bytes, that is cited.
const LARGEST: u64 = 400_000;

/// A declaration.
#[derive(Debug, Clone)]
pub struct Tag {
    pub name: String,
    pub path: String,
    /// Line of the name, from 1.
    pub line: usize,
    /// Last line, where ctags knows it.
    pub end: Option<usize>,
    /// The type or module that it belongs to.
    pub owner: Option<String>,
    pub language: String,
    pub called: bool,
}

/// A repository: its tags and what its files hold.
pub struct Source {
    pub tags: Vec<Tag>,
    /// Lines of every text file.
    pub files: BTreeMap<String, Vec<String>>,
    /// Every word and its files, to tell that an invented name stands nowhere.
    pub words: BTreeMap<String, BTreeSet<String>>,
}

impl Source {
    /// Reads a folder; the error is a sentence.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut source = Self {
            tags: Vec::new(),
            files: BTreeMap::new(),
            words: BTreeMap::new(),
        };
        source.walk(root, "");
        source.tags = tags(root, &source.files)?;
        Ok(source)
    }

    #[expect(clippy::disallowed_methods, reason = "a chore reads a repository")]
    fn walk(&mut self, root: &Path, folder: &str) {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            let Ok(about) = entry.path().symlink_metadata() else {
                continue;
            };
            if about.is_dir() && name != ".git" {
                self.walk(root, &path);
            } else if about.is_file()
                && about.len() <= LARGEST
                && let Ok(text) = std::fs::read_to_string(entry.path())
            {
                let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
                for word in words.chain(name.split('.').next()) {
                    let files = self.words.entry(word.to_owned()).or_default();
                    files.insert(path.clone());
                }
                self.files
                    .insert(path, text.lines().map(str::to_owned).collect());
            }
        }
    }

    /// Whether a file has a name as a word.
    pub fn holds(&self, path: &str, name: &str) -> bool {
        self.words
            .get(name)
            .is_some_and(|files| files.contains(path))
    }
}

#[expect(clippy::disallowed_methods, reason = "a chore runs ctags")]
fn tags(root: &Path, files: &BTreeMap<String, Vec<String>>) -> Result<Vec<Tag>, String> {
    let out = Command::new("ctags")
        .args([
            "-R",
            "--sort=yes",
            "--output-format=json",
            "--fields=+neKzSl",
            "-f",
            "-",
        ])
        .arg(format!("--languages={LANGUAGES}"))
        .arg(".")
        .current_dir(root)
        .stderr(Stdio::null())
        .output()
        .map_err(|error| format!("universal-ctags: {error}"))?;
    let text = String::from_utf8_lossy(&out.stdout);
    let mut all: Vec<Tag> = text
        .lines()
        .filter_map(tag)
        .filter(|tag| files.contains_key(&tag.path))
        .collect();
    all.sort_by(|a, b| (&a.path, a.line, &a.name).cmp(&(&b.path, b.line, &b.name)));
    // ctags errs in some languages: what is not written on its line is no tag.
    all.retain(|tag| {
        let line = files
            .get(&tag.path)
            .and_then(|lines| lines.get(tag.line.wrapping_sub(1)));
        line.is_some_and(|line| {
            line.contains(&tag.name) && !line.trim_start().starts_with(['*', '#', '/'])
        })
    });
    // Its scopes in Elixir go on behind the end of a module.
    let modules = |path: &String| {
        let lines = files.get(path).into_iter().flatten();
        lines.filter(|line| line.contains("defmodule ")).count()
    };
    for tag in all.iter_mut().filter(|tag| tag.language == "Elixir") {
        tag.owner = tag.owner.take().filter(|_| modules(&tag.path) == 1);
    }
    Ok(all)
}

fn tag(line: &str) -> Option<Tag> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let number = |key: &str| usize::try_from(value.get(key)?.as_u64()?).ok();
    let (name, path, kind) = (text("name")?, text("path")?, text("kind")?);
    let plain = name.len() > 3
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_alphabetic());
    // An import under another name in PHP, a type in TypeScript.
    let import = kind == "alias" && text("language") != Some("TypeScript");
    let foreign = path.split('/').any(|part| FOREIGN.contains(&part)) || path.contains(".min.");
    if !plain || foreign || import || !KINDS.contains(&kind) || name.starts_with("__anon") {
        return None;
    }
    let owned = text("scopeKind").is_some_and(|kind| OWNERS.contains(&kind));
    let owner = text("scope")
        .filter(|_| owned)
        .and_then(|scope| scope.rsplit(['.', ':', '\\', '/']).next());
    let plain_owner = |owner: &&str| {
        owner.len() > 2
            && !owner.to_lowercase().contains("anon")
            && owner.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    Some(Tag {
        name: name.to_owned(),
        path: path.to_owned(),
        line: number("line")?,
        end: number("end"),
        owner: owner.filter(plain_owner).map(str::to_owned),
        language: text("language").unwrap_or_default().to_owned(),
        called: CALLED.contains(&kind),
    })
}
