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
    /// Counts of its words; empty where it is too large or binary.
    pub terms: TermCounts,
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

/// Counts of a file's words, for ranking: terms as hashes, ascending.
///
/// Serialised as bytes, since a large repository has millions of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermCounts {
    /// Terms in the file, repeats included.
    pub total: u32,
    /// Neighbouring parts of identifiers, repeats included.
    pub total_pairs: u32,
    /// Hashes, ascending.
    pub hashes: Vec<u32>,
    /// How often each stands in the file.
    pub counts: Vec<u16>,
}

impl TermCounts {
    /// Counts from unordered pairs of hash and count.
    pub fn new(total: u32, total_pairs: u32, mut all: Vec<(u32, u32)>) -> Self {
        all.sort_unstable();
        Self {
            total,
            total_pairs,
            hashes: all.iter().map(|(hash, _)| *hash).collect(),
            counts: all
                .iter()
                .map(|(_, count)| u16::try_from(*count).unwrap_or(u16::MAX))
                .collect(),
        }
    }

    /// How often a term stands in the file.
    pub fn count(&self, hash: u32) -> u32 {
        match self.hashes.binary_search(&hash) {
            Ok(at) => u32::from(self.counts.get(at).copied().unwrap_or(0)),
            Err(_) => 0,
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(8 + self.hashes.len() * 6);
        bytes.extend(self.total.to_le_bytes());
        bytes.extend(self.total_pairs.to_le_bytes());
        bytes.extend(self.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        bytes.extend(self.counts.iter().flat_map(|count| count.to_le_bytes()));
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(8)?;
        let word = |four: &[u8]| four.try_into().map_or(0, u32::from_le_bytes);
        let (hashes, counts) = rest.split_at_checked(rest.len() / 6 * 4)?;
        Some(Self {
            total: word(&head[..4]),
            total_pairs: word(&head[4..]),
            hashes: hashes.chunks_exact(4).map(word).collect(),
            counts: counts
                .chunks_exact(2)
                .map(|two| two.try_into().map_or(0, u16::from_le_bytes))
                .collect(),
        })
    }
}

impl Serialize for TermCounts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.to_bytes())
    }
}

impl<'de> Deserialize<'de> for TermCounts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl serde::de::Visitor<'_> for Bytes {
            type Value = TermCounts;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the bytes of term counts")
            }
            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<TermCounts, E> {
                TermCounts::from_bytes(bytes).ok_or_else(|| E::custom("too short"))
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}
