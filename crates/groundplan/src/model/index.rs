//! What the analyzer knows of every file: facts read from its text and syntax tree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a file is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Program source.
    #[default]
    Source,
    /// A test, or what only tests use.
    Test,
    /// Made by a program.
    Generated,
    /// Somebody else's code.
    Vendored,
    /// Documentation.
    Docs,
    /// Configuration, manifests, CI.
    Config,
    /// Data, assets, lock files.
    Data,
}

/// Facts of one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Path relative to the repository root.
    pub path: String,
    /// Identifier in the language registry, where the language is known.
    pub language: Option<String>,
    /// What it is for.
    pub kind: FileKind,
    /// Number of lines.
    pub lines: u32,
    /// BLAKE3 of the content, first 16 hexadecimal digits.
    pub hash: String,
    /// Declared symbols, in order of their lines; members after their container.
    pub symbols: Vec<Symbol>,
    /// Imports.
    pub imports: Vec<Import>,
    /// Calls and other uses of names, with lines; names only.
    pub uses: Vec<NameUse>,
}

/// Kind of a declared symbol.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SymbolKind {
    /// Free function.
    #[default]
    Function,
    /// Method or associated function.
    Method,
    /// Class.
    Class,
    /// Struct.
    Struct,
    /// Enum.
    Enum,
    /// Member of an enum.
    EnumMember,
    /// Interface, trait or protocol.
    Interface,
    /// Type alias.
    TypeAlias,
    /// Field or property.
    Field,
    /// Constant.
    Constant,
    /// Variable.
    Variable,
    /// Module or namespace.
    Module,
    /// Macro.
    Macro,
    /// Table of a database schema.
    Table,
    /// Message, service or other declaration of an interface language.
    Message,
}

/// One declared symbol.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Symbol {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: SymbolKind,
    /// Name of the enclosing type or module.
    pub container: Option<String>,
    /// First line of the declaration, doc comment and attributes included.
    pub line_start: u32,
    /// Line on which the name stands.
    pub name_line: u32,
    /// Last line.
    pub line_end: u32,
    /// The declaration's head on one line, without its body.
    pub signature: String,
    /// First sentence of the doc comment.
    pub doc: Option<String>,
    /// Attributes, decorators, annotations, as written, without marks (`app.get("/x")`).
    pub attributes: Vec<String>,
    /// Base types and implemented interfaces.
    pub bases: Vec<String>,
    /// For `export const x = mutation({…})`: `mutation`.
    pub wrapper: Option<String>,
    /// Whether other files can name it.
    pub exported: bool,
    /// The first statements of its body, as written, one a string, at most four.
    pub opening: Vec<String>,
}

impl Symbol {
    /// `Container.name`, or the name alone.
    pub fn qualified(&self) -> String {
        match &self.container {
            Some(container) => format!("{container}.{}", self.name),
            None => self.name.clone(),
        }
    }
}

/// One import.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// Module as written.
    pub module: String,
    /// Imported names, empty for a whole module.
    pub names: Vec<String>,
    /// Line.
    pub line: u32,
    /// File of the repository that it resolves to.
    pub resolved: Option<String>,
}

/// A use of a name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NameUse {
    /// Name.
    pub name: String,
    /// Line.
    pub line: u32,
    /// Whether it is called.
    pub call: bool,
}

/// All files of a repository.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// Facts by path.
    pub files: BTreeMap<String, FileFacts>,
}

/// A symbol and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Located<'a> {
    /// File.
    pub file: &'a FileFacts,
    /// Symbol.
    pub symbol: &'a Symbol,
}

impl Index {
    /// Facts of a file.
    pub fn file(&self, path: &str) -> Option<&FileFacts> {
        self.files.get(path)
    }

    /// Files of a kind, in path order.
    pub fn of_kind(&self, kind: FileKind) -> impl Iterator<Item = &FileFacts> {
        self.files.values().filter(move |file| file.kind == kind)
    }

    /// Declarations of a name, in path order.
    pub fn declarations<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Located<'a>> {
        self.files.values().flat_map(move |file| {
            let hits = file
                .symbols
                .iter()
                .filter(move |symbol| symbol.name == name);
            hits.map(move |symbol| Located { file, symbol })
        })
    }

    /// Uses of a name outside the file at `except`, as (file, line), in path order.
    pub fn uses<'a>(
        &'a self,
        name: &'a str,
        except: &'a str,
    ) -> impl Iterator<Item = (&'a FileFacts, u32)> {
        self.files
            .values()
            .filter(move |file| file.path != except)
            .flat_map(move |file| {
                let hits = file.uses.iter().filter(move |used| used.name == name);
                hits.map(move |used| (file, used.line))
            })
    }

    /// Files that import the file at `path`.
    pub fn importers<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a FileFacts> {
        self.files.values().filter(move |file| {
            file.imports
                .iter()
                .any(|import| import.resolved.as_deref() == Some(path))
        })
    }
}
